"""The catalogue of powers: who holds each, who decides, who carries it out, on what basis."""

import json
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from yuanba import clock
from yuanba.api import paging, shapes
from yuanba.api.freshness import fresh
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.calendar import local_date
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.registers.models import Record

router = Router(tags=["powers"])
PowerCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,60}$", examples=["M13"])]


class PowerOut(shapes.Coded):
    """A power in force."""

    catalogue: str = Field(description="the list it stands in", examples=["micro"])
    holder: shapes.BodyKindRef
    deciders: dict[str, shapes.BodyKindRef] = Field(description="who decides, by kind of unit")
    delegable: bool = Field(description="whether representatives may decide it by a recorded mandate")
    executor: shapes.Coded | None = Field(description="who carries it out")
    at: list[str] = Field(description="kinds of units that have it", examples=[["village", "community"]])
    procedure: str | None
    step: str | None = Field(description="where it is exercised in one step of the procedure")
    law: list[shapes.Law]
    unverified: shapes.Name | None = Field(description="a basis that nobody has verified yet")
    wording: str | None = Field(description="`project`: our words, not the county's official text")
    since: date


class PowerPage(shapes.Document):
    """Powers by code."""

    items: list[PowerOut]
    next: str | None


DECIDERS = {"village": "decider", "community": "decider_community"}


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _executor(code: str) -> shapes.Shown | None:
    kind = pack().bodies.get(code)
    if not code:
        return None
    return {"code": code, "name": shapes.name(kind.name if kind else Text(code, code))}


def shown(record: Record) -> shapes.Shown:
    data: dict[str, Any] = json.loads(record.data)
    units = _split(data["at"])
    deciders = {}
    for unit in units:
        code = data.get(DECIDERS.get(unit, ""), "") or data.get("decider", "")
        if code in pack().bodies:
            deciders[unit] = shapes.body_kind(code, unit)
    unsure = data.get("unverified")
    return {
        "code": record.code,
        "name": {"zh": record.name, "en": record.name_en or record.name},
        "catalogue": data["list"],
        "holder": shapes.body_kind(data["holder"], units[0]),
        "deciders": deciders,
        "delegable": data.get("delegable") in (True, "yes"),
        "executor": _executor(data.get("executor", "")),
        "at": units,
        "procedure": data.get("procedure") or None,
        "step": data.get("step") or None,
        "law": shapes.laws(_split(data.get("basis", ""))),
        "unverified": {"zh": unsure, "en": data.get("unverified_en") or unsure} if unsure else None,
        "wording": data.get("wording") or None,
        "since": record.since,
    }


@router.get("/powers", response={200: PowerPage, 304: None, 422: shapes.Problem}, summary="Powers in force today")
def powers(
    request: HttpRequest,
    after: Annotated[PowerCode | None, Query(description="last code of the page before")] = None,
    limit: shapes.Limit = 50,
) -> shapes.Shown:
    """The county's catalogue, by code."""
    fresh(request)
    rows = Record.objects.filter(
        valid_on(local_date(clock.now())), register="powers", place__code=pack().code
    ).order_by("code")
    if after:
        rows = rows.filter(code__gt=after)
    kept, last = paging.cut(rows[: limit + 1], limit)
    return paging.page(request, [shown(record) for record in kept], last.code if last else None)
