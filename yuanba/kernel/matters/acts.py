"""What is done in matters: open, take, correct, object, ask. One act, one transaction, one ledger entry."""

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from yuanba.kernel.ledger import acts as ledger
from yuanba.kernel.matters import agency, effects, guards, striking, subjects, verbs, voices
from yuanba.kernel.matters.case import Case, load, locked
from yuanba.kernel.matters.models import Contest, Evidence, Matter, Taking
from yuanba.kernel.matters.permission import as_whom, open_to_residents, permit
from yuanba.kernel.matters.powers import choice
from yuanba.kernel.matters.turned_away import Door, watched
from yuanba.kernel.matters.verbs import Act, Decision
from yuanba.kernel.people.actors import CLOCK, Actor
from yuanba.kernel.people.screening import screen
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures import blanks, engine
from yuanba.kernel.procedures.canonical import encode
from yuanba.kernel.procedures.definitions import STRUCK, Field, Step, Text
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.procedures.vocabulary import UPHOLDING
from yuanba.prepared import Prepared, given

log = logging.getLogger(__name__)

# Every column of a matter that an act may move.
MOVING = ["taken", "step", "end", "holder", "due_at", "rings_at", "closed_at", "entered_at", "power"]


# What a clerk attaches when she enters what a resident handed in on paper.
PAPER = Field(
    "paper", Text("本人签名的纸质材料（照片或扫描件）", "The signed paper (photo or scan)"), "file", public=False
)


def fields_of(case: Case, act: Act, by: Actor) -> tuple[Field, ...]:
    """The blanks of an act: with the power's where this step still has to bind one, with the paper's on paper."""
    binding = case.step.binds and case.matter.power_id is None and act.code in (case.step.forward, "sign")
    asked = (
        *((power_field(case),) if binding else ()),
        *act.fields,
        *guards.fields(case, act),
        *effects.fields(case, act),
        *((PAPER,) if by.paper else ()),
    )
    # A guard and an effect may ask for the same fact, or for one that the step asks itself: it is asked once.
    first: dict[str, Field] = {}
    for field in asked:
        first.setdefault(field.code, field)
    return tuple(first.values())


def power_field(case: Case) -> Field:
    """A choice among the powers of the unit's catalogue that this procedure exercises."""
    rows = case.catalogue(case.step.binds or "")
    return choice(rows, case.matter.procedure, case.place.kind, required=case.step.kind != "draft")


_by_key = Prepared(lambda: Taking.objects.filter(key=given("key")).select_related("matter"))


def replayed(key: UUID, by: Actor, matter: Matter | None, **done_to: Any) -> Taking | None:
    """The taking that this client's UUID already made; Refusal `key-reused` where it was used for something else.

    `done_to`: what the first use must have had in its matter, such as `procedure` or `parent_id`.
    """
    found: list[Taking] = _by_key(key=key)
    if not found:
        return None
    done = found[0]
    # A clerk's key serves one resident's paper: for the next one's it would lose the paper without a word.
    mine = by.person.pk if by.person else None, by.resident.pk if by.resident else None
    same = (done.person_id, done.resident_id) == mine
    same = same and all(getattr(done.matter, name) == value for name, value in done_to.items())
    if not same or (matter is not None and done.matter_id != matter.pk):
        raise Refusal("key-reused")
    return done


def take(
    *, matter: int, by: Actor, act: str, data: Mapping[str, Any], at: datetime, key: UUID, seen: int | None = None
) -> Taking:
    """Do one act in a matter: a replay of `key` returns the first taking and changes nothing.

    `seen` is the number of takings the person had before her eyes; a stale tab is refused, unless only voices beside
    hers were added since. Refusals: `matter-ended`, `stale`, `act-not-open`, those of `permit`, of the guards, of the
    verb, of the engine, and Unfilled.
    """
    with watched(Door(by, at, key)) as door, transaction.atomic():
        row = locked(matter)
        door.place, door.procedure, door.title = row.site or row.unit, row.procedure, row.title
        if done := replayed(key, by, row):
            if done.act != act:
                raise Refusal("key-reused")
            return done
        if seen is not None and seen != row.taken and not _beside(row, act, data, seen):
            raise Refusal("stale")
        case = load(row, at)
        verb = verbs.of(case)
        offered = next((one for one in verb.acts(case) if one.code == act), None)
        if offered is None:
            raise Refusal("act-not-open", step=case.step.name.zh, step_en=case.step.name.en)
        permit(case, offered, by)
        by = door.by = as_whom(case, offered, by)
        offered = replace(offered, fields=fields_of(case, offered, by))
        filled = blanks.fill(offered.fields, data, case.on)
        bind(case, filled)
        screen_words(case, offered, filled)
        kept = guards.check(case, offered, filled, by)
        offered, filled = guards.told(case, offered, kept), filled | kept
        decision = verb.decide(case, offered, filled, by)
        return settle(case, offered, decision, by, key)


