"""Orders for a later day: given with their papers, revoked by the county, carried out once by the clock on the day."""

import json
import logging
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction

from yuanba.institutions.redrawing.act import COUNTY_OFFICE, PENDING, alone, check, entered, office, redraw
from yuanba.institutions.redrawing.order import LAW, Basis, Choices, Heir, Order
from yuanba.institutions.redrawing.plan import lay_out, plan, townships
from yuanba.kernel.ledger import acts as ledger
from yuanba.kernel.people.actors import Actor, in_office, own_post
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.places import succession
from yuanba.kernel.places.models import Place, Redrawing, RedrawingOrder
from yuanba.kernel.procedures.blanks import clean
from yuanba.kernel.procedures.canonical import encode
from yuanba.kernel.procedures.refusal import Refusal

log = logging.getLogger(__name__)
# Refusals that name a household, a person or a record: of these the public reads the number alone.
NAMING = ("redraw-undecided", "redraw-choice-idle")


def give_by(*, order: Order, by: Actor, basis: Basis, at: datetime, key: UUID, seen: str) -> Redrawing | RedrawingOrder:
    """As `give`, by an officer at the desk who has seen the preview. Refusals: those of `office` too."""
    return give(order=order, basis=basis, body=office(townships(order), by, at), at=at, key=key, seen=seen)


def give(
    *, order: Order, basis: Basis, body: str, at: datetime, key: UUID, seen: str = ""
) -> Redrawing | RedrawingOrder:
    """Carry an order out where its day has come; else keep it for that day. Refusals: of `redraw` and `ahead`."""
    if order.on > local_day(at) or RedrawingOrder.objects.filter(key=key).exists():
        return ahead(order=order, basis=basis, body=body, at=at, key=key, seen=seen)
    return redraw(order=order, basis=basis, body=body, at=at, key=key, seen=seen)


def ahead(*, order: Order, basis: Basis, body: str, at: datetime, key: UUID, seen: str = "") -> RedrawingOrder:
    """Give an order for a later day; a replay of `key` returns the first and changes nothing.

    All is asked that is asked on the day, and again then. Refusals: `key-reused`, `redraw-order-stands`,
    `redraw-rest-missing`, those of `check` and `plan`.
    """
    with transaction.atomic():
        # The units' rows order two officers.
        places = list(Place.objects.select_for_update().filter(code__in=order.codes).order_by("code"))
        given = RedrawingOrder.objects.filter(key=key).first()
        if given is not None:
            if order_of(given, given.on) != replace(order, old=tuple(sorted(order.old)), new=_sorted(order.new)):
                raise Refusal("key-reused")
            return given
        alone(order)
        if len(order.new) > 1 and not order.choices.rest:
            raise Refusal("redraw-rest-missing")
        made = plan(order, at=at)
        statement = {
            "kind": order.kind,
            "on": order.on.isoformat(),
            "old": list(made.ground.old),
            "new": sorted(made.ground.heirs),
            "founded": [
                {"code": line.code, "name": line.name, "name_en": line.name_en} for line in made.ground.founded
            ],
            "basis": check(made, basis, seen),
        }
        choices = encode({"given": dict(order.choices.given), "rest": order.choices.rest})
        said = entered("place.redrawing-ordered", order, basis, statement, choices, body=body, at=at)
        row = RedrawingOrder.objects.create(key=key, choices=choices.decode(), **said)
        row.units.set(places)
        return row


def _sorted(heirs: tuple[Heir, ...]) -> tuple[Heir, ...]:
    return tuple(sorted(heirs, key=lambda heir: heir.code))


def order_of(row: RedrawingOrder, on: date) -> Order:
    """The order as it would be carried out on a day."""
    told, choices = json.loads(row.statement), json.loads(row.choices)
    names = {line["code"]: line["name"] for line in told["founded"]}
    heirs = tuple(Heir(code, names.get(code, "")) for code in told["new"])
    return Order(row.kind, tuple(told["old"]), heirs, on, Choices(choices["given"], choices["rest"]))


def _basis(row: RedrawingOrder) -> Basis:
    told = json.loads(row.statement)["basis"]
    return Basis(told["approval"], tuple(told["agreed"]), json.loads(row.paper) if row.paper else None)


