"""From words to what they mean: which place, which body of it, which posts; and who of the roll is meant."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from yuanba.kernel.people import private
from yuanba.kernel.people.models import Person, Private
from yuanba.kernel.people.roster.columns import tidy
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on, within
from yuanba.kernel.procedures.pack import BodyKind
from yuanba.kernel.procedures.refusal import Refusal

_ENDINGS = ("村民委员会", "居民委员会", "社区居委会", "村委会", "居委会", "人民政府", "街道办事处")
_BETWEEN = re.compile("[、,;/+及兼]")


def plain(name: str) -> str:
    """The name of a place without what its committee or office adds to it."""
    for ending in _ENDINGS:
        if name.endswith(ending) and name != ending:
            return name.removesuffix(ending)
    return name


class Places:
    """The places of a scope by code and by name; one query."""

    def __init__(self, scope: str, on: date) -> None:
        self.scope = scope
        self.by_code = {
            place.code: place
            for place in Place.objects.filter(valid_on(on), within(pack().code))
            .select_related("parent")
            .order_by("code")
        }
        self.named: dict[str, list[Place]] = defaultdict(list)
        for place in self.by_code.values():
            for name in {tidy(place.name), plain(tidy(place.name))}:
                self.named[name].append(place)

    def inside(self, place: Place) -> bool:
        return place.code.startswith(self.scope)

    def find(self, code: str, township: str, unit: str) -> Place:
        """The place a row speaks of. Refusals: `cell-place-unknown`, `cell-place-many`, `cell-place-outside`."""
        if code:
            place = self.by_code.get(code) or self.by_code.get(code.removesuffix("000"))
            if place is None:
                raise Refusal("cell-place-unknown", cell=code[:20])
        else:
            place = self._named(township, unit)
        if not self.inside(place):
            raise Refusal("cell-place-outside", cell=place.name)
        return place

    def _named(self, township: str, unit: str) -> Place:
        towns = self._matching(township, ("township", "county"))
        if township and not towns:
            raise Refusal("cell-place-unknown", cell=township[:20])
        if not unit:
            return self._one(towns, township)
        found = self._matching(unit, ())
        if township:
            found = [place for place in found if any(place.code.startswith(town.code) for town in towns)]
        elif len(found) > 1:
            # A name that stands once within the sender's own place needs no township.
            found = [place for place in found if self.inside(place)] or found
        return self._one(found, unit)

    def _matching(self, name: str, kinds: tuple[str, ...]) -> list[Place]:
        found = self.named.get(name) or self.named.get(plain(name)) or []
        return [place for place in found if not kinds or place.kind in kinds]

    @staticmethod
    def _one(found: list[Place], name: str) -> Place:
        if not found:
            raise Refusal("cell-place-unknown", cell=name[:20])
        if len(found) > 1:
            raise Refusal("cell-place-many", cell=name[:20], count=len(found))
        return found[0]


def names_of(kind: BodyKind, place: Place) -> set[str]:
    """Everything a kind of body is called in a place."""
    said = {kind.name.zh, kind.title(place.kind).zh, *kind.aliases}
    return {tidy(name) for name in said} | {tidy(place.name + name) for name in said}


@dataclass
class Posts:
    """Bodies and posts by their names, for each kind of place."""

    _bodies: dict[str, list[tuple[str, BodyKind]]] = field(default_factory=dict)

    def bodies(self, place: Place) -> list[tuple[str, BodyKind]]:
        """Names of the bodies that a place may have, the longest first."""
        if place.code not in self._bodies:
            found = [(name, k) for k in pack().bodies.values() if place.kind in k.at for name in names_of(k, place)]
            self._bodies[place.code] = sorted(found, key=lambda pair: (-len(pair[0]), pair[1].code))
        return self._bodies[place.code]

    def body(self, place: Place, said: str) -> BodyKind:
        """The body of this name. Refusal `cell-body-unknown`."""
        found = next((kind for name, kind in self.bodies(place) if name == said), None)
        if found is None:
            kinds = {k.title(place.kind).zh for k in pack().bodies.values() if place.kind in k.at and k.posts}
            raise Refusal("cell-body-unknown", place=place.name, cell=said[:20], known="、".join(sorted(kinds)))
        return found

    def posts(self, place: Place, body: str, said: str) -> list[tuple[BodyKind, str]]:
        """The posts a cell names, such as `党支部书记、村委会主任`: each with its body.

        Refusals: `cell-body-unknown`, `cell-body-missing`, `cell-post-unknown`.
        """
        given = self.body(place, body) if body else None
        # A post may have one of the signs in its own name (专兼职网格员).
        if whole := self._known(place, given, said):
            return [whole]
        return [self._post(place, given, part) for part in _BETWEEN.split(said) if part]

    def _known(self, place: Place, given: BodyKind | None, said: str) -> tuple[BodyKind, str] | None:
        if given is not None and (code := _post_of(given, said)):
            return given, code
        for name, kind in self.bodies(place):
            if said.startswith(name) and (code := _post_of(kind, said.removeprefix(name))):
                return kind, code
        return None

    def _post(self, place: Place, given: BodyKind | None, said: str) -> tuple[BodyKind, str]:
        if found := self._known(place, given, said):
            return found
        if given is None:
            raise Refusal("cell-body-missing", cell=said[:20])
        known = "、".join(post.name.zh for post in given.posts.values())
        raise Refusal("cell-post-unknown", body=given.title(place.kind).zh, cell=said[:20], known=known)


def _post_of(kind: BodyKind, said: str) -> str | None:
    return next((code for code, post in kind.posts.items() if tidy(post.name.zh) == said), None)


class Roll:
    """Who is on the rolls of some places, by name, and by identity number where one is given; three queries."""

    def __init__(self, places: Collection[str], identities: Iterable[str], on: date) -> None:
        self.named: dict[tuple[str, str], list[Person]] = defaultdict(list)
        for person in Person.objects.filter(valid_on(on), unit__in=places).order_by("pk"):
            self.named[person.unit, tidy(person.name)].append(person)
        known = Private.objects.filter(field="id_number", person__unit__in=places)
        self.identified = set(known.values_list("person_id", flat=True))
        digests = {private.blind("id_number", number): number for number in identities}
        self.numbered: Mapping[str, Person] = {
            digests[bytes(row.privates_blind)]: row  # type: ignore[attr-defined]
            for row in _with_blind(list(digests))
        }

    def find(self, unit: str, name: str, identity: str) -> Person | None:
        """Who is meant; None for somebody new. Refusals: `cell-person-other`, `cell-person-many`."""
        if identity and (known := self.numbered.get(identity)) is not None:
            if tidy(known.name) != name:
                raise Refusal("cell-person-other")
            return known
        same = self.named.get((unit, name), [])
        if identity:  # whoever has another number on record is another person of that name
            same = [one for one in same if one.pk not in self.identified]
        if len(same) > 1:
            raise Refusal("cell-person-many", cell=name, count=len(same))
        return same[0] if same else None


def _with_blind(digests: list[bytes]) -> list[Person]:
    from django.db.models import F

    found: list[Person] = []
    for start in range(0, len(digests), 500):
        found += Person.objects.filter(
            privates__field="id_number", privates__blind__in=digests[start : start + 500]
        ).annotate(privates_blind=F("privates__blind"))
    return found
