"""What a village's assembly is asked to agree to when villages are redrawn (VCOL 3): facts, checked at the door."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.guards import register
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Household
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.redrawn import Facts, key, read
from yuanba.kernel.places.scope import valid_on, within
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.definitions import Field
from yuanba.kernel.procedures.refusal import Refusal

PROCEDURE, AGREED, REJECTED = "redraw-consent", "agreed", "rejected"


class RedrawFacts:
    """The units stand or are free, this village is one of them, each part is there; fixed once the vote is called.

    Refusals: `redraw-facts-fixed`, Unfilled.
    """

    code = "redraw-facts"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return ()

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        if case.matter.pk is not None and case.matter.step != case.step.code:
            raise Refusal("redraw-facts-fixed", law=case.cite(case.step.law))
        facts = read(data)
        errors = {**_units(facts, case.on), **_parts(facts, case.on)}
        if case.unit.code not in facts.codes:
            errors.setdefault(
                "old_units", Refusal("redraw-fact-elsewhere", place=case.unit.name, place_en=case.unit.name_en)
            )
        if errors:
            raise Unfilled(errors)


def _units(facts: Facts, on: date) -> dict[str, Refusal]:
    """Old units stand; one that is founded has a name and a free code; one that stands has no other name."""
    found = {place.code: place for place in Place.objects.filter(code__in=facts.codes)}
    standing = {code for code, place in found.items() if place.until is None or place.until > on}
    errors: dict[str, Refusal] = {}
    for code in facts.old:
        if code not in standing:
            errors.setdefault("old_units", Refusal("redraw-units-only", place=code))
    for code, name in facts.new.items():
        if code in found and (code not in standing or name not in ("", found[code].name)):
            errors.setdefault("new_units", Refusal("place-code-taken", place=code, name=found[code].name))
        elif code not in found and not name:
            errors.setdefault("new_units", Refusal("place-name-empty"))
    return errors


def _parts(facts: Facts, on: date) -> dict[str, Refusal]:
    """What is assigned lies in the unit that gives: a place at once inside it, or a household."""
    if not facts.goes:
        return {}
    unit = facts.old[0]
    inner = Place.objects.filter(within(unit), valid_on(on), parent__code=unit).values_list("code", flat=True)
    homes = Household.objects.filter(within(unit, path="place__code"))
    known = {*inner, *(key(code, number) for code, number in homes.values_list("place__code", "number"))}
    idle = next((one for one in facts.goes if one not in known), None)
    return {"goes": Refusal("redraw-choice-idle", first=idle)} if idle is not None else {}


register(RedrawFacts())
