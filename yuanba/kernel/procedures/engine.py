"""The engine: where an outcome leads, who acts, when a step is due. Pure: everything it needs is handed to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from yuanba.kernel.procedures.calendar import end_of
from yuanba.kernel.procedures.definitions import End, Procedure, Step
from yuanba.kernel.procedures.law import Law
from yuanba.kernel.procedures.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Exercise:
    """The power a matter exercises, as far as the engine needs it: body kinds for both kinds of unit."""

    deciders: Mapping[str, tuple[str, ...]]  # place kind -> body kinds that may decide, the regular one first
    executor: str


@dataclass(frozen=True, slots=True)
class Move:
    """What an outcome does: the next step, or the end reached (exactly one of them)."""

    step: Step | None
    end: End | None


def advance(procedure: Procedure, step: Step, outcome: str, *, open_objections: int, basis: str | None = None) -> Move:
    """Follow one arrow. While an objection is open only `upheld` may leave the step; `basis` is the article.

    Refusals: `no-such-arrow`, `objection-open`.
    """
    if outcome not in step.on:
        raise Refusal("no-such-arrow", step=step.name.zh, step_en=step.name.en)
    if open_objections and outcome != "upheld":
        raise Refusal("objection-open", law=basis, number=open_objections)
    target = step.on[outcome]
    if target in procedure.steps:
        return Move(procedure.steps[target], None)
    return Move(None, procedure.ends[target])


def start_at(procedure: Procedure, code: str) -> Step:
    """The step of a way in; Refusal `no-such-start` where the procedure has none of that name."""
    if code not in {start.step for start in procedure.starts}:
        raise Refusal("no-such-start", procedure=procedure.name.zh, procedure_en=procedure.name.en)
    return procedure.steps[code]


def kinds_of(by: str, *, exercise: Exercise | None, place_kind: str, answering: str = "") -> tuple[str, ...]:
    """Body kinds that stand behind a step's `by`; empty for residents. Refusal `power-unbound` without a power."""
    if by == "@resident":
        return ()
    if by == "@answering-body":
        return (answering,) if answering else ()
    if by in ("@deciding-body", "@executor"):
        if exercise is None:
            raise Refusal("power-unbound")
        return (
            exercise.deciders.get(place_kind, exercise.deciders["village"])
            if by == "@deciding-body"
            else (exercise.executor,)
        )
    return (by,)


def days(due: int | str, *, params: Mapping[str, int], law: Law, on: date) -> int:
    """Days of a step's deadline: a number, a local parameter or a rule of the law in force on the day."""
    if isinstance(due, int):
        return due
    return params[due] if due in params else law.rule(due, on).value


def due_at(step: Step, *, start: datetime, params: Mapping[str, int], law: Law) -> datetime | None:
    """When a step entered at `start` falls due (aware, UTC); None where nothing presses."""
    if step.due is None:
        return None
    return end_of(start, days(step.due, params=params, law=law, on=start.date()))
