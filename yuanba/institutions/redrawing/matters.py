"""Matters of a redrawing: what runs follows, under its old number; what has ended stays with the old place.

Who acts in a matter is found by the unit it belongs to. Where the heir has not the body yet, the matter keeps the one
that held it: it waits, is listed in the desk of whoever comes to hold the heir's body of that kind, and goes on there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yuanba.institutions.redrawing.bodies import Bodies
from yuanba.institutions.redrawing.ground import Ground
from yuanba.institutions.redrawing.lines import Posting, Running, Sitting
from yuanba.kernel.assemblies.models import Assembly
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.models import Counter, Matter
from yuanba.kernel.people.models import Body
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.refusal import Refusal

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Business:
    """What follows, and counts of what stays: matters that have ended, notices whose days are over."""

    running: tuple[Running, ...]
    hanging: tuple[Posting, ...]
    sittings: tuple[Sitting, ...]
    archived: int
    old_notices: int


def hold(units: list[str]) -> None:
    """Lock the numbers of these units and what runs there, so that nothing is begun or done between plan and act."""
    list(Counter.objects.select_for_update().filter(unit__in=units).order_by("unit", "year"))
    running = Matter.objects.filter(unit__code__in=units, closed_at__isnull=True).order_by("pk")
    list(running.select_for_update(of=("self",)).values_list("pk"))


def plan(ground: Ground, bodies: Bodies, at: datetime) -> Business:
    """Five queries."""
    gives = {place.pk: place for place in ground.giving.values()}
    rows = Matter.objects.filter(unit__in=gives, closed_at__isnull=True).order_by("pk")
    goes: dict[int, str | None] = {}
    running = []
    for row in rows.select_related("power", "about", "holder__place"):
        unit, parent = gives[row.unit_id], goes.get(row.parent_id or 0)
        row.unit = unit
        goes[row.pk] = heir = parent or ground.choose([row.number], "matter", row.title)
        if heir is not None and heir != unit.code:
            running.append(_follow(row, ground.heirs[heir], bodies.standing[heir], at))
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
        tuple(hanging),
        tuple(Sitting(*row) for row in open_.values_list("pk", "matter__number", "body")),
        Matter.objects.filter(unit__in=gives, closed_at__isnull=False).count(),
        notices.count() - stands.count(),
    )


def _follow(row: Matter, heir: Place, standing: Mapping[str, Body], at: datetime) -> Running:
    """Who holds a matter at its heir: judged as every act judges it, with the heir's bodies at hand."""
    before: Any = row.holder
    row.unit = heir
    case = load(row, at)
    case.__dict__["_bodies"] = standing
    try:
        holder = case.holder(case.step)
    except Refusal:
        return Running(row.pk, row.number, row.title, heir.code, before.kind if before else "", None, True)
    kind, pk = (holder.kind, holder.pk) if holder is not None else ("", None)
    return Running(row.pk, row.number, row.title, heir.code, kind, pk, False)


def write(business: Business, places: Mapping[str, Place], at: datetime) -> None:
    """Let the matters and notices of a plan follow; end the sittings that were called."""
    moved = [Matter(pk=line.pk, unit=places[line.to], township=line.to[:9]) for line in business.running]
    Matter.objects.bulk_update(moved, ["unit", "township"], batch_size=CHUNK)
    held = [Matter(pk=line.pk, holder_id=line.holder) for line in business.running if not line.waits]
    Matter.objects.bulk_update(held, ["holder"], batch_size=CHUNK)
    posted = [Notice(pk=line.pk, unit=places[line.to], township=line.to[:9]) for line in business.hanging]
    Notice.objects.bulk_update(posted, ["unit", "township"], batch_size=CHUNK)
    Assembly.objects.filter(pk__in=[line.pk for line in business.sittings]).update(adjourned_at=at)
