"""`/authorisations/<number>/`: one authorisation for its two sides and the office: use it, hand back, take it back."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from yuanba.kernel.matters import agency, authorising, uploads
from yuanba.kernel.matters.models import Authorisation, Contest
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.places.codes import TOWNSHIP
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.definitions import Field
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.web import links
from yuanba.web.desk import forms, inname
from yuanba.web.desk.cards import FOR
from yuanba.web.desk.matter_view import KeyedView, key_of
from yuanba.web.desk.me import onward
from yuanba.web.desk.refusing import CLOSED, status

RETURNED, REVOKE = "returned", "revoke"


class Authority(KeyedView):
    """GET shows it, POST records that papers came back or that she takes her authority back."""

    row: Authorisation

    def load(self, **kwargs: Any) -> None:
        related = ("unit", "resident", "agent", "office__body__place", "matter", "taking__matter", "entered_by")
        self.row = get_object_or_404(Authorisation.objects.select_related(*related), number=kwargs["number"])
        if not self.hers and not self.agents and self.officer is None and not self.examines:
            raise PermissionDenied

    @property
    def hers(self) -> bool:
        return self.row.resident_id == self.me.person.pk

    @property
    def agents(self) -> bool:
        return self.row.agent_id == self.me.person.pk

    @property
    def examines(self) -> bool:
        """Whether she looks into a contest of what was done by it: a supervisor of the unit, or its township."""
        used = getattr(self.row, "taking", None)
        if used is None or not Contest.objects.filter(taking=used).exists():
            return False
        unit = self.row.unit.code
        return any(
            (pack().bodies[held.body.kind].oversight and held.body.place.code == unit)
            or (held.body.kind == "township_office" and held.body.place.code == unit[:TOWNSHIP])
            for held in self.me.acting
        )

    @property
    def officer(self) -> Actor | None:
        """Her post in the committee or grid team of the unit."""
        for tenure in self.me.acting:
            if tenure.body.kind in agency.OFFICES and tenure.body.place.code == self.row.unit.code:
                return Actor(self.me.person, tenure)
        return None

    @property
    def by(self) -> Actor | None:
        """As whom she may change it: as the resident whose it is, or as who takes down her paper."""
        return Actor(self.me.person) if self.hers else self.officer

    def offered(self) -> dict[str, tuple[Field, ...]]:
        """The forms that are open to her now."""
        if self.by is None:
            return {}
        signed = self.by.tenure is not None
        found: dict[str, tuple[Field, ...]] = {}
        if self.row.papers != "[]" and self.row.returned_at is None:
            found[RETURNED] = (authorising.SIGNED_BACK,) if signed else ()
        if self.row.ended_at is None and not hasattr(self.row, "taking"):
            found[REVOKE] = (authorising.SCAN,) if signed else ()
        return found

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.page(request)

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        doing = request.POST.get("doing", "")
        key_of(request)
        fields = self.offered().get(doing)
        if fields is None or self.by is None:
            return self.page(request)
        typed = forms.read(fields, request, self.me.person.pk)
        act = authorising.give_back if doing == RETURNED else authorising.revoke
        try:
            typed.check(fields, self.me.on)
            act(authorisation=self.row.pk, by=self.by, scan=typed.raw.get("scan"), at=self.me.at)
        except Refusal as refusal:
            if refusal.code in CLOSED:
                raise
            return self.page(request, forms.draw(doing, fields, typed=typed, refusal=refusal))
        return onward(request, reverse("authorisation", args=[number]))

    def page(self, request: HttpRequest, told: forms.Form | None = None) -> HttpResponse:
        row = self.row
        used = getattr(row, "taking", None)
        words, tone = inname.state_of(row, self.me.at)
        context = {
            "row": row,
            "purpose": inname.purpose_name(row),
            "office": inname.office(row.office),
            "state": words,
            "tone": tone,
            "papers": json.loads(row.papers),
            "scans": [scan["sha256"] for scan in self.scans()],
            "used": used,
            "go": self.go() if self.agents and tone == "now" else "",
            "forms": [
                told if told is not None and told.code == code else forms.draw(code, fields)
                for code, fields in self.offered().items()
            ],
            "receipt": reverse("receipt", args=[used.matter.number, used.seq]) if used else "",
            "hers": self.hers,
            "me": self.me,
        }
        wrong = told.refusal if told else None
        return render(request, "desk/authority.html", context, status=status(wrong) if wrong else 200)

    def scans(self) -> list[dict[str, Any]]:
        """What she signed, and signed back, where there is a paper."""
        return [scan for scan in (json.loads(self.row.scan), json.loads(self.row.receipt)) if scan]

    def go(self) -> str:
        """Where the agent does what she was asked to do."""
        row = self.row
        procedure, step, act = row.purpose.split(".")
        if row.matter is None:
            code = f"{procedure}.{step}{FOR}{row.pk}"
            return f"{reverse('new', args=[row.unit.code])}?open={code}#act-{code}"
        if act == "submit" and step == "lodge":
            if procedure == "contest":
                return links.matter(row.matter.number)
            return reverse("object", args=[row.matter.number])
        return reverse("take", args=[row.matter.number])


class Scan(Authority):
    """`/authorisations/<number>/file/<sha256>`: the bytes of what she signed, for whoever may see the authorisation."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        scan = next((one for one in self.scans() if one["sha256"] == kwargs["sha256"]), None)
        if scan is None:
            raise PermissionDenied
        path = uploads.path(scan["sha256"])
        if not path.exists():
            raise Http404
        return FileResponse(path.open("rb"), as_attachment=True, filename=scan["name"], content_type=scan["media"])
