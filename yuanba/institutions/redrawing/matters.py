"""Matters of a redrawing: what runs follows, under its old number; what has ended stays with the old place.

Who acts in a matter is found by the unit it belongs to. Where the heir has not the body yet, the matter keeps the one
that held it: it waits, is listed in the desk of whoever comes to hold the heir's body of that kind, and goes on there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from yuanba.institutions.redrawing.bodies import Bodies
from yuanba.institutions.redrawing.ground import Ground
from yuanba.institutions.redrawing.lines import Authority, Posting, Running, Sitting
from yuanba.institutions.redrawing.roll import Roll
from yuanba.kernel.assemblies.models import Assembly
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.models import Authorisation, Counter, Matter
from yuanba.kernel.people.models import Body
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.refusal import Refusal

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Business:
    """What follows, and counts of what stays: matters that have ended, notices whose days are over."""

    running: tuple[Running, ...]
    authorities: tuple[Authority, ...]
    hanging: tuple[Posting, ...]
    sittings: tuple[Sitting, ...]
    archived: int
    old_notices: int


def hold(units: list[str]) -> None:
    """Lock what runs in these units and their numbers, so that nothing is begun or done between plan and act.

    Matters come first, as for whoever objects: she holds the matter and then asks for a number. Those that were begun
    while the numbers were waited for come last.
    """
    running = Matter.objects.filter(unit__code__in=units, closed_at__isnull=True).order_by("pk")
    held = list(running.select_for_update(of=("self",)).values_list("pk", flat=True))
    list(Counter.objects.select_for_update().filter(unit__in=units).order_by("unit", "year"))
    list(running.exclude(pk__in=held).select_for_update(of=("self",)).values_list("pk"))


def plan(ground: Ground, bodies: Bodies, roll: Roll, at: datetime) -> Business:
    """Six queries."""
    gives = {place.pk: place for place in ground.giving.values()}
    rows = Matter.objects.filter(unit__in=gives, closed_at__isnull=True).order_by("pk")
    goes: dict[int, str | None] = {}
    running = []
    for row in rows.select_related("site", "power", "about", "holder__place"):
        unit, parent = gives[row.unit_id], goes.get(row.parent_id or 0)
        row.unit = unit
        if parent is None and row.number not in ground.order.choices.given:
            parent = ground.goes.get(row.site_id or 0)
        goes[row.pk] = heir = parent or ground.choose([row.number], "matter", row.title)
        if heir is not None and heir != unit.code:
            site = ground.lands(row.site, heir) if row.site is not None else heir
            standing = bodies.around(heir, row.site if site != heir else None)
            running.append(_follow(row, ground.heirs[heir], site, standing, at))
    hanging = []
    notices = Notice.objects.filter(unit__in=gives)
    stands = notices.filter(taken_down_at__isnull=True, until__gt=at).order_by("pk")
    for notice in stands.values_list("pk", "title", "unit_id", "matter_id", named=True):
        if notice.matter_id in goes:  # it goes with its matter, also where that is still to be decided
            heir = goes[notice.matter_id]
        else:
            heir = ground.choose([f"n{notice.pk}"], "notice", notice.title)
        if heir is not None and heir != gives[notice.unit_id].code:
            hanging.append(Posting(notice.pk, notice.title, heir))
    open_ = Assembly.objects.filter(
        unit__code__in=ground.order.codes, adjourned_at__isnull=True, counted_at__isnull=True
    ).order_by("pk")
    return Business(
        tuple(running),
        tuple(_authorities(ground, roll)),
        tuple(hanging),
        tuple(Sitting(*row) for row in open_.values_list("pk", "matter__number", "body")),
        Matter.objects.filter(unit__in=gives, closed_at__isnull=False).count(),
        notices.count() - stands.count(),
    )


def _authorities(ground: Ground, roll: Roll) -> list[Authority]:
    """What residents who move have authorised and is not over: to be used, or papers to be given back."""
    moves = {one.pk: one.unit for one in roll.residents}
    usable = Q(ended_at__isnull=True, taking__isnull=True, last_day__gte=ground.order.on)
    rows = Authorisation.objects.filter(usable | (Q(returned_at__isnull=True) & ~Q(papers="[]")))
    here = rows.filter(unit__in=[place.pk for place in ground.giving.values()]).order_by("pk")
    return [Authority(pk, moves[who]) for pk, who in here.values_list("pk", "resident_id") if who in moves]


def _follow(row: Matter, heir: Place, site: str, standing: Mapping[str, Body], at: datetime) -> Running:
    """Who holds a matter at its heir: judged as every act judges it, with the heir's bodies at hand."""
    before, inside = row.holder, site if site != heir.code else ""
    row.unit = heir
    if not inside:
        row.site = None
    case = load(row, at)
    case.__dict__["_bodies"] = standing
    try:
        holder = case.holder(case.step)
    except Refusal:
        kind = before.kind if before is not None else ""
        return Running(row.pk, row.number, row.title, heir.code, inside, kind, None, True)
    kind, pk = (holder.kind, holder.pk) if holder is not None else ("", None)
    return Running(row.pk, row.number, row.title, heir.code, inside, kind, pk, False)


def write(business: Business, places: Mapping[str, Place], onward: Mapping[int, int], at: datetime) -> None:
    """Let the matters and notices of a plan follow; end the sittings that were called. `onward`: of `bodies.write`."""
    moved = [
        Matter(pk=line.pk, unit=places[line.to], township=line.to[:9], site=places[line.site] if line.site else None)
        for line in business.running
    ]
    Matter.objects.bulk_update(moved, ["unit", "township", "site"], batch_size=CHUNK)
    held = [
        Matter(pk=line.pk, holder_id=onward.get(line.holder or 0, line.holder))
        for line in business.running
        if not line.waits
    ]
    Matter.objects.bulk_update(held, ["holder"], batch_size=CHUNK)
    given = [Authorisation(pk=line.pk, unit=places[line.to]) for line in business.authorities]
    Authorisation.objects.bulk_update(given, ["unit"], batch_size=CHUNK)
    posted = [Notice(pk=line.pk, unit=places[line.to], township=line.to[:9]) for line in business.hanging]
    Notice.objects.bulk_update(posted, ["unit", "township"], batch_size=CHUNK)
    Assembly.objects.filter(pk__in=[line.pk for line in business.sittings]).update(adjourned_at=at)
