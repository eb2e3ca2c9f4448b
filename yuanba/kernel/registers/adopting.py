"""Adoption of institutions in a place and everything under it: what governs, what would change, adopt, spread, suspend.

One or many institutions are one act with one ledger entry: all of them, or none.
"""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet

from yuanba.kernel.ledger import acts as ledger
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import ancestors, within
from yuanba.kernel.procedures.canonical import digest, encode
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers import rules
from yuanba.kernel.registers.models import Record
from yuanba.kernel.registers.needed import Missing, missing
from yuanba.kernel.registers.rules import Adoption

ADOPTIONS = "adoptions"


@dataclass(frozen=True, slots=True)
class Change:
    """One institution: what governs there before, and after. `below`: places under it that keep their own word."""

    before: Adoption | None
    after: Adoption
    below: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What an adoption would do; nothing is written."""

    changes: tuple[Change, ...]
    missing: tuple[Missing, ...]


def _adoption(record: Record) -> Adoption:
    data = json.loads(record.data)
    return Adoption(record.code, record.place.code, record.since, data["versions"], data["params"], record.until)


def adoptions(institutions: Sequence[str], place_code: str) -> list[Adoption]:
    """Every adoption of these institutions in a place or above it; one query."""
    records = Record.objects.filter(
        register=ADOPTIONS, code__in=institutions, place__code__in=[*ancestors(place_code), place_code]
    ).select_related("place")
    return [_adoption(record) for record in records]


def governing(institution: str, place_code: str, on: date) -> Adoption | None:
    """The adoption in force by nearest ancestor and date; None where the institution is not adopted."""
    return rules.nearest(adoptions([institution], place_code), on)


def in_force(place_code: str, on: date, procedures: Collection[str] = ()) -> dict[str, Adoption]:
    """Whose word on each procedure (by default on all) counts in a place on a day, by `rules.word`; one query."""
    declared = pack().institutions
    wanted = set(procedures) or {code for one in declared.values() for code in one.procedures}
    using = [one.code for one in declared.values() if not wanted.isdisjoint(one.procedures)]
    standing = rules.standing(adoptions(using, place_code), on)
    found = {procedure: rules.word(pack(), procedure, standing) for procedure in wanted}
    return {procedure: adoption for procedure, adoption in found.items() if adoption is not None}


def adopted_in(place_code: str, on: date) -> list[str]:
    """Institutions of the pack in force in a place on a day, by its own adoption or one above; in order of number."""
    declared = pack().institutions
    standing = {a.institution for a in rules.standing(adoptions(list(declared), place_code), on)}
    return [code for code in sorted(declared, key=lambda code: declared[code].number) if code in standing]


def _known(institutions: Sequence[str]) -> list[str]:
    """These institutions, each once, in the order of their numbers. Refusal `institution-unknown`."""
    declared = pack().institutions
    for code in institutions:
        if code not in declared:
            raise Refusal("institution-unknown", institution=code)
    return sorted(set(institutions), key=lambda code: declared[code].number)


def _possible(institution: str, place: Place) -> None:
    """Refuse an institution that has a procedure which nobody can carry through in such a place."""
    declared, kinds = pack(), rules.around(place.kind)
    for code in declared.institutions[institution].procedures:
        if not rules.runs(declared.procedure(code), declared.bodies, kinds):
            name = declared.procedure(code).name
            raise Refusal(
                "adoption-without-bodies",
                place=place.name,
                place_en=place.name_en,
                procedure=name.zh,
                procedure_en=name.en,
            )


def _changes(
    codes: Sequence[str], place: Place, since: date, params: Mapping[str, int], source: Mapping[str, Adoption]
) -> tuple[Change, ...]:
    """Judge all of them before anything is written. `source`: whose versions and parameters to take."""
    county = pack()
    for param in params:
        if not any(param in rules.bounds(county, code) for code in codes):
            raise Refusal("param-unknown", param=param)
    existing = adoptions(codes, place.code)
    under = Record.objects.filter(within(place.code, path="place__code"), register=ADOPTIONS, code__in=codes)
    below = Counter(under.exclude(place=place).exclude(until__lte=since).values_list("code", flat=True))
    changes = []
    for code in codes:
        mine = [a for a in existing if a.institution == code]
        own = [a for a in mine if a.place == place.code]
        if any(a.since == since for a in own):
            raise Refusal("adoption-stands", place=place.name, place_en=place.name_en)
        if any(a.since > since for a in own):
            raise Refusal("adoption-backdated", place=place.name, place_en=place.name_en)
        _possible(code, place)
        model = source.get(code)
        if model is not None:
            versions, asked = dict(model.versions), dict(model.params)
        else:
            versions = {one: county.procedure(one).version for one in county.institutions[code].procedures}
            known = rules.bounds(county, code)
            asked = {key: value for key, value in params.items() if key in known}
        above = rules.nearest([a for a in mine if a.place != place.code], since)
        settled = rules.settle(county, county.law, code, asked, above, since, versions)
        after = Adoption(code, place.code, since, versions, settled)
        changes.append(Change(rules.nearest(mine, since), after, below[code]))
    return tuple(changes)


def _sources(codes: Sequence[str], source: Place, target: Place, since: date) -> dict[str, Adoption]:
    if source.pk == target.pk:
        raise Refusal("spread-to-itself", place=source.name, place_en=source.name_en)
    found = {}
    for code in codes:
        model = rules.nearest([a for a in adoptions(codes, source.code) if a.institution == code], since)
        if model is None:
            raise Refusal("not-adopted", place=source.name, place_en=source.name_en)
        found[code] = model
    return found


def preview(
    *, institutions: Sequence[str], place: Place, since: date, params: Mapping[str, int], source: Place | None = None
) -> Preview:
    """What `adopt_all`, or with a `source` what `spread`, would change; refuses what they refuse."""
    codes = _known(institutions)
    models = _sources(codes, source, place, since) if source else {}
    return Preview(_changes(codes, place, since, params, models), tuple(missing(codes, place, since)))


def adopt_all(
    *,
    institutions: Sequence[str],
    place: Place,
    since: date,
    params: Mapping[str, int],
    at: datetime,
    body: str,
    key: UUID | None = None,
) -> list[Adoption]:
    """Put institutions in force in a place subtree from a day, with bounded parameters and today's versions.

    Running matters keep what they began with. A parameter goes to every institution that knows it. A replay of `key`
    changes nothing. Refusals: `institution-unknown`, `adoption-backdated`, `adoption-stands`,
    `adoption-without-bodies`, `key-reused`, and those of `rules.settle`.
    """
    codes = _known(institutions)
    with transaction.atomic():
        if done := _replayed(codes, place, key):
            return done
        changes = _changes(codes, place, since, params, {})
        return _write(changes, place, at, body, key, "institution.adopted", [])


def spread(
    *,
    institutions: Sequence[str],
    source: Place,
    place: Place,
    since: date,
    at: datetime,
    body: str,
    key: UUID | None = None,
) -> list[Adoption]:
    """Put the institutions of a pilot in force elsewhere, with the versions and parameters that govern in the pilot.

    Refusals: those of `adopt_all`, `not-adopted` where the pilot lacks one, `spread-to-itself`.
    """
    codes = _known(institutions)
    with transaction.atomic():
        if done := _replayed(codes, place, key):
            return done
        changes = _changes(codes, place, since, {}, _sources(codes, source, place, since))
        return _write(changes, place, at, body, key, "institution.spread", [digest(["from", source.code])])


def _replayed(codes: Sequence[str], place: Place, key: UUID | None) -> list[Adoption]:
    """What this key has done already. The place's row orders those who adopt in it."""
    Place.objects.select_for_update().get(pk=place.pk)
    if key is None:
        return []
    keys = [uuid5(key, code) for code in codes]
    done = list(Record.objects.filter(key__in=keys).select_related("place").order_by("pk"))
    if done and (len(done) != len(codes) or any(one.place_id != place.pk for one in done)):
        raise Refusal("key-reused")
    return [_adoption(one) for one in done]


