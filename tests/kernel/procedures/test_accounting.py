"""The five lists account for themselves: each flaw is found where it is planted, and nowhere else."""

from pathlib import Path

import pytest
from lxml import etree

from tests.kernel.procedures.packs import SANTAI, Breaking, PackCopy, power
from yuanba.kernel.procedures import accounting, bpmn, chart
from yuanba.kernel.procedures.checks import digest_of
from yuanba.kernel.procedures.definitions import Procedure
from yuanba.kernel.procedures.pack import load

PACK = load(SANTAI)[0]
PLANTED: list[tuple[str, str, Breaking]] = [
    ("C05", "holder-missing", power("C05", holder="")),
    ("C05", "holder-missing", power("C05", holder="chief")),
    ("G01", "basis-missing", power("G01", basis="")),
    ("N2", "basis-missing", power("N2", basis="")),
    ("A18", "procedure-missing", power("A18", procedure="")),
    ("M11", "procedure-missing", power("M11", also="nothing")),
    ("P01", "step-missing", power("P01", step="proposing")),
    ("N6", "guard-missing", power("N6", guard="")),
    ("B13", "lead-missing", power("B13", lead="")),
    ("B13", "lead-missing", power("B13", lead="nobody")),
    ("B13", "meaning-missing", power("B13", may_not="")),
    ("B13", "meaning-missing", power("B13", may_en="")),
    ("A12", "list-unknown", power("A12", list="wishes")),
]


def test_the_countys_lists_are_36_24_21_37_and_7_and_without_a_flaw() -> None:
    assert accounting.counts(PACK) == {"powers": 36, "micro": 24, "self": 21, "assist": 37, "negative": 7}
    assert accounting.account(PACK) == []


@pytest.mark.parametrize(("item", "code", "planted"), PLANTED)
def test_a_flaw_is_found_at_its_item_and_nowhere_else(item: str, code: str, planted: Breaking, tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    planted(pack)
    assert [(flaw.item, flaw.code) for flaw in accounting.account(load(pack.root)[0])] == [(item, code)]


def test_a_basis_that_is_only_marked_unverified_is_a_basis(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    pack.power("G01", basis="", unverified="某文件", unverified_en="some paper")
    assert accounting.account(load(pack.root)[0]) == []


def test_a_procedure_changed_after_it_was_deployed_is_told_for_each_of_its_items(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    deployed = load(pack.root)[0]
    pack.append("procedures/mediation.v1.toml", "# a remark")
    flaws = accounting.account(deployed)
    assert {(flaw.item, flaw.code) for flaw in flaws} == {("C05", "chart-differs"), ("A16", "chart-differs")}


def test_a_chart_drawn_of_something_else_is_told() -> None:
    def other(_: Procedure, **how: object) -> str:
        return chart.svg(PACK.procedure("wish"), **how)  # type: ignore[arg-type]

    assert {flaw.code for flaw in accounting.account(PACK, other)} == {"chart-differs"}


@pytest.mark.parametrize("key", sorted(PACK.procedures))
def test_picture_and_model_carry_the_digest_of_the_deployed_file(key: str) -> None:
    procedure = PACK.procedures[key]
    deployed = digest_of(SANTAI / "procedures" / f"{key}.toml")
    for shape in accounting.SHAPES:
        root = etree.fromstring(chart.svg(procedure, language="en", shape=shape).encode())
        assert root.get("data-procedure-sha256") == deployed
        assert root.findtext("{http://www.w3.org/2000/svg}metadata") == f"yuanba procedure {key} sha256:{deployed}"
    model = etree.fromstring(bpmn.export(procedure))
    told = [one.text for one in model.iter("{http://www.omg.org/spec/BPMN/20100524/MODEL}documentation")]
    assert f"yuanba procedure {key} sha256:{deployed}" in told
