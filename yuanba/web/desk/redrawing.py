"""`/p/<township>/redraw/`: merge or split villages, today or from a later day, as their assemblies agreed.

The button does exactly what the preview above it shows; an order for a later day is taken back by the county.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from yuanba.institutions.redrawing.act import COUNTY_OFFICE, alone, office
from yuanba.institutions.redrawing.consents import agreed_in, consents
from yuanba.institutions.redrawing.order import LAW, Basis, Choices, Heir, Order
from yuanba.institutions.redrawing.ordering import give_by, revoke_by
from yuanba.institutions.redrawing.plan import Plan, plan
from yuanba.institutions.redrawing.words import CHANGES, ELECTORATES, ENDING, MOVING, STAYING
from yuanba.kernel.people.actors import Actor, own_post
from yuanba.kernel.places.codes import TOWNSHIP, UNIT_KINDS
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.english import english_name
from yuanba.kernel.places.models import Place, RedrawingOrder
from yuanba.kernel.places.redrawn import SUCCESSIONS, Facts
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.bounded import day
from yuanba.kernel.procedures.cells import codes
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.web import links, orders
from yuanba.web.desk import forms
from yuanba.web.desk.matter_view import KeyedView, key_of
from yuanba.web.desk.me import onward
from yuanba.web.desk.refusing import CLOSED, status
from yuanba.web.formats import name, text

CODE = "redraw"
FOUNDED = 3  # units that one order can found
SHOWN = 200  # lines of one kind on the page; their number is always whole
APPROVAL = (
    Field("approval", Text("县级人民政府批准的文号", "Number of the county's approval"), "text"),
    Field("paper", Text("批准文件扫描件", "Scan of the approval"), "file", required=False, public=False),
)
# Of a village the house finds its own consent; which article asks a community is not found.
COMMUNITIES = (
    Field(
        "agreed",
        Text("居民会议（居民代表会议）表决同意的事项编号", "Numbers of the matters in which the communities agreed"),
        "text",
        help=Text("每个社区一件，用分号隔开。", "One for each community, with semicolons between."),
    ),
)


def basis_fields(order: Order) -> tuple[Field, ...]:
    """What the act rests on, as blanks: more where a community is concerned."""
    asked = any(UNIT_KINDS.get(code[TOWNSHIP : TOWNSHIP + 1]) == Place.Kind.COMMUNITY for code in order.codes)
    return (*APPROVAL, *(COMMUNITIES if asked else ()))


def read(params: QueryDict, today: date) -> Order | None:
    """The order that a form asks for; None before anything was asked. Refusals: those of `bounded.day`."""
    kind, old = params.get("kind", ""), tuple(params.getlist("old"))
    if kind not in ("merge", "split", "boundary"):
        return None
    on = day(params.get("on") or today)
    new = [Heir(code) for code in params.getlist("into") if code]
    if kind == "boundary":
        new = [*(Heir(code) for code in old), *new]
    for n in range(FOUNDED):
        if code := params.get(f"code-{n}", "").strip():
            new.append(Heir(code, params.get(f"name-{n}", "").strip()))
    given = {key.removeprefix("give "): str(params[key]) for key in params if key.startswith("give ") and params[key]}
    return Order(SUCCESSIONS[kind], old, tuple(new), on, Choices(given, params.get("rest", "")))


def asking(facts: Facts) -> str:
    """What was agreed, as the query of this page: nothing is typed twice."""
    new = [
        code for code, name in facts.new.items() if not name and not (facts.kind == "boundary" and code in facts.old)
    ]
    asked = [("kind", facts.kind), *(("old", code) for code in facts.old), *(("into", code) for code in new)]
    for n, (code, called) in enumerate(item for item in facts.new.items() if item[1]):
        asked += [(f"code-{n}", code), (f"name-{n}", called)]
    asked += [(f"give {key}", heir) for key, heir in facts.goes.items()]
    return urlencode([*asked, *([("rest", facts.rest)] if facts.rest else [])])


class Redraw(KeyedView):
    """GET asks what is to be redrawn and shows the preview, POST carries it out."""

    town: Place

    def load(self, **kwargs: Any) -> None:
        self.town = get_object_or_404(Place, code=kwargs["code"], kind=Place.Kind.TOWNSHIP)

    @property
    def officer(self) -> Actor:
        """Her post in the township's office or the county's department, or a refusal that says whose act it is."""
        actors = self.me.actors(self.town.code)
        for by in actors:
            try:
                office({self.town.code}, by, self.me.at)
            except Refusal:
                continue
            return by
        office({self.town.code}, actors[-1], self.me.at)
        return actors[-1]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        by = self.officer
        try:
            order = read(request.GET, self.me.on)
        except Refusal as refusal:
            return self.page(request, request.GET, refusal=refusal)
        if order is None:
            return self.page(request, request.GET)
        # A preview shows what is inside the units: it is for whoever may carry it out in all of them.
        standing = (*order.old, *(heir.code for heir in order.new if not heir.name))
        office({self.town.code, *(code[:TOWNSHIP] for code in standing)}, by, self.me.at)
        try:
            alone(order)
            made = plan(order, at=self.me.at)
        except Refusal as refusal:
            return self.page(request, request.GET, refusal=refusal)
        return self.page(request, request.GET, made, forms.draw(CODE, basis_fields(order)))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        by, order = self.officer, read(request.POST, self.me.on)
        if order is None:
            return self.page(request, request.POST)
        fields = basis_fields(order)
        typed = forms.read(fields, request, self.me.person.pk)
        try:
            typed.check(fields, self.me.on)
            given = give_by(
                order=order,
                by=by,
                basis=_basis(typed.raw),
                at=self.me.at,
                key=key_of(request),
                seen=request.POST.get("seen", ""),
            )
        except Refusal as refusal:
            if refusal.code in CLOSED:
                raise
            made = plan(order, at=self.me.at)
            told = forms.draw(CODE, fields, typed=typed, refusal=refusal, key=request.POST["key"])
            return self.page(request, request.POST, made, told)
        ahead = isinstance(given, RedrawingOrder)
        return onward(request, links.place(order.old[0] if ahead else order.new[0].code))

    def page(
        self,
        request: HttpRequest,
        asked: QueryDict,
        made: Plan | None = None,
        form: forms.Form | None = None,
        refusal: Refusal | None = None,
    ) -> HttpResponse:
        rows = Place.objects.filter(valid_on(self.me.on), parent=self.town).order_by("code")
        units = [unit for unit in rows if unit.kind != Place.Kind.QUASI]
        villages = [unit for unit in units if unit.kind == Place.Kind.VILLAGE]
        names = {unit.code: name(unit) for unit in units}
        context = {
            "town": self.town,
            "units": units,
            "similar": [unit for unit in rows if unit.kind == Place.Kind.QUASI],
            "ready": [(number, _in_words(facts, names), asking(facts)) for number, facts in agreed_in(villages)],
            "orders": orders.of_place(self.town),
            "revokes": (post := own_post(self.officer)) is not None and post.body.kind == COUNTY_OFFICE,
            "today": self.me.on,
            "key": str(uuid4()),
            "asked": asked,
            "old": asked.getlist("old"),
            "into": asked.getlist("into"),
            "founded": [(n, asked.get(f"code-{n}", ""), asked.get(f"name-{n}", "")) for n in range(FOUNDED)],
            "kept": [(key, value) for key in asked if key not in LEFT for value in asked.getlist(key)],
            "law": LAW,
            "me": self.me,
            "form": form,
            "refusal": refusal,
            **(_preview(made) if made is not None else {"made": None}),
        }
        bad = refusal or (form.refusal if form else None)
        return render(request, "desk/redraw.html", context, status=status(bad) if bad else 200)


class Revoke(KeyedView):
    """POST takes back an order that waits for its day: the county's department alone."""

    order: RedrawingOrder

    def load(self, **kwargs: Any) -> None:
        rows = RedrawingOrder.objects.filter(units__parent__code=kwargs["code"]).distinct()
        self.order = get_object_or_404(rows, pk=kwargs["order"])

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        actors = self.me.actors(kwargs["code"])
        county = [by for by in actors if (post := own_post(by)) is not None and post.body.kind == COUNTY_OFFICE]
        because = request.POST.get("because", "")
        revoke_by(
            order=self.order.pk,
            by=next(iter(county), actors[-1]),
            because=because,
            at=self.me.at,
            key=key_of(request),
        )
        return onward(request, links.place(kwargs["code"]))


