"""The product's own burden: blanks filled and forms opened in one matter, computed from its procedure. Pure.

Along the shortest and the longest way forward to an end, with the blanks of verbs, guards, effects and registers. A
loop is walked once: what is turned back is asked again, and that is no part of the plain way.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yuanba.kernel.procedures.definitions import Field, Procedure, Step
from yuanba.kernel.procedures.outcomes import CLOCKS

# Ways that turn a matter back or away; the plain way does not take them.
ASIDE = ("return", "decline", "urgent", "fail", "refer", "withdraw", "reject", "uphold", "upheld", "order")


@dataclass(frozen=True, slots=True)
class Asked:
    """Blanks that an act asks for: those that must be filled, and those that may be."""

    required: int = 0
    optional: int = 0
    forms: int = 0

    def __add__(self, other: "Asked") -> "Asked":
        return Asked(self.required + other.required, self.optional + other.optional, self.forms + other.forms)


@dataclass(frozen=True, slots=True)
class Effort:
    """What one matter asks of all who act in it, on the shortest and on the longest way."""

    shortest: Asked
    longest: Asked


def of(fields: Iterable[Field], *, forms: int = 1) -> Asked:
    """The blanks of one form, each code once."""
    once = {field.code: field for field in fields if not field.fixed}
    required = sum(field.required for field in once.values())
    return Asked(required, len(once) - required, forms)


def ways(procedure: Procedure) -> list[tuple[Step, ...]]:
    """Every plain way from a way in to an end, no step twice; a step where only time acts is passed through."""
    found: list[tuple[Step, ...]] = []
    waiting: list[tuple[Step, ...]] = [(procedure.steps[start.step],) for start in procedure.starts]
    while waiting:
        way = waiting.pop()
        ahead = _ahead(way[-1])
        for target in ahead:
            if target in procedure.ends:
                found.append(way)
            elif all(target != step.code for step in way):
                waiting.append((*way, procedure.steps[target]))
    return found


def _ahead(step: Step) -> list[str]:
    """Where the plain arrows of a step lead, each once: what people choose, and what comes by itself by time."""
    chosen = [to for outcome, to in step.on.items() if outcome not in ASIDE and outcome not in CLOCKS]
    timed = [to for outcome, to in step.on.items() if outcome in ("elapsed", "joined", "reached")]
    return list(dict.fromkeys(chosen or timed or [*step.on.values()]))


def effort(procedure: Procedure, asked: Mapping[str, Asked]) -> Effort:
    """The shortest and the longest way; `asked` says what each step asks for. Fewest and most blanks, then forms."""
    sums = [sum((asked[step.code] for step in way), Asked()) for way in ways(procedure)] or [Asked()]
    order = sorted(sums, key=lambda one: (one.required + one.optional, one.forms))
    return Effort(order[0], order[-1])
