"""A place: a township with its units, or a unit with its bodies, matters and boards."""

from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from yuanba import clock
from yuanba.kernel.assemblies.models import Assembly
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.places.codes import TOWNSHIP, UNIT
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place, Succession
from yuanba.kernel.places.scope import ancestors, valid_on
from yuanba.kernel.procedures.calendar import local_date
from yuanba.kernel.registers.acts import ADOPTIONS
from yuanba.kernel.registers.models import Record
from yuanba.web import cache
from yuanba.web.public.bodies import in_office
from yuanba.web.public.county import UNITS
from yuanba.web.public.rows import keyset, matter_rows, notice_rows, open_boards, page, public

OPEN = 20
LISTED = 30


def load(code: str) -> Place:
    """The place with its township and county; 404 where there is none."""
    place = Place.objects.select_related("parent__parent").filter(code=code).first()
    if place is None:
        raise Http404
    return place


def depend(request: HttpRequest, code: str) -> None:
    """A unit's page is as old as its heads; a township's looks at all its units."""
    if len(code) < UNIT:
        cache.declare(request, prefix=code)
    else:
        cache.declare(request, codes=cache.around(code))


def place(request: HttpRequest, code: str) -> HttpResponse:
    """`/p/<code>/`: county codes lead home, townships and units have pages of their own, finer places show their unit."""
    depend(request, code)
    found = load(code)
    at = clock.now()
    if len(code) < TOWNSHIP:
        raise Http404
    if len(code) == TOWNSHIP:
        return render(request, "public/township.html", {"place": found, **_township(found, at)})
    meetings = _meetings(found, at)
    # A meeting leaves the list when it begins; postings end at midnight, when every page ends.
    cache.changes_on(request, *(one.meets_at for one in meetings))
    return render(request, "public/unit.html", {"place": found, "meetings": meetings, **_unit(found, at)})


def _township(found: Place, at: datetime) -> dict[str, object]:
    today = local_date(at)
    return {
        "units": list(Place.objects.filter(valid_on(today), parent=found, kind__in=UNITS).order_by("code")),
        "bodies": in_office(found, today),
        "matters": matter_rows(Matter.objects.filter(township=found.code, role="main").order_by("-pk")[:OPEN], at),
        "notices": notice_rows(public(Notice.objects.filter(township=found.code)).order_by("-pk")[:OPEN], at),
        "heirs": _heirs(found, today),
    }


def _unit(found: Place, at: datetime) -> dict[str, object]:
    today = local_date(at)
    running = Matter.objects.filter(unit=found, role="main", closed_at__isnull=True)
    hanging = Notice.objects.filter(unit=found, until__gt=at, since__lte=at, taken_down_at__isnull=True)
    return {
        "bodies": in_office(found, today),
        "matters": matter_rows(running.order_by("-pk")[:OPEN], at),
        "notices": notice_rows(public(hanging).order_by("-pk")[:OPEN], at),
        "institutions": _adopted(found, today),
        "boards": [kind for kind in pack().boards.values() if found.kind in kind.at],
        "inner": list(Place.objects.filter(valid_on(today), parent=found).order_by("code")[:200]),
        "heirs": _heirs(found, today),
    }


def _meetings(unit: Place, at: datetime) -> list[Assembly]:
    coming = Assembly.objects.filter(unit=unit, meets_at__gte=at, adjourned_at__isnull=True)
    return list(coming.select_related("matter", "motion").order_by("meets_at")[:10])


def _adopted(unit: Place, today: date) -> list[Record]:
    """Institutions in force here: of each the nearest ancestor's adoption, which is the last by length of code."""
    records = Record.objects.filter(
        valid_on(today), register=ADOPTIONS, place__code__in=[*ancestors(unit.code), unit.code]
    ).select_related("place")
    nearest: dict[str, Record] = {}
    for record in sorted(records, key=lambda record: (len(record.place.code), record.since)):
        nearest[record.code] = record
    return [nearest[code] for code in pack().institutions if code in nearest]


def _heirs(found: Place, today: date) -> list[Succession]:
    """Who took over a place that no longer stands."""
    if found.until is None or found.until > today:
        return []
    return list(Succession.objects.filter(old=found).select_related("new"))


def matters(request: HttpRequest, code: str) -> HttpResponse:
    """`/p/<code>/matters/?after=`: every matter of a unit or township, newest first."""
    depend(request, code)
    found = load(code)
    if len(code) not in (TOWNSHIP, UNIT):
        raise Http404
    whose = {"township": code} if len(code) == TOWNSHIP else {"unit": found}
    rows = keyset(Matter.objects.filter(role="main", **whose), request.GET.get("after"), LISTED)
    listed = page(matter_rows(rows, clock.now()), LISTED)
    return render(request, "public/matters.html", {"place": found, "page": listed})


def board(request: HttpRequest, code: str, board: str) -> HttpResponse:
    """`/p/<code>/<board>/`: what hangs there now and what hung there before; a members' board explains itself."""
    depend(request, code)
    found = load(code)
    kind = pack().boards.get(board)
    if kind is None or found.kind not in kind.at:
        raise Http404
    context: dict[str, object] = {"place": found, "board": kind, "page": None}
    if board in open_boards():
        rows = keyset(Notice.objects.filter(unit=found, board=board), request.GET.get("after"), LISTED)
        context["page"] = page(notice_rows(rows, clock.now()), LISTED)
    return render(request, "public/board.html", context)
