"""Which rows are a unit's own: those that lay in it when they came to be, whoever has taken over from it since.

What runs follows its matter to the heir of a merger or split, but the ledger of the time before is the old unit's: else
a ledger that was sealed would be derived otherwise afterwards, at both of them.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Min, Q

from yuanba.kernel.places.codes import UNIT
from yuanba.kernel.places.models import Succession
from yuanba.kernel.places.scope import within


def lay_in(place: str, *, unit: str, number: str, since: str) -> Q:
    """Rows that came to be in a place and all in it; the three are paths to where a row is now, to the number of its
    matter and to when it came to be. A unit costs two queries, a township or county, to whom it is all one, none.
    """
    found = within(place, path=unit)
    if len(place) != UNIT:
        return found
    for code, at in _came_from(place):
        found &= ~(within(code, path=number) & Q(**{f"{since}__lt": at}))
    gone = Succession.objects.filter(old__code=place, redrawing__isnull=False)
    left = gone.aggregate(at=Min("redrawing__at"))["at"]
    if left is not None:
        found |= within(place, path=number) & Q(**{f"{since}__lt": left})
    return found


def _came_from(place: str) -> Iterator[tuple[str, datetime]]:
    """Every unit from which a place took over, also by way of others, and when that came to it."""
    ahead: list[tuple[str, datetime | None]] = [(place, None)]
    seen = {place}
    while ahead:
        code, came = ahead.pop()
        links = Succession.objects.filter(new__code=code, redrawing__isnull=False)
        for old, at in links.values_list("old__code", "redrawing__at").order_by("-on", "old__code"):
            if old not in seen:
                seen.add(old)
                ahead.append((old, came or at))
                yield old, came or at
