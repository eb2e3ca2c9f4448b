"""The answer to "why?" agrees with `permit` for every act of every step and every post: allowed iff no broken link."""

import pytest

from tests.cast import village
from tests.matrix.test_permissions import AT, actors
from yuanba.kernel.matters import verbs
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.permission import permit
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.matters.why import Answer, explain
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db


def disagreement(answer: Answer, case: Case, act: Act, by: Actor) -> str:
    """How an answer differs from what `permit` does; nothing where they agree."""
    try:
        permit(case, act, by)
    except Refusal as refusal:
        broken = answer.broken
        if broken is None or broken.refusal is None:
            return f"refused by {refusal.code}, explained as allowed"
        if (broken.refusal.code, broken.refusal.law) != (refusal.code, refusal.law):
            return f"refused by {refusal.code}, explained by {broken.refusal.code}"
        return ""
    return "" if answer.allowed else f"allowed, explained as refused at {answer.broken}"


def test_why_and_permit_agree_for_every_act_and_every_post() -> None:
    place = village()
    people, asked, wrong = actors(place), 0, []
    power = Record.objects.get(register="powers", code="M13")
    for key, procedure in sorted(pack().procedures.items()):
        for step in procedure.steps.values():
            matter = Matter(unit=place.unit, power=power, opened_at=AT, entered_at=AT, step=step.code)
            matter.about = place.bodies["committee"]
            case = Case(matter, procedure, step, AT, pack().law)
            inner = [Act("sign", step.name, who="resident")] if step.kind == "collect" else []
            for act in (*inner, *(verbs.arrow(case, outcome) for outcome in step.on)):
                for name, by in people.items():
                    asked += 1
                    found = disagreement(explain(case, act, [by]), case, act, by)
                    if found:
                        wrong.append(f"{key} {step.code} {act.code} {name}: {found}")
    assert not wrong
    assert asked > 4000


def test_a_link_that_holds_is_never_after_the_reason_and_anybody_is_told_of_no_person() -> None:
    place = village()
    procedure = pack().procedure("four-two-one")
    for step in procedure.steps.values():
        matter = Matter(unit=place.unit, opened_at=AT, entered_at=AT, step=step.code)
        case = Case(matter, procedure, step, AT, pack().law)
        for outcome in step.on:
            answer = explain(case, verbs.arrow(case, outcome), [])
            assert answer.allowed is not True
            told = {link.kind: link for link in answer.links}
            assert told["law"].ok
            if answer.by_itself:
                assert answer.broken is told["date"]
            elif answer.broken is None:
                assert told["person"].ok is None