def _beside(row: Matter, act: str, data: Mapping[str, Any], seen: int) -> bool:
    """Whether an act adds a voice to a step in which nothing has happened since it was seen but other such voices.

    The first of many signatures says what power it is about: a later one that says another is not about the same.
    """
    if not row.step or seen > row.taken:
        return False
    if act not in verbs.VERBS[pack().procedure(row.procedure, row.version).steps[row.step].kind].voices:
        return False
    if (power := data.get("power")) and (row.power is None or row.power.code != power):
        return False
    return not Taking.objects.filter(matter=row, seq__gt=seen).exclude(step=row.step, act=act, to="").exists()


def bind(case: Case, filled: dict[str, Any]) -> None:
    """Bind the matter to the power chosen on the form."""
    if power := filled.pop("power", None):
        case.matter.power = next(row for row in case.catalogue(case.step.binds or "") if row.code == power)
        case.__dict__.pop("exercise", None)


def screen_words(case: Case, act: Act, filled: Mapping[str, Any]) -> None:
    """Refuse public words of a form that name a resident."""
    words = [str(filled[f.code]) for f in act.fields if f.public and f.type in ("text", "long") and f.code in filled]
    for f in act.fields:
        if f.type == "items" and f.public:
            words += [f"{row['name']} {row['note']}" for row in filled.get(f.code, [])]
    screen(words, unit=case.unit.code, on=case.on)


def settle(case: Case, act: Act, decision: Decision, by: Actor, key: UUID) -> Taking:
    """Write the taking, move the token, set the date, enter the ledger, let the verb and the family follow."""
    matter, step = case.matter, case.step
    move = None
    if decision.outcome is not None:
        move = engine.advance(
            case.procedure, step, decision.outcome, open_objections=case.open_objections, basis=case.disclosure
        )
    matter.taken += 1
    body = decision.body or acting_body(case, act, by)
    taking = write(
        case, act.code, decision, by, key, body=body, to=step.on[decision.outcome] if decision.outcome else ""
    )
    if move is None:
        if decision.due_at is not None:
            set_due(matter, step, decision.due_at)
    elif move.step is not None:
        enter(case, move.step)
    else:
        assert move.end is not None
        finish(matter, move.end.code, case.at)
    matter.save(update_fields=MOVING, force_update=True)
    verb = verbs.VERBS[step.kind]
    verb.apply(case, taking, decision)
    subjects.note(case, act, taking, decision.data)
    if decision.outcome is not None:
        effects.follow(case, step, Act(decision.outcome, act.name), taking, by)
    if act.inner and (rung := verb.clock(case)) not in (None, "lapse"):
        # An inner act can complete its step: the last signature that a petition needed.
        take(matter=matter.pk, by=CLOCK, act=str(rung), data={}, at=case.at, key=uuid4())
    if matter.closed_at is not None and matter.parent_id is not None:
        _tell_parent(matter, case.at, body)
    return taking


def finish(matter: Matter, end: str, at: datetime) -> None:
    """Take a matter's token off: it has come to this end, and waits for nobody any more."""
    matter.step, matter.end = "", end
    matter.holder, matter.due_at, matter.rings_at, matter.closed_at = None, None, None, at


def enter(case: Case, step: Step) -> None:
    """Put the matter's token on a step: who holds it now, since when, until when."""
    matter = case.matter
    matter.step, matter.entered_at = step.code, case.at
    matter.holder = case.holder(step)
    set_due(matter, step, engine.due_at(step, start=case.at, params=case.params, law=case.law))
    case.step = step


