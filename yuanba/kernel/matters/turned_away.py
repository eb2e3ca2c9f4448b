"""What the negative list turned away at the door: recorded although the act itself left no trace.

Refusals of bodies and departments are public, one a body, item and day. Of residents only the number is known: a
record of theirs says which item, and nothing else.
"""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction

from yuanba.kernel.ledger import acts as ledger
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Body
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.canonical import encode
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import enter
from yuanba.kernel.registers.models import Index, Record

BODIES, RESIDENTS = "refused", "refused-residents"
# Refusals that cite an item of the lists.
RECORDED = frozenset(
    """falls-under falls-under-there certificate-barred certificate-off-list
    assist-exceeds assist-unpaid assist-unled""".split()
)
_KEYS = UUID("5f6a3a5e-2d7c-5f0b-9a51-6f4d7f0a7c11")  # names the keys of these records after those of the acts


@dataclass(slots=True)
class Door:
    """One attempt to act: by whom, where, in which procedure; `title` has passed the screening."""

    by: Actor
    at: datetime
    key: UUID
    place: Place | None = None
    procedure: str = ""
    title: str = ""


@contextmanager
def watched(door: Door) -> Iterator[Door]:
    """Record a refusal that cites an item, after the act was rolled back; then let it go on its way."""
    try:
        yield door
    except Refusal as refusal:
        if refusal.code in RECORDED and door.place is not None:
            refusal.door = door
            record(refusal)
        raise


def record(refusal: Refusal) -> None:
    """Put a refusal on record in a transaction of its own; nothing where it stands there already.

    Whoever rolls back a transaction around the act calls it once more.
    """
    door = refusal.door
    if not isinstance(door, Door) or door.by.speaker is None:
        return
    tenure = door.by.tenure
    with transaction.atomic():
        # What an officer hands in for a resident, on paper or as her agent, is the resident's and no body's.
        if tenure is not None and door.by.resident is None:
            _of_body(refusal, door, tenure.body)
        else:
            _of_resident(refusal, door, door.by.speaker.pk)


def _told(refusal: Refusal, door: Door) -> tuple[date, str, UUID]:
    """The day, the item, and the key that a replay of the act would bring again."""
    item = str(refusal.facts["item"])
    return local_day(door.at), item, uuid5(_KEYS, f"{door.key}|{item}")


def _of_body(refusal: Refusal, door: Door, body: Body) -> None:
    assert door.place is not None
    day, item, key = _told(refusal, door)
    # The body's row orders its officers: one record a body, item and day, however often they press.
    Body.objects.select_for_update().get(pk=body.pk)
    code = f"{day:%Y%m%d}-{item}-{body.place.code}-{body.kind}"[:60]
    known = Record.objects.filter(register=BODIES)
    if known.filter(place=body.place, code=code).exists() or known.filter(key=key).exists():
        return
    enter(
        register=BODIES,
        code=code,
        name=str(refusal.facts["name"]),
        name_en=str(refusal.facts["name_en"]),
        place=body.place,
        data={
            "item": item,
            "body": body.kind,
            "procedure": door.procedure,
            "where": door.place.code,
            "law": refusal.law or "",
            "title": door.title,
        },
        since=day,
        at=door.at,
        body=f"{body.place.code[:12]}/{body.kind}",
        key=key,
    )


def _of_resident(refusal: Refusal, door: Door, speaker: int) -> None:
    assert door.place is not None
    day, item, key = _told(refusal, door)
    # Tells her second try of the day from somebody else's first, and nobody without the key who she is.
    said = f"refused|{speaker}|{item}|{day}".encode()
    code = hmac.new(settings.YUANBA_INDEX_KEY, said, hashlib.sha256).hexdigest()[:32]
    known = Record.objects.filter(register=RESIDENTS)
    if known.filter(code=code).exists() or known.filter(key=key).exists():
        return
    record = Record.objects.create(
        register=RESIDENTS,
        code=code,
        name=str(refusal.facts["name"]),
        name_en=str(refusal.facts["name_en"]),
        place=door.place,
        data=encode({"item": item}).decode(),
        since=day,
        key=key,
    )
    Index.objects.create(record=record, field="item", text=item)
    ledger.append_resident(unit=door.place.code[:12], at=door.at, secret=encode([RESIDENTS, code, item]))
