"""Two certificates of the village: one stands and can be verified by its QR code, the other was revoked."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime, time

from yuanba.kernel.matters.certifying import issued
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import SHANGHAI, local_day
from yuanba.kernel.registers.models import Record
from yuanba.ops.demo.paper import scan
from yuanba.ops.demo.stories import Phoenix
from yuanba.ops.demo.telling import Story, Wait, days

MEMBER, RELIEF = "Z22", "Z21"


@dataclass
class Sealed:
    """Whoever asks is a villager without a post; the clerk numbers, seals and, where it was wrong, revokes."""

    phoenix: Phoenix

    def asked(self, number: int, kind: str, title: str, receiver: str, statement: str) -> Generator[Wait, None, Record]:
        """Asked for, checked in time, numbered and sealed; returns the record of the certificate."""
        tell, clerk = self.phoenix.teller, self.phoenix.clerk
        resident = self.phoenix.resident(number)
        asked = {"certificate": kind, "power": "M23", "purpose": "办手续用", "receiver": receiver}
        matter = tell.begin_matter("seal-use", "ask", self.phoenix.village.unit, Actor(resident), title, **asked)
        yield days(1)
        tell.take(matter, clerk, "agree", basis="证明事项清单里有，法律写明由村里出具。")
        yield days(0.2)
        tell.take(matter, clerk, "evidence", task="copy", file=scan(f"{title} 存底"))
        tell.take(matter, clerk, "done", subject=resident.pk, statement=statement)
        record = issued(matter)
        assert record is not None
        return record

    def standing(self) -> Story:
        yield from self.asked(
            40, MEMBER, "集体经济组织成员身份证明", "农村信用社", "该同志是本村集体经济组织成员，列入成员名册。"
        )

    def revoked(self) -> Story:
        tell = self.phoenix.teller
        record = yield from self.asked(
            41, RELIEF, "申请社会救助的情况说明", "镇民政办", "该户申请救助，村委会了解到家中有一人常年卧床。"
        )
        yield days(6)
        why = {"reason": "家庭人口写错，本人要求重开。", "revoked": record.code}
        tell.begin_matter(
            "seal-use", "revoke", self.phoenix.village.unit, self.phoenix.clerk, "作废一份情况说明", **why
        )

    def begin(self, now: datetime) -> None:
        """Set both on their days before `now`."""
        morning = datetime.combine(local_day(now), time(11), SHANGHAI)
        for story, ago in ((self.standing(), 20), (self.revoked(), 14)):
            self.phoenix.teller.begin(story, morning - days(ago))
