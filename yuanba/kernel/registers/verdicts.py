"""A verdict on what is put on villages, written back: the old row ends, the same row stands anew with the verdict."""

import json
from datetime import date, datetime
from typing import Any

from django.db import transaction

from yuanba.kernel.places.models import Place
from yuanba.kernel.registers.acts import close, enter
from yuanba.kernel.registers.models import Record


def restate(*, record: Record, place: Place, changes: dict[str, Any], on: date, at: datetime, body: str) -> Record:
    """End a row of a place and write it anew with changes. The row of a place above stays, and counts elsewhere."""
    with transaction.atomic():
        if record.place_id == place.pk:
            close(record=record, on=on, at=at, body=body)
        return enter(
            register=record.register,
            code=record.code,
            name=record.name,
            name_en=record.name_en,
            place=place,
            data={**json.loads(record.data), **changes},
            since=on,
            at=at,
            body=body,
            stage="in-force",
        )
