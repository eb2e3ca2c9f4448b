"""Whom a matter is about: she and her near relatives withdraw from judging it (VCOL 8, 15; RCOL 8).

Kinship is known by declaration alone; so is interest. A blank that names whom the matter is about (`subject`) is one.
"""

from collections.abc import Mapping
from typing import Any

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Interest, Taking
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.models import Person, Tenure
from yuanba.kernel.procedures.refusal import Refusal

# Steps in which somebody judges, decides or carries out; writing something down for oneself stays open to everybody.
JUDGING = ("review", "meet", "vote", "do")


def note(case: Case, act: Act, taking: Taking, data: Mapping[str, Any]) -> None:
    """Record as interested whomever a filled form names as the subject of the matter. Refusal `not-on-roll`."""
    for field in act.fields:
        if field.subject and field.code in data:
            person = _person(field.type, data[field.code])
            if not Person.objects.filter(pk=person).exists():
                raise Refusal("not-on-roll")
            Interest.objects.get_or_create(matter=case.matter, person_id=person, defaults={"taking": taking})


def _person(kind: str, value: Any) -> int:
    """A person, or the holder of the post that a choice names."""
    if kind == "person":
        return int(value)
    return Tenure.objects.values_list("person_id", flat=True).get(pk=int(value))
