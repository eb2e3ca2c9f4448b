"""Where ledgers come from: for each kind of rows one query in chunks, for each word a small function of a row.

Values are plain and in no language: codes, numbers, ISO dates. `spelling` turns them into words for a reader.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from yuanba.institutions.ledgers.forms import Form
from yuanba.institutions.ledgers.lying import lay_in
from yuanba.institutions.ledgers.span import Span
from yuanba.kernel.assemblies.models import Assembly
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.scope import within
from yuanba.kernel.procedures.calendar import local_date
from yuanba.kernel.procedures.ledger_words import TYPED

CHUNK = 300


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a ledger: its key, for reading on from there, and its values by the column's source."""

    pk: int
    values: tuple[Any, ...]


@dataclass(slots=True)
class Opened:
    """A matter with what was done in it until an instant."""

    matter: Matter
    takings: list[Taking]
    inside: bool

    def said(self, taking: Taking) -> dict[str, Any]:
        """What was written: all of it inside, the public part for everybody."""
        found: dict[str, Any] = json.loads(taking.data) if self.inside else json.loads(taking.public)["data"]
        return found

    @property
    def reached(self) -> Taking | None:
        """The last act that led anywhere."""
        return next((one for one in reversed(self.takings) if one.to), None)

    def typed(self, code: str) -> Any:
        """What was written in a blank; the last word stands, so a correction counts."""
        told = None
        for taking in self.takings:
            # What is handed in for a checklist is no blank, though its `task` may be called like one.
            if taking.act != "evidence":
                told = self.said(taking).get(code, told)
        return told


def _state(row: Opened) -> Any:
    return f"{row.matter.procedure}.v{row.matter.version}/{row.reached.to if row.reached else ''}"


def _closed(row: Opened) -> Any:
    reached = row.reached
    ends = pack().procedure(row.matter.procedure, row.matter.version).ends
    return local_date(reached.at).isoformat() if reached is not None and reached.to in ends else None


def _holder(row: Opened) -> Any:
    reached = row.reached
    steps = pack().procedure(row.matter.procedure, row.matter.version).steps
    return steps[reached.to].by if reached is not None and reached.to in steps else None


def _first(row: Opened, act: str) -> Taking | None:
    return next((one for one in row.takings if one.act == act), None)


def _posted(row: Opened) -> Any:
    first = _first(row, "post")
    return local_date(first.at).isoformat() if first else None


def _counted(row: Opened) -> Any:
    count = next((one for one in reversed(row.takings) if one.act == "count"), None)
    return {key: row.said(count)[key] for key in ("votes_for", "against", "abstain")} if count else None


def _resident(row: Opened) -> Any:
    first = row.takings[0] if row.takings else None
    person = (first.resident or first.person) if first is not None and not first.body else None
    return person.name if person is not None else None


MATTERS: Mapping[str, Callable[[Opened], Any]] = {
    "number": lambda row: row.matter.number,
    "title": lambda row: row.matter.title,
    "opened": lambda row: local_date(row.matter.opened_at).isoformat(),
    "state": _state,
    "closed": _closed,
    "holder": _holder,
    "parent": lambda row: row.matter.parent.number if row.matter.parent else None,
    "posted": _posted,
    "resident": _resident,
    "votes": _counted,
}


def _notice_state(notice: Notice, span: Span) -> str:
    if notice.taken_down_at is not None and notice.taken_down_at <= span.at:
        return "down"
    return "standing" if span.at < notice.until else "over"


def _total(notice: Notice, side: str) -> Any:
    return json.loads(notice.data).get(f"total_{side}")


NOTICES: Mapping[str, Callable[[Notice, Span], Any]] = {
    "title": lambda row, _: row.title,
    "number": lambda row, _: row.matter.number,
    "what": lambda row, _: row.posts,
    "since": lambda row, _: local_date(row.since).isoformat(),
    "until": lambda row, _: row.until.isoformat(),
    "body": lambda row, _: row.body,
    "state": _notice_state,
    "income": lambda row, _: _total(row, "income"),
    "expense": lambda row, _: _total(row, "expense"),
}


def _count(row: Assembly, span: Span) -> Any:
    """What was counted until the instant; None before."""
    motion = getattr(row, "motion", None)
    count = getattr(motion, "count", None)
    return count if count is not None and count.taking.at <= span.at else None


def _votes(row: Assembly, span: Span) -> Any:
    count = _count(row, span)
    return {key: getattr(count, key) for key in ("votes_for", "against", "abstain")} if count else None


