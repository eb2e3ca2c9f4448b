"""Institutions: what each is, does, keeps and shows, where it is in force and how, and what a pilot tells."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from yuanba import clock
from yuanba.institutions import account, pilot, telling
from yuanba.institutions.panels import panels
from yuanba.kernel.places.codes import UNIT
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.calendar import local_date
from yuanba.kernel.procedures.pack import Institution
from yuanba.web import cache
from yuanba.web.public.rows import matter_rows
from yuanba.web.speaking import word as _
from yuanba.web.where import choose

LATEST = 6  # matters on an institution's page
SHARES = ("missed_share", "in_time_share")


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of a pilot report with its values as words; an empty one has too few cases."""

    name: str
    values: tuple[str, ...]


def found(code: str) -> Institution:
    """The institution of the pack; 404 where there is none."""
    try:
        return pack().institutions[code]
    except KeyError:
        raise Http404 from None


def institutions(request: HttpRequest) -> HttpResponse:
    """`/institutions/`: all of them in the parts of the programme, with where they are in force."""
    cache.declare(request, prefix=pack().code)
    standing = account.in_force(local_date(clock.now()))
    # Said once above the list where most are in force in the same places: forty equal lines tell nothing.
    alike = Counter(tuple(one.place for one in rows) for rows in standing.values())
    usual = max(alike, key=lambda places: alike[places], default=())
    named = next((rows for rows in standing.values() if tuple(one.place for one in rows) == usual), [])
    others = {code: rows for code, rows in standing.items() if tuple(one.place for one in rows) != usual}
    context = {"parts": account.parts(), "standing": standing, "usual": named, "others": others}
    return render(request, "public/institutions.html", context)


def institution(request: HttpRequest, code: str) -> HttpResponse:
    """`/institutions/<code>/`: its four clauses, its law, its numbers, where it is in force and how much it is used."""
    one = found(code)
    cache.declare(request, prefix=pack().code)
    today = local_date(clock.now())
    used = account.used(one.procedures)
    context = {
        "institution": one,
        "bodies": [pack().bodies[body] for body in one.bodies],
        "procedures": [(procedure, used.get(procedure.code, 0)) for procedure in account.procedures(one)],
        "registers": [pack().registers[register] for register in one.registers],
        "boards": [pack().boards[board] for board in one.boards],
        "laws": account.laws(one),
        "readings": account.readings(one),
        "bounds": account.bounded(one, today),
        "standing": account.in_force(today, code).get(code, []),
        "panels": panels(one),
        "matters": matter_rows(account.newest(one.procedures, LATEST), clock.now()) if used else [],
    }
    return render(request, "public/institution.html", context)


def report(request: HttpRequest, code: str) -> HttpResponse:
    """`/institutions/<code>/pilot/?in=<place>&since=<date>`: before and after, and beside the units without it."""
    one = found(code)
    cache.declare(request, prefix=pack().code)
    now = clock.now()
    standing = account.in_force(local_date(now), code).get(code, [])
    wanted, since = request.GET.get("in", ""), _day(request.GET.get("since", ""))
    if not wanted and standing:
        wanted = standing[0].place
    place = Place.objects.filter(valid_on(local_date(now)), code=wanted).first() if wanted else None
    if request.GET.get("in") and (place is None or len(place.code) > UNIT):
        raise Http404
    made = telling.ask(one, place, since, now) if place is not None else None
    context = {
        "institution": one,
        "place": place,
        "since": since,
        "chooser": choose(
            "in",
            place,
            local_date(now),
            words=request.GET.get("q", ""),
            root=pack().code,
            action=request.path,
            carried={"since": since.isoformat()} if since else {},
        ),
        "standing": standing,
        "report": made,
        "lines": _lines(made) if made else [],
        "cautions": telling.cautions(made) if made else [],
    }
    return render(request, "public/pilot.html", context)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _lines(made: pilot.Report) -> list[Line]:
    names = {
        "units": _("村和社区"),
        "opened": _("新开事项"),
        "finished": _("办结事项"),
        "median_days": _("办结用时的中位数（天）"),
        "missed": _("有期限错过的事项"),
        "missed_share": _("错过期限的比例"),
        "postings": _("公示"),
        "objections": _("对公示的异议"),
        "objections_each": _("平均每次公示的异议"),
        "asked": _("监督质询"),
        "answered": _("办完的质询"),
        "in_time": _("按时答复的质询"),
        "in_time_share": _("按时答复的比例"),
        "hours": _("每年要村里做的工时"),
        "hours_each": _("平均每个村和社区的工时"),
    }
    cells = [counts for (side, _span), counts in made.cells.items() if side == "pilot" or made.compared]
    lines = [Line(names[key], tuple(_said(key, getattr(one, key)) for one in cells)) for key in telling.FIGURES]
    return [line for line in lines if any(line.values)]


def _said(key: str, value: float | None) -> str:
    if value is None:
        return ""
    if key in SHARES:
        return f"{value:.0%}"
    return f"{value:.1f}" if isinstance(value, float) else str(value)