def _in_words(facts: Facts, names: Mapping[str, str]) -> str:
    def called(code: str) -> str:
        new = facts.new.get(code, "")
        english = english_name(new, UNIT_KINDS[code[TOWNSHIP]]) if new else ""
        return names.get(code) or (name(Place(name=new, name_en=english)) if new else code)

    old, new = (_("、").join(map(called, codes)) for codes in (facts.old, facts.new))
    return _("%(kind)s：%(old)s → %(new)s") % {"kind": text(CHANGES[facts.kind]), "old": old, "new": new}


# What the confirming form brings of its own.
LEFT = ("csrfmiddlewaretoken", "key", "seen", "approval", "agreed", "paper", "paper-kept")


def _basis(raw: Mapping[str, Any]) -> Basis:
    return Basis(str(raw.get("approval", "")), tuple(codes(raw.get("agreed"))), raw.get("paper") or None)


def _preview(made: Plan) -> dict[str, Any]:
    """A plan in words."""

    def lines(words: Mapping[str, Text]) -> list[tuple[int, str]]:
        return [(made.counts[key], text(label)) for key, label in words.items() if made.counts[key]]

    heirs = [(place.code, name(place)) for place in made.ground.heirs.values()]
    villages = [one for one in consents(made, Basis("")) if one.place.kind == Place.Kind.VILLAGE]
    return {
        "made": made,
        "heirs": heirs,
        "from": [name(place) for place in made.ground.old.values()],
        "moving": lines(MOVING),
        "ending": lines(ENDING),
        "staying": lines(STAYING),
        "needs": _needs(made),
        "collective": any(need.kind.startswith("collective") for need in made.bodies.needs),
        "inner": [(line.code, line.name, line.to, line.name_to) for line in made.ground.inner.values()][:SHOWN],
        "running": made.business.running[:SHOWN],
        "hanging": made.business.hanging[:SHOWN],
        "undecided": made.undecided[:SHOWN],
        "consents": villages,
        "agreed": all(one.refusal is None for one in villages),
        "communities": any(made.place(code).kind == Place.Kind.COMMUNITY for code in made.order.codes),
    }


def _needs(made: Plan) -> list[tuple[str, list[tuple[str, str]]]]:
    """For each heir the bodies that it has not, and what has to be done."""
    bodies, found = pack().bodies, []
    for heir in made.ground.heirs.values():
        rows = []
        for need in made.bodies.needs:
            if need.heir != heir.code or need.fate == "stands":
                continue
            by = [
                text(ELECTORATES[code] if code in ELECTORATES else bodies[code].title(heir.kind))
                for code in need.elected_by
            ]
            todo = _("要重新产生：由%(by)s选举") % {"by": _("、").join(by)} if by else _("要重新产生")
            if need.fate == "set-up":
                todo = _("随这次办理一并设立，不用选")
            rows.append((text(bodies[need.kind].title(heir.kind)), todo))
        if rows:
            found.append((name(heir), rows))
    return found
