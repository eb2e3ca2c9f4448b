"""What is asked for: which units, who takes over, from when, and what goes to whom where that is open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

LAW = "vcol-2026:3"


@dataclass(frozen=True, slots=True)
class Heir:
    """A unit that takes over. `name` is given for one that is founded in the same act, and only for such a one."""

    code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Who gets what in a split. Keys of `given`: code of an inner place, number of a household or matter, `r<id>` of a
    record, `n<id>` of a notice, `p<id>` of a person without a household. `rest` takes what is not given.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A merger, split or renaming of units from a day."""

    kind: str  # merge, split, rename
    old: tuple[str, ...]
    new: tuple[Heir, ...]
    on: date
    choices: Choices = Choices()

    @property
    def codes(self) -> tuple[str, ...]:
        """Every unit concerned, by code, each once."""
        return tuple(sorted({*self.old, *(heir.code for heir in self.new)}))


@dataclass(frozen=True, slots=True)
class Basis:
    """What the act rests on: the county's approval, and what the assemblies agreed to, which the house finds itself.

    `approval` is the number of the county's document and `paper` describes its scan, where there is one. `agreed` are
    the matters in which communities agreed; of a village its own consent counts and nothing that is typed here.
    """

    approval: str
    agreed: tuple[str, ...] = ()
    paper: Mapping[str, Any] | None = None