def set_due(matter: Matter, step: Step, due: datetime | None) -> None:
    """Set the date of a step, and whether the clock itself acts when it comes."""
    matter.due_at = due
    matter.rings_at = due if step.kind in ("publish", "wait") or "lapse" in step.on else None


def acting_body(case: Case, act: Act, by: Actor) -> str:
    """Kind of the body that acts: empty for residents and for the clock."""
    if by.speaker is None or open_to_residents(case, act):
        return ""
    return case.kinds(case.step)[0].code


def write(
    case: Case,
    act: str,
    decision: Decision,
    by: Actor,
    key: UUID,
    *,
    body: str,
    to: str,
    corrects: Taking | None = None,
) -> Taking:
    """Insert one taking with its evidence, and enter it in the unit's ledger."""
    village = voices.speaks(case, by)
    body = voices.COMMITTEE if village else body
    public = {
        "matter": case.matter.number,
        "seq": case.matter.taken,
        "step": case.step.code,
        "act": act,
        "to": to,
        "at": case.at.isoformat(timespec="seconds"),
        "body": body,
        "paper": by.paper,
        **({"agent": True} if by.agent else {}),
        "data": {**decision.public, **voices.said(village)},
    }
    agency.spend(by, case.unit, case.on)
    said = encode(public)
    taking = Taking(
        matter=case.matter,
        seq=case.matter.taken,
        step=case.step.code,
        act=act,
        to=to,
        at=case.at,
        body=body,
        # A post that nothing was done in is not hers to be remembered by.
        tenure=by.tenure if body or by.resident is not None else None,
        person=by.person,
        resident=by.resident,
        authorisation_id=by.authorisation,
        data=encode(dict(decision.data)).decode(),
        public=said.decode(),
        key=key,
        corrects=corrects,
    )
    unit = case.unit.code
    secret = encode({**public, "data": dict(decision.data), "key": str(key), **_mandate(by)})
    if by.speaker is not None and not body:
        taking.pending = ledger.append_resident(unit=unit, at=case.at, secret=secret).pk
    else:
        kind = "matter.taken" if by.speaker is not None else "matter.due"
        entry = ledger.append(
            unit=unit,
            kind=kind,
            at=case.at,
            body=f"{village.code if village else unit}/{body}" if body else "",
            documents=[sha256(said).digest()],
            secrets=[secret],
        )
        taking.leaf, taking.entry = bytes(entry.leaf_hash).hex(), entry.pk
    taking.save(force_insert=True)
    Evidence.objects.bulk_create(_evidence(taking, decision.data))
    return taking


def _mandate(by: Actor) -> dict[str, int]:
    """What the ledger is told in secret of an agent's act: by which authorisation."""
    return {"authorisation": by.authorisation} if by.authorisation is not None else {}


def _evidence(taking: Taking, data: Mapping[str, Any]) -> list[Evidence]:
    return [
        Evidence(
            taking=taking,
            task=str(data.get("task", "")),
            name=value["name"][:120],
            sha256=value["sha256"],
            size=value["size"],
            media=value["media"],
        )
        for value in data.values()
        if isinstance(value, Mapping) and "sha256" in value
    ]


def _tell_parent(child: Matter, at: datetime, body: str) -> None:
    """An upheld objection turns its parent back, an upheld contest strikes an entry: an act of its own, with its own
    entry, in one transaction. A township orders a posting to be corrected, never a resolution."""
    if child.end not in UPHOLDING.get(child.role, ()):
        return
    if child.role == "contest":
        _strike(child, at, body)
        return
    assert child.parent_id is not None
    # Where another objection has turned the parent back already, what this one objected to is no longer posted.
    if Matter.objects.filter(pk=child.parent_id, step=child.parent_step).exists():
        take(matter=child.parent_id, by=CLOCK, act=child.end, data={}, at=at, key=uuid4())


