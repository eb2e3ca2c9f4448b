"""The powers that a procedure exercises, as a choice on a form."""

import json

from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.registers.models import Record


def records(register: str, procedure: str) -> list[Record]:
    """Standing records of a register that are bound to a procedure, in the order of their codes; one query."""
    rows = Record.objects.filter(register=register, until__isnull=True).order_by("code")
    return [row for row in rows if json.loads(row.data).get("procedure") == procedure]


def choice(register: str, procedure: str, *, required: bool) -> Field:
    """The blank in which a step binds its matter to a power."""
    return Field(
        code="power",
        name=Text("行使的权力", "Power exercised"),
        type="choice",
        required=required,
        choices={row.code: Text(row.name, row.name_en) for row in records(register, procedure)},
    )
