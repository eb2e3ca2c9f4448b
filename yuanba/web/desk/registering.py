"""`/p/<code>/registers/<register>/new`: an officer of the keeping body writes one record."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from yuanba.kernel.people.actors import Actor
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.definitions import Field
from yuanba.kernel.procedures.pack import RegisterKind
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.keeping import NAME, keep, permit
from yuanba.web.desk import forms
from yuanba.web.desk.matter_view import KeyedView, key_of
from yuanba.web.desk.me import onward
from yuanba.web.desk.refusing import CLOSED, status
from yuanba.web.formats import text

CODE = "record"


class Register(KeyedView):
    """GET shows the form to those who keep the register, POST writes the record."""

    unit: Place
    kind: RegisterKind

    def load(self, **kwargs: Any) -> None:
        kind = pack().registers.get(kwargs["register"])
        if kind is None or not kind.kept_by:
            raise Http404
        self.kind, self.unit = kind, get_object_or_404(Place, code=kwargs["code"])

    def about_act(self, request: HttpRequest) -> tuple[str, str] | None:
        return f"p/{self.unit.code}/registers/{self.kind.code}", "keep"

    @property
    def keeper(self) -> Actor:
        """Her post in the keeping body, or a refusal that says whose register it is."""
        actors = self.me.actors(self.unit.code)
        by = next((a for a in actors if a.tenure and a.tenure.body.kind == self.kind.kept_by), actors[-1])
        permit(self.kind, self.unit, by, self.me.at)
        return by

    @property
    def fields(self) -> tuple[Field, ...]:
        return (NAME, *self.kind.fields)

    @property
    def through(self) -> list[str]:
        return [text(pack().procedure(code).name) for code in self.kind.through]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.keeper  # noqa: B018  the refusal comes before the form
        return self.page(request, forms.draw(CODE, self.fields))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        by, typed = self.keeper, forms.read(self.fields, request, self.me.person.pk)
        try:
            typed.check(self.fields, self.me.on)
            keep(register=self.kind.code, unit=self.unit, by=by, data=typed.raw, at=self.me.at, key=key_of(request))
        except Refusal as refusal:
            if refusal.code in CLOSED:
                raise
            told = forms.draw(CODE, self.fields, typed=typed, refusal=refusal, key=request.POST["key"])
            return self.page(request, told)
        return onward(request, reverse("register", args=[self.unit.code, self.kind.code]))

    def page(self, request: HttpRequest, form: forms.Form) -> HttpResponse:
        context = {"unit": self.unit, "kind": self.kind, "form": form, "me": self.me, "through": self.through}
        part = "desk/register_part.html" if getattr(request, "htmx", False) else "desk/register.html"
        return render(request, part, context, status=status(form.refusal) if form.refusal else 200)
