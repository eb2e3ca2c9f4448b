"""Places that stand no longer: their pages stay as an archive and say who took over."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponsePermanentRedirect

from yuanba import clock
from yuanba.kernel.places import lineage
from yuanba.kernel.places.models import Place, Succession
from yuanba.kernel.procedures.calendar import local_date
from yuanba.web import links
from yuanba.web.public import queries


def closed(place: Place) -> bool:
    """Whether the place stands no longer."""
    return place.until is not None and place.until <= local_date(clock.now())


def heirs(place: Place) -> list[Succession]:
    """Who took over a place that no longer stands, by code; one query, none for a place that stands."""
    return lineage.heirs(place) if closed(place) else []


@dataclass(frozen=True, slots=True)
class Before:
    """A place that this one took over from, all or part of it."""

    href: str
    on: date
    name: str
    name_en: str


def before(place: Place, today: date) -> list[Before]:
    """What a place took over, by day; one query."""
    rows = queries.succeeded(place=place.pk, day=today)
    return [Before(links.place(row.old__code), row.on, row.old__name, row.old__name_en) for row in rows]


def last_day(until: date | None, today: date) -> date:
    """The day whose office-holders an archive shows: today, or the last on which the place or body stood."""
    return until - timedelta(days=1) if until is not None and until <= today else today


def onward(place: Place, path: str) -> HttpResponsePermanentRedirect:
    """Lead from what a closed place no longer has (`path` under it) to its one heir's, or to the archive page."""
    rows = heirs(place)
    if len(rows) == 1:
        return HttpResponsePermanentRedirect(f"{links.place(rows[0].new.code)}{path}")
    return HttpResponsePermanentRedirect(links.place(place.code))
