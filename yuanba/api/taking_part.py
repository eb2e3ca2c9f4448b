"""Writing: open a matter, take a step, object, ask. Each calls the one act of the kernel that the pages call too."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Body, Path, Router

from yuanba import clock
from yuanba.api import asked, matters, replaying, shapes
from yuanba.api.matters import Number
from yuanba.api.signing_in import WRITERS, actors
from yuanba.api.wanted import (
    RESPONSES,
    ContestWanted,
    Done,
    Key,
    MatterWanted,
    ObjectionWanted,
    QueryWanted,
    TakingWanted,
    handed_in,
)
from yuanba.kernel.matters import agency, verbs, voices
from yuanba.kernel.matters.acts import fields_of, take
from yuanba.kernel.matters.case import Case, load
from yuanba.kernel.matters.contesting import contest
from yuanba.kernel.matters.lacking import at_start
from yuanba.kernel.matters.models import Authorisation, Matter, Taking
from yuanba.kernel.matters.offers import Way, ways
from yuanba.kernel.matters.opening import ask, first_fields, object_to, open_matter, statutory
from yuanba.kernel.matters.permission import permit
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor, tenures
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Account
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.refusal import Refusal

router = Router(tags=["writing"], auth=WRITERS)


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


def mandate(account: Account, number: str) -> Authorisation:
    """The authorisation that was given to the account's person. Refusal `authorisation-unknown` where it was not."""
    rows = Authorisation.objects.select_related("agent", "resident", "office__body__place")
    row = rows.filter(number=number, agent=account.person).first()
    if row is None:
        raise Refusal("authorisation-unknown")
    return row


def mandated(account: Account, number: str) -> Actor:
    """The account's person as the agent of an authorisation. Refusal: that of `mandate`."""
    return agency.acting(mandate(account, number))


def chosen(case: Case, act: Act, account: Account, authorisation: str | None = None) -> Actor:
    """In which of her posts, or as a resident, she may do this; the most telling Refusal where in none.

    With an authorisation she does it as the agent of its resident and as nobody else.
    """
    closed: Refusal | None = None
    if authorisation is not None:
        by = mandated(account, authorisation)
        permit(case, act, by)
        return by
    for by in actors(account, case.unit.code):
        try:
            permit(case, act, by)
        except Refusal as refusal:
            # An article is more telling than "not for your post".
            closed = refusal if closed is None or (refusal.law and not closed.law) else closed
        else:
            return by
    raise closed or Refusal("not-a-resident", place=case.unit.name, place_en=case.unit.name_en)


def _do(request: HttpRequest, key: UUID, about: tuple[str, str], act: Callable[[Account], Taking]) -> HttpResponse:
    """Once for a key. `about` is what is done to what, for the answer to why it is refused."""
    request.yuanba_about = about  # type: ignore[attr-defined]
    account: Account = request.auth  # type: ignore[attr-defined]
    return replaying.once(request, account, key, request.body, lambda: told(act(account)))


def _offered(acts: Iterable[Act], code: str, case: Case) -> Act:
    for one in acts:
        if one.code == code:
            return one
    raise Refusal("act-not-open", step=case.step.name.zh, step_en=case.step.name.en)


def _matter(number: str) -> Matter:
    return get_object_or_404(Matter.objects.select_related("unit", "site", "power", "about", "holder"), number=number)


def _way(unit: Place, procedure: str, start: str, at: datetime) -> Way:
    """A way in by its codes. Refusals `not-adopted-here`, `no-such-start`."""
    found = [way for way in ways(unit, at) if way.case.procedure.code == procedure]
    for way in found:
        if way.start.step == start:
            return way
    named = next((p.name for p in pack().procedures.values() if p.code == procedure), Text(procedure, procedure))
    facts = {"procedure": named.zh, "procedure_en": named.en}
    if found:
        raise Refusal("no-such-start", **facts)
    raise Refusal("not-adopted-here", place=unit.name, place_en=unit.name_en, **facts)


