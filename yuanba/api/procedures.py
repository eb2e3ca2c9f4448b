"""Procedures as the pack defines them: what runs is what is shown."""

from dataclasses import asdict
from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from yuanba.api import paging, shapes
from yuanba.api.freshness import fresh
from yuanba.institutions.burden.own import computed
from yuanba.kernel.matters import guards
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures import definitions
from yuanba.kernel.procedures.outcomes import OUTCOME_NAMES, ROLE_NAMES
from yuanba.kernel.procedures.vocabulary import GUARDS

router = Router(tags=["procedures"])
ProcedureCode = Annotated[str, Field(pattern=shapes.KEBAB, description="such as `four-two-one`")]


class ProcedureOut(shapes.Coded):
    """A version of a procedure; versions in force never change."""

    version: int
    summary: shapes.Name
    role: str = Field(description="main, objection, query or contest", examples=["main"])
    url: str = Field(examples=["/procedures/four-two-one/"])


class ProcedurePage(shapes.Document):
    """Every procedure in its newest version."""

    items: list[ProcedureOut]
    next: str | None = Field(description="always null: there are few")


class Blank(shapes.Coded):
    """One blank of a step's form: what to send as `data` when the step is taken.

    Guards and effects ask for more, which depends on the case: `/ways` and `/matters/{number}/acts` list it.
    """

    type: str = Field(examples=["money"])
    required: bool
    public: bool = Field(description="whether anyone may read what is written here")
    choices: list[shapes.Coded]
    help: shapes.Name | None


class Arrow(BaseModel):
    """Where an outcome leads: to a step or to an end."""

    outcome: shapes.Coded
    to: str
    ends: bool


class StepOut(shapes.Coded):
    """One step. The first arrow is the way forward."""

    kind: str = Field(examples=["vote"], description="draft, review, meet, vote, publish, collect, do or wait")
    by: shapes.Coded = Field(description="kind of body, or a role that each matter resolves")
    on: list[Arrow]
    law: list[shapes.Law]
    unverified: shapes.Name | None = Field(description="a basis that nobody has verified yet")
    due: str | None = Field(description="days, a parameter or a rule of the law", examples=["propose_days"])
    fields: list[Blank]
    guards: list[shapes.Coded] = Field(description="what may not pass the step, whoever acts")
    asks: list[Blank] = Field(
        description="what guards ask or compute beside them, as far as it is alike in every matter"
    )
    tasks: list[shapes.Coded] = Field(description="each needs evidence before the way forward")
    board: str | None
    oversight: bool
    urgent: bool
    hint: shapes.Name | None


class ParamOut(shapes.Coded):
    """A number that an adoption may set between `min` and `max`."""

    min: int
    max: int
    default: int


class EndOut(shapes.Coded):
    """A way out."""

    tone: str = Field(examples=["good"])


class AskedOut(BaseModel):
    """Blanks and forms of one matter, of all who act in it."""

    required: int
    optional: int
    forms: int


class EffortOut(BaseModel):
    """What one matter asks of people, computed from the procedure: along its shortest and its longest way forward."""

    shortest: AskedOut
    longest: AskedOut


class ProcedureDocument(ProcedureOut, shapes.Document):
    """One procedure with every step and arrow, its law and its pictures."""

    law: list[shapes.Law]
    reading: shapes.Name | None = Field(description="where nobody published the term: the project's reading of it")
    starts: list[shapes.Coded] = Field(description="steps where a matter may begin")
    steps: list[StepOut]
    ends: list[EndOut]
    params: list[ParamOut]
    effort: EffortOut
    chart: str = Field(examples=["/procedures/four-two-one.svg"])
    bpmn: str = Field(examples=["/procedures/four-two-one.bpmn"], description="BPMN 2.0 with diagram interchange")
    sha256: str = Field(
        pattern=r"^[0-9a-f]{64}$", description="of the deployed file; its chart carries it as `data-procedure-sha256`"
    )


def brief(procedure: definitions.Procedure) -> shapes.Shown:
    return {
        "code": procedure.code,
        "version": procedure.version,
        "name": shapes.name(procedure.name),
        "summary": shapes.name(procedure.summary),
        "role": procedure.role,
        "url": f"/procedures/{procedure.code}/",
    }


def _coded(code: str, text: definitions.Text) -> shapes.Shown:
    return {"code": code, "name": shapes.name(text)}


def blank(field: definitions.Field) -> shapes.Shown:
    return {
        **_coded(field.code, field.name),
        "type": field.type,
        "required": field.required,
        "public": field.public,
        "choices": [_coded(code, text) for code, text in field.choices.items()],
        "help": shapes.maybe(field.help),
    }


def step(procedure: definitions.Procedure, one: definitions.Step) -> shapes.Shown:
    by = ROLE_NAMES[one.by] if one.by in ROLE_NAMES else pack().bodies[one.by].name
    return {
        **_coded(one.code, one.name),
        "kind": one.kind,
        "by": _coded(one.by, by),
        "on": [
            {"outcome": _coded(outcome, OUTCOME_NAMES[outcome]), "to": to, "ends": to in procedure.ends}
            for outcome, to in one.on.items()
        ],
        "law": shapes.laws(one.law),
        "unverified": shapes.maybe(one.unverified),
        "due": str(one.due) if one.due is not None else None,
        "fields": [blank(field) for field in one.fields],
        "guards": [_coded(code, GUARDS[code]) for code in one.guards],
        "asks": [blank(field) for field in guards.spoken(one, {})],
        "tasks": [_coded(code, text) for code, text in one.tasks.items()],
        "board": one.board,
        "oversight": one.oversight,
        "urgent": one.urgent,
        "hint": shapes.maybe(one.hint),
    }


@router.get(
    "/procedures", response={200: ProcedurePage, 304: None, 422: shapes.Problem}, summary="Procedures of the pack"
)
def procedures(request: HttpRequest) -> shapes.Shown:
    """Each in its newest version."""
    fresh(request, acts=False)
    codes = sorted({procedure.code for procedure in pack().procedures.values()})
    return paging.page(request, [brief(pack().procedure(code)) for code in codes], None)


@router.get(
    "/procedures/{code}",
    response={200: ProcedureDocument, 304: None, 404: shapes.Problem, 422: shapes.Problem},
    summary="One procedure, step by step",
)
def procedure(
    request: HttpRequest,
    code: Annotated[ProcedureCode, Path(examples=["four-two-one"])],
    version: Annotated[int | None, Query(ge=1, le=999, description="the newest where none is named")] = None,
) -> shapes.Shown:
    """Steps, arrows, law, blanks and bounds: what a program needs to draw it or to take part."""
    fresh(request, acts=False)
    try:
        found = pack().procedure(code, version)
    except KeyError:
        raise Http404 from None
    return shapes.document(
        **brief(found),
        law=shapes.laws(found.law),
        reading=shapes.maybe(found.reading),
        starts=[_coded(start.step, start.name) for start in found.starts],
        steps=[step(found, one) for one in found.steps.values()],
        effort=asdict(computed(found)),
        ends=[{**_coded(end.code, end.name), "tone": end.tone} for end in found.ends.values()],
        params=[
            {**_coded(param.code, param.name), "min": param.min, "max": param.max, "default": param.default}
            for param in found.params.values()
        ],
        chart=f"/procedures/{found.code}.svg",
        bpmn=f"/procedures/{found.code}.bpmn",
        sha256=found.sha256,
    )
