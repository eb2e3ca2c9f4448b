"""What can be asked "why?": an act in a matter, a way in, a register, an adoption. Each ends in the same chain."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from yuanba.kernel.matters import verbs
from yuanba.kernel.matters import why_words as words
from yuanba.kernel.matters.case import Case, load
from yuanba.kernel.matters.lacking import at_start
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.offers import way_in
from yuanba.kernel.matters.opening import adopted, belongs, posted, stands, statutory
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.matters.why import Answer, Link, explain, with_past
from yuanba.kernel.matters.why_words import say
from yuanba.kernel.people.actors import Actor, capacities, tenures
from yuanba.kernel.people.models import Person
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.definitions import Procedure, Step, Text
from yuanba.kernel.procedures.outcomes import OUTCOME_NAMES
from yuanba.kernel.procedures.refusal import Refusal

PAPER = "-paper"
CORRECT = "correct."
OBJECT = Text("对公示提出异议", "Object to what is posted")
ASK = Text("提出监督质询", "Put a supervision question")
MEND = Text("更正一处笔误", "Correct a slip")


class Unasked(Exception):
    """Nobody can ask this: there is no such act, way in, register or institution. `words` say so."""

    def __init__(self, said: Text) -> None:
        self.words = said
        super().__init__(said.en)


def nothing(zh: str, en: str, **facts: str) -> Unasked:
    return Unasked(say(Text(zh, en), **facts))


def asker(person: Person | None, unit: str, case: Case) -> list[Actor]:
    """One person in all her capacities, those that have ended first; none where anybody asks."""
    if person is None:
        return []
    return with_past(case.matter.holder, person, capacities(person, tenures(person, case.on), unit))


def about_act(matter: Matter, code: str, person: Person | None, at: datetime) -> Answer:
    """Why an act may be done in a matter now, or why not. Unasked where its procedure knows no such act."""
    if code.startswith(CORRECT):
        return _about_correction(matter, code.removeprefix(CORRECT), person, at)
    if code in ("object", "ask") and matter.role == "main":
        return _about_beside(matter, code, person, at)
    plain = code.removesuffix(PAPER)
    procedure = pack().procedure(matter.procedure, matter.version)
    steps = [step for step in procedure.steps.values() if _named(step, plain)]
    if not steps:
        raise nothing(
            "“{procedure}”里没有“{act}”这种办法。",
            "There is no act “{act}” in “{procedure}”.",
            act=plain,
            procedure=procedure.name.zh,
        )
    if not matter.step:
        return _not_now(matter, steps, plain, person, at, Refusal("matter-ended"))
    case = load(matter, at)
    offered = next((act for act in verbs.of(case).acts(case) if act.code == plain), None)
    if offered is None:
        refusal = Refusal("act-not-open", step=case.step.name.zh, step_en=case.step.name.en)
        return _not_now(matter, steps, plain, person, at, refusal)
    actors = asker(person, case.unit.code, case)
    if code.endswith(PAPER) and person is not None:
        actors = _papers(case, actors)
    return explain(case, offered, actors)


def _papers(case: Case, actors: Sequence[Actor]) -> list[Actor]:
    """The same, entering a paper that somebody of the unit has signed; anybody of it stands for her."""
    resident = Person.objects.filter(unit=case.unit.code, until__isnull=True).order_by("pk").first()
    return [replace(by, resident=resident or by.person) for by in actors]


def _named(step: Step, code: str) -> Text | None:
    """What an act is called in a step; None where the step knows none of this code."""
    if code in step.on:
        return OUTCOME_NAMES[code]
    inner = verbs.VERBS[step.kind].inner.get(code)
    return inner.name if inner else None


def _not_now(
    matter: Matter, steps: Sequence[Step], code: str, person: Person | None, at: datetime, refusal: Refusal
) -> Answer:
    """The chain of an act whose step is not here, is over, or does not offer it yet."""
    procedure = pack().procedure(matter.procedure, matter.version)
    step = next((one for one in steps if one.code == matter.step), steps[0])
    case = Case(matter, procedure, step, at, pack().law)
    name = _named(step, code) or Text(code, code)
    need = say(words.STEPS, act=name, steps=words.listed([one.name for one in steps]))
    inner = verbs.VERBS[step.kind].inner.get(code)
    if inner is not None:
        need = words.both(need, inner.when)
    if matter.step:
        now = say(words.STEP_NOW, step=procedure.steps[matter.step].name)
    else:
        now = say(words.STEP_ENDED, end=procedure.ends[matter.end].name)
    door = Link("step", need, words.both(words.spoken(refusal), now), False, refusal=refusal)
    act = Act(code, name, inner=True, who="resident" if step.by == "@resident" else "step")
    return explain(case, act, asker(person, case.unit.code, case), door=door)


def _about_beside(matter: Matter, code: str, person: Person | None, at: datetime) -> Answer:
    """Objecting to what is posted, or questioning a step: a matter of its own, begun beside this one."""
    other, start, name = ("objection", "lodge", OBJECT) if code == "object" else ("supervision-query", "ask", ASK)
    procedure, _ = statutory(other, matter.unit, at)
    case = Case(matter, procedure, procedure.steps[start], at, pack().law)
    act = Act(code, name, inner=True, who="resident" if code == "object" else "step")
    need = words.POSTED if code == "object" else words.RUNS
    try:
        above = load(matter, at)
        if code == "object":
            posted(above)
        step = above.step.name
        door = Link("step", need, words.IS_POSTED if code == "object" else say(words.STEP_NOW, step=step), True)
    except Refusal as refusal:
        door = Link("step", need, words.spoken(refusal), False, refusal=refusal)
    return explain(case, act, asker(person, case.unit.code, case), door=door)


def _about_correction(matter: Matter, seq: str, person: Person | None, at: datetime) -> Answer:
    """Mending a slip of one entry: by the body that wrote it, while the matter runs, never a count."""
    old = Taking.objects.filter(matter=matter, seq=seq).first() if seq.isascii() and seq.isdigit() else None
    if old is None:
        raise nothing("没有第 {seq} 条记录。", "There is no entry {seq}.", seq=seq)
    procedure = pack().procedure(matter.procedure, matter.version)
    case = Case(matter, procedure, procedure.steps[old.step], at, pack().law)
    refusal = None
    if not matter.step:
        refusal = Refusal("matter-ended")
    elif not old.body or old.corrects_id is not None:
        refusal = Refusal("correct-not-yours")
    elif case.step.kind == "vote":
        refusal = Refusal("correct-count")
    now = words.spoken(refusal) if refusal else words.AS_WRITTEN
    door = Link("step", words.SLIP, now, refusal is None, refusal=refusal)
    return explain(case, Act("correct", MEND, inner=True), asker(person, case.unit.code, case), door=door)


def _procedure(code: str) -> Procedure:
    try:
        return pack().procedure(code)
    except KeyError:
        raise nothing("没有名为“{code}”的程序。", "There is no procedure named “{code}”.", code=code) from None


def about_start(place: Place, code: str, person: Person | None, at: datetime) -> Answer:
    """Why a matter may be begun in a place, or why not; `code` is `procedure.start`."""
    named, _, start = code.removesuffix(PAPER).partition(".")
    procedure = _procedure(named)
    try:
        procedure, _ = adopted(named, place, at)
        belongs(procedure, place)
        stands(place, at)
        now, refusal = say(words.ADOPTED, version=procedure.version), None
    except Refusal as missing:
        now, refusal = words.spoken(missing), missing
    way = next((one for one in procedure.starts if one.step == start), None)
    if way is None or procedure.role != "main":
        raise nothing(
            "“{procedure}”不能从“{start}”开始。",
            "“{procedure}” has no way in named “{start}”.",
            procedure=named,
            start=start,
        )
    adoption = Link("institution", say(words.ADOPTION, procedure=procedure.name), now, refusal is None, refusal=refusal)
    found = way_in(procedure, way, place, at)
    case = found.case
    act = replace(found.act, name=way.name)
    actors = asker(person, case.unit.code, case)
    if code.endswith(PAPER) and person:
        actors = _papers(case, actors)
    lack = at_start(case, act) if adoption.ok else None
    return explain(case, act, actors, adoption=adoption, lack=lack)
