"""Why a register may be kept, or an institution adopted, and by whom: the same chain without a matter."""

from collections.abc import Callable, Mapping
from datetime import datetime

from yuanba.kernel.matters import why_words as words
from yuanba.kernel.matters.why import (
    TURN_TO,
    Answer,
    Link,
    law_link,
    no_post,
    post_link,
    seats,
    settled,
    standing,
    with_past,
)
from yuanba.kernel.matters.why_about import nothing
from yuanba.kernel.matters.why_words import say
from yuanba.kernel.people.actors import Actor, capacities, tenures
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Body, Person
from yuanba.kernel.places.codes import ancestors
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers import adopters, keeping
from yuanba.kernel.registers.acts import governing

KEEP = Text("登记一条", "Write a record")
ADOPT = Text("采用这项制度", "Adopt this institution")


def about_register(place: Place, code: str, person: Person | None, at: datetime) -> Answer:
    """Why somebody may write in a register of a place, or why not. Unasked where nobody keeps it by hand."""
    kind = pack().registers.get(code)
    if kind is None or not kind.kept_by:
        raise nothing("没有名为“{code}”、可以登记的登记册。", "No register named “{code}” is kept by hand.", code=code)
    step = Link("step", say(words.REGISTER, register=kind.name), words.AS_WRITTEN, True)

    def check(by: Actor) -> None:
        keeping.permit(kind, place, by, at)

    return _held(place, KEEP, {place.code: kind.kept_by}, pack().bodies[kind.kept_by].law, [step], check, person, at)


def about_adoption(place: Place, code: str, person: Person | None, at: datetime) -> Answer:
    """Why an institution may be adopted in a place, and by whom. Unasked where the pack declares none of that name."""
    found = pack().institutions.get(code)
    if found is None:
        raise nothing("没有名为“{code}”的制度。", "There is no institution named “{code}”.", code=code)
    adoption = governing(code, place.code, local_day(at))
    need = say(words.DECLARED, number=found.number, name=found.name)
    now = say(words.IN_FORCE, place=adoption.place, day=words.day(adoption.since)) if adoption else words.NOT_IN_FORCE
    law = next((pack().procedure(one).law for one in found.procedures if pack().procedure(one).law), ())
    around = Place.objects.filter(code__in=[*ancestors(place.code), place.code]).values_list("code", "kind")
    holders = {code: adopters.adopters()[kind] for code, kind in around if kind in adopters.adopters()}

    def check(by: Actor) -> None:
        adopters.permit(place, by, at)

    links = [Link("institution", need, now, True), Link("step", words.TYPED, words.AS_WRITTEN, True)]
    return _held(place, ADOPT, holders, law, links, check, person, at)


def _held(
    place: Place,
    act: Text,
    holders: Mapping[str, str],
    law: tuple[Citation, ...],
    between: list[Link],
    check: Callable[[Actor], None],
    person: Person | None,
    at: datetime,
) -> Answer:
    """The chain of what bodies do by themselves; `holders` are their kinds by the code of their place."""
    day = local_day(at)
    around = [*ancestors(place.code), place.code]
    bodies = list(Body.objects.filter(valid_on(day), place__code__in=around).select_related("place").order_by("pk"))
    held = {one.pk: one for one in bodies if holders.get(one.place.code) == one.kind}
    holder = next(iter(held.values()), None)
    title = words.either([pack().bodies[kind].title(place.kind) for kind in dict.fromkeys(holders.values())])
    actors = [] if person is None else with_past(holder, person, capacities(person, tenures(person, day), place.code))
    by, refusal = _allowed(actors, check)
    if holder is None:
        facts = {"place": place.name, "place_en": place.name_en, "body": title.zh, "body_en": title.en}
        by, refusal = None, Refusal("body-missing", **facts)
    kinds = dict.fromkeys(holders.values())
    cited = pack().law.governing([one for kind in kinds for one in pack().bodies[kind].law], place.kind)
    links = [
        law_link(pack().law.governing(law, place.kind), None, day),
        *(link for link in between if link.kind == "institution"),
        Link("holder", say(words.HOLDER, body=title), say(words.STANDS, body=title), True, cited),
        *(link for link in between if link.kind != "institution"),
        post_link(list(held.values()), standing(actors, day), by) if held else no_post(),
        Link("person", words.IN_OFFICE, words.IN_OFFICE_IS, True),
    ]
    turn = {one.kind: one for one in sorted(bodies, key=lambda one: len(one.place.code)) if one.kind in TURN_TO}
    return Answer(
        act=act,
        links=settled(links, refusal, anybody=not actors),
        may=seats(held, day, frozenset()),
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
