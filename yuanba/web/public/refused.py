"""What the lists turned away: bodies and departments one by one, residents as numbers only."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yuanba.kernel.matters.prohibitions import LIST, REGISTER
from yuanba.kernel.matters.turned_away import BODIES, RESIDENTS
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.registers.models import Index, Record
from yuanba.web import cache
from yuanba.web.formats import name, text
from yuanba.web.public.queries import LISTED
from yuanba.web.public.rows import Page, below, page


@dataclass(frozen=True, slots=True)
class Refused:
    """One filing of a body that was turned away."""

    pk: int
    item: str
    says: str
    body: str
    by: str
    what: str
    where: str
    where_code: str
    law: str
    title: str
    on: date


def refused(request: HttpRequest) -> HttpResponse:
    """`/refused/`: newest first, by keys; the numbers of residents by item."""
    cache.declare(request, prefix=pack().code)
    found = Record.objects.filter(register=BODIES, pk__lt=below(request.GET.get("after"))).order_by("-pk")
    listed = page(found.select_related("place")[: LISTED + 1], LISTED)
    told = [(record, json.loads(record.data)) for record in listed.rows]
    places = {one.code: one for one in Place.objects.filter(code__in={data["where"] for _, data in told})}
    counted = Index.objects.filter(record__register=RESIDENTS, field="item").values_list("text")
    numbers = Counter(dict(counted.annotate(number=Count("pk"))))
    seven = [row for row in pack().registers[REGISTER].rows if row.get("list") == LIST]
    context = {
        "listed": Page([_row(record, data, places) for record, data in told], listed.after),
        "residents": [
            (row["code"], text(Text(row["name"], row["name_en"])), numbers[row["code"]])
            for row in seven
            if numbers[row["code"]]
        ],
    }
    return render(request, "public/refused.html", context)


def _row(record: Record, data: dict[str, str], places: dict[str, Place]) -> Refused:
    kind, where = pack().bodies.get(data["body"]), places.get(data["where"])
    known = any(one.code == data["procedure"] for one in pack().procedures.values())
    return Refused(
        pk=record.pk,
        item=data["item"],
        says=name(record),
        body=text(kind.title(record.place.kind)) if kind else data["body"],
        by=name(record.place),
        what=text(pack().procedure(data["procedure"]).name) if known else data["procedure"],
        where=name(where) if where else data["where"],
        where_code=data["where"],
        law=data.get("law", ""),
        title=data.get("title", ""),
        on=record.since,
    )
