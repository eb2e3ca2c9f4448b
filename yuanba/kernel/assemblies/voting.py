"""`vote`: the deciding body is called, signs in and votes on paper; the house computes what the count comes to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Any

from yuanba.kernel.assemblies import recusing, rules
from yuanba.kernel.assemblies.models import Assembly, Attendance, Count, Motion
from yuanba.kernel.matters.case import Case, basis
from yuanba.kernel.matters.models import Interest, Taking
from yuanba.kernel.matters.verbs import REASON, Act, Decision, Inner, PlainVerb, register, shown
from yuanba.kernel.people import rolls
from yuanba.kernel.people.actors import Actor, near_relatives
from yuanba.kernel.people.acts import SHANGHAI, local_day
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.canonical import encode
from yuanba.kernel.procedures.cells import codes
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.law import AssemblyLaw
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.models import Record

MANDATES = "mandates"
# A meeting set for a year that nobody will see would put off a lawful petition for ever. Our bound, not a rule of law.
FARTHEST_DAYS = 90
INNER = {
    "convene": Inner(
        Text("召集会议", "Call the meeting"),
        Text("没有已经召集的会议时可以召集。", "Open while no meeting has been called."),
    ),
    **recusing.INNER,
    "adjourn": Inner(
        Text("休会，另行召集", "Adjourn and call again"),
        Text("召集以后可以休会。", "Open once a meeting has been called."),
    ),
    "sign-in": Inner(
        Text("签到", "Sign in"),
        Text("召集以后，到了开会时间才能签到。", "Open once a meeting has been called and its time has come."),
    ),
    "count": Inner(
        Text("计票", "Count the votes"),
        Text(
            "到了开会时间、有人签到以后才能计票。", "Open once the meeting's time has come and people have signed in."
        ),
    ),
}
TIMES = {f"{h:02d}:{m:02d}": Text(f"{h:02d}:{m:02d}", f"{h:02d}:{m:02d}") for h in range(7, 22) for m in (0, 30)}
MOTION = Field("motion", Text("提请表决的议题", "Motion"), "long")
PRESENT = Field("present", Text("到会人员", "Present"), "roll", public=False)
PROXIES = Field(
    "proxies", Text("书面委托同户成员的人", "Represented in writing by their household"), "roll", False, False
)
COUNTING = (
    Field("votes_for", Text("赞成票", "For"), "number"),
    Field("against", Text("反对票", "Against"), "number"),
    Field("abstain", Text("弃权票", "Abstain"), "number"),
    Field("recorder_1", Text("计票人", "Counting recorder"), "person", public=False),
    Field("recorder_2", Text("监票人", "Second recorder"), "person", public=False),
    Field("sheet", Text("计票单照片", "Photo of the count sheet"), "file", public=False),
)


def mandate(case: Case, body: str, meets_on: date) -> Record | None:
    """The recorded mandate by which an assembly lets its representatives exercise this power (VCOL 28, RCOL 30).

    It must have been resolved by today and still hold on the day of the meeting.
    """
    power = case.matter.power
    for record in Record.objects.filter(valid_on(case.on), register=MANDATES, place=case.unit).order_by("pk"):
        data = json.loads(record.data)
        holds = date.fromisoformat(data["resolved_on"]) <= case.on
        if (last := data.get("expires_on")) is not None:
            holds = holds and meets_on <= date.fromisoformat(last)
        if holds and power and data["body"] == body and power.code in codes(data["powers"]):
            return record
    return None


@dataclass
class Sitting:
    """The assembly that a case is about now, with what its judging needs."""

    case: Case

    @cached_property
    def assembly(self) -> Assembly | None:
        rows = Assembly.objects.filter(matter=self.case.matter, called_at__gte=self.case.matter.entered_at)
        standing = rows.filter(adjourned_at__isnull=True, counted_at__isnull=True)
        return standing.select_related("motion", "unit", "matter__site").first()

    @cached_property
    def attendance(self) -> list[Attendance]:
        if self.assembly is None:
            return []
        return list(Attendance.objects.filter(assembly=self.assembly).select_related("person"))

    def law(self, body: str) -> AssemblyLaw:
        return self.case.assembly(body)

    @property
    def present(self) -> rules.Present:
        voting = [a for a in self.attendance if not a.recused]
        households = {a.person.household_id for a in voting if a.person.household_id is not None}
        return rules.Present(len(voting), len(households), len(self.attendance) - len(voting))

    @property
    def deciders(self) -> tuple[str, ...]:
        """Who may decide, the regular one first: by the power exercised, or the assembly that the step names."""
        return tuple(kind.code for kind in self.case.kinds(self.case.step))


class Vote(PlainVerb):
    """Inner acts call, open, record interests, adjourn; only `count` leaves the step, as the law computes."""

    kind = "vote"
    inner: Mapping[str, Inner] = MappingProxyType(INNER)

    def acts(self, case: Case) -> tuple[Act, ...]:
        sitting = Sitting(case)
        withdrawing = () if sitting.attendance else recusing.acts(case)
        if sitting.assembly is None:
            return (Act("convene", INNER["convene"].name, _convening(sitting), inner=True), *withdrawing)
        adjourn = Act("adjourn", INNER["adjourn"].name, (REASON,), inner=True)
        if sitting.assembly.meets_at > case.at:
            return (*withdrawing, adjourn)
        proxies = (PROXIES,) if self._proxy(sitting) else ()
        sign = Act("sign-in", INNER["sign-in"].name, (PRESENT, *proxies), inner=True)
        if not sitting.attendance:
            return (sign, *withdrawing, adjourn)
        return (Act("count", INNER["count"].name, COUNTING), sign, adjourn)

    @staticmethod
    def _proxy(sitting: Sitting) -> bool:
        assert sitting.assembly is not None
        return sitting.law(sitting.assembly.body).proxy != "none"

    def decide(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> Decision:
        judged = act.code in recusing.INNER
        decision = recusing.decide(case, act, data, by) if judged else self._judge(Sitting(case), act, data)
        # Calling and signing in are acts of the body that convenes; only the count is the assembly's own.
        convener = by.tenure.body.kind if by.tenure is not None else ""
        return replace(decision, body=decision.data["body"] if act.code == "count" else convener)

    def _judge(self, sitting: Sitting, act: Act, data: Mapping[str, Any]) -> Decision:
        match act.code:
            case "convene":
                return _convene(sitting, act, data)
            case "sign-in":
                return _sign_in(sitting, data)
            case "count":
                return _count(sitting, act, data)
            case _:
                return Decision(None, data, shown(act, data))

    def apply(self, case: Case, taking: Taking, decision: Decision) -> None:
        data = decision.data
        match taking.act:
            case "convene":
                assembly = Assembly.objects.create(
                    matter=case.matter,
                    taking=taking,
                    unit=case.unit,
                    body=data["body"],
                    basis=data["basis"],
                    called_at=case.at,
                    meets_at=datetime.fromisoformat(data["meets_at"]),
                    venue=data["venue"],
                    urgent=data.get("urgent", ""),
                    mandate_id=data.get("mandate"),
                    due=encode(data["due"]).decode(),
                )
                Motion.objects.create(assembly=assembly, text=data["motion"])
            case "sign-in":
                assembly = _required(case)
                Attendance.objects.bulk_create(
                    Attendance(
                        assembly=assembly, person_id=pk, proxy=proxy, recused=pk in data["recused"], taking=taking
                    )
                    for proxy, people in ((False, data["present"]), (True, data["proxies"]))
                    for pk in people
                )
            case recusing.DECLARE | recusing.CONFIRM | recusing.ABOVE:
                recusing.apply(case, taking, data)
            case "adjourn":
                Assembly.objects.filter(pk=_required(case).pk).update(adjourned_at=case.at)
            case "count":
                assembly = _required(case)
                count = Count.objects.create(
                    motion=assembly.motion,
                    taking=taking,
                    **{
                        k: data[k]
                        for k in ("votes_for", "against", "abstain", "present", "recused", "needed", "passed")
                    },
                )
                count.recorders.set([data["recorder_1"], data["recorder_2"]])
                Assembly.objects.filter(pk=assembly.pk).update(counted_at=case.at)

    def clock(self, case: Case) -> str | None:
        return None


def _required(case: Case) -> Assembly:
    # The act is offered only while a sitting stands; `case.at` and `entered_at` bound it to this round of the step.
    return Assembly.objects.select_related("motion").get(
        matter=case.matter, adjourned_at__isnull=True, counted_at__isnull=True
    )


def _convening(sitting: Sitting) -> tuple[Field, ...]:
    bodies = pack().bodies
    return (
        Field(
            "body",
            Text("由谁决定", "Deciding body"),
            "choice",
            choices={k: bodies[k].title(sitting.case.unit.kind) for k in sitting.deciders},
        ),
        Field("meets_on", Text("开会日期", "Date"), "date"),
        Field("meets_time", Text("开会时间", "Time"), "choice", choices=TIMES),
        Field("venue", Text("地点", "Place"), "text"),
        MOTION,
        Field(
            "urgent",
            Text("紧急情况的理由（不足法定通知天数时填写）", "Reason for urgency (if the notice is short)"),
            "long",
            False,
        ),
    )


def _convene(sitting: Sitting, act: Act, data: Mapping[str, Any]) -> Decision:
    case, body = sitting.case, data["body"]
    law = sitting.law(body)
    meets_at = datetime.combine(date.fromisoformat(data["meets_on"]), time.fromisoformat(data["meets_time"]), SHANGHAI)
    granted = mandate(case, body, local_day(meets_at))
    why = case.cite(basis(case.matter.power) or case.step.law) or str(law.basis)
    rules.may_decide(sitting.deciders, body, law=law, mandated=granted is not None, why=why)
    if meets_at <= case.at:
        raise Refusal("meeting-in-the-past")
    if local_day(meets_at) > case.on + timedelta(days=FARTHEST_DAYS):
        raise Refusal("meeting-too-far", days=FARTHEST_DAYS)
    rules.notice(
        law,
        called_on=case.on,
        meets_on=local_day(meets_at),
        urgent=bool(data.get("urgent")),
        default_days=case.rule("rep_meeting_notice").value,
    )
    kept = {
        **data,
        "basis": str(law.basis),
        "meets_at": meets_at.isoformat(),
        "due": rolls.due(body, case.place.code, case.on),
        "mandate": granted.pk if granted and body != sitting.deciders[0] else None,
    }
    public = {
        **shown(act, data),
        "basis": str(law.basis),
        "meets_at": meets_at.isoformat(),
        "mandated": kept["mandate"] is not None,
    }
    return Decision(None, kept, public, due_at=meets_at)


def _sign_in(sitting: Sitting, data: Mapping[str, Any]) -> Decision:
    case, assembly = sitting.case, sitting.assembly
    assert assembly is not None
    present, proxies = list(data.get("present", ())), list(data.get("proxies", ()))
    already = {a.person_id for a in sitting.attendance}
    if already & {*present, *proxies} or set(present) & set(proxies):
        raise Refusal("signed-in-already")
    on_roll = entitled(assembly)
    if not set(present) | set(proxies) <= set(on_roll):
        raise Refusal("not-on-roll")
    homes = {on_roll[pk] for pk in present} | {a.person.household_id for a in sitting.attendance if not a.proxy}
    if any(on_roll[pk] is None or on_roll[pk] not in homes for pk in proxies):
        raise Refusal("proxy-other-household", law=assembly.basis)
    interested = set(Interest.objects.filter(matter=case.matter).values_list("person_id", flat=True))
    recused = sorted((interested | near_relatives(interested)) & {*present, *proxies})
    kept = {"present": present, "proxies": proxies, "recused": recused}
    return Decision(None, kept, {"present": len(present), "proxies": len(proxies), "recused": len(recused)})


def entitled(assembly: Assembly) -> dict[int, int | None]:
    """Household by person: who was entitled when the meeting was called, and still is on its day."""
    place, days = assembly.matter.site or assembly.unit, (local_day(assembly.called_at), local_day(assembly.meets_at))
    then, now = (rolls.roll(assembly.body, place.code, day).values_list("pk", "household_id") for day in days)
    return dict(set(then) & set(now))


def _count(sitting: Sitting, act: Act, data: Mapping[str, Any]) -> Decision:
    assembly = sitting.assembly
    assert assembly is not None
    if data["recorder_1"] == data["recorder_2"]:
        raise Refusal("recorders-same")
    may_record = {a.person_id for a in sitting.attendance if not a.recused and not a.proxy}
    if not {data["recorder_1"], data["recorder_2"]} <= may_record:
        raise Refusal("recorders-not-present")
    result = rules.tally(
        sitting.law(assembly.body),
        votes_for=data["votes_for"],
        against=data["against"],
        abstain=data["abstain"],
        present=sitting.present,
        due=json.loads(assembly.due),
        recusal=sitting.case.cite_body("committee"),
    )
    computed = {
        "present": result.present,
        "recused": sitting.present.recused,
        "needed": result.needed,
        "passed": result.passed,
        "body": assembly.body,
        "basis": assembly.basis,
    }
    return Decision("pass" if result.passed else "reject", {**data, **computed}, {**shown(act, data), **computed})


register(Vote())
