"""Guards: what may not pass a step, whoever acts. Data names them, each is a small class registered here.

A guard decides on structured facts: what was chosen on the form, the power bound, who is concerned. Free text may only
raise a flag. Guards from further up the house register themselves, as verbs do.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.verbs import TURNS, Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures.definitions import Field, Step


class Guard(Protocol):
    """One rule at the door of a step."""

    code: str

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        """What it has to ask beyond the step's own blanks; nothing where the facts are known already."""
        ...

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        """Refuse, citing item and article. `data` is the filled form."""
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


def _silent(data: Mapping[str, Any]) -> tuple[Field, ...]:
    return ()


# The acts that bring a form forward; an inner act such as handing in a document is judged, and asked nothing.
_ASKING = ("submit", "open", "post")


def fields(case: Case, act: Act) -> tuple[Field, ...]:
    """The blanks that the guards of a step add to an act."""
    if act.code != case.step.forward and act.code not in _ASKING:
        return ()
    return tuple(field for guard in of(case, act) for field in guard.fields(case, act))


def check(case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
    """Let every guard of the step judge an act; the first refusal stands."""
    for guard in of(case, act):
        guard.check(case, act, data, by)
