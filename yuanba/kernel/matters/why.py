"""Why? One answer for what may be done and for what may not, by the same functions that permit and refuse.

A chain of links, from the law to the person; the first link that does not hold is the reason. Nothing in it is private:
a person named is an office-holder in a public post, and the asker hears only of herself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from yuanba.kernel.matters import guards, verbs
from yuanba.kernel.matters import why_words as words
from yuanba.kernel.matters.case import Case, basis
from yuanba.kernel.matters.permission import acting_bodies, open_to_residents, permit
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.matters.why_words import say
from yuanba.kernel.people.actors import Actor, officers
from yuanba.kernel.people.models import Body, Person, Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures import engine, vocabulary
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Step, Text
from yuanba.kernel.procedures.outcomes import ROLE_NAMES
from yuanba.kernel.procedures.reasons import KINDS, REASONS, Kind
from yuanba.kernel.procedures.refusal import Refusal

# Which link a refusal of `permit`, of the engine or of a way in breaks. Any other is a guard's.
BREAKS = {
    "power-unbound": "item",
    "not-adopted-here": "institution",
    "not-adopted": "institution",
    "procedure-not-here": "institution",
    "place-closed": "institution",
    "institution-unknown": "institution",
    "body-missing": "holder",
    "act-not-open": "step",
    "matter-ended": "step",
    "no-such-arrow": "step",
    "no-such-start": "step",
    "nothing-posted": "step",
    "correct-not-yours": "step",
    "correct-count": "step",
    "clock-only": "date",
    "not-your-step": "post",
    "not-your-register": "post",
    "not-yours-to-adopt": "post",
    "tenure-over": "person",
    "supervisor-acts": "person",
    "must-withdraw": "person",
    "not-a-resident": "person",
    "not-your-matter": "person",
    "contest-own": "person",
    "paper-by-clerk": "person",
}
# Of several refusals of one person's posts, the one that tells her most comes first.
_TELLING = ("tenure-over", "supervisor-acts", "must-withdraw")
MOST_NAMED = 40
TURN_TO = ("committee", "supervision_committee", "township_office")


@dataclass(frozen=True, slots=True)
class Link:
    """One link: what is needed, what is the case, whether it holds. `ok` is None where nobody in particular asks."""

    kind: str
    need: Text
    now: Text
    ok: bool | None
    law: tuple[Citation, ...] = ()
    unverified: Text | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """A post whose holders may do it, and those of them whom the public may know."""

    body: Body
    post: Text
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The chain about one act, who may do it, and where to turn."""

    act: Text
    links: tuple[Link, ...]
    may: tuple[Seat, ...] = ()
    residents: bool = False
    by_itself: bool = False
    rings_at: datetime | None = None
    turn: tuple[Body, ...] = ()

    @property
    def broken(self) -> Link | None:
        """The first link that does not hold: the reason."""
        return next((link for link in self.links if link.ok is False), None)

    @property
    def allowed(self) -> bool | None:
        """Whether the asker may; None where nobody in particular asks and nothing is in the way of those who may."""
        if self.broken is not None:
            return False
        return None if any(link.ok is None and link.kind in ("post", "person") for link in self.links) else True

    @property
    def reason(self) -> Kind | None:
        """The kind of reason for which it is refused."""
        refusal = self.broken.refusal if self.broken else None
        return KINDS[REASONS[refusal.code].kind] if refusal else None


def refusal_for(case: Case, act: Act, actors: Sequence[Actor]) -> tuple[Actor | None, Refusal | None]:
    """The first of one person's actors who may do an act, or the refusal that tells her most."""
    found: list[Refusal] = []
    for by in actors:
        try:
            permit(case, act, by)
        except Refusal as refusal:
            found.append(refusal)
        else:
            return by, None
    telling = (refusal for code in _TELLING for refusal in found if refusal.code == code)
    return None, next(telling, next((one for one in found if one.law), found[0])) if found else None


