"""The county's five catalogues, its procedures and its 44 institutions: counted, bound, lawful and short."""

import re
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.kernel.procedures.packs import SANTAI, PackCopy
from yuanba.kernel.procedures.checks import check
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.pack import load

PACK, FAULTS = load(SANTAI)
COUNTS = {"powers": 36, "micro": 24, "self": 21, "assist": 37, "negative": 7}
HOLDERS = {"party_org": 8, "committee": 11, "group": 5, "collective": 7, "supervision_committee": 5}
ITEMS = PACK.registers["powers"].rows
POSITIVE = [row for row in ITEMS if row["list"] != "negative"]
LINES = 120
BARRED = "亲属关系 居民身份信息 户口登记项目变更 养犬 无犯罪记录 戒毒康复表现 人员失踪 婚姻状况 出生 健在 死亡 疾病状况 残疾状况 婚育状况 就业状况 个人档案 居民财产 遗产继承权 市场主体住所 证件遗失"


def of(code: str) -> list[Mapping[str, str]]:
    return [row for row in ITEMS if row["list"] == code]


def item(code: str) -> Mapping[str, str]:
    return next(row for row in ITEMS if row["code"] == code)


def test_every_file_of_the_pack_is_read_and_the_checks_find_nothing() -> None:
    assert FAULTS == []
    assert check(SANTAI) == []


def test_the_five_lists_have_exactly_their_numbers_each_in_a_file_of_its_own() -> None:
    assert Counter(row["list"] for row in ITEMS) == COUNTS
    assert len({row["code"] for row in ITEMS}) == sum(COUNTS.values())
    for table in PACK.registers["powers"].tables:
        assert len({row["list"] for row in table.rows}) == 1, table.file


def test_the_36_powers_are_divided_among_the_five_holders() -> None:
    assert Counter(row["holder"] for row in of("powers")) == HOLDERS


def test_the_36_are_in_force_and_the_other_lists_are_still_drafts() -> None:
    assert {row["stage"] for row in of("powers")} == {"in-force"}
    assert {row["stage"] for row in ITEMS if row["list"] != "powers"} == {"drafting"}


@pytest.mark.parametrize("row", POSITIVE, ids=[row["code"] for row in POSITIVE])
def test_every_positive_item_has_a_holder_a_basis_a_procedure_and_what_a_villager_asks(row: Mapping[str, str]) -> None:
    assert row["holder"] in PACK.bodies
    assert row["basis"] or row["unverified"] or row["document"]
    procedure = PACK.procedure(row["procedure"])
    assert row.get("step", "") in ("", *procedure.steps)
    assert row["materials"]
    assert row["materials_en"]
    assert int(row["time_limit"]) > 0
    assert row["disclosure"] in {one["code"] for one in PACK.registers["disclosure-classes"].rows}
    assert row["supervision"]
    assert row["supervision_en"]
    assert row["wording"] == "project"


@pytest.mark.parametrize("row", POSITIVE, ids=[row["code"] for row in POSITIVE])
def test_an_item_that_opens_a_matter_can_be_chosen_in_its_procedure(row: Mapping[str, str]) -> None:
    if not row.get("step"):
        assert any(step.binds == "powers" for step in PACK.procedure(row["procedure"]).steps.values())


@pytest.mark.parametrize("row", ITEMS, ids=[row["code"] for row in ITEMS])
def test_an_article_that_was_not_read_stands_only_as_unverified(row: Mapping[str, str]) -> None:
    for text in filter(None, row["basis"].split(";")):
        article = PACK.law.article(Citation.parse(text))
        assert article is not None
        assert article.cert in ("A", "B")
    assert bool(row["unverified"]) == bool(row["unverified_en"])
    if "第十九条" in row["unverified"]:
        assert row["unverified_en"].startswith("Article 19")


def test_assist_items_name_the_department_and_what_assisting_may_and_may_not_mean() -> None:
    departments = {row["code"] for row in PACK.registers["departments"].rows}
    for row in of("assist"):
        assert row["lead"] in departments
        assert all(row[key] for key in ("may", "may_en", "may_not", "may_not_en"))
        assert (row["procedure"], row["executor"]) == ("assist", "committee")
        assert not row.get("decider")


def test_assisting_is_no_deciding_nobody_votes_orders_or_carries_out_a_power() -> None:
    for step in PACK.procedure("assist").steps.values():
        assert step.kind != "vote"
        assert step.by not in ("@deciding-body", "@executor")
        assert "order" not in step.on


def test_each_prohibition_has_its_guard_and_a_way_that_is_allowed() -> None:
    assert [row["code"] for row in of("negative")] == [f"N{number}" for number in range(1, 8)]
    assert len({row["guard"] for row in of("negative")}) == 7
    assert all(row["may"] and row["may_en"] and not row.get("procedure") for row in of("negative"))


