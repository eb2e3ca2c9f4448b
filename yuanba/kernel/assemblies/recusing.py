"""Who does not vote because of an interest: she says so herself, or those who supervise confirm what others say of her.

Else whoever calls a meeting could keep those away who would vote against. What nobody confirms keeps nobody away.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Interest, Taking
from yuanba.kernel.matters.verbs import Act, Decision, Inner, shown
from yuanba.kernel.people.actors import Actor, near_relatives
from yuanba.kernel.people.models import Person
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.refusal import Refusal

DECLARE, CONFIRM, ABOVE = "declare", "confirm-interest", "confirm-above"
# Who confirms; what is said of a supervisor, and where nobody supervises, the township.
OVERSEER, HIGHER = "supervision_committee", "township_office"
INTERESTED = Field("person", Text("有利害关系的人", "Person with an interest"), "person", public=False)
VERDICT = Field(
    "verdict",
    Text("是不是有利害关系", "Has she an interest?"),
    "choice",
    choices={"yes": Text("有，应当回避", "Yes, she withdraws"), "no": Text("没有，照常表决", "No, she votes")},
)
WORDS = Field("words", Text("理由（不写姓名）", "Why (no names)"), "long")
_WHEN = Text(
    "签到以前，有登记还没有确认时可以确认。", "Open until people have signed in, while one awaits confirmation."
)
INNER: Mapping[str, Inner] = MappingProxyType(
    {
        DECLARE: Inner(
            Text("登记利害关系人", "Record an interest"),
            Text("签到以前可以登记。", "Open until people have signed in."),
        ),
        CONFIRM: Inner(Text("确认利害关系", "Confirm an interest"), _WHEN),
        ABOVE: Inner(Text("上一级确认利害关系", "Confirm an interest, from above"), _WHEN),
    }
)


def unanswered(rows: Iterable[tuple[int, str, str]], known: Collection[int]) -> dict[int, int]:
    """Of whom it was said, by number of the entry, without those already answered or known to have an interest.

    `rows`: number, act and data of each entry that says or answers it, in their order.
    """
    said: dict[int, int] = {}
    answered: set[int] = set()
    for seq, act, raw in rows:
        data = json.loads(raw)
        if act == DECLARE:
            said[seq] = data["person"]
        else:
            answered.add(int(data["declared"]))
    return {seq: who for seq, who in said.items() if seq not in answered and who not in known}


def pending(case: Case) -> dict[int, int]:
    """The persons of whom others said it and nobody has confirmed it, by number of the entry; two queries at most."""
    rows = Taking.objects.filter(matter=case.matter.pk, act__in=INNER).order_by("seq").values_list("seq", "act", "data")
    if not rows:
        return {}
    return unanswered(rows, set(Interest.objects.filter(matter=case.matter.pk).values_list("person_id", flat=True)))


def acts(case: Case) -> tuple[Act, ...]:
    """Recording an interest and, for what waits, confirming it: for each body that has something to confirm."""
    found = [Act(DECLARE, INNER[DECLARE].name, (INTERESTED,), inner=True)]
    waiting = pending(case)
    if waiting:
        names, overseen = Person.objects.in_bulk(waiting.values()), case.body(OVERSEER) is not None
        for code, body in ((CONFIRM, OVERSEER), (ABOVE, HIGHER)):
            theirs = {seq: who for seq, who in waiting.items() if confirmer(who, case.supervisors, overseen) == body}
            if theirs:
                choices = {str(seq): Text(names[who].name, names[who].name) for seq, who in theirs.items()}
                of_whom = Field("declared", Text("登记的是谁", "Of whom"), "choice", public=False, choices=choices)
                fields, near = (of_whom, VERDICT, WORDS), _near_all(set(theirs.values()))
                found.append(Act(code, INNER[code].name, fields, inner=True, body=body, withdrawn=near))
    return tuple(found)


def _near_all(persons: Collection[int]) -> frozenset[int]:
    """Who is herself, or is near to, every one of these persons, so that there is nothing that she may confirm."""
    first, *others = sorted(persons)
    found = {first} | near_relatives({first})
    for other in others:
        found = found and found & ({other} | near_relatives({other}))
    return frozenset(found)


def confirmer(person: int, supervisors: Collection[int], overseen: bool) -> str:
    """The kind of body that confirms it of a person; `overseen`: whether anybody supervises in her unit."""
    return OVERSEER if overseen and person not in supervisors else HIGHER


def decide(case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> Decision:
    """Judge a record of an interest, or its confirmation. Refusals: `not-on-roll`, `must-withdraw`."""
    assert by.person is not None
    if act.code == DECLARE:
        if not Person.objects.filter(pk=data["person"], unit=case.unit.code).exists():
            raise Refusal("not-on-roll")
        own = by.person.pk == data["person"]
        return Decision(None, {**data, "own": own}, {"own": own})
    # The form offers only what is pending under this lock: whom it is about is all that is left to read.
    said = Taking.objects.values_list("data", flat=True).get(matter=case.matter.pk, seq=int(data["declared"]))
    who = json.loads(said)["person"]
    if by.person.pk == who or by.person.pk in near_relatives({who}):
        raise Refusal("must-withdraw", law=case.cite_body("committee"))
    return Decision(None, {**data, "person": who}, {**shown(act, data), "declared": int(data["declared"])})


def apply(case: Case, taking: Taking, data: Mapping[str, Any]) -> None:
    """Who said it herself, or of whom it was confirmed, withdraws with her near relatives."""
    if data.get("own") or data.get("verdict") == "yes":
        Interest.objects.get_or_create(matter=case.matter, person_id=data["person"], defaults={"taking": taking})
