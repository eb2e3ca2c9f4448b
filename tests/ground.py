"""The whole ground for stories and walks: a village or community with every body of the pack in office, and its places.

Nobody holds two posts, so no bar of any body is broken; a story appoints further people itself where it needs them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from tests.cast import FOUNDED
from yuanba.kernel.matters.acts import take, tick
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.people.actors import Actor, officers
from yuanba.kernel.people.acts import Seat, constitute, local_day
from yuanba.kernel.people.models import Body, Household, Person, Tenure
from yuanba.kernel.places.acts import found_place
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.blanks import fill
from yuanba.kernel.procedures.canonical import encode
from yuanba.kernel.procedures.catalogue import STAGE
from yuanba.kernel.registers.acts import adopt
from yuanba.kernel.registers.models import Record

UNITS = {
    "village": ("510722101201", "凤凰村", "Fenghuang Village"),
    "community": ("510722101001", "涪城社区", "Fucheng Community"),
}
INNER = (
    ("01", "group", "一组"),
    ("11", "compound", "涪江小区"),
    ("11.01", "courtyard", "桂花院落"),
    ("11.01.01", "building", "1号楼"),
)
# Bodies that stand inside the unit, each in the kind of place that is its own.
INSIDE = {
    "group": ("group", "villager_group_assembly"),
    "compound": ("compound_party", "owners_assembly", "owners_committee", "property_company", "compound_meeting"),
    "courtyard": ("courtyard_council",),
}
RESIDENTS = 24
NEIGHBOURS = 6  # who live in each place inside the unit and hold no post
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "安宁康泰和顺平福禄寿喜乐永昌兴盛春夏秋冬梅兰竹菊"


def _names() -> Iterator[str]:
    for number in count():
        surname, given = number % len(_SURNAMES), number // len(_SURNAMES)
        yield f"{_SURNAMES[surname]}{_GIVEN[given % len(_GIVEN)]}{_GIVEN[(given * 7 + surname) % len(_GIVEN)]}"


@dataclass
class Ground:
    """A unit of a county with everything in it, and a clock that the story winds forward."""

    county: Place
    town: Place
    unit: Place
    inner: dict[str, Place]
    bodies: dict[str, Body]  # by kind; the innermost where several places have one
    residents: list[Person]
    now: datetime = field(default_factory=lambda: datetime(2026, 3, 2, 1, 0, tzinfo=UTC))

    @property
    def today(self) -> date:
        return local_day(self.now)

    def wait(self, *, days: int = 0, hours: int = 0) -> None:
        """Let time pass, and do what it brings about."""
        self.now += timedelta(days=days, hours=hours)
        tick(now=self.now)

    def officer(self, body: str, post: str = "") -> Actor:
        """Somebody in office for a body, in a post that acts for it."""
        kind = pack().bodies[body]
        acting = kind.acts_through or body
        found = Tenure.objects.filter(body=self.bodies[acting], post__in=[post] if post else officers(acting))
        tenure = found.select_related("person", "body__place").order_by("pk")[0]
        return Actor(tenure.person, tenure)

    def member(self, body: str, number: int = 0) -> Person:
        """Somebody who sits in a body."""
        return Tenure.objects.filter(body=self.bodies[body]).select_related("person").order_by("pk")[number].person

    def resident(self, number: int = 0) -> Actor:
        """One of the residents who hold no post."""
        return Actor(self.residents[number])

    def open(
        self, procedure: str, start: str, by: Actor, title: str, *, at: Place | None = None, **data: Any
    ) -> Matter:
        """Begin a matter in the unit, or in another place."""
        matter = open_matter(
            procedure=procedure,
            start=start,
            unit=at or self.unit,
            by=by,
            title=title,
            data=data,
            at=self.now,
            key=uuid4(),
        ).matter
        matter.refresh_from_db()
        return matter

    def take(self, matter: Matter, by: Actor, act: str, **data: Any) -> Taking:
        """One act in a matter, now."""
        taking = take(matter=matter.pk, by=by, act=act, data=data, at=self.now, key=uuid4())
        matter.refresh_from_db()
        return taking

    def adopt(self, *institutions: str, **params: int) -> None:
        """Put institutions in force in the whole county from the founding, or all of them."""
        for code in institutions or pack().institutions:
            adopt(institution=code, place=self.county, since=FOUNDED, params=params, at=self.now, body="510722/county")


def ground(kind: str = "village") -> Ground:
    """A unit of a kind with all its places, bodies, officers and powers; no institution is adopted yet."""
    at = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
    county = Place.objects.create(code="510722", kind="county", name="三台县", name_en="Santai County", since=FOUNDED)
    town = Place.objects.create(
        code="510722101", kind="township", name="潼川镇", name_en="Tongchuan Town", parent=county, since=FOUNDED
    )
    code, name, name_en = UNITS[kind]
    unit = Place.objects.create(code=code, kind=kind, name=name, name_en=name_en, parent=town, since=FOUNDED)
    inner = {
        kind_in: found_place(
            code=f"{code}.{suffix}", kind=kind_in, name=label, since=FOUNDED, body="510722/county", at=at
        )
        for suffix, kind_in, label in INNER
    }
    names = _names()
    bodies: dict[str, Body] = {}
    residents = _people(unit, [next(names) for _ in range(RESIDENTS)])
    for place in (county, town, unit, *inner.values()):
        kinds = _kinds(place)
        wanted = [(body, post, n) for body in kinds for post, n in _seats(body)]
        extra = NEIGHBOURS if place in inner.values() else 0
        people = iter(_people(place, [next(names) for _ in range(sum(n for *_, n in wanted) + extra)]))
        seats = [Seat(body, post, next(people)) for body, post, n in wanted for _ in range(n)]
        if place == unit:
            seats += _members(unit)
        bodies |= constitute(place=place, bodies=kinds, seats=seats, since=FOUNDED, at=at)
    _registers(county)
    return Ground(county, town, unit, inner, bodies, residents)


def _kinds(place: Place) -> list[str]:
    """Kinds of bodies that stand in a place: those inside the unit only in the place that is their own."""
    if place.kind in INSIDE:
        return list(INSIDE[place.kind])
    # A courtyard's council looks after its own yard; the unit has one for the others.
    inside = {body for bodies in INSIDE.values() for body in bodies} - {"courtyard_council"}
    return [body.code for body in pack().bodies.values() if place.kind in body.at and body.code not in inside]


def _seats(body: str) -> list[tuple[str, int]]:
    """The fewest in each post, and one in each that acts."""
    kind = pack().bodies[body]
    return [(post.code, n) for post in kind.posts.values() if (n := max(post.seats[0], int(post.acts)))]


def _people(place: Place, names: list[str]) -> list[Person]:
    """Grown persons of a place, two to a household, women and men by turns."""
    made = []
    for number, name in enumerate(names):
        home, _ = Household.objects.get_or_create(place=place, number=f"{number // 2 + 1:03d}")
        made.append(
            Person(
                name=name,
                place=place,
                unit=place.code[:12],
                household=home,
                woman=number % 2 == 0,
                adult_on=date(1990, 1, 1),
                since=FOUNDED,
            )
        )
    return Person.objects.bulk_create(made)


def _members(unit: Place) -> list[Seat]:
    """All of the unit belong to the collective; the first eight residents represent, three are in the Party."""
    everyone = list(Person.objects.filter(unit=unit.code).order_by("pk"))
    reps = "villager_rep_assembly" if unit.kind == "village" else "resident_rep_assembly"
    seats = [Seat("collective_member_assembly", "member", one) for one in everyone]
    seats += [Seat(reps, "representative", one) for one in everyone[:8]]
    return seats + [Seat("party_member_meeting", "member", one) for one in everyone[:3]]


def _registers(county: Place) -> None:
    """Every row that the pack holds for a register, as records of the county."""
    own = ("code", "name", "name_en", STAGE)
    records = [
        Record(
            register=kind.code,
            code=row["code"],
            name=row["name"],
            name_en=row["name_en"],
            place=county,
            data=encode(
                fill(kind.fields, {key: value for key, value in row.items() if value and key not in own})
            ).decode(),
            stage=row.get(STAGE) or "in-force",
            since=FOUNDED,
        )
        for kind in pack().registers.values()
        for row in kind.rows
    ]
    Record.objects.bulk_create(records, batch_size=100)
