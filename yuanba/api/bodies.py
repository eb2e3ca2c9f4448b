"""Bodies and who holds their public posts today. Who merely votes, or belongs to the Party, is nobody's to read."""

from datetime import date
from functools import cache
from typing import Annotated

from django.db.models import Q
from django.http import Http404, HttpRequest
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from yuanba import clock
from yuanba.api import paging, shapes
from yuanba.api.freshness import fresh
from yuanba.api.places import PlaceCode
from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.calendar import local_date

router = Router(tags=["bodies"])
Id = Annotated[int, Field(ge=1, le=shapes.LAST_ID)]
Kind = Annotated[str, Field(pattern=shapes.KEBAB, description="kind of body, such as `committee`")]


class Holder(BaseModel):
    """Someone in a public post today."""

    name: str
    post: shapes.Coded
    since: date


class BodyOut(shapes.BodyKindRef):
    """A body set up in a place, [since, until)."""

    id: int
    place: shapes.PlaceRef
    since: date
    until: date | None
    telephone: str = Field(description="of the office, empty where none is given out")
    law: list[shapes.Law]
    holders: list[Holder] = Field(description="holders of public posts today, in the order of the posts")
    url: str = Field(examples=["/bodies/17/"])


class BodyDocument(BodyOut, shapes.Document):
    """One body."""


class BodyPage(shapes.Document):
    """Bodies by their number."""

    items: list[BodyOut]
    next: str | None


@cache
def public_posts() -> Q:
    """The posts of the pack whose holders are named in public."""
    found = Q(pk__in=[])
    for kind in pack().bodies.values():
        if posts := [post.code for post in kind.posts.values() if post.public]:
            found |= Q(body__kind=kind.code, post__in=posts)
    return found


def holders(bodies: list[Body], on: date) -> dict[int, list[shapes.Shown]]:
    """Who holds a public post of these bodies on a day, by body; one query."""
    rows = Tenure.objects.filter(public_posts(), valid_on(on), body__in=bodies).select_related("body", "person")
    found: dict[int, list[shapes.Shown]] = {}
    order = {kind.code: list(kind.posts) for kind in pack().bodies.values()}
    for tenure in sorted(rows, key=lambda t: (order[t.body.kind].index(t.post), t.since, t.pk)):
        post = pack().bodies[tenure.body.kind].posts[tenure.post]
        found.setdefault(tenure.body_id, []).append(
            {
                "name": tenure.person.name,
                "post": {"code": post.code, "name": shapes.name(post.name)},
                "since": tenure.since,
            }
        )
    return found


def shown(bodies: list[Body]) -> list[shapes.Shown]:
    seats = holders(bodies, local_date(clock.now()))
    return [
        {
            **shapes.body_kind(body.kind, body.place.kind),
            "id": body.pk,
            "place": shapes.place_ref(body.place),
            "since": body.since,
            "until": body.until,
            "telephone": body.telephone,
            "law": shapes.laws(pack().bodies[body.kind].law, body.place.kind),
            "holders": seats.get(body.pk, []),
            "url": f"/bodies/{body.pk}/",
        }
        for body in bodies
    ]


@router.get("/bodies", response={200: BodyPage, 304: None, 422: shapes.Problem}, summary="Bodies that stand today")
def bodies(
    request: HttpRequest,
    place: Annotated[PlaceCode | None, Query(description="set up in exactly this place")] = None,
    kind: Kind | None = None,
    after: Annotated[Id | None, Query(description="last id of the page before")] = None,
    limit: shapes.Limit = 50,
) -> shapes.Shown:
    """Of one place, of one kind, or both; with those in public posts."""
    fresh(request, place)
    rows = Body.objects.filter(valid_on(local_date(clock.now()))).select_related("place").order_by("pk")
    if place:
        rows = rows.filter(place__code=place)
    if kind:
        rows = rows.filter(kind=kind)
    if after:
        rows = rows.filter(pk__gt=after)
    kept, last = paging.cut(rows[: limit + 1], limit)
    return paging.page(request, shown(kept), last.pk if last else None)


@router.get(
    "/bodies/{id}",
    response={200: BodyDocument, 304: None, 404: shapes.Problem, 422: shapes.Problem},
    summary="One body, also one that was dissolved",
)
def body(request: HttpRequest, id: Annotated[Id, Path()]) -> shapes.Shown:
    """With those in public posts today."""
    code = Body.objects.filter(pk=id).values_list("place__code", flat=True).first()
    if code is None:
        raise Http404
    fresh(request, code)
    found = Body.objects.select_related("place").get(pk=id)
    return shapes.document(**shown([found])[0])
