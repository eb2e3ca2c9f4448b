"""Institutions: their four clauses, where they are in force, and the pilot report."""

from datetime import date
from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from yuanba import clock
from yuanba.api import paging, shapes
from yuanba.api.freshness import fresh
from yuanba.institutions import account, telling
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.calendar import local_date
from yuanba.kernel.procedures.pack import Institution

router = Router(tags=["institutions"])
InstitutionCode = Annotated[str, Field(pattern=shapes.KEBAB, description="such as `four-two-one`")]


class AdoptionOut(BaseModel):
    """Where an institution is in force with everything below, since when, with which versions and numbers."""

    place: str = Field(examples=["510722101"])
    name: shapes.Name
    since: date
    versions: dict[str, int] = Field(examples=[{"four-two-one": 1}])
    params: dict[str, int] = Field(examples=[{"posting_days": 15}])


class InstitutionOut(shapes.Coded):
    """An institution: it is bodies, does procedures, keeps registers and shows boards."""

    number: int = Field(examples=[23])
    bodies: list[str]
    procedures: list[str]
    registers: list[str]
    boards: list[str]
    adopted: list[AdoptionOut]
    url: str = Field(examples=["/institutions/four-two-one/"])


class InstitutionPage(shapes.Document):
    """Every institution of the pack, by number."""

    items: list[InstitutionOut]
    next: str | None = Field(description="always null: there are few")


class BoundOut(shapes.Coded):
    """A number that an adoption may set, and the floor that the law sets."""

    min: int
    max: int
    default: int
    floor: int | None
    law: list[shapes.Law]


class InstitutionDocument(InstitutionOut, shapes.Document):
    """One institution with its law, its numbers and how often its procedures have been used."""

    law: list[shapes.Law]
    readings: list[shapes.Name] = Field(description="the project's reading of terms that nobody has published")
    params: list[BoundOut]
    matters: dict[str, int] = Field(description="matters so far in the county, by procedure")


class CellOut(BaseModel):
    """One side in one span; null where there are too few cases for a share or a median."""

    side: str = Field(description="pilot, or others: units where it is not in force")
    span: str = Field(description="before or after")
    units: int
    opened: int
    finished: int
    median_days: float | None
    missed: int = Field(description="of those opened: with a deadline that lapsed, or running now past its day")
    missed_share: float | None
    postings: int
    objections: int
    objections_each: float | None
    asked: int
    answered: int
    in_time: int
    in_time_share: float | None
    hours: int = Field(description="hours a year asked of the units, as in the burden account, at the end of the span")
    hours_each: float | None = Field(description="the same for one unit on average: both sides differ in units")


class WindowsOut(BaseModel):
    """Two spans of equal length around a day."""

    since: date
    days: int
    start: date
    end: date = Field(description="the first day that no longer counts")


class PilotOut(shapes.Document):
    """Counts before and after, in the pilot and where the institution is not in force. No experiment: see cautions."""

    institution: str
    place: str
    windows: WindowsOut
    few: int = Field(description="below so many cases there are counts only")
    cells: list[CellOut]
    cautions: list[shapes.Name]


def _brief(one: Institution, adopted: dict[str, list[account.InForce]]) -> shapes.Shown:
    return {
        "code": one.code,
        "name": shapes.name(one.name),
        "number": one.number,
        "bodies": list(one.bodies),
        "procedures": list(one.procedures),
        "registers": list(one.registers),
        "boards": list(one.boards),
        "adopted": [
            {
                "place": row.place,
                "name": {"zh": row.name, "en": row.name_en},
                "since": row.since,
                "versions": row.versions,
                "params": row.params,
            }
            for row in adopted.get(one.code, [])
        ],
        "url": f"/institutions/{one.code}/",
    }


def _found(code: str) -> Institution:
    try:
        return pack().institutions[code]
    except KeyError:
        raise Http404 from None


@router.get(
    "/institutions",
    response={200: InstitutionPage, 304: None, 422: shapes.Problem},
    summary="Institutions of the county",
)
def institutions(request: HttpRequest) -> shapes.Shown:
    """Every institution that the pack declares, with where it is in force today."""
    fresh(request)
    adopted = account.in_force(local_date(clock.now()))
    return paging.page(request, [_brief(one, adopted) for one in account.numbered()], None)


@router.get(
    "/institutions/{code}",
    response={200: InstitutionDocument, 304: None, 404: shapes.Problem, 422: shapes.Problem},
    summary="One institution",
)
def institution(request: HttpRequest, code: Annotated[InstitutionCode, Path()]) -> shapes.Shown:
    """Its four clauses, its law, its numbers with their bounds, where it is in force, how often it has been used."""
    one = _found(code)
    fresh(request)
    today = local_date(clock.now())
    used = account.used(one.procedures)
    return shapes.document(
        **_brief(one, account.in_force(today, code)),
        law=shapes.laws(account.laws(one)),
        readings=[shapes.name(reading) for reading in account.readings(one)],
        params=[
            {
                "code": bound.param.code,
                "name": shapes.name(bound.param.name),
                "min": bound.param.min,
                "max": bound.param.max,
                "default": bound.param.default,
                "floor": bound.floor,
                "law": shapes.laws(bound.laws),
            }
            for bound in account.bounded(one, today)
        ],
        matters={procedure: used.get(procedure, 0) for procedure in one.procedures},
    )


@router.get(
    "/institutions/{code}/pilot",
    response={200: PilotOut, 304: None, 404: shapes.Problem, 422: shapes.Problem},
    summary="Pilot report",
)
def pilot(
    request: HttpRequest,
    code: Annotated[InstitutionCode, Path()],
    place: Annotated[str, Query(pattern=shapes.CODE, max_length=32, description="code of a county, township or unit")],
    since: Annotated[date | None, Query(description="the day that divides; the adoption's by default")] = None,
) -> shapes.Shown:
    """Before and after, and beside the units without it. 404 where nothing divides: not in force there, or not yet."""
    one = _found(code)
    fresh(request)
    now = clock.now()
    where = Place.objects.filter(valid_on(local_date(now)), code=place).first()
    made = telling.ask(one, where, since, now) if where is not None else None
    if where is None or made is None:
        raise Http404
    return shapes.document(**telling.document(one, where, made))
