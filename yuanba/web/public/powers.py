"""The catalogue of powers: who holds each, on which law, by which procedure. Our own wording, said so."""

import json
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yuanba import clock
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.calendar import local_date
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.registers.models import Record
from yuanba.web import cache
from yuanba.web.formats import language, name, text

REGISTER = "powers"


@dataclass(frozen=True, slots=True)
class Power:
    """One row of the catalogue."""

    code: str
    name: str
    holder: str
    deciders: str
    basis: tuple[Citation, ...]
    unverified: str
    procedure: str
    own_wording: bool


def powers(request: HttpRequest) -> HttpResponse:
    """`/powers/`: by list, in the order of the codes."""
    cache.declare(request, codes=(pack().code,))
    records = Record.objects.filter(valid_on(local_date(clock.now())), register=REGISTER).order_by("code")
    fields = {field.code: field for field in pack().registers[REGISTER].fields}
    lists: dict[str, list[Power]] = {code: [] for code in fields["list"].choices}
    for record in records:
        data = json.loads(record.data)
        lists[data["list"]].append(_power(record, data))
    titles = fields["list"].choices
    return render(
        request,
        "public/powers.html",
        {"lists": [(code, text(titles[code]), rows) for code, rows in lists.items() if rows]},
    )


def _power(record: Record, data: dict[str, str]) -> Power:
    def called(code: str) -> str:
        kind = pack().bodies.get(code)
        return text(kind.name) if kind else ""

    deciders = dict.fromkeys(called(data.get(key, "")) for key in ("decider", "decider_community"))
    unverified = data.get("unverified_en" if language() == "en" else "unverified", "")
    return Power(
        code=record.code,
        name=name(record),
        holder=called(data["holder"]),
        deciders=" / ".join(one for one in deciders if one),
        basis=tuple(Citation.parse(one.strip()) for one in data.get("basis", "").split(";") if one.strip()),
        unverified=unverified,
        procedure=data.get("procedure", ""),
        own_wording=data.get("wording") == "project",
    )
