"""Filling and emptying posts inside an act: the judging and writing that every act on posts shares, without a ledger.

The act that calls brings the transaction and the entry: swearing one person in, taking over a unit, or a procedure
whose last step makes those who were chosen office-holders.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from yuanba.kernel.people import rules
from yuanba.kernel.people.models import Body, Kinship, Person, Tenure
from yuanba.kernel.people.rules import Made, Warrant
from yuanba.kernel.places.codes import unit_of
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Seat:
    """A post to be filled: body kind, post, person; `since` where it began on another day than the act says."""

    body: str
    post: str
    person: Person
    since: date | None = None
    until: date | None = None


def set_up(place: Place, kind: str, since: date, warrant: Warrant | None) -> Body:
    """Set up a body that the electing body wants. Refusals: `body-not-here`, `not-chosen`, `body-stands`."""
    declared = pack().bodies.get(kind)
    if declared is None or place.kind not in declared.at:
        raise Refusal("body-not-here", place=place.name, place_en=place.name_en)
    # A body of all residents is there by law; only those with seats are chosen.
    if declared.posts:
        rules.warranted(declared, pack().bodies, warrant, law=pack().law, at=place.kind)
    if Body.objects.filter(place=place, kind=kind, until__isnull=True).exists():
        name = declared.title(place.kind)
        raise Refusal("body-stands", body=name.zh, body_en=name.en)
    return Body.objects.create(place=place, kind=kind, since=since, warrant=str(warrant or ""))


def seat(place: Place, made: Mapping[str, Body], seats: Sequence[Seat], since: date, warrant: Warrant | None) -> None:
    """Judge the seats one after the other as if each were sworn in, then write them all at once; four queries.

    Refusals: `post-unknown`, `post-full`, `post-held`, `post-minor`, `not-chosen`, `barred-own-post`,
    `barred-near-relative`.
    """
    bodies, law = pack().bodies, pack().law
    people = {one.person.pk for one in seats}
    kin: dict[int, set[int]] = defaultdict(set)
    for mine, other in Kinship.objects.filter(Q(person__in=people) | Q(relative__in=people)).values_list(
        "person_id", "relative_id"
    ):
        kin[mine].add(other)
        kin[other].add(mine)
    around = people.union(*(kin[pk] for pk in people))
    held: dict[int, list[rules.Holding]] = defaultdict(list)
    for person, holding_in, post in Tenure.objects.filter(
        valid_on(since), person_id__in=around, body__place__code__startswith=unit_of(place.code)
    ).values_list("person_id", "body__kind", "post"):
        held[person].append(rules.Holding(holding_in, post))
    taken: Counter[tuple[str, str]] = Counter()
    ends: dict[str, set[date]] = defaultdict(set)
    sitting: set[tuple[str, str, int]] = set()
    for kind_code, post, person, until in Tenure.objects.filter(
        valid_on(since), body__in=[body.pk for body in made.values()]
    ).values_list("body__kind", "post", "person_id", "until"):
        taken[kind_code, post] += 1
        sitting.add((kind_code, post, person))
        if until is not None:
            ends[kind_code].add(until)
    rows = []
    for one in seats:
        kind, who = bodies[one.body], one.person.pk
        rules.warranted(kind, bodies, warrant, law=law, at=place.kind)
        rules.seat_free(kind, one.post, taken[one.body, one.post])
        if (one.body, one.post, who) in sitting:
            raise Refusal("post-held", person=one.person.name)
        if one.person.adult_on > since:
            raise Refusal("post-minor", law=law.cite(kind.law, place.kind), person=one.person.name)
        relatives = [holding for relative in kin[who] for holding in held[relative]]
        rules.bar_swearing_in(kind, bodies, own=held[who], relatives=relatives, law=law, at=place.kind)
        held[who].append(rules.Holding(one.body, one.post))
        taken[one.body, one.post] += 1
        sitting.add((one.body, one.post, who))
        begins = one.since or since
        until = one.until or rules.term_end(kind, begins, ends[one.body])
        rows.append(
            Tenure(
                body=made[one.body],
                post=one.post,
                person=one.person,
                since=begins,
                until=until,
                warrant=str(warrant or ""),
            )
        )
    Tenure.objects.bulk_create(rows, batch_size=500)


def end_tenures(tenures: Iterable[Tenure], on: date) -> int:
    """Bring forward the end of tenures that still run on a day; returns how many. Each had its first day at least."""
    keys = [tenure.pk for tenure in tenures]
    running = Tenure.objects.filter(Q(until__isnull=True) | Q(until__gt=on), pk__in=keys)
    ended = running.filter(since__lt=on).update(until=on)
    for tenure in running.filter(since__gte=on):
        first_over = tenure.since + timedelta(days=1)
        ended += running.filter(pk=tenure.pk).exclude(until=first_over).update(until=first_over)
    return ended


def made_of(body: Body, on: date) -> Made:
    """What a body is made of on a day; one query."""
    posts: Counter[str] = Counter()
    women: dict[int, bool] = {}
    for post, person, woman in Tenure.objects.filter(valid_on(on), body=body).values_list(
        "post", "person_id", "person__woman"
    ):
        posts[post] += 1
        women[person] = woman
    return Made(posts, len(women), sum(women.values()))


def choose(
    *,
    place: Place,
    kind: str,
    seats: Sequence[Seat],
    since: date,
    warrant: Warrant | None,
    renew: bool,
    whole: bool = True,
) -> Body:
    """Those whom the electing body chose take their posts: of a new body, of one renewed, or of vacant seats in one.

    `renew` ends the tenures of those in office before. Where it does, or the body is new, it must have the number of
    members that the law fixes, unless it is not `whole` yet.

    Refusals: those of `set_up` and `seat`, `size-wrong`, `number-even`.
    """
    declared = pack().bodies[kind]
    body = Body.objects.select_for_update().filter(place=place, kind=kind, until__isnull=True).first()
    fresh = body is None
    if body is None:
        body = set_up(place, kind, since, warrant)
    elif renew:
        rules.warranted(declared, pack().bodies, warrant, law=pack().law, at=place.kind)
        end_tenures(body.tenures.all(), since)
    seat(place, {kind: body}, seats, since, warrant)
    if whole and (fresh or renew):
        rules.composed(declared, made_of(body, since), law=pack().law, at=place.kind)
    return body


def end_body(body: Body, on: date, warrant: Warrant | None) -> None:
    """End a body and every tenure in it from a day. Refusals: `not-chosen`, `body-ended`."""
    kind = pack().bodies[body.kind]
    rules.warranted(kind, pack().bodies, warrant, law=pack().law, at=body.place.kind)
    if not Body.objects.filter(pk=body.pk, until__isnull=True).update(until=on):
        raise Refusal("body-ended")
    end_tenures(body.tenures.all(), on)
    body.until = on
