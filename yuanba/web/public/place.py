"""A place: a township with its units, or a unit with its bodies, matters and boards."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from yuanba import clock
from yuanba.kernel.places.codes import COUNTY, TOWNSHIP, UNIT, well_formed
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.calendar import local_date
from yuanba.web import cache, links, orders
from yuanba.web.formats import text
from yuanba.web.public import archive, queries
from yuanba.web.public.bodies import in_office
from yuanba.web.public.readership import may_read
from yuanba.web.public.rows import below, matter_rows, notice_rows, page
from yuanba.web.where import UNITS


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that has been called."""

    href: str
    title: str
    body: str
    meets_at: datetime
    venue: str


@dataclass(frozen=True, slots=True)
class Adopted:
    """An institution in force here, and the place whose adoption governs."""

    code: str
    name: str
    name_en: str
    since: date
    place: Place


def load(code: str) -> Place:
    """The place with its township and county; 404 where there is none."""
    found: list[Place] = queries.place(code=code)
    if not found:
        raise Http404
    return found[0]


def depend(request: HttpRequest, code: str) -> None:
    """A unit's page is as old as its heads; a township's looks at all its units."""
    if len(code) < UNIT:
        cache.declare(request, prefix=code)
    else:
        cache.declare(request, codes=cache.around(code))


def place(request: HttpRequest, code: str) -> HttpResponse:
    """`/p/<code>/`: a township or a unit; places inside a unit look like one. The county is the home page."""
    if len(code) < TOWNSHIP:
        if code != pack().code:
            raise Http404
        return HttpResponseRedirect(links.home())
    depend(request, code)
    found = load(code)
    at = clock.now()
    if len(code) == TOWNSHIP:
        return render(request, "public/township.html", {"place": found, **_township(found, at)})
    meetings, after = _meetings(found, at), request.GET.get("inner", "")
    # A meeting leaves the list when it begins; postings end at midnight, when every page ends.
    cache.changes_on(request, *(one.meets_at for one in meetings))
    return render(request, "public/unit.html", {"place": found, "meetings": meetings, **_unit(found, at, after)})


def _township(found: Place, at: datetime) -> dict[str, object]:
    today = local_date(at)
    matters = queries.township_matters(code=found.code, after=queries.TOP)[: queries.OPEN]
    return {
        "units": list(Place.objects.filter(valid_on(today), parent=found, kind__in=UNITS).order_by("code")),
        "bodies": in_office(found, archive.last_day(found.until, today)),
        "matters": matter_rows(matters, at),
        "notices": notice_rows(queries.township_notices(code=found.code), at),
        "heirs": archive.heirs(found),
        "orders": orders.of_place(found),
        "most": queries.OPEN,
    }


def _unit(found: Place, at: datetime, after: str) -> dict[str, object]:
    """What a unit's page shows; `after` is the last inner place of the page before, where there are many."""
    today = local_date(at)
    after = after if well_formed(after) else ""
    inner = queries.inner(place=found.pk, day=archive.last_day(found.until, today), after=after)
    return {
        "bodies": in_office(found, archive.last_day(found.until, today)),
        "matters": matter_rows(_under_way(found), at),
        "notices": notice_rows(queries.hanging(unit=found.pk, at=at), at),
        "institutions": [] if archive.closed(found) else _adopted(found, today),
        "boards": [kind for kind in pack().boards.values() if found.kind in kind.at],
        "inner": inner[: queries.INNER],
        "inner_next": inner[queries.INNER - 1].code if len(inner) > queries.INNER else "",
        "inner_paged": bool(after),
        "most": (queries.OPEN, queries.CALLED),
        "closed": archive.closed(found),
        "before": archive.before(found, today),
        "heirs": archive.heirs(found),
        "orders": orders.of_place(found),
    }


def _under_way(found: Place) -> list[Any]:
    """What runs in a unit, or the latest of a place inside one."""
    if len(found.code) > UNIT:
        return queries.site_matters(site=found.pk, after=queries.TOP)[: queries.OPEN]
    return queries.running(unit=found.pk)


def _meetings(unit: Place, at: datetime) -> list[Meeting]:
    return [
        Meeting(
            links.matter(row.matter__number),
            row.matter__title,
            text(pack().bodies[row.body].title(unit.kind)),
            row.meets_at,
            row.venue,
        )
        for row in queries.meetings(unit=unit.pk, at=at)
    ]


def _adopted(unit: Place, today: date) -> list[Adopted]:
    """Institutions in force here: of each the nearest ancestor's adoption, which is the last by length of code."""
    own = unit.code
    rows = queries.adopted(day=today, county=own[:COUNTY], township=own[:TOWNSHIP], unit=own[:UNIT], own=own)
    nearest = {row.code: row for row in sorted(rows, key=lambda row: (len(row.place__code), row.since))}
    return [
        Adopted(row.code, row.name, row.name_en, row.since, Place(name=row.place__name, name_en=row.place__name_en))
        for row in (nearest[code] for code in pack().institutions if code in nearest)
    ]


def matters(request: HttpRequest, code: str) -> HttpResponse:
    """`/p/<code>/matters/?after=`: every matter of a unit or township, newest first."""
    depend(request, code)
    found = load(code)
    after = below(request.GET.get("after"))
    if len(code) > UNIT:
        rows = queries.site_matters(site=found.pk, after=after)
    elif len(code) == TOWNSHIP:
        rows = queries.township_matters(code=code, after=after)
    else:
        rows = queries.unit_matters(unit=found.pk, after=after)
    listed = page(matter_rows(rows, clock.now()), queries.LISTED)
    return render(request, "public/matters.html", {"place": found, "page": listed, "heirs": archive.heirs(found)})


def board(request: HttpRequest, code: str, board: str) -> HttpResponse:
    """`/p/<code>/<board>/`: what hangs there now and what hung there before; a members' board explains itself."""
    depend(request, code)
    found = load(code)
    kind = pack().boards.get(board)
    if kind is None or found.kind not in kind.at:
        raise Http404
    context: dict[str, object] = {"place": found, "board": kind, "page": None, "heirs": archive.heirs(found)}
    if may_read(request, kind, found):
        rows = queries.board_notices(unit=found.pk, board=board, after=below(request.GET.get("after")))
        context["page"] = page(notice_rows(rows, clock.now()), queries.LISTED)
    shown = render(request, "public/board.html", context)
    if kind.visibility != "public":
        patch_cache_control(shown, private=True, no_store=True)
    return shown
