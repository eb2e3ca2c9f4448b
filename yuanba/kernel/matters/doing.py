"""`do`: work is carried out; its checklist is filled with evidence before the matter may go on."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.verbs import SHORT, Act, Decision, Inner, PlainVerb, register
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.refusal import Refusal

FILE = Field("file", Text("照片或扫描件", "Photo or scan"), "file", public=False)
EVIDENCE = Inner(
    Text("交材料", "Hand in a document"),
    Text("这一步列有要交的材料时可以交。", "Open in a step that lists documents to hand in."),
)
NOTE = Field("note", Text("说明", "Note"), "text", required=False)


def tasks_done(case: Case) -> set[str]:
    """Tasks of the step that have evidence since the matter last came to it; one query."""
    rows = Taking.objects.filter(
        matter=case.matter, step=case.step.code, act="evidence", at__gte=case.matter.entered_at
    )
    return set(rows.filter(evidence__isnull=False).values_list("evidence__task", flat=True))


class Do(PlainVerb):
    """Evidence is handed in task by task; `done` is refused while one is missing."""

    kind = "do"
    inner: Mapping[str, Inner] = MappingProxyType({"evidence": EVIDENCE})

    def acts(self, case: Case) -> tuple[Act, ...]:
        if not case.step.tasks:
            return super().acts(case)
        task = Field("task", Text("材料", "Document"), "choice", choices=case.step.tasks)
        return (
            Act("evidence", EVIDENCE.name, (task, FILE, NOTE), inner=True),
            *super().acts(case),
        )

    def decide(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> Decision:
        """Where a guard has found that something is left to do, the work takes the way that the step has for that."""
        decision = super().decide(case, act, data, by)
        if act.code == "done" and data.get(SHORT) and SHORT in case.step.on:
            return replace(decision, outcome=SHORT)
        return decision

    def ready(self, case: Case, act: Act) -> None:
        if act.code == "done":
            missing = [name for code, name in case.step.tasks.items() if code not in tasks_done(case)]
            if missing:
                raise Refusal(
                    "evidence-missing",
                    tasks="、".join(m.zh for m in missing),
                    tasks_en=", ".join(m.en for m in missing),
                )


register(Do())
