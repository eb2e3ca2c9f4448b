"""Carrying out a redrawing: one transaction and one entry in the ledger of the place that takes in all the units."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from yuanba.institutions.redrawing import bodies, matters, records, roll
from yuanba.institutions.redrawing.consents import consents
from yuanba.institutions.redrawing.order import LAW, Basis, Order
from yuanba.institutions.redrawing.plan import Plan, plan
from yuanba.kernel.ledger import acts as ledger
from yuanba.kernel.people.actors import Actor, in_office, own_post
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.places import succession
from yuanba.kernel.places.models import Place, Redrawing, RedrawingOrder
from yuanba.kernel.procedures.canonical import encode
from yuanba.kernel.procedures.refusal import Refusal

PENDING = Q(done__isnull=True, revoked_at__isnull=True)
TOWNSHIP_OFFICE, COUNTY_OFFICE = "township_office", "county_guidance"


def office(towns: set[str], by: Actor, at: datetime) -> str:
    """The acting body of an officer, or a refusal: the office of the one township concerned, or the county's.

    Refusals: `redraw-not-yours`, `tenure-over`.
    """
    tenure = own_post(by)
    if tenure is None or not (
        (tenure.body.kind == TOWNSHIP_OFFICE and towns == {tenure.body.place.code})
        or (tenure.body.kind == COUNTY_OFFICE and all(t.startswith(tenure.body.place.code) for t in towns))
    ):
        raise Refusal("redraw-not-yours", law=LAW)
    in_office(tenure, local_day(at))
    return f"{tenure.body.place.code}/{tenure.body.kind}"


def redraw(
    *,
    order: Order,
    basis: Basis,
    body: str,
    at: datetime,
    key: UUID,
    seen: str = "",
    ordered: RedrawingOrder | None = None,
) -> Redrawing:
    """Carry out a merger, split or renaming on its day; a replay of `key` returns the first and changes nothing.

    `seen` is the digest of the plan that the person had before her eyes; `ordered` is the order given before, whose
    day has come. Refusals: `key-reused`, `redraw-not-today`, `redraw-order-stands`,
    `redraw-unapproved`, `redraw-not-agreed`, `redraw-consent-open`, `redraw-consent-differs` (VCOL 3),
    `redraw-community-not-agreed`, `redraw-undecided`, `redraw-changed`, those of `plan`.
    """
    with transaction.atomic():
        # The units' rows order two officers, so that a double click finds the first act.
        list(Place.objects.select_for_update().filter(code__in=order.codes).order_by("code").values_list("pk"))
        done = Redrawing.objects.filter(key=key).first()
        if done is not None:
            if json.loads(done.statement)["old"] != sorted(order.old) or done.kind != order.kind:
                raise Refusal("key-reused")
            return done
        if order.on > local_day(at):
            raise Refusal("redraw-not-today", day=order.on.isoformat())
        alone(order, ordered)
        matters.hold(list(order.old))
        made = plan(order, at=at)
        statement = {**made.statement, "basis": check(made, basis, seen)}
        if ordered is not None:
            statement["ordered"] = {"on": ordered.on.isoformat(), "leaf": ordered.leaf}
        said = entered("place.redrawn", order, basis, statement, made.private, body=body, at=at)
        row = Redrawing.objects.create(key=key, **said)
        _carry_out(made, row, at)
        return row


def entered(
    kind: str, order: Order, basis: Basis, statement: Mapping[str, Any], secret: bytes, *, body: str, at: datetime
) -> dict[str, Any]:
    """Enter what was done or ordered in the ledger, where the units meet; returns what its row keeps of it."""
    said = encode(dict(statement))
    entry = ledger.append(
        unit=succession.meeting(order.codes),
        kind=kind,
        at=at,
        body=body,
        documents=[sha256(said).digest()],
        secrets=[secret],
    )
    return {
        "kind": order.kind,
        "on": order.on,
        "at": at,
        "body": body,
        "statement": said.decode(),
        "paper": encode(dict(basis.paper)).decode() if basis.paper else "",
        "leaf": bytes(entry.leaf_hash).hex(),
    }


def alone(order: Order, but: RedrawingOrder | None = None) -> None:
    """Refuse an order for units for which another one is pending. Refusal `redraw-order-stands`."""
    pending = RedrawingOrder.objects.filter(PENDING, units__code__in=order.codes).order_by("on", "pk")
    other = (pending.exclude(pk=but.pk) if but is not None else pending).first()
    if other is not None:
        place = other.units.filter(code__in=order.codes).order_by("code")[0]
        raise Refusal("redraw-order-stands", place=place.name, place_en=place.name_en, day=other.on.isoformat())


def check(made: Plan, basis: Basis, seen: str) -> dict[str, Any]:
    """On what an order rests, for its public statement; or a refusal."""
    if not basis.approval.strip():
        raise Refusal("redraw-unapproved", law=LAW)
    if made.undecided:
        first = made.undecided[0]
        raise Refusal("redraw-undecided", number=len(made.undecided), first=f"{first.key} {first.name}")
    agreed = consents(made, basis)
    for one in agreed:
        if one.refusal is not None:
            raise one.refusal
    if seen and seen != made.digest:
        raise Refusal("redraw-changed")
    return {
        "approval": basis.approval.strip(),
        "agreed": [one.number for one in agreed],
        "paper": basis.paper["sha256"] if basis.paper else None,
    }


def _carry_out(made: Plan, row: Redrawing, at: datetime) -> None:
    """Write what the plan says, places first, because everything else points to them."""
    order, ground = made.order, made.ground
    new = [Place(**asdict(line), parent=ground.above[line.code[:9]], since=order.on) for line in ground.founded]
    Place.objects.bulk_create(new)
    heirs = {**ground.heirs, **{place.code: place for place in new}}
    places = {**heirs, **{place.code: place for place in ground.within.values()}, **_inner(made, heirs)}
    succession.move([(ground.within[pk], places[line.to]) for pk, line in ground.inner.items()], redrawing=row)
    succession.judge(old=list(ground.old.values()), new=list(heirs.values()), on=order.on, kind=order.kind)
    succession.write(
        old=list(ground.old.values()), new=list(heirs.values()), on=order.on, kind=order.kind, redrawing=row
    )
    onward = bodies.write(made.bodies, places, order.on)
    roll.write(made.roll, places)
    records.write(made.registers, places, order.on)
    matters.write(made.business, places, onward, at)


def _inner(made: Plan, heirs: dict[str, Place]) -> dict[str, Place]:
    """Found the inner places at their heirs, parents before what lies in them."""
    found = dict(heirs)
    lines = list(made.ground.inner.values())
    for depth in sorted({line.to.count(".") for line in lines}):
        rows = [
            Place(
                code=line.to,
                kind=line.kind,
                name=line.name_to,
                name_en=line.name_to_en,
                parent=found[line.parent_to],
                since=made.order.on,
            )
            for line in lines
            if line.to.count(".") == depth
        ]
        found |= {place.code: place for place in Place.objects.bulk_create(rows)}
    return found