def test_the_twenty_barred_certificates_are_listed_with_where_to_go_instead() -> None:
    rows = [row for row in PACK.registers["certificates"].rows if row["verdict"] == "barred"]
    assert [row["name"].removesuffix("证明") for row in rows] == BARRED.split()
    assert all(row["instead"] and row["instead_en"] for row in rows)


def test_nine_in_ten_ledgers_are_derived_from_what_the_house_holds() -> None:
    rows = PACK.registers["ledger-forms"].rows
    derived = [row for row in rows if row["origin"] == "derived" and row["source"]]
    assert len(derived) * 10 >= len(rows) * 9
    for row in derived:
        kind, _, code = row["source"].partition(":")
        if kind == "matters":
            assert PACK.procedure(code)
        elif kind == "notices":
            assert code in PACK.boards


def test_land_and_compensation_are_decided_by_the_members_assembly_alone() -> None:
    for code in ("E01", "E02", "E03", "E05", "M08", "M09", "M10"):
        row = item(code)
        assert (row["decider"], row["delegable"]) == ("collective_member_assembly", "no"), code


def test_the_44_institutions_are_numbered_without_a_gap_and_each_does_something() -> None:
    assert sorted(one.number for one in PACK.institutions.values()) == list(range(1, 45))
    for one in PACK.institutions.values():
        assert one.bodies, one.code
        assert one.procedures, one.code


def test_every_procedure_belongs_to_an_institution_that_has_the_bodies_and_boards_it_needs() -> None:
    for procedure in PACK.procedures.values():
        homes = [one for one in PACK.institutions.values() if procedure.code in one.procedures]
        assert homes, procedure.code
        boards = {step.board for step in procedure.steps.values() if step.board}
        assert boards <= {board for one in homes for board in one.boards}, procedure.code


@pytest.mark.parametrize("path", sorted((SANTAI / "procedures").glob("*.toml")), ids=lambda path: path.stem)
def test_a_procedure_can_be_read_in_one_go(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES


def test_elections_are_recorded_and_nobody_votes_in_the_house() -> None:
    for code in ("election-record", "selection"):
        assert all(step.kind != "vote" for step in PACK.procedure(code).steps.values())


def test_the_township_never_agrees_to_or_declines_what_an_assembly_resolved() -> None:
    for procedure in PACK.procedures.values():
        if any(step.kind == "vote" for step in procedure.steps.values()):
            for step in procedure.steps.values():
                if step.by in ("township_office", "party_township", "county_gate", "county_department"):
                    assert not {"agree", "decline"} & step.on.keys(), (procedure.code, step.code)


def test_what_residents_say_of_themselves_and_others_is_no_public_field() -> None:
    for procedure in PACK.procedures.values():
        for step in procedure.steps.values():
            if step.by == "@resident":
                for field in step.fields:
                    assert not field.public or field.type == "choice", (procedure.code, step.code, field.code)


def test_a_board_of_concerns_has_no_blank_for_a_person() -> None:
    for step in PACK.procedure("concern-board").steps.values():
        assert all(field.type not in ("person", "roll", "file") for field in step.fields)
        assert not step.tasks


def test_no_form_asks_for_a_check_in_a_rank_a_place_or_a_photo_of_somebody() -> None:
    forbidden = re.compile("打卡|签到|积分|排名|定位|轨迹|人脸")
    for procedure in PACK.procedures.values():
        for step in procedure.steps.values():
            for name in (*(field.name.zh for field in step.fields), *(task.zh for task in step.tasks.values())):
                assert not forbidden.search(name), (procedure.code, step.code, name)


def test_a_code_used_in_two_lists_is_told(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    pack.swap("registers/powers.micro.csv", "M07", "A12")
    assert [(one.code, one.file) for one in pack.problems()] == [("row-twice", "registers/powers.self.csv")]


def test_a_stage_that_does_not_exist_is_told(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    pack.power("N1", stage="soon")
    assert [(one.code, one.file) for one in pack.problems()] == [("row-misfit", "registers/powers.negative.csv")]


def test_an_item_without_a_procedure_must_be_a_prohibition(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    pack.power("C05", procedure="")
    assert [one.code for one in pack.problems()] == ["procedure-unknown"]


def test_a_register_that_cites_what_is_no_law_is_told(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    pack.swap("registers/certificates.csv", "rceo-2025:12", "rceo-2025:99")
    assert [one.code for one in pack.problems()] == ["article-unknown"]


def test_a_register_kept_by_nobody_known_is_told(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    pack.swap("registers/needs.toml", '"committee"', '"elders"')
    assert [(one.code, one.where) for one in pack.problems()] == [("body-unknown", "kept_by")]


def test_the_whole_pack_is_loaded_in_a_fifth_of_a_second() -> None:
    spent = []
    for _ in range(3):
        begin = time.process_time()
        load(SANTAI)
        spent.append(time.process_time() - begin)
    assert min(spent) < 0.2


def test_a_cell_too_long_for_its_field_is_told(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    pack.power("C05", materials="长" * 121)
    assert [one.code for one in pack.problems()] == ["row-misfit"]
