"""How a matter begins: by its own ways in, or as the child of another (an objection, a query)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from yuanba.kernel.matters import bounds, guards, verbs, voices
from yuanba.kernel.matters.acts import (
    bind,
    enter,
    fields_of,
    replayed,
    screen_words,
    settle,
    write,
)
from yuanba.kernel.matters.case import Case, load, locked
from yuanba.kernel.matters.models import Counter, Matter, Support, Taking
from yuanba.kernel.matters.permission import as_whom, permit, permit_resident
from yuanba.kernel.matters.turned_away import Door, watched
from yuanba.kernel.matters.verbs import Act, Decision
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Body
from yuanba.kernel.places.codes import TOWNSHIP, UNIT
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures import blanks, engine
from yuanba.kernel.procedures.canonical import encode
from yuanba.kernel.procedures.definitions import Field, Procedure, Text
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.adopting import in_force

TITLE = Field("title", Text("事项名称", "Title"), "text")


def number(unit: Place, at: datetime) -> str:
    """The next matter number of a unit, township or county and year, such as 510722101201-2026-000017."""
    year = local_day(at).year
    Counter.objects.get_or_create(unit=unit.code, year=year)
    row = Counter.objects.select_for_update().get(unit=unit.code, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"{unit.code}-{year}-{row.last:06d}"


def adopted(procedure: str, unit: Place, at: datetime) -> tuple[Procedure, dict[str, int]]:
    """The version and parameters of a procedure that govern in a unit. Refusal `not-adopted-here`."""
    word = in_force(unit.code, local_day(at), [procedure]).get(procedure)
    if word is not None:
        chosen = pack().procedure(procedure, word.versions[procedure])
        return chosen, {code: word.params.get(code, p.default) for code, p in chosen.params.items()}
    name = pack().procedure(procedure).name
    raise Refusal("not-adopted-here", place=unit.name, place_en=unit.name_en, procedure=name.zh, procedure_en=name.en)


def statutory(procedure: str, unit: Place, at: datetime) -> tuple[Procedure, dict[str, int]]:
    """As `adopted`; where nothing is adopted the newest version with its defaults, for what the law gives everybody."""
    try:
        return adopted(procedure, unit, at)
    except Refusal:
        chosen = pack().procedure(procedure)
        return chosen, {code: p.default for code, p in chosen.params.items()}


def lies_in(place: Place) -> tuple[Place, Place | None]:
    """The unit, township or county of a place, and the place itself where it lies inside a unit."""
    if len(place.code) <= UNIT:
        return place, None
    unit = place
    while len(unit.code) > UNIT:
        assert unit.parent is not None
        unit = unit.parent
    return unit, place


def beside(
    parent: Matter, procedure: str, step: str, at: datetime, *, about: Body | None
) -> tuple[Case, dict[str, int]]:
    """A child of a matter before it exists, at its first step, with its parameters: what permission is asked of."""
    chosen, params = statutory(procedure, parent.unit, at)
    blank = Matter(unit=parent.unit, site=parent.site, parent=parent, about=about, opened_at=at, entered_at=at)
    return Case(blank, chosen, chosen.steps[step], at, pack().law), params


def new_case(
    procedure: Procedure, params: Mapping[str, int], start: str, place: Place, title: str, at: datetime, **family: Any
) -> Case:
    stands(place, at)
    step = engine.start_at(procedure, start)
    unit, site = lies_in(place)
    matter = Matter(
        number=number(unit, at),
        unit=unit,
        site=site,
        township=unit.code[:TOWNSHIP],
        procedure=procedure.code,
        version=procedure.version,
        params=encode(dict(params)).decode(),
        role=procedure.role,
        title=title,
        step=step.code,
        opened_at=at,
        entered_at=at,
        **family,
    )
    return Case(matter, procedure, step, at, pack().law)


def open_matter(
    *, procedure: str, start: str, unit: Place, by: Actor, title: str, data: Mapping[str, Any], at: datetime, key: UUID
) -> Taking:
    """Begin a matter at one of its ways in. A first step that is a draft is submitted in the same act.

    `unit` is where it lies: a unit, a place inside one, or a township or county where the procedure belongs there.
    Refusals: `not-adopted-here`, `procedure-not-here`, `place-closed`, `no-such-start`, `too-many-open`, those of
    `permit` and the guards, Unfilled.
    """
    chosen, params = adopted(procedure, unit, at)
    belongs(chosen, unit)
    with watched(Door(by, at, key, unit, procedure)) as door, transaction.atomic():
        if done := replayed(key, by, None, procedure=procedure, parent_id=None):
            return done
        words = blanks.fill([TITLE], {"title": title})
        door.title = words["title"]
        case = new_case(chosen, params, start, unit, words["title"], at)
        door.by = as_whom(case, first_act(case), by)
        return begin(case, door.by, {**data, **words}, key)


def at_home(procedure: Procedure, place: Place) -> bool:
    """Whether matters of a procedure lie in this kind of place, and its law speaks of places inside units like this.

    The groups of a village have meetings with a quorum (VCOL 32), those of a community have not (RCOL 13).
    """
    unit, site = lies_in(place)
    lawful = site is None or not procedure.law or pack().law.cite(procedure.law, unit.kind) is not None
    return place.kind in procedure.at and lawful


def stands(place: Place, at: datetime) -> None:
    """Refuse to begin anything in a place that was merged away. Refusal `place-closed`."""
    if place.until is not None and place.until <= local_day(at):
        raise Refusal("place-closed", place=place.name, place_en=place.name_en)


def belongs(procedure: Procedure, place: Place) -> None:
    """Refuse a procedure that is not at home in a place. Refusal `procedure-not-here`."""
    if not at_home(procedure, place):
        names = {"procedure": procedure.name.zh, "procedure_en": procedure.name.en}
        raise Refusal("procedure-not-here", place=place.name, place_en=place.name_en, **names)


def first_act(case: Case) -> Act:
    """What begins a matter: a draft is submitted at once, any other first step is opened."""
    drafting = case.step.kind == "draft"
    return Act(
        "submit" if drafting else "open", case.step.name, case.step.fields if drafting else (), inner=not drafting
    )


def first_fields(case: Case, act: Act, by: Actor) -> tuple[Field, ...]:
    """The blanks with which a matter begins, beside its title."""
    if case.step.kind == "collect":
        act = Act(case.step.forward, case.step.name)
    return fields_of(case, act, by)


def begin(case: Case, by: Actor, data: Mapping[str, Any], key: UUID) -> Taking:
    matter, verb = case.matter, verbs.VERBS[case.step.kind]
    drafting = case.step.kind == "draft"
    act = first_act(case)
    permit(case, act, by)
    bounds.bounded(case, by)
    act = replace(act, fields=first_fields(case, act, by))
    filled = blanks.fill(act.fields, data, case.on)
    bind(case, filled)
    screen_words(case, replace(act, fields=(TITLE, *act.fields)), {**filled, "title": matter.title})
    kept = guards.check(case, act, filled, by)
    act, filled = guards.told(case, act, kept), filled | kept
    matter.save(force_insert=True)
    if not drafting:
        enter(case, case.step)
    return settle(case, act, verb.decide(case, act, filled, by), by, key)


def object_to(
    *,
    parent: int,
    by: Actor,
    ground: str,
    words: str,
    at: datetime,
    key: UUID,
    paper: Mapping[str, Any] | None = None,
) -> Taking:
    """Object to what is posted. While the objection is open its parent may not go on (VCOL 35). `paper`: its scan.

    An open objection on the same ground is joined, and each person counts once; to a posting above it a village objects
    in its own name, once for each ground. Refusals: `village-objected`, `nothing-posted`,
    `joined-already`, those of `permit_resident`, Unfilled.
    """
    with transaction.atomic():
        # A child is locked before its parent, as an answer that turns the parent back does: two orders would deadlock.
        joined = _open_objection(parent, ground)
        if joined is not None:
            joined = locked(joined.pk)
        row = locked(parent)
        if done := replayed(key, by, None, role="objection", parent_id=parent):
            return done
        above = load(row, at)
        lodging, params = beside(row, objection_to(row.unit), "lodge", at, about=row.holder)
        permit_resident(row.unit, by, lodging, "submit")
        posted(above)
        assert by.speaker is not None
        unit = voices.village(by, row.unit)
        if unit is not None:
            voices.once(row, ground, unit, row.entered_at)
        if joined is not None and joined.closed_at is None:
            return _join(joined, by, {"words": words, "paper": paper}, at, key)
        if _open_objection(parent, ground) is not None:
            # Somebody lodged one on this ground a moment ago; her next try joins it.
            raise Refusal("stale")
        chosen = lodging.procedure
        if ground not in chosen.steps["lodge"].fields[0].choices:
            raise Refusal("blank-not-a-choice")
        title = chosen.steps["lodge"].fields[0].choices[ground]
        case = new_case(
            chosen,
            params,
            "lodge",
            row.unit,
            f"对“{row.title[:60]}”公示的异议：{title.zh}",
            at,
            parent=row,
            parent_step=row.step,
            ground=ground,
            about=row.holder,
        )
        taking = begin(case, by, {"ground": ground, "words": words, "paper": paper}, key)
        if unit is None:
            Support.objects.create(matter=case.matter, person=by.speaker, taking=taking)
        return taking


def posted(above: Case) -> None:
    """Refuse an objection where nothing is posted now. Refusal `nothing-posted`."""
    if above.step.kind != "publish" or not verbs.of(above).stands(above):
        raise Refusal("nothing-posted")


def objection_to(place: Place) -> str:
    """The procedure by which a posting of this kind of place is objected to."""
    return next(p.code for p in pack().procedures.values() if p.role == "objection" and place.kind in p.at)


def _open_objection(parent: int, ground: str) -> Matter | None:
    return Matter.objects.filter(parent=parent, role="objection", ground=ground, closed_at__isnull=True).first()


def _join(row: Matter, by: Actor, data: Mapping[str, Any], at: datetime, key: UUID) -> Taking:
    assert by.speaker is not None
    unit = voices.village(by, row.unit)
    if unit is None and Support.objects.filter(matter=row, person=by.speaker).exists():
        raise Refusal("joined-already" if by.resident is None else "joined-for-already")
    case = load(row, at)
    act = Act("join", Text("附议", "Join"), case.procedure.steps["lodge"].fields, inner=True, who="resident")
    filled = blanks.fill(fields_of(case, act, by), {**data, "ground": row.ground}, case.on)
    row.taken += 1
    taking = write(case, act.code, Decision(None, filled), by, key, body="", to="")
    Matter.objects.filter(pk=row.pk).update(taken=row.taken)
    if unit is None:
        Support.objects.create(matter=row, person=by.speaker, taking=taking)
    return taking


def ask(*, parent: int, by: Actor, question: str, at: datetime, key: UUID) -> Taking:
    """The supervision committee questions a step; the body that holds or last held it must answer in time (VCOL 37).

    Refusals: `not-your-step`, `matter-ended`, `too-many-open`, Unfilled.
    """
    with transaction.atomic():
        row = locked(parent)
        if done := replayed(key, by, None, role="query", parent_id=parent):
            return done
        above = load(row, at)
        chosen, params = statutory("supervision-query", row.unit, at)
        case = new_case(
            chosen,
            params,
            "ask",
            row.unit,
            f"对“{row.title[:60]}”的监督质询",
            at,
            parent=row,
            parent_step=row.step,
            about=answerer(above),
        )
        return begin(case, by, {"question": question}, key)


def answerer(case: Case) -> Body:
    """Who answers for a matter now: the body that holds it; the committee where residents or supervisors hold it."""
    holder = case.matter.holder
    if holder is not None and not pack().bodies[holder.kind].oversight:
        return holder
    body = case.body("committee")
    if body is None:
        name = pack().bodies["committee"].title(case.unit.kind)
        raise Refusal("body-missing", place=case.unit.name, place_en=case.unit.name_en, body=name.zh, body_en=name.en)
    return body
