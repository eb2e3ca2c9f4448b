"""Whom a blank can name: people of the roll, those present, those who have not come yet. Only officers are told."""

from collections.abc import Iterable

from yuanba.kernel.assemblies.voting import Sitting, entitled
from yuanba.kernel.matters.case import Case
from yuanba.kernel.people import rolls
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Person


def people(case: Case, act: str) -> Iterable[Person]:
    """Who can be named in an act: recorders are present and not recused; anybody else is an adult of the unit."""
    if case.step.kind == "vote" and act == "count":
        return [one.person for one in Sitting(case).attendance if not one.recused and not one.proxy]
    return case.grown


def missing(case: Case) -> list[Person]:
    """The roll of the sitting by place and household, without those who have signed in."""
    sitting = Sitting(case)
    if sitting.assembly is None:
        return []
    absent = set(entitled(sitting.assembly)) - {one.person_id for one in sitting.attendance}
    due = rolls.roll(sitting.assembly.body, case.place.code, local_day(sitting.assembly.called_at))
    return [one for one in due.select_related("place", "household") if one.pk in absent]
