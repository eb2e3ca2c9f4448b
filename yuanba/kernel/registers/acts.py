"""What is done with registers: enter, close, adopt, suspend."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from yuanba.kernel.ledger import acts as ledger
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import ancestors
from yuanba.kernel.procedures import blanks
from yuanba.kernel.procedures.canonical import digest, encode
from yuanba.kernel.procedures.pack import RegisterKind
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers import rules
from yuanba.kernel.registers.models import Index, Record
from yuanba.kernel.registers.rules import Adoption

ADOPTIONS = "adoptions"


def _index(kind: RegisterKind, record: Record, values: Mapping[str, Any]) -> list[Index]:
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
    values = blanks.fill(kind.fields, data)
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
        Index.objects.bulk_create(_index(kind, record, values))
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


def _adoption(record: Record) -> Adoption:
    data = json.loads(record.data)
    return Adoption(record.code, record.place.code, record.since, data["versions"], data["params"], record.until)


def adoptions(institution: str, place_code: str) -> list[Adoption]:
    """Every adoption of an institution in a place or above it; one query."""
    records = Record.objects.filter(
        register=ADOPTIONS, code=institution, place__code__in=[*ancestors(place_code), place_code]
    ).select_related("place")
    return [_adoption(record) for record in records]


def governing(institution: str, place_code: str, on: date) -> Adoption | None:
    """The adoption in force by nearest ancestor and date; None where the institution is not adopted."""
    return rules.nearest(adoptions(institution, place_code), on)


def adopt(
    *, institution: str, place: Place, since: date, params: Mapping[str, int], at: datetime, body: str
) -> Adoption:
    """Put an institution in force in a place subtree from a day, with bounded parameters and today's versions.

    Running matters keep what they began with. Refusals: `institution-unknown`, `adoption-backdated`, `adoption-stands`,
    and those of `rules.settle`.
    """
    county = pack()
    if institution not in county.institutions:
        raise Refusal("institution-unknown", institution=institution)
    with transaction.atomic():
        existing = adoptions(institution, place.code)
        if any(a.place == place.code and a.since == since for a in existing):
            raise Refusal("adoption-stands", place=place.name, place_en=place.name_en)
        if any(a.place == place.code and a.since > since for a in existing):
            raise Refusal("adoption-backdated", place=place.name, place_en=place.name_en)
        above = rules.nearest([a for a in existing if a.place != place.code], since)
        settled = rules.settle(county, county.law, institution, params, above, since)
        versions = {code: county.procedure(code).version for code in county.institutions[institution].procedures}
        name = county.institutions[institution].name
        Record.objects.filter(register=ADOPTIONS, code=institution, place=place, until__isnull=True).update(until=since)
        data = encode({"versions": versions, "params": settled})
        record = Record.objects.create(
            register=ADOPTIONS,
            code=institution,
            name=name.zh,
            name_en=name.en,
            place=place,
            data=data.decode(),
            since=since,
        )
        ledger.append(
            unit=place.code[:12],
            kind="institution.adopted",
            at=at,
            body=body,
            documents=[sha256(encode([institution]) + data).digest()],
        )
    return _adoption(record)


def suspend(*, institution: str, place: Place, on: date, at: datetime, body: str) -> None:
    """End an institution's adoption in a place from a day; matters already running finish. Refusal `not-adopted`."""
    with transaction.atomic():
        ended = Record.objects.filter(register=ADOPTIONS, code=institution, place=place, until__isnull=True).update(
            until=on
        )
        if not ended:
            raise Refusal("not-adopted", place=place.name, place_en=place.name_en)
        ledger.append(
            unit=place.code[:12],
            kind="institution.suspended",
            at=at,
            body=body,
            documents=[digest([institution, on.isoformat()])],
        )
