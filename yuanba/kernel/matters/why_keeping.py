"""Why a register may be kept, or an institution adopted, and by whom: the same chain without a matter."""

from collections.abc import Callable
from datetime import datetime

from yuanba.kernel.matters import why_words as words
from yuanba.kernel.matters.why import TURN_TO, Answer, Link, law_link, no_post, post_link, seats, settled, with_past
from yuanba.kernel.matters.why_about import nothing
from yuanba.kernel.matters.why_words import say
from yuanba.kernel.people.actors import Actor, capacities, tenures
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Body, Person
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers import keeping
from yuanba.kernel.registers.acts import governing

KEEP = Text("登记一条", "Write a record")
ADOPT = Text("采用这项制度", "Adopt this institution")
# Which body adopts for a place of a kind; a unit's own committee for all others.
ADOPTS = {"county": "county_guidance", "township": "township_office"}


def about_register(place: Place, code: str, person: Person | None, at: datetime) -> Answer:
    """Why somebody may write in a register of a place, or why not. Unasked where nobody keeps it by hand."""
    kind = pack().registers.get(code)
    if kind is None or not kind.kept_by:
        raise nothing("没有名为“{code}”、可以登记的登记册。", "No register named “{code}” is kept by hand.", code=code)
    step = Link("step", say(words.REGISTER, register=kind.name), words.AS_WRITTEN, True)

    def check(by: Actor) -> None:
        keeping.permit(kind, place, by, at)

    return _held(place, KEEP, kind.kept_by, pack().bodies[kind.kept_by].law, [step], check, person, at)


def about_adoption(place: Place, code: str, person: Person | None, at: datetime) -> Answer:
    """Why an institution may be adopted in a place, and by whom. Unasked where the pack declares none of that name."""
    found = pack().institutions.get(code)
    if found is None:
        raise nothing("没有名为“{code}”的制度。", "There is no institution named “{code}”.", code=code)
    adoption = governing(code, place.code, local_day(at))
    need = say(words.DECLARED, number=found.number, name=found.name)
    now = say(words.IN_FORCE, place=adoption.place, day=words.day(adoption.since)) if adoption else words.NOT_IN_FORCE
    adopter = ADOPTS.get(place.kind, "committee")
    law = next((pack().procedure(one).law for one in found.procedures if pack().procedure(one).law), ())

    def check(by: Actor) -> None:
        body = by.tenure.body if by.tenure else None
        if body is None or (body.kind, body.place.code) != (adopter, place.code):
            raise Refusal("not-your-step", step=ADOPT.zh, step_en=ADOPT.en)

    links = [Link("institution", need, now, True), Link("step", words.TYPED, words.AS_WRITTEN, True)]
    return _held(place, ADOPT, adopter, law, links, check, person, at)


def _held(
    place: Place,
    act: Text,
    kind: str,
    law: tuple[Citation, ...],
    between: list[Link],
    check: Callable[[Actor], None],
    person: Person | None,
    at: datetime,
) -> Answer:
    """The chain of what one body of a place does by itself."""
    day = local_day(at)
    around = [place.code, place.code[:9], place.code[:6]]
    bodies = list(Body.objects.filter(valid_on(day), place__code__in=around).select_related("place"))
    holder = next((one for one in bodies if (one.kind, one.place_id) == (kind, place.pk)), None)
    title = pack().bodies[kind].title(place.kind)
    actors = [] if person is None else with_past(holder, person, capacities(person, tenures(person, day), place.code))
    by, refusal = _allowed(actors, check)
    if holder is None:
        facts = {"place": place.name, "place_en": place.name_en, "body": title.zh, "body_en": title.en}
        by, refusal = None, Refusal("body-missing", **facts)
    cited = pack().law.governing(pack().bodies[kind].law, place.kind)
    links = [
        law_link(pack().law.governing(law, place.kind), None, day),
        *(link for link in between if link.kind == "institution"),
        Link("holder", say(words.HOLDER, body=title), say(words.STANDS, body=title), True, cited),
        *(link for link in between if link.kind != "institution"),
        post_link([holder], actors, by) if holder else no_post(),
        Link("person", words.IN_OFFICE, words.IN_OFFICE_IS, True),
    ]
    turn = {one.kind: one for one in sorted(bodies, key=lambda one: len(one.place.code)) if one.kind in TURN_TO}
    return Answer(
        act=act,
        links=settled(links, refusal, anybody=not actors),
        may=seats({holder.pk: holder} if holder else {}, day, frozenset()),
        turn=tuple(turn[kind] for kind in TURN_TO if kind in turn),
    )


def _allowed(actors: list[Actor], check: Callable[[Actor], None]) -> tuple[Actor | None, Refusal | None]:
    """The first of one person's actors who passes, or the refusal that tells most: that a term is over."""
    found: list[Refusal] = []
    for by in actors:
        try:
            check(by)
        except Refusal as refusal:
            found.append(refusal)
        else:
            return by, None
    return None, next((one for one in found if one.code == "tenure-over"), found[0]) if found else None
