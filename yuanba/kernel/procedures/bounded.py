"""Days and whole numbers that somebody types: how far they may reach, declared here for the whole house.

A day lies between EARLIEST, before which no record of any village is kept here, and LATEST, so that whatever is
added to it later (days, months, years, an hour of another zone) still is a day. A whole number is at most MOST, more
than a county has people. A field narrows that: `past` and `future` are days before and after the day of the act,
`most` a number.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yuanba.kernel.procedures.definitions import Field
from yuanba.kernel.procedures.refusal import Refusal

EARLIEST, LATEST = date(1949, 10, 1), date(2099, 12, 31)
MOST = 9_999_999
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．－", "0123456789.-")


@dataclass(frozen=True, slots=True)
class Reach:
    """The first and the last day that may be written."""

    first: date = EARLIEST
    last: date = LATEST

    def hold(self, found: date) -> date:
        """This day, or a refusal that names the bound. Refusals: `blank-too-early`, `blank-too-late`."""
        if found < self.first:
            raise Refusal("blank-too-early", first=self.first.isoformat())
        if found > self.last:
            raise Refusal("blank-too-late", last=self.last.isoformat())
        return found


def reach(field: Field, on: date | None) -> Reach:
    """How far a date field reaches in an act of this day; only a field that says nothing of it needs no day."""
    if field.past is None and field.future is None:
        return Reach()
    assert on is not None, f"the blank {field.code} is bounded from the day of the act"
    first = EARLIEST if field.past is None else max(EARLIEST, on - timedelta(days=field.past))
    last = LATEST if field.future is None else min(LATEST, on + timedelta(days=field.future))
    return Reach(first, last)


def plain(raw: Any) -> str:
    """Figures as a Chinese keyboard may type them: １２ is 12."""
    return str(raw).translate(_FULL_WIDTH).strip()


def day(raw: Any, within: Reach | None = None) -> date:
    """The day that was typed. Refusals: `blank-not-date`, those of `Reach.hold`."""
    try:
        found = date.fromisoformat(plain(raw))
    except ValueError:
        raise Refusal("blank-not-date") from None
    return (within or Reach()).hold(found)


def number(raw: Any, most: int | None = None) -> int:
    """The whole number that was typed. Refusals: `blank-not-number`, `blank-too-many`."""
    text = plain(raw)
    if isinstance(raw, bool) or not re.fullmatch(r"[0-9]{1,20}", text):
        raise Refusal("blank-not-number")
    largest = MOST if most is None else min(most, MOST)
    if int(text) > largest:
        raise Refusal("blank-too-many", most=largest)
    return int(text)
