"""The sums, from rows alone: hours a year asked of a unit and saved for it, times the units that a row counts in.

Asked: rows that stand (admitted, kept, still open), but for ledgers that the house derives. Saved: what villages did
before and do no longer, the hours of ledgers that are derived and of whatever was dropped or merged. Turned away: what
the gate refused and no village ever began, each task of a department once for each unit; it is no part of the saved.
Nothing here is about persons, and nothing is ranked.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from yuanba.kernel.procedures.folding import folded
from yuanba.kernel.registers.imposed import FORMS, Imposed

DERIVED, DROPPED, TURNED, ASKED = "derived", "dropped", "turned", "asked"


@dataclass(frozen=True, slots=True)
class Line:
    """One row with where it counts: `units` of the places asked about; `why` is asked, derived, dropped or turned."""

    row: Imposed
    why: str
    units: int

    @property
    def hours(self) -> int:
        return self.row.hours * self.units

    @property
    def money(self) -> Decimal:
        return self.row.money * self.units if self.why == ASKED else Decimal()


@dataclass
class Account:
    """What one place or department comes to, with every line that makes it up."""

    units: int
    lines: list[Line] = field(default_factory=list)

    def of(self, *why: str) -> list[Line]:
        return [line for line in self.lines if line.why in why]

    @property
    def asked(self) -> int:
        return sum(line.hours for line in self.of(ASKED))

    @property
    def saved(self) -> int:
        return sum(line.hours for line in self.of(DERIVED, DROPPED))

    @property
    def turned(self) -> int:
        return sum(line.hours for line in self.of(TURNED))

    @property
    def money(self) -> Decimal:
        return sum((line.money for line in self.lines), Decimal())


def why(row: Imposed) -> str:
    """In which column a row counts."""
    if _refused(row):
        return TURNED
    if not row.standing:
        return DROPPED
    return DERIVED if row.record.register == FORMS and row.data.get("origin") == "derived" else ASKED


def _refused(row: Imposed) -> bool:
    return bool(row.data.get("refused"))


def _coded(row: Imposed) -> tuple[str, str]:
    return row.record.register, row.record.code


def _same(row: Imposed) -> tuple[str, str]:
    """What tells one task of a department from another, however often it is filed: its name, without signs."""
    return row.asker, "".join(sign for sign in folded(row.record.name) if sign.isalnum())


def counting(rows: Iterable[Imposed], units: Sequence[str]) -> list[tuple[Imposed, list[str]]]:
    """Each row with the units in which it, and no row of a nearer place with its code, counts.

    What was turned away counts once in a unit, and not where the same task stands in the register or was dropped.
    """
    known = list(rows)
    listed = _counting((one for one in known if not _refused(one)), units, _coded)
    taken: dict[tuple[str, str], set[str]] = {}
    for row, here in listed:
        taken.setdefault(_same(row), set()).update(here)
    turned = _counting((one for one in known if _refused(one)), units, _same)
    return [*listed, *((row, [one for one in here if one not in taken.get(_same(row), ())]) for row, here in turned)]


def _counting(
    rows: Iterable[Imposed], units: Sequence[str], alike: Callable[[Imposed], tuple[str, str]]
) -> list[tuple[Imposed, list[str]]]:
    """Of rows that are alike the nearest counts in a unit, and of two rows of one place the later one."""
    ranked: dict[tuple[str, str], list[Imposed]] = {}
    for row in rows:
        ranked.setdefault(alike(row), []).append(row)
    found = []
    for same in ranked.values():
        same.sort(key=lambda one: (-len(one.where), -one.record.pk))
        free = list(units)
        for row in same:
            here = [unit for unit in free if row.covers(unit)]
            free = [unit for unit in free if not row.covers(unit)]
            found.append((row, here))
    return found


def account(counted: Iterable[tuple[Imposed, list[str]]], place: str, units: Sequence[str]) -> Account:
    """The account of a place: of its own units alone."""
    inside = [unit for unit in units if unit.startswith(place)]
    made = Account(len(inside))
    for row, here in counted:
        number = sum(unit.startswith(place) for unit in here)
        if number and (row.hours or row.money):
            made.lines.append(Line(row, why(row), number))
    return made


def by_department(counted: Iterable[tuple[Imposed, list[str]]], units: Sequence[str]) -> dict[str, Account]:
    """The account of each department that asks for anything."""
    made: dict[str, Account] = {}
    for row, here in counted:
        if here and (row.hours or row.money):
            made.setdefault(row.asker, Account(len(units))).lines.append(Line(row, why(row), len(here)))
    return made
