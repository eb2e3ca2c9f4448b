"""Writing: open a matter, take a step, object, ask. Each calls the one act of the kernel that the pages call too."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Body, Header, Path, Router, Schema
from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema

from yuanba import clock
from yuanba.api import matters, replaying, shapes
from yuanba.api.matters import Number
from yuanba.api.procedures import ProcedureCode
from yuanba.api.signing_in import WRITERS, actors
from yuanba.kernel.matters import uploads, verbs
from yuanba.kernel.matters.acts import take
from yuanba.kernel.matters.case import Case, load
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.offers import ways
from yuanba.kernel.matters.opening import ask, object_to, open_matter, statutory
from yuanba.kernel.matters.permission import permit
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Account
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal

router = Router(tags=["writing"], auth=WRITERS)
Key = Annotated[
    UUID,
    Header(
        alias="Idempotency-Key",
        description="a UUID of your own making, fresh for each thing you do; a replay returns the first answer",
    ),
]


def _writable(data: Any) -> Any:
    """Refuse half characters and NUL, which no form sends and no database keeps."""
    if "\\u0000" in json.dumps(data):
        raise ValueError("a NUL character cannot be kept")
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ValueError("half a character cannot be kept") from None
    return data


Data = Annotated[
    dict[str, Any],
    BeforeValidator(_writable),
    Field(
        description="the blanks of the step by their codes, as `/procedures/{code}` lists them",
        examples=[{"words": "下雨天路滑"}],
    ),
]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
REFUSED = {401: shapes.Problem, 403: shapes.Problem, 404: shapes.Problem, 409: shapes.Problem, 422: shapes.Problem}
RESPONSES: dict[Any, Any] = {400: shapes.Problem, **REFUSED, 415: shapes.Problem}


class Wanted(Schema):
    """A body of a request: what it does not name is refused rather than overlooked."""

    model_config = ConfigDict(extra="forbid")


class MatterWanted(Wanted):
    """A matter to open at one of its ways in."""

    place: str = Field(pattern=shapes.UNIT_CODE, examples=["510722101201"])
    procedure: ProcedureCode = Field(examples=["four-two-one"])
    start: str = Field(pattern=shapes.KEBAB, examples=["wish"])
    title: str = Field(min_length=1, max_length=120, examples=["硬化1.2公里村道"])
    data: Data = Field(default_factory=dict)


class TakingWanted(Wanted):
    """An act in a matter."""

    act: str = Field(pattern=shapes.KEBAB, examples=["agree"])
    data: Data = Field(default_factory=dict)
    seen: Annotated[int | None, Field(ge=0, le=10**6), WithJsonSchema({"type": "integer", "minimum": 0})] = Field(
        default=None, description="the matter's `taken` that you saw: refused as stale when somebody acted since"
    )


class ObjectionWanted(Wanted):
    """An objection to what is posted."""

    ground: str = Field(pattern=shapes.KEBAB, examples=["money"])
    words: str = Field(min_length=1, max_length=4000, examples=["请逐项说明材料费"])


class QueryWanted(Wanted):
    """A question of the supervision committee."""

    question: str = Field(min_length=1, max_length=4000, examples=["结余2000元在哪里？"])


class Done(shapes.Document):
    """What was done, as it stands in the record."""

    matter: str = Field(examples=["510722101201-2026-000017"])
    seq: int
    act: str
    to: str | None = Field(description="step or end reached; null for an act inside the step")
    at: str = Field(examples=["2026-03-02T01:00:00Z"])
    leaf: str | None = Field(description="hex of the ledger leaf hash; null for residents' acts")
    url: str = Field(examples=["/api/v1/matters/510722101201-2026-000017"])


def told(taking: Taking) -> shapes.Shown:
    number = taking.matter.number
    return shapes.document(
        matter=number,
        seq=taking.seq,
        act=taking.act,
        to=taking.to or None,
        at=taking.at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        leaf=taking.leaf or None,
        url=f"/api/v1/matters/{number}",
    )


def chosen(case: Case, act: Act, account: Account) -> Actor:
    """In which of her posts, or as a resident, she may do this; the most telling Refusal where in none."""
    closed: Refusal | None = None
    for by in actors(account, case.unit.code):
        try:
            permit(case, act, by)
        except Refusal as refusal:
            # An article is more telling than "not for your post".
            closed = refusal if closed is None or (refusal.law and not closed.law) else closed
        else:
            return by
    raise closed or Refusal("not-a-resident", place=case.unit.name, place_en=case.unit.name_en)


def handed_in(data: Mapping[str, Any]) -> dict[str, Any]:
    """The blanks with every file as this house describes it, never as the caller does. Unfilled where one is not here."""
    found, errors = dict(data), {}
    for code, value in data.items():
        if isinstance(value, Mapping):
            # The form of a digest is asked first: it becomes part of a path.
            digest = str(value.get("sha256"))
            kept = uploads.path(digest) if re.fullmatch(r"[0-9a-f]{64}", digest) else None
            if kept is None or not kept.is_file():
                errors[code] = Refusal("blank-not-a-file")
            else:
                found[code] = uploads.keep(kept.read_bytes(), str(value.get("name") or ""))
    if errors:
        raise Unfilled(errors)
    return found


def _do(request: HttpRequest, key: UUID, act: Callable[[Account], Taking]) -> HttpResponse:
    account: Account = request.auth  # type: ignore[attr-defined]
    return replaying.once(request, account, key, request.body, lambda: told(act(account)))


def _offered(acts: Iterable[Act], code: str, case: Case) -> Act:
    for one in acts:
        if one.code == code:
            return one
    raise Refusal("act-not-open", step=case.step.name.zh, step_en=case.step.name.en)


def _matter(number: str) -> Matter:
    return get_object_or_404(Matter.objects.select_related("unit", "power", "about", "holder"), number=number)


@matters.router.post(
    "/matters", response={201: Done, **RESPONSES}, summary="Open a matter", auth=WRITERS, tags=["writing"]
)
def open_(request: HttpRequest, key: Key, wanted: Annotated[MatterWanted, Body()]) -> HttpResponse:
    """At a way in that is open to you: residents state wishes and petition, the Party organisation proposes."""

    def act(account: Account) -> Taking:
        at, unit = clock.now(), get_object_or_404(Place, code=wanted.place)
        name = next((p.name for p in pack().procedures.values() if p.code == wanted.procedure), None)
        found = {w.start.step: w for w in ways(unit, at) if w.case.procedure.code == wanted.procedure}
        if name is None or wanted.start not in found:
            words = {"procedure": name.zh, "procedure_en": name.en} if name else {}
            if found:
                raise Refusal("no-such-start", **words)
            fallback = {"procedure": wanted.procedure, "procedure_en": wanted.procedure}
            raise Refusal("not-adopted-here", place=unit.name, place_en=unit.name_en, **(words or fallback))
        way = found[wanted.start]
        return open_matter(
            procedure=wanted.procedure,
            start=wanted.start,
            unit=unit,
            by=chosen(way.case, way.act, account),
            title=wanted.title,
            data=handed_in(wanted.data),
            at=at,
            key=key,
        )

    return _do(request, key, act)


@router.post("/matters/{number}/takings", response={201: Done, **RESPONSES}, summary="Take a step in a matter")
def take_(
    request: HttpRequest, number: Annotated[Number, Path()], key: Key, wanted: Annotated[TakingWanted, Body()]
) -> HttpResponse:
    """In whichever of your posts the step is for; as a resident where it is for residents."""

    def act(account: Account) -> Taking:
        at, row = clock.now(), _matter(number)
        case = load(row, at)
        offered = _offered(verbs.of(case).acts(case), wanted.act, case)
        by = chosen(case, offered, account)
        return take(matter=row.pk, by=by, act=wanted.act, data=handed_in(wanted.data), at=at, key=key, seen=wanted.seen)

    return _do(request, key, act)


@router.post("/matters/{number}/objections", response={201: Done, **RESPONSES}, summary="Object to what is posted")
def object_(
    request: HttpRequest, number: Annotated[Number, Path()], key: Key, wanted: Annotated[ObjectionWanted, Body()]
) -> HttpResponse:
    """As a resident of the unit. The matter waits until the objection is answered; one on the same ground is joined."""

    def act(account: Account) -> Taking:
        at, row = clock.now(), _matter(number)
        if account.person is None:
            raise Refusal("not-a-resident", place=row.unit.name, place_en=row.unit.name_en)
        by = Actor(account.person)
        return object_to(parent=row.pk, by=by, ground=wanted.ground, words=wanted.words, at=at, key=key)

    return _do(request, key, act)


@router.post("/matters/{number}/queries", response={201: Done, **RESPONSES}, summary="Question a step, as a supervisor")
def query_(
    request: HttpRequest, number: Annotated[Number, Path()], key: Key, wanted: Annotated[QueryWanted, Body()]
) -> HttpResponse:
    """As a member of the supervision committee. The body that holds the matter must answer in time."""

    def act(account: Account) -> Taking:
        at, row = clock.now(), _matter(number)
        above = load(row, at)
        procedure, _ = statutory("supervision-query", row.unit, at)
        asking = Case(row, procedure, procedure.steps["ask"], at, above.law)
        by = chosen(asking, Act("ask", asking.step.name), account)
        return ask(parent=row.pk, by=by, question=wanted.question, at=at, key=key)

    return _do(request, key, act)
