"""The registry of verbs. A verb offers acts, decides one (pure where the law speaks) and applies what follows.

Apps above matters bring their own verbs by registering here; this is the only call upwards in the kernel.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Protocol

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.outcomes import CLOCKS, OUTCOME_NAMES

REASON = Field("reason", Text("理由", "Reason"), "long")

SHORT = "short"  # the way on where less came of the work than was asked; kept beside the form, how much is left


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done in a step now. An inner act stays in the step; the others follow an arrow.

    `who`: "step" (officers of the step's body), "resident" (any resident of the unit, or on paper), "clock".
    """

    code: str
    name: Text
    fields: tuple[Field, ...] = ()
    inner: bool = False
    who: str = "step"
    body: str = ""  # the kind of body whose officers do it, where that is not the step's own
    withdrawn: frozenset[int] = frozenset()  # officers of that body who may not, being concerned themselves


@dataclass(frozen=True, slots=True)
class Inner:
    """What an act inside a step is called, and when in the step it is open: for whoever asks why it is not."""

    name: Text
    when: Text


@dataclass(frozen=True, slots=True)
class Decision:
    """What an act comes to: an arrow to follow (or none), the data to keep, a due date and a body of its own."""

    outcome: str | None
    data: Mapping[str, Any]
    public: Mapping[str, Any] = field(default_factory=dict)
    due_at: datetime | None = None
    body: str = ""  # whose act it is, where that is not the step's regular body


class Verb(Protocol):
    """One kind of step."""

    kind: str
    mendable: tuple[Field, ...]  # blanks of its own, beside the step's, whose words can be corrected later
    inner: Mapping[str, Inner]  # acts of its own beside the arrows, by code
    voices: frozenset[str]  # of these, the acts that many do side by side, none of them minding the others

    def acts(self, case: Case) -> tuple[Act, ...]:
        """Acts that are open in this case now, whoever asks."""
        ...

    def ready(self, case: Case, act: Act) -> None:
        """Refuse an act that what stands on record forbids, whatever is written on its form; `decide` asks it too."""
        ...

    def decide(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> Decision:
        """Judge the act; raises Refusal, with the article where the law is the reason. Writes nothing."""
        ...

    def apply(self, case: Case, taking: Taking, decision: Decision) -> None:
        """Write what follows in the verb's own tables."""
        ...

    def clock(self, case: Case) -> str | None:
        """The act that the passing of time has brought about by `case.at`, or None."""
        ...

    def stands(self, case: Case) -> bool:
        """Whether something is posted now that a resident may object to."""
        ...


class PlainVerb:
    """What most verbs share: arrows of the step as acts, no tables of their own, `lapse` when the day is over."""

    kind = ""
    mendable: tuple[Field, ...] = ()
    inner: Mapping[str, Inner] = MappingProxyType({})
    voices: frozenset[str] = frozenset()

    def acts(self, case: Case) -> tuple[Act, ...]:
        return tuple(arrow(case, outcome) for outcome in case.step.on)

    def ready(self, case: Case, act: Act) -> None:
        return None

    def decide(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> Decision:
        self.ready(case, act)
        return Decision(None if act.inner else act.code, data, shown(act, data))

    def apply(self, case: Case, taking: Taking, decision: Decision) -> None:
        return None

    def clock(self, case: Case) -> str | None:
        due = case.matter.due_at
        return "lapse" if "lapse" in case.step.on and due is not None and due <= case.at else None

    def stands(self, case: Case) -> bool:
        return False


# Outcomes that turn a matter back or away: they need a reason, not the step's own blanks.
TURNS = ("return", "decline", "urgent", "fail", "refer", "withdraw")


def arrow(case: Case, outcome: str) -> Act:
    """An arrow of the step as an act with its blanks."""
    if outcome in CLOCKS:
        return Act(outcome, OUTCOME_NAMES[outcome], who="clock")
    return Act(outcome, OUTCOME_NAMES[outcome], (REASON,) if outcome in TURNS else case.step.fields)


def shown(act: Act, data: Mapping[str, Any]) -> dict[str, Any]:
    """The part of what was written that anyone may read."""
    return {
        f.code: data[f.code] for f in act.fields if f.public and f.type not in ("file", "person") and f.code in data
    }


VERBS: dict[str, Verb] = {}


def register(verb: Verb) -> Verb:
    """Add a verb under its kind; a kind has one verb."""
    if verb.kind in VERBS:
        raise RuntimeError(f"two verbs of kind {verb.kind}")
    VERBS[verb.kind] = verb
    return verb


def of(case: Case) -> Verb:
    return VERBS[case.step.kind]
