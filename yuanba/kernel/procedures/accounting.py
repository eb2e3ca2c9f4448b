"""Whether the five lists of powers account for themselves: counts, what each item must have, and the chart it shows."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from yuanba.kernel.procedures import chart
from yuanba.kernel.procedures.catalogue import miscounts, procedures_of
from yuanba.kernel.procedures.checks import digest_of
from yuanba.kernel.procedures.definitions import Procedure
from yuanba.kernel.procedures.drawing import Shape
from yuanba.kernel.procedures.pack import Pack

POWERS, DEPARTMENTS = "powers", "departments"
NEGATIVE, ASSIST = "negative", "assist"
SHAPES: tuple[Shape, ...] = ("wide", "tall")
_MARK = re.compile(r'<svg [^>]*data-procedure-sha256="([0-9a-f]{64})"')
# code -> (Chinese, English)
FLAWS: Mapping[str, tuple[str, str]] = {
    "list-unknown": ("“{name}”不是五张清单之一。", '"{name}" is none of the five lists.'),
    "count-differs": (
        "{file}：声明有 {declared} 项，实际有 {found} 项。",
        "{file}: {declared} items are declared, and there are {found}.",
    ),
    "holder-missing": ("没有写明由谁持有。", "It names no holder that the pack knows."),
    "basis-missing": (
        "没有依据，也没有标明未核实的依据。",
        "It has no legal basis, not even one marked as unverified.",
    ),
    "procedure-missing": ("程序“{name}”不存在。", 'There is no procedure "{name}".'),
    "step-missing": ("程序里没有“{name}”这一步。", 'Its procedure has no step "{name}".'),
    "guard-missing": ("禁止事项没有写明由哪道关口把守。", "The prohibition names no guard."),
    "lead-missing": ("协助事项没有写明牵头部门。", "The item of assistance names no lead department."),
    "meaning-missing": (
        "没有写明协助可以做什么、不可以做什么（{name}）。",
        "It does not say what assisting may and may not mean ({name}).",
    ),
    "chart-differs": (
        "流程图没有带上所部署程序“{name}”的校验值。",
        'The chart does not carry the digest of the deployed procedure "{name}".',
    ),
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is amiss with one item, or with a list as a whole; `code` is a code of FLAWS."""

    item: str
    code: str
    message: str
    message_zh: str


def counts(pack: Pack) -> dict[str, int]:
    """How many items each list has, in the order of the lists."""
    found = Counter(row.get("list", "") for row in pack.registers[POWERS].rows)
    return {code: found[code] for code in lists(pack)}


def lists(pack: Pack) -> tuple[str, ...]:
    """The codes of the lists."""
    return next((tuple(field.choices) for field in pack.registers[POWERS].fields if field.code == "list"), ())


def account(pack: Pack, draw: Callable[..., str] = chart.svg) -> list[Flaw]:
    """Every flaw of the lists and of every item; `draw` is what draws the charts that people are shown."""
    departments = {row["code"] for row in pack.registers[DEPARTMENTS].rows} if DEPARTMENTS in pack.registers else set()
    drawn: dict[str, bool] = {}
    found = [
        _flaw(row.get("code", ""), code, name=name)
        for row in pack.registers[POWERS].rows
        for code, name in _of(pack, row, departments, drawn, draw)
    ]
    counted = (
        _flaw(one.value, "count-differs", file=one.file, declared=one.declared, found=one.found)
        for one in miscounts(pack.registers[POWERS])
    )
    return [*counted, *found]


def _flaw(item: str, code: str, **facts: object) -> Flaw:
    zh, en = FLAWS[code]
    return Flaw(item, code, en.format(**facts), zh.format(**facts))


def _of(
    pack: Pack, row: Mapping[str, str], departments: set[str], drawn: dict[str, bool], draw: Callable[..., str]
) -> Iterator[tuple[str, str]]:
    kind = row.get("list", "")
    if kind not in lists(pack):
        yield "list-unknown", kind
    if not any(row.get(column, "").strip() for column in ("basis", "unverified", "document")):
        yield "basis-missing", ""
    if kind == NEGATIVE:
        if not row.get("guard", "").strip():
            yield "guard-missing", ""
        return
    if row.get("holder") not in pack.bodies:
        yield "holder-missing", ""
    if kind == ASSIST:
        if row.get("lead") not in departments:
            yield "lead-missing", ""
        for column in ("may", "may_en", "may_not", "may_not_en"):
            if not row.get(column, "").strip():
                yield "meaning-missing", column
    yield from _run(pack, row, drawn, draw)


def _run(
    pack: Pack, row: Mapping[str, str], drawn: dict[str, bool], draw: Callable[..., str]
) -> Iterator[tuple[str, str]]:
    for code in procedures_of(row) or ("",):
        try:
            procedure = pack.procedure(code)
        except KeyError:
            yield "procedure-missing", code
            continue
        if procedure.key not in drawn:
            drawn[procedure.key] = carries_digest(pack, procedure, draw)
        if not drawn[procedure.key]:
            yield "chart-differs", procedure.key
        step = row.get("step", "").strip()
        if step and step not in procedure.steps:
            yield "step-missing", step


def carries_digest(pack: Pack, procedure: Procedure, draw: Callable[..., str]) -> bool:
    """Whether both shapes of a chart carry the SHA-256 of the procedure's file as it lies in the pack now."""
    deployed = digest_of(pack.root / pack.files[f"procedures/{procedure.key}"])
    found = [_MARK.match(draw(procedure, language="zh-hans", shape=shape)) for shape in SHAPES]
    return all(mark is not None and mark[1] == deployed for mark in found)
