"""The linter of a county pack: the real pack has no fault, and a pack broken in one place is told by that one fault."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kernel.procedures.broken_adopters import ADOPTERS
from tests.kernel.procedures.broken_clocks import CLOCKS
from tests.kernel.procedures.broken_elections import ELECTIONS
from tests.kernel.procedures.broken_forms import FORMS
from tests.kernel.procedures.broken_numbers import NUMBERS
from tests.kernel.procedures.broken_packs import BROKEN, LOOSE
from tests.kernel.procedures.packs import P421, QUERY, SANTAI, Breaking, PackCopy, power, prepend, step, swap, write
from yuanba.kernel.places import pack_check
from yuanba.kernel.procedures.checks import check
from yuanba.kernel.procedures.problem_words import PROBLEMS


def test_the_real_pack_has_no_fault() -> None:
    assert check(SANTAI, also=[pack_check.check]) == []


def test_the_copy_that_tests_break_has_no_fault_before(tmp_path: Path) -> None:
    assert PackCopy(tmp_path).problems() == []


EVERY = [*BROKEN, *ADOPTERS, *CLOCKS, *ELECTIONS, *FORMS, *NUMBERS]


@pytest.mark.parametrize(("code", "breaking"), [case[1:] for case in EVERY], ids=[case[0] for case in EVERY])
def test_one_thing_broken_is_told_by_its_own_code_and_no_other(tmp_path: Path, code: str, breaking: Breaking) -> None:
    pack = PackCopy(tmp_path)
    breaking(pack)
    problems = pack.problems()
    assert {problem.code for problem in problems} == {code}
    for problem in problems:
        assert problem.message.startswith(problem.file)
        assert problem.message_zh.startswith(problem.file)
        assert problem.where in problem.message


def test_every_fault_the_linter_knows_is_proven_by_a_broken_pack() -> None:
    assert {code for _, code, _ in EVERY} >= PROBLEMS.keys()


@pytest.mark.parametrize(
    ("breaking", "basis"),
    [
        (swap(P421, "min = 15", "min = 10"), {"vcol-2026:35", "rcol-2026:34"}),
        (prepend("bodies/collective_member_assembly.toml", f"pass = [{LOOSE}]"), {"rceo-2025:27"}),
        (power("M10", decider="villager_assembly"), {"rceo-2025:26(10)"}),
        (step("publish-decision", 'upheld = "confer"', 'upheld = "carry-out"'), {"vcol-2026:35", "rcol-2026:34"}),
        (step("carry-out", '"@executor"', '"supervision_committee"'), {"vcol-2026:37"}),
    ],
    ids=["posting", "majority", "reserved", "objection", "supervision"],
)
def test_what_the_law_forbids_is_refused_with_the_article(tmp_path: Path, breaking: Breaking, basis: set[str]) -> None:
    pack = PackCopy(tmp_path)
    breaking(pack)
    problems = pack.problems()
    assert problems
    assert {problem.basis for problem in problems} <= basis


def test_several_faults_are_told_at_once_in_the_order_of_the_files(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    for breaking in (
        swap(P421, "min = 15", "min = 10"),
        power("M10", decider="villager_assembly"),
        write("bodies/group.toml", "code = "),
    ):
        breaking(pack)
    assert [problem.code for problem in pack.problems()] == ["unreadable", "posting-too-short", "decider-wrong"]


def test_a_county_may_be_stricter_than_the_law(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    pack.prepend("bodies/villager_assembly.toml", 'pass = [{ of = "present", cmp = "ge", num = 2, den = 3 }]')
    pack.swap(P421, "min = 15", "min = 20", after="params.posting_days")
    pack.swap(P421, "default = 15", "default = 20", after="params.posting_days")
    assert pack.problems() == []


def test_a_new_version_is_checked_by_the_law_and_the_old_one_keeps_its_own(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    old = (pack.root / QUERY).read_text(encoding="utf-8")
    pack.write("procedures/supervision-query.v2.toml", old.replace("version = 1", "version = 2"))
    pack.swap(QUERY, "max = 10", "max = 20")
    assert pack.problems() == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_to_a_file_makes_the_check_itself_fail(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    pack = PackCopy(tmp_path_factory.mktemp("damaged"))
    file = data.draw(st.sampled_from(sorted(path for path in pack.root.rglob("*.*") if "places" not in path.parts)))
    lines = file.read_text(encoding="utf-8").splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(
        st.sampled_from(["", lines[at][: len(lines[at]) // 2], lines[at].replace('"', ""), "code = 7"])
    )
    file.write_text("\n".join(lines), encoding="utf-8")
    assert all(problem.message and problem.message_zh for problem in pack.problems())


def test_one_clash_of_parameters_is_told_once(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    more = '"objection-above", "supervision-query"]'
    pack.swap("institutions/timely-disclosure.toml", '"objection-above"]', more)
    told = [(one.file, one.code, one.message) for one in pack.problems()]
    assert told
    assert len(told) == len(set(told))
