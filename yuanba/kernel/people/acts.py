"""What is done about people and bodies. Each act is one transaction and one entry of the place's ledger."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from yuanba.kernel.ledger import acts as ledger
from yuanba.kernel.people import rules, seating
from yuanba.kernel.people.models import Body, Kinship, Person, Tenure
from yuanba.kernel.people.rules import OPENING, Warrant
from yuanba.kernel.people.seating import Seat
from yuanba.kernel.places.codes import unit_of
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.canonical import encode
from yuanba.kernel.procedures.refusal import Refusal

__all__ = ["Seat", "constitute", "declare_kinship", "dissolve", "fill", "leave", "local_day", "set_up", "swear_in"]
SHANGHAI = ZoneInfo("Asia/Shanghai")


def local_day(at: datetime) -> date:
    """The day in Santai at an instant."""
    return at.astimezone(SHANGHAI).date()


def constitute(
    *, place: Place, bodies: Sequence[str], seats: Sequence[Seat], since: date, at: datetime
) -> dict[str, Body]:
    """Take over a place's bodies and office-holders from its paper files, as one act.

    Every bar is checked as in `swear_in`, in four queries for all seats; what they lack is shown, not refused.
    Refusals: `body-not-here`, `body-stands`, `post-unknown`, `post-full`, `barred-own-post`, `barred-near-relative`.
    """
    with transaction.atomic():
        made = {kind: seating.set_up(place, kind, since, OPENING) for kind in bodies}
        seating.seat(place, made, seats, since, OPENING)
        ledger.append(
            unit=unit_of(place.code),
            kind="place.constituted",
            at=at,
            body=f"{place.code[:6]}/county",
            secrets=[encode([[s.body, s.post, s.person.pk] for s in seats])],
        )
    return made


def set_up(*, place: Place, kind: str, since: date, at: datetime, warrant: Warrant | None = None) -> Body:
    """Set up a body in a place. Refusals: `body-not-here`, `not-chosen`, `body-stands`."""
    with transaction.atomic():
        body = seating.set_up(place, kind, since, warrant)
        ledger.append(unit=unit_of(place.code), kind="body.set_up", at=at, body=f"{unit_of(place.code)}/{kind}")
    return body


def dissolve(*, body: Body, on: date, because: str, at: datetime, warrant: Warrant | None = None) -> None:
    """End a body and every tenure in it from a day. Refusals: `not-chosen`, `body-ended`."""
    with transaction.atomic():
        seating.end_body(body, on, warrant)
        ledger.append(
            unit=unit_of(body.place.code),
            kind="body.dissolved",
            at=at,
            body=f"{unit_of(body.place.code)}/{body.kind}",
            secrets=[because.encode()],
        )


def fill(
    *,
    place: Place,
    kind: str,
    seats: Sequence[Seat],
    since: date,
    warrant: Warrant | None,
    renew: bool,
    at: datetime,
    acting: str,
) -> Body:
    """Those chosen take their posts of a body, which is set up where it does not stand yet.

    `renew`: the tenures of those before them end. `acting` is the ledger's acting body. Refusals: those of
    `seating.choose`.
    """
    with transaction.atomic():
        body = seating.choose(place=place, kind=kind, seats=seats, since=since, warrant=warrant, renew=renew)
        ledger.append(
            unit=unit_of(place.code),
            kind="posts.filled",
            at=at,
            body=acting,
            secrets=[encode([kind, str(warrant), [[s.post, s.person.pk] for s in seats]])],
        )
    return body


def swear_in(
    *,
    body: Body,
    post: str,
    person: Person,
    since: date,
    until: date | None = None,
    at: datetime,
    warrant: Warrant | None = None,
) -> Tenure:
    """Give a person a post of a body, until the end of its term where nothing else is said.

    Refusals: `body-ended`, `not-chosen` where the body is elected and no `warrant` says by whom (VCOL 14, 37),
    `post-unknown`, `post-full`, `post-held`, `post-minor`, `barred-own-post`, `barred-near-relative` (VCOL 37).
    """
    with transaction.atomic():
        Body.objects.select_for_update().get(pk=body.pk)
        if body.until is not None and body.until <= since:
            raise Refusal("body-ended")
        seating.seat(body.place, {body.kind: body}, [Seat(body.kind, post, person, since, until)], since, warrant)
        tenure = Tenure.objects.get(body=body, post=post, person=person, since=since)
        ledger.append(
            unit=unit_of(body.place.code),
            kind="tenure.begun",
            at=at,
            body=f"{unit_of(body.place.code)}/{body.kind}",
            secrets=[encode([tenure.pk, post, person.pk])],
        )
    return tenure


def leave(*, tenure: Tenure, on: date, because: str, at: datetime) -> None:
    """End a tenure from a day: a death, a move, a loss of rights. Refusal `tenure-ended`."""
    with transaction.atomic():
        if not seating.end_tenures([tenure], on):
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
