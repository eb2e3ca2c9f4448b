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
from yuanba.kernel.procedures.blanks import fill
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.pack import RegisterKind
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import enter
from yuanba.kernel.registers.models import Record

NAME = Field("name", Text("名称", "Name"), "text")


def permit(kind: RegisterKind, unit: Place, by: Actor, at: datetime) -> None:
    """Refuse who does not keep a register in a place. Refusals: `not-your-register`, `tenure-over`."""
    tenure = own_post(by)
    if tenure is None or tenure.body.kind != kind.kept_by or tenure.body.place.code != unit.code:
        raise Refusal("not-your-register", register=kind.name.zh, register_en=kind.name.en)
    in_office(tenure, local_day(at))


def keep(*, register: str, unit: Place, by: Actor, data: Mapping[str, Any], at: datetime, key: UUID) -> Record:
    """Write one record in a register of a unit; a replay of `key` returns the first.

    What anybody may read of it names no resident. Refusals: `register-unknown`, `not-your-register`, `tenure-over`,
    `key-reused`, `names-a-resident`, Unfilled.
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
        name = fill([NAME], {"name": data.get("name")})["name"]
        day = local_day(at)
        if kind.visibility == "public":
            written = fill(kind.fields, data)
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
