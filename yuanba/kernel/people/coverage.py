"""Whether every place has the body that the law wants there: who is missing, and why."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from yuanba.kernel.people.models import Body
from yuanba.kernel.people.rules import incomplete
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on, within


@dataclass(frozen=True, slots=True)
class Gap:
    """A place without the body, or with one that has too few members: `members` is None where there is no body."""

    place: Place
    members: int | None
    least: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of `whole` places that should have the body, `gaps` have it not, or not complete."""

    kind: str
    whole: int
    gaps: tuple[Gap, ...]

    @property
    def covered(self) -> int:
        return self.whole - len(self.gaps)


def coverage(kind: str, on: date, *, county: str = "") -> Coverage:
    """Which standing places of a body's kinds have it on a day, in the whole county by default; three queries at most.

    KeyError where the pack declares no such kind of body.
    """
    declared = pack().bodies[kind]
    places = Place.objects.filter(valid_on(on), within(county or pack().code), kind__in=declared.at)
    holding = Q(tenures__since__lte=on) & (Q(tenures__until__isnull=True) | Q(tenures__until__gt=on))
    bodies = Body.objects.filter(valid_on(on), kind=kind).annotate(
        members=Count("tenures__person", filter=holding, distinct=True), at=F("place_id")
    )
    members = dict(bodies.values_list("at", "members"))
    least = (declared.size[0] if declared.size else 1) if declared.posts else 0
    standing = list(places.values_list("pk", flat=True))
    # Where all is well no place is loaded: the county's page asks this of every unit.
    lacking = [
        pk for pk in standing if pk not in members or (bool(declared.posts) and incomplete(declared, members[pk]))
    ]
    rows = Place.objects.filter(pk__in=lacking).select_related("parent").order_by("code") if lacking else ()
    return Coverage(kind, len(standing), tuple(Gap(place, members.get(place.pk), least) for place in rows))
