"""The record of a matter that the public may read: bodies and articles, never residents, voters or objectors."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yuanba.kernel.matters.case import exercise
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures import engine
from yuanba.kernel.procedures.definitions import Procedure, Step, Text
from yuanba.kernel.procedures.refusal import Refusal

RESIDENT = Text("村民（居民）", "A resident")
CLOCK = Text("期限届满", "Deadline")


@dataclass(frozen=True, slots=True)
class Line:
    """One taking as the public reads it. `body` is a kind of body, "" for residents and the clock."""

    seq: int
    step: str
    act: str
    to: str
    at: datetime
    body: str
    data: dict[str, Any]
    leaf: str
    corrects: int | None
    clock: bool
    paper: bool  # entered by a clerk from a signed paper
    agent: bool  # done by an agent on a resident's written authority
    document: str  # the canonical bytes whose SHA-256 stands in the ledger leaf, as text


@dataclass(frozen=True, slots=True)
class Record:
    """A matter, its procedure and its takings; `children` are its objections and queries."""

    matter: Matter
    procedure: Procedure
    lines: tuple[Line, ...]
    children: tuple[Matter, ...]
    struck: frozenset[int]  # entries that an upheld contest has struck

    @property
    def step(self) -> Step | None:
        return self.procedure.steps.get(self.matter.step)

    @property
    def lit(self) -> str | None:
        """Where the chart shows it: its step or the end it came to; None for a matter that was struck."""
        at = self.matter.step or self.matter.end
        return at if at in self.procedure.steps or at in self.procedure.ends else None

    def done(self) -> tuple[str, ...]:
        """Codes of the steps that the matter has left on its way, in order."""
        return tuple(dict.fromkeys(line.step for line in self.lines if line.to and line.step != self.matter.step))


def _line(taking: Taking, numbers: dict[int, int]) -> Line:
    public = json.loads(taking.public)
    return Line(
        seq=taking.seq,
        step=taking.step,
        act=taking.act,
        to=taking.to,
        at=taking.at,
        body=taking.body,
        data=public["data"],
        leaf=taking.leaf,
        corrects=numbers.get(taking.corrects_id) if taking.corrects_id else None,
        clock=taking.person_id is None,
        paper=public.get("paper", False),
        agent=public.get("agent", False),
        document=taking.public if taking.leaf else "",
    )


def read(number: str) -> Record:
    """The record of the matter with this number in three queries; Matter.DoesNotExist where there is none."""
    matter = Matter.objects.select_related("unit", "site", "power", "holder", "about", "parent").get(number=number)
    takings = list(Taking.objects.filter(matter=matter).order_by("seq"))
    numbers = {taking.pk: taking.seq for taking in takings}
    children = Matter.objects.filter(parent=matter).order_by("pk")
    lines = tuple(_line(taking, numbers) for taking in takings)
    return Record(
        matter=matter,
        procedure=pack().procedure(matter.procedure, matter.version),
        lines=lines,
        struck=frozenset(line.corrects for line in lines if line.act == "struck" and line.corrects is not None),
        children=tuple(children),
    )


def body_names(record: Record) -> dict[str, Text]:
    """Who stands behind each step of the procedure in this matter, by step code; residents where it is they."""
    matter, names = record.matter, {}
    power = exercise(matter.power)
    for code, step in record.procedure.steps.items():
        if step.by == "@resident":
            names[code] = RESIDENT
            continue
        try:
            kinds = engine.kinds_of(
                step.by,
                exercise=power,
                place_kind=matter.unit.kind,
                answering=matter.about.kind if matter.about else "",
            )
        except Refusal:
            names[code] = Text("由所行使的权力确定", "Fixed by the power exercised")
            continue
        titles = [pack().bodies[kind].title(matter.unit.kind) for kind in kinds]
        names[code] = Text("或".join(t.zh for t in titles), " or ".join(t.en for t in titles)) if titles else RESIDENT
    return names
