"""What is put on villages: rows of the registers of tasks, signboards and ledgers, and where each of them counts.

A row counts in the place that it names (`where`), else in the place of its record; of several rows of one code the one
of the nearest place counts. One whose last day is over counts no more.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.registers.models import Record

TASKS, SIGNBOARDS, FORMS = "tasks", "signboards", "ledger-forms"
# Verdicts under which villages still carry the row; the others have lifted it from them.
STANDING = ("admit", "keep", "open")
ADMITTED = ("admit", "keep")


@dataclass(frozen=True, slots=True)
class Imposed:
    """One row: who asks it of which place, on what basis, with what money, for how many hours a year."""

    record: Record
    data: dict[str, Any]

    @property
    def where(self) -> str:
        return str(self.data.get("where") or self.record.place.code)

    @property
    def asker(self) -> str:
        return str(self.data.get("asker", ""))

    @property
    def hours(self) -> int:
        return int(self.data.get("hours") or 0)

    @property
    def money(self) -> Decimal:
        return Decimal(self.data.get("money") or 0)

    @property
    def verdict(self) -> str:
        return str(self.data.get("verdict", "open"))

    @property
    def standing(self) -> bool:
        return self.verdict in STANDING

    @property
    def basis(self) -> tuple[Citation, ...]:
        """The citations of its basis; a basis in other words has none."""
        found = []
        for part in parts(self.data.get("basis")):
            try:
                found.append(Citation.parse(part))
            except ValueError:
                continue
        return tuple(found)

    def runs(self, on: date) -> bool:
        """Whether a day lies between its first and its last."""
        first, last = self.data.get("from_on"), self.data.get("until_on")
        return (not first or first <= on.isoformat()) and (not last or on.isoformat() <= last)

    def covers(self, place: str) -> bool:
        """Whether a place is the one that it is put on, or lies in it."""
        without = parts(self.data.get("without"))
        return _inside(place, self.where) and not any(_inside(place, code) for code in without)


def _inside(place: str, around: str) -> bool:
    return place.startswith(around) and (len(around) < 12 or place[len(around) :][:1] in ("", "."))


def imposed(registers: Iterable[str], on: date) -> list[Imposed]:
    """Every row of these registers that counts on a day, whatever its verdict; one query."""
    rows = Record.objects.filter(valid_on(on), register__in=list(registers)).select_related("place")
    found = (Imposed(row, json.loads(row.data)) for row in rows.order_by("register", "code", "pk"))
    return [one for one in found if one.runs(on)]


def nearest(rows: Iterable[Imposed], place: str) -> list[Imposed]:
    """The rows that count in one place: of each code that of the nearest place."""
    found: dict[tuple[str, str], Imposed] = {}
    for one in rows:
        if one.covers(place):
            key = (one.record.register, one.record.code)
            if key not in found or len(found[key].where) <= len(one.where):
                found[key] = one
    return list(found.values())


def admitted(asks: str, place: str, on: date) -> list[Imposed]:
    """What of one kind villages of a place may be asked for on a day; one query."""
    rows = nearest(imposed((TASKS,), on), place)
    return [one for one in rows if one.verdict in ADMITTED and one.data.get("asks") == asks]
