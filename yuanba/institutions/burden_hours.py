"""Hours a year that are asked of units, counted as in the burden account: both pages tell of the same rows."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Protocol

from yuanba.institutions.burden.reading import REGISTERS
from yuanba.institutions.burden.sums import ASKED, counting, why
from yuanba.kernel.places.codes import COUNTY
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on, within
from yuanba.kernel.registers.imposed import imposed
from yuanba.kernel.registers.rules import UNITS


class Held(Protocol):
    """Where the sums go."""

    units: int
    hours: int


def add(
    cells: Mapping[tuple[str, str], Held], place: Place, elsewhere: Collection[str], before: date, after: date
) -> None:
    """Units and hours of both sides on the last day of each span; three queries."""
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
    days = {"before": before, "after": after}
    rows = {span: imposed(REGISTERS, day) for span, day in days.items()}
    for side, units in sides.items():
        for span in days:
            cell = cells[side, span]
            cell.units = len(units)
            counted = counting(rows[span], units)
            cell.hours = sum(one.hours * len(here) for one, here in counted if why(one) == ASKED)
