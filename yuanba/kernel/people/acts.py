"""What is done about people and bodies. Each act is one transaction and one entry of the place's ledger."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from yuanba.kernel.ledger import acts as ledger
from yuanba.kernel.people import rules
from yuanba.kernel.people.models import Body, Kinship, Person, Tenure
from yuanba.kernel.places.codes import unit_of
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.canonical import encode
from yuanba.kernel.procedures.refusal import Refusal

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local_day(at: datetime) -> date:
    """The day in Santai at an instant."""
    return at.astimezone(SHANGHAI).date()


def _swear(body: Body, post: str, person: Person, since: date, until: date | None) -> Tenure:
    bodies = pack().bodies
    kind = bodies[body.kind]
    rules.seat_free(kind, post, body.tenures.filter(valid_on(since), post=post).count())
    kin = Kinship.objects.filter(Q(person=person) | Q(relative=person)).values_list("person_id", "relative_id")
    relatives = {one for pair in kin for one in pair} - {person.pk}
    unit = unit_of(body.place.code)
    held = list(
        Tenure.objects.filter(
            valid_on(since), person_id__in=[person.pk, *relatives], body__place__code__startswith=unit
        )
        .select_related("body")
        .order_by("pk")
    )
    rules.bar_swearing_in(
        kind,
        bodies,
        own=[rules.Holding(t.body.kind, t.post) for t in held if t.person_id == person.pk],
        relatives=[rules.Holding(t.body.kind, t.post) for t in held if t.person_id != person.pk],
        law=pack().law,
        at=body.place.kind,
    )
    return Tenure.objects.create(body=body, post=post, person=person, since=since, until=until)


@dataclass(frozen=True, slots=True)
class Seat:
    """A post to be filled when a unit's opening state is taken over: body kind, post, person."""

    body: str
    post: str
    person: Person


def constitute(
    *, place: Place, bodies: Sequence[str], seats: Sequence[Seat], since: date, at: datetime
) -> dict[str, Body]:
    """Take over a place's bodies and office-holders from its paper files, as one act.

    Every bar is checked as in `swear_in`, in three queries for all seats. Refusals: `body-not-here`, `body-stands`,
    `post-unknown`, `post-full`, `barred-own-post`, `barred-near-relative`.
    """
    with transaction.atomic():
        made = {kind: _set_up(place, kind, since) for kind in bodies}
        _seat(place, made, seats, since)
        ledger.append(
            unit=unit_of(place.code),
            kind="place.constituted",
            at=at,
            body=f"{place.code[:6]}/county",
            secrets=[encode([[s.body, s.post, s.person.pk] for s in seats])],
        )
    return made


def _seat(place: Place, made: Mapping[str, Body], seats: Sequence[Seat], since: date) -> None:
    """Judge the seats one after the other as if each were sworn in, then write them all at once."""
    bodies = pack().bodies
    people = {seat.person.pk for seat in seats}
    kin: dict[int, set[int]] = defaultdict(set)
    for one, other in Kinship.objects.filter(Q(person__in=people) | Q(relative__in=people)).values_list(
        "person_id", "relative_id"
    ):
        kin[one].add(other)
        kin[other].add(one)
    around = people.union(*(kin[pk] for pk in people))
    held: dict[int, list[rules.Holding]] = defaultdict(list)
    for person, holding_in, post in Tenure.objects.filter(
        valid_on(since), person_id__in=around, body__place__code__startswith=unit_of(place.code)
    ).values_list("person_id", "body__kind", "post"):
        held[person].append(rules.Holding(holding_in, post))
    taken: Counter[tuple[str, str]] = Counter()
    for seat in seats:
        kind, who = bodies[seat.body], seat.person.pk
        rules.seat_free(kind, seat.post, taken[seat.body, seat.post])
        relatives = [holding for relative in kin[who] for holding in held[relative]]
        rules.bar_swearing_in(kind, bodies, own=held[who], relatives=relatives, law=pack().law, at=place.kind)
        held[who].append(rules.Holding(seat.body, seat.post))
        taken[seat.body, seat.post] += 1
    Tenure.objects.bulk_create(
        [Tenure(body=made[s.body], post=s.post, person=s.person, since=since) for s in seats], batch_size=500
    )


