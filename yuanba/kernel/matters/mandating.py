"""Mandates (VCOL 28, RCOL 30): an assembly lets its representatives decide some powers, or takes that back.

Which assembly gives it and who gets it follow from the powers and from the count; nobody types them.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from yuanba.kernel.matters import effects, guards, replacing
from yuanba.kernel.matters.case import Case, delegate, exercise
from yuanba.kernel.matters.effects import typed
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.cells import codes
from yuanba.kernel.procedures.definitions import Field, Step, Text
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import enter

REGISTER = "mandates"
_WITHDRAWN = Text("收回哪一项授权", "Which mandate is withdrawn")


def _codes(data: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(codes(data.get("powers"))))


class Delegable:
    """The powers named may be delegated here, and one assembly decides them all: the one that is going to vote."""

    code = "delegable"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return replacing.field(case, REGISTER) if case.step.kind == "draft" else ()

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        data = {**typed(case.matter, case.step.code), **data}
        rows = {row.code: row for row in case.catalogue("powers")}
        told: dict[str, Refusal] = {}
        gives = {self._deciders(case, case.matter.power)} if case.matter.power else set()
        for code in _codes(data):
            deciders = self._deciders(case, rows.get(code))
            gives.add(deciders)
            if len(deciders) < 2 or len(gives) > 1:
                told["powers"] = Refusal("mandate-not-delegable", law=self._law(case), power=code, power_en=code)
        last = data.get("expires_on")
        if last is not None and date.fromisoformat(last) <= case.on:
            told["expires_on"] = Refusal("mandate-ends-before")
        if told:
            raise Unfilled(told)

    @staticmethod
    def _deciders(case: Case, power: Any) -> tuple[str, ...]:
        found = exercise(power)
        return found.deciders.get(case.sphere, ()) if found is not None else ()

    @staticmethod
    def _law(case: Case) -> str | None:
        return case.cite(case.procedure.law)


class StandingMandate:
    """The mandate that is to end, chosen among those that stand."""

    code = "standing-mandate"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return replacing.field(case, REGISTER, required=True, question=_WITHDRAWN)

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        return None


class AssemblyItself:
    """The representatives cannot give a mandate to themselves, whatever mandate they have."""

    code = "assembly-itself"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return ()

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        assert case.exercise is not None
        first = case.exercise.deciders[case.sphere][0]
        if data.get("body", first) != first:
            title = pack().bodies[first].title(case.unit.kind)
            told = Refusal("mandate-by-assembly", law=case.cite(case.step.law), body=title.zh, body_en=title.en)
            raise Unfilled({"body": told})


class GiveMandate:
    """The old mandate ends, where one was named; the new one stands in the register, as the count decided it."""

    code = "give-mandate"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return tuple(one for one in pack().registers[REGISTER].fields if one.type == "file")

    def apply(self, case: Case, step: Step, taking: Taking, data: Mapping[str, Any], by: Actor) -> None:
        acting = f"{case.unit.code}/{taking.body}"
        replacing.end_old(case, REGISTER, data, acting)
        given = _codes(typed(case.matter))
        if not given:
            return
        count = Taking.objects.filter(matter=case.matter, act="count").latest("seq")
        assembly = json.loads(count.data)["body"]
        kept = {key: data[key] for key in ("expires_on", "paper") if key in data}
        enter(
            register=REGISTER,
            code=case.matter.number,
            name=case.matter.title,
            name_en="",
            place=case.place,
            data={
                "body": delegate(assembly),
                "granted_by": assembly,
                "powers": ";".join(given),
                "resolved_on": local_day(count.at).isoformat(),
                **kept,
            },
            since=case.on,
            at=case.at,
            body=acting,
        )


for _guard in (Delegable(), StandingMandate(), AssemblyItself()):
    guards.register(_guard)
effects.register(GiveMandate())