def with_past(body: Body | None, person: Person, actors: Sequence[Actor]) -> list[Actor]:
    """The same person, her ended terms in a body first: they tell most of why she may not."""
    held = {by.tenure.pk for by in actors if by.tenure}
    past = person.tenures.filter(body=body).exclude(pk__in=held).select_related("body__place")
    return [*(Actor(person, tenure) for tenure in past), *actors]


def explain(
    case: Case,
    act: Act,
    actors: Sequence[Actor],
    *,
    door: Link | None = None,
    adoption: Link | None = None,
    lack: Refusal | None = None,
) -> Answer:
    """The whole chain of an act in a case. No actors: anybody asks. `door`: the link of a step that is special;
    `lack`: why its form has nothing to choose."""
    by, refusal = refusal_for(case, act, actors) if actors else (None, _for_nobody(case, act))
    shut = door is not None and door.ok is False
    if shut and refusal is not None and BREAKS.get(refusal.code) in ("item", "holder"):
        refusal = None  # what is settled on the way to a step is no reason why it is not here yet
    step, current = case.step, standing(actors, case.on)
    clock = act.who == "clock"
    residents = open_to_residents(case, act)
    bodies = {} if clock or residents else _bodies(case, step, act)
    links = [
        law_link(laws(case, step), step.unverified, case.law_day),
        *_item(case, step),
        *([adoption] if adoption else []),
        _holder(case, step, act, clock=clock, residents=residents),
        door or _step(case, step, act),
        *_date(case, clock=clock),
        no_post() if clock or residents else post_link(list(bodies.values()), current, by),
        _person(case, clock=clock, residents=residents),
        Link("guard", words.GUARD, words.NOT_REACHED, None) if shut else guard(case, act, lack),
    ]
    return Answer(
        act=act.name,
        links=settled(links, refusal, anybody=not actors),
        may=seats(bodies, case.on, frozenset() if step.oversight or act.body else case.supervisors),
        residents=residents,
        by_itself=clock,
        rings_at=case.matter.rings_at or case.matter.due_at if clock else None,
        turn=turn(case),
    )


def _for_nobody(case: Case, act: Act) -> Refusal | None:
    """What refuses everybody: the clock's own acts, a body that is missing, a power that is not bound."""
    if act.who == "clock":
        return Refusal("clock-only")
    if open_to_residents(case, act) or act.body:
        return None
    try:
        case.holder(case.step)
    except Refusal as refusal:
        return refusal
    return None


def settled(links: Sequence[Link], refusal: Refusal | None, *, anybody: bool) -> tuple[Link, ...]:
    """The links with the refusal at its place: those before it hold, and of those behind it the asker's are left."""
    broken = BREAKS.get(refusal.code, "guard") if refusal else ""
    if broken and broken not in {link.kind for link in links}:
        broken = "guard"
    found, past = [], False
    for link in links:
        mine = link.kind in ("post", "person")
        if refusal is not None and link.kind == broken:
            law = (Citation.parse(refusal.law),) if refusal.law else link.law
            said = words.spoken(refusal)
            # Beside a post that is lacked stand those that she has.
            now = words.both(said, link.now) if link.kind == "post" and not anybody else said
            link = replace(link, ok=False, now=now, refusal=refusal, law=law)
        elif mine and past:
            link = replace(link, ok=None, now=words.NOT_REACHED)
        elif mine and anybody and link.ok is not False:
            link = replace(link, ok=None, now=words.UNASKED)
        past = past or link.ok is False
        found.append(link)
    return tuple(found)


def laws(case: Case, step: Step) -> tuple[Citation, ...]:
    """The articles of a step that concern this case: of a vote, those of the assemblies that may decide its power."""
    if step.kind == "vote" and case.exercise is not None:
        kinds = case.exercise.deciders.get(case.unit.kind, case.exercise.deciders["village"])
        found = (case.assembly(kind).basis for kind in kinds)
        return tuple(dict.fromkeys(one for one in found if one is not None))
    return case.law.governing(step.law or case.procedure.law, case.unit.kind)


