"""Whether every place has the body that the law wants there: who is missing, which posts are vacant, what runs out."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Q, QuerySet

from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.people.rules import Made, incomplete, wanting
from yuanba.kernel.people.vacancies import Seats, left_since, numbers
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on, within
from yuanba.kernel.procedures.definitions import Text

SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Gap:
    """A place without the body, or with one that has too few members: `members` is None where there is no body."""

    place: Place
    members: int | None
    least: int


@dataclass(frozen=True, slots=True)
class Lack:
    """A standing body in which something is missing, in sentences."""

    body: int
    place: Place
    words: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """A body whose term runs out within sixty days, or has run out with nobody chosen since."""

    body: int
    place: Place
    until: date
    over: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of `whole` places that should have the body, `gaps` have it not, or not complete."""

    kind: str
    whole: int
    gaps: tuple[Gap, ...]
    lacks: tuple[Lack, ...] = ()
    ending: tuple[Ending, ...] = ()
    seats: tuple[Seats, ...] = ()  # of every one of the places, where they were asked for

    @property
    def covered(self) -> int:
        return self.whole - len(self.gaps)


def coverage(kind: str, on: date, *, county: str = "", seats: bool = False) -> Coverage:
    """Which standing places of a body's kinds have it on a day, in the whole county by default; six queries at most,
    and two more where the seats of each place are counted.

    A body that no law asks every place to have is looked at where it stands. KeyError where the pack has no such kind.
    """
    declared, scope = pack().bodies[kind], county or pack().code
    places = Place.objects.filter(valid_on(on), within(scope), kind__in=declared.at)
    standing = dict(
        Body.objects.filter(valid_on(on), within(scope, path="place__code"), kind=kind).values_list("place_id", "pk")
    )
    at = dict(places.values_list("pk", "kind"))
    wanted = at if declared.required else {pk: where for pk, where in at.items() if pk in standing}
    made = _made(kind, scope, on)
    nobody = Made({}, 0, 0)
    lacking = [
        pk
        for pk, where in wanted.items()
        if pk not in standing
        or (bool(declared.posts) and incomplete(declared, made.get(standing[pk], nobody).members, where))
    ]
    words = {
        pk: tuple(wanting(declared, made.get(body, nobody), at=at[pk]))
        for pk, body in standing.items()
        if pk in at and declared.posts
    }
    ends = _ending(kind, scope, on)
    counted = seats and bool(declared.posts)
    shown = {
        *(wanted if counted else ()),
        *lacking,
        *(pk for pk, said in words.items() if said),
        *(pk for pk in standing if standing[pk] in ends),
    }
    # Where all is well no place is loaded: the county's page asks this of every unit.
    rows = Place.objects.filter(pk__in=shown).select_related("parent").order_by("code") if shown else ()
    held = Tenure.objects.filter(within(scope, path="body__place__code"), body__kind=kind)
    left = left_since(declared, held, on) if counted else {}
    gaps, lacks, ending, found = [], [], [], []
    for place in rows:
        body = standing.get(place.pk)
        members = made.get(body, nobody).members if body else None
        if place.pk in lacking:
            size = declared.size_at(place.kind)
            gaps.append(Gap(place, members, (size[0] if size else 1) if declared.posts else 0))
        if body and words.get(place.pk):
            lacks.append(Lack(body, place, words[place.pk]))
        if body and body in ends:
            ending.append(Ending(body, place, ends[body], ends[body] <= on))
        if counted and place.pk in wanted:
            now = made.get(body, nobody) if body else nobody
            found.append(Seats(place, body, numbers(declared, place.kind, now, left.get(body, {}) if body else {})))
    return Coverage(kind, len(wanted), tuple(gaps), tuple(lacks), tuple(ending), tuple(found))


def _made(kind: str, scope: str, on: date) -> dict[int, Made]:
    """What each body of a kind is made of; two queries."""
    return _counted(Tenure.objects.filter(valid_on(on), within(scope, path="body__place__code"), body__kind=kind))


def made_of_bodies(bodies: Collection[int], on: date) -> dict[int, Made]:
    """What each of these bodies is made of on a day; two queries."""
    return _counted(Tenure.objects.filter(valid_on(on), body__in=bodies))


def _counted(held: QuerySet[Tenure]) -> dict[int, Made]:
    posts: dict[int, dict[str, int]] = defaultdict(dict)
    for body, post, number in held.values_list("body_id", "post").annotate(number=Count("pk")):
        posts[body][post] = number
    persons = held.values_list("body_id").annotate(
        members=Count("person", distinct=True), women=Count("person", distinct=True, filter=Q(person__woman=True))
    )
    return {body: Made(posts[body], members, women) for body, members, women in persons}


def _ending(kind: str, scope: str, on: date) -> dict[int, date]:
    """The day on which a body's last tenure ends, where that is past or within sixty days; one query."""
    if pack().bodies[kind].term_years is None:
        return {}
    running = Tenure.objects.filter(
        within(scope, path="body__place__code"), valid_on(on, path="body__"), body__kind=kind
    )
    last = running.values_list("body_id").annotate(last=Max("until"), open=Count("pk", filter=Q(until__isnull=True)))
    return {body: end for body, end, still in last.order_by() if not still and end is not None and end <= on + SOON}
