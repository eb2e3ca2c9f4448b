"""What stands in a matter for those who act in it: words that are not public, and entries whose slips they may mend."""

import json
from dataclasses import dataclass
from datetime import datetime

from yuanba.kernel.matters import guards
from yuanba.kernel.matters.acts import mendable_fields
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.guarding import lint
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.permission import permit
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.procedures.wording import Flag
from yuanba.web import formats
from yuanba.web.desk.files import near


@dataclass(frozen=True, slots=True)
class Said:
    """One entry's words that are not public: never whose they are."""

    seq: int
    at: datetime
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Mendable:
    """An entry that the person at the desk may correct."""

    seq: int
    at: datetime
    step: str


def takings(matter: Matter) -> list[Taking]:
    return list(Taking.objects.filter(matter=matter).order_by("seq"))


def said(matter: Matter, entries: list[Taking], actors: list[Actor]) -> list[Said]:
    """What residents and bodies wrote that only those who act in the matter may read; nothing for anybody else."""
    if not any(near(by, matter) for by in actors):
        return []
    procedure, found = pack().procedure(matter.procedure, matter.version), []
    for taking in entries:
        step, data = procedure.steps[taking.step], json.loads(taking.data)
        asked = (*step.fields, *guards.spoken(step, data))
        hidden = [f for f in asked if not f.public and f.type in ("text", "long")]
        words = tuple((formats.text(f.name), str(data[f.code])) for f in hidden if data.get(f.code))
        if words:
            found.append(Said(taking.seq, taking.at, words))
    return found


def flagged(entries: list[Taking], actors: list[Actor], matter: Matter) -> list[Said]:
    """Notes for the supervision committee: what a form sounded like when it was sent all the same."""
    if not supervises(actors, matter):
        return []
    found = []
    for taking in entries:
        flags = json.loads(taking.data).get("flags", []) if '"flags"' in taking.data else []
        words = tuple((one["item"], formats.text(Text(one["zh"], one["en"]))) for one in flags)
        if words:
            found.append(Said(taking.seq, taking.at, words))
    return found


def linted(case: Case | None) -> list[Flag]:
    """Where the drafts of a matter may break the law on village rules, for its running steps; for people to judge."""
    if case is None or not any("no-fines" in step.guards for step in case.procedure.steps.values()):
        return []
    return lint(case)


def mendable(case: Case, entries: list[Taking], actors: list[Actor]) -> list[Mendable]:
    """Entries of running steps and past ones that one of these actors may correct."""
    open_steps: dict[str, bool] = {}
    found = []
    for taking in entries:
        step = case.procedure.steps[taking.step]
        fields = mendable_fields(step)
        if not taking.body or taking.corrects_id is not None or step.kind == "vote" or not fields:
            continue
        if not any(field.code in json.loads(taking.data) for field in fields):
            continue
        if step.code not in open_steps:
            then = Case(case.matter, case.procedure, step, case.at, case.law, case)
            open_steps[step.code] = any(_may(then, by) for by in actors)
        if open_steps[step.code]:
            found.append(Mendable(taking.seq, taking.at, formats.text(step.name)))
    return found


def _may(case: Case, by: Actor) -> bool:
    try:
        permit(case, Act("correct", case.step.name), by)
    except Refusal:
        return False
    return True


def supervises(actors: list[Actor], matter: Matter) -> bool:
    """Whether one of these actors may put a query in the matter."""
    return any(
        by.tenure is not None
        and pack().bodies[by.tenure.body.kind].oversight
        and by.tenure.body.place.code == matter.unit.code
        for by in actors
    )
