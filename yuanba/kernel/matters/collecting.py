"""`collect`: a petition gathers its lawful number, on screen and on paper, each once (VCOL 25, 30; RCOL 26, 28)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Support, Taking
from yuanba.kernel.matters.verbs import Act, Decision, Inner, PlainVerb, register
from yuanba.kernel.people import rolls
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.law import Threshold
from yuanba.kernel.procedures.refusal import Refusal

# Whoever opens a petition has signed it.
SIGNING = ("sign", "open")
SIGN = Inner(Text("签名联署", "Sign the petition"), Text("联名期间随时可以签。", "Open as long as the petition runs."))


def thresholds(case: Case) -> tuple[Threshold, ...]:
    """The shares that the law asks of a petition for the deciding bodies of this matter."""
    if case.exercise is None:
        return ()
    regular = case.exercise.deciders.get(case.sphere, case.exercise.deciders["village"])
    found: list[Threshold] = []
    for kind in regular:
        found += case.assembly(kind).petition_any
    return tuple(found)


def progress(case: Case) -> list[tuple[Threshold, int, int]]:
    """(threshold, signed, whole) for each lawful share."""
    asked = thresholds(case)
    if not asked:
        return []
    signers = list(Support.objects.filter(matter=case.matter).values_list("person_id", flat=True))
    representatives = (
        Tenure.objects.filter(valid_on(case.on), person_id__in=signers, post="representative", body__place=case.unit)
        .values("person_id")
        .distinct()
        .count()
    )
    whole = rolls.due("", case.place.code, case.on)
    signed = {"villagers": len(signers), "adult_residents": len(signers), "representatives": representatives}
    return [(t, signed[t.of], whole[t.of]) for t in asked if t.of in signed and whole[t.of] > 0]


class Collect(PlainVerb):
    """Residents sign; the moment a lawful share is reached the matter goes on, without anybody's consent."""

    kind = "collect"
    inner: Mapping[str, Inner] = MappingProxyType({"sign": SIGN})
    voices = frozenset({"sign"})

    def acts(self, case: Case) -> tuple[Act, ...]:
        return (Act("sign", SIGN.name, inner=True, who="resident"), *super().acts(case))

    def decide(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> Decision:
        if act.code not in SIGNING:
            return super().decide(case, act, data, by)
        speaker = by.speaker
        assert speaker is not None
        if speaker.adult_on > case.on:
            raise Refusal("not-of-age", law=case.cite(case.step.law))
        if Support.objects.filter(matter=case.matter, person=speaker).exists():
            raise Refusal("signed-already" if by.resident is None else "signed-for-already")
        return Decision(None, data)

    def apply(self, case: Case, taking: Taking, decision: Decision) -> None:
        if taking.act in SIGNING:
            speaker = taking.resident or taking.person
            assert speaker is not None
            Support.objects.create(matter=case.matter, person=speaker, taking=taking)

    def clock(self, case: Case) -> str | None:
        if any(threshold.met(signed, whole) for threshold, signed, whole in progress(case)):
            return "reached"
        return super().clock(case)


register(Collect())
