"""Two villages of one township, each with everything that a merger has to take along."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.db.models import Q

from bench.agreeing import agree, form
from tests.cast import BODIES, FOUNDED, Village, person, village
from tests.stories.test_four_two_one import decided, wish
from yuanba.institutions.redrawing.order import Basis, Choices, Heir, Order
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import object_to, open_matter
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import Seat, constitute
from yuanba.kernel.people.models import Body, Household, Person
from yuanba.kernel.places.acts import found_place
from yuanba.kernel.places.models import Place
from yuanba.kernel.registers.acts import adopt, enter
from yuanba.kernel.registers.models import Record

A, B, NEW, TOWN = "510722101201", "510722101202", "510722101230", "510722101"
PAPER = {"sha256": "cd" * 32, "name": "approval.jpg", "size": 99, "media": "image/jpeg"}
BASIS = Basis(approval="三府函〔2026〕7号", paper=PAPER)
Asked = Callable[[date], Order]


@dataclass
class Two:
    """Village A with its cast, and its neighbour B."""

    a: Village
    b: Village
    road: Matter
    objection: Matter
    begun: Matter

    @property
    def today(self) -> date:
        return self.a.today

    def wait(self, days: int) -> None:
        self.a.wait(days=days)
        self.b.now = self.a.now

    def agree(self, asked: "Asked") -> None:
        """The assemblies agree to one more order; a village that was founded gets its committee first."""
        old = Place.objects.get(code=asked(self.today).old[0])
        if not Body.objects.filter(place=old, kind="committee", until__isnull=True).exists():
            seats = [Seat("committee", "director", self.a.people["wu"])]
            constitute(place=old, bodies=["committee"], seats=seats, since=self.today, at=self.a.now)
        self.a.now = self.b.now = agree([form(asked(self.today))], self.a.now)


def neighbour(place: Village) -> Village:
    """B: the same household numbers as A, a committee, a supervision committee, representatives, a group of its own."""
    town = place.unit.parent
    unit = Place.objects.create(
        code=B, kind="village", name="长桥村", name_en="Changqiao Village", parent=town, since=FOUNDED
    )
    keys = [f"b{n}" for n in range(20)]
    people = {
        key: person(unit, f"桥民{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{n // 10}", n // 2, n % 2 == 0)
        for n, key in enumerate(keys)
    }
    posts = [
        ("party_org", "secretary", "b0"),
        ("committee", "director", "b1"),
        ("committee", "clerk", "b2"),
        ("committee", "member", "b3"),
        ("supervision_committee", "chair", "b4"),
        ("supervision_committee", "member", "b5"),
        ("supervision_committee", "member", "b6"),
        *(("villager_rep_assembly", "representative", f"b{n}") for n in range(7, 15)),
    ]
    kinds = [kind for kind in BODIES if not kind.startswith("collective")]
    seats = [Seat(body, post, people[key]) for body, post, key in posts]
    bodies = constitute(place=unit, bodies=kinds, seats=seats, since=FOUNDED, at=place.now)
    return Village(unit, people, bodies | {"township_office": place.bodies["township_office"]}, [], place.now)


def record(unit: Place, code: str, name: str, place: Village) -> Record:
    """One grid on record."""
    return enter(
        register="grids",
        code=code,
        name=name,
        name_en="Grid",
        place=unit,
        data={"households": 17, "kind": "village", "covers": "一组、二组"},
        since=FOUNDED,
        at=place.now,
        body=f"{unit.code[:12]}/committee",
    )


def into_b(on: date) -> Order:
    return Order("merge", (A, B), (Heir(B),), on)


def into_new(on: date) -> Order:
    return Order("merge", (A, B), (Heir(NEW, "凤桥村"),), on)


def two(*asked: Asked) -> Two:
    """A has a posted decision with an open objection, a wish, a group with its head, a grid, its own adoption.

    Before that the assemblies have agreed to what is `asked`: to either merger, where nothing else is said.
    """
    a = village()
    b = neighbour(a)
    a.officer("office", "township_office", "clerk")
    town, posting = a.unit.parent, {"posting_days": 15}
    body = f"{TOWN}/township_office"
    adopt(institution="self-governance-matters", place=town, since=FOUNDED, params=posting, at=a.now, body=body)
    groups = {}
    for unit in (a.unit, b.unit):
        groups[unit.code] = found_place(
            code=f"{unit.code}.01", kind="group", name="一组", since=FOUNDED, body=f"{unit.code}/committee", at=a.now
        )
        record(unit, "G1", f"{unit.name}一网格", a)
    courtyard = found_place(
        code=f"{A}.01.02", kind="courtyard", name="槐树院落", since=FOUNDED, body=f"{A}/committee", at=a.now
    )
    Person.objects.filter(pk__in=[one.pk for one in a.villagers[:4]]).update(place=groups[A])
    Household.objects.filter(persons=a.villagers[0]).update(place=groups[A])
    constitute(
        place=groups[A],
        bodies=["group"],
        seats=[Seat("group", "head", a.villagers[0])],
        since=FOUNDED,
        at=a.now,
    )
    record(courtyard, "G9", "院落网格", a)
    a.now = agree([form(order(a.today)) for order in asked or (into_b, into_new)], a.now)
    adopt(
        institution="four-two-one",
        place=a.unit,
        since=a.today,
        params={"posting_days": 60},
        at=a.now,
        body=f"{A}/committee",
    )
    road = decided(a)
    a.take(road, "li", "committee", "post")
    objection = object_to(
        parent=road.pk, by=Actor(a.villagers[15]), ground="money", words="为什么要18万？", at=a.now, key=uuid4()
    ).matter
    begun = wish(a)
    b.now = a.now
    open_matter(
        procedure="four-two-one",
        start="wish",
        unit=b.unit,
        by=b.actor("b9"),
        title="修桥",
        data={"words": "过河要绕路。"},
        at=b.now,
        key=uuid4(),
    )
    return Two(a, b, road, objection, begun)


def apart(on: date, choices: Choices) -> Order:
    """The merged village gives a part to a new one."""
    return Order("split", (NEW,), (Heir(NEW), Heir("510722101231", "凤尾村")), on, choices)


Count = Callable[[], dict[str, int]]


def counts(scope: str, on: date, at: object) -> dict[str, int]:
    """What a township or the county has: it must be the same before and after."""
    standing = Q(until__isnull=True) | Q(until__gt=on)
    return {
        "persons": Person.objects.filter(standing, unit__startswith=scope).count(),
        "placed": Person.objects.filter(standing, place__code__startswith=scope, place__until__isnull=True).count(),
        "households": Household.objects.filter(place__code__startswith=scope, place__until__isnull=True).count(),
        "running": Matter.objects.filter(unit__code__startswith=scope, closed_at__isnull=True).count(),
        "running in units that stand": Matter.objects.filter(unit__until__isnull=True, closed_at__isnull=True).count(),
        "township": Matter.objects.filter(township__startswith=scope, closed_at__isnull=True).count(),
        "matters": Matter.objects.count(),
        "standing notices": Notice.objects.filter(
            unit__code__startswith=scope, unit__until__isnull=True, until__gt=at, taken_down_at__isnull=True
        ).count(),
        "notices": Notice.objects.count(),
        "records": Record.objects.filter(standing, place__code__startswith=scope, place__until__isnull=True)
        .exclude(register__in=("mandates", "adoptions"))
        .count(),
        "inner": Place.objects.filter(standing, code__startswith=scope, code__contains=".").count(),
    }
