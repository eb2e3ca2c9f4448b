"""How a matter, a step of its way and a taking are shown. What is shown is what its public page shows."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from yuanba.api import shapes
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.record import Line, Record, body_names
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.definitions import Procedure


class EndRef(shapes.Coded):
    """How a matter ended."""

    tone: str = Field(examples=["good"])


class MatterOut(BaseModel):
    """Where a matter stands."""

    number: str = Field(examples=["510722101201-2026-000017"])
    title: str = Field(examples=["硬化1.2公里村道"])
    url: str = Field(examples=["/m/510722101201-2026-000017/"])
    place: shapes.PlaceRef
    procedure: str = Field(examples=["four-two-one"])
    version: int
    role: str = Field(description="main, objection, query or contest")
    state: str = Field(description="open or ended", examples=["open"])
    step: shapes.Coded | None = Field(description="where it stands; null once it has ended")
    end: EndRef | None
    holder: shapes.BodyKindRef | None = Field(description="the body whose turn it is; null where residents are")
    power: shapes.Coded | None = Field(description="the power it exercises, once that is chosen")
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    taken: int = Field(description="number of takings: send it as `seen` with the next one")


class MatterPage(shapes.Document):
    """Matters, the newest first."""

    items: list[MatterOut]
    next: str | None = Field(description="address of the next page; a page that filters may hold few and still go on")


class StepState(shapes.Coded):
    """A step of the procedure as this matter stands to it."""

    kind: str
    state: str = Field(description="done, current or ahead")
    body: shapes.Name = Field(description="who acts in it in this matter")
    law: list[shapes.Law]


class TakingOut(BaseModel):
    """One act, never changed. `data` is what anyone may read of it."""

    seq: int
    step: str
    act: str
    to: str | None = Field(description="step or end reached; null for an act inside the step")
    at: datetime
    who: str = Field(description="body, resident or clock: residents are never named")
    body: shapes.BodyKindRef | None
    paper: bool = Field(description="entered by a clerk from a signed paper")
    agent: bool = Field(description="done by an agent on a resident's written authority")
    corrects: int | None = Field(description="seq of the taking that it mends")
    data: dict[str, Any]
    document: str | None = Field(description="canonical bytes whose SHA-256 stands in the ledger leaf, as text")
    leaf: str | None = Field(description="hex of the ledger leaf hash; null for residents' acts, which are batched")


class MatterDocument(MatterOut, shapes.Document):
    """The whole record of a matter that a public reader may see."""

    law: list[shapes.Law]
    parent: str | None = Field(description="number of the matter that this one objects to or asks about")
    steps: list[StepState]
    takings: list[TakingOut]
    children: list[MatterOut] = Field(description="its objections and queries")


def brief(row: Matter, procedure: Procedure) -> shapes.Shown:
    """A matter of a list; `row` comes with unit, holder and power."""
    step = procedure.steps.get(row.step)
    end = procedure.ended(row.end) if row.end else None
    return {
        "number": row.number,
        "title": row.title,
        "url": f"/m/{row.number}/",
        "place": shapes.place_ref(row.unit),
        "procedure": row.procedure,
        "version": row.version,
        "role": row.role,
        "state": "open" if row.closed_at is None else "ended",
        "step": {"code": step.code, "name": shapes.name(step.name)} if step else None,
        "end": {"code": end.code, "name": shapes.name(end.name), "tone": end.tone} if end else None,
        "holder": shapes.body_kind(row.holder.kind, row.unit.kind) if row.holder else None,
        "power": {"code": row.power.code, "name": {"zh": row.power.name, "en": row.power.name_en}}
        if row.power
        else None,
        "opened_at": row.opened_at,
        "due_at": row.due_at,
        "closed_at": row.closed_at,
        "taken": row.taken,
    }


def listed(rows: list[Matter]) -> list[shapes.Shown]:
    return [brief(row, pack().procedure(row.procedure, row.version)) for row in rows]


def steps(record: Record) -> list[shapes.Shown]:
    """The steps of the procedure, each as done, current or ahead."""
    done, names, kind = record.done(), body_names(record), record.matter.unit.kind
    return [
        {
            "code": step.code,
            "name": shapes.name(step.name),
            "kind": step.kind,
            "state": "current" if step.code == record.matter.step else "done" if step.code in done else "ahead",
            "body": shapes.name(names[step.code]),
            "law": shapes.laws(step.law, kind),
        }
        for step in record.procedure.steps.values()
    ]


def taking(line: Line, place_kind: str) -> shapes.Shown:
    return {
        "seq": line.seq,
        "step": line.step,
        "act": line.act,
        "to": line.to or None,
        "at": line.at,
        "who": "body" if line.body else "clock" if line.clock else "resident",
        "body": shapes.body_kind(line.body, place_kind) if line.body else None,
        "paper": line.paper,
        "agent": line.agent,
        "corrects": line.corrects,
        "data": line.data,
        "document": line.document or None,
        "leaf": line.leaf or None,
    }
