"""Orders to redraw villages from a later day, as the public pages, the desk and the township's page show them."""

import json
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from yuanba.institutions.redrawing.act import PENDING
from yuanba.institutions.redrawing.ordering import reason
from yuanba.institutions.redrawing.words import CHANGES
from yuanba.kernel.places.codes import TOWNSHIP
from yuanba.kernel.places.models import Place, RedrawingOrder
from yuanba.kernel.places.redrawn import kind_of
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.refusal import Refusal

MOST = 20


@dataclass(frozen=True, slots=True)
class Told:
    """A pending order in words; `reason` says why its day passed without it."""

    pk: int
    kind: Text
    on: date
    old: tuple[Place, ...]
    new: tuple[Place, ...]
    approval: str
    agreed: tuple[str, ...]
    reason: Refusal | None
    township: str


def pending(condition: Q) -> list[Told]:
    """Orders that are neither done nor revoked, those in trouble and the soonest first; one query where none is."""
    rows = RedrawingOrder.objects.filter(PENDING & condition).distinct().prefetch_related("units")
    return [_told(row) for row in sorted(rows.order_by("on", "pk")[:MOST], key=lambda row: not row.held)]


def of_place(place: Place) -> list[Told]:
    """Those that concern a unit, or a unit of a township."""
    return pending(Q(units__parent=place) if len(place.code) == TOWNSHIP else Q(units=place))


def _told(row: RedrawingOrder) -> Told:
    said = json.loads(row.statement)
    known = {place.code: place for place in row.units.all()}
    known |= {one["code"]: Place(**one) for one in said["founded"]}
    new = {one["code"]: one["name"] for one in said["founded"]}
    kind = kind_of(row.kind, tuple(said["old"]), {code: new.get(code, "") for code in said["new"]})
    return Told(
        row.pk,
        CHANGES[kind],
        row.on,
        tuple(known[code] for code in said["old"]),
        tuple(known[code] for code in said["new"]),
        said["basis"]["approval"],
        tuple(said["basis"]["agreed"]),
        reason(row),
        said["old"][0][:TOWNSHIP],
    )
