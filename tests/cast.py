"""The named cast: one small village of a county with two, and the people whom every story is about."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from yuanba.kernel.matters.acts import take
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.actors import Actor, tenures
from yuanba.kernel.people.acts import Seat, constitute, local_day, swear_in
from yuanba.kernel.people.models import Body, Household, Person
from yuanba.kernel.places.models import Place
from yuanba.kernel.registers.acts import adopt, enter

FOUNDED = date(2026, 1, 1)
SHEET = {"sha256": "ab" * 32, "name": "sheet.jpg", "size": 1234, "media": "image/jpeg"}
# name, key, woman: the first fourteen hold posts; the rest are villagers.
NAMED = [
    ("周书记", "zhou", False),
    ("吴主任", "wu", False),
    ("李会计", "li", True),
    ("郑委员", "zheng", True),
    ("王婶", "wang", True),
    ("冯监委", "feng", False),
    ("蒋监委", "jiang", True),
    ("陈伯", "chen", False),
    ("杨理事", "yang", False),
    ("何理事", "he", True),
    ("许理事", "xu", False),
    ("阿秀", "xiu", True),
    ("马包工", "ma", False),
    ("马大嫂", "masao", True),
]
BODIES = [
    "party_org",
    "party_member_meeting",
    "two_committees",
    "committee",
    "supervision_committee",
    "villager_assembly",
    "villager_rep_assembly",
    "collective",
    "collective_member_assembly",
]


@dataclass
class Village:
    """The village, its people by key, and a clock that the story winds forward."""

    unit: Place
    people: dict[str, Person]
    bodies: dict[str, Body]
    villagers: list[Person]
    now: datetime = field(default_factory=lambda: datetime(2026, 3, 2, 1, 0, tzinfo=UTC))

    def wait(self, *, days: int = 0, hours: int = 0) -> None:
        self.now += timedelta(days=days, hours=hours)

    @property
    def today(self) -> date:
        return local_day(self.now)

    def actor(self, key: str, body: str | None = None) -> Actor:
        """Someone of the cast, in her first post of a body, or as a resident."""
        person = self.people[key]
        held = [t for t in tenures(person, self.today) if body is None or t.body.kind == body]
        return Actor(person, held[0] if body and held else None)

    def officer(self, key: str, body: str, post: str) -> Actor:
        """Somebody from outside the village who holds a post above it, sworn in when first needed."""
        if key not in self.people:
            town = self.bodies[body].place
            someone = Person.objects.create(
                name=key, place=town, unit=town.code, adult_on=date(1980, 1, 1), since=FOUNDED
            )
            swear_in(body=self.bodies[body], post=post, person=someone, since=FOUNDED, at=self.now)
            self.people[key] = someone
        return self.actor(key, body)

    def take(self, matter: Matter, key: str, post_in: str | None, act: str, **data: object) -> Taking:
        """One act by one of the cast, with a fresh UUID."""
        taking = take(matter=matter.pk, by=self.actor(key, post_in), act=act, data=data, at=self.now, key=uuid4())
        matter.refresh_from_db()
        return taking

    def interested(self, matter: Matter, key: str, post_in: str, who: str) -> None:
        """An officer records that somebody has an interest, and the supervisors confirm it."""
        said = self.take(matter, key, post_in, "declare", person=self.people[who].pk)
        words = {"declared": str(said.seq), "verdict": "yes", "words": "查过，属实"}
        self.take(matter, "jiang", "supervision_committee", "confirm-interest", **words)


def county(at: datetime) -> tuple[Place, Place, Place]:
    """County, township and village as rows, without the 462."""
    root = Place.objects.create(code="510722", kind="county", name="三台县", name_en="Santai County", since=FOUNDED)
    town = Place.objects.create(
        code="510722101", kind="township", name="潼川镇", name_en="Tongchuan Town", parent=root, since=FOUNDED
    )
    unit = Place.objects.create(
        code="510722101201", kind="village", name="凤凰村", name_en="Fenghuang Village", parent=town, since=FOUNDED
    )
    return root, town, unit


def person(unit: Place, name: str, number: int, woman: bool) -> Person:
    """A grown villager of household `number`."""
    home, _ = Household.objects.get_or_create(place=unit, number=f"{number:03d}")
    return Person.objects.create(
        name=name, place=unit, unit=unit.code, household=home, woman=woman, adult_on=date(1990, 1, 1), since=FOUNDED
    )


def power(root: Place, code: str, at: datetime) -> None:
    """One row of the pack's catalogue, entered as the county does it."""
    from yuanba.kernel.places.county import pack

    row = next(row for row in pack().registers["powers"].rows if row["code"] == code)
    data = {key: value for key, value in row.items() if value and key not in ("code", "name", "name_en", "stage")}
    enter(
        register="powers",
        code=code,
        name=row["name"],
        name_en=row["name_en"],
        place=root,
        data=data,
        stage=row["stage"],
        since=FOUNDED,
        at=at,
        body="510722/county",
    )


def village(villagers: int = 20) -> Village:
    """A village with every body in office and "421" adopted in its township."""
    at = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
    root, town, unit = county(at)
    people = {key: person(unit, name, i // 2, woman) for i, (name, key, woman) in enumerate(NAMED)}
    others = [
        person(unit, f"村民{'甲乙丙丁戊己庚辛壬癸'[i % 10]}{'一二三四五六七八九十'[i // 10]}", 10 + i // 2, i % 2 == 0)
        for i in range(villagers)
    ]
    posts = [
        ("party_org", "secretary", "zhou"),
        ("party_org", "member", "wu"),
        ("committee", "director", "wu"),
        ("committee", "clerk", "li"),
        ("committee", "member", "zheng"),
        ("supervision_committee", "chair", "wang"),
        ("supervision_committee", "member", "feng"),
        ("supervision_committee", "member", "jiang"),
        ("collective", "chair", "yang"),
        ("collective", "director", "he"),
        ("collective", "director", "xu"),
        ("villager_rep_assembly", "representative", "chen"),
        ("villager_rep_assembly", "representative", "wang"),
        ("villager_rep_assembly", "representative", "xiu"),
        ("villager_rep_assembly", "representative", "ma"),
        ("villager_rep_assembly", "representative", "masao"),
        ("party_member_meeting", "member", "zhou"),
        ("party_member_meeting", "member", "wu"),
        ("party_member_meeting", "member", "chen"),
    ]
    seats = [Seat(body, post, people[key]) for body, post, key in posts]
    seats += [Seat("villager_rep_assembly", "representative", one) for one in others[:7]]
    seats += [Seat("collective_member_assembly", "member", one) for one in (*people.values(), *others)]
    bodies = constitute(place=unit, bodies=BODIES, seats=seats, since=FOUNDED, at=at)
    bodies |= constitute(place=town, bodies=["township_office"], seats=[], since=FOUNDED, at=at)
    for code in ("M13", "M10"):
        power(root, code, at)
    for institution in ("four-two-one", "supervision-committee", "timely-disclosure"):
        adopt(institution=institution, place=town, since=FOUNDED, params={}, at=at, body="510722101/township_office")
    return Village(unit, people, bodies, others)
