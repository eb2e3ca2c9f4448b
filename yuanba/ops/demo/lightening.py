"""What departments asked of villages in the months before today, told by the county's own acts: admitted, refused,
turned away at the door, objected to by a village, still posted; a signboard taken down, a task done and paid, and when
all is told a quarter's ledgers sealed."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from yuanba.institutions.ledgers.sealing import seal
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import object_to, open_matter
from yuanba.kernel.people.acts import SHANGHAI, local_day
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.ops.demo.paper import scan
from yuanba.ops.demo.telling import Story, Teller, days, officer, until

# title, asks, asker, what, basis, money, hours
PATROL = (
    "森林防火巡山",
    "task",
    "forestry",
    "清明、冬春防火期组织巡山，发现火情马上报告。",
    "forest-fire-2009:16",
    "3000",
    45,
)
YEARLY = ("年度村级事务集中检查", "inspect", "civil-affairs", "一年一次，几个部门一起来。", "vcol-2026:43", "0", 6)
PHOTOS = ("每周报送巡河照片", "form", "ecology", "每周拍照填表报送。", "《河长制工作规定》第九条", "600", 78)
WEEKLY = (
    "村级工作周报表",
    "form",
    "organisation",
    "每周五下午报送本周工作情况。",
    "《农村工作规定》第十条",
    "500",
    104,
)
FRAUD = ("反诈宣传入户", "task", "police", "每季度入户宣传一次，不考核安装率。", "telecom-fraud-2022:8", "1600", 24)
LETTER = (
    "签订平安建设责任书",
    "letter",
    "police",
    "各村签责任书，年底按得分排名，末位约谈。",
    "《平安建设考核办法》第六条",
    "0",
    60,
)


# The ledgers that the village seals for the quarter that is over.
SEALED = ("L01", "L02", "L05", "L13")


@dataclass
class Lightening:
    """The county's gate, its departments, and a village that they ask for things."""

    teller: Teller
    county: Place
    unit: Place
    town: str

    def filed(self, what: tuple[str, str, str, str, str, str, int], span: int = 360) -> Matter:
        title, asks, asker, task, basis, money, hours = what
        today = self.teller.today
        data: dict[str, Any] = {
            "task": task,
            "asks": asks,
            "asker": asker,
            "basis": basis,
            "money": money,
            "hours": hours,
            "where": self.town,
            "from_on": today.isoformat(),
            "until_on": (today + timedelta(days=span)).isoformat(),
            "heeded": True,  # some of these sound like item N5, and the department has read the warning
        }
        return self.opened("task-admission", "file", self.county, "county_department", title, data)

    def opened(
        self, procedure: str, start: str, place: Place, body: str, title: str, data: dict[str, Any], post: str = "head"
    ) -> Matter:
        where = self.county if body.startswith("county") else place
        return open_matter(
            procedure=procedure, start=start, unit=place, by=officer(where, body, post), title=title, data=data,
            at=self.teller.now, key=self.teller.key(),
        ).matter  # fmt: skip

    def act(self, matter: Matter, body: str, act: str, post: str = "head", **data: object) -> None:
        where = self.county if body.startswith("county") else self.unit
        self.teller.take(matter, officer(where, body, post), act, **data)

    def objected(self, matter: Matter, ground: str, words: str) -> Matter:
        """The village objects in its own name."""
        return object_to(
            parent=matter.pk, by=officer(self.unit, "committee", "director"), ground=ground, words=words,
            at=self.teller.now, key=self.teller.key(),
        ).matter  # fmt: skip

    def posted(self, matter: Matter, opinion: str) -> Story:
        yield days(6)
        self.act(matter, "county_gate", "agree", opinion=opinion)
        yield days(1)
        self.act(matter, "county_gate", "post")

    def admitted(self, what: tuple[str, str, str, str, str, str, int]) -> Story:
        matter = self.filed(what)
        yield from self.posted(matter, "有依据、有经费，系统里已有的不再要。")
        yield from until(lambda: at(matter, "enter"))
        self.act(matter, "county_gate", "done", verdict="admit")
        if what is PATROL:
            yield from self.helped(matter)

    def helped(self, task: Matter) -> Story:
        """A department asks for what was admitted; the village helps, is paid, and posts it."""
        yield days(3)
        data = {
            "task": "秋季防火期巡山两轮。",
            "money": "3000",
            "admitted": task.number,
            "power": "B10",
            "does": "patrol",
        }
        matter = self.opened("assist", "request", self.unit, "county_department", "秋季森林防火巡山", data)
        yield days(2)
        self.act(matter, "county_gate", "agree")
        yield days(1)
        self.act(matter, "committee", "agree", "director")
        yield days(12)
        self.act(matter, "committee", "evidence", "clerk", task="record", file=scan("巡山记录"))
        self.act(matter, "committee", "done", "clerk", hours=18)
        yield days(4)
        self.act(matter, "county_department", "agree", paid="3000")
        yield days(1)
        self.act(matter, "committee", "post", "clerk")

    def refused(self) -> Story:
        matter = self.filed(PHOTOS)
        yield days(5)
        self.act(matter, "county_gate", "decline", reason="巡河记录系统里有，不能再要村里拍照填表。")

    def barred(self) -> Story:
        """Turned away at the door by the negative list; the door keeps an account of it (/refused/)."""
        with suppress(Refusal):
            self.filed(LETTER)
        return
        yield

    def turned_back(self) -> Story:
        """The village objects, the gate holds on to it, the guiding department upholds, and the gate gives way."""
        matter = self.filed(WEEKLY)
        yield from self.posted(matter, "先公示听意见。")
        yield days(4)
        objection = self.objected(matter, "content", "周报里的内容公示栏上都有，一年要填一百多小时。")
        yield days(3)
        self.act(objection, "county_gate", "dismiss", answer="先试行一段时间。")
        yield days(8)
        self.act(objection, "county_guidance", "uphold", finding="报表内容系统里都有，属于重复填报。")
        yield days(2)
        self.act(matter, "county_gate", "decline", reason="异议成立，不予准入。")

    def hanging(self) -> Story:
        matter = self.filed(FRAUD)
        yield from self.posted(matter, "不得考核安装率。")
        yield days(2)
        self.objected(matter, "money", "入户要误工，每季度四百元不够。")

    def signboard(self) -> Story:
        data = {"item": "signboards:new", "item_name": "创建工作示范点", "asker": "social-work", "hours": 6}
        matter = self.opened("signboard-review", "list", self.unit, "committee", "清理示范点牌子", data, "clerk")
        yield days(9)
        self.act(matter, "county_department", "report", grounds="创建活动已经结束，没有法律依据。")
        yield days(5)
        self.act(matter, "county_gate", "decline", reason="没有依据，摘牌。")
        yield days(3)
        self.act(matter, "committee", "done", "clerk")

    def begin(self, now: datetime) -> None:
        """Set every story on its day before `now`."""
        morning = datetime.combine(local_day(now), time(9, 30), SHANGHAI)
        for story, ago in (
            (self.admitted(PATROL), 140),
            (self.admitted(YEARLY), 120),
            (self.refused(), 90),
            (self.barred(), 85),
            (self.turned_back(), 75),
            (self.signboard(), 50),
            (self.hanging(), 12),
        ):
            self.teller.begin(story, morning - days(ago))


def seal_quarter(teller: Teller, unit: Place) -> None:
    """The clerk seals the ledgers of the quarter that is over."""
    today, clerk = teller.today, officer(unit, "committee", "clerk")
    last = date(today.year, (today.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
    first = date(last.year, (last.month - 1) // 3 * 3 + 1, 1)
    for form in SEALED:
        seal(form=form, unit=unit, first=first, last=last, by=clerk, at=teller.now, key=teller.key())


def at(matter: Matter, step: str) -> bool:
    matter.refresh_from_db()
    return matter.step == step
