"""The powers that a procedure exercises, as a choice on a form."""

import json
from collections.abc import Iterable

from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.registers.models import Record


def records(rows: Iterable[Record], procedure: str, unit_kind: str) -> list[Record]:
    """Of the standing records of a register, those that open a matter of a procedure in this kind of unit."""
    return [row for row in rows if _fits(json.loads(row.data), procedure, unit_kind)]


def _fits(data: dict[str, str], procedure: str, unit_kind: str) -> bool:
    # A row with a step is exercised in that step, such as proposing; it opens no matter of its own.
    return data.get("procedure") == procedure and not data.get("step") and unit_kind in data["at"].split(";")


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
        choices={row.code: Text(row.name, row.name_en) for row in records(rows, procedure, unit_kind)},
    )
