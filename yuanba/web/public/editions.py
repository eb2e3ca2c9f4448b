"""Editions of the lists of powers: which was put in force where and when, and a redline between any two."""

import json
from dataclasses import dataclass
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop as N_

from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.redline import Line, Row, Sign, Wording, redline
from yuanba.kernel.registers.editions import EDITIONS, POWERS, editions, items, items_of
from yuanba.kernel.registers.models import Record
from yuanba.web import cache, links
from yuanba.web.formats import language, text
from yuanba.web.paper.sheet import Column, Table
from yuanba.web.public.catalogue import BODIES, called, choice, depend, lists, noon, where
from yuanba.web.public.papers import pdf
from yuanba.web.public.power_papers import own_words, sheet_of
from yuanba.web.public.queries import LISTED
from yuanba.web.public.rows import below, page
from yuanba.web.speaking import word as _

FATES = {"changed": N_("修改"), "added": N_("新增"), "ended": N_("终止")}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that differs: its label, and what stayed, went and came."""

    label: str
    parts: tuple[tuple[Sign, str], ...]
    chinese: bool

    @property
    def before(self) -> str:
        return "".join(words for sign, words in self.parts if sign != "ins")

    @property
    def after(self) -> str:
        return "".join(words for sign, words in self.parts if sign != "del")


@dataclass(frozen=True, slots=True)
class Changed:
    """One item that differs between two editions."""

    code: str
    name: str
    fate: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition as a row of a list."""

    pk: int
    number: int
    items: int
    changes: int
    matter: str
    record: Record
    href: str


def edition_of(record: Record) -> Edition:
    data = json.loads(record.data)
    asked = "" if record.place.code == pack().code else f"?in={record.place.code}"
    href = f"{links.powers(data['list'])}editions/{data['number']}/{asked}"
    return Edition(record.pk, data["number"], data["items"], data["changes"], data.get("matter", ""), record, href)


def all_editions(request: HttpRequest, catalogue: str) -> HttpResponse:
    """`/powers/<list>/editions/?in=&after=`: every edition of a list, in one place or anywhere, the newest first."""
    if catalogue not in lists():
        raise Http404
    place = where(request) if request.GET.get("in") else None
    cache.declare(request, prefix=pack().code)
    found = Record.objects.filter(register=EDITIONS, code__startswith=f"{catalogue}-").select_related("place")
    if place is not None:
        found = found.filter(place=place)
    rows = found.filter(pk__lt=below(request.GET.get("after"))).order_by("-pk")[: LISTED + 1]
    context = {
        "catalogue": catalogue,
        "title": text(lists()[catalogue]),
        "place": place,
        "page": page([edition_of(one) for one in rows], LISTED),
        "asked": f"?in={place.code}" if place else "",
    }
    return render(request, "public/editions.html", context)


def edition(request: HttpRequest, catalogue: str, number: str) -> HttpResponse:
    """`/powers/<list>/editions/<n>/?against=<m>&in=<place>`: a redline; `against=0` is what governed before the first.

    `?format=pdf&size=a4|a3` is its paper twin.
    """
    if catalogue not in lists():
        raise Http404
    place = where(request)
    depend(request, place)
    found = {json.loads(one.data)["number"]: one for one in editions(catalogue, place.code)}
    this = found.get(int(number))
    against = request.GET.get("against", "")
    before = int(against) if against.isdecimal() and len(against) < 5 else int(number) - 1
    if this is None or (before != 0 and before not in found):
        raise Http404
    old = items_of(found[before]) if before else _before(catalogue, place, found[min(found)])
    new = items_of(this)
    changed = differing(old, new)
    if request.GET.get("format") == "pdf":
        return _paper(place, catalogue, this, before, changed, request.GET.get("size", "a4"))
    context = {
        "catalogue": catalogue,
        "title": text(lists()[catalogue]),
        "place": place,
        "edition": edition_of(this),
        "before": before,
        "others": sorted(set(found) - {int(number)}),
        "changed": changed,
        "compared": compared(before),
        "asked": "" if place.code == pack().code else f"&in={place.code}",
    }
    return render(request, "public/edition.html", context)