def _set_up(place: Place, kind: str, since: date) -> Body:
    declared = pack().bodies.get(kind)
    if declared is None or place.kind not in declared.at:
        raise Refusal("body-not-here", place=place.name, place_en=place.name_en)
    if Body.objects.filter(place=place, kind=kind, until__isnull=True).exists():
        raise Refusal("body-stands", body=declared.name.zh, body_en=declared.name.en)
    return Body.objects.create(place=place, kind=kind, since=since)


def set_up(*, place: Place, kind: str, since: date, at: datetime) -> Body:
    """Set up a body in a place. Refusals: `body-not-here`, `body-stands`."""
    with transaction.atomic():
        body = _set_up(place, kind, since)
        ledger.append(unit=unit_of(place.code), kind="body.set_up", at=at, body=f"{unit_of(place.code)}/{kind}")
    return body


def dissolve(*, body: Body, on: date, because: str, at: datetime) -> None:
    """End a body and every tenure in it from a day. Refusal `body-ended`."""
    with transaction.atomic():
        if not Body.objects.filter(pk=body.pk, until__isnull=True).update(until=on):
            raise Refusal("body-ended")
        Tenure.objects.filter(Q(until__isnull=True) | Q(until__gt=on), body=body, since__lt=on).update(until=on)
        ledger.append(
            unit=unit_of(body.place.code),
            kind="body.dissolved",
            at=at,
            body=f"{unit_of(body.place.code)}/{body.kind}",
            secrets=[because.encode()],
        )
    body.until = on


def swear_in(*, body: Body, post: str, person: Person, since: date, until: date | None = None, at: datetime) -> Tenure:
    """Give a person a post of a body.

    Refusals: `body-ended`, `post-unknown`, `post-full`, `barred-own-post`, `barred-near-relative` (VCOL 37, RCOL 36).
    """
    with transaction.atomic():
        Body.objects.select_for_update().get(pk=body.pk)
        if body.until is not None and body.until <= since:
            raise Refusal("body-ended")
        tenure = _swear(body, post, person, since, until)
        ledger.append(
            unit=unit_of(body.place.code),
            kind="tenure.begun",
            at=at,
            body=f"{unit_of(body.place.code)}/{body.kind}",
            secrets=[encode([tenure.pk, post, person.pk])],
        )
    return tenure


def leave(*, tenure: Tenure, on: date, because: str, at: datetime) -> None:
    """End a tenure from a day. Refusal `tenure-ended`."""
    with transaction.atomic():
        if not Tenure.objects.filter(Q(until__isnull=True) | Q(until__gt=on), pk=tenure.pk).update(until=on):
            raise Refusal("tenure-ended")
        body = tenure.body
        ledger.append(
            unit=unit_of(body.place.code),
            kind="tenure.ended",
            at=at,
            body=f"{unit_of(body.place.code)}/{body.kind}",
            secrets=[encode([tenure.pk, because])],
        )


def declare_kinship(*, person: Person, relative: Person, kind: str, at: datetime) -> Kinship:
    """Record a near relative that an office-holder or candidate declares. Refusal `kin-unknown` for other degrees."""
    if kind not in rules.NEAR_RELATIVES:
        raise Refusal("kin-unknown", law="civil-code:1045")
    with transaction.atomic():
        row, _ = Kinship.objects.get_or_create(
            person=person, relative=relative, defaults={"kind": kind, "declared_at": at}
        )
        ledger.append(unit=person.unit, kind="kinship.declared", at=at, body="", secrets=[encode([row.pk, kind])])
    return row
