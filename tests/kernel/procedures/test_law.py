"""Law as data: thresholds by whole numbers, statutes by date, editions, and the reserved matters of Santai's pack."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.procedures.packs import SANTAI, PackCopy
from yuanba.kernel.procedures.checks import check
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.law import AssemblyLaw, Law, Threshold
from yuanba.kernel.procedures.pack import load

PACK, _ = load(SANTAI)
TODAY = date(2026, 11, 23)

COMPARISONS: tuple[Literal["gt", "ge"], ...] = ("gt", "ge")
thresholds = st.builds(
    lambda cmp, pair: Threshold("present", cmp, min(pair), max(pair)),
    st.sampled_from(COMPARISONS),
    st.tuples(st.integers(1, 12), st.integers(1, 12)),
)


@pytest.mark.parametrize(
    ("threshold", "whole", "least"),
    [
        (Threshold("present", "gt", 1, 2), 100, 51),  # 过半数 does not include the half
        (Threshold("present", "gt", 1, 2), 101, 51),
        (Threshold("all_members", "ge", 2, 3), 300, 200),  # 三分之二以上 includes the two thirds
        (Threshold("all_members", "ge", 2, 3), 301, 201),
        (Threshold("villagers", "ge", 1, 10), 1000, 100),
        (Threshold("resident_reps", "gt", 2, 3), 300, 201),  # 超过三分之二
    ],
)
def test_the_last_head_decides_a_boundary_case(threshold: Threshold, whole: int, least: int) -> None:
    assert threshold.least(whole) == least
    assert threshold.met(least, whole)
    assert not threshold.met(least - 1, whole)


@given(thresholds, st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_threshold_agrees_with_exact_fractions(threshold: Threshold, reached: int, whole: int) -> None:
    share = Fraction(threshold.num, threshold.den) * whole
    assert threshold.met(reached, whole) == (reached > share if threshold.cmp == "gt" else reached >= share)


@given(thresholds, st.integers(1, 10**6))
def test_the_least_number_is_the_first_that_meets_the_threshold(threshold: Threshold, whole: int) -> None:
    least = threshold.least(whole)
    assert threshold.met(least, whole)
    assert least == 0 or not threshold.met(least - 1, whole)


@given(thresholds, thresholds, st.integers(0, 60), st.integers(1, 60))
def test_a_stricter_threshold_is_never_met_where_the_looser_one_is_not(
    one: Threshold, other: Threshold, reached: int, whole: int
) -> None:
    if one.at_least_as_strict_as(other) and one.met(reached, whole):
        assert other.met(reached, whole)
    assert one.at_least_as_strict_as(other) or other.at_least_as_strict_as(one)


# How each assembly sits and decides in a village or community with these numbers.
WHOLES = {
    "adult_villagers": 1200,
    "household_reps": 300,
    "adult_residents": 1200,
    "adult_group_villagers": 120,
    "group_household_reps": 30,
    "composition": 45,
    "members": 900,
    "directors": 7,
    "present": 100,
    "all_members": 900,
    "all_representatives": 60,
    "all_directors": 7,
}


@pytest.mark.parametrize(
    ("body", "quorum", "majority", "notice"),
    [
        ("villager_assembly", {"adult_villagers": 601, "household_reps": 200}, 51, 10),
        ("villager_rep_assembly", {"composition": 30}, 51, 0),
        ("villager_group_assembly", {"adult_group_villagers": 80, "group_household_reps": 20}, 51, 0),
        ("resident_assembly", {"adult_residents": 601, "household_reps": 151}, 51, 10),
        ("resident_rep_assembly", {"composition": 30}, 51, 0),
        ("collective_member_assembly", {"members": 600}, 600, 10),
        ("collective_rep_assembly", {}, 40, 0),
        ("collective_board", {"directors": 5}, 4, 0),
    ],
)
def test_each_assembly_sits_and_decides_as_its_statute_says(
    body: str, quorum: dict[str, int], majority: int, notice: int
) -> None:
    law = PACK.law.assembly(body, TODAY)
    assert {t.of: t.least(WHOLES[t.of]) for t in law.quorum_any} == quorum
    assert [t.least(WHOLES[t.of]) for t in law.pass_all] == [majority]
    assert law.passes(majority, WHOLES)
    assert not law.passes(majority - 1, WHOLES)
    assert law.notice_days == notice
    for base, least in quorum.items():
        assert law.quorum({base: (least, WHOLES[base])})
        assert not law.quorum({base: (least - 1, WHOLES[base])})


def test_owners_are_counted_twice_and_special_items_need_three_quarters() -> None:
    law = PACK.law.assembly("owners_assembly", TODAY)
    assert law.quorum({"area": (200, 300), "owners": (200, 300)})
    assert not law.quorum({"area": (300, 300), "owners": (199, 300)})
    wholes = {"participating_area": 200, "participating_owners": 200}
    assert law.passes({"participating_area": 101, "participating_owners": 101}, wholes)
    assert not law.passes({"participating_area": 200, "participating_owners": 100}, wholes)
    assert not law.passes({"participating_area": 149, "participating_owners": 200}, wholes, item=7)
    assert law.passes({"participating_area": 150, "participating_owners": 150}, wholes, item=7)


def test_representatives_need_a_mandate_and_only_the_collective_meets_online() -> None:
    laws = {body: PACK.law.assembly(body, TODAY) for body in PACK.bodies if body.endswith("assembly")}
    assert {b for b, law in laws.items() if law.requires_mandate} == {"villager_rep_assembly", "resident_rep_assembly"}
    assert {b for b, law in laws.items() if law.remote != "none"} == {"collective_member_assembly"}
    assert {b for b, law in laws.items() if law.proxy != "none"} == {"collective_member_assembly"}


def test_a_petition_of_residents_counts_people_or_households() -> None:
    petition = PACK.law.assembly("resident_assembly", TODAY).petition_any
    assert {(t.of, t.num, t.den) for t in petition} == {
        ("adult_residents", 1, 10),
        ("household_reps", 1, 10),
        ("representatives", 1, 3),
    }


def test_what_the_collective_keeps_for_all_its_members_is_not_for_representatives() -> None:
    kept = {
        n
        for n in range(1, 13)
        if PACK.law.deciders(Citation("rceo-2025", 26, n), TODAY) == ("collective_member_assembly",)
    }
    assert kept == {1, 3, 8, 10, 12}
    assert PACK.law.deciders(Citation("vcol-2026", 31), TODAY) == ("villager_assembly",)
    assert PACK.law.deciders(Citation("vcol-2026", 28), TODAY) == ("villager_assembly", "villager_rep_assembly")
    assert PACK.law.deciders(Citation("vcol-2026", 35), TODAY) is None


def test_a_statute_is_law_from_its_first_day_and_not_before() -> None:
    for day, known in ((date(2025, 12, 31), False), (date(2026, 1, 1), True)):
        assert PACK.law.statutes["vcol-2026"].in_force(day) is known
    with pytest.raises(KeyError):
        PACK.law.assembly("villager_assembly", date(2025, 12, 31))
    with pytest.raises(KeyError):
        PACK.law.rule("term_years", date(2025, 12, 31))


def test_villages_and_communities_each_have_their_own_article() -> None:
    basis = {kind: str(PACK.law.rule("posting_min_days", TODAY, at=kind).basis) for kind in ("village", "community")}
    assert basis == {"village": "vcol-2026:35", "community": "rcol-2026:34"}


def test_our_defaults_are_never_law_and_give_way_to_a_statute() -> None:
    default = PACK.law.rule("rep_meeting_notice", TODAY)
    assert (default.value, default.basis, default.cert) == (5, None, "L")
    ours = [statute for statute in PACK.law.statutes.values() if statute.ours]
    assert [statute.code for statute in ours] == ["defaults"]
    statute = PACK.law.statutes["vcol-2026"]
    fixed = replace(default, value=3, basis=Citation("vcol-2026", 30), cert="A")
    # The default stands first in the pack and still does not win.
    law = Law([ours[0], replace(statute, rules={**statute.rules, "rep_meeting_notice": fixed})])
    assert law.rule("rep_meeting_notice", TODAY).value == 3


def test_a_new_edition_governs_from_its_day_and_matters_begun_earlier_keep_theirs(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    old = (pack.root / "law/vcol-2026.toml").read_text(encoding="utf-8")
    new = old.replace("vcol-2026", "vcol-2031").replace("since = 2026-01-01", "since = 2031-01-01")
    new = new.replace("num = 1, den = 2", "num = 3, den = 5").replace("value = 15", "value = 30", 1)
    pack.write("law/vcol-2031.toml", new)
    pack.swap("law/vcol-2026.toml", "since = 2026-01-01", "since = 2026-01-01\nuntil = 2031-01-01")
    changed, faults = load(pack.root)
    assert not faults
    begun = {"earlier": date(2030, 12, 31), "later": date(2031, 1, 1)}
    bases = {name: str(changed.law.assembly("villager_assembly", day).basis) for name, day in begun.items()}
    assert bases == {"earlier": "vcol-2026:26", "later": "vcol-2031:26"}
    posting = {name: changed.law.rule("posting_min_days", day, at="village").value for name, day in begun.items()}
    assert posting == {"earlier": 15, "later": 30}
    assert check(pack.root, on=date(2030, 12, 31)) == []
    assert {problem.code for problem in check(pack.root, on=date(2031, 1, 1))} == {
        "law-not-in-force",
        "posting-too-short",
    }


def test_the_countys_own_word_makes_an_assembly_stricter(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    pack.prepend("bodies/villager_assembly.toml", 'pass = [{ of = "present", cmp = "ge", num = 2, den = 3 }]')
    stricter, _ = load(pack.root)
    assert stricter.law.assembly("villager_assembly", TODAY).passes(51, WHOLES)
    own: AssemblyLaw = stricter.assembly("villager_assembly", TODAY)
    assert not own.passes(66, WHOLES)
    assert own.passes(67, WHOLES)
    assert own.quorum_any == stricter.law.assembly("villager_assembly", TODAY).quorum_any


def test_whatever_a_threshold_may_be_a_share_of_has_a_name_for_people() -> None:
    from yuanba.kernel.procedures.pack_forms import BASES
    from yuanba.web.public.wording import WHOLES

    assert set(BASES) == set(WHOLES)
