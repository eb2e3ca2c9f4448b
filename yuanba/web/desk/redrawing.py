"""`/p/<township>/redraw/`: merge or split villages; the button does exactly what the preview above it shows."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from yuanba.institutions.redrawing.act import office, order_by
from yuanba.institutions.redrawing.order import LAW, Basis, Choices, Heir, Order
from yuanba.institutions.redrawing.plan import Plan, plan
from yuanba.institutions.redrawing.words import ELECTORATES, ENDING, MOVING, STAYING
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.places.codes import TOWNSHIP
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.web import links
from yuanba.web.desk import forms
from yuanba.web.desk.matter_view import KeyedView, key_of
from yuanba.web.desk.me import onward
from yuanba.web.desk.refusing import CLOSED, status
from yuanba.web.formats import name, text

CODE = "redraw"
FOUNDED = 3  # units that one order can found
SHOWN = 200  # lines of one kind on the page; their number is always whole
BASIS = (
    Field("approval", Text("县级人民政府批准的文号", "Number of the county's approval"), "text"),
    Field(
        "agreed",
        Text("村民会议（居民会议）表决同意的事项编号", "Numbers of the matters in which the assemblies agreed"),
        "text",
        required=False,
        help=Text(
            "每个村、社区各一件，用分号隔开；纸质决议的，附扫描件。",
            "One for each village, with semicolons between; attach a scan where the resolutions are on paper.",
        ),
    ),
    Field("paper", Text("决议扫描件", "Scan of the resolutions"), "file", required=False, public=False),
)


def read(params: QueryDict, me_on: Any) -> Order | None:
    """The order that a form asks for; None before anything was asked."""
    kind, old = params.get("kind", ""), tuple(params.getlist("old"))
    if kind not in ("merge", "split"):
        return None
    new = [Heir(code) for code in params.getlist("into") if code]
    for n in range(FOUNDED):
        if code := params.get(f"code-{n}", "").strip():
            new.append(Heir(code, params.get(f"name-{n}", "").strip()))
    given = {key.removeprefix("give "): heir for key, heir in params.items() if key.startswith("give ") and heir}
    return Order(kind, old, tuple(new), me_on, Choices(given, params.get("rest", "")))


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
        by, order = self.officer, read(request.GET, self.me.on)
        if order is None:
            return self.page(request, request.GET)
        # A preview shows what is inside the units: it is for whoever may carry it out in all of them.
        standing = (*order.old, *(heir.code for heir in order.new if not heir.name))
        office({self.town.code, *(code[:TOWNSHIP] for code in standing)}, by, self.me.at)
        try:
            made = plan(order, at=self.me.at)
        except Refusal as refusal:
            return self.page(request, request.GET, refusal=refusal)
        return self.page(request, request.GET, made, forms.draw(CODE, BASIS))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        by, order = self.officer, read(request.POST, self.me.on)
        if order is None:
            return self.page(request, request.POST)
        typed = forms.read(BASIS, request, self.me.person.pk)
        try:
            typed.check(BASIS)
            order_by(
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
            told = forms.draw(CODE, BASIS, typed=typed, refusal=refusal, key=request.POST["key"])
            return self.page(request, request.POST, made, told)
        return onward(request, links.place(order.new[0].code))

    def page(
        self,
        request: HttpRequest,
        asked: QueryDict,
        made: Plan | None = None,
        form: forms.Form | None = None,
        refusal: Refusal | None = None,
    ) -> HttpResponse:
        units = Place.objects.filter(valid_on(self.me.on), parent=self.town, kind__in=("village", "community"))
        context = {
            "town": self.town,
            "units": list(units.order_by("code")),
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


# What the confirming form brings of its own.
LEFT = ("csrfmiddlewaretoken", "key", "seen", "approval", "agreed", "paper", "paper-kept")


def _basis(raw: Mapping[str, Any]) -> Basis:
    numbers = str(raw.get("agreed", "")).replace("；", ";").replace("，", ";").replace(",", ";").split(";")
    return Basis(
        str(raw.get("approval", "")), tuple(one.strip() for one in numbers if one.strip()), raw.get("paper") or None
    )


def _preview(made: Plan) -> dict[str, Any]:
    """A plan in words."""

    def lines(words: Mapping[str, Text]) -> list[tuple[int, str]]:
        return [(made.counts[key], text(label)) for key, label in words.items() if made.counts[key]]

    heirs = [(place.code, name(place)) for place in made.ground.heirs.values()]
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
