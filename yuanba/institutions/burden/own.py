"""The product's own burden: what each procedure asks for at most and at least, and what was really filled in.

Computed from the procedure with the blanks of its verbs, guards, effects and registers; measured over matters that have
ended, as a mean for the procedure. Never per person, nor per place.
"""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from yuanba.institutions import panels
from yuanba.kernel.assemblies.voting import COUNTING, MOTION, PRESENT
from yuanba.kernel.boards.publishing import REMARK
from yuanba.kernel.matters import guards
from yuanba.kernel.matters.doing import FILE, NOTE
from yuanba.kernel.matters.meeting import ATTENDED, HELD_ON, MINUTES, OPINION
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.opening import TITLE
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.definitions import Field, Procedure, Step, Text
from yuanba.kernel.procedures.effort import Asked, Effort, effort, of
from yuanba.kernel.procedures.pack import Institution

LATEST = 200  # ended matters of a procedure that are looked at
# Calling a meeting: which body, day, hour, venue and motion; the reason for haste only where the notice is short.
_CONVENING = Asked(4, 1, 1)
# What guards and effects ask that do not say it by themselves: one fact each, or as many as are named here.
_FURTHER: Mapping[str, Asked] = {
    "ballot-plan": Asked(1, 1),
    "candidates": Asked(3),
    "vacant-post": Asked(1),
    "valid-ballot": Asked(6, 1),
    "verdict-keep": Asked(1),
}
# What the house adds to an act: nobody typed it.
_COMPUTED = frozenset(("days", "until", "due", "needed", "passed", "basis", "meets_at", "mandated", "task", "recused"))


@dataclass(frozen=True, slots=True)
class Measured:
    """Means over the latest ended matters of a procedure."""

    matters: int
    fields: float
    forms: float


def asks(procedure: Procedure, step: Step) -> Asked:
    """What one step asks for on its way forward, whoever takes it."""
    begins = any(start.step == step.code for start in procedure.starts)
    first: tuple[Field, ...] = (TITLE,) if begins and procedure.role == "main" else ()
    binding = Asked(1) if step.binds is not None and step.kind != "draft" else Asked()
    match step.kind:
        case "vote":
            own = of((*step.fields, *COUNTING)) + of((PRESENT,)) + of((MOTION,), forms=0) + _CONVENING
        case "meet":
            own = of((*step.fields, HELD_ON, ATTENDED, OPINION, MINUTES))
        case "publish":
            own = of((*step.fields, REMARK))
        case "do":
            papers = sum((of((FILE, NOTE)) for _ in step.tasks), Asked())
            own = of(step.fields) + papers
        case "wait":
            return Asked()
        case _:
            own = of((*first, *step.fields))
    return own + binding + _guarded(step) + _entered(procedure, step)


def _guarded(step: Step) -> Asked:
    """The blanks of guards and effects; one that does not say how many asks for one fact."""
    total = Asked()
    for code in step.guards:
        known = getattr(guards.GUARDS.get(code), "spoken", None)
        total += _FURTHER.get(code) or (of(known({}), forms=0) if known else Asked(1))
    return total + (_FURTHER.get(step.effect, Asked()) if step.effect else Asked())


def _entered(procedure: Procedure, step: Step) -> Asked:
    """What a register asks beyond all that was typed on the way."""
    if step.enters is None:
        return Asked()
    typed = {field.code for one in procedure.steps.values() for field in one.fields}
    for one in procedure.steps.values():
        for code in one.guards:
            known = getattr(guards.GUARDS.get(code), "spoken", None)
            typed |= {field.code for field in known({})} if known else set()
    return of((one for one in pack().registers[step.enters].fields if one.code not in typed), forms=0)


def computed(procedure: Procedure) -> Effort:
    """What one matter asks of all who act in it."""
    return effort(procedure, {code: asks(procedure, step) for code, step in procedure.steps.items()})


def measured(codes: Collection[str]) -> dict[str, Measured]:
    """What people really filled in, by procedure; one without an ended matter is left out. Two queries."""
    ended = Matter.objects.filter(procedure__in=codes, closed_at__isnull=False).order_by("-pk")
    owner = dict(ended.values_list("pk", "procedure")[: LATEST * len(codes)])
    filled: dict[str, list[int]] = {}
    acts = Taking.objects.filter(matter__in=list(owner), person__isnull=False).values_list("matter_id", "data")
    for matter, data in acts.iterator(chunk_size=500):
        filled.setdefault(owner[matter], []).append(sum(key not in _COMPUTED for key in json.loads(data)))
    matters = Counter(owner.values())
    return {
        code: Measured(matters[code], sum(counts) / matters[code], len(counts) / matters[code])
        for code, counts in filled.items()
    }


@panels.add
def panel(institution: Institution) -> panels.Panel | None:
    """The part of an institution's page that says how much its procedures ask of people."""
    if not institution.procedures:
        return None
    real = measured(institution.procedures)
    facts = []
    for code in institution.procedures:
        procedure = pack().procedure(code)
        facts.append((procedure.name, _words(computed(procedure), real.get(code))))
    return panels.Panel(
        Text("办一件事要填多少", "How much one matter asks"),
        tuple(facts),
        Text(
            "“栏”是要填的空格，“次”是打开的表；最少和最多按流程算出，实际的是已办结事项的平均数，不分人、不分村。",
            "Blanks filled and forms opened. The least and the most are computed from the procedure; what was really "
            "filled in is a mean over ended matters, never by person or village.",
        ),
    )


def _words(effort: Effort, real: Measured | None) -> Text:
    low, high = effort.shortest, effort.longest
    most = high.required + high.optional
    zh = f"{low.required}至{most}栏，{low.forms}至{high.forms}次"
    en = f"{low.required} to {most} blanks, {low.forms} to {high.forms} forms"
    if real is not None:
        zh += f"；实际平均{real.fields:.1f}栏、{real.forms:.1f}次（{real.matters}件）"
        en += f"; really {real.fields:.1f} and {real.forms:.1f} on average (of {real.matters})"
    return Text(zh, en)
