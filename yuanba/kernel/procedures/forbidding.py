"""Whether a pack keeps its own prohibitions: what assists never decides, what forbids stands on its articles."""

from collections.abc import Iterator

from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.definitions import Procedure, Step
from yuanba.kernel.procedures.pack import Pack
from yuanba.kernel.procedures.problems import Problem, problem

ASSIST = "assist"
# Places whose bodies assist: they may take up a request, send it back and report, but judge nobody under it.
_LOCAL = frozenset(("village", "community", "quasi", "group", "compound", "courtyard", "building"))
_JUDGING = ("decline", "order", "uphold", "dismiss")


def assistance(pack: Pack) -> Iterator[Problem]:
    """Items of assistance: led by a department, saying what they may and may not mean, with no step that decides."""
    seen: set[str] = set()
    register = pack.registers.get("powers")
    for table in register.tables if register else ():
        for line, row in table.numbered():
            if row.get("list") != ASSIST or None in row or None in row.values():
                continue
            where = f"line {line} ({row.get('code', '')})"
            for column in ("lead", "may", "may_not", "does"):
                if not (row.get(column) or "").strip():
                    yield problem(table.file, "assist-unsaid", f"{where}, {column}", name=column)
            for column in ("decider", "decider_community"):
                if (row.get(column) or "").strip():
                    yield problem(table.file, "assist-decides", f"{where}, {column}", name=row[column])
            seen.add(row.get("procedure") or "")
    for procedure in pack.procedures.values():
        if procedure.code in seen and procedure == pack.procedure(procedure.code):
            yield from _deciding(pack, procedure)


def _deciding(pack: Pack, procedure: Procedure) -> Iterator[Problem]:
    for step in procedure.steps.values():
        if _decides(pack, step):
            file = pack.files[f"procedures/{procedure.key}"]
            yield problem(file, "assist-decides", f"step.{step.code}", name=step.code)


def _decides(pack: Pack, step: Step) -> bool:
    if step.kind == "vote" or step.by == "@deciding-body":
        return True
    body = pack.bodies.get(step.by)
    local = body is not None and bool(_LOCAL & set(body.at)) and not body.oversight
    return local and step.kind == "review" and any(outcome in step.on for outcome in _JUDGING)


def prohibitions(pack: Pack) -> Iterator[Problem]:
    """What a prohibition says forbids by itself is part of its basis."""
    register = pack.registers.get("powers")
    for table in register.tables if register else ():
        for line, row in table.numbered():
            basis = parts(row.get("basis"))
            for citation in parts(row.get("forbids")):
                if citation not in basis:
                    where = f"line {line} ({row.get('code', '')}), forbids"
                    yield problem(table.file, "forbids-unbased", where, name=citation)
