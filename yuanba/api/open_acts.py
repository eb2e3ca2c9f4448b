"""What may I do now? The ways in of a place and the acts of a matter that are open to you, with every blank of each."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Query, Router
from pydantic import Field

from yuanba import clock
from yuanba.api import asked, shapes
from yuanba.api.matters import Number
from yuanba.api.places import PlaceCode
from yuanba.api.procedures import ProcedureCode
from yuanba.api.signing_in import WRITERS, actors
from yuanba.api.taking_part import mandate
from yuanba.api.wanted import REFUSED
from yuanba.kernel.matters import agency
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.lacking import lacking, why
from yuanba.kernel.matters.models import Authorisation, Matter
from yuanba.kernel.matters.offers import Way, may_begin, offers, ways
from yuanba.kernel.matters.opening import first_fields
from yuanba.kernel.matters.purposes import code_of
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Account
from yuanba.kernel.places.models import Place

router = Router(tags=["writing"], auth=WRITERS)
Named = Annotated[
    str,
    Query(
        max_length=40,
        description="part of a name, or the number of a household: where a body's act names people of the roll, "
        "those of this name are listed as choices",
    ),
]
Errand = Annotated[
    str | None,
    Query(
        pattern=r"^[0-9]{12}-[0-9]{4}-A[0-9]{6}$",
        description="as the agent of the resident who gave this authorisation, and for its purpose alone",
    ),
]


class ActsDocument(shapes.Document):
    """The acts of a matter that are open to you."""

    taken: int = Field(description="send it back as `seen`")
    items: list[asked.ActOut]


class WayOut(asked.ActOut):
    """A way in that is open to you: its code is the `start` of `POST /matters`, which also takes a `title`."""

    procedure: shapes.Coded
    lack: shapes.Name | None = Field(description="why nothing can be chosen yet for a blank that must be filled")


class WaysDocument(shapes.Document):
    """The ways in of a place that are open to you."""

    items: list[WayOut]


@router.get(
    "/matters/{number}/acts",
    response={200: ActsDocument, **REFUSED},
    summary="Acts of a matter that are open to you, with their blanks",
)
def acts(
    request: HttpRequest, number: Annotated[Number, Path()], named: Named = "", authorisation: Errand = None
) -> shapes.Shown:
    """As yourself: in whichever of your posts the step is for, as a resident where it is for residents. Never kept."""
    rows = Matter.objects.select_related("unit", "site", "power", "about", "holder")
    row, at = get_object_or_404(rows, number=number), clock.now()
    case = load(row, at)
    account: Account = request.auth  # type: ignore[attr-defined]
    given = _given(account, authorisation)
    hers = [agency.acting(given)] if given else actors(account, case.unit.code)
    found = [
        asked.offered(case, one.act.code, one.act.name, one.fields, one.by, inner=one.act.inner, named=named.strip())
        for one in offers(case, hers)
    ]
    return shapes.document(taken=row.taken, items=found)


@router.get(
    "/ways",
    response={200: WaysDocument, **REFUSED},
    summary="Ways in of a place that are open to you, with their blanks",
)
def ways_(
    request: HttpRequest,
    place: PlaceCode,
    procedure: ProcedureCode | None = None,
    named: Named = "",
    authorisation: Errand = None,
) -> shapes.Shown:
    """As yourself, as at the desk. Of one `procedure` where you name it. Never kept."""
    unit = get_object_or_404(Place.objects.select_related("parent__parent__parent"), code=place)
    account: Account = request.auth  # type: ignore[attr-defined]
    given, found = _given(account, authorisation), []
    hers = [agency.acting(given)] if given else actors(account, unit.code)
    for way in ways(unit, clock.now()):
        if procedure is not None and way.case.procedure.code != procedure:
            continue
        if given is not None and given.purpose != code_of(way.case.procedure.code, way.start.step, way.act.code):
            continue
        by = may_begin(way, hers)
        if by is not None:
            found.append(_way(way, by, named.strip()))
    return shapes.document(items=found)


def _given(account: Account, number: str | None) -> Authorisation | None:
    return mandate(account, number) if number is not None else None


def _way(way: Way, by: Actor, named: str) -> shapes.Shown:
    case, fields = way.case, first_fields(way.case, way.act, by)
    lack = lacking(case, fields)
    return {
        **asked.offered(case, way.start.step, way.start.name, fields, by, inner=way.act.inner, named=named),
        "procedure": {"code": case.procedure.code, "name": shapes.name(case.procedure.name)},
        "lack": shapes.maybe(why(lack)) if lack is not None else None,
    }
