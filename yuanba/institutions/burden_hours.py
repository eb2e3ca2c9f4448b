"""Hours a year that tasks in force ask of units: what the register of tasks says of one unit, times the units."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Protocol

from django.db.models import Q

from yuanba.kernel.places.codes import COUNTY
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on, within
from yuanba.kernel.registers.models import Record
from yuanba.kernel.registers.rules import UNITS

REGISTER, DROPPED = "tasks", "drop"


class Held(Protocol):
    """Where the sums go."""

    units: int
    hours: int


def add(
    cells: Mapping[tuple[str, str], Held], place: Place, elsewhere: Collection[str], before: date, after: date
) -> None:
    """Units and hours of both sides on the last day of each span; two queries."""
    codes = list(
        Place.objects.filter(valid_on(after), within(pack().code), kind__in=UNITS).values_list("code", flat=True)
    )
    sides = {
        "pilot": [code for code in codes if code.startswith(place.code)],
        "others": [
            code
            for code in codes
            if not code.startswith(place.code) and not any(code.startswith(one) for one in elsewhere)
        ],
    }
    if len(place.code) == COUNTY:
        sides["others"] = []
    standing = Record.objects.filter(
        Q(valid_on(before)) | Q(valid_on(after)), register=REGISTER, stage="in-force", indexes__field="hours"
    ).exclude(indexes__field="verdict", indexes__text=DROPPED)
    tasks = list(standing.values_list("place__code", "since", "until", "indexes__number"))
    for side, units in sides.items():
        for span, day in (("before", before), ("after", after)):
            cell = cells[side, span]
            cell.units = len(units)
            cell.hours = sum(
                int(hours) * sum(code.startswith(at) for code in units)
                for at, since, until, hours in tasks
                if hours is not None and since <= day and (until is None or day < until)
            )
