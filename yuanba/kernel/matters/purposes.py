"""Every act that is a resident's, as the pack has them: what can be authorised, printed as a form, entered on paper."""

from collections.abc import Iterator
from dataclasses import dataclass

from yuanba.kernel.procedures.definitions import Procedure, Step, Text
from yuanba.kernel.procedures.outcomes import CLOCKS, OUTCOME_NAMES

RESIDENT = "@resident"


@dataclass(frozen=True, slots=True)
class Purpose:
    """One act of residents in one step. With `begins` it begins a matter, else it is done in one that runs."""

    procedure: Procedure
    step: Step
    act: str
    name: Text
    begins: bool

    @property
    def needs_matter(self) -> bool:
        """Whether it is about a matter that runs already: a step of it, or an objection to it."""
        return not self.begins or self.procedure.role != "main"

    @property
    def code(self) -> str:
        return code_of(self.procedure.code, self.step.code, self.act)


def code_of(procedure: str, step: str, act: str) -> str:
    """`procedure.step.act`. Whoever joins an objection objects."""
    return f"{procedure}.{step}.{'submit' if act == 'join' else act}"


def purposes(procedure: Procedure) -> Iterator[Purpose]:
    """The acts of residents in a procedure, ways in first, then in the order of its steps."""
    entered = {target for step in procedure.steps.values() for target in step.on.values()}
    starts = {start.step: start.name for start in procedure.starts}
    for code, name in starts.items():
        step = procedure.steps[code]
        if step.by == RESIDENT:
            yield Purpose(procedure, step, "submit" if step.kind == "draft" else "open", name, begins=True)
    for step in procedure.steps.values():
        if step.by != RESIDENT:
            continue
        if step.kind == "collect":
            yield Purpose(procedure, step, "sign", Text(f"签名：{step.name.zh}", f"Sign: {step.name.en}"), begins=False)
        if step.code in entered or step.kind == "collect":
            for outcome in step.on:
                if outcome not in CLOCKS:
                    yield Purpose(procedure, step, outcome, _named(step, outcome), begins=False)


def _named(step: Step, outcome: str) -> Text:
    if outcome == step.forward:
        return step.name
    words = OUTCOME_NAMES[outcome]
    return Text(f"{step.name.zh}：{words.zh}", f"{step.name.en}: {words.en}")
