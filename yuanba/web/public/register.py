"""A register of a place: what stands in it, as far as the public may read it."""

import json
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.definitions import Field
from yuanba.kernel.registers.acts import CAME_FROM
from yuanba.kernel.registers.models import Record
from yuanba.web import cache
from yuanba.web.formats import name, text
from yuanba.web.public import archive

PAGE = 50


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
    older = _older(found[:PAGE])
    context = {
        "place": place,
        "kind": kind,
        "title": text(kind.name),
        "keeper": text(pack().bodies[kind.kept_by].title(place.kind)) if kind.kept_by else "",
        "rows": [_row(record, kind.fields, older) for record in found[:PAGE]],
        "heirs": archive.heirs(place),
        "after": found[PAGE - 1].pk if len(found) > PAGE else None,
    }
    return render(request, "public/register.html", context)


def _older(records: list[Record]) -> dict[int, Place]:
    """Places of the records that these continue since a merger or split; one query, none where there are none."""
    keys = [key for record in records if (key := json.loads(record.data).get(CAME_FROM))]
    return {one.pk: one.place for one in Record.objects.filter(pk__in=keys).select_related("place")} if keys else {}


def _row(record: Record, fields: tuple[Field, ...], older: dict[int, Place]) -> Row:
    data = json.loads(record.data)
    values = tuple((text(f.name), _words(f, data[f.code])) for f in fields if f.public and f.code in data)
    draft = record.stage == "drafting"
    return Row(record.code, name(record), record.since, record.until, values, draft, older.get(data.get(CAME_FROM, 0)))


def _words(field: Field, value: object) -> str:
    if field.type == "choice":
        return text(field.choices[str(value)])
    return "✓" if value is True else str(value)
