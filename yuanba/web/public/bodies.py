"""Bodies and who holds their public posts; members whom the law does not put forward are never named."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.pack import BodyKind
from yuanba.web import links
from yuanba.web.formats import text


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


def holders(kind: BodyKind, tenures: list[Tenure]) -> tuple[Holder, ...]:
    """Public posts only, in the order in which the pack lists them."""
    order = {code: index for index, (code, post) in enumerate(kind.posts.items()) if post.public}
    shown = sorted((t for t in tenures if t.post in order), key=lambda t: (order[t.post], t.pk))
    return tuple(Holder(text(kind.posts[t.post].name), t.person.name, t.since) for t in shown)


def public_tenures(bodies: list[Body], today: date) -> list[Tenure]:
    """Tenures of public posts with their persons; one query. Ordinary members never leave the database."""
    shown = Q(pk__in=[])
    for body in bodies:
        posts = [code for code, post in pack().bodies[body.kind].posts.items() if post.public]
        shown |= Q(body=body, post__in=posts)
    return list(Tenure.objects.filter(shown, valid_on(today)).select_related("person"))


def in_office(place: Place, today: date) -> list[Seated]:
    """Bodies standing in a place, in the order of the pack; two queries."""
    bodies = list(Body.objects.filter(valid_on(today), place=place))
    held: dict[int, list[Tenure]] = {}
    for tenure in public_tenures(bodies, today):
        held.setdefault(tenure.body_id, []).append(tenure)
    order = list(pack().bodies)
    return [
        Seated(
            pk=body.pk,
            href=links.body(body.pk),
            title=text(pack().bodies[body.kind].title(place.kind)),
            kind=pack().bodies[body.kind],
            telephone=body.telephone,
            since=body.since,
            holders=holders(pack().bodies[body.kind], held.get(body.pk, [])),
        )
        for body in sorted(bodies, key=lambda body: (_rank(body.kind), order.index(body.kind)))
    ]


# Those with an office first: people look for a person to turn to.
_FIRST = ("township_office", "party_org", "committee", "supervision_committee", "collective")


def _rank(kind: str) -> int:
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)
