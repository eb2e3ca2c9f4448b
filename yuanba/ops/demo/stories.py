"""What has happened in 凤凰村 before the demonstration's first day: matters at several stages, each by the real acts."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import SHANGHAI, local_day
from yuanba.kernel.people.models import Person
from yuanba.ops.demo.paper import scan
from yuanba.ops.demo.telling import Story, Teller, days, officer, until
from yuanba.ops.demo.village import Village

EVENING = "19:30"
# The road is the tour: its wish has just been stated, and all the rest is to be lived through.
ROAD = "硬化1.2公里村道"
LAMPS = "村道安装40盏太阳能路灯"
SHELTER = "在岔路口修一个候车亭"
CONTRACTOR = 31  # the villager who put up the lamps, and said so before the vote


@dataclass
class Phoenix:
    """The village with a teller, and the few things that every road to a resolution has in common."""

    teller: Teller
    village: Village

    def post(self, body: str, post: str) -> Actor:
        return officer(self.village.unit, body, post)

    @property
    def secretary(self) -> Actor:
        return self.post("party_org", "secretary")

    @property
    def director(self) -> Actor:
        return self.post("committee", "director")

    @property
    def clerk(self) -> Actor:
        return self.post("committee", "clerk")

    @property
    def supervisor(self) -> Actor:
        return self.post("supervision_committee", "chair")

    def resident(self, number: int) -> Person:
        """Someone of the village who holds no post."""
        return self.village.others[100 + number]

    def wish(self, number: int, title: str, words: str) -> Matter:
        return self.teller.wish(self.village.unit, self.resident(number), title, words)

    def confer(self, matter: Matter, power: str, proposal: str, budget: str) -> Story:
        """From the wish to the step of the deciding assembly: proposed, conferred on, reviewed."""
        tell = self.teller
        yield days(3)
        tell.take(matter, self.secretary, "agree", power=power, proposal=proposal, budget=budget)
        yield days(4)
        tell.take(matter, self.director, "agree", held_on=tell.today, attended=4, opinion="同意，预算按市场价核过。")
        yield days(5)
        tell.take(matter, self.secretary, "agree", held_on=tell.today, attended=15, opinion="同意提交会议决议。")

    def convene(self, matter: Matter, by: Actor, body: str, motion: str, *, ahead: int = 10) -> Story:
        """Call the deciding assembly and wait until it sits."""
        tell = self.teller
        yield days(2)
        meets_on = tell.today + timedelta(days=ahead)
        tell.take(
            matter,
            by,
            "convene",
            body=body,
            meets_on=meets_on,
            meets_time=EVENING,
            venue="村委会院坝",
            motion=motion,
        )
        hour, minute = map(int, EVENING.split(":"))
        yield datetime.combine(meets_on, time(hour, minute + 10), SHANGHAI) - tell.now

    def count(self, matter: Matter, votes_for: int, against: int, abstain: int) -> None:
        """Representatives sign in and vote on paper; two of them count."""
        tell, village = self.teller, self.village
        cast = [village.people[key] for key in ("chen", "wang", "xiu", "wu", "li", "zheng")]
        present = [person.pk for person in (*cast, *village.representatives[:18])]
        tell.take(matter, self.clerk, "sign-in", present=present)
        tell.take(
            matter,
            self.clerk,
            "count",
            votes_for=votes_for,
            against=against,
            abstain=abstain,
            sheet=scan(f"计票单 {matter.number}"),
            recorder_1=village.people["li"].pk,
            recorder_2=village.people["xiu"].pk,
        )

    def lamps(self) -> Story:
        """Finished and filed: lamps along the road, with an objection answered and a question of the supervisors."""
        tell = self.teller
        matter = self.wish(0, LAMPS, "晚上从镇上回来一路漆黑，老人不敢出门。")
        yield from self.confer(matter, "M13", "用村集体拨付的资金在主村道安装40盏太阳能路灯。", "68000")
        said = tell.take(matter, self.director, "declare", person=self.resident(CONTRACTOR).pk)
        found = {"declared": str(said.seq), "verdict": "yes", "words": "问过本人，他的施工队要来报价，属实。"}
        tell.take(matter, self.supervisor, "confirm-interest", **found)
        yield from self.convene(
            matter, self.director, "villager_rep_assembly", "是否同意用68000元在主村道安装40盏太阳能路灯"
        )
        self.count(matter, 21, 2, 1)
        yield days(1)
        tell.take(matter, self.clerk, "post")
        yield days(4)
        objection = tell.object_to(matter, self.resident(5), "money", "一盏灯1700元是不是贵了？")
        yield days(2)
        tell.take(objection, self.director, "dismiss", answer="三家报价都贴在公示栏，1700元是最低一家，含灯杆和安装。")
        yield days(2)
        tell.take(objection, self.supervisor, "dismiss", opinion="查看了三家报价单，价格属实。")
        yield from until(lambda: _at(matter, "carry-out"))
        for task, wait in (("contract", 4), ("vouchers", 18), ("acceptance", 2)):
            yield days(wait)
            tell.take(matter, self.clerk, "evidence", task=task, file=scan(f"路灯 {task}"))
        tell.take(matter, self.director, "done")
        yield days(2)
        accounts = [
            {"name": "集体拨付", "income": "68000"},
            {"name": "路灯40盏", "expense": "52000"},
            {"name": "灯杆基础和安装", "expense": "14800"},
        ]
        tell.take(matter, self.clerk, "post", accounts=accounts)
        yield days(3)
        question = tell.ask(matter, self.supervisor, "结余的1200元在哪里？")
        yield days(4)
        tell.take(question, self.clerk, "agree", answer="结余1200元已退回集体账户，回单在财务档案里。")
        yield from until(lambda: _at(matter, "supervise"))
        yield days(3)
        tell.take(matter, self.supervisor, "report", report="程序齐全，账目与凭据相符，结余已退回。")
        yield days(2)
        tell.take(matter, self.director, "done")

    def ditch(self) -> Story:
        """Posted, and held by an objection that nobody has answered yet."""
        tell = self.teller
        matter = self.wish(1, "清淤并加固村口排水沟", "一下大雨水就漫进院子。")
        yield from self.confer(matter, "M13", "清淤320米并用条石加固村口排水沟。", "46000")
        yield from self.convene(matter, self.director, "villager_rep_assembly", "是否同意用46000元清淤并加固村口排水沟")
        self.count(matter, 19, 4, 1)
        yield days(1)
        tell.take(matter, self.clerk, "post", remark="施工图和三家报价贴在村委会公示栏。")
        yield days(4)
        tell.object_to(matter, self.resident(9), "interest", "听说承包的人和村里有人是亲戚。")

    def shares(self) -> Story:
        """Waiting for the members of the collective, who alone may decide."""
        matter = self.wish(2, "用集体土地入股柑橘合作社", "荒着的坡地不如拿去入股。")
        yield from self.confer(matter, "E04", "以集体坡地120亩经营权入股镇柑橘合作社，期限十年。", "0")
        chair = self.post("collective", "chair")
        yield from self.convene(
            matter, chair, "collective_member_assembly", "是否同意以120亩坡地经营权入股柑橘合作社", ahead=12
        )

    def shelter(self) -> Story:
        """Declined by the Party organisation; residents now gather their lawful number."""
        tell = self.teller
        matter = self.wish(3, SHELTER, "娃娃等车淋雨，请修个亭子。")
        yield days(5)
        tell.take(matter, self.secretary, "decline", reason="今年集体收入已有安排，建议明年再议。")
        yield days(1)
        tell.take(matter, Actor(self.resident(3)), "sign", power="M13")
        for number in range(20, 31):
            yield days(0.6)
            tell.take(matter, Actor(self.resident(number)), "sign")
        yield days(1)
        by_clerk = Actor(self.clerk.person, self.clerk.tenure, self.village.people["liu"])
        tell.take(matter, by_clerk, "sign", paper=scan("候车亭 签名"))

    def parking(self) -> Story:
        """Voted down."""
        matter = self.wish(4, "院坝改成收费停车场", "过年车多，收点费好管理。")
        yield from self.confer(matter, "M13", "把村委会院坝改成收费停车场，划线并装道闸。", "35000")
        yield from self.convene(matter, self.director, "villager_rep_assembly", "是否同意用35000元把院坝改成收费停车场")
        self.count(matter, 7, 15, 2)

    def road(self) -> Story:
        """The main job, fresh: 陈伯 has just said what he wishes."""
        chen = self.village.people["chen"]
        self.teller.wish(self.village.unit, chen, ROAD, "下雨天路太烂，娃娃上学难走，请把这1.2公里硬化了。")
        return
        yield

    def begin(self, now: datetime) -> None:
        """Set every story on its day before `now`, at nine in the morning; the road an hour ago."""
        morning = datetime.combine(local_day(now), time(9), SHANGHAI)
        for story, ago in (
            (self.lamps, 150),
            (self.parking, 95),
            (self.ditch, 34),
            (self.shares, 20),
            (self.shelter, 24),
        ):
            self.teller.begin(story(), morning - days(ago))
        self.teller.begin(self.road(), now - timedelta(hours=1))


def _at(matter: Matter, step: str) -> bool:
    matter.refresh_from_db()
    return matter.step == step
