"""The further bodies that the institutions need, with somebody new in each post that acts, and the places in a unit."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime

from yuanba.kernel.people.acts import Seat
from yuanba.kernel.people.models import Person
from yuanba.kernel.places.acts import found_place
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.ops.demo.cast import VILLAGE

COMMUNITY = "510722101002"
GROUPS = tuple(f"{VILLAGE}.{number:02d}" for number in range(1, 6))
# Places inside units, the outer first: code, kind, name.
INNER = (
    *((code, "group", f"{numeral}组") for code, numeral in zip(GROUPS, "一二三四五", strict=True)),
    (f"{COMMUNITY}.01", "compound", "涪江小区"),
    (f"{COMMUNITY}.01.01", "courtyard", "桂花院落"),
    (f"{COMMUNITY}.01.01.01", "building", "1号楼"),
)
# Which bodies stand in a place inside a unit, and then not in the unit itself.
BODIES_INSIDE: Mapping[str, Collection[str]] = {
    "group": ("group", "villager_group_assembly"),
    "compound": ("compound_party", "owners_assembly", "owners_committee", "property_company", "compound_meeting"),
    "courtyard": ("courtyard_council",),
    "building": (),
}
# A courtyard's council looks after its own yard; the unit has one for the others.
IN_BOTH = "courtyard_council"


def found_inner(units: Collection[str], *, since: date, at: datetime) -> list[Place]:
    """Found the groups, the compound, the courtyard and the building of those units that are in this demonstration."""
    return [
        found_place(code=code, kind=kind, name=name, since=since, body=f"{code[:12]}/committee", at=at)
        for code, kind, name in INNER
        if code[:12] in units
    ]


def bodies(place: Place, standing: Collection[str]) -> list[str]:
    """Kinds of bodies that the pack allows in a place and that it has not yet, in the pack's order."""
    if place.kind in BODIES_INSIDE:
        return list(BODIES_INSIDE[place.kind])
    inside = {body for code, kind, _ in INNER if code[:12] == place.code for body in BODIES_INSIDE[kind]} - {IN_BOTH}
    return [
        kind.code
        for kind in pack().bodies.values()
        if place.kind in kind.at and kind.code not in standing and kind.code not in inside
    ]


def posts(kinds: Collection[str]) -> Iterator[tuple[str, str, int]]:
    """(body, post, seats to fill): the fewest that the pack asks for, and one in every post that acts."""
    for kind in (pack().bodies[code] for code in kinds):
        for post in kind.posts.values():
            if number := max(post.seats[0], int(post.acts)):
                yield kind.code, post.code, number


def persons_needed(kinds: Collection[str]) -> int:
    """How many persons the seats of these bodies take."""
    return sum(number for _, _, number in posts(kinds))


def seats(kinds: Collection[str], persons: Iterator[Person]) -> list[Seat]:
    """Seats for these bodies, each with the next person: nobody gets two, so that no bar of any body is broken."""
    return [Seat(body, post, next(persons)) for body, post, number in posts(kinds) for _ in range(number)]
