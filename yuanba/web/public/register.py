"""A register of a place: what stands in it, as far as the public may read it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.pack import RegisterKind
from yuanba.kernel.registers.acts import CAME_FROM
from yuanba.kernel.registers.keeping import founding
from yuanba.kernel.registers.models import Record
from yuanba.web import cache
from yuanba.web.citing import cite
from yuanba.web.formats import day, language, money, name, text
from yuanba.web.public import archive

PAGE = 50
ENGLISH = "_en"
CITATION = re.compile(r"[a-z][a-z0-9-]*:[0-9]+(?:\([0-9]+\))?")


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
        "rows": [_row(record, kind.fields, older, place.kind) for record in found[:PAGE]],
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


def _older(records: list[Record]) -> dict[int, Place]:
    """Places of the records that these continue since a merger or split; one query, none where there are none."""
    keys = [key for record in records if (key := json.loads(record.data).get(CAME_FROM))]
    return {one.pk: one.place for one in Record.objects.filter(pk__in=keys).select_related("place")} if keys else {}


def _row(record: Record, fields: tuple[Field, ...], older: dict[int, Place], place_kind: str) -> Row:
    data = json.loads(record.data)
    shown = [f for f in fields if f.public and data.get(f.code) not in (None, {}) and _in_language(f, data)]
    values = tuple((text(f.name), _words(f, data[f.code], place_kind)) for f in shown)
    draft = record.stage == "drafting"
    return Row(record.code, name(record), record.since, record.until, values, draft, older.get(data.get(CAME_FROM, 0)))


def _in_language(field: Field, data: dict[str, object]) -> bool:
    """Whether a field is for this reader: some are kept in both languages, as `unverified` and `unverified_en`."""
    if field.code.endswith(ENGLISH):
        return language() == "en"
    return language() != "en" or field.code + ENGLISH not in data


def _words(field: Field, value: object, place_kind: str) -> str:
    """A value as a reader says it: days, yuan, articles, bodies and departments by name, never by code."""
    words = str(value)
    match field.type:
        case "choice":
            return text(field.choices[words])
        case "date":
            return day(words)
        case "money":
            return money(words)
    if value is True:
        return "✓"
    if isinstance(value, dict):
        return _("；").join(_called(key, one) for key, one in value.items())
    if words in pack().bodies:
        return text(pack().bodies[words].title(place_kind))
    if all(CITATION.fullmatch(one) for one in words.split(";")):
        return _("、").join(cite(one).text for one in words.split(";"))
    return next((text(Text(row["name"], row["name_en"])) for row in _departments() if row["code"] == words), words)


def _departments() -> tuple[Mapping[str, str], ...]:
    kind = pack().registers.get("departments")
    return kind.rows if kind else ()


def _called(code: str, value: object) -> str:
    """A procedure's version or one of its numbers, which an adoption keeps by their codes."""
    for procedure in pack().procedures.values():
        if procedure.code == code:
            return _("%(name)s第 %(n)s 版") % {"name": text(procedure.name), "n": value}
        if code in procedure.params:
            return f"{text(procedure.params[code].name)} {value}"
    return f"{code} {value}"
