"""Certificates: the kind comes from the register, the number has no gaps, and anybody can ask whether one is genuine.

The paper carries a number and a check that only this house can make. Who holds both learns kind, unit and dates, never
the person: her name stands on the paper itself.
"""

import hashlib
import hmac
import json
import secrets
from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.effects import register as register_effect
from yuanba.kernel.matters.effects import typed
from yuanba.kernel.matters.guarding import known, words
from yuanba.kernel.matters.guards import Doubt, register
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.prohibitions import cite, standing
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Body, Person
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures import wording
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.canonical import encode
from yuanba.kernel.procedures.definitions import Field, Step, Text
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import close, enter
from yuanba.kernel.registers.models import Record

KINDS, ISSUED = "certificates", "issued-certificates"
SEAL, OTHER = "seal", "other"
CERTIFIED = "certified"  # the warning words of the barred kinds
ASKED = "certificate"  # the blank is called as its guard, so that a ledger can name it
REVOKED = "revoked"
WHERE_IT_STANDS = Text(
    "印在证明的右上角，如 510722101201-2026-Z0007。", "Printed at its upper right, such as 510722101201-2026-Z0007."
)
VALID = "valid_days"  # the procedure's parameter
SUBJECT = Field("subject", Text("为谁出具（从名册里选）", "About whom (from the roll)"), "person", public=False)
STATEMENT = Field(
    "statement", Text("证明什么（照实写，印在证明上）", "What is certified (printed)"), "long", public=False
)


def kinds() -> dict[str, Mapping[str, str]]:
    """The rows of the register of certificates by code."""
    return {row["code"]: row for row in pack().registers[KINDS].rows}


def _choice() -> Field:
    named = {code: (row["verdict"], Text(row["name"], row["name_en"])) for code, row in kinds().items()}
    # What can be had comes first; the barred kinds are there so that whoever looks for one is told where to go.
    choices = {code: name for code, (verdict, name) in named.items() if verdict == "lawful"}
    choices[SEAL] = Text("不是证明，只在材料上盖章", "No certificate: the seal on a paper")
    choices |= {code: name for code, (verdict, name) in named.items() if verdict == "barred"}
    choices[OTHER] = Text("清单里没有的证明", "A certificate that is not on the list")
    return Field(ASKED, Text("要哪一种", "Which kind"), "choice", public=False, choices=choices)


class Certificate:
    """Only what the register calls lawful: the barred kinds are told where to go, anything off the list is refused."""

    code = "certificate"

    def doubts(self, case: Case, act: Act, data: Mapping[str, Any]) -> tuple[Doubt, ...]:
        """What a lawful kind, or a seal, is asked for or made to say and sounds like a kind that is never issued.

        One for each sentence, with the kinds it sounds like; one query where there are any.
        """
        heard: dict[str, list[Text]] = {}
        for flag in wording.flags(words(case, act, data), known()):
            if flag.kind == CERTIFIED:
                heard.setdefault(flag.sentence[:60], []).append(flag.sign.name)
        if not heard:
            return ()
        item = standing(case)["certificate"].code
        return tuple(Doubt(item, _like(item, said, names), "words") for said, names in heard.items())

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return (_choice(),) if case.step.kind == "draft" else ()

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        kind = data.get(ASKED)
        row = kinds().get(str(kind), {})
        if kind != OTHER and row.get("verdict") != "barred":
            return
        item = standing(case)["certificate"]
        facts: dict[str, Any] = {"item": item.code, "name": item.name.zh, "name_en": item.name.en}
        facts |= {key: row.get(key) or item.data.get(key, "") for key in ("document", "document_en")}
        law = cite(case, item.basis)
        if kind == OTHER:
            raise Refusal("certificate-off-list", law=law, **facts)
        instead = {"instead": row["instead"], "instead_en": row["instead_en"]}
        raise Refusal("certificate-barred", law=law, kind=row["name"], kind_en=row["name_en"], **instead, **facts)


def _like(item: str, said: str, names: Sequence[Text]) -> Text:
    zh, en = "、".join(one.zh for one in names), ", ".join(one.en for one in names)
    return Text(f"{item} 村里不能开{zh}（“{said}”）", f"{item} No village issues this: {en} (“{said}”)")


