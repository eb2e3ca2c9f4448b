"""The lists of powers: who holds each item, who decides, who carries it out, on what basis, and by which edition."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from yuanba import clock
from yuanba.api import paging, shapes
from yuanba.api.freshness import fresh
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.calendar import local_date
from yuanba.kernel.procedures.catalogue import STAGES, procedures_of
from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.registers.editions import EDITIONS, POWERS, governing
from yuanba.kernel.registers.models import Record

router = Router(tags=["powers"])
PowerCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,60}$", examples=["M13"])]
PlaceCode = Annotated[
    str | None,
    Query(
        pattern=shapes.CODE, max_length=32, description="whose lists: the nearest edition governs; else the county's"
    ),
]
Catalogue = Annotated[str | None, Query(pattern=r"^[a-z]{1,20}$", description="only one list", examples=["micro"])]


class Disclosure(shapes.Coded):
    """How what is done under an item is made public."""

    frequency: shapes.Name
    days: int = Field(description="posted for at least so many days")
    seen_by: str = Field(examples=["public"])


class PowerOut(shapes.Coded):
    """An item of a list, as it governs in a place."""

    catalogue: str = Field(description="the list it stands in", examples=["micro"])
    stage: str = Field(description=f"of its list there: {', '.join(STAGES)}", examples=["in-force"])
    place: str = Field(description="code of the place whose edition governs", examples=["510722101"])
    holder: shapes.BodyKindRef
    deciders: dict[str, shapes.BodyKindRef] = Field(description="who decides, by kind of unit")
    delegable: bool = Field(description="whether representatives may decide it by a recorded mandate")
    executor: shapes.Coded | None = Field(description="who carries it out")
    at: list[str] = Field(description="kinds of units that have it", examples=[["village", "community"]])
    procedure: str | None
    procedures: list[str] = Field(description="every procedure that may exercise it, the regular one first")
    step: str | None = Field(description="where it is exercised in one step of the procedure")
    law: list[shapes.Law]
    document: shapes.Name | None = Field(description="a basis without articles, read in a source that quotes it")
    unverified: shapes.Name | None = Field(description="a basis that nobody has verified yet")
    materials: shapes.Name | None
    time_limit: int | None = Field(description="days it commonly takes, from the first step to the end")
    disclosure: Disclosure | None
    supervision: shapes.Name | None = Field(description="where supervision looks")
    lead: shapes.Coded | None = Field(description="assistance: the department that leads and pays")
    may: shapes.Name | None = Field(description="assistance: what it may mean; a prohibition: what to do instead")
    may_not: shapes.Name | None = Field(description="assistance: what it may not mean")
    guard: shapes.Coded | None = Field(description="a prohibition: the guard that refuses what it forbids")
    wording: str | None = Field(description="`project`: our words, not the county's official text")
    since: date
    url: str = Field(examples=["/powers/M13/"])


class PowerDocument(PowerOut, shapes.Document):
    """One item."""


class PowerPage(shapes.Document):
    """Items by code."""

    items: list[PowerOut]
    next: str | None


class EditionOut(shapes.Coded):
    """An edition of a list, put in force in a place."""

    catalogue: str
    number: int
    place: shapes.PlaceRef
    since: date
    entries: int = Field(description="how many items it has")
    changes: int = Field(description="how many of them were changed with it")
    matter: str | None = Field(description="the matter that decided it")
    url: str = Field(examples=["/powers/micro/editions/1/?in=510722101"])


class EditionPage(shapes.Document):
    """Editions, the newest first."""

    items: list[EditionOut]
    next: str | None


DECIDERS = {"village": "decider", "community": "decider_community"}


def _executor(code: str) -> shapes.Shown | None:
    kind = pack().bodies.get(code)
    if not code:
        return None
    return {"code": code, "name": shapes.name(kind.name if kind else Text(code, code))}


def _both(data: Mapping[str, Any], key: str) -> shapes.Shown | None:
    """A column in both languages; None where it is empty."""
    zh = data.get(key)
    return {"zh": zh, "en": data.get(f"{key}_en") or zh} if zh else None


def _row(register: str, code: str | None) -> shapes.Shown | None:
    """A row of a register of the pack by its code, with its name; None where there is none."""
    rows = pack().registers[register].rows if register in pack().registers else ()
    found = next((row for row in rows if row["code"] == code), None)
    return {**found, "name": {"zh": found["name"], "en": found["name_en"]}} if found else None


def _disclosure(code: str | None) -> shapes.Shown | None:
    row = _row("disclosure-classes", code)
    return {**row, "frequency": _both(row, "frequency"), "days": int(row["days"])} if row else None


def _guard(code: str | None) -> shapes.Shown | None:
    field = next((one for one in pack().registers[POWERS].fields if one.code == "guard"), None)
    name = field.choices.get(code or "") if field else None
    return {"code": code, "name": shapes.name(name)} if name else None


def shown(record: Record) -> shapes.Shown:
    data: dict[str, Any] = json.loads(record.data)
    units = parts(data["at"])
    deciders = {}
    for unit in units:
        code = data.get(DECIDERS.get(unit, ""), "") or data.get("decider", "")
        if code in pack().bodies:
            deciders[unit] = shapes.body_kind(code, unit)
    return {
        "code": record.code,
        "name": {"zh": record.name, "en": record.name_en or record.name},
        "catalogue": data["list"],
        "stage": record.stage,
        "place": record.place.code,
        "holder": shapes.body_kind(data["holder"], units[0]),
        "deciders": deciders,
        "delegable": data.get("delegable") in (True, "yes"),
        "executor": _executor(data.get("executor", "")),
        "at": units,
        "procedure": data.get("procedure") or None,
        "procedures": list(procedures_of(data)),
        "step": data.get("step") or None,
        "law": shapes.laws(parts(data.get("basis"))),
        "document": _both(data, "document"),
        "unverified": _both(data, "unverified"),
        "materials": _both(data, "materials"),
        "time_limit": data.get("time_limit"),
        "disclosure": _disclosure(data.get("disclosure")),
        "supervision": _both(data, "supervision"),
        "lead": _row("departments", data.get("lead")),
        "may": _both(data, "may"),
        "may_not": _both(data, "may_not"),
        "guard": _guard(data.get("guard")),
        "wording": data.get("wording") or None,
        "since": record.since,
        "url": f"/powers/{record.code}/",
    }


def _governing(place: str | None) -> list[Record]:
    return governing(POWERS, place or pack().code, local_date(clock.now()))


@router.get(
    "/powers", response={200: PowerPage, 304: None, 422: shapes.Problem}, summary="Items of the lists of powers"
)
def powers(
    request: HttpRequest,
    place: PlaceCode = None,
    catalogue: Catalogue = None,
    after: Annotated[PowerCode | None, Query(description="last code of the page before")] = None,
    limit: shapes.Limit = 50,
) -> shapes.Shown:
    """What governs in a place today, by code: drafts too, and said so in `stage`."""
    fresh(request, place)
    rows = [
        row
        for row in _governing(place)
        if row.code > (after or "") and catalogue in (None, json.loads(row.data)["list"])
    ]
    kept, last = paging.cut(rows[: limit + 1], limit)
    return paging.page(request, [shown(record) for record in kept], last.code if last else None)


@router.get(
    "/powers/{code}",
    response={200: PowerDocument, 304: None, 404: shapes.Problem, 422: shapes.Problem},
    summary="One item of the lists of powers",
)
def power(
    request: HttpRequest, code: Annotated[PowerCode, Path(examples=["M13"])], place: PlaceCode = None
) -> shapes.Shown:
    """As it governs in a place today."""
    fresh(request, place)
    found = next((row for row in _governing(place) if row.code == code), None)
    if found is None:
        raise Http404
    return shapes.document(**shown(found))


def _edition(record: Record) -> shapes.Shown:
    data = json.loads(record.data)
    asked = "" if record.place.code == pack().code else f"?in={record.place.code}"
    return {
        "code": record.code,
        "name": {"zh": record.name, "en": record.name_en},
        "catalogue": data["list"],
        "number": data["number"],
        "place": shapes.place_ref(record.place),
        "since": record.since,
        "entries": data["items"],
        "changes": data["changes"],
        "matter": data.get("matter"),
        "url": f"/powers/{data['list']}/editions/{data['number']}/{asked}",
    }


@router.get(
    "/editions", response={200: EditionPage, 304: None, 422: shapes.Problem}, summary="Editions of the lists of powers"
)
def editions(
    request: HttpRequest,
    place: PlaceCode = None,
    catalogue: Catalogue = None,
    after: Annotated[int | None, Query(ge=1, le=shapes.LAST_ID, description="last id of the page before")] = None,
    limit: shapes.Limit = 50,
) -> shapes.Shown:
    """Which list was put in force where and when, the newest first."""
    fresh(request)
    found = Record.objects.filter(register=EDITIONS).select_related("place").order_by("-pk")
    if place:
        found = found.filter(place__code=place)
    if catalogue:
        found = found.filter(code__startswith=f"{catalogue}-")
    if after:
        found = found.filter(pk__lt=after)
    kept, last = paging.cut(found[: limit + 1], limit)
    return paging.page(request, [_edition(record) for record in kept], last.pk if last else None)
