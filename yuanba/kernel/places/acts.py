"""What people do with places. Each act is one transaction and one ledger entry.

`body` is the acting body as the ledger writes it, "<place code>/<kind of body>"; `at` an aware datetime.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

import rfc8785
from django.db import transaction

from yuanba.kernel.ledger.acts import append
from yuanba.kernel.places import rules, succession
from yuanba.kernel.places.codes import TOWNSHIP, UNIT, ancestors, unit_of
from yuanba.kernel.places.division_file import Divisions
from yuanba.kernel.places.english import english_name
from yuanba.kernel.places.models import Place, Succession
from yuanba.kernel.places.scope import valid_on, within
from yuanba.kernel.procedures.refusal import Refusal

SHANGHAI = ZoneInfo("Asia/Shanghai")
CHUNK = 500
NAMED = 10  # places that a refusal names before it only counts


@transaction.atomic
def found_county(
    *,
    code: str,
    name: str,
    name_en: str,
    divisions: Divisions,
    at: datetime,
    since: date | None = None,
    body: str = "",
) -> Place:
    """Load a county with all its townships and units, or find it loaded already and change nothing.

    The places are valid from `since`, by default the day of `at` in Asia/Shanghai. The entry's document is
    `divisions.digest()`. Refuses a file whose places differ from those standing on that day, naming the difference.
    """
    rules.check_code(code, "county")
    if divisions.county != code:
        raise Refusal("place-county-other", place=code, found=divisions.county)
    since = since or at.astimezone(SHANGHAI).date()
    # Two imports at once meet on this row: the second waits here and then finds the county complete.
    row = Place(code=code, kind=Place.Kind.COUNTY, name=name, name_en=name_en, since=since)
    Place.objects.bulk_create([row], ignore_conflicts=True)
    county = Place.objects.select_for_update().get(code=code)
    if Place.objects.filter(parent=county).exists():
        _check_unchanged(county, name, divisions, since)
        return county
    townships = _insert(
        Place(
            code=township.code,
            kind=Place.Kind.TOWNSHIP,
            name=township.name,
            name_en=english_name(township.name, "township"),
            parent=county,
            since=since,
        )
        for township in divisions.townships
    )
    _insert(
        Place(
            code=unit.code,
            kind=unit.kind,
            name=unit.name,
            name_en=english_name(unit.name, unit.kind),
            parent=townships[unit.township.code],
            since=since,
        )
        for unit in divisions.units
    )
    append(
        unit=code,
        kind="county.founded",
        at=at,
        body=body or f"{code}/county",
        documents=[divisions.digest()],
        secrets=[],
    )
    return county


@transaction.atomic
def found_place(*, code: str, kind: str, name: str, since: date, body: str, at: datetime, name_en: str = "") -> Place:
    """Add one place below the county: a township, a unit, or a group, compound, courtyard or building.

    The parent follows from the code and must stand on `since`. The entry lies with the unit (or township) concerned.
    """
    rules.check_code(code, kind)
    if not name.strip():
        raise Refusal("place-name-empty")
    around = ancestors(code)
    if not around:
        raise Refusal("place-code-kind", place=code)
    # The parent's row orders two foundings of one code.
    parent = Place.objects.select_for_update().filter(valid_on(since), code=around[-1]).first()
    if parent is None:
        raise Refusal("place-parent-missing", place=code, parent=around[-1])
    rules.check_nesting(kind, parent.kind, code=code)
    if holder := Place.objects.filter(code=code).first():
        raise Refusal("place-code-taken", place=code, name=holder.name)
    english = name_en or english_name(name.strip(), kind)
    place = Place.objects.create(code=code, kind=kind, name=name.strip(), name_en=english, parent=parent, since=since)
    statement = {"code": code, "kind": kind, "name": place.name, "name_en": english, "since": since.isoformat()}
    append(unit=unit_of(code), kind="place.founded", at=at, body=body, documents=[_digest(statement)], secrets=[])
    return place


@transaction.atomic
def succeed(
    *, old: Sequence[Place], new: Sequence[Place], on: date, kind: str, body: str, at: datetime
) -> list[Succession]:
    """Record that on a day `new` took over from `old`; old places that are not among the new stand no longer from then.

    merge: several into one, which may be one of them; split: one into several; rename: one for one under a new code.
    The entry lies with the unit, township or county that takes in all of them. Nothing else is rewritten: what
    happened in the old place stays there, and `rules.heirs` tells who holds it now.
    """
    locked = succession.judge(old=old, new=new, on=on, kind=kind)
    rows = succession.write(old=old, new=new, on=on, kind=kind)
    statement = {
        "old": sorted(locked[place.pk].code for place in old),
        "new": sorted(locked[place.pk].code for place in new),
        "on": on.isoformat(),
        "kind": kind,
    }
    append(
        unit=succession.meeting(place.code for place in locked.values()),
        kind="place.succeeded",
        at=at,
        body=body,
        documents=[_digest(statement)],
        secrets=[],
    )
    return rows


def _insert(places: Iterable[Place]) -> dict[str, Place]:
    return {place.code: place for place in Place.objects.bulk_create(places, batch_size=CHUNK)}


def _check_unchanged(county: Place, name: str, divisions: Divisions, on: date) -> None:
    given = {township.code: township.name for township in divisions.townships}
    given |= {unit.code: unit.name for unit in divisions.units}
    rows = Place.objects.filter(within(county.code), valid_on(on)).values_list("code", "name")
    standing = {code: label for code, label in rows if len(code) in (TOWNSHIP, UNIT)}
    added = [f"{code} {label}" for code, label in given.items() if code not in standing]
    gone = [f"{code} {label}" for code, label in standing.items() if code not in given]
    both = {county.code: (county.name, name)} | {c: (standing[c], given[c]) for c in given if c in standing}
    renamed = [f"{code} {before}→{after}" for code, (before, after) in both.items() if before != after]
    if added or gone or renamed:
        raise Refusal("place-county-changed", added=_listed(added), gone=_listed(gone), renamed=_listed(renamed))


def _listed(names: list[str]) -> str:
    if not names:
        return "0"
    rest = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" … +{rest}" if rest > 0 else "")


def _digest(statement: Mapping[str, Any]) -> bytes:
    return sha256(rfc8785.dumps(dict(statement))).digest()
