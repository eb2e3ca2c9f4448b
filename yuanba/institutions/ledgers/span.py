"""What a ledger is of: a place and all in it, from a first to a last day, as it stood at an instant."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from yuanba.kernel.procedures.calendar import start_of


@dataclass(frozen=True, slots=True)
class Span:
    """`at`: nothing that was done later is looked at, so that the same span always gives the same ledger."""

    place: str
    first: date
    last: date
    at: datetime
    inside: bool = False  # with names and inner words, for officers of the unit

    @property
    def since(self) -> datetime:
        return start_of(self.first)

    @property
    def until(self) -> datetime:
        """The end of the last day, or right after the instant where that comes sooner: what was done then counts."""
        return min(start_of(self.last + timedelta(days=1)), self.at + timedelta(microseconds=1))
