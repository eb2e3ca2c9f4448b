"""Editions of the lists of powers: which rows govern in a place on a day, and putting a list in force there."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from yuanba.kernel.ledger import acts as ledger
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import ancestors, valid_on
from yuanba.kernel.procedures import blanks
from yuanba.kernel.procedures import catalogue as catalogues
from yuanba.kernel.procedures.canonical import digest, encode
from yuanba.kernel.procedures.editing import Change, edit, own
from yuanba.kernel.procedures.redline import Row
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import index_of
from yuanba.kernel.registers.models import Index, Record

POWERS, EDITIONS = "powers", "editions"
DRAFTS = ("drafting", "consulting")
IN_FORCE, REPEALED = "in-force", "repealed"


def governing(register: str, place_code: str, on: date) -> list[Record]:
    """Rows of a register that govern in a place on a day, by code; one query.

    Of each list those of the nearest place that has any, as adoption does; a register without lists goes by code.
    """
    around = [*ancestors(place_code), place_code]
    rows = (
        Record.objects.filter(valid_on(on), register=register, place__code__in=around)
        .exclude(stage=REPEALED)
        .select_related("place")
        .order_by("code", "pk")
    )
    listed = [(json.loads(row.data).get("list") or row.code, row) for row in rows]
    nearest: dict[str, int] = {}
    for name, row in listed:
        nearest[name] = max(nearest.get(name, 0), len(row.place.code))
    return [row for name, row in listed if len(row.place.code) == nearest[name]]


def row_of(record: Record) -> dict[str, str]:
    """A record as a row of a spreadsheet: every cell a text, empty ones left out."""
    cells: dict[str, Any] = {"code": record.code, "name": record.name, "name_en": record.name_en}
    cells |= json.loads(record.data)
    return {column: _cell(value) for column, value in cells.items() if value not in ("", None)}


def _cell(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def items(catalogue: str, place_code: str, on: date) -> list[dict[str, str]]:
    """The items of a list that govern in a place on a day; the pack's own where nothing has been entered."""
    rows = [row_of(row) for row in governing(POWERS, place_code, on)]
    found = [row for row in rows if row.get("list") == catalogue]
    if found:
        return found
    drafts = [row for row in pack().registers[POWERS].rows if row["list"] == catalogue]
    return [{column: cell for column, cell in row.items() if cell and column != catalogues.STAGE} for row in drafts]


def editions(catalogue: str, place_code: str) -> list[Record]:
    """Every edition of a list that was put in force in this very place, the oldest first."""
    found = Record.objects.filter(register=EDITIONS, place__code=place_code, code__startswith=f"{catalogue}-")
    return list(found.order_by("since", "pk"))


def items_of(edition: Record) -> list[dict[str, str]]:
    """The items of one edition, by code."""
    catalogue = json.loads(edition.data)["list"]
    rows = Record.objects.filter(register=POWERS, place=edition.place_id, since=edition.since, stage=IN_FORCE)
    return [row for row in map(row_of, rows.order_by("code")) if row["list"] == catalogue]


def put_in_force(
    *,
    catalogue: str,
    place: Place,
    since: date,
    changes: Sequence[Change] = (),
    at: datetime,
    body: str,
    matter: str = "",
    key: UUID | None = None,
) -> Record:
    """Put a list in force in a place subtree from a day: what governs there now, with some changes.

    The rows that the place had of this list end on that day; matters keep the row that they were opened with. A replay
    of `key` returns the first. Refusals: those of `judged`, `edition-backdated`, `edition-nothing`.
    """
    with transaction.atomic():
        # The place's row orders those who would put the same list in force at once.
        Place.objects.select_for_update().get(pk=place.pk)
        if key is not None and (done := Record.objects.filter(key=key).first()) is not None:
            return done
        stood = editions(catalogue, place.code)
        if since < local_day(at) or any(one.since >= since for one in stood):
            raise Refusal("edition-backdated", place=place.name, place_en=place.name_en)
        before, rows = judged(catalogue, place, since, changes)
        if stood and rows == before:
            raise Refusal("edition-nothing", place=place.name, place_en=place.name_en)
        return _write(catalogue, place, since, rows, len(changes), len(stood) + 1, at, body, matter, key)


def judged(
    catalogue: str, place: Place, since: date, changes: Sequence[Change]
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """A list in a place as it would govern on a day, before and after some changes.

    Refusals: those of `own` and `edit`, `edition-list-unknown`, `edition-unlawful`, `edition-empty`, Unfilled.
    """
    if not any(row["list"] == catalogue for row in pack().registers[POWERS].rows):
        raise Refusal("edition-list-unknown", catalogue=catalogue)
    aloof = next(iter(pack().bodies["township_office"].law), None)
    own(catalogue, place.kind, changes, law=str(aloof) if aloof else None)
    before = items(catalogue, place.code, since)
    rows = edit(before, changes)
    if not rows:
        raise Refusal("edition-empty")
    lawful(rows, {change.code for change in changes}, since)
    return before, rows


def lawful(rows: Sequence[Row], changed: set[str], on: date) -> None:
    """Refuse changed items that `yuanba check` would not let into the pack. Refusals: `edition-unlawful`, Unfilled."""
    for row in rows:
        if row["code"] not in changed:
            continue
        blanks.fill(pack().registers[POWERS].fields, row, on)
        fault = next(catalogues.lawful(pack(), row, on), None)
        if fault is not None:
            law = fault.basis
            raise Refusal("edition-unlawful", law=law, item=row["code"], fault=fault.message, fault_zh=fault.message_zh)


def _write(
    catalogue: str, place: Place, since: date, rows: Sequence[Row], changes: int, number: int, at: datetime, body: str,
    matter: str, key: UUID | None,
) -> Record:  # fmt: skip
    kind = pack().registers[POWERS]
    standing = Record.objects.filter(Q(until__isnull=True) | Q(until__gt=since), register=POWERS, place=place)
    ending = [row.pk for row in standing if json.loads(row.data)["list"] == catalogue]
    Record.objects.filter(pk__in=ending).update(until=since)
    values = [blanks.fill(kind.fields, row, since) for row in rows]
    made = Record.objects.bulk_create(
        Record(
            register=POWERS, code=row["code"], name=row["name"], name_en=row.get("name_en", ""), place=place,
            data=encode(filled).decode(), stage=IN_FORCE, since=since,
        )
        for row, filled in zip(rows, values, strict=True)
    )  # fmt: skip
    Index.objects.bulk_create(
        index for record, filled in zip(made, values, strict=True) for index in index_of(kind, record, filled)
    )
    said: dict[str, Any] = {"list": catalogue, "number": number, "items": len(rows), "changes": changes}
    if matter:
        said["matter"] = matter
    title = next(field for field in kind.fields if field.code == "list").choices[catalogue]
    edition = Record.objects.create(
        register=EDITIONS, code=f"{catalogue}-{number}", name=title.zh, name_en=title.en, place=place,
        data=encode(said).decode(), since=since, key=key,
    )  # fmt: skip
    Index.objects.bulk_create(index_of(pack().registers[EDITIONS], edition, said))
    document = digest([catalogue, number, since.isoformat(), [dict(row) for row in rows]])
    ledger.append(unit=place.code[:12], kind="list.put-in-force", at=at, body=body, documents=[document])
    return edition