def law_link(cited: tuple[Citation, ...], unverified: Text | None, on: date) -> Link:
    """What the law says, in our own words, by which edition. It never refuses by itself: it is why the rest is so."""
    articles = [article for one in cited if (article := pack().law.article(one)) is not None]
    need = articles[0].summary if articles else words.LAW_UNREAD if unverified else words.NO_LAW
    now = say(words.GOVERNS, day=words.day(on))
    for code in reversed(dict.fromkeys(one.statute for one in cited)):
        statute = pack().law.statutes[code]
        now = words.both(say(words.EDITION, name=statute.short, edition=statute.edition), now)
    return Link("law", need, now, True, cited, unverified)


def _item(case: Case, step: Step) -> list[Link]:
    power = case.matter.power
    if power is not None:
        need = say(words.ITEM, code=power.code, item=words.here(power))
        return [Link("item", need, words.ITEM_BOUND, True, case.law.governing(basis(power), case.unit.kind))]
    if step.binds or step.by in ("@deciding-body", "@executor"):
        # On a step that only needs the choice nothing holds yet: where it is asked for, `permit` refuses.
        if step.binds:
            return [Link("item", words.ITEM_OPEN, words.ITEM_UNBOUND, True)]
        return [Link("item", words.ITEM_OPEN, words.ITEM_LATER, None)]
    return []


def _titles(case: Case, step: Step) -> Text:
    try:
        kinds = case.kinds(step)
    except Refusal:
        kinds = ()
    return words.either([kind.title(case.unit.kind) for kind in kinds]) if kinds else ROLE_NAMES[step.by]


def _bodies(case: Case, step: Step, act: Act) -> dict[int, Body]:
    if act.body:
        own = case.body(act.body)
        return {own.pk: own} if own else {}
    try:
        holder = case.holder(step)
    except Refusal:
        return {}
    return acting_bodies(case, step, holder) if holder else {}


def _holder(case: Case, step: Step, act: Act, *, clock: bool, residents: bool) -> Link:
    if clock:
        return Link("holder", words.HOLDER_CLOCK, words.AS_WRITTEN, True)
    if residents:
        return Link("holder", say(words.HOLDER_RESIDENTS, place=words.here(case.place)), words.AS_WRITTEN, True)
    try:
        holder, kinds = case.holder(step), case.kinds(step)
    except Refusal:
        holder, kinds = None, ()
    if act.body:
        holder, kinds = case.body(act.body), (pack().bodies[act.body],)
    law = case.law.governing(kinds[0].law, case.unit.kind) if kinds else ()
    body = pack().bodies[holder.kind].title(holder.place.kind) if holder else None
    now = say(words.STANDS, body=body) if body else words.NOBODY
    return Link(
        "holder",
        say(words.HOLDER, body=kinds[0].title(case.unit.kind) if act.body else _titles(case, step)),
        now,
        True,
        law,
    )


def _step(case: Case, step: Step, act: Act) -> Link:
    need = say(words.STEP, step=step.name, act=act.name)
    if case.matter.pk is None:
        return Link("step", need, say(words.STEP_BEGINS, step=step.name), True)
    return Link("step", need, say(words.STEP_NOW, step=step.name), True)


def _date(case: Case, *, clock: bool) -> list[Link]:
    due, today = case.matter.due_at, words.day(case.on)
    if clock:
        need = say(words.RINGS, day=words.last_day(due)) if due else words.RINGS_FIRST
        return [Link("date", need, say(words.TODAY, day=today), True)]
    if due is None:
        return []
    now = say(words.DUE_NOT_OVER if case.at < due else words.DUE_OVER, day=today)
    return [Link("date", say(words.DUE, day=words.last_day(due)), now, True)]


def post_name(body: Body, post: str) -> Text:
    """凤凰村村民委员会主任, or "Director of Villagers' committee, Fenghuang Village"."""
    kind = pack().bodies[body.kind]
    title = kind.title(body.place.kind)
    return say(words.POST_ONE, place=words.here(body.place), body=title, post=kind.posts[post].name)


