"""Assemblies that were called: when, where, on what, and what the count came to. Who came is nobody's to read."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, BeforeValidator, Field

from yuanba import clock
from yuanba.api import paging, shapes
from yuanba.api.freshness import fresh
from yuanba.kernel.assemblies.models import Assembly, Count
from yuanba.kernel.places.codes import UNIT
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import within
from yuanba.kernel.procedures.calendar import local_date, start_of

router = Router(tags=["meetings"])
# A county's meetings would be sorted anew for each page: a calendar is asked for by unit or township.
TownCode = Annotated[
    str, Field(pattern=r"^[0-9]{9}([0-9]{3})?$", description="a unit (12 digits) or a township (9 digits)")
]
Cursor = Annotated[str, Field(pattern=r"^[0-9]{1,10}-[0-9]{1,15}$", description="from the `next` of the page before")]
# Nothing was recorded before, and the years around 1 have no time in China.
FIRST = date(2000, 1, 1)


def _day(text: Any) -> date:
    """Exactly YYYY-MM-DD; other forms of ISO 8601, or seconds since 1970, are more likely a slip than meant."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(text)):
        raise ValueError("a day is written as 2026-12-01")
    return date.fromisoformat(str(text))


Day = Annotated[date, BeforeValidator(_day)]


class Result(BaseModel):
    """Paper votes as two recorders counted them; whether it passed is computed by the law."""

    votes_for: int
    against: int
    abstain: int
    present: int
    needed: int = Field(description="votes for that the law asks")
    passed: bool


class MeetingOut(BaseModel):
    """One sitting of an assembly."""

    id: int
    place: shapes.PlaceRef
    matter: str = Field(examples=["510722101201-2026-000017"])
    body: shapes.BodyKindRef
    law: shapes.Law | None = Field(description="the article under which it sits")
    motion: str
    venue: str
    urgent: str | None = Field(description="why the notice was short, where it was")
    called_at: datetime
    meets_at: datetime
    adjourned_at: datetime | None
    counted_at: datetime | None
    result: Result | None


class MeetingPage(shapes.Document):
    """Meetings by their time."""

    items: list[MeetingOut]
    next: str | None


def scoped(place: str) -> QuerySet[Assembly]:
    """Meetings of a unit, or of every unit of a township, by their time: ranges of the index on unit and time."""
    rows = Assembly.objects.select_related("unit", "matter", "motion").order_by("meets_at", "pk")
    if len(place) == UNIT:
        return rows.filter(unit__code=place)
    return rows.filter(unit__in=list(Place.objects.filter(within(place)).values_list("pk", flat=True)))


def _result(count: Count | None) -> shapes.Shown | None:
    if count is None:
        return None
    return {key: getattr(count, key) for key in Result.model_fields}


def shown(meeting: Assembly, count: Count | None) -> shapes.Shown:
    return {
        "id": meeting.pk,
        "place": shapes.place_ref(meeting.unit),
        "matter": meeting.matter.number,
        "body": shapes.body_kind(meeting.body, meeting.unit.kind),
        "law": shapes.law(meeting.basis),
        "motion": meeting.motion.text,
        "venue": meeting.venue,
        "urgent": meeting.urgent or None,
        "called_at": meeting.called_at,
        "meets_at": meeting.meets_at,
        "adjourned_at": meeting.adjourned_at,
        "counted_at": meeting.counted_at,
        "result": _result(count),
    }


@router.get("/meetings", response={200: MeetingPage, 304: None, 422: shapes.Problem}, summary="Meetings from a day on")
def meetings(
    request: HttpRequest,
    place: Annotated[TownCode, Query(examples=["510722101201"])],
    from_: Annotated[
        Day | None, Query(alias="from", description="first day, in China; today where none is named")
    ] = None,
    after: Cursor | None = None,
    limit: shapes.Limit = 50,
) -> shapes.Shown:
    """By time. A meeting that was adjourned stays and says so."""
    fresh(request, place)
    first = from_ or local_date(clock.now())
    rows = scoped(place).filter(meets_at__gte=start_of(max(first, FIRST)))
    if after:
        moment, pk = after.split("-")
        met = datetime.fromtimestamp(int(moment), clock.now().tzinfo)
        rows = rows.filter(Q(meets_at__gt=met) | Q(meets_at=met, pk__gt=int(pk)))
    kept, last = paging.cut(rows[: limit + 1], limit)
    counts = {count.motion_id: count for count in Count.objects.filter(motion__assembly__in=kept)}
    items = [shown(one, counts.get(one.motion.pk)) for one in kept]
    return paging.page(request, items, f"{int(last.meets_at.timestamp())}-{last.pk}" if last else None)
