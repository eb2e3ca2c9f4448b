"""Effects: what the way forward of a step brings about beyond its own matter, in the same transaction.

`enters` writes a record in a register from what the matter has typed already, so that nothing is typed twice. `effect`
names a small class registered here or further up the house. Each is an act of its own with its own ledger entry, as an
upheld objection is.
"""

import json
from collections.abc import Mapping
from typing import Any, Protocol

from yuanba.kernel.matters import replacing
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.verbs import REASON, TURNS, Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.definitions import Field, Step
from yuanba.kernel.registers.acts import enter


class Effect(Protocol):
    """One thing that a step brings about."""

    code: str

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        """What it has to ask beyond the step's own blanks."""
        ...

    def apply(self, case: Case, step: Step, taking: Taking, data: Mapping[str, Any], by: Actor) -> None:
        """Bring it about. `data` is all that the matter has typed, this act included; may refuse, and then nothing is
        done at all."""
        ...


EFFECTS: dict[str, Effect] = {}


def register(effect: Effect) -> Effect:
    """Add an effect under its code; a code has one effect."""
    if effect.code in EFFECTS:
        raise RuntimeError(f"two effects named {effect.code}")
    EFFECTS[effect.code] = effect
    return effect


# Steps in which somebody decides on what was typed before, its corrections included.
DECIDING = ("review", "meet", "vote")
BESIDE = (REASON.code, "flags")  # kept with a correction, and no blank of the form that it mends


def typed(matter: Matter, besides: str = "") -> dict[str, Any]:
    """All that was typed in a matter so far, by code of the blank; the last word stands. One query.

    A form that is filled again replaces all that it held; a correction counts once somebody has decided on it.
    `besides` is a step to leave out: what it asks it asks anew.
    """
    if matter.pk is None:
        return {}
    steps = pack().procedure(matter.procedure, matter.version).steps
    told: dict[str, dict[str, Any]] = {}
    left: set[str] = set()
    mended: list[tuple[str, dict[str, Any]]] = []
    rows = Taking.objects.filter(matter=matter).exclude(act="struck").order_by("seq")
    for step, act, to, data, corrects in rows.values_list("step", "act", "to", "data", "corrects"):
        words = json.loads(data)
        if corrects is not None:
            mended.append((step, {code: value for code, value in words.items() if code not in BESIDE}))
            continue
        if to and act not in TURNS and steps[step].kind in DECIDING:
            for mended_step, mending in mended:
                told.get(mended_step, {}).update(mending)
            mended.clear()
        # A step that was left and is come to again begins with an empty form; it moves to the end of the words.
        before = told.pop(step, {})
        told[step] = words if step in left else {**before, **words}
        left = left | {step} if to else left - {step}
    return {code: value for step, words in told.items() if step != besides for code, value in words.items()}


def forward(step: Step, act: Act) -> bool:
    """Whether an act takes the way forward of a step."""
    return act.code == step.forward


def fields(case: Case, act: Act) -> tuple[Field, ...]:
    """The blanks that the effects of a step add to its way forward: of a register, those that nobody has typed yet."""
    step = case.step
    if not forward(step, act):
        return ()
    asked: list[Field] = []
    if step.enters is not None:
        known = {**typed(case.matter, step.code), **{field.code: True for field in step.fields}}
        asked += [field for field in pack().registers[step.enters].fields if field.code not in known]
        if pack().registers[step.enters].through:
            asked += replacing.field(case, step.enters)
    if step.effect is not None:
        asked += EFFECTS[step.effect].fields(case, act)
    return tuple(asked)


def follow(case: Case, step: Step, act: Act, taking: Taking, by: Actor) -> None:
    """Bring about what a step that was just left by its way forward brings about."""
    if not forward(step, act) or (step.enters is None and step.effect is None):
        return
    data = typed(case.matter)
    if step.enters is not None:
        _enter(case, step, taking, data)
    if step.effect is not None:
        EFFECTS[step.effect].apply(case, step, taking, data, by)


def _enter(case: Case, step: Step, taking: Taking, data: Mapping[str, Any]) -> None:
    kind, place = pack().registers[step.enters or ""], case.place
    declared = {field.code for field in kind.fields}
    acting = f"{place.code[:12]}/{taking.body}" if taking.body else ""
    replacing.end_old(case, kind.code, data, acting)
    enter(
        register=kind.code,
        # The record's code is the matter's number: whoever reads the one finds the other.
        code=case.matter.number,
        name=case.matter.title,
        name_en="",
        place=place,
        data={code: value for code, value in data.items() if code in declared},
        since=case.on,
        at=case.at,
        body=acting,
    )
