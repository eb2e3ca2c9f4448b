"""The five lists of powers: what each is, who holds what, and every item with its chart. Our own wording, said so."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from yuanba import clock
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.places.codes import TOWNSHIP, UNIT
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures import chart, textchart
from yuanba.kernel.procedures.calendar import local_date
from yuanba.kernel.procedures.definitions import Procedure
from yuanba.kernel.registers.editions import POWERS, editions
from yuanba.kernel.registers.models import Record
from yuanba.web import links
from yuanba.web.formats import language, text
from yuanba.web.public.catalogue import MEANING, Item, by_list, called, depend, ended, items, lists, where
from yuanba.web.public.power_papers import item_paper, list_paper
from yuanba.web.public.procedure import names
from yuanba.web.public.queries import LISTED
from yuanba.web.public.rows import below, matter_rows, page
from yuanba.web.speaking import word as _
from yuanba.web.where import choose

# Matters under an item are counted no further: the index of the foreign key on `power` is read, and only so far.
COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Listed:
    """One list as the overview shows it."""

    code: str
    title: str
    meaning: str
    items: list[Item]

    @property
    def draft(self) -> bool:
        return any(one.draft for one in self.items)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A procedure with both shapes of its chart and the same as a list of steps."""

    procedure: Procedure
    wide: str
    tall: str
    steps: list[textchart.Row]


def powers(request: HttpRequest) -> HttpResponse:
    """`/powers/?in=<place>`: the five lists; each item keeps its anchor."""
    place = where(request)
    depend(request, place)
    found = [Listed(code, text(lists()[code]), _(MEANING[code]), rows) for code, rows in by_list(items(place)).items()]
    holders = sorted({one.row["holder"]: None for row in found for one in row.items}, key=list(pack().bodies).index)
    context = {
        "place": place,
        "lists": found,
        "holders": [(code, called(code)) for code in holders],
        **_asked(request, place),
    }
    return render(request, "public/powers.html", context)


def listed(request: HttpRequest, catalogue: str) -> HttpResponse:
    """`/powers/<list>/?in=<place>`: its items by holder; `?format=pdf&size=a4|a3` is its paper twin."""
    if catalogue not in lists():
        raise Http404
    place = where(request)
    depend(request, place)
    rows = by_list(items(place))[catalogue]
    if request.GET.get("format") == "pdf":
        return list_paper(place, catalogue, rows, request.GET.get("size", "a4"))
    title = text(lists()[catalogue])
    context = {
        "place": place,
        "catalogue": catalogue,
        "title": title,
        "meaning": _(MEANING[catalogue]),
        "groups": _by_holder(rows),
        "draft": any(one.draft for one in rows),
        "editions": editions(catalogue, rows[0].place.code) if rows else [],
        "edition_place": rows[0].place if rows else place,
        "printable": True,
        **_asked(request, place),
    }
    return render(request, "public/powers_list.html", context)


def held(request: HttpRequest, body: str) -> HttpResponse:
    """`/powers/holders/<body>/?in=<place>`: everything that a kind of body holds, in every list."""
    place = where(request)
    depend(request, place)
    rows = [one for one in items(place) if one.row["holder"] == body]
    if not rows:
        raise Http404
    groups = [(text(lists()[code]), found) for code, found in by_list(rows).items() if found]
    context = {
        "place": place,
        "catalogue": "",
        "title": called(body),
        "meaning": _("这个组织在各张清单里持有的权力和承担的事项。"),
        "groups": groups,
        "draft": any(one.draft for one in rows),
        "editions": [],
        "edition_place": place,
        "printable": False,
        **_asked(request, place),
    }
    return render(request, "public/powers_list.html", context)


def _by_holder(rows: list[Item]) -> list[tuple[str, list[Item]]]:
    order = {code: number for number, code in enumerate(dict.fromkeys(one.row["holder"] for one in rows))}
    ordered = sorted(rows, key=lambda one: (order[one.row["holder"]], one.code))
    return [(called(holder), list(found)) for holder, found in groupby(ordered, key=lambda one: one.row["holder"])]


def _asked(request: HttpRequest, place: Place) -> dict[str, object]:
    """The place as links carry it on, nothing for the county; and the chooser of another place."""
    words = request.GET.get("q", "")
    chooser = choose("in", place, local_date(clock.now()), words=words, root=pack().code, action=request.path)
    return {"asked": "" if place.code == pack().code else f"?in={place.code}", "chooser": chooser}


def item(request: HttpRequest, code: str) -> HttpResponse:
    """`/powers/<CODE>/?in=<place>&after=`: everything about one item; `?format=pdf&size=a4|a3` is its paper twin."""
    place = where(request)
    depend(request, place)
    found = next((one for one in items(place) if one.code == code), None) or ended(code, place)
    if found is None:
        raise Http404
    if request.GET.get("format") == "pdf":
        return item_paper(place, found, request.GET.get("size", "a4"))
    matters = _matters(code, place)
    number = matters[: COUNTED + 1].count()
    rows = matters.filter(pk__lt=below(request.GET.get("after"))).order_by("-pk")[: LISTED + 1]
    context = {
        "place": place,
        "item": found,
        "basis": [(one, pack().law.statutes[one.statute]) for one in found.basis_in(place.kind)],
        "drawn": [_drawn(one) for one in found.procedures],
        "names": names(),
        "page": page(matter_rows(rows, clock.now()), LISTED),
        "number": min(number, COUNTED),
        "more": number > COUNTED,
        "units": len(place.code) < UNIT,
        "telephone": pack().settings["telephone"],
        **_asked(request, place),
    }
    return render(request, "public/power.html", context)


def anywhere(request: HttpRequest, catalogue: str, code: str) -> HttpResponse:
    """`/powers/<list>/<CODE>/`: an item has one address."""
    query = request.GET.urlencode()
    return HttpResponsePermanentRedirect(links.power(code) + (f"?{query}" if query else ""))


def _matters(code: str, place: Place) -> QuerySet[Matter]:
    """Matters under an item in a place, whichever edition they were opened under."""
    rows = list(Record.objects.filter(register=POWERS, code=code).values_list("pk", flat=True))
    found = Matter.objects.filter(power__in=rows, role="main")
    if len(place.code) > UNIT:
        return found.filter(site=place)
    if len(place.code) == UNIT:
        return found.filter(unit=place)
    return found.filter(township=place.code) if len(place.code) == TOWNSHIP else found


def _drawn(procedure: Procedure) -> Drawn:
    how = {"language": language(), "bodies": names()}
    return Drawn(
        procedure,
        chart.svg(procedure, shape="wide", **how),
        chart.svg(procedure, shape="tall", **how),
        textchart.steps(procedure, **how),
    )
