"""What a new record takes the place of: it is chosen among those that stand, ends that day, and stays readable."""

from collections.abc import Mapping
from typing import Any

from yuanba.kernel.matters.case import Case
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.registers.acts import close
from yuanba.kernel.registers.models import Record

CODE = "replaces"
_QUESTION = Text(
    "接替现在的哪一条（旧的到今天为止，仍然看得到）", "Which one it takes the place of (it ends, and stays)"
)


def field(case: Case, register: str, *, required: bool = False, question: Text = _QUESTION) -> tuple[Field, ...]:
    """The blank for what is replaced; none where nothing stands and nothing has to be named. One query."""
    rows = Record.objects.filter(valid_on(case.on), register=register, place=case.place).order_by("pk")
    names = {str(row.pk): Text(row.name, row.name_en or row.name) for row in rows}
    if not names and not required:
        return ()
    return (Field(CODE, question, "choice", required, public=False, choices=names),)


def end_old(case: Case, register: str, data: Mapping[str, Any], body: str) -> None:
    """End the record that was named. Refusal `record-closed` where it has ended since."""
    if CODE in data:
        old = Record.objects.get(pk=int(data[CODE]), register=register, place=case.place)
        close(record=old, on=case.on, at=case.at, body=body)