@matters.router.post(
    "/matters", response={201: Done, **RESPONSES}, summary="Open a matter", auth=WRITERS, tags=["writing"]
)
def open_(request: HttpRequest, key: Key, wanted: Annotated[MatterWanted, Body()]) -> HttpResponse:
    """At a way in that is open to you: residents state wishes and petition, the Party organisation proposes."""

    def act(account: Account) -> Taking:
        at, unit = clock.now(), get_object_or_404(Place, code=wanted.place)
        way = _way(unit, wanted.procedure, wanted.start, at)
        by = chosen(way.case, way.act, account, wanted.authorisation)
        if (lack := at_start(way.case, way.act)) is not None:
            raise lack
        asked.only(first_fields(way.case, way.act, by), wanted.data)
        return open_matter(
            procedure=wanted.procedure,
            start=wanted.start,
            unit=unit,
            by=by,
            title=wanted.title,
            data=handed_in(wanted.data),
            at=at,
            key=key,
        )

    return _do(request, key, (f"p/{wanted.place}", f"{wanted.procedure}.{wanted.start}"), act)


@router.post("/matters/{number}/takings", response={201: Done, **RESPONSES}, summary="Take a step in a matter")
def take_(
    request: HttpRequest, number: Annotated[Number, Path()], key: Key, wanted: Annotated[TakingWanted, Body()]
) -> HttpResponse:
    """In whichever of your posts the step is for; as a resident where it is for residents."""

    def act(account: Account) -> Taking:
        at, row = clock.now(), _matter(number)
        case = load(row, at)
        offered = _offered(verbs.of(case).acts(case), wanted.act, case)
        by = chosen(case, offered, account, wanted.authorisation)
        asked.only(fields_of(case, offered, by), wanted.data, row)
        return take(matter=row.pk, by=by, act=wanted.act, data=handed_in(wanted.data), at=at, key=key, seen=wanted.seen)

    return _do(request, key, (f"m/{number}", wanted.act), act)


@router.post("/matters/{number}/objections", response={201: Done, **RESPONSES}, summary="Object to what is posted")
def object_(
    request: HttpRequest, number: Annotated[Number, Path()], key: Key, wanted: Annotated[ObjectionWanted, Body()]
) -> HttpResponse:
    """As a resident, or as an officer in the name of a `village` under it.

    The matter waits until the objection is answered; one on the same ground is joined.
    """

    def act(account: Account) -> Taking:
        at, row = clock.now(), _matter(number)
        if account.person is None:
            raise Refusal("not-a-resident", place=row.unit.name, place_en=row.unit.name_en)
        by = mandated(account, wanted.authorisation) if wanted.authorisation else Actor(account.person)
        if wanted.village is not None:
            held = tenures(account.person, local_day(at))
            named = (Actor(account.person, one) for one in held if one.body.place.code == wanted.village)
            by = next((one for one in named if voices.village(one, row.unit) is not None), by)
            if by.tenure is None:
                raise Refusal(
                    "not-your-step", step="以村（社区）名义提出异议", step_en="objecting in the village's name"
                )
        return object_to(parent=row.pk, by=by, ground=wanted.ground, words=wanted.words, at=at, key=key)

    return _do(request, key, (f"m/{number}", "object"), act)


@router.post("/matters/{number}/contests", response={201: Done, **RESPONSES}, summary="Contest an entry made for you")
def contest_(
    request: HttpRequest, number: Annotated[Number, Path()], key: Key, wanted: Annotated[ContestWanted, Body()]
) -> HttpResponse:
    """As the resident in whose name others made the entry. The supervision committee looks into it."""

    def act(account: Account) -> Taking:
        entry = get_object_or_404(Taking, matter__number=number, seq=wanted.seq)
        by = mandated(account, wanted.authorisation) if wanted.authorisation else Actor(account.person)
        return contest(taking=entry.pk, by=by, ground=wanted.ground, words=wanted.words, at=clock.now(), key=key)

    return _do(request, key, ("", ""), act)


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

    return _do(request, key, (f"m/{number}", "ask"), act)
