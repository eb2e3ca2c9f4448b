"""Notices on boards that are open to everybody. A board for members or villagers only is not shown here."""

import json
from datetime import datetime
from typing import Annotated, Any, Literal

from django.db.models import QuerySet, Subquery
from django.http import Http404, HttpRequest
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from yuanba import clock
from yuanba.api import paging, shapes
from yuanba.api.bodies import Id
from yuanba.api.freshness import fresh
from yuanba.api.places import PlaceCode
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.boards.publishing import REASONS
from yuanba.kernel.places.codes import TOWNSHIP, UNIT, unit_of
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place

router = Router(tags=["notices"])


class NoticeOut(BaseModel):
    """A posting, never edited: a correction is another notice beside it."""

    id: int
    title: str
    board: shapes.Coded
    place: shapes.PlaceRef
    matter: str = Field(examples=["510722101201-2026-000017"])
    body: shapes.BodyKindRef
    posts: str = Field(description="decision or result")
    since: datetime
    until: datetime = Field(description="hangs until this moment; never under the days of the law")
    standing: bool
    taken_down_at: datetime | None
    taken_down_because: shapes.Name | None
    corrects: int | None
    data: dict[str, Any]
    url: str = Field(examples=["/n/17/"])
    print: str = Field(examples=["/n/17/?format=pdf&size=a4"])


class NoticeDocument(NoticeOut, shapes.Document):
    """One notice."""


class NoticePage(shapes.Document):
    """Notices, the newest first."""

    items: list[NoticeOut]
    next: str | None = Field(description="address of the next page; a page that filters may hold few and still go on")


def open_boards() -> list[str]:
    """Boards whose postings anyone may read."""
    return [board.code for board in pack().boards.values() if board.visibility == "public"]


def stands(notice: Notice, at: datetime) -> bool:
    return notice.taken_down_at is None and notice.since <= at < notice.until


def shown(notice: Notice, at: datetime) -> shapes.Shown:
    because = REASONS.get(notice.taken_down_because)
    return {
        "id": notice.pk,
        "title": notice.title,
        "board": {"code": notice.board, "name": shapes.name(pack().boards[notice.board].name)},
        "place": shapes.place_ref(notice.unit),
        "matter": notice.matter.number,
        "body": shapes.body_kind(notice.body, notice.unit.kind),
        "posts": notice.posts,
        "since": notice.since,
        "until": notice.until,
        "standing": stands(notice, at),
        "taken_down_at": notice.taken_down_at,
        "taken_down_because": shapes.maybe(because),
        "corrects": notice.corrects_id,
        "data": json.loads(notice.data),
        "url": f"/n/{notice.pk}/",
        "print": f"/n/{notice.pk}/?format=pdf&size=a4",
    }


def scoped(place: str | None) -> QuerySet[Notice]:
    """Notices of a unit, a township or the county, the newest first, each by an index."""
    rows = Notice.objects.order_by("-pk")
    unit = unit_of(place) if place else ""
    if len(unit) == UNIT:
        # As a value and not a join, so that PostgreSQL sees that one index gives the unit's rows in order.
        return rows.filter(unit_id=Subquery(Place.objects.filter(code=unit).values("pk")))
    return rows.filter(township=unit) if len(unit) == TOWNSHIP else rows


@router.get("/notices", response={200: NoticePage, 304: None, 422: shapes.Problem}, summary="Notices, the newest first")
def notices(
    request: HttpRequest,
    place: Annotated[PlaceCode | None, Query(description="of this unit, township or county")] = None,
    board: Annotated[str | None, Query(pattern=shapes.KEBAB, description="such as `village-affairs`")] = None,
    standing: Annotated[Literal["true", "false"] | None, Query(description="whether it hangs now")] = None,
    after: Annotated[Id | None, Query(description="from the `next` of the page before")] = None,
    limit: shapes.Limit = 50,
) -> shapes.Shown:
    """A page looks through a bounded stretch of the index, so it may hold few items and still have a next."""
    fresh(request, place)
    at, boards = clock.now(), open_boards()
    rows = scoped(place).filter(board__in=[code for code in boards if board in (None, code)])
    if after:
        rows = rows.filter(pk__lt=after)
    stretch = paging.WINDOW if standing else limit + 1
    found = list(rows.values_list("pk", "since", "until", "taken_down_at")[:stretch])
    fit = [
        pk
        for pk, since, until, down in found
        if standing is None or (standing == "true") == (down is None and since <= at < until)
    ]
    kept, last = paging.cut(fit, limit)
    if last is None and standing and len(found) == stretch:
        last = found[-1][0]
    posted = Notice.objects.filter(pk__in=kept).select_related("unit", "matter").order_by("-pk")
    return paging.page(request, [shown(notice, at) for notice in posted], last)


@router.get(
    "/notices/{id}",
    response={200: NoticeDocument, 304: None, 404: shapes.Problem, 422: shapes.Problem},
    summary="One notice",
)
def notice(request: HttpRequest, id: Annotated[Id, Path()]) -> shapes.Shown:
    """Also one that has come down: what was posted stays readable."""
    code = Notice.objects.filter(pk=id, board__in=open_boards()).values_list("unit__code", flat=True).first()
    if code is None:
        raise Http404
    fresh(request, code)
    found = Notice.objects.select_related("unit", "matter").get(pk=id)
    return shapes.document(**shown(found, clock.now()))
