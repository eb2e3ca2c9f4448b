"""Further parts of an institution's page, from whoever computes one, such as the product's own burden.

A module adds its part with `add`; the page shows every part that has something to say, in the order of adding.
"""

from collections.abc import Callable
from dataclasses import dataclass

from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.pack import Institution


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the page: a heading, facts as (name, value), and what they mean."""

    title: Text
    facts: tuple[tuple[Text, Text | str], ...]
    note: Text | None = None


Make = Callable[[Institution], Panel | None]
_makers: list[Make] = []


def add(make: Make) -> Make:
    """Register a part; usable as a decorator."""
    _makers.append(make)
    return make


def panels(institution: Institution) -> list[Panel]:
    """The parts that have something to say of an institution."""
    return [panel for make in _makers if (panel := make(institution)) is not None]
