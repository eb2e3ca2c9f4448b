"""What a person may do in a matter now: the same question that the acts ask, so that no button promises too much."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from yuanba.kernel.matters import verbs
from yuanba.kernel.matters.acts import fields_of
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import at_home, first_act, lies_in
from yuanba.kernel.matters.permission import permit
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.definitions import Field, Procedure, Start
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.procedures.subjects import in_order
from yuanba.kernel.registers.adopting import in_force


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
            found.append(Offer(act, fields_of(case, act, by), by))
            break
    return found


@dataclass(frozen=True, slots=True)
class Way:
    """A way in of a procedure that governs in a unit, as a case that is not yet a matter."""

    case: Case
    start: Start
    act: Act


def way_in(procedure: Procedure, start: Start, place: Place, at: datetime, beside: Case | None = None) -> Way:
    """A way in of a version of a procedure, whether or not it governs in a place."""
    unit, site = lies_in(place)
    blank = Matter(
        unit=unit, site=site, procedure=procedure.code, version=procedure.version, opened_at=at, entered_at=at
    )
    case = Case(blank, procedure, procedure.steps[start.step], at, pack().law, beside)
    return Way(case, start, first_act(case))


def ways(place: Place, at: datetime) -> Iterator[Way]:
    """Every way in that a place has by its adoptions, in the order of subjects; `may_begin` says for whom."""
    governing = in_force(place.code, local_day(at))
    first: Case | None = None
    main = dict.fromkeys(procedure.code for procedure in pack().procedures.values() if procedure.role == "main")
    for code in in_order(main, pack().subjects.values()):
        if code not in governing:
            continue
        procedure = pack().procedure(code, governing[code].versions[code])
        if not at_home(procedure, place):
            continue
        for start in procedure.starts:
            way = way_in(procedure, start, place, at, first)
            first = first or way.case
            yield way


def may_begin(way: Way, actors: list[Actor]) -> Actor | None:
    """The first of one person's actors to whom a way in is open; None where it is closed to her."""
    for by in actors:
        try:
            permit(way.case, way.act, by)
        except Refusal:
            continue
        return by
    return None
