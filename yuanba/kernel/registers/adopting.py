"""Adoption of institutions in a place and everything under it: what governs, would change, and its acts.

One or many institutions are one act with one ledger entry: all of them, or none.
"""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from yuanba.kernel.ledger import acts as ledger
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import ancestors, within
from yuanba.kernel.procedures.canonical import digest, encode
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers import planning, rules
from yuanba.kernel.registers.models import Record
from yuanba.kernel.registers.needed import Missing, missing
from yuanba.kernel.registers.planning import ADOPTIONS
from yuanba.kernel.registers.rules import Adoption

# In the data of an adoption: until when the one that it followed was to be in force, if it was to end.
BEFORE = "before"
REVOKED = "revoked"


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
        own = [a.since for a in mine if a.place == place.code and (a.until is None or a.until > a.since)]
        if since in own:
            raise Refusal("adoption-stands", place=place.name, place_en=place.name_en)
        if (last := max(own, default=since)) > since:
            raise Refusal("adoption-backdated", place=place.name, place_en=place.name_en, day=last.isoformat())
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
    *,
    institutions: Sequence[str],
    place: Place,
    since: date,
    params: Mapping[str, int],
    at: datetime,
    source: Place | None = None,
) -> Preview:
    """What `adopt_all`, or with a `source` what `spread`, would change; refuses what they refuse."""
    codes = _known(institutions)
    planning.begins(since, at, late=source is None and planning.unspoken(codes, place, since))
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
    `adoption-without-bodies`, `key-reused`, those of `planning.begins` and of `rules.settle`.
    """
    codes = _known(institutions)
    with transaction.atomic():
        if done := _replayed(codes, place, key):
            return done
        planning.begins(since, at, late=planning.unspoken(codes, place, since))
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
        planning.begins(since, at, late=False)
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
        name = pack().institutions[after.institution].name
        held: dict[str, Any] = {"versions": dict(after.versions), "params": dict(after.params)}
        before = planning.standing([after.institution], place, after.since).order_by("since", "pk").last()
        if before is not None:
            held[BEFORE] = before.until.isoformat() if before.until else ""
            Record.objects.filter(pk=before.pk).update(until=after.since)
        data = encode(held)
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


def _ended(codes: Sequence[str], place: Place, on: date) -> bool:
    """Whether all of them have been ended on this day already, and none was adopted anew."""
    ended = Record.objects.filter(register=ADOPTIONS, code__in=codes, place=place, until=on)
    return set(ended.values_list("code", flat=True)) == set(codes) and not planning.standing(codes, place, on).exists()


def suspendable(institutions: Sequence[str], place: Place, on: date, at: datetime) -> None:
    """Refuse to suspend what is not in force on the day by the place's own adoption.

    Refusals: `not-adopted` where it never adopted one of them, `adoption-not-standing`, those of `planning.begins`.
    """
    planning.begins(on, at, late=False)
    found = set(planning.standing(institutions, place, on).values_list("code", flat=True))
    known = set(planning.own(institutions, place).values_list("code", flat=True))
    if not set(institutions) <= known:
        raise Refusal("not-adopted", place=place.name, place_en=place.name_en)
    if found != set(institutions):
        raise Refusal("adoption-not-standing", place=place.name, place_en=place.name_en, day=on.isoformat())


def suspend_all(
    *, institutions: Sequence[str], place: Place, on: date, at: datetime, body: str, key: UUID | None = None
) -> None:
    """End the adoptions that are in force in a place on a day, from that day; matters already running finish.

    What is planned for a later day begins on it all the same. A form sent twice (it carries a `key`) finds all of them
    ended on that day, and changes nothing. Refusals: those of `suspendable`.
    """
    codes = _known(institutions)
    with transaction.atomic():
        Place.objects.select_for_update().get(pk=place.pk)
        if key is not None and _ended(codes, place, on):
            return
        suspendable(codes, place, on, at)
        found = list(planning.standing(codes, place, on).values_list("pk", flat=True))
        Record.objects.filter(pk__in=found).update(until=on)
        _told("institution.suspended", place, at, body, [digest([code, on.isoformat()]) for code in codes])


def revocable(institutions: Sequence[str], place: Place, since: date, at: datetime) -> list[Record]:
    """The place's own adoptions that are to begin on a day, which is still to come. Refusal `nothing-planned`."""
    found = list(planning.own(institutions, place).filter(since=since, since__gt=local_day(at)).order_by("code"))
    if {row.code for row in found} != set(institutions):
        raise Refusal("nothing-planned", place=place.name, place_en=place.name_en, day=since.isoformat())
    return found


def revoke_all(
    *, institutions: Sequence[str], place: Place, since: date, at: datetime, body: str, key: UUID | None = None
) -> None:
    """Take back adoptions before the day on which they were to begin, all or none: what was in force before stays so.

    A form sent twice (it carries a `key`) finds them revoked, and changes nothing. Refusal `nothing-planned`.
    """
    codes = _known(institutions)
    with transaction.atomic():
        Place.objects.select_for_update().get(pk=place.pk)
        gone = Record.objects.filter(register=ADOPTIONS, code__in=codes, place=place, since=since, stage=REVOKED)
        done = set(gone.values_list("code", flat=True)) == set(codes)
        if key is not None and done and not planning.own(codes, place).filter(since=since).exists():
            return
        for plan in revocable(codes, place, since, at):
            held = json.loads(plan.data)
            if BEFORE in held:
                # A day on which the plan itself was to end still ends what it would have followed.
                end = plan.until or (date.fromisoformat(held[BEFORE]) if held[BEFORE] else None)
                former = planning.own([plan.code], place).filter(until=since).order_by("since", "pk").last()
                if former is not None:
                    Record.objects.filter(pk=former.pk).update(until=end)
            Record.objects.filter(pk=plan.pk).update(until=since, stage=REVOKED)
        _told("institution.revoked", place, at, body, [digest([code, since.isoformat()]) for code in codes])


def _told(kind: str, place: Place, at: datetime, body: str, documents: Sequence[bytes]) -> None:
    ledger.append(unit=place.code[:12], kind=kind, at=at, body=body, documents=documents)
