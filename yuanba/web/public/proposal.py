"""What a matter would change in a list of powers, set beside the text in force; nothing for any other matter."""

import json
from dataclasses import dataclass
from datetime import date

from yuanba.kernel.matters.listing import ListChange, proposed
from yuanba.kernel.matters.record import Record
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers import models
from yuanba.kernel.registers.editions import EDITIONS, judged
from yuanba.web.public.editions import Changed, Edition, differing, edition_of


@dataclass(frozen=True, slots=True)
class Proposal:
    """The items that would change; once it is in force the edition that came of it stands in their place."""

    changed: list[Changed]
    edition: Edition | None = None


def proposal(record: Record, on: date) -> Proposal | None:
    """The redline of a running matter, or the edition of one that was put in force; three queries at most."""
    row = record.matter
    steps = [code for code, step in record.procedure.steps.items() if ListChange.code in step.guards]
    asked = [line.data for line in record.lines if line.step in steps and line.data.get("list")]
    if not asked:
        return None
    if not row.step:
        return _outcome(row.number, row.unit.pk)
    try:
        before, after = judged(str(asked[-1]["list"]), row.unit, on, proposed(asked[-1]))
    except Refusal:  # the list has moved on since, and the proposal would not pass the door today
        return None
    changed = differing(before, after)
    return Proposal(changed) if changed else None


def _outcome(number: str, place: int) -> Proposal | None:
    made = models.Record.objects.filter(register=EDITIONS, place=place).select_related("place").order_by("-pk")
    found = next((one for one in made if json.loads(one.data).get("matter") == number), None)
    return Proposal([], edition_of(found)) if found else None
