"""Bodies and who holds their public posts; members whom the law does not put forward are never named."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.pack import BodyKind
from yuanba.web import links
from yuanba.web.formats import text
from yuanba.web.public import queries


@dataclass(frozen=True, slots=True)
class Holder:
    """A post and the name of who holds it."""

    post: str
    name: str
    since: date


@dataclass(frozen=True, slots=True)
class Seated:
    """A body in office with its public posts in the order of the pack."""

    pk: int
    href: str
    title: str
    kind: BodyKind
    telephone: str
    since: date
    holders: tuple[Holder, ...]


def holders(kind: BodyKind, held: list[Any]) -> tuple[Holder, ...]:
    """Who holds the public posts, in the order in which the pack lists them."""
    order = {code: index for index, (code, post) in enumerate(kind.posts.items()) if post.public}
    shown = sorted(held, key=lambda row: (order[row.post], row.pk))
    return tuple(Holder(text(kind.posts[row.post].name), row.person__name, row.since) for row in shown)


def public_tenures(place: int, today: date) -> dict[int, list[Any]]:
    """Tenures of public posts in a place, by body; one query."""
    held: dict[int, list[Any]] = {}
    for row in queries.tenures(day=today, place=place):
        held.setdefault(row.body_id, []).append(row)
    return held


def in_office(place: Place, today: date) -> list[Seated]:
    """Bodies standing in a place, in the order of the pack; two queries."""
    kinds, order = pack().bodies, list(pack().bodies)
    found = queries.bodies(day=today, place=place.pk)
    held = public_tenures(place.pk, today)
    return [
        Seated(
            pk=row.pk,
            href=links.body(row.pk),
            title=text(kinds[row.kind].title(place.kind)),
            kind=kinds[row.kind],
            telephone=row.telephone,
            since=row.since,
            holders=holders(kinds[row.kind], held.get(row.pk, [])),
        )
        for row in sorted(found, key=lambda row: (_rank(row.kind), order.index(row.kind)))
    ]


# Those with an office first: people look for a person to turn to.
_FIRST = ("township_office", "party_org", "committee", "supervision_committee", "collective")


def _rank(kind: str) -> int:
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)
