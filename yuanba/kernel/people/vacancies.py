"""Seats of a body: how many the pack declares, how many are held, how many are vacant in the term that runs."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from yuanba.kernel.people.models import Tenure
from yuanba.kernel.people.rules import Made, years_later
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.pack import BodyKind

MANY = 9999  # what the pack writes where it sets no upper number
Span = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Seats held, declared at least and at most, and vacant; `most` is None where nothing bounds them."""

    held: int
    least: int
    most: int | None
    vacant: int


@dataclass(frozen=True, slots=True)
class Seats:
    """Seats of a kind of body in a place; `body` is None where it does not stand, and all that it needs are vacant."""

    place: Place
    body: int | None
    numbers: Numbers


def total(rows: Collection[Seats]) -> Numbers:
    """The numbers of all these places together."""
    found = [one.numbers for one in rows]
    tops = [one.most for one in found if one.most is not None]
    most = sum(tops) if len(tops) == len(found) else None
    return Numbers(
        sum(one.held for one in found), sum(one.least for one in found), most, sum(one.vacant for one in found)
    )


def declared(kind: BodyKind, at: str) -> tuple[int, int | None]:
    """How many seats a body has in a kind of place, at least and at most."""
    posts = kind.posts.values()
    tops = [post.seats[1] for post in posts]
    least, most = sum(post.seats[0] for post in posts), None if MANY in tops else sum(tops)
    size = kind.size_at(at)
    return size if size is not None else (least, most)


def cut_short(since: date, until: date | None, ends: Collection[date], years: int | None) -> bool:
    """Whether a tenure ended within the term of those who are still in office; `ends`: the ends of their terms."""
    if not ends or until is None or years is None:
        return False
    return until < max(ends) <= years_later(since, years)


def numbers(kind: BodyKind, at: str, made: Made, left: Mapping[str, int]) -> Numbers:
    """Vacant are seats below the fewest that the pack wants, and those `left`, by post, that nobody has taken since."""
    lacking = sum(
        max(post.seats[0] - made.posts.get(post.code, 0), left.get(post.code, 0)) for post in kind.posts.values()
    )
    size, (least, most) = kind.size_at(at), declared(kind, at)
    vacant = lacking if size is None else max(lacking, size[0] - made.members)
    return Numbers(sum(made.posts.values()), least, most, vacant)


def left_since(kind: BodyKind, held: QuerySet[Tenure], on: date) -> dict[int, dict[str, int]]:
    """Of each body by post, how many seats were held in the running term and are no more; two queries at most.

    `held`: every tenure of the bodies, of any day. Whoever leaves and is followed leaves no seat vacant.
    """
    if kind.term_years is None:
        return {}
    earliest = on - timedelta(days=366 * kind.term_years)
    gone = list(held.filter(until__lte=on, since__gt=earliest).values_list("body_id", "post", "since", "until"))
    if not gone:
        return {}
    standing: dict[int, list[tuple[str, date, date | None]]] = defaultdict(list)
    running = held.filter(valid_on(on), body__in={body for body, *_ in gone})
    for body, post, since, until in running.values_list("body_id", "post", "since", "until"):
        standing[body].append((post, since, until))
    served: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for body, post, since, until in gone:
        ends = [end for _, _, end in standing[body] if end is not None]
        if cut_short(since, until, ends, kind.term_years):
            served[body][post].append((since, until))
    now = {body: Counter(post for post, _, _ in rows) for body, rows in standing.items()}
    for body, posts in served.items():
        for post, since, until in standing[body]:
            if post in posts:
                posts[post].append((since, until))
    return {
        body: {post: _together(spans) - now[body][post] for post, spans in posts.items()}
        for body, posts in served.items()
    }


def _together(spans: Iterable[Span]) -> int:
    """The largest number that held on one day."""
    moves = Counter[date]()
    for since, until in spans:
        moves[since] += 1
        if until is not None:
            moves[until] -= 1
    most = now = 0
    for day in sorted(moves):
        now += moves[day]
        most = max(most, now)
    return most
