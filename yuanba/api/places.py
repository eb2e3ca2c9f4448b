"""Places: the county, its townships, units and the places in them."""

import json
from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from yuanba import clock
from yuanba.api import paging, shapes
from yuanba.api.freshness import fresh
from yuanba.institutions.redrawing.act import PENDING
from yuanba.institutions.redrawing.ordering import reason
from yuanba.kernel.places.models import Place, RedrawingOrder, Succession
from yuanba.kernel.places.scope import ancestors, valid_on, within
from yuanba.kernel.procedures.calendar import local_date

router = Router(tags=["places"])
KINDS = Literal["county", "township", "village", "community", "quasi", "group", "compound", "courtyard", "building"]
PlaceCode = Annotated[
    str, Field(pattern=shapes.CODE, max_length=32, description="place code of 6, 9 or 12 digits, or a local place")
]


class PlaceOut(shapes.PlaceRef):
    """A place while it stands, [since, until)."""

    parent: str | None = Field(examples=["510722101"])
    since: date
    until: date | None
    url: str = Field(examples=["/p/510722101201/"], description="its public page")


class Taken(BaseModel):
    """On a day, another place took over all or part of this one, or this one of another."""

    code: str
    on: date
    kind: Literal["merge", "split", "rename"]


class OrderOut(BaseModel):
    """An order that redraws this unit from a day to come, or that could not be done on its day."""

    on: date
    old: list[str]
    new: list[str]
    kind: Literal["merge", "split", "rename"]
    statement: str = Field(description="public canonical JSON; its SHA-256 is a document of the ledger's leaf")
    leaf: str = Field(description="hex of the ledger leaf hash")
    held: shapes.Name | None = Field(description="why its day passed without it")


class PlaceDocument(PlaceOut, shapes.Document):
    """One place, what it lies in, and what came before and after it."""

    lies_in: list[shapes.PlaceRef] = Field(description="the county first, the nearest last")
    succeeds: list[Taken]
    succeeded_by: list[Taken]
    orders: list[OrderOut]


class PlacePage(shapes.Document):
    """Places by code."""

    items: list[PlaceOut]
    next: str | None = Field(description="address of the next page, null on the last")


def shown(place: Place, parent: str | None) -> shapes.Shown:
    return {
        **shapes.place_ref(place),
        "parent": parent,
        "since": place.since,
        "until": place.until,
        "url": f"/p/{place.code}/",
    }


def _parent(code: str) -> str | None:
    above = ancestors(code)
    return above[-1] if above else None


@router.get("/places", response={200: PlacePage, 304: None, 422: shapes.Problem}, summary="Places that stand today")
def places(
    request: HttpRequest,
    within_: Annotated[
        PlaceCode | None, Query(alias="within", description="this place and everything under it")
    ] = None,
    kind: KINDS | None = None,
    after: Annotated[PlaceCode | None, Query(description="last code of the page before")] = None,
    limit: shapes.Limit = 50,
) -> shapes.Shown:
    """One range of the index on the code; `within` is a place and everything under it."""
    fresh(request, within_)
    rows = Place.objects.filter(valid_on(local_date(clock.now()))).order_by("code")
    if within_:
        rows = rows.filter(within(within_))
    if kind:
        rows = rows.filter(kind=kind)
    if after:
        rows = rows.filter(code__gt=after)
    kept, last = paging.cut(rows[: limit + 1], limit)
    return paging.page(request, [shown(place, _parent(place.code)) for place in kept], last.code if last else None)


@router.get(
    "/places/{code}",
    response={200: PlaceDocument, 304: None, 404: shapes.Problem, 422: shapes.Problem},
    summary="One place, also one that stands no more",
)
def place(request: HttpRequest, code: Annotated[PlaceCode, Path(examples=["510722101201"])]) -> shapes.Shown:
    """With the places it lies in and those that it took over from or that took over from it."""
    fresh(request, code)
    found = get_object_or_404(Place, code=code)
    above = Place.objects.filter(code__in=ancestors(code)).order_by("code")
    before = Succession.objects.filter(new=found).select_related("old").order_by("on", "pk")
    behind = Succession.objects.filter(old=found).select_related("new").order_by("on", "pk")
    return shapes.document(
        **shown(found, _parent(code)),
        lies_in=[shapes.place_ref(one) for one in above],
        succeeds=[{"code": one.old.code, "on": one.on, "kind": one.kind} for one in before],
        succeeded_by=[{"code": one.new.code, "on": one.on, "kind": one.kind} for one in behind],
        orders=[_order(one) for one in RedrawingOrder.objects.filter(PENDING, units=found).order_by("on", "pk")],
    )


def _order(row: RedrawingOrder) -> shapes.Shown:
    said, held = json.loads(row.statement), reason(row)
    return {
        "on": row.on,
        "old": said["old"],
        "new": said["new"],
        "kind": row.kind,
        "statement": row.statement,
        "leaf": row.leaf,
        "held": {"zh": held.sentence("zh-hans"), "en": held.sentence("en")} if held else None,
    }
