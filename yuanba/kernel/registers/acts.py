"""What is done with registers: enter, close, adopt, suspend."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from yuanba.kernel.ledger import acts as ledger
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures import blanks
from yuanba.kernel.procedures.canonical import encode
from yuanba.kernel.procedures.pack import RegisterKind
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.adopting import adopt_all, adoptions, governing, suspend_all
from yuanba.kernel.registers.models import Index, Record
from yuanba.kernel.registers.planning import ADOPTIONS
from yuanba.kernel.registers.rules import Adoption

__all__ = ["ADOPTIONS", "CAME_FROM", "adopt", "adoptions", "close", "enter", "governing", "suspend"]

# In a record's data, beside the declared fields: the record of an older place that it continues.
CAME_FROM = "came_from"


def index_of(kind: RegisterKind, record: Record, values: Mapping[str, Any]) -> list[Index]:
    """The typed values of a record's indexed fields."""
    rows = []
    for field in kind.fields:
        if field.code in kind.indexed and field.code in values:
            value = values[field.code]
            rows.append(
                Index(
                    record=record,
                    field=field.code,
                    text=str(value)[:200],
                    number=Decimal(str(value)) if field.type in ("number", "money") else None,
                    day=date.fromisoformat(value) if field.type == "date" else None,
                )
            )
    return rows


def enter(
    *,
    register: str,
    code: str,
    name: str,
    name_en: str,
    place: Place,
    data: Mapping[str, Any],
    since: date,
    at: datetime,
    body: str,
    stage: str = "in-force",
    key: UUID | None = None,
) -> Record:
    """Write one record. `data` is read by the register's declared fields; `body` is the ledger's acting body.

    Refusal `register-unknown`; Unfilled where fields are wrong.
    """
    kind = pack().registers.get(register)
    if kind is None:
        raise Refusal("register-unknown", register=register)
    values = blanks.fill(kind.fields, data, local_day(at))
    with transaction.atomic():
        record = Record.objects.create(
            register=register,
            code=code,
            name=name,
            name_en=name_en,
            place=place,
            data=encode(values).decode(),
            stage=stage,
            since=since,
            key=key,
        )
        Index.objects.bulk_create(index_of(kind, record, values))
        public = kind.visibility == "public"
        content = encode([register, code, name, values])
        ledger.append(
            unit=place.code[:12],
            kind="record.entered",
            at=at,
            body=body,
            documents=[sha256(content).digest()] if public else [],
            secrets=[] if public else [content],
        )
    return record


def close(*, record: Record, on: date, at: datetime, body: str) -> None:
    """End a record from a day. Refusal `record-closed`."""
    with transaction.atomic():
        if not Record.objects.filter(pk=record.pk, until__isnull=True).update(until=on):
            raise Refusal("record-closed")
        ledger.append(
            unit=record.place.code[:12],
            kind="record.closed",
            at=at,
            body=body,
            secrets=[encode([record.register, record.code, on.isoformat()])],
        )
    record.until = on


def adopt(
    *, institution: str, place: Place, since: date, params: Mapping[str, int], at: datetime, body: str
) -> Adoption:
    """Put one institution in force in a place; see `adopting.adopt_all`."""
    return adopt_all(institutions=[institution], place=place, since=since, params=params, at=at, body=body)[0]


def suspend(*, institution: str, place: Place, on: date, at: datetime, body: str) -> None:
    """End the adoption of one institution in a place; see `adopting.suspend_all`."""
    suspend_all(institutions=[institution], place=place, on=on, at=at, body=body)
