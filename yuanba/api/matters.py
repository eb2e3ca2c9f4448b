"""Matters to read: lists by place, and the whole public record of one."""

from typing import Annotated, Literal

from django.db.models import QuerySet, Subquery
from django.http import Http404, HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from yuanba.api import matter_shapes, paging, shapes
from yuanba.api.bodies import Id
from yuanba.api.freshness import fresh
from yuanba.api.places import PlaceCode
from yuanba.api.procedures import ProcedureCode
from yuanba.kernel.matters.case import basis
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.record import read
from yuanba.kernel.places.codes import TOWNSHIP, UNIT, place_in, unit_of
from yuanba.kernel.places.models import Place

router = Router(tags=["matters"])
Number = Annotated[str, Field(pattern=shapes.NUMBER, max_length=24)]


def scoped(place: str | None, role: str) -> QuerySet[Matter]:
    """Matters of a unit, a township or the county: each has an index that ends in the newest first."""
    rows = Matter.objects.filter(role=role).order_by("-pk")
    unit = unit_of(place) if place else ""
    if len(unit) == UNIT:
        # As a value and not a join, so that PostgreSQL sees that one index gives the unit's rows in order.
        return rows.filter(unit_id=Subquery(Place.objects.filter(code=unit).values("pk")))
    return rows.filter(township=unit) if len(unit) == TOWNSHIP else rows


@router.get(
    "/matters",
    response={200: matter_shapes.MatterPage, 304: None, 422: shapes.Problem},
    summary="Matters, the newest first",
)
def matters(
    request: HttpRequest,
    place: Annotated[PlaceCode | None, Query(description="of this unit, township or county")] = None,
    procedure: ProcedureCode | None = None,
    state: Literal["open", "ended"] | None = None,
    role: Annotated[
        Literal["main", "objection", "query", "contest"],
        Query(description="objections, queries and contests are matters of their own"),
    ] = "main",
    after: Annotated[Id | None, Query(description="from the `next` of the page before")] = None,
    limit: shapes.Limit = 50,
) -> shapes.Shown:
    """A page that filters looks through a bounded stretch of the index: it may hold few items and still have a next."""
    fresh(request, place)
    rows = scoped(place, role)
    if after:
        rows = rows.filter(pk__lt=after)
    filtering = bool(procedure or state)
    stretch = paging.WINDOW if filtering else limit + 1
    found = list(rows.values_list("pk", "procedure", "closed_at")[:stretch])
    fit = [
        pk
        for pk, code, closed in found
        if (procedure is None or code == procedure) and (state is None or (state == "ended") == (closed is not None))
    ]
    kept, last = paging.cut(fit, limit)
    if last is None and filtering and len(found) == stretch:
        last = found[-1][0]
    shown = Matter.objects.filter(pk__in=kept).select_related("unit", "holder", "power").order_by("-pk")
    return paging.page(request, matter_shapes.listed(list(shown)), last)


@router.get(
    "/matters/{number}",
    response={200: matter_shapes.MatterDocument, 304: None, 404: shapes.Problem, 422: shapes.Problem},
    summary="The whole public record of a matter",
)
def matter(
    request: HttpRequest, number: Annotated[Number, Path(examples=["510722101201-2026-000017"])]
) -> shapes.Shown:
    """Steps, takings with their documents and leaf hashes, objections and queries; never who of the residents acted."""
    fresh(request, place_in(number))
    try:
        record = read(number)
    except Matter.DoesNotExist:
        raise Http404 from None
    row = record.matter
    if row.unit.code != place_in(number):
        # It followed a merger or split: what is done in it now stands under its heir's head.
        fresh(request, row.unit.code)
        row = (record := read(number)).matter
    children = Matter.objects.filter(parent=row).select_related("unit", "holder", "power").order_by("pk")
    return shapes.document(
        **matter_shapes.brief(row, record.procedure),
        law=shapes.laws((*record.procedure.law, *basis(row.power)), row.unit.kind),
        parent=row.parent.number if row.parent else None,
        steps=matter_shapes.steps(record),
        takings=[matter_shapes.taking(line, row.unit.kind) for line in record.lines],
        children=matter_shapes.listed(list(children)),
    )
