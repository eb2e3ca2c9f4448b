"""Who acts: a person in a post, a resident by herself or through an agent or a signed paper, or the clock."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from yuanba.kernel.people.models import Kinship, Person, Tenure
from yuanba.kernel.places.codes import UNIT
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.rules import valid
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.pack import BodyKind
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.prepared import Prepared, given


@dataclass(frozen=True, slots=True)
class Actor:
    """`person` acts, in `tenure` when she acts for a body. `resident` is whom she speaks for instead of herself: by
    the number in `authorisation` as an agent, without one as the clerk who enters a signed paper.

    An Actor without person is the clock: `tick` does what the law lets time do.
    """

    person: Person | None = None
    tenure: Tenure | None = None
    resident: Person | None = None
    authorisation: int | None = None

    @property
    def paper(self) -> bool:
        return self.resident is not None and self.authorisation is None

    @property
    def agent(self) -> bool:
        return self.authorisation is not None

    @property
    def speaker(self) -> Person | None:
        """Whose act it is: the resident behind a paper or an agent, else the person herself."""
        return self.resident or self.person


CLOCK = Actor()


_held = Prepared(
    lambda: (
        Tenure.objects.filter(valid_on(given("day")), person=given("person"))
        .select_related("body", "body__place")
        .order_by("pk")
    )
)


def tenures(person: Person, on: date) -> list[Tenure]:
    """Standing tenures of a person on a day, with body and place: one query."""
    return _held(day=on, person=person.pk)


def capacities(person: Person, held: Iterable[Tenure], unit: str) -> list[Actor]:
    """As whom a person may act in a unit: as the resident she is, then in each acting post there, in it or above it.

    The resident comes first, so that what every resident may do is never done in a post.
    """
    posts = [t for t in held if unit.startswith(t.body.place.code[:UNIT]) and t.post in officers(t.body.kind)]
    return [Actor(person), *(Actor(person, tenure) for tenure in posts)]


def acting_kind(kind: BodyKind) -> str:
    """The kind of body whose officers act for a body: assemblies act through the body that convenes them."""
    return kind.acts_through or kind.code


def officers(body_kind: str) -> Collection[str]:
    """Posts of a kind of body that act for it."""
    return [code for code, post in pack().bodies[body_kind].posts.items() if post.acts]


def own_post(by: Actor) -> Tenure | None:
    """The post in which a person acts, where it is her own and one that acts for its body."""
    tenure = by.tenure
    if tenure is None or by.person is None or tenure.person_id != by.person.pk:
        return None
    return tenure if tenure.post in officers(tenure.body.kind) else None


def held_on(tenure: Tenure, on: date) -> bool:
    """Whether a post is held on a day."""
    return valid(tenure.since, tenure.until, on)


def in_office(tenure: Tenure, on: date) -> None:
    """Refuse a post that is not held on a day. Refusal `tenure-over`."""
    if not held_on(tenure, on):
        raise Refusal("tenure-over")


def near_relatives(persons: Collection[int]) -> set[int]:
    """Ids of the declared near relatives of these persons, in both directions; one query."""
    if not persons:
        return set()
    pairs = Kinship.objects.filter(Q(person_id__in=persons) | Q(relative_id__in=persons)).values_list(
        "person_id", "relative_id"
    )
    return {b if a in persons else a for a, b in pairs} | {a if b in persons else b for a, b in pairs}
