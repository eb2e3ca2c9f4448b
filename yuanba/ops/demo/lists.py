"""The lists of powers in the demonstration: the county's 36 in force, the others drafts until a town takes them up."""

from collections.abc import Iterable
from datetime import date, datetime

from yuanba.kernel.places.models import Place
from yuanba.kernel.registers.editions import put_in_force

OF_THE_COUNTY = ("powers",)
OF_THE_TOWN = ("micro", "self", "assist", "negative")


def put(lists: Iterable[str], place: Place, *, since: date, at: datetime, body: str) -> None:
    """Put lists in force in a place as they stand."""
    for catalogue in lists:
        put_in_force(catalogue=catalogue, place=place, since=since, at=at, body=f"{place.code}/{body}")
