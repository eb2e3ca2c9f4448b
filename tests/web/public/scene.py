"""What the pages show in these tests: the village of the cast, and one road from wish to archive."""

import re
from dataclasses import dataclass
from uuid import uuid4

from lxml import html

from tests.cast import SHEET, Village, village
from tests.stories.test_four_two_one import decided
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.acts import correct, tick
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.opening import ask, object_to
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Body

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass
class Scene:
    """The village and its matter; `objection` and `query` are the matter's children."""

    place: Village
    matter: Matter
    objection: Matter | None = None
    query: Matter | None = None

    @property
    def unit(self) -> str:
        return self.place.unit.code

    def notice(self) -> Notice:
        return Notice.objects.filter(matter=self.matter).latest("pk")

    def body(self, kind: str) -> Body:
        return self.place.bodies[kind]


def posted() -> Scene:
    """A decision hangs on the board, and a resident has objected to it."""
    place = village()
    matter = decided(place)
    place.take(matter, "li", "committee", "post", remark="金额18万元")
    objection = object_to(
        parent=matter.pk,
        by=Actor(place.villagers[15]),
        ground="money",
        words="为什么要18万？",
        at=place.now,
        key=uuid4(),
    ).matter
    return Scene(place, matter, objection)


def archived() -> Scene:
    """The whole road: a slip mended, an objection dismissed, accounts posted, a query answered, all in the archive."""
    scene = posted()
    place, matter, objection = scene.place, scene.matter, scene.objection
    assert objection is not None
    proposed = Taking.objects.get(matter=matter, step="propose", act="agree")
    correct(
        taking=proposed.pk,
        by=place.actor("zhou", "party_org"),
        data={"budget": "178000"},
        reason="预算写多了",
        at=place.now,
        key=uuid4(),
    )
    matter.refresh_from_db()
    place.take(objection, "wu", "committee", "dismiss", answer="预算逐项列在公示里")
    place.take(objection, "wang", "supervision_committee", "dismiss", opinion="账目属实")
    place.wait(days=20)
    tick(now=place.now)
    matter.refresh_from_db()
    for task in ("contract", "vouchers", "acceptance"):
        place.take(matter, "li", "committee", "evidence", task=task, file=SHEET)
    place.take(matter, "wu", "committee", "done")
    accounts = [
        {"name": "集体拨付", "income": "180000"},
        {"name": "水泥砂石", "expense": "120000"},
        {"name": "人工机械", "expense": "58000.50"},
    ]
    place.take(matter, "li", "committee", "post", accounts=accounts)
    place.wait(days=20)
    tick(now=place.now)
    matter.refresh_from_db()
    scene.query = ask(
        parent=matter.pk,
        by=place.actor("wang", "supervision_committee"),
        question="结余在哪里？",
        at=place.now,
        key=uuid4(),
    ).matter
    place.take(scene.query, "li", "committee", "agree", answer="在村集体账户")
    place.take(matter, "wang", "supervision_committee", "report", report="程序合规，账目相符")
    place.take(matter, "li", "committee", "done")
    return scene


def words(page: str) -> str:
    """What a reader sees of a page: its text without charts, runs of spaces made one."""
    tree = html.fromstring(page)
    for element in tree.xpath("//script|//style"):
        element.drop_tree()
    return " ".join(tree.text_content().split())


def untranslated(page: str) -> list[str]:
    """Chinese left on an English page outside what is marked as Chinese: names of people and what they wrote."""
    tree = html.fromstring(page)
    # The title of a browser tab cannot be marked; it repeats the heading.
    for element in tree.xpath('//title|//*[starts-with(@lang, "zh")]'):
        element.drop_tree()
    texts = [text for text in tree.itertext() if CHINESE.search(text)]
    return texts + [f"{key}={value}" for one in tree.iter() for key, value in one.items() if CHINESE.search(value)]
