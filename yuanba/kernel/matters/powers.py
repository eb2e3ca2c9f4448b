"""The powers that a procedure exercises, as a choice on a form."""

import json
from collections.abc import Iterable

from yuanba.kernel.procedures.catalogue import procedures_of
from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.registers.editions import DRAFTS
from yuanba.kernel.registers.models import Record

DRAFT = Text("（清单还是草案）", " (list still a draft)")


def records(rows: Iterable[Record], procedure: str, unit_kind: str) -> list[Record]:
    """Of the records of a register that govern, those that open a matter of a procedure in this kind of unit."""
    return [row for row in rows if _fits(json.loads(row.data), procedure, unit_kind)]


def _fits(data: dict[str, str], procedure: str, unit_kind: str) -> bool:
    # A row with a step is exercised in that step, such as proposing; it opens no matter of its own.
    return procedure in procedures_of(data) and not data.get("step") and unit_kind in parts(data["at"])


def draft(record: Record | None) -> bool:
    """Whether a power was taken from a list that was still a draft."""
    return record is not None and record.stage in DRAFTS


def called(row: Record) -> Text:
    """What a power is called where it is chosen: of a list that is still a draft it says so."""
    zh, en = (DRAFT.zh, DRAFT.en) if draft(row) else ("", "")
    return Text(row.name + zh, (row.name_en or row.name) + en)


def choice(rows: Iterable[Record], procedure: str, unit_kind: str, *, required: bool) -> Field:
    """The blank in which a step binds its matter to a power."""
    return Field(
        code="power",
        name=Text("行使的权力", "Power exercised"),
        type="choice",
        required=required,
        help=Text(
            "由它定下谁来决定、谁来实施，依据哪一条。", "It fixes who decides, who carries out, and by which article."
        ),
        choices={row.code: called(row) for row in records(rows, procedure, unit_kind)},
    )
