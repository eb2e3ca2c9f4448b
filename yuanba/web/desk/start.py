"""`/p/<code>/new/`: the ways in of a unit that are open to me, each with its form."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from yuanba.kernel.matters import agency
from yuanba.kernel.matters.lacking import lacking, why
from yuanba.kernel.matters.offers import Way, may_begin, ways
from yuanba.kernel.matters.opening import TITLE, first_fields, open_matter
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.places.codes import UNIT
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.procedures.subjects import by_subject
from yuanba.web import asking, formats, links
from yuanba.web.desk import cards, forms
from yuanba.web.desk.choosing import RESIDENT
from yuanba.web.desk.matter_view import ACT, KeyedView, key_of, result
from yuanba.web.desk.me import onward
from yuanba.web.desk.refusing import CLOSED, status
from yuanba.web.public import archive
from yuanba.web.sources import Source, source


def asked(way: Way, by: Actor) -> list[Field]:
    """The blanks of a way in. A resident need not know the list of powers: a body chooses later."""
    fields = first_fields(way.case, way.act, by)
    resident = way.case.step.by == "@resident"
    return [one for one in fields if one.required or one.code != "power" or not resident]


@dataclass(frozen=True, slots=True)
class Beginning:
    """A way in as a chance to act: its case is a matter that does not exist yet."""

    way: Way
    chance: cards.Chance
    lack: Refusal | None  # why its form has nothing to choose yet


@dataclass(frozen=True, slots=True)
class Barren:
    """A way in that would be open to me and has nothing to choose: what it is called, why, and where to look."""

    name: str
    why: str
    source: Source | None
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """The ways in that are open under one name, by subject."""

    whom: str
    shelves: list[tuple[Text, list[cards.Card]]]

    @property
    def number(self) -> int:
        return sum(len(dealt) for _subject, dealt in self.shelves)


def grouped(dealt: list[cards.Card]) -> list[Group]:
    """Cards under the name in which one acts: one's own first, then each post's, then papers that were handed in."""
    found: dict[str, list[cards.Card]] = {}
    for card in sorted(dealt, key=lambda one: (one.chance.paper, one.chance.by.tenure is not None)):
        found.setdefault(_("录入交来的纸质表") if card.chance.paper else card.whom, []).append(card)
    return [Group(whom, by_subject(some, pack().subjects.values(), _procedure)) for whom, some in found.items()]


def _procedure(card: cards.Card) -> str:
    return card.about.code if card.about else ""


class Start(KeyedView):
    """GET shows the ways in; POST begins a matter."""

    unit: Place

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        place = Place.objects.filter(code=kwargs["code"]).first()
        # Nothing begins any more in a unit that was merged, and nobody need sign in to be told who took over.
        if place is not None and archive.closed(place):
            return archive.onward(place, "new/")
        return super().dispatch(request, *args, **kwargs)

    def load(self, **kwargs: Any) -> None:
        self.unit = get_object_or_404(Place.objects.select_related("parent__parent__parent"), code=kwargs["code"])

    def about_act(self, request: HttpRequest) -> tuple[str, str] | None:
        act = request.POST.get("doing", "")
        first = next((f"{way.case.procedure.code}.{way.start.step}" for way in ways(self.unit, self.me.at)), "")
        return (f"p/{self.unit.code}", act if ACT.fullmatch(act) else first) if act or first else None

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        found = list(self.beginnings())
        if not found:
            raise self.nobody()
        return self.page(request, found)

    def nobody(self) -> Refusal:
        return Refusal("not-a-resident", place=self.unit.name, place_en=self.unit.name_en)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        found = list(self.beginnings())
        chosen = next((one for one in found if one.chance.code == request.POST.get("doing")), None)
        if chosen is None:
            raise self.nobody()
        if chosen.lack is not None:
            raise chosen.lack
        way, chance = chosen.way, chosen.chance
        typed = forms.read(chance.fields, request, self.me.person.pk)
        try:
            typed.check(chance.fields, self.me.on)
            by = cards.actor(chance, request, self.unit.code)
            taking = open_matter(
                procedure=way.case.procedure.code,
                start=way.start.step,
                unit=self.unit,
                by=by,
                title=typed.raw["title"],
                data=typed.raw,
                at=self.me.at,
                key=key_of(request),
            )
        except Refusal as refusal:
            if refusal.code in CLOSED:
                raise
            told = forms.draw(
                chance.code, chance.fields, way.case, typed=typed, refusal=refusal, key=request.POST["key"]
            )
            return self.page(request, found, told)
        return onward(request, result(taking))

    def beginnings(self) -> Iterable[Beginning]:
        """Every way in that is open to me; for a clerk also what residents hand in on paper."""
        clerk = self.me.clerk(self.unit.code[:UNIT])
        given = agency.held(self.me.person, self.me.on)
        for way in ways(self.unit, self.me.at):
            act = Act(f"{way.case.procedure.code}.{way.start.step}", way.start.name)
            by = may_begin(way, self.me.actors(self.unit.code))
            if by is not None:
                fields = asked(way, by)
                yield Beginning(way, cards.Chance(act, (TITLE, *fields), by), lacking(way.case, fields))
            if clerk is not None and way.case.step.by == "@resident":
                stand_in = Actor(self.me.person, clerk, self.me.person)
                fields = asked(way, stand_in)
                paper = cards.Chance(act, (RESIDENT, TITLE, *fields), replace(stand_in, resident=None), paper=True)
                yield Beginning(way, paper, lacking(way.case, fields))
            for one in cards.by_mandate(way.case, way.act, given, None):
                fields = asked(way, one.by)
                errand = replace(one, act=act, fields=(TITLE, *fields))
                yield Beginning(way, errand, lacking(way.case, fields))

    def barren(self, found: list[Beginning]) -> list[Barren]:
        """The ways in of mine that have nothing to choose, each once."""
        lacked = {one.chance.act.code: one for one in found if one.lack is not None}
        return [self._barren(one, one.lack) for one in lacked.values() if one.lack is not None]

    def _barren(self, one: Beginning, lack: Refusal) -> Barren:
        name = f"{formats.text(one.way.case.procedure.name)} · {formats.text(one.way.start.name)}"
        href = links.why(f"p/{self.unit.code}", one.chance.act.code, lack.code)
        return Barren(name, formats.text(why(lack)), source(lack, self.unit), href)

    def closed(self, found: list[Beginning]) -> list[asking.Row]:
        """The ways in of the unit that are not open to me, each with who begins there and why I cannot."""
        mine = {(one.way.case.procedure.code, one.way.start.step) for one in found}
        rows = []
        for way in ways(self.unit, self.me.at):
            procedure = way.case.procedure
            if (procedure.code, way.start.step) not in mine:
                href = links.why(f"p/{self.unit.code}", f"{procedure.code}.{way.start.step}")
                name = f"{formats.text(procedure.name)} · {formats.text(way.start.name)}"
                rows.append(asking.Row(name, asking.body(way.case, way.case.step), href))
        return rows

    def deal(self, one: Beginning, told: forms.Form | None, first: bool) -> cards.Card:
        """The card of a way in, which says of what procedure it is."""
        act = replace(one.chance.act, code=one.way.act.code)
        return replace(cards.deal_one(one.way.case, act, one.chance, told, first), about=one.way.case.procedure)

    def begun(self, request: HttpRequest, one: Beginning) -> forms.Form | None:
        """The form of the way in that was asked for, with what its address has filled in already."""
        chance = one.chance
        given = {field.code: request.GET[field.code] for field in chance.fields if field.code in request.GET}
        typed = forms.Typed(raw=dict(given))
        return forms.draw(chance.code, chance.fields, one.way.case, typed=typed) if given else None

    def page(self, request: HttpRequest, found: list[Beginning], told: forms.Form | None = None) -> HttpResponse:
        wanted = request.GET.get("open", "")
        barren, closed = self.barren(found), self.closed(found)
        found = [one for one in found if one.lack is None]
        # One way in stands open; of many, only the one that was asked for, so that the rest can be looked over.
        first = next((one for one in found if one.chance.code == wanted), found[0] if len(found) == 1 else None)
        if told is None and first is not None:
            told = self.begun(request, first)
        wrong = told.refusal if told else None
        context = {
            "unit": self.unit,
            "groups": grouped([self.deal(one, told, one is first) for one in found]),
            "name": formats.name(self.unit),
            "me": self.me,
            "barren": barren,
            "closed": closed,
        }
        part = "desk/new_part.html" if getattr(request, "htmx", False) else "desk/new.html"
        return render(request, part, context, status=status(wrong) if wrong else 200)
