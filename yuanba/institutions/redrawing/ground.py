"""The places of a redrawing: who gives, who takes over, and under which code each inner place stands afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from yuanba.institutions.redrawing.lines import Founded, Inner, Undecided
from yuanba.institutions.redrawing.order import LAW, Heir, Order
from yuanba.kernel.places import rules
from yuanba.kernel.places.codes import TOWNSHIP, UNIT, UNIT_KINDS, ancestors
from yuanba.kernel.places.english import english_name
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import within
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.refusal import Refusal


@dataclass
class Ground:
    """Places by code and by key; `inner` tells where a place lies afterwards, `choose` to whom something goes."""

    order: Order
    old: dict[str, Place]
    heirs: dict[str, Place]
    above: dict[str, Place]
    founded: tuple[Founded, ...] = ()
    within: dict[int, Place] = field(default_factory=dict)  # inner places that stand in what gives
    inner: dict[int, Inner] = field(default_factory=dict)  # those of them that move
    goes: dict[int, str] = field(default_factory=dict)  # inner place -> its heir
    undecided: list[Undecided] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    @property
    def giving(self) -> dict[str, Place]:
        """The units that give: those that end, and in a split also one that stays."""
        return {c: p for c, p in self.old.items() if self.order.kind == "split" or c not in self.heirs}

    @property
    def closing(self) -> dict[str, Place]:
        return {code: place for code, place in self.old.items() if code not in self.heirs}

    @property
    def scope(self) -> dict[int, Place]:
        """Everything that gives: units and the places in them, by key."""
        return {**{place.pk: place for place in self.giving.values()}, **self.within}

    def choose(self, keys: Iterable[str], what: str, name: str) -> str | None:
        """The heir of one thing: the only one, the one given for a key, or who takes the rest; else it is undecided."""
        known = list(keys)
        if len(self.heirs) == 1:
            return next(iter(self.heirs))
        for key in known:
            if key in self.order.choices.given:
                self.used.add(key)
                return self.order.choices.given[key]
        if self.order.choices.rest:
            return self.order.choices.rest
        self.undecided.append(Undecided(known[0], what, name))
        return None

    def lands(self, place: Place, heir: str) -> str:
        """Code of the place in which something that lay in `place` lies at its heir."""
        if self.goes.get(place.pk) == heir:
            return self.inner[place.pk].to if place.pk in self.inner else place.code
        return heir


def survey(order: Order) -> Ground:
    """Read the places of an order and settle their codes.

    Refusals: those of `rules.check_succession` and `rules.check_code`, `place-not-standing`, `place-code-taken`,
    `place-name-empty`, `place-parent-missing`, `redraw-quasi`, `redraw-units-only`, `redraw-new-today`,
    `redraw-choice-unknown`.
    """
    codes = {*order.old, *(heir.code for heir in order.new)}
    rules.check_succession(order.kind, order.old, [heir.code for heir in order.new])
    around = {above for code in codes if len(code) == UNIT for above in ancestors(code)}
    found = {place.code: place for place in Place.objects.filter(code__in=codes | around)}
    named = {heir.code: heir.name for heir in order.new}
    for code in sorted(codes):
        place = found.get(code) or Place(name=named.get(code) or code)
        rules.check_assembly(code, Text(place.name, place.name_en or place.name), law=LAW)
    for code in order.old:
        if code not in found or len(code) != UNIT:
            raise Refusal("redraw-units-only", place=code)
        _stands(found[code], order.on, old=True)
    heirs = {heir.code: _heir(heir, found, order) for heir in order.new}
    for code in (*order.choices.given.values(), order.choices.rest):
        if code and code not in heirs:
            raise Refusal("redraw-choice-unknown", place=code)
    new = tuple(
        Founded(place.code, place.kind, place.name, place.name_en) for place in heirs.values() if place.pk is None
    )
    ground = Ground(order, {code: found[code] for code in sorted(order.old)}, heirs, found, new)
    _inner(ground)
    return ground


def _stands(place: Place, on: date, *, old: bool = False) -> None:
    if not rules.valid(place.since, place.until, on):
        raise Refusal("place-not-standing", place=place.code, name=place.name, day=on.isoformat())
    if old and place.since == on:
        raise Refusal("redraw-new-today", place=place.name, place_en=place.name_en)


def _heir(heir: Heir, found: dict[str, Place], order: Order) -> Place:
    if heir.code in found:
        if heir.name and heir.name != found[heir.code].name:
            raise Refusal("place-code-taken", place=heir.code, name=found[heir.code].name)
        if len(heir.code) != UNIT:
            raise Refusal("redraw-units-only", place=heir.code)
        _stands(found[heir.code], order.on)
        return found[heir.code]
    rules.check_code(heir.code, UNIT_KINDS.get(heir.code[TOWNSHIP : TOWNSHIP + 1], ""))
    kind = UNIT_KINDS[heir.code[TOWNSHIP]]
    name = heir.name.strip()
    if not name:
        raise Refusal("place-name-empty")
    parent = found.get(heir.code[:TOWNSHIP])
    if parent is None or not rules.valid(parent.since, parent.until, order.on):
        raise Refusal("place-parent-missing", place=heir.code, parent=heir.code[:TOWNSHIP])
    english = english_name(name, kind)
    return Place(code=heir.code, kind=kind, name=name, name_en=english, parent=parent, since=order.on)


def _inner(ground: Ground) -> None:
    """Give every inner place that moves its code and name at the heir; a code that was ever given is never reused."""
    given, on = ground.giving, ground.order.on
    scopes = Q(pk__in=[])
    for code in {*given, *ground.heirs}:
        scopes |= within(code)
    rows = list(Place.objects.filter(scopes, code__contains=".").order_by("code"))
    taken = {row.code for row in rows}
    standing = [row for row in rows if row.until is None or row.until > on]
    names = {(row.code.rpartition(".")[0], row.name) for row in standing if row.code[:UNIT] in ground.heirs}
    by_code: dict[str, Place] = {**given}
    for row in standing:
        unit = row.code[:UNIT]
        if unit not in given:
            continue
        by_code[row.code] = ground.within[row.pk] = row
        around = by_code[row.code.rpartition(".")[0]]
        heir = ground.goes[around.pk] if around.pk in ground.goes else ground.choose([row.code], "place", row.name)
        if heir is None:
            continue
        ground.goes[row.pk] = heir
        if heir == unit:
            continue
        if row.since >= on:
            raise Refusal("redraw-new-today", place=row.name, place_en=row.name_en)
        parent = ground.inner[around.pk].to if around.pk in ground.inner else heir
        to = _free(f"{parent}.{row.code.rpartition('.')[2]}", taken)
        name = row.name if (parent, row.name) not in names else f"{given[unit].name}{row.name}"
        taken.add(to)
        names.add((parent, name))
        english = english_name(name, row.kind)
        ground.inner[row.pk] = Inner(row.pk, row.code, row.name, row.kind, to, parent, name, english)


def _free(code: str, taken: set[str]) -> str:
    around = code.rpartition(".")[0]
    number = 0
    while code in taken:
        number += 1
        code = f"{around}.{number:02d}"
    return code
