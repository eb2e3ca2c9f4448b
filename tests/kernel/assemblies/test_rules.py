"""Quorum, majority and notice against the law as it is in the pack, at every boundary."""

from datetime import date, timedelta

import pytest

from yuanba.kernel.assemblies.rules import Present, may_decide, notice, tally
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.law import AssemblyLaw
from yuanba.kernel.procedures.refusal import Refusal

DAY = date(2026, 3, 2)


def law(body: str) -> AssemblyLaw:
    return pack().law.assembly(body, DAY)


def due(n: int, households: int = 100) -> dict[str, int]:
    whole = (
        "adult_villagers",
        "villagers",
        "adult_residents",
        "composition",
        "members",
        "all_members",
        "all_representatives",
    )
    return {**dict.fromkeys(whole, n), "household_reps": households}


CASES = [
    # body, due, present, households, for, against, abstain -> passed or refusal (VCOL 26, 30; RCOL 27, 29; RCEO 27, 28)
    ("villager_assembly", 200, 101, 10, 51, 50, 0, True),
    ("villager_assembly", 200, 100, 10, 100, 0, 0, "quorum-missing"),
    ("villager_assembly", 200, 67, 67, 34, 33, 0, True),
    ("villager_assembly", 200, 66, 66, 66, 0, 0, "quorum-missing"),
    ("villager_assembly", 200, 102, 10, 51, 0, 0, False),
    ("villager_assembly", 200, 102, 10, 51, 0, 51, False),
    ("villager_rep_assembly", 30, 20, 20, 11, 9, 0, True),
    ("villager_rep_assembly", 30, 19, 19, 19, 0, 0, "quorum-missing"),
    ("villager_rep_assembly", 30, 20, 20, 10, 10, 0, False),
    ("resident_assembly", 200, 100, 51, 51, 0, 0, True),
    ("resident_assembly", 200, 100, 50, 100, 0, 0, "quorum-missing"),
    ("resident_rep_assembly", 30, 20, 5, 11, 0, 9, True),
    ("collective_member_assembly", 240, 160, 50, 160, 0, 0, True),
    ("collective_member_assembly", 240, 160, 50, 159, 1, 0, False),
    ("collective_member_assembly", 240, 239, 50, 130, 100, 9, False),
    ("collective_member_assembly", 240, 159, 50, 159, 0, 0, "quorum-missing"),
    ("collective_rep_assembly", 30, 25, 20, 20, 5, 0, True),
    ("collective_rep_assembly", 30, 25, 20, 19, 6, 0, False),
]


@pytest.mark.parametrize(("body", "whole", "present", "households", "yes", "no", "abstain", "outcome"), CASES)
def test_a_count_comes_to_what_the_law_says(
    body: str, whole: int, present: int, households: int, yes: int, no: int, abstain: int, outcome: bool | str
) -> None:
    def count() -> bool:
        sat = Present(present, households, 0)
        return tally(law(body), votes_for=yes, against=no, abstain=abstain, present=sat, due=due(whole)).passed

    if isinstance(outcome, str):
        with pytest.raises(Refusal) as refused:
            count()
        assert refused.value.code == outcome
        assert refused.value.law == str(law(body).basis)
    else:
        assert count() is outcome


def test_what_is_needed_is_told() -> None:
    result = tally(
        law("collective_member_assembly"),
        votes_for=130,
        against=100,
        abstain=0,
        present=Present(230, 90, 0),
        due=due(240),
    )
    assert (result.passed, result.needed) == (False, 160)


def test_votes_of_the_recused_are_found() -> None:
    with pytest.raises(Refusal) as refused:
        tally(
            law("villager_rep_assembly"),
            votes_for=20,
            against=1,
            abstain=0,
            present=Present(20, 9, 2),
            due=due(30),
            recusal="vcol-2026:8",
        )
    assert (refused.value.code, refused.value.law) == ("count-includes-recused", "vcol-2026:8")
    with pytest.raises(Refusal) as refused:
        tally(law("villager_rep_assembly"), votes_for=21, against=0, abstain=0, present=Present(20, 9, 0), due=due(30))
    assert refused.value.code == "count-too-many"


@pytest.mark.parametrize(("body", "days", "urgent", "code"), [
    ("villager_assembly", 10, False, None),
    ("villager_assembly", 9, False, "notice-too-short"),
    ("villager_assembly", 1, True, None),
    ("collective_member_assembly", 9, True, "notice-too-short"),
    ("villager_rep_assembly", 5, False, None),
    ("villager_rep_assembly", 4, False, "notice-below-default"),
    ("villager_rep_assembly", 1, True, None),
])  # fmt: skip
def test_a_meeting_is_called_in_time(body: str, days: int, urgent: bool, code: str | None) -> None:
    def call() -> None:
        notice(law(body), called_on=DAY, meets_on=DAY + timedelta(days=days), urgent=urgent, default_days=5)

    if code is None:
        call()
    else:
        with pytest.raises(Refusal) as refused:
            call()
        assert refused.value.code == code


def test_only_the_body_of_the_power_decides_and_representatives_need_a_mandate() -> None:
    reps, everyone = law("villager_rep_assembly"), law("villager_assembly")
    deciders = ("villager_assembly", "villager_rep_assembly")
    may_decide(deciders, "villager_assembly", law=everyone, mandated=False, why=None)
    may_decide(deciders, "villager_rep_assembly", law=reps, mandated=True, why=None)
    for body, rule, code in [
        ("villager_rep_assembly", reps, "mandate-missing"),
        ("collective_member_assembly", law("collective_member_assembly"), "not-deciding-body"),
    ]:
        with pytest.raises(Refusal) as refused:
            may_decide(deciders, body, law=rule, mandated=False, why="vcol-2026:28(3)")
        assert (refused.value.code, refused.value.law) == (code, "vcol-2026:28(3)")
