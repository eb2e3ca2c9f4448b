"""凤凰村 in full: a roll of a hundred households, the named cast with accounts, declared kin, a mandate on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from yuanba.kernel.people.acts import Seat, constitute, declare_kinship, local_day
from yuanba.kernel.people.models import Account, Household, Person
from yuanba.kernel.people.private import keep
from yuanba.kernel.places.models import Place
from yuanba.kernel.registers.acts import enter
from yuanba.ops.demo import further
from yuanba.ops.demo.cast import CAST, EVERYBODY, KIN, PASSWORD
from yuanba.ops.demo.cast import HOUSEHOLDS as CAST_HOUSEHOLDS
from yuanba.ops.demo.names import invented
from yuanba.ops.demo.officials import WITHOUT_OFFICERS
from yuanba.ops.demo.paper import scan

HOUSEHOLDS = 100
ADULTS = 270
MINORS = 24
REPRESENTATIVES = 32
PARTY_MEMBERS = 20
COLLECTIVE_MEMBERS = 240
BODIES = (
    "party_org",
    "party_member_meeting",
    "committee",
    "supervision_committee",
    "villager_rep_assembly",
    "collective",
    "collective_member_assembly",
    *(kind for kind in WITHOUT_OFFICERS if kind != "resident_assembly"),
)


@dataclass
class Village:
    """The demonstration's village: its place, the cast by user name, and everybody else on the roll."""

    unit: Place
    people: dict[str, Person]
    others: list[Person]

    @property
    def representatives(self) -> list[Person]:
        """The representatives outside the cast; women and men by turns."""
        return self.others[: REPRESENTATIVES - sum(one.representative for one in CAST)]

    @property
    def free(self) -> list[Person]:
        """Grown people who hold no post so far and are in no story."""
        return [*self.others[54:100], *self.others[132 : ADULTS - len(CAST)]]


def settle(unit: Place, groups: Sequence[Place], *, since: date, at: datetime) -> Village:
    """Write the roll and the bodies of the village and of its groups, an act of constitution for each."""
    share = -(-HOUSEHOLDS // len(groups))
    homes = Household.objects.bulk_create(
        Household(place=groups[n // share], number=f"{n + 1:03d}") for n in range(HOUSEHOLDS)
    )
    village = Village(unit, *_roll(unit, homes, since))
    eldest: dict[int, int] = {}
    for person in (*village.people.values(), *village.others):
        eldest.setdefault(person.household_id or 0, person.pk)
    for home in homes:
        home.representative_id = eldest[home.pk]
    Household.objects.bulk_update(homes, ["representative"])
    for one, other, kind in KIN:
        declare_kinship(person=village.people[one], relative=village.people[other], kind=kind, at=at)
    heads = [next(one for one in village.free if one.place_id == group.pk) for group in groups]
    kinds = further.bodies(unit, BODIES)
    others = (one for one in village.free if one not in heads)
    seats = [*_seats(village), *further.seats(kinds, others)]
    constitute(place=unit, bodies=[*BODIES, *kinds], seats=seats, since=since, at=at)
    for group, head in zip(groups, heads, strict=True):
        kinds = further.bodies(group, ())
        constitute(place=group, bodies=kinds, seats=further.seats(kinds, iter([head])), since=since, at=at)
    return village


def _roll(unit: Place, homes: list[Household], since: date) -> tuple[dict[str, Person], list[Person]]:
    chance, grown_before = Random(unit.code), date(since.year - 1, 12, 31)

    def person(name: str, woman: bool, home: Household, adult_on: date) -> Person:
        return Person(
            name=name, woman=woman, place=home.place, unit=unit.code, household=home, adult_on=adult_on, since=since
        )

    def grown() -> date:
        return grown_before - timedelta(days=chance.randrange(20, 55 * 365))

    named = [person(one.name, one.woman, homes[one.household - 1], grown()) for one in CAST]
    rest = ADULTS - len(named) + MINORS
    # The households of the cast get their other members last, so that the first names stand in every household.
    free = [*homes[CAST_HOUSEHOLDS:], *homes[:CAST_HOUSEHOLDS]]
    others = [
        person(name, woman, free[i % HOUSEHOLDS], grown() if i < rest - MINORS else _later(since, i))
        for i, (name, woman) in enumerate(islice(invented(unit.code), rest))
    ]
    Person.objects.bulk_create([*named, *others], batch_size=100)
    return {one.key: row for one, row in zip(CAST, named, strict=True)}, others


def _later(since: date, number: int) -> date:
    """The eighteenth birthday of a child: some come of age within the year."""
    return since + timedelta(days=200 + 97 * (number % 50))


def _seats(village: Village) -> list[Seat]:
    seats = [Seat(body, post, village.people[one.key]) for one in CAST for body, post in one.posts]
    party = [village.people[one.key] for one in CAST if one.party]
    party += village.others[40 : 40 + PARTY_MEMBERS - len(party)]
    representatives = [village.people[one.key] for one in CAST if one.representative] + village.representatives
    members = [*village.people.values(), *village.others][:COLLECTIVE_MEMBERS]
    for body, post, persons in (
        ("party_member_meeting", "member", party),
        ("villager_rep_assembly", "representative", representatives),
        ("collective_member_assembly", "member", members),
    ):
        seats += [Seat(body, post, person) for person in persons]
    return seats


def open_accounts(people: dict[str, Person]) -> None:
    """An account for everyone of the cast who has a phone; one password for all of them."""
    # The password is printed at every start, so one slow hash does for all.
    hashed = make_password(PASSWORD)
    with transaction.atomic():
        Account.objects.bulk_create(
            Account(username=one.key, person=people[one.key], password=hashed)
            for one in EVERYBODY
            if one.account and one.key in people
        )
        for number, one in enumerate(EVERYBODY):
            if one.key in people:
                # No subscriber number begins with 100, so these reach nobody.
                keep(person=people[one.key], field="phone", value=f"1000000{number:04d}")


def give_mandate(unit: Place, powers: str, *, resolved_on: date, at: datetime) -> None:
    """The villagers' assembly had let its representatives use these powers: taken over with its paper (VCOL 28)."""
    enter(
        register="mandates",
        code=f"{unit.code}-{resolved_on.year}-1",
        name="村民会议授权村民代表会议决定的事项",
        name_en="Matters that the villagers' assembly lets its representatives decide",
        place=unit,
        data={
            "body": "villager_rep_assembly",
            "granted_by": "villager_assembly",
            "powers": powers,
            "resolved_on": resolved_on.isoformat(),
            "paper": scan("村民会议授权村民代表会议的决议"),
        },
        since=local_day(at),
        at=at,
        body=f"{unit.code}/committee",
    )