def _strike(child: Matter, at: datetime, body: str) -> None:
    """Strike the contested entry beside itself: it stays readable and counts no longer. `body` is who upheld it."""
    assert child.parent_id is not None
    row = locked(child.parent_id)
    old = striking.withdraw(Contest.objects.select_related("taking").get(matter=child), at)
    procedure = pack().procedure(row.procedure, row.version)
    case = Case(row, procedure, procedure.steps[old.step], at, pack().law)
    said = {"corrects": old.seq, "contest": child.number, **striking.counted(case)}
    row.taken += 1
    fallen = striking.hollow(row)
    if fallen:
        finish(row, STRUCK.code, at)
    row.save(update_fields=MOVING, force_update=True)
    to = STRUCK.code if fallen else ""
    write(case, "struck", Decision(None, said, said), CLOCK, uuid4(), body=body, to=to, corrects=old)


def mendable_fields(step: Step) -> tuple[Field, ...]:
    """The blanks of a step whose words and figures can be mended later: none has to be."""
    typed = (*step.fields, *verbs.VERBS[step.kind].mendable)
    return tuple(replace(f, required=False, fixed=False, late=False) for f in typed if f.type != "file")


def correct(*, taking: int, by: Actor, data: Mapping[str, Any], reason: str, at: datetime, key: UUID) -> Taking:
    """Mend an honest slip by an act beside the old one: what was written stays, the mended words stand next to it.

    Only words and figures that were typed can be mended, by the same body, while the matter runs; never a count.
    Refusals: `matter-ended`, `correct-not-yours`, `correct-nothing`, `correct-count`, those of the guards, Unfilled.
    """
    with transaction.atomic():
        old = Taking.objects.select_related("matter").get(pk=taking)
        row = locked(old.matter_id)
        if done := replayed(key, by, row):
            return done
        now = load(row, at)
        step = now.procedure.steps[old.step]
        if not old.body or old.corrects_id is not None:
            raise Refusal("correct-not-yours")
        if step.kind == "vote":
            raise Refusal("correct-count")
        case = Case(row, now.procedure, step, at, now.law)
        permit(case, Act(old.act, step.name), by)
        mendable = mendable_fields(step)
        filled = blanks.fill(mendable, data, Case(row, now.procedure, step, old.at, now.law).on)
        said = blanks.fill([verbs.REASON], {"reason": reason})
        if not filled:
            raise Refusal("correct-nothing")
        screen_words(case, Act(old.act, step.name, (*mendable, verbs.REASON)), {**filled, **said})
        # What may not pass the door may not come in by a correction either; what it only sounds like is kept.
        whole = {**json.loads(old.data), **filled, guards.HEEDED.code: True}
        kept = guards.check(case, Act(old.act, step.name, mendable), whole, by)
        row.taken += 1
        shown = {code: value for code, value in filled.items() if next(f for f in mendable if f.code == code).public}
        decision = Decision(None, {**filled, **said, **kept}, {**shown, **said, "corrects": old.seq})
        mended = write(case, "correct", decision, by, key, body=old.body, to="", corrects=old)
        Matter.objects.filter(pk=row.pk).update(taken=row.taken)
        return mended


def tick(*, now: datetime) -> int:
    """Do what time has brought about in matters that are due; returns how many acts. Safe to run twice at once."""
    done, last = 0, 0
    ringing = Matter.objects.filter(rings_at__lte=now).select_related("unit", "site", "power", "about").order_by("pk")
    while rows := list(ringing.filter(pk__gt=last)[:200]):
        for row in rows:
            last = row.pk
            try:
                done += _ring(row, now)
            except Refusal as refusal:
                # One matter that cannot go on (a body is missing, an objection is open) must not hold up the others.
                log.info("%s waits: %s", row.number, refusal)
            except Exception:
                # Nor may one that is broken: what it needs is a person, and the others need their day.
                log.exception("%s broke", row.number)
    return done


def _ring(row: Matter, now: datetime) -> bool:
    """Do what time has brought about in one matter; False where it has brought nothing."""
    case = load(row, now)
    act = verbs.of(case).clock(case)
    if act is not None:
        # A key that a client could foresee is one that she could use up; a second ticker is stopped by `seen`.
        take(matter=row.pk, by=CLOCK, act=act, data={}, at=now, key=uuid4(), seen=row.taken)
    return act is not None
