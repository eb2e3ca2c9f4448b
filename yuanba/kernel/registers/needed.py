"""Which bodies the institutions need in a place, above it and under it, and how many places lack them still."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from yuanba.kernel.people.models import Body
from yuanba.kernel.places.codes import UNIT, ancestors
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.rules import LOCAL_RANKS
from yuanba.kernel.places.scope import valid_on, within
from yuanba.kernel.procedures.pack import BodyKind
from yuanba.kernel.registers.rules import UNITS


@dataclass(frozen=True, slots=True)
class Missing:
    """A kind of body that `lacking` of `whole` places have not set up; a place inside a unit counts for its unit."""

    body: str
    lacking: int
    whole: int


def missing(institutions: Iterable[str], place: Place, on: date) -> list[Missing]:
    """Bodies of the institutions' first clause that are lacking in some place that should have them; two queries."""
    kinds = dict.fromkeys(body for code in institutions for body in pack().institutions[code].bodies)
    above = ancestors(place.code)
    around = Place.objects.filter(valid_on(on), within(place.code) | Q(code__in=above)).exclude(kind__in=LOCAL_RANKS)
    places = dict(around.values_list("code", "kind"))
    concerned = within(place.code[:UNIT], path="place__code") | Q(place__code__in=above)
    holding: dict[str, set[str]] = defaultdict(set)
    for kind, code in Body.objects.filter(valid_on(on), concerned, kind__in=kinds).values_list("kind", "place__code"):
        holding[kind].add(code[:UNIT])
    found = []
    for body in kinds:
        should = {code for code, level in places.items() if _should(pack().bodies[body], level)}
        if lacking := should - holding[body]:
            found.append(Missing(body, len(lacking), len(should)))
    return found


def _should(body: BodyKind, level: str) -> bool:
    """Whether a place of a kind should have a body: its own, or one in a place inside it that its law governs."""
    if level in body.at:
        return True
    inside_only = set(body.at) <= LOCAL_RANKS.keys()
    statutes = pack().law.statutes
    return inside_only and level in UNITS and any(statutes[one.statute].governs(level) for one in body.law)
