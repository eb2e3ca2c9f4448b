"""Posts that two people, or one, may not hold side by side: found again whenever somebody asks.

A bar is checked when a post is given. Kinship is declared when somebody declares it, which may be later: so what was
lawful on its day can be a conflict now, and nobody is told by the act itself.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from yuanba.kernel.people.models import Kinship, Person, Tenure
from yuanba.kernel.people.rules import BARS
from yuanba.kernel.places.codes import unit_of
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on, within


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody in a post who should not be in it, or who acted in what concerns her or a near relative.

    `matter` is empty for posts that exclude each other. `other` is the person whose nearness is the reason; herself
    where it is her own second post or interest. `kinship` is how `other` is related to her, or empty.
    """

    kind: str  # "posts" or "acted"
    place: Place
    person: Person
    post: str  # "body.post"
    other: Person
    kinship: str
    law: str | None
    matter: str = ""


def kin_among(people: Iterable[int]) -> dict[tuple[int, int], str]:
    """Declared kinship of these persons, in both directions: what the second is to the first as declared; one query."""
    wanted = set(people)
    found: dict[tuple[int, int], str] = {}
    pairs = Kinship.objects.filter(Q(person__in=wanted) | Q(relative__in=wanted))
    for one, other, kind in pairs.order_by("pk").values_list("person_id", "relative_id", "kind"):
        found[one, other] = kind
        found.setdefault((other, one), kind)
    return found


def of_posts(scope: str, on: date) -> list[Conflict]:
    """Standing posts within a place that the bars of a body exclude; two queries."""
    bodies = pack().bodies
    concerned = {code for code, kind in bodies.items() if kind.bars}
    concerned |= {BARS[bar][0] for code in concerned for bar in bodies[code].bars}
    held = Tenure.objects.filter(
        valid_on(on), within(scope, path="body__place__code"), body__kind__in=concerned
    ).select_related("person", "body__place")
    by_unit: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in held.order_by("body__place__code", "pk"):
        by_unit[unit_of(tenure.body.place.code)].append(tenure)
    kin = kin_among(tenure.person_id for rows in by_unit.values() for tenure in rows)
    found: dict[tuple[int, frozenset[int]], Conflict] = {}
    for rows in by_unit.values():
        for guarded in rows:
            for target in rows:
                if (conflict := _between(guarded, target, kin)) is not None:
                    found.setdefault((guarded.body_id, frozenset({guarded.person_id, target.person_id})), conflict)
    return list(found.values())


def _between(guarded: Tenure, target: Tenure, kin: dict[tuple[int, int], str]) -> Conflict | None:
    """Whether a bar of the first post's body excludes its holder because of the second post."""
    kind = pack().bodies[guarded.body.kind]
    same = guarded.person_id == target.person_id
    kinship = kin.get((guarded.person_id, target.person_id), "")
    for bar in kind.bars:
        body, of_relatives = BARS[bar]
        if target.body.kind == body and (kinship != "" if of_relatives else same) and guarded.pk != target.pk:
            place = guarded.body.place
            law = pack().law.cite(kind.law, place.kind)
            post = f"{guarded.body.kind}.{guarded.post}"
            return Conflict("posts", place, guarded.person, post, target.person, kinship, law)
    return None