ASSEMBLIES: Mapping[str, Callable[[Assembly, Span], Any]] = {
    "title": lambda row, _: row.motion.text if hasattr(row, "motion") else row.matter.title,
    "number": lambda row, _: row.matter.number,
    "body": lambda row, _: row.body,
    "meets": lambda row, _: row.meets_at.isoformat(),
    "venue": lambda row, _: row.venue,
    "due": lambda row, _: json.loads(row.due),
    "present": lambda row, span: getattr(_count(row, span), "present", None),
    "votes": _votes,
    "passed": lambda row, span: getattr(_count(row, span), "passed", None),
}
TENURES: Mapping[str, Callable[[Tenure], Any]] = {
    "body": lambda row: row.body.kind,
    "post": lambda row: f"{row.body.kind}.{row.post}",
    "person": lambda row: row.person.name,
    "since": lambda row: row.since.isoformat(),
    "until": lambda row: row.until.isoformat() if row.until else None,
    "warrant": lambda row: row.warrant or None,
}
TAKINGS: Mapping[str, Callable[[Taking], Any]] = {
    "title": lambda row: row.matter.title,
    "number": lambda row: row.matter.number,
    "step": lambda row: f"{row.matter.procedure}.v{row.matter.version}/{row.step}",
    "act": lambda row: row.act,
    "at": lambda row: local_date(row.at).isoformat(),
    "body": lambda row: row.body,
}


def rows(form: Form, span: Span, *, after: int = 0, most: int | None = None) -> Iterator[Row]:
    """The rows of a ledger in the order of their keys, read in chunks; `after` a key, `most` of them."""
    columns = form.shown(inside=span.inside)
    if not form.word or not (form.public or span.inside):
        return
    left = most
    while left is None or left > 0:
        size = CHUNK if left is None else min(CHUNK, left)
        chunk = READERS[form.word](form, span, after, size)
        for pk, value in chunk:
            yield Row(pk, tuple(value(column.source) if column.source else None for column in columns))
        if len(chunk) < size:
            return
        after, left = chunk[-1][0], None if left is None else left - size


Value = Callable[[str], Any]
Chunk = list[tuple[int, Value]]


def _matters(form: Form, span: Span, after: int, size: int) -> Chunk:
    found = Matter.objects.filter(
        lay_in(span.place, unit="unit__code", number="number", since="opened_at"),
        procedure=form.about,
        pk__gt=after,
        opened_at__gte=span.since,
        opened_at__lt=span.until,
    )
    matters = list(found.select_related("parent").order_by("pk")[:size])
    done: dict[int, list[Taking]] = {}
    acts = Taking.objects.filter(matter__in=[one.pk for one in matters], at__lte=span.at).order_by("matter_id", "seq")
    for taking in acts.select_related("person", "resident") if span.inside else acts:
        done.setdefault(taking.matter_id, []).append(taking)
    opened = [Opened(one, done.get(one.pk, []), span.inside) for one in matters]
    return [(row.matter.pk, _of_matter(row)) for row in opened]


def _of_matter(row: Opened) -> Value:
    def value(source: str) -> Any:
        word, _, about = source.partition(":")
        return row.typed(about) if word == TYPED else MATTERS[word](row)

    return value


def _of(words: Mapping[str, Callable[..., Any]], *about: Any) -> Value:
    return lambda source: words[source](*about)


def _notices(form: Form, span: Span, after: int, size: int) -> Chunk:
    found = Notice.objects.filter(
        lay_in(span.place, unit="unit__code", number="matter__number", since="since"),
        board=form.about,
        pk__gt=after,
        since__gte=span.since,
        since__lt=span.until,
    )
    listed = found.select_related("matter").order_by("pk")[:size]
    return [(row.pk, _of(NOTICES, row, span)) for row in listed]


def _assemblies(form: Form, span: Span, after: int, size: int) -> Chunk:
    found = Assembly.objects.filter(
        within(span.place, path="unit__code"), pk__gt=after, called_at__gte=span.since, called_at__lt=span.until
    )
    listed = found.select_related("matter", "motion__count__taking").order_by("pk")[:size]
    return [(row.pk, _of(ASSEMBLIES, row, span)) for row in listed]


def _tenures(form: Form, span: Span, after: int, size: int) -> Chunk:
    found = Tenure.objects.filter(within(span.place, path="body__place__code"), pk__gt=after, since__lt=span.until)
    found = found.exclude(until__lte=span.first)
    if not span.inside:
        found = found.filter(_public_posts())
    listed = found.select_related("body", "person").order_by("pk")[:size]
    return [(row.pk, _of(TENURES, row)) for row in listed]


def _public_posts() -> Q:
    """Tenures of posts that the law puts forward; ordinary members are named to nobody."""
    shown = Q(pk__in=[])
    for kind in pack().bodies.values():
        shown |= Q(body__kind=kind.code, post__in=[post.code for post in kind.posts.values() if post.public])
    return shown


def _takings(form: Form, span: Span, after: int, size: int) -> Chunk:
    overseeing = [kind.code for kind in pack().bodies.values() if kind.oversight]
    found = Taking.objects.filter(
        lay_in(span.place, unit="matter__unit__code", number="matter__number", since="at"),
        body__in=overseeing,
        pk__gt=after,
        at__gte=span.since,
        at__lt=span.until,
    )
    listed = found.select_related("matter").order_by("pk")[:size]
    return [(row.pk, _of(TAKINGS, row)) for row in listed]


READERS: Mapping[str, Callable[[Form, Span, int, int], Chunk]] = {
    "matters": _matters,
    "notices": _notices,
    "assemblies": _assemblies,
    "tenures": _tenures,
    "takings": _takings,
}
