"""`/p/<code>/authorise/`: a resident authorises an agent herself, or an officer takes down what she signed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from yuanba.kernel.matters import agency, authorising
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Authorisation, Matter
from yuanba.kernel.people.actors import Actor, officers
from yuanba.kernel.people.models import Person, Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.web import formats
from yuanba.web.asked import number
from yuanba.web.desk import forms, inname
from yuanba.web.desk.matter_view import KeyedView, key_of
from yuanba.web.desk.me import onward
from yuanba.web.desk.refusing import CLOSED, status

OWN, PAPER = "own", "paper"
NAMED = "named"
RESIDENT = Field("resident", Text("委托人", "Who authorises"), "person", public=False)
PERSON = Field(
    "person",
    Text("代办人姓名（选“亲友”的才填）", "The agent's name (for a relative or friend)"),
    "text",
    required=False,
    public=False,
    help=Text("写姓名；同名的，后面空一格写户号。", "The name; where two have it, a space and the household's number."),
)
MATTER = Field(
    "matter",
    Text("事项编号", "Number of the matter"),
    "text",
    required=False,
    public=False,
    help=Text("新提一件事的不用写。", "Leave it empty to begin a new matter."),
)
PAPERS = Field(
    "papers",
    Text("交给代办人的材料（一行一样）", "Papers handed over, one a line"),
    "long",
    required=False,
    public=False,
)
LAST_DAY = Field("last_day", Text("有效到哪一天", "Last day"), "date", public=False)
CONSENT = Field(
    "consent",
    Text("我委托代办这一件事，只办一次，不收费，用完退还材料", "I authorise this one errand, once, free of charge"),
    "yes",
    public=False,
)
LATEST = 20


@dataclass(frozen=True, slots=True)
class Row:
    """An authorisation on a list."""

    number: str
    purpose: str
    whom: str
    state: str
    tone: str
    last_day: date
    owes: bool


def rows(found: Iterable[Authorisation], at: Any, *, whom: str) -> list[Row]:
    """Authorisations as a list shows them; `whom` is "agent" or "resident": the other side for whoever reads it."""
    shown = []
    for one in found:
        words, tone = inname.state_of(one, at)
        name = getattr(one, whom).name
        owes = one.papers != "[]" and one.returned_at is None
        shown.append(Row(one.number, inname.purpose_name(one), name, words, tone, one.last_day, owes))
    return shown


class Authorise(KeyedView):
    """GET shows the form, POST puts the authorisation on record."""

    unit: Place

    def load(self, **kwargs: Any) -> None:
        kinds = (Place.Kind.VILLAGE, Place.Kind.COMMUNITY, Place.Kind.QUASI)
        self.unit = get_object_or_404(Place, code=kwargs["code"], kind__in=kinds)

    @property
    def modes(self) -> dict[str, Actor]:
        """In which ways she may put an authorisation on record here: for herself, or from a resident's paper."""
        found = {}
        if self.me.person.unit == self.unit.code:
            found[OWN] = Actor(self.me.person)
        for tenure in self.me.acting:
            if tenure.body.kind in agency.OFFICES and tenure.body.place.code == self.unit.code:
                found.setdefault(PAPER, Actor(self.me.person, tenure))
        if not found:
            raise Refusal("authorisation-by-clerk")
        return found

    def fields(self, mode: str) -> tuple[Field, ...]:
        who = (RESIDENT,) if mode == PAPER else ()
        purposes = {
            code: Text(f"{one.procedure.name.zh}：{one.name.zh}", f"{one.procedure.name.en}: {one.name.en}")
            for code, one in authorising.open_to(self.unit, self.me.at).items()
        }
        purpose = Field("purpose", Text("委托办什么", "Errand"), "choice", public=False, choices=purposes)
        agent = Field("agent", Text("委托谁", "Agent"), "choice", public=False, choices=self.agents(mode))
        signed = (authorising.SCAN,) if mode == PAPER else (CONSENT,)
        return (*who, purpose, MATTER, agent, PERSON, LAST_DAY, PAPERS, *signed)

    def agents(self, mode: str) -> dict[str, Text]:
        """Who runs errands here by office, her own household, and anybody else by name: the roll is shown to nobody."""
        found = {}
        held = Tenure.objects.filter(
            valid_on(self.me.on), body__kind__in=agency.OFFICES, body__place=self.unit
        ).select_related("person", "body")
        for tenure in held.order_by("body__kind", "pk"):
            if tenure.post in officers(tenure.body.kind):
                post = pack().bodies[tenure.body.kind].posts[tenure.post].name
                name = tenure.person.name
                found[f"office-{tenure.person_id}"] = Text(f"{name}（{post.zh}）", f"{name} ({post.en})")
        home = self.me.person.household_id
        if mode == OWN and home is not None:
            family = Person.objects.filter(valid_on(self.me.on), household=home, adult_on__lte=self.me.on)
            for one in family.exclude(pk=self.me.person.pk).order_by("pk"):
                found[f"person-{one.pk}"] = Text(f"{one.name}（家里人）", f"{one.name} (of my household)")
        return {**found, NAMED: Text("亲友（在下面写姓名）", "A relative or friend (named below)")}

    def blank(self) -> Case:
        """A case of nothing yet, so that the form can list the roll for an officer."""
        procedure = pack().procedure("agency")
        row = Matter(unit=self.unit, opened_at=self.me.at, entered_at=self.me.at)
        return Case(row, procedure, procedure.steps["ask"], self.me.at, pack().law)

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        return self.page(request)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        modes, mode = self.modes, request.POST.get("doing", "")
        if mode not in modes:
            raise Refusal("authorisation-by-clerk")
        fields = self.fields(mode)
        typed = forms.read(fields, request, self.me.person.pk)
        try:
            typed.check(fields, self.me.on)
            row = self.grant(modes[mode], typed.raw, request)
        except Refusal as refusal:
            if refusal.code in CLOSED:
                raise
            told = forms.draw(mode, fields, self.blank(), typed=typed, refusal=refusal, key=request.POST.get("key", ""))
            return self.page(request, told)
        return onward(request, reverse("authorisation", args=[row.number]))

    def grant(self, by: Actor, raw: dict[str, Any], request: HttpRequest) -> Authorisation:
        resident = self.me.person if by.tenure is None else self.named("resident", pk=raw["resident"])
        how, _, pk = str(raw["agent"]).partition("-")
        agent = self.called(str(raw.get("person", ""))) if how == NAMED else self.named("agent", pk=pk)
        return authorising.grant(
            unit=self.unit,
            resident=resident,
            agent=agent,
            in_office=how == "office",
            purpose=raw["purpose"],
            matter=self.about(str(raw.get("matter", "")).strip()),
            papers=str(raw.get("papers", "")).splitlines(),
            last_day=date.fromisoformat(raw["last_day"]),
            scan=raw.get("scan"),
            by=by,
            at=self.me.at,
            key=key_of(request),
        )

    def named(self, field: str, **which: Any) -> Person:
        found = Person.objects.filter(unit=self.unit.code, **which).first()
        if found is None:
            raise Unfilled({field: Refusal("person-not-here")})
        return found

    def called(self, words: str) -> Person:
        """Whoever of the unit has this name, and with it this number of a household; refused where that is not one."""
        name, _, home = re.sub(r"\s+", " ", words.strip()).partition(" ")
        found = Person.objects.filter(valid_on(self.me.on), unit=self.unit.code, name=name)
        if home:
            found = found.filter(household__number=home)
        one = list(found[:2])
        if len(one) != 1 or not name:
            raise Unfilled({"person": Refusal("agent-not-found")})
        return one[0]

    @staticmethod
    def about(number: str) -> Matter | None:
        if not number:
            return None
        found = Matter.objects.select_related("unit", "holder").filter(number=number).first()
        if found is None:
            raise Unfilled({"matter": Refusal("purpose-matter")})
        return found

    def page(self, request: HttpRequest, told: forms.Form | None = None) -> HttpResponse:
        modes = self.modes
        at_first = {
            "purpose": request.GET.get("purpose", ""),
            "matter": request.GET.get("matter", ""),
            "last_day": (self.me.on + timedelta(days=authorising.longest(self.unit, self.me.at))).isoformat(),
        }
        drawn = [
            told
            if told is not None and told.code == mode
            else forms.draw(mode, self.fields(mode), self.blank(), typed=forms.Typed(raw=dict(at_first)))
            for mode in modes
        ]
        found: list[Authorisation] = []
        if PAPER in modes:
            latest = Authorisation.objects.filter(unit=self.unit).select_related("agent", "resident", "taking")
            after = number(request.GET.get("after", ""))
            latest = latest if after is None else latest.filter(pk__lt=after)
            found = list(latest.order_by("-pk")[: LATEST + 1])
        context = {
            "unit": self.unit,
            "name": formats.name(self.unit),
            "forms": drawn,
            "rows": rows(found[:LATEST], self.me.at, whom="resident"),
            "next": found[LATEST - 1].pk if len(found) > LATEST else None,
            "me": self.me,
        }
        part = "desk/authorise_part.html" if getattr(request, "htmx", False) else "desk/authorise.html"
        wrong = told.refusal if told else None
        return render(request, part, context, status=status(wrong) if wrong else 200)
