"""The few matters that are copied for load: taken through the real acts in one unit, read, and rolled back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from yuanba.kernel.matters.acts import tick
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.places.models import Place
from yuanba.ops.demo.telling import Teller, officer


@dataclass(frozen=True)
class Cast:
    """One matter as the acts wrote it: its row, its takings, and who of the unit did each."""

    matter: dict[str, Any]
    holder: str | None
    takings: tuple[dict[str, Any], ...]
    by: tuple[tuple[str, str] | None, ...]


class _Undo(Exception):
    """The casts are read; their making is rolled back."""


def _stay(tell: Teller, unit: Place) -> Matter:
    """Just put forward by the Party organisation."""
    secretary = officer(unit, "party_org", "secretary")
    return tell.open(unit, secretary, "propose", "一件事")


def _confer(tell: Teller, unit: Place) -> Matter:
    matter = _stay(tell, unit)
    tell.now += timedelta(days=1)
    words = {"power": "M01", "proposal": "先做预算，再开会商议。", "budget": "30000"}
    tell.take(matter, officer(unit, "party_org", "secretary"), "agree", **words)
    return matter


def _review(tell: Teller, unit: Place) -> Matter:
    matter = _confer(tell, unit)
    tell.now += timedelta(days=2)
    director = officer(unit, "committee", "director")
    tell.take(matter, director, "agree", held_on=local_day(tell.now), attended=4, opinion="同意。")
    return matter


def _lapsed(tell: Teller, unit: Place) -> Matter:
    """Declined, and no lawful number of residents took it up: over."""
    matter = _stay(tell, unit)
    tell.now += timedelta(days=2)
    tell.take(matter, officer(unit, "party_org", "secretary"), "decline", reason="今年集体收入已有安排。")
    tell.now += timedelta(days=62)
    tick(now=tell.now)
    matter.refresh_from_db()
    return matter


@dataclass(frozen=True, slots=True)
class Sort:
    """How a cast is made, how many days ago it begins, and over how many earlier days its copies are spread."""

    make: Callable[[Teller, Place], Matter]
    ago: int
    spread: int


# How the copies are dealt: seven in ten are over, as in a house that has worked for years; the others are recent, so
# that no date of theirs has passed unseen.
DEAL = (*[Sort(_lapsed, 70, 90)] * 7, *(Sort(make, 4, 9) for make in (_stay, _confer, _review)))


def make_casts(unit: Place, now: datetime) -> dict[Sort, Cast]:
    """Take one matter of each sort through the acts in a unit, read it, and leave no trace."""
    casts = {}
    try:
        with transaction.atomic():
            for sort in dict.fromkeys(DEAL):
                tell = Teller(now - timedelta(days=sort.ago), sort.make.__name__)
                casts[sort] = _read(sort.make(tell, unit))
            raise _Undo
    except _Undo:
        return casts


def _row(instance: Any) -> dict[str, Any]:
    return {field.attname: getattr(instance, field.attname) for field in instance._meta.concrete_fields}


def _read(matter: Matter) -> Cast:
    takings = list(Taking.objects.filter(matter=matter).order_by("seq").select_related("tenure__body"))
    return Cast(
        matter=_row(matter),
        holder=matter.holder.kind if matter.holder else None,
        takings=tuple(_row(one) for one in takings),
        by=tuple((one.tenure.body.kind, one.tenure.post) if one.tenure else None for one in takings),
    )
