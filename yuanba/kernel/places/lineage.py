"""In which place something lay at an instant, when it has since followed a merger or split to another."""

from datetime import datetime
from itertools import pairwise

from yuanba.kernel.places.models import Place, Succession

Road = tuple[tuple[Place, datetime | None], ...]


def heirs(place: Place) -> list[Succession]:
    """Who took over a place on the day on which it ended, by code; one query, none for a place without such a day."""
    if place.until is None:
        return []
    return list(Succession.objects.filter(old=place, on=place.until).select_related("new").order_by("new__code"))


def seat(place: Place, origin: str, at: datetime) -> Place:
    """The place in which something lay at an instant that lies in `place` now and began in the one coded `origin`.

    No query where it never moved; one for each redrawing on the way back otherwise.
    """
    if place.code == origin:
        return place
    waiting: list[Road] = [((place, None),)]
    seen = {place.pk}
    while waiting:
        road = waiting.pop(0)
        if road[-1][0].code == origin:
            return _lay(road, at)
        links = Succession.objects.filter(new=road[-1][0], redrawing__isnull=False)
        for link in links.select_related("old__parent__parent", "redrawing").order_by("-on", "old__code"):
            if link.old_id not in seen and link.redrawing is not None:
                seen.add(link.old_id)
                waiting.append((*road, (link.old, link.redrawing.at)))
    return place


def _lay(road: Road, at: datetime) -> Place:
    """The last place on the way back that was left only after the instant."""
    for (place, _), (_, left) in pairwise(road):
        if left is not None and left <= at:
            return place
    return road[-1][0]
