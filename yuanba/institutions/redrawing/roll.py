"""Households and persons of a redrawing: everybody has a unit afterwards, and no two households one number."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from yuanba.institutions.redrawing import rules
from yuanba.institutions.redrawing.ground import Ground
from yuanba.institutions.redrawing.lines import Home, Resident
from yuanba.kernel.people.models import Household, Person
from yuanba.kernel.places.codes import UNIT
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.redrawn import key

CHUNK = 500
LONGEST = 20


@dataclass(frozen=True, slots=True)
class Roll:
    """Who moves. People who had left the roll before the day stay where they were.

    `goes` says of every household by its key who takes it, and whom it follows by where it lies and its people live.
    """

    homes: tuple[Home, ...]
    residents: tuple[Resident, ...]
    goes: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)


def plan(ground: Ground) -> Roll:
    """Three queries."""
    on, scope = ground.order.on, ground.scope
    homes = list(Household.objects.filter(place__in=scope).order_by("pk"))
    rows = Person.objects.filter(Q(until__isnull=True) | Q(until__gt=on), unit__in=ground.giving)
    people = list(rows.order_by("pk").values_list("pk", "household_id", "place_id", "unit"))
    lives: dict[int, set[str | None]] = defaultdict(set)
    for _, home_id, place_id, _ in people:
        if home_id is not None:
            lives[home_id].add(ground.goes.get(place_id))
    heirs: dict[int, str] = {}
    goes: dict[str, tuple[str, str | None]] = {}
    for home in homes:
        heir = ground.goes.get(home.place_id) or _common(lives.get(home.pk, set()))
        place = scope[home.place_id]
        name = key(place.code, home.number)
        if chosen := (heir if name not in ground.order.choices.given else None) or ground.choose(
            [name], "household", home.number
        ):
            heirs[home.pk] = chosen
            goes[name] = (chosen, heir)
    residents = []
    for pk, home_id, place_id, unit in people:
        heir = heirs.get(home_id or 0) or ground.goes.get(place_id)
        if heir is None and home_id is None:
            heir = ground.choose([f"p{pk}"], "person", str(pk))
        if heir is not None and heir != unit:
            lived = scope.get(place_id, ground.giving[unit])
            residents.append(Resident(pk, heir, ground.lands(lived, heir)))
    moving = [(home, heirs[home.pk]) for home in homes if heirs.get(home.pk) not in (None, _unit(ground, home))]
    return Roll(tuple(_numbered(ground, moving)), tuple(residents), goes)


def _common(heirs: set[str | None]) -> str | None:
    """The heir of all who live in a household, where they have one."""
    return next(iter(heirs)) if len(heirs) == 1 else None


def _unit(ground: Ground, home: Household) -> str:
    return ground.scope[home.place_id].code[:UNIT]


def _numbered(ground: Ground, moving: list[tuple[Household, str]]) -> list[Home]:
    lands = {home.pk: ground.lands(ground.scope[home.place_id], heir) for home, heir in moving}
    standing: dict[str, set[str]] = defaultdict(set)
    for code, number in Household.objects.filter(place__code__in=set(lands.values())).values_list(
        "place__code", "number"
    ):
        standing[code].add(number)
    coming: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for home, _ in moving:
        coming[lands[home.pk]][ground.scope[home.place_id].code].append(home.number)
    numbers = {to: rules.kept_apart(by, standing[to], LONGEST) for to, by in coming.items()}
    lines = []
    for home, _ in moving:
        place, to = ground.scope[home.place_id].code, lands[home.pk]
        lines.append(Home(home.pk, place, home.number, to, numbers[to][place, home.number]))
    return lines


def write(roll: Roll, places: Mapping[str, Place]) -> None:
    """Move the households and persons of a plan."""
    homes = [Household(pk=line.pk, place=places[line.to], number=line.number_to) for line in roll.homes]
    Household.objects.bulk_update(homes, ["place", "number"], batch_size=CHUNK)
    people = [Person(pk=line.pk, place=places[line.to], unit=line.unit) for line in roll.residents]
    Person.objects.bulk_update(people, ["place", "unit"], batch_size=CHUNK)
