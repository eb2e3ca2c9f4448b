"""Every unit and township with its bodies and invented office-holders: one act of constitution for each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db import transaction

from yuanba.kernel.people.acts import Seat, constitute
from yuanba.kernel.people.models import Household, Person
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.ops import saying
from yuanba.ops.demo.cast import OFFICER, TOWN
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
    """A place with the persons invented for it and the posts that they will hold."""

    place: Place
    persons: list[Person]
    rows: Sequence[tuple[str, str, Sequence[int]]]

    def seats(self) -> list[Seat]:
        return [Seat(body, post, self.persons[i]) for body, post, places in self.rows for i in places]

    def bodies(self) -> list[str]:
        """Kinds of bodies to set up, each once, with those that have no officers of their own."""
        declared = pack().bodies
        kinds = [*(body for body, _, _ in self.rows), *WITHOUT_OFFICERS]
        return [kind for kind in dict.fromkeys(kinds) if self.place.kind in declared[kind].at]


def plan(place: Place, since: date) -> Plan:
    """Who will hold what in one unit; nothing is written yet."""
    rows = list(VILLAGE if place.kind == Place.Kind.VILLAGE else COMMUNITY)
    if int(place.code[-3:]) % 3 == 0:
        rows.append(MORE_SUPERVISORS)
    names = islice(invented(place.code), PERSONS)
    persons = [
        Person(name=name, woman=woman, place=place, unit=place.code, adult_on=ADULT, since=since)
        for name, woman in names
    ]
    return Plan(place, persons, rows)


def town_plan(place: Place, since: date) -> Plan:
    """The office of a township: its head and two clerks."""
    persons = [
        Person(name=name, woman=woman, place=place, unit=place.code, adult_on=ADULT, since=since)
        for name, woman in islice(invented(place.code), 3)
    ]
    if place.code == TOWN:
        persons[0].name, persons[0].woman = OFFICER.name, OFFICER.woman
    return Plan(place, persons, [("township_office", "head", [0]), ("township_office", "clerk", [1, 2])])


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


def seat(places: Sequence[Place], *, since: date, at: datetime) -> None:
    """Take over the bodies and office-holders of townships and units, in transactions of `CHUNK` places."""
    plans = [town_plan(p, since) if p.kind == Place.Kind.TOWNSHIP else plan(p, since) for p in places]
    chunks = [plans[i : i + CHUNK] for i in range(0, len(plans), CHUNK)]
    for chunk in saying.bar(chunks, "office-holders"):
        with transaction.atomic():
            house(chunk)
            for one in chunk:
                constitute(place=one.place, bodies=one.bodies(), seats=one.seats(), since=since, at=at)
