"""What a person may do in a matter now: the same question that the acts ask, so that no button promises too much."""

from dataclasses import dataclass

from yuanba.kernel.matters import verbs
from yuanba.kernel.matters.acts import fields_of
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.permission import permit
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures.definitions import Field
from yuanba.kernel.procedures.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that is open to an actor now, with its blanks."""

    act: Act
    fields: tuple[Field, ...]
    by: Actor


def offers(case: Case, actors: list[Actor]) -> list[Offer]:
    """Every act open to any of these actors (one person in each of her posts), each once, in the procedure's order."""
    found = []
    for act in verbs.of(case).acts(case):
        if act.who == "clock":
            continue
        for by in actors:
            try:
                permit(case, act, by)
            except Refusal:
                continue
            found.append(Offer(act, fields_of(case, act), by))
            break
    return found
