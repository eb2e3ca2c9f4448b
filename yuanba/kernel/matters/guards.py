"""Guards: what may not pass a step, whoever acts. Data names them, each is a small class registered here.

A guard decides on structured facts: what was chosen on the form, the power bound, who is concerned. Free text may only
raise a flag. Guards from further up the house register themselves, as verbs do.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol, runtime_checkable

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.verbs import TURNS, Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.definitions import Field, Step, Text
from yuanba.kernel.procedures.refusal import Refusal

# What the person ticks who has read what her words sound like and sends them all the same.
HEEDED = Field(
    "heeded",
    Text("我看过提醒：不是这种事，照这样提交", "I have read this: it is not so; send it as it is"),
    "yes",
    required=False,
    public=False,
    late=True,
)


class Guard(Protocol):
    """One rule at the door of a step."""

    code: str

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        """What it has to ask beyond the step's own blanks; nothing where the facts are known already."""
        ...

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        """Refuse, citing item and article. `data` is the filled form."""
        ...


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a form sounds like: put to whoever sends it, and kept as a note. It never refuses."""

    item: str
    told: Text
    why: str  # "words": free text; "draft": an answer that a list still being drafted would forbid


@runtime_checkable
class Doubter(Protocol):
    """A guard that may also doubt."""

    def doubts(self, case: Case, act: Act, data: Mapping[str, Any]) -> tuple[Doubt, ...]:
        """What the filled form sounds like."""
        ...


@runtime_checkable
class Follower(Protocol):
    """A guard from whose judgement something follows that is kept with the form, and that nobody types."""

    def follows(self, case: Case, act: Act, data: Mapping[str, Any]) -> dict[str, Any]:
        """What follows from a filled form that has passed. `spoken` says how it reads."""
        ...


GUARDS: dict[str, Guard] = {}


def register(guard: Guard) -> Guard:
    """Add a guard under its code; a code has one guard."""
    if guard.code in GUARDS:
        raise RuntimeError(f"two guards named {guard.code}")
    GUARDS[guard.code] = guard
    return guard


def of(case: Case, act: Act) -> Iterable[Guard]:
    """The guards that judge an act: every act of a person but those that turn the matter back or away."""
    if act.who == "clock" or act.code in TURNS:
        return ()
    return (GUARDS[code] for code in case.step.guards)


def spoken(step: Step, data: Mapping[str, Any]) -> tuple[Field, ...]:
    """The guards' blanks as a reader needs them to understand what was chosen in a step that is over."""
    found = (GUARDS[code] for code in step.guards)
    return tuple(field for guard in found for field in getattr(guard, "spoken", _silent)(data))


def told(case: Case, act: Act, kept: Mapping[str, Any]) -> Act:
    """An act with the blanks of what was kept beside its form, where a guard says how that reads."""
    known = {field.code for field in act.fields}
    further = (one for one in spoken(case.step, kept) if one.code in kept and one.code not in known)
    return replace(act, fields=(*act.fields, *further))


def _silent(data: Mapping[str, Any]) -> tuple[Field, ...]:
    return ()


# The acts that bring a form forward; an inner act such as handing in a document is judged, and asked nothing.
_ASKING = ("submit", "open", "post")


def fields(case: Case, act: Act) -> tuple[Field, ...]:
    """The blanks that the guards of a step add to an act."""
    if act.code != case.step.forward and act.code not in _ASKING:
        return ()
    judging = tuple(of(case, act))
    asked = tuple(field for guard in judging for field in guard.fields(case, act))
    return (*asked, HEEDED) if any(isinstance(guard, Doubter) for guard in judging) else asked


def check(case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    """Let every guard of the step judge an act; the first refusal stands. Returns what is kept beside the form.

    A doubt is put to the person first: the form comes back with the question, and goes through once she has read it.
    """
    judging = tuple(of(case, act))
    for guard in judging:
        guard.check(case, act, data, by)
    kept: dict[str, Any] = {}
    for guard in judging:
        if isinstance(guard, Follower):
            kept |= guard.follows(case, act, data)
    raised = (one for guard in judging if isinstance(guard, Doubter) for one in guard.doubts(case, act, data))
    # One sentence may hold several words of one item: it is asked about, and kept, once.
    doubts = list(dict.fromkeys(raised))
    if not doubts:
        return kept
    told = list(dict.fromkeys(one.told for one in doubts))
    if not data.get(HEEDED.code):
        raise Unfilled(
            {
                HEEDED.code: Refusal(
                    "sounds-forbidden",
                    told="；".join(one.zh for one in told),
                    told_en="; ".join(one.en for one in told),
                )
            }
        )
    return {
        **kept,
        "flags": [{"item": one.item, "why": one.why, "zh": one.told.zh, "en": one.told.en} for one in doubts],
    }
