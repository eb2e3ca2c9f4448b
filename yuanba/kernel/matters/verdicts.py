"""Effects: the verdict on a task, signboard or ledger goes into its register, with nothing typed again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yuanba.kernel.matters import effects
from yuanba.kernel.matters.admitting import NEW, UNTIL, longest
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.places.scope import ancestors, valid_on
from yuanba.kernel.procedures.definitions import Field
from yuanba.kernel.registers.acts import enter
from yuanba.kernel.registers.imposed import TASKS
from yuanba.kernel.registers.models import Record
from yuanba.kernel.registers.verdicts import restate


@dataclass(slots=True)
class Verdict:
    """Keep, merge or drop. A task that is kept runs on until a day that is asked for."""

    code: str
    verdict: str

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return (UNTIL,) if self._renews(case.procedure.code) else ()

    def apply(self, case: Case, step: Any, taking: Taking, data: Mapping[str, Any], by: Actor) -> None:
        body, place = f"{case.place.code[:12]}/{taking.body}", case.place
        changes: dict[str, Any] = {"verdict": self.verdict}
        if self._renews(case.procedure.code):
            until = date.fromisoformat(data[UNTIL.code])
            longest(case.on, until, case)
            changes |= {"from_on": case.on.isoformat(), "until_on": until.isoformat()}
        register, code = data["item"].split(":") if "item" in data else (TASKS, case.matter.number)
        if code == NEW:
            own = {"asker": data["asker"], "hours": data["hours"], **changes}
            if register != "signboards":
                own["origin"] = "justified"
            name = data["item_name"]
            enter(
                register=register, code=case.matter.number, name=name, name_en="", place=place, data=own,
                since=case.on, at=case.at, body=body,
            )  # fmt: skip
            return
        around = [*ancestors(place.code), place.code]
        found = Record.objects.filter(valid_on(case.on), register=register, code=code, place__code__in=around)
        record = max(found.select_related("place"), key=lambda row: (len(row.place.code), row.pk), default=None)
        if record is not None:
            hours = {"hours": data["hours"]} if "item" in data else {}
            restate(record=record, place=place, changes={**hours, **changes}, on=case.on, at=case.at, body=body)

    def _renews(self, procedure: str) -> bool:
        return self.verdict == "keep" and procedure == "task-admission"


for verdict in ("keep", "merge", "drop"):
    effects.register(Verdict(f"verdict-{verdict}", verdict))
