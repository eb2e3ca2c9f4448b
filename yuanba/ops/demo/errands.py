"""Residents who do not act by themselves: one has an errand run on written authority, one contests what was not his.

刘婆婆 has no phone. 段网格员 acts for her, once, on paper that she signed; she gets her papers and a receipt. 田爷爷 finds two
entries in his name that are not his: one has been struck, the other is being looked into.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from yuanba.kernel.matters.agency import acting
from yuanba.kernel.matters.authorising import give_back, grant
from yuanba.kernel.matters.contesting import contest
from yuanba.kernel.matters.models import Authorisation, Matter, Taking
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import SHANGHAI, local_day
from yuanba.kernel.people.models import Person
from yuanba.ops.demo.paper import scan
from yuanba.ops.demo.stories import SHELTER, Phoenix
from yuanba.ops.demo.telling import Story, days

ERRAND = "代办城乡居民医保缴费"
RAILING = "在堰塘边上装护栏"
FOR_DAYS = 25  # how long an authority is given for


@dataclass
class Errands:
    """What is told of 刘婆婆 and 田爷爷."""

    phoenix: Phoenix

    @property
    def granny(self) -> Person:
        return self.phoenix.village.people["liu"]

    @property
    def grandpa(self) -> Person:
        return self.phoenix.village.people["tian"]

    def on_paper(self, person: Person) -> Actor:
        """The clerk, entering what a resident has signed."""
        clerk = self.phoenix.clerk
        return Actor(clerk.person, clerk.tenure, person)

    def authority(self, purpose: str, papers: list[str]) -> Authorisation:
        """刘婆婆 signs at the office that the grid worker may do one thing for her; the clerk takes it down."""
        tell = self.phoenix.teller
        return grant(
            unit=self.phoenix.village.unit,
            resident=self.granny,
            agent=self.phoenix.village.people["duan"],
            in_office=True,
            purpose=purpose,
            matter=None,
            papers=papers,
            last_day=tell.today + timedelta(days=FOR_DAYS),
            scan=scan(f"委托书 {purpose}"),
            by=self.phoenix.clerk,
            at=tell.now,
            key=tell.key(),
        )

    def errand(self) -> Story:
        """Authorised, run, her papers given back and signed for, rated on paper."""
        tell, phoenix = self.phoenix.teller, self.phoenix
        row = self.authority("agency.ask.submit", ["户口簿", "医保卡"])
        yield days(1)
        asked = {"errand": "social", "papers": "户口簿、医保卡", "consent": True, "power": "A19"}
        matter = tell.begin_matter("agency", "ask", phoenix.village.unit, acting(row), ERRAND, **asked)
        yield days(1)
        tell.take(matter, phoenix.clerk, "agree", agent="网格员")
        yield days(3)
        tell.take(matter, phoenix.clerk, "evidence", task="receipt", file=scan("医保缴费回执"))
        tell.take(matter, phoenix.clerk, "done")
        yield days(1)
        tell.take(matter, phoenix.clerk, "evidence", task="returned", file=scan("材料退还签收"))
        tell.take(matter, phoenix.clerk, "done")
        give_back(authorisation=row.pk, by=phoenix.clerk, scan=scan("户口簿和医保卡签收单"), at=tell.now)
        yield days(2)
        rated = {"rating": "yes", "fee": "no", "paper": scan("代办评价")}
        tell.take(matter, self.on_paper(self.granny), "submit", **rated)

    def waiting(self) -> Story:
        """A second authority that has not been used yet: it waits on the grid worker's desk."""
        self.authority("wish.say.submit", [])
        return
        yield

    def struck(self) -> Story:
        """A signature under a petition that he never gave: contested, found to be so, struck from the count."""
        tell = self.phoenix.teller
        petition = Matter.objects.get(unit=self.phoenix.village.unit, title=SHELTER)
        entry = tell.take(petition, self.on_paper(self.grandpa), "sign", paper=scan("候车亭 代签"))
        yield days(2)
        child = self.contested(entry, "not-me", "那天我在县城看病，没有签过。")
        yield days(3)
        opinion = "当面问过本人，签名不是他写的，当天他在县医院。"
        tell.take(child, self.phoenix.supervisor, "uphold", opinion=opinion)

    def doubted(self) -> Story:
        """A wish taken down otherwise than he said it; the supervisors have not answered yet."""
        tell, unit = self.phoenix.teller, self.phoenix.village.unit
        said = {"words": "堰塘边上要装一圈护栏。", "paper": scan("意愿登记 护栏")}
        wish = tell.begin_matter("wish", "say", unit, self.on_paper(self.grandpa), RAILING, **said)
        yield days(1)
        tell.take(wish, self.phoenix.clerk, "agree", theme="peace")
        yield days(2)
        entry = Taking.objects.filter(matter=wish).earliest("seq")
        self.contested(entry, "not-so", "我只说堰塘边上立块牌子，没有说要装护栏。")

    def contested(self, entry: Taking, ground: str, words: str) -> Matter:
        tell = self.phoenix.teller
        by = Actor(self.grandpa)
        return contest(taking=entry.pk, by=by, ground=ground, words=words, at=tell.now, key=tell.key()).matter

    def begin(self, now: datetime) -> None:
        """Set every story on its day before `now`."""
        morning = datetime.combine(local_day(now), time(10, 20), SHANGHAI)
        for story, ago in ((self.errand(), 26), (self.struck(), 10), (self.doubted(), 5), (self.waiting(), 2)):
            self.phoenix.teller.begin(story, morning - days(ago))
