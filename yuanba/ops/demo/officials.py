"""Every unit and township with its bodies and invented office-holders: one act of constitution for each."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db import transaction

from yuanba.kernel.people.acts import Seat, constitute
from yuanba.kernel.people.models import Household, Person
from yuanba.kernel.places.codes import UNIT
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.ops import saying
from yuanba.ops.demo import further
from yuanba.ops.demo.cast import OFFICIALS
from yuanba.ops.demo.names import invented

CHUNK = 40  # units in one transaction
ADULT = date(2000, 1, 1)

# (body, post, the places in the unit's list of persons who hold it). Nobody sits in the committee and in the body that
# supervises it; one secretary's deputy and one committee member are in both of the "two committees", as is usual.
VILLAGE: tuple[tuple[str, str, Sequence[int]], ...] = (
    ("party_org", "secretary", [0]),
    ("party_org", "deputy", [1]),
    ("party_org", "member", [2, 4]),
    ("party_member_meeting", "member", [0, 1, 2, 3, 4, 8]),
    ("committee", "director", [3]),
    ("committee", "deputy", [4]),
    ("committee", "clerk", [5]),
    ("committee", "member", [6, 7]),
    ("supervision_committee", "chair", [8]),
    ("supervision_committee", "member", [9, 10]),
    ("collective", "chair", [11]),
    ("collective", "director", [12, 13]),
    ("collective", "supervisor", [14]),
    ("collective_member_assembly", "member", range(20)),
    ("villager_rep_assembly", "representative", [8, *range(13, 20)]),
)
COMMUNITY = (
    *(row for row in VILLAGE if not row[0].startswith(("collective", "villager"))),
    ("committee", "member", [11]),
    ("resident_rep_assembly", "representative", [8, *range(12, 20)]),
)
# Every third unit has five supervisors instead of three.
MORE_SUPERVISORS = ("supervision_committee", "member", [15, 16])
WITHOUT_OFFICERS = ("two_committees", "villager_assembly", "resident_assembly")
PERSONS = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """A place with the persons invented for it, the posts that they will hold, and its further bodies."""

    place: Place
    persons: list[Person]
    rows: Sequence[tuple[str, str, Sequence[int]]]
    further: Sequence[str] = ()
    first: int = 0  # the first person who holds a post of a further body

    def seats(self) -> list[Seat]:
        """The rows' seats by the persons they name; those of the further bodies by the persons after these."""
        seats = [Seat(body, post, self.persons[i]) for body, post, places in self.rows for i in places]
        return [*seats, *further.seats(self.further, iter(self.persons[self.first :]))]

    def bodies(self) -> list[str]:
        """Kinds of bodies to set up, each once, with those that have no officers of their own."""
        declared = pack().bodies
        kinds = [*(body for body, _, _ in self.rows), *WITHOUT_OFFICERS, *self.further]
        return [kind for kind in dict.fromkeys(kinds) if self.place.kind in declared[kind].at]


def _invent(place: Place, number: int, since: date) -> list[Person]:
    return [
        Person(name=name, woman=woman, place=place, unit=place.code[:12], adult_on=ADULT, since=since)
        for name, woman in islice(invented(place.code), number)
    ]


def plan(place: Place, since: date, *, whole: bool) -> Plan:
    """Who will hold what in one unit; nothing is written yet. `whole`: with every body that the institutions need."""
    rows = list(VILLAGE if place.kind == Place.Kind.VILLAGE else COMMUNITY)
    if int(place.code[-3:]) % 3 == 0:
        rows.append(MORE_SUPERVISORS)
    if not whole:
        return Plan(place, _invent(place, PERSONS, since), rows)
    kinds = further.bodies(place, {*(body for body, _, _ in rows), *WITHOUT_OFFICERS})
    persons = _invent(place, PERSONS + further.persons_needed(kinds), since)
    rows.append(("collective_member_assembly", "member", range(PERSONS, len(persons))))
    return Plan(place, persons, rows, kinds, PERSONS)


def other_plan(place: Place, since: date) -> Plan:
    """Every body of the county, a township or a place inside a unit."""
    kinds = further.bodies(place, ())
    persons = _invent(place, further.persons_needed(kinds), since)
    return _named(Plan(place, persons, (), kinds))


def town_plan(place: Place, since: date) -> Plan:
    """The office of a township, its head and two clerks, and its Party committee."""
    rows: list[tuple[str, str, Sequence[int]]] = [
        ("township_office", "head", [0]),
        ("township_office", "clerk", [1, 2]),
    ]
    kinds = further.bodies(place, {"township_office"})
    persons = _invent(place, 3 + further.persons_needed(kinds), since)
    return _named(Plan(place, persons, rows, kinds, 3))


def _named(plan: Plan) -> Plan:
    """The same with those of the cast who hold a post here under their own names."""
    cast = {post: one for one in OFFICIALS.get(plan.place.code, ()) for post in one.posts}
    for seat in plan.seats():
        if one := cast.get((seat.body, seat.post)):
            seat.person.name, seat.person.woman = one.name, one.woman
    return plan


def house(plans: Iterable[Plan]) -> None:
    """Write the persons of these plans, two to a household."""
    homes, people = [], []
    for one in plans:
        for number, person in enumerate(one.persons):
            if number % 2 == 0:
                homes.append(Household(place=one.place, number=f"{number // 2 + 1:03d}"))
            person.household = homes[-1]
            people.append(person)
    Household.objects.bulk_create(homes, batch_size=300)
    for person in people:
        person.household_id = person.household.pk if person.household else None
    Person.objects.bulk_create(people, batch_size=100)


def seat(places: Sequence[Place], *, whole: Collection[str], since: date, at: datetime) -> None:
    """Take over the bodies and office-holders of places, in transactions of `CHUNK`.

    `whole` are the codes of units that get every body of the institutions.
    """
    chunks = [places[i : i + CHUNK] for i in range(0, len(places), CHUNK)]
    for chunk in saying.bar(chunks, "office-holders"):
        plans = [_plan(place, since, whole) for place in chunk]
        with transaction.atomic():
            house(plans)
            for one in plans:
                constitute(place=one.place, bodies=one.bodies(), seats=one.seats(), since=since, at=at)


def _plan(place: Place, since: date, whole: Collection[str]) -> Plan:
    if place.kind == Place.Kind.TOWNSHIP:
        return town_plan(place, since)
    if len(place.code) == UNIT:
        return plan(place, since, whole=place.code in whole)
    return other_plan(place, since)