def post_link(bodies: Sequence[Body], actors: Sequence[Actor], by: Actor | None) -> Link:
    """The posts that would do, and hers."""
    needed = [post_name(body, post) for body in bodies for post in officers(body.kind)]
    need = say(words.POST, posts=words.posts(needed)) if needed else words.NOBODY
    mine = [by] if by and by.tenure else [one for one in actors if one.tenure]
    held = [post_name(one.tenure.body, one.tenure.post) for one in mine if one.tenure]
    spoken = words.POST_HELD if by else words.POST_LACKED
    now = say(spoken, posts=words.posts(held)) if held else words.POST_WITHOUT
    law = tuple(dict.fromkeys(one for body in bodies for one in pack().bodies[body.kind].law))
    return Link("post", need, now, True, pack().law.governing(law, bodies[0].place.kind) if bodies else ())


def no_post() -> Link:
    return Link("post", words.POST_NONE, words.AS_WRITTEN, True)


def _person(case: Case, *, clock: bool, residents: bool) -> Link:
    if clock:
        return Link("person", words.NOBODYS, words.AS_WRITTEN, True)
    if residents:
        here = words.here(case.place)
        return Link("person", say(words.RESIDENT, place=here), say(words.RESIDENT_IS, place=here), True)
    need = words.IN_OFFICE if case.step.oversight else words.IMPARTIAL
    return Link("person", need, words.IN_OFFICE_IS, True)


def guard(case: Case, act: Act, lack: Refusal | None = None) -> Link:
    """What stands on record against the act, whoever does it; what is written on the form is judged when it is sent."""
    named = [vocabulary.GUARDS[one.code] for one in guards.of(case, act) if one.code in vocabulary.GUARDS]
    need = words.both(words.GUARD, say(words.GUARDED, names=words.posts(named))) if named else words.GUARD
    found = Link("guard", need, words.both(words.GUARD_OPEN, words.GUARD_LEFT), True)
    if lack is not None:
        return replace(found, ok=False, now=words.spoken(lack), refusal=lack)
    if case.matter.pk is None:
        return found
    try:
        verbs.of(case).ready(case, act)
        if act.code in case.step.on and not act.inner:
            engine.advance(
                case.procedure, case.step, act.code, open_objections=case.open_objections, basis=case.disclosure
            )
    except Refusal as refusal:
        law = (Citation.parse(refusal.law),) if refusal.law else ()
        return replace(found, ok=False, now=words.spoken(refusal), refusal=refusal, law=law)
    return found


def standing(actors: Sequence[Actor], on: date) -> list[Actor]:
    """Those of one person's capacities that she has on a day."""
    held = [(by, by.tenure) for by in actors]
    return [by for by, one in held if one is None or (one.since <= on and (one.until is None or on < one.until))]


def seats(bodies: Mapping[int, Body], on: date, barred: frozenset[int]) -> tuple[Seat, ...]:
    """The posts that may act, each with its holders where the pack makes them public; one query."""
    if not bodies:
        return ()
    wanted = {(pk, post): body for pk, body in bodies.items() for post in officers(body.kind)}
    held = Tenure.objects.filter(valid_on(on), body__in=list(bodies), post__in={post for _, post in wanted})
    named: dict[tuple[int, str], list[str]] = {key: [] for key in wanted}
    for one in held.select_related("person").order_by("pk")[:MOST_NAMED]:
        key = (one.body_id, one.post)
        if key in wanted and one.person_id not in barred and pack().bodies[wanted[key].kind].posts[one.post].public:
            named[key].append(one.person.name)
    return tuple(
        Seat(body, pack().bodies[body.kind].posts[post].name, tuple(named[pk, post]))
        for (pk, post), body in wanted.items()
    )


def turn(case: Case) -> tuple[Body, ...]:
    """Where to turn with it: the committee, who supervises it, and the township."""
    return tuple(body for kind in TURN_TO if (body := case.body(kind)) is not None)
