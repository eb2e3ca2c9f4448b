"""Giving an authorisation, handing back what came with it, taking it back: each one act and one ledger entry."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from yuanba.kernel.ledger import acts as ledger
from yuanba.kernel.matters import agency, uploads
from yuanba.kernel.matters.models import Authorisation, Counter, Matter
from yuanba.kernel.matters.opening import objection_to, statutory
from yuanba.kernel.matters.purposes import Purpose, purposes
from yuanba.kernel.people.actors import Actor, officers
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Person, Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures import blanks
from yuanba.kernel.procedures.canonical import encode
from yuanba.kernel.procedures.definitions import Field, Procedure, Text
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.procedures.subjects import in_order
from yuanba.kernel.registers.adopting import in_force

MOST_PAPERS = 20
SCAN = Field("scan", Text("本人签名的委托书（照片或扫描件）", "The signed authorisation (photo or scan)"), "file")
SIGNED_BACK = Field("scan", Text("签收单（照片或扫描件）", "The signed receipt (photo or scan)"), "file")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def procedures_of(unit: Place, at: datetime) -> list[Procedure]:
    """The procedures in which residents of a unit can act: those it has adopted, and what the law gives everybody."""
    words, found = in_force(unit.code, local_day(at)), []
    roles = {one.code: one.role for one in pack().procedures.values()}
    for code in in_order(roles, pack().subjects.values()):
        if code in words:
            found.append(pack().procedure(code, words[code].versions[code]))
        elif roles[code] in ("objection", "contest"):
            found.append(pack().procedure(code))
    return found


def open_to(unit: Place, at: datetime) -> dict[str, Purpose]:
    """Every act that residents of a unit have now, by its code."""
    return {one.code: one for procedure in procedures_of(unit, at) for one in purposes(procedure)}


def longest(unit: Place, at: datetime) -> int:
    """For how many days an authorisation may be given here: the parameter of the agency service."""
    return statutory("agency", unit, at)[1]["authorisation_days"]


def office(agent: Person, unit: Place, on: date) -> Tenure:
    """The post in which somebody runs errands in a unit. Refusal `agent-out-of-office`."""
    held = Tenure.objects.filter(valid_on(on), person=agent, body__place=unit, body__kind__in=agency.OFFICES)
    for tenure in held.select_related("body__place").order_by("pk"):
        if tenure.post in officers(tenure.body.kind):
            return tenure
    raise Refusal("agent-out-of-office")


def grant(
    *,
    unit: Place,
    resident: Person,
    agent: Person,
    in_office: bool,
    purpose: str,
    matter: Matter | None,
    papers: Sequence[str],
    last_day: date,
    scan: Mapping[str, Any] | None,
    by: Actor,
    at: datetime,
    key: UUID,
) -> Authorisation:
    """Put a resident's written authority on record: for one act, once, until a day, without a fee.

    She gives it herself by her account, or an officer takes it down from what she signed. Refusals: `not-a-resident`,
    `agent-is-herself`, `not-of-age`, `authorisation-by-clerk`, `tenure-over`, `agent-out-of-office`,
    `purpose-unknown`, `purpose-matter`, `authorisation-too-long`, `agent-conflict`, Unfilled.
    """
    on = local_day(at)
    with transaction.atomic():
        if done := _replayed(key, by):
            return done
        _parties(unit, resident, agent, on)
        kept = _signed(SCAN, scan, by, resident, unit, at)
        _purpose(unit, purpose, matter, agent, on, at)
        if not on <= last_day <= on + timedelta(days=longest(unit, at)):
            raise Refusal("authorisation-too-long", days=longest(unit, at))
        row = Authorisation(
            number=_number(unit, at),
            unit=unit,
            resident=resident,
            agent=agent,
            office=office(agent, unit, on) if in_office else None,
            purpose=purpose,
            matter=matter,
            papers=encode(_papers(papers)).decode(),
            scan=encode(kept).decode(),
            last_day=last_day,
            entered_at=at,
            entered_by=by.person,
            entered_in=by.tenure,
            key=key,
        )
        secret = [row.number, resident.pk, agent.pk, purpose, matter.pk if matter else None, last_day.isoformat()]
        row.pending = ledger.append_resident(
            unit=unit.code, at=at, secret=encode([*secret, row.papers, row.scan, str(key)])
        ).pk
        row.save(force_insert=True)
        return row


def _replayed(key: UUID, by: Actor) -> Authorisation | None:
    done = Authorisation.objects.filter(key=key).first()
    if done is not None and (by.person is None or done.entered_by_id != by.person.pk):
        raise Refusal("key-reused")
    return done


def _parties(unit: Place, resident: Person, agent: Person, on: date) -> None:
    if resident.unit != unit.code or resident.since > on or (resident.until is not None and resident.until <= on):
        raise Refusal("not-a-resident", place=unit.name, place_en=unit.name_en)
    if agent.pk == resident.pk:
        raise Refusal("agent-is-herself")
    if agent.adult_on > on or (agent.until is not None and agent.until <= on):
        raise Refusal("agent-not-of-age")


def _signed(
    field: Field, scan: Mapping[str, Any] | None, by: Actor, resident: Person, unit: Place, at: datetime
) -> dict[str, Any]:
    """The signed paper that an officer takes down; nothing where the resident signs by her own account."""
    if by.person is not None and by.person.pk == resident.pk:
        return {}
    agency.receiving(by, unit, at, local_day(at))
    kept = dict(blanks.fill([field], {field.code: scan})[field.code])
    # What an outsider describes is no scan: the bytes must lie here.
    digest = str(kept["sha256"])
    if not _DIGEST.fullmatch(digest) or not uploads.path(digest).is_file():
        raise blanks.Unfilled({field.code: Refusal("blank-not-a-file")})
    return kept


def _purpose(unit: Place, code: str, matter: Matter | None, agent: Person, on: date, at: datetime) -> None:
    found = open_to(unit, at).get(code)
    if found is None:
        raise Refusal("purpose-unknown", place=unit.name, place_en=unit.name_en)
    if found.needs_matter != (matter is not None):
        raise Refusal("purpose-matter")
    if matter is None:
        return
    child = found.procedure.role != "main"
    if not unit.code.startswith(matter.unit.code) or (
        not child and (matter.procedure != found.procedure.code or not matter.step)
    ):
        raise Refusal("purpose-matter")
    if found.procedure.role == "objection":
        if found.procedure.code != objection_to(matter.unit):
            raise Refusal("purpose-matter")
        agency.impartial(agent, matter.holder, on)


def _papers(papers: Sequence[str]) -> list[str]:
    """What she handed over, line by line."""
    found = [line for paper in papers if (line := blanks.clean(paper)[:120])]
    if len(found) > MOST_PAPERS:
        raise Refusal("authorisation-papers", most=MOST_PAPERS)
    return found


def _number(unit: Place, at: datetime) -> str:
    """The next number of an authorisation in a unit and year, such as 510722101201-2026-A000017."""
    year = local_day(at).year
    Counter.objects.get_or_create(unit=unit.code, year=year)
    row = Counter.objects.select_for_update().get(unit=unit.code, year=year)
    row.authorised += 1
    row.save(update_fields=["authorised"])
    return f"{unit.code}-{year}-A{row.authorised:06d}"


def _locked(pk: int) -> Authorisation:
    Authorisation.objects.select_for_update().values_list("pk").get(pk=pk)
    return Authorisation.objects.select_related("unit", "resident").get(pk=pk)


def give_back(*, authorisation: int, by: Actor, scan: Mapping[str, Any] | None, at: datetime) -> Authorisation:
    """Record that she got back what she handed over: she says so herself, or signed for it.

    Done twice it changes nothing. Refusals: `nothing-handed-over`, `authorisation-by-clerk`, `tenure-over`, Unfilled.
    """
    with transaction.atomic():
        row = _locked(authorisation)
        if row.returned_at is not None:
            return row
        if not json.loads(row.papers):
            raise Refusal("nothing-handed-over")
        kept = _signed(SIGNED_BACK, scan, by, row.resident, row.unit, at)
        row.returned_at, row.returned_by, row.receipt = at, by.person, encode(kept).decode()
        row.save(update_fields=["returned_at", "returned_by", "receipt"])
        _enter(row, "authorisation.returned", by, at, [row.number, row.receipt])
        return row


def revoke(*, authorisation: int, by: Actor, scan: Mapping[str, Any] | None, at: datetime) -> Authorisation:
    """Take an authority back before it is used (Civil Code 173). Done twice it changes nothing.

    Refusals: `authorisation-spent`, `authorisation-by-clerk`, `tenure-over`, Unfilled.
    """
    with transaction.atomic():
        row = _locked(authorisation)
        if row.ended_at is not None:
            return row
        if hasattr(row, "taking"):
            raise Refusal("authorisation-spent", law=agency.ENDS, number=row.number)
        kept = _signed(SCAN, scan, by, row.resident, row.unit, at)
        row.ended_at, row.ended_because = at, "revoked"
        row.save(update_fields=["ended_at", "ended_because"])
        _enter(row, "authorisation.revoked", by, at, [row.number, kept])
        return row


def _enter(row: Authorisation, kind: str, by: Actor, at: datetime, said: list[Any]) -> None:
    """Her own word goes in with the day's batch; what an officer took down is her body's act."""
    secret = encode([kind, *said])
    if by.tenure is None:
        ledger.append_resident(unit=row.unit.code, at=at, secret=secret)
    else:
        body = f"{row.unit.code}/{by.tenure.body.kind}"
        ledger.append(unit=row.unit.code, kind=kind, at=at, body=body, secrets=[secret])