def certified(case: Case) -> Mapping[str, str] | None:
    """The lawful kind that a matter asked for; None where it is about the seal only. One query."""
    row = kinds().get(str(typed(case.matter).get(ASKED, "")))
    return row if row is not None and row["verdict"] == "lawful" else None


class Issue:
    """Numbers a certificate and enters it, when the seal is given. Nothing where only a seal was asked for."""

    code = "issue-certificate"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return (SUBJECT, STATEMENT) if certified(case) is not None else ()

    def apply(self, case: Case, step: Step, taking: Taking, data: Mapping[str, Any], by: Actor) -> None:
        kind = kinds().get(str(data.get(ASKED, "")))
        if kind is None or kind["verdict"] != "lawful":
            return
        subject = Person.objects.filter(pk=data["subject"], unit=case.unit.code).first()
        if subject is None:
            raise Refusal("not-on-roll")
        until = case.on + timedelta(days=case.params[VALID])
        # Salted: nobody who knows her can try names until the digest fits.
        said = [kind["code"], subject.name, data[STATEMENT.code], secrets.token_hex(16)]
        content = {
            "kind": kind["code"],
            "subject": subject.pk,
            "matter": case.matter.number,
            "digest": hashlib.sha256(encode(said)).hexdigest(),
            "valid_until": until.isoformat(),
        }
        enter(
            register=ISSUED,
            code=_number(case),
            name=kind["name"],
            name_en=kind["name_en"],
            place=case.unit,
            data=content,
            since=case.on,
            at=case.at,
            body=f"{case.unit.code}/{taking.body}",
        )


def issued(matter: Matter) -> Record | None:
    """The certificate that a matter has led to; one query."""
    found = Record.objects.filter(register=ISSUED, indexes__field="matter", indexes__text=matter.number)
    return found.select_related("place").first()


def _number(case: Case) -> str:
    """The next certificate number of a unit and year, such as 510722101201-2026-Z0007: records are never deleted."""
    committee = case.body("committee")
    assert committee is not None  # it holds the step in which the seal is given
    # The committee's row orders its officers; the matter itself is locked already.
    Body.objects.select_for_update().get(pk=committee.pk)
    series = f"{case.unit.code}-{case.on.year}-Z"
    return f"{series}{Record.objects.filter(register=ISSUED, code__startswith=series).count() + 1:04d}"


class Revoke:
    """Ends a certificate: from this day its check answers that it was revoked."""

    code = "revoke-certificate"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return (
            Field(REVOKED, Text("证明编号", "Number of the certificate"), "text", public=False, help=WHERE_IT_STANDS),
        )

    def apply(self, case: Case, step: Step, taking: Taking, data: Mapping[str, Any], by: Actor) -> None:
        said = data[REVOKED].replace(" ", "").upper()
        record = Record.objects.filter(register=ISSUED, place=case.unit, code=said, until__isnull=True).first()
        if record is None:
            raise Unfilled({REVOKED: Refusal("certificate-unknown")})
        close(record=record, on=case.on, at=case.at, body=f"{case.unit.code}/{taking.body}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What whoever holds a paper may learn. `state` is "genuine", "revoked" or "expired"; no person."""

    state: str
    kind: Text
    unit: Text
    issued_on: date
    until: date


def check_part(record: Record) -> str:
    """The unguessable part of a certificate's address: 80 bits under the house's key."""
    said = f"certificate|{record.code}|{json.loads(record.data)['digest']}".encode()
    return b32encode(hmac.new(settings.YUANBA_INDEX_KEY, said, hashlib.sha256).digest()[:10]).decode().lower()


def verify(number: str, check: str, on: date) -> Verdict | None:
    """The verdict on a certificate; None alike for a number that was never given and for a check that is not its own.

    One query; the check is compared in constant time.
    """
    record = Record.objects.filter(register=ISSUED, code=number).select_related("place").first()
    expected = check_part(record) if record is not None else "-" * 16
    if not hmac.compare_digest(expected.encode(), check.encode()) or record is None:
        return None
    until = date.fromisoformat(json.loads(record.data)["valid_until"])
    state = "revoked" if record.until is not None else "expired" if on > until else "genuine"
    unit = Text(record.place.name, record.place.name_en or record.place.name)
    return Verdict(state, Text(record.name, record.name_en), unit, record.since, until)


register(Certificate())
register_effect(Issue())
register_effect(Revoke())
