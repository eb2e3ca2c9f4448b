"""Every matter that the demonstration tells from tables walks along its procedure and fills what each step asks."""

from collections.abc import Mapping
from typing import Any

import pytest

from yuanba.kernel.procedures.definitions import Procedure, Step
from yuanba.ops.demo.living import tables
from yuanba.ops.house import read_pack

PACK = read_pack()
STAYING = ("post", "convene", "declare")  # acts after which a matter is still in its step
MATTERS = list(tables("matter"))


def lacking(step: Step, form: Mapping[str, Any]) -> set[str]:
    """Codes of the blanks that the way forward of a step needs and that a table leaves empty."""
    return {one.code for one in step.fields if one.required and not one.fixed} - set(form)


def follow(procedure: Procedure, step: Step, told: Mapping[str, Any]) -> str:
    """Where an act of a table leads; the matter's own step where it stays."""
    act = told["act"]
    if act in STAYING:
        return step.code
    if act == "vote":
        return step.on["pass"]
    if act == step.forward:
        assert not lacking(step, told.get("form", {})), step.code
    return step.on[act]


@pytest.mark.parametrize("told", MATTERS, ids=[one["title"] for one in MATTERS])
def test_a_told_matter_walks_along_its_procedure(told: Mapping[str, Any]) -> None:
    code, start = told["way"].split(".")
    procedure = PACK.procedure(code)
    first = procedure.steps[start]
    assert start in {one.step for one in procedure.starts}
    at = start
    if first.kind == "draft":
        assert not lacking(first, told["form"])
        at = first.on["submit"]
    for act in told.get("acts", ()):
        at = act.get("until", at)
        at = follow(procedure, procedure.steps[at], act)


def test_told_records_fill_the_registers_that_somebody_keeps() -> None:
    for told in tables("record"):
        kind = PACK.registers[told["register"]]
        assert kind.kept_by == told["by"].partition(".")[0]
        assert {one.code for one in kind.fields if one.required} <= set(told["form"]), told["form"]["name"]
