"""`publish`: a body posts what was decided or done; the posting stands its days, and objections hold the matter."""

import json
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from yuanba.kernel.boards import rules
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters import guards
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.verbs import REASON, Act, Decision, Inner, PlainVerb, register, shown
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures import engine
from yuanba.kernel.procedures.calendar import end_of
from yuanba.kernel.procedures.canonical import encode
from yuanba.kernel.procedures.definitions import Field, Step, Text
from yuanba.kernel.procedures.refusal import Refusal

# Acts that end a posting early, and the reason kept with it; readers see it in their language.
DOWN = {"upheld": "objection-upheld", "ordered": "correction-ordered"}
REASONS = {
    "objection-upheld": Text("异议成立", "An objection was upheld"),
    "correction-ordered": Text("乡镇责令改正", "The township ordered a correction"),
    "corrected": Text("已更正，见新的公示", "Corrected by a new posting"),
}
INNER = {
    "post": Inner(
        Text("张榜公布", "Post"), Text("还没有张榜时可以张榜。", "Open while nothing of this step is posted.")
    ),
    "amend": Inner(
        Text("更正公示", "Correct the posting"), Text("张榜以后才能更正。", "Open once something is posted.")
    ),
    "ordered": Inner(
        Text("乡镇责令改正", "Township orders a correction"),
        Text(
            "乡镇核实异议后，在异议那件事里办。", "Done in the objection's own matter, after the township has looked."
        ),
    ),
}
REMARK = Field("remark", Text("补充说明", "Remark"), "long", required=False)


def standing_notice(case: Case) -> Notice | None:
    """The notice of this round of the step that is on the board now; the newest where one corrects another."""
    rows = Notice.objects.filter(matter=case.matter, taking__step=case.step.code, since__gte=case.matter.entered_at)
    return rows.filter(taken_down_at__isnull=True).order_by("-pk").first()


class Publish(PlainVerb):
    """Inner acts post and correct; time brings `elapsed`, an objection `upheld`, which takes the notice down."""

    kind = "publish"
    inner: Mapping[str, Inner] = MappingProxyType(INNER)

    def acts(self, case: Case) -> tuple[Act, ...]:
        if standing_notice(case) is None:
            posting = Act("post", INNER["post"].name, (*case.step.fields, REMARK), inner=True)
        else:
            posting = Act("amend", INNER["amend"].name, (*case.step.fields, REMARK, REASON), inner=True)
        ordered = Act("ordered", INNER["ordered"].name, inner=True, who="clock")
        return (posting, ordered, *super().acts(case))

    def ready(self, case: Case, act: Act) -> None:
        if act.code == "amend" and case.open_objections:
            raise Refusal("objection-open", law=case.disclosure, number=case.open_objections)

    def decide(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> Decision:
        if act.code == "ordered":
            # The posting is wrong, the resolution stands: the body has a few days to post it rightly (VCOL 36).
            return Decision(
                None, data, due_at=engine.due_at(case.step, start=case.at, params=case.params, law=case.law)
            )
        if act.code not in ("post", "amend"):
            return super().decide(case, act, data, by)
        self.ready(case, act)
        days = rules.posting_days(local=case.params[case.step.posting or ""], floor=case.rule("posting_min_days"))
        until = end_of(case.at, days)
        told = road(case)
        # Accounts that were drafted on the way are posted with their sums, and typed by nobody again.
        sums = totals({**told["road"], **data})
        public = {**shown(act, data), "days": days, "until": until.isoformat(), **sums, **told}
        return Decision(None, {**data, "days": days, "until": until.isoformat()}, public, due_at=until)

    def apply(self, case: Case, taking: Taking, decision: Decision) -> None:
        if taking.act in ("post", "amend"):
            old = standing_notice(case)
            assert decision.due_at is not None
            Notice.objects.create(
                board=case.step.board or "",
                unit=case.unit,
                township=case.matter.township,
                matter=case.matter,
                taking=taking,
                posts=case.step.posts or "",
                title=case.matter.title,
                data=encode(dict(decision.public)).decode(),
                body=taking.body,
                since=case.at,
                until=decision.due_at,
                corrects=old,
            )
            if old is not None:
                take_down(old, case, "corrected")
        elif taking.act in DOWN:
            # The newest of the step is what was objected to, also where its days were over before the answer came.
            objected = Notice.objects.filter(matter=case.matter, taking__step=taking.step).order_by("-pk").first()
            if objected is not None and objected.taken_down_at is None:
                take_down(objected, case, DOWN[taking.act])

    def clock(self, case: Case) -> str | None:
        notice = standing_notice(case)
        return "elapsed" if notice is not None and notice.until <= case.at else None

    def stands(self, case: Case) -> bool:
        # Only while its days run: else one who keeps objecting could hold a matter up for ever.
        notice = standing_notice(case)
        return notice is not None and case.at < notice.until


def _tells(step: Step) -> bool:
    """Whether what a body wrote down in this step belongs to what is posted later: proposed, looked at or done."""
    return step.kind in ("draft", "review", "do") and step.by != "@resident"


def road(case: Case) -> dict[str, Any]:
    """What the matter has come to so far, shown on the notice without being typed again; one query.

    `{"road": {field: value}, "count": {…}}`: what bodies proposed, found and did, with its corrections, the motion, and
    the count that decided; only what is public already.
    """
    told: dict[str, Any] = {}
    count: dict[str, Any] = {}
    for taking in Taking.objects.filter(matter=case.matter).order_by("seq"):
        step, data = case.procedure.steps[taking.step], json.loads(taking.public)["data"]
        if taking.act == "count":
            count = data
        elif taking.act == "convene":
            told["motion"] = data["motion"]
        elif _tells(step) and taking.act in (step.forward, "correct"):
            asked = (*step.fields, *guards.spoken(step, data))
            told |= {field.code: data[field.code] for field in asked if field.code in data}
    return {"road": told, **({"count": count} if count else {})}


def take_down(notice: Notice, case: Case, because: str) -> None:
    """End a posting early, with its reason; part of the act that causes it."""
    Notice.objects.filter(pk=notice.pk).update(taken_down_at=case.at, taken_down_because=because)


def totals(data: Mapping[str, Any]) -> dict[str, str]:
    """Sums of the line items, in yuan with two decimals; empty where there are none."""
    rows = [row for value in data.values() if isinstance(value, list) for row in value if isinstance(row, Mapping)]
    if not rows:
        return {}
    return {
        f"total_{side}": f"{sum((Decimal(row[side]) for row in rows), Decimal()):.2f}" for side in ("income", "expense")
    }


register(Publish())