def revoke_by(*, order: int, by: Actor, because: str, at: datetime, key: UUID) -> RedrawingOrder:
    """As `revoke`, by an officer of the county's department. Refusals: `redraw-revoke-not-yours`, `tenure-over`."""
    tenure = own_post(by)
    if tenure is None or tenure.body.kind != COUNTY_OFFICE:
        raise Refusal("redraw-revoke-not-yours", law=LAW)
    in_office(tenure, local_day(at))
    return revoke(order=order, body=f"{tenure.body.place.code}/{COUNTY_OFFICE}", because=because, at=at, key=key)


def revoke(*, order: int, body: str, because: str, at: datetime, key: UUID) -> RedrawingOrder:
    """The county takes back an order that is not done yet, with its reason; a replay of `key` changes nothing.

    Refusals: `redraw-order-over`, `blank-missing`.
    """
    with transaction.atomic():
        row = RedrawingOrder.objects.select_for_update().get(pk=order)
        if row.revoking_key == key:
            return row
        if row.done_id is not None or row.revoked_at is not None:
            raise Refusal("redraw-order-over")
        said = clean(because)
        if not said:
            raise Refusal("blank-missing", field="撤回的理由", field_en="Why it is revoked")
        _entered(row, "place.redrawing-revoked", {"because": said}, body, at)
        row.revoked_at, row.revoked_because, row.revoking_key = at, said, key
        row.save(update_fields=["revoked_at", "revoked_because", "revoking_key"])
        return row


def _entered(row: RedrawingOrder, kind: str, said: dict[str, Any], body: str, at: datetime) -> None:
    """One entry about an order, in the chain in which it was given."""
    told = json.loads(row.statement)
    unit = succession.meeting([*told["old"], *told["new"]])
    document = sha256(encode({"order": row.leaf, **said})).digest()
    ledger.append(unit=unit, kind=kind, at=at, body=body, documents=[document])


def carry_out_due(*, now: datetime) -> int:
    """Do every order whose day has come; returns how many. Safe while another process does the same.

    What cannot be done is left whole and stays pending, with its reason for everybody, and is tried again next day.
    """
    today, done = local_day(now), 0
    due = RedrawingOrder.objects.filter(PENDING, on__lte=today).order_by("on", "pk")
    for row in list(due):
        if row.tried_at is not None and local_day(row.tried_at) >= today:
            continue
        try:
            done += _carry_out(row.pk, now)
        except Refusal as refusal:
            _hold(row.pk, refusal, now)
        except OperationalError:
            # The database was busy or went away: the next round finds the order as it was.
            log.exception("order %s has to wait", row.pk)
        except Exception:
            # One that breaks must not hold up the others, nor half happen: what it needs is a person.
            log.exception("order %s broke", row.pk)
            _hold(row.pk, Refusal("redraw-broke"), now)
    return done


def _carry_out(pk: int, now: datetime) -> bool:
    with transaction.atomic():
        row = RedrawingOrder.objects.select_for_update().get(pk=pk)
        if row.done_id is not None or row.revoked_at is not None:
            return False
        order = order_of(row, local_day(now))
        # What was assigned and has since ended needs no heir any more.
        used = lay_out(order, at=now).ground.used
        given = {key: heir for key, heir in order.choices.given.items() if key in used}
        order = replace(order, choices=replace(order.choices, given=given))
        row.done = redraw(order=order, basis=_basis(row), body=row.body, at=now, key=row.key, ordered=row)
        row.held = ""
        row.save(update_fields=["done", "held"])
        return True


def _hold(pk: int, refusal: Refusal, now: datetime) -> None:
    """Keep for everybody why an order could not be done; one entry for each reason, however often it is tried."""
    hidden = {"first": "…"} if refusal.code in NAMING else {}
    facts = {code: fact if isinstance(fact, int) else str(fact) for code, fact in (refusal.facts | hidden).items()}
    held = {"code": refusal.code, "law": refusal.law, "facts": facts}
    with transaction.atomic():
        row = RedrawingOrder.objects.select_for_update().get(pk=pk)
        if row.done_id is not None or row.revoked_at is not None:
            return
        if not row.held or json.loads(row.held)["code"] != refusal.code:
            _entered(row, "place.redrawing-held", {"held": held}, "", now)
        row.held, row.tried_at = encode(held).decode(), now
        row.save(update_fields=["held", "tried_at"])


def reason(row: RedrawingOrder) -> Refusal | None:
    """Why an order could not be done on its day; None while nothing is in the way."""
    if not row.held:
        return None
    held = json.loads(row.held)
    return Refusal(held["code"], law=held["law"], **held["facts"])
