"""Writing in a register by those who keep it: officers of the body that the pack names, in their own place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from yuanba.kernel.people.actors import Actor, in_office, own_post
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Body
from yuanba.kernel.people.screening import screen
from yuanba.kernel.places.codes import UNIT
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.blanks import Unfilled, fill
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.pack import RegisterKind
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.procedures.shape import DECIDED_ON, PAPER
from yuanba.kernel.registers.acts import enter
from yuanba.kernel.registers.adopting import in_force
from yuanba.kernel.registers.models import Record

NAME = Field("name", Text("名称", "Name"), "text")


def permit(kind: RegisterKind, unit: Place, by: Actor, at: datetime) -> None:
    """Refuse who does not keep a register in a place, and what only a matter writes.

    Refusals: `not-your-register`, `tenure-over`, `register-through-matter`.
    """
    tenure = own_post(by)
    if tenure is None or tenure.body.kind != kind.kept_by or tenure.body.place.code != unit.code:
        raise Refusal("not-your-register", register=kind.name.zh, register_en=kind.name.en)
    in_office(tenure, local_day(at))
    if kind.through and not founding(kind, unit):
        raise through_matter(kind)


def founding(kind: RegisterKind, place: Place) -> bool:
    """Whether what was decided on paper before may still be entered by hand: nothing has come in otherwise. One query.

    Whatever a matter, an import or a merger writes carries no client's key; what is typed in a form does.
    """
    return not Record.objects.filter(register=kind.code, place=place, key__isnull=True).exists()


def through_matter(kind: RegisterKind) -> Refusal:
    """The refusal that names the procedure which writes a register."""
    names = [pack().procedure(code).name for code in kind.through]
    return Refusal(
        "register-through-matter",
        register=kind.name.zh,
        register_en=kind.name.en,
        procedure="”“".join(name.zh for name in names),
        procedure_en="”, “".join(name.en for name in names),
    )


def _decided_before(kind: RegisterKind, unit: Place, data: Mapping[str, Any], at: datetime) -> None:
    """Of a register that matters write, only what was decided before its procedure was adopted, with its paper."""
    written, day = fill(kind.fields, data, local_day(at)), local_day(at).isoformat()
    began = [word.since.isoformat() for word in in_force(unit.code, local_day(at), kind.through).values()]
    told: dict[str, Refusal] = {}
    if written[DECIDED_ON] > day or any(written[DECIDED_ON] >= since for since in began):
        told[DECIDED_ON] = through_matter(kind)
    if PAPER not in written:
        name = next(field.name for field in kind.fields if field.code == PAPER)
        told[PAPER] = Refusal("blank-missing", field=name.zh, field_en=name.en)
    if told:
        raise Unfilled(told)


def keep(*, register: str, unit: Place, by: Actor, data: Mapping[str, Any], at: datetime, key: UUID) -> Record:
    """Write one record in a register of a unit; a replay of `key` returns the first.

    What anybody may read of it names no resident. Refusals: `register-unknown`, those of `permit`, `key-reused`,
    `names-a-resident`, Unfilled.
    """
    kind = pack().registers.get(register)
    if kind is None or not kind.kept_by:
        raise Refusal("register-unknown", register=register)
    permit(kind, unit, by, at)
    with transaction.atomic():
        # The keeping body's row orders its officers, so that a double click finds the first record.
        assert by.tenure is not None
        Body.objects.select_for_update().get(pk=by.tenure.body_id)
        done = Record.objects.filter(key=key).first()
        if done is not None:
            if (done.register, done.place_id) != (register, unit.pk):
                raise Refusal("key-reused")
            return done
        if kind.through:
            _decided_before(kind, unit, data, at)
        name = fill([NAME], {"name": data.get("name")})["name"]
        day = local_day(at)
        if kind.visibility == "public":
            written = fill(kind.fields, data, day)
            words = [str(written[one.code]) for one in kind.fields if one.public and one.code in written]
            screen([name, *words], unit=unit.code[:UNIT], on=day)
        return enter(
            register=register,
            code=f"{day:%Y%m%d}-{key.hex[:6]}",
            name=name,
            name_en="",
            place=unit,
            data=data,
            since=day,
            at=at,
            body=f"{unit.code}/{kind.kept_by}",
            key=key,
        )
