"""The burden account read from the registers and from filings turned away: four queries, however many rows."""

import json
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from yuanba.institutions.burden.sums import Account, account, by_department, counting
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on, within
from yuanba.kernel.registers.imposed import FORMS, SIGNBOARDS, TASKS, Imposed, imposed
from yuanba.kernel.registers.models import Record
from yuanba.kernel.registers.rules import UNITS

REGISTERS = (TASKS, SIGNBOARDS, FORMS)
ADMISSION, REFUSED = "task-admission", "refused"


@dataclass(frozen=True)
class Burden:
    """Every row with the units it counts in, and the units, both on one day."""

    counted: list[tuple[Imposed, list[str]]]
    units: list[str]

    def of(self, place: str) -> Account:
        return account(self.counted, place, self.units)

    @property
    def departments(self) -> dict[str, Account]:
        return by_department(self.counted, self.units)


def refused(on: date) -> list[Imposed]:
    """Filings that the gate itself turned away, in the span for which they were filed; two queries.

    One that lapsed or was withdrawn was judged by nobody, and counts nowhere.
    """
    declined = Exists(Taking.objects.filter(matter=OuterRef("pk"), act="decline", to=REFUSED))
    ended = Matter.objects.filter(declined, procedure=ADMISSION, end=REFUSED).select_related("unit").order_by("pk")
    matters = list(ended)
    filed = Taking.objects.filter(matter__in=[one.pk for one in matters], seq=1).values_list("matter_id", "public")
    written = {matter: json.loads(public)["data"] for matter, public in filed}
    rows = (
        Imposed(
            Record(
                register=TASKS, code=one.number, name=one.title, place=one.unit, since=one.opened_at.date(), pk=one.pk
            ),
            {**written.get(one.pk, {}), "verdict": "drop", "refused": True},
        )
        for one in matters
    )
    return [one for one in rows if one.runs(on)]


def burden(on: date) -> Burden:
    """The account of the county on a day."""
    units = Place.objects.filter(valid_on(on), within(pack().code), kind__in=UNITS).order_by("code")
    codes = list(units.values_list("code", flat=True))
    return Burden(counting([*imposed(REGISTERS, on), *refused(on)], codes), codes)
