"""Three conflicts of interest, planted so that `yuanba conflicts` has something to find: each was lawful on its day.

The kinship is declared only afterwards, as happens: a supervisor's sister on the committee, the director's brother-like
contractor, the council's chair and the villager it honoured.
"""

from dataclasses import dataclass
from datetime import datetime

from yuanba.kernel.matters.models import Interest, Matter
from yuanba.kernel.people.acts import declare_kinship
from yuanba.ops.demo.paper import scan
from yuanba.ops.demo.stories import LAMPS, Phoenix
from yuanba.ops.demo.telling import Story, days, officer

HONOUR = "好村民评选"
HONOURED = 30  # the villager whom the council honours


@dataclass
class Plants:
    """What is told beside the village's own matters, and what is declared when all is told."""

    phoenix: Phoenix

    def honour(self) -> Story:
        """A good villager is nominated, agrees, and is appraised by the moral council."""
        tell, village = self.phoenix.teller, self.phoenix.village
        director = self.phoenix.director
        chair = officer(village.unit, "moral_council", "chair")
        matter = tell.begin_matter(
            "honour", "nominate-org", village.unit, director, HONOUR, deeds="多年照看邻居家的独居老人。"
        )
        yield days(3)
        tell.take(matter, director, "evidence", task="consent", file=scan("本人同意书"))
        tell.take(matter, director, "done", person=self.phoenix.resident(HONOURED).pk)
        yield days(6)
        tell.take(matter, chair, "done", homes=36)
        yield days(4)
        tell.take(matter, chair, "agree", held_on=tell.today, attended=1, opinion="同意推荐。")
        yield days(2)
        tell.take(matter, self.phoenix.clerk, "post")

    def declare(self, at: datetime) -> None:
        """The three kinships that nobody had declared when it mattered."""
        village = self.phoenix.village
        chair = officer(village.unit, "moral_council", "chair").person
        lamps = Matter.objects.get(unit=village.unit, title=LAMPS)
        contractor = Interest.objects.filter(matter=lamps).select_related("person").get().person
        assert chair is not None
        for person, relative, kind in (
            (village.people["jiang"], village.people["zheng"], "sibling"),
            (village.people["wu"], contractor, "sibling"),
            (chair, self.phoenix.resident(HONOURED), "parent"),
        ):
            declare_kinship(person=person, relative=relative, kind=kind, at=at)