def _write(
    changes: Sequence[Change],
    place: Place,
    at: datetime,
    body: str,
    key: UUID | None,
    kind: str,
    documents: Sequence[bytes],
) -> list[Adoption]:
    records, told = [], list(documents)
    for after in (change.after for change in changes):
        Record.objects.filter(register=ADOPTIONS, code=after.institution, place=place, until__isnull=True).update(
            until=after.since
        )
        name = pack().institutions[after.institution].name
        data = encode({"versions": dict(after.versions), "params": dict(after.params)})
        told.append(sha256(encode([after.institution]) + data).digest())
        records.append(
            Record(
                register=ADOPTIONS,
                code=after.institution,
                name=name.zh,
                name_en=name.en,
                place=place,
                data=data.decode(),
                since=after.since,
                key=uuid5(key, after.institution) if key else None,
            )
        )
    Record.objects.bulk_create(records)
    ledger.append(unit=place.code[:12], kind=kind, at=at, body=body, documents=told)
    return [change.after for change in changes]


def _open(codes: Sequence[str], place: Place, on: date) -> QuerySet[Record]:
    """The place's own adoptions that have no end yet and began by a day."""
    return Record.objects.filter(register=ADOPTIONS, code__in=codes, place=place, until__isnull=True, since__lte=on)


def _ended(codes: Sequence[str], place: Place, on: date) -> bool:
    """Whether all of them have been ended on this day already, and none was adopted anew."""
    ended = Record.objects.filter(register=ADOPTIONS, code__in=codes, place=place, until=on)
    return set(ended.values_list("code", flat=True)) == set(codes) and not _open(codes, place, on).exists()


def suspendable(institutions: Sequence[str], place: Place, on: date) -> None:
    """Refuse to suspend what the place has not adopted itself. Refusal `not-adopted`."""
    if _open(institutions, place, on).count() != len(set(institutions)):
        raise Refusal("not-adopted", place=place.name, place_en=place.name_en)


def suspend_all(
    *, institutions: Sequence[str], place: Place, on: date, at: datetime, body: str, key: UUID | None = None
) -> None:
    """End the adoption of institutions in a place from a day; matters already running finish. Refusal `not-adopted`.

    A form sent twice (it carries a `key`) finds all of them ended on that day, and changes nothing.
    """
    codes = _known(institutions)
    with transaction.atomic():
        Place.objects.select_for_update().get(pk=place.pk)
        if key is not None and _ended(codes, place, on):
            return
        suspendable(codes, place, on)
        _open(codes, place, on).update(until=on)
        ledger.append(
            unit=place.code[:12],
            kind="institution.suspended",
            at=at,
            body=body,
            documents=[digest([code, on.isoformat()]) for code in codes],
        )
