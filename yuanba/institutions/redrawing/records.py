"""Registers of a redrawing: a record is closed where it stood and entered at the heir with a link to the old one.

Mandates end, because the assembly that gave them has ended; adoptions are not copied, because the heir's govern; sealed
ledgers stay with the place whose they are.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from yuanba.institutions.ledgers.sealing import SNAPSHOTS
from yuanba.institutions.redrawing import rules
from yuanba.institutions.redrawing.ground import Ground
from yuanba.institutions.redrawing.lines import Entry
from yuanba.kernel.assemblies.voting import MANDATES
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.canonical import encode
from yuanba.kernel.registers.acts import ADOPTIONS, CAME_FROM
from yuanba.kernel.registers.models import Index, Record

CHUNK = 500
LONGEST = 60
ENDING = (MANDATES, ADOPTIONS)
# What was sealed is of the place as it was: it is part of the archive.
STAYING = (SNAPSHOTS,)


@dataclass(frozen=True, slots=True)
class Registers:
    """Records that move, and those that end."""

    moving: tuple[Entry, ...]
    ending: tuple[Entry, ...]


def plan(ground: Ground) -> Registers:
    """Two queries."""
    on, scope = ground.order.on, ground.scope
    rows = Record.objects.filter(Q(until__isnull=True) | Q(until__gt=on), place__in=scope).order_by("pk")
    rows = rows.exclude(register__in=STAYING)
    ending, moving = [], []
    for row in rows:
        place = scope[row.place_id]
        if row.register in ENDING:
            if place.code in ground.closing or place.pk in ground.inner:
                ending.append(_entry(row, place, "", ""))
            continue
        heir = ground.goes.get(place.pk) or ground.choose([f"r{row.pk}"], "record", f"{row.code} {row.name}")
        if heir is not None and heir != place.code[:12]:
            moving.append((row, place, ground.lands(place, heir)))
    return Registers(tuple(_apart(moving)), tuple(ending))


def _entry(row: Record, place: Place, to: str, code: str) -> Entry:
    kind = pack().registers.get(row.register)
    public = kind is None or kind.visibility == "public"
    return Entry(row.pk, row.register, row.code, row.name, place.code, to, code, public)


def _apart(moving: list[tuple[Record, Place, str]]) -> list[Entry]:
    standing: dict[tuple[str, str], set[str]] = defaultdict(set)
    for to, register, code in Record.objects.filter(
        place__code__in={to for _, _, to in moving}, register__in={row.register for row, _, _ in moving}
    ).values_list("place__code", "register", "code"):
        standing[to, register].add(code)
    coming: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row, place, to in moving:
        coming[to, row.register][place.code].append(row.code)
    codes = {key: rules.kept_apart(by, standing[key], LONGEST) for key, by in coming.items()}
    return [_entry(row, place, to, codes[to, row.register][place.code, row.code]) for row, place, to in moving]


def write(registers: Registers, places: Mapping[str, Place], on: date) -> None:
    """Close the records of a plan, and enter those that move at their heirs."""
    lines = {line.pk: line for line in registers.moving}
    old = list(Record.objects.filter(pk__in=lines).order_by("pk"))
    new = {
        row.pk: Record(
            register=row.register,
            code=lines[row.pk].code_to,
            name=row.name,
            name_en=row.name_en,
            place=places[lines[row.pk].to],
            data=encode({**json.loads(row.data), CAME_FROM: row.pk}).decode(),
            stage=row.stage,
            since=max(row.since, on),
            until=row.until,
        )
        for row in old
    }
    Record.objects.bulk_create(new.values(), batch_size=CHUNK)
    Index.objects.bulk_create(
        [
            Index(record=new[index.record_id], field=index.field, text=index.text, number=index.number, day=index.day)
            for index in Index.objects.filter(record__in=lines).order_by("pk")
        ],
        batch_size=CHUNK,
    )
    Record.objects.filter(pk__in=[*lines, *(line.pk for line in registers.ending)]).update(until=on)
