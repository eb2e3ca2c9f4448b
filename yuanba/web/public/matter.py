"""A matter: where it stands, who is waited for, and what every body did, under which article and with which proof."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from yuanba import clock
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.case import basis, load
from yuanba.kernel.matters.collecting import progress
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.record import Record, body_names, read
from yuanba.kernel.places.codes import place_in
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures import chart, textchart
from yuanba.kernel.procedures.calendar import local_date
from yuanba.kernel.procedures.pack import BoardKind
from yuanba.web import asking, cache
from yuanba.web.citing import governing
from yuanba.web.formats import days_left, language, text
from yuanba.web.public.lines import law_of, timeline
from yuanba.web.public.proposal import proposal
from yuanba.web.public.queries import open_boards
from yuanba.web.public.rows import notice_rows, procedure, public
from yuanba.web.public.wording import share

OBJECTION, QUERY = "objection", "query"


@dataclass(frozen=True, slots=True)
class Child:
    """An objection or a query as a row: what it is about and where it stands, without who put it."""

    number: str
    role: str
    ground: str
    opened_at: datetime
    state: str
    tone: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Signed:
    """How far a petition has come: the share that the law asks, how many signed, how many are needed."""

    share: str
    signed: int
    needed: int


def record_of(number: str) -> Record:
    """The public record; 404 where there is no such matter."""
    try:
        return read(number)
    except Matter.DoesNotExist:
        raise Http404 from None


def inside(found: Record) -> list[BoardKind]:
    """Boards on which it was posted for those alone whom it is for: the village, or the members of the collective."""
    steps = [found.procedure.steps[line.step] for line in found.lines if line.act == "post"]
    codes = dict.fromkeys(step.board for step in steps if step.board)
    return [pack().boards[code] for code in codes if code not in open_boards()]


def matter(request: HttpRequest, number: str) -> HttpResponse:
    """`/m/<number>/`."""
    cache.declare(request, codes=cache.around(place_in(number)))
    found = record_of(number)
    if found.matter.unit.code != place_in(number):
        # It followed a merger or split, and what is done in it now stands under its heir's head.
        cache.declare(request, codes=(*cache.around(place_in(number)), *cache.around(found.matter.unit.code)))
        found = record_of(number)
    at = clock.now()
    row = found.matter
    notices = notice_rows(public(Notice.objects.filter(matter=row)).order_by("-pk"), at)
    step = found.step
    case = load(row, at) if step else None
    if case is not None:
        cache.changes_on(request, *asking.moments(case))
    names = {code: text(name) for code, name in body_names(found).items()}
    return render(
        request,
        "public/matter.html",
        {
            "record": found,
            "matter": row,
            "place": row.unit,
            "began": began(row),
            "step": step,
            "end": found.procedure.ended(row.end) if row.end else None,
            "names": names,
            "laws": law_of(found, step) if step else (),
            "days": days_left(row.due_at, at) if row.due_at and step else None,
            "basis": governing(basis(row.power), row.unit.kind),
            "notices": notices,
            "inside": inside(found),
            "objectable": bool(step and step.kind == "publish" and any(notice.standing for notice in notices)),
            "children": [child(one, at) for one in found.children],
            "blocked": sum(one.role == OBJECTION and one.closed_at is None for one in found.children),
            "signed": _signed(row, at) if step and step.kind == "collect" else (),
            "asks": asking.rows(case) if case else (),
            "timeline": timeline(found),
            "proposal": proposal(found, local_date(at)),
            **drawn(found, names),
        },
    )


def began(row: Matter) -> Place | None:
    """The unit in which a matter was opened, where it is of another now; one query then."""
    code = row.number.partition("-")[0]
    return Place.objects.filter(code=code).first() if code != row.unit.code else None


def drawn(found: Record, names: dict[str, str]) -> dict[str, Any]:
    """The chart with the current step lit, wide and tall, and the same as a list of steps."""
    bodies = {step.by: names[code] for code, step in found.procedure.steps.items()}
    return pictures(
        found.procedure.code,
        found.procedure.version,
        language(),
        found.lit,
        found.done(),
        tuple(bodies.items()),
    )


@lru_cache(maxsize=1024)
def pictures(
    code: str, version: int, lang: str, current: str | None, done: tuple[str, ...], bodies: tuple[tuple[str, str], ...]
) -> dict[str, Any]:
    """Both shapes of a chart and its list of steps; many matters stand at the same step, so they are kept."""
    law = procedure(code, version)
    how: dict[str, Any] = {"language": lang, "current": current, "done": done, "bodies": dict(bodies)}
    return {
        "wide": chart.svg(law, shape="wide", **how),
        "tall": chart.svg(law, shape="tall", **how),
        "steps": textchart.steps(law, **how),
    }


def child(row: Matter, at: datetime) -> Child:
    """An objection or query of a matter, as its parent's page shows it."""
    law = procedure(row.procedure, row.version)
    step = law.steps.get(row.step)
    grounds = {
        code: text(name) for field in law.steps[law.starts[0].step].fields for code, name in field.choices.items()
    }
    return Child(
        number=row.number,
        role=row.role,
        ground=grounds.get(row.ground, ""),
        opened_at=row.opened_at,
        state=text(step.name) if step else text(law.ended(row.end).name),
        tone="now" if step else law.ended(row.end).tone,
        days=days_left(row.due_at, at) if row.due_at and step else None,
    )


def _signed(row: Matter, at: datetime) -> list[Signed]:
    if row.power_id is None:
        return []
    return [Signed(share(one), signed, one.least(whole)) for one, signed, whole in progress(load(row, at))]