def differing(old: list[dict[str, str]], new: list[dict[str, str]]) -> list[Changed]:
    """The items that differ between two texts of a list, as a reader is shown them."""
    return [_changed(line, old, new) for line in redline(old, new) if line.fate != "same"]


def _before(catalogue: str, place: Place, first: Record) -> list[dict[str, str]]:
    """What governed in a place on the day before its first edition."""
    return items(catalogue, place.code, first.since - timedelta(days=1))


def _changed(line: Line, old: list[dict[str, str]], new: list[dict[str, str]]) -> Changed:
    row: Row = next(one for one in (*new, *old) if one["code"] == line.code)
    english = language() == "en"
    name = (row.get("name_en") if english else "") or row.get("name", "")
    twins = {wording.column for wording in line.wordings}
    cells = tuple(_cell(one) for one in line.wordings if _shown(one.column, twins, english=english))
    return Changed(line.code, name, _(FATES[line.fate]), cells)


def _shown(column: str, changed: set[str], *, english: bool) -> bool:
    """A reader is shown the words of her language, and those that have no other."""
    if column == "list":
        return False
    if column.endswith("_en"):
        return english
    return not english or f"{column}_en" not in changed


def _cell(wording: Wording) -> Cell:
    column = wording.column
    if column in ("name", "name_en"):
        label = _("名称")
    else:
        fields = {field.code: field for field in pack().registers[POWERS].fields}
        label = text(fields[column.removesuffix("_en")].name)
    before, after = (_named(column, words) for words in (wording.before, wording.after))
    if (before, after) == (wording.before, wording.after):
        return Cell(label, wording.parts, chinese=not column.endswith("_en"))
    both: tuple[tuple[Sign, str], ...] = (("del", before), ("ins", after))
    return Cell(label, tuple(one for one in both if one[1]), chinese=False)


def _named(column: str, code: str) -> str:
    """The name behind a code; words stay words."""
    if not code:
        return ""
    if column in BODIES:
        return called(code) or code
    if column in ("procedure", "also"):
        known = {one.code for one in pack().procedures.values()}
        return text(pack().procedure(code).name) if code in known else code
    if column == "lead":
        rows = pack().registers["departments"].rows
        key = "name_en" if language() == "en" else "name"
        return str(next((row[key] for row in rows if row["code"] == code), code))
    field = next((one for one in pack().registers[POWERS].fields if one.code == column), None)
    return choice(column, code) or code if field is not None and field.type == "choice" else code


def _paper(place: Place, catalogue: str, this: Record, before: int, changed: list[Changed], size: str) -> HttpResponse:
    number = json.loads(this.data)["number"]
    rows = [
        (f"{one.code} {one.name}", one.fate, cell.label, cell.before, cell.after)
        for one in changed
        for cell in one.cells
    ]
    columns = (
        Column(title=_("事项"), width=2), Column(title=_("怎样变"), width=0.8), Column(title=_("哪一栏"), width=1.2),
        Column(title=_("原来"), width=2.4), Column(title=_("现在"), width=2.4),
    )  # fmt: skip
    sheet = sheet_of(
        place,
        size,
        f"{links.powers(catalogue)}editions/{number}/",
        kind="notice",
        title=_("%(list)s：第 %(n)s 版与以前的对照") % {"list": text(lists()[catalogue]), "n": number},
        subtitle=compared(before),
        paragraphs=(own_words(),),
        table=Table(columns=columns, rows=tuple(rows), empty=_("没有改动。")),
    )
    return pdf(sheet, noon(this.since), f"edition-{catalogue}-{place.code}-{number}-{before}-{size}")


def compared(before: int) -> str:
    """What an edition is compared with, in words."""
    return _("与第 %(n)s 版对照") % {"n": before} if before else _("与施行以前在这里适用的文本对照")
