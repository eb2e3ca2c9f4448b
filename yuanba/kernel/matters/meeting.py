"""`meet`: bodies, or the members of one, sit together and write down what they think. Not a vote of an assembly."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.verbs import REASON, Act, Decision, PlainVerb, register, shown
from yuanba.kernel.people.actors import Actor, officers
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.scope import ancestors, valid_on
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.outcomes import OUTCOME_NAMES
from yuanba.kernel.procedures.refusal import Refusal

HELD_ON = Field("held_on", Text("开会日期", "Date of the meeting"), "date")
ATTENDED = Field("attended", Text("实到人数", "Number attending"), "number")
OPINION = Field("opinion", Text("会议意见", "Opinion of the meeting"), "long")
MINUTES = Field("minutes", Text("会议记录照片", "Photo of the minutes"), "file", required=False, public=False)


def members_due(case: Case) -> int:
    """应到: distinct persons in office in the bodies that sit, on the day, without those who must withdraw."""
    kind = case.kinds(case.step)[0]
    around = [*ancestors(case.place.code), case.place.code]
    tenures = Tenure.objects.filter(valid_on(case.on), body__place__code__in=around)
    if kind.made_of:
        pairs = [(body, post) for body in kind.made_of for post in officers(body)]
        held = tenures.filter(body__kind__in=kind.made_of).values_list("person_id", "body__kind", "post")
        return len({person for person, body, post in held if (body, post) in pairs} - case.concerned)
    sitting = tenures.filter(body=case.body(kind.code), post__in=list(pack().bodies[kind.code].posts))
    return sitting.exclude(person__in=case.concerned).values("person_id").distinct().count()


class Meet(PlainVerb):
    """The date, who was due and who came, and what the meeting thought; signed minutes as a photo."""

    kind = "meet"
    mendable: tuple[Field, ...] = (OPINION,)

    def acts(self, case: Case) -> tuple[Act, ...]:
        blanks = (HELD_ON, ATTENDED, *case.step.fields)
        offered = []
        for act in super().acts(case):
            words = REASON if act.code in ("return", "decline") else OPINION
            offered.append(
                act if act.who == "clock" else Act(act.code, OUTCOME_NAMES[act.code], (*blanks, words, MINUTES))
            )
        return tuple(offered)

    def decide(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> Decision:
        if act.who == "clock":
            return super().decide(case, act, data, by)
        held = date.fromisoformat(data["held_on"])
        if not local_day(case.matter.entered_at) <= held <= case.on:
            raise Refusal("meeting-day", since=local_day(case.matter.entered_at).isoformat(), until=case.on.isoformat())
        due = members_due(case)
        if not 0 < data["attended"] <= due:
            raise Refusal("attendance-impossible", due=due)
        return Decision(act.code, {**data, "due": due}, {**shown(act, data), "due": due})


register(Meet())
