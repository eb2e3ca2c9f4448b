"""A register of a place: what stands in it, as far as the public may read it."""

import json
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.naming import PLACES, WIRING, is_number
from yuanba.kernel.procedures.pack import RegisterKind
from yuanba.kernel.registers.acts import CAME_FROM
from yuanba.kernel.registers.keeping import founding
from yuanba.kernel.registers.models import Record
from yuanba.web import cache
from yuanba.web.formats import language, name, text
from yuanba.web.naming import Names
from yuanba.web.public import archive

PAGE = 50
ENGLISH = "_en"


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its public fields as words, in the order in which the pack declares them."""

    code: str
    name: str
    since: date
    until: date | None
    values: tuple[tuple[str, str], ...]
    draft: bool
    came_from: Place | None  # the place whose record it continues


def register(request: HttpRequest, code: str, register: str) -> HttpResponse:
    """`/p/<code>/registers/<register>/`: newest first, closed records with the day of their end."""
    kind = pack().registers.get(register)
    if kind is None or kind.visibility != "public":
        raise Http404
    place = get_object_or_404(Place, code=code)
    cache.declare(request, codes=cache.around(code))
    after = request.GET.get("after", "")
    records = Record.objects.filter(register=register, place=place).order_by("-pk")
    if after.isdecimal() and len(after) < 19:
        records = records.filter(pk__lt=int(after))
    found = list(records[: PAGE + 1])
    older, names = _older(found[:PAGE]), Names(place.kind, _places(kind, found[:PAGE]))
    context = {
        "place": place,
        "kind": kind,
        "title": text(kind.name),
        "keeper": text(pack().bodies[kind.kept_by].title(place.kind)) if kind.kept_by else "",
        "rows": [_row(record, kind.fields, older, names) for record in found[:PAGE]],
        "heirs": archive.heirs(place),
        "through": _through(kind, place),
        "by_hand": bool(kind.kept_by) and (not kind.through or founding(kind, place)),
        "after": found[PAGE - 1].pk if len(found) > PAGE else None,
    }
    return render(request, "public/register.html", context)


def _through(kind: RegisterKind, place: Place) -> list[tuple[Text, str]]:
    """The procedures that write a register, each with where its first way in stands open on the page to begin."""
    found = [pack().procedure(code) for code in kind.through]
    begin = reverse("new", args=[place.code])
    return [(one.name, f"{begin}?open={one.code}.{one.starts[0].step}") for one in found]


def _places(kind: RegisterKind, records: list[Record]) -> dict[str, str]:
    """The names of places that these records hold by code; one query, none where the register holds none."""
    fields = [one.code for one in kind.fields if one.of == PLACES]
    codes = {code for record in records for one in fields for code in parts(json.loads(record.data).get(one))}
    return {one.code: name(one) for one in Place.objects.filter(code__in=codes)} if codes else {}


def _older(records: list[Record]) -> dict[int, Place]:
    """Places of the records that these continue since a merger or split; one query, none where there are none."""
    keys = [key for record in records if (key := json.loads(record.data).get(CAME_FROM))]
    return {one.pk: one.place for one in Record.objects.filter(pk__in=keys).select_related("place")} if keys else {}


def _row(record: Record, fields: tuple[Field, ...], older: dict[int, Place], names: Names) -> Row:
    data = json.loads(record.data)
    shown = [f for f in fields if f.public and f.of != WIRING and data.get(f.code) not in (None, {})]
    labels = {f.code: text(f.name) for f in fields}
    values = tuple(
        (labels[f.code.removesuffix(ENGLISH)], names.said(f, data[f.code])) for f in shown if _in_language(f, data)
    )
    number = record.code if is_number(record.code) else ""
    draft = record.stage == "drafting"
    return Row(number, name(record), record.since, record.until, values, draft, older.get(data.get(CAME_FROM, 0)))


def _in_language(field: Field, data: dict[str, object]) -> bool:
    """Whether a field is for this reader: some are kept in both languages, as `unverified` and `unverified_en`."""
    if field.code.endswith(ENGLISH):
        return language() == "en"
    return language() != "en" or field.code + ENGLISH not in data
