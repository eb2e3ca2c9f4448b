"""`/p/<code>/enter/<form>/`: from the QR code on a paper form to the page where it is typed in."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.purposes import Purpose
from yuanba.kernel.places.models import Place
from yuanba.web import formats
from yuanba.web.asked import number
from yuanba.web.desk.cards import PAPER
from yuanba.web.desk.me import DeskView
from yuanba.web.public.blank_forms import AUTHORISATION, purpose_of, unit_of


class Enter(DeskView):
    """A form that begins a matter leads on at once; one about a matter asks for its number."""

    unit: Place

    def get(self, request: HttpRequest, code: str, which: str) -> HttpResponse:
        self.unit = unit_of(code)
        if which == AUTHORISATION:
            return HttpResponseRedirect(reverse("authorise", args=[code]))
        purpose = purpose_of(which)
        if not purpose.needs_matter:
            clerk = self.me.clerk(code) is not None
            card = f"{purpose.procedure.code}.{purpose.step.code}{PAPER if clerk else ''}"
            return HttpResponseRedirect(f"{reverse('new', args=[code])}?open={card}#act-{card}")
        wanted = request.GET.get("number", "").strip()
        matter = Matter.objects.filter(number=wanted).first() if wanted else None
        entry = number(request.GET.get("seq", ""))
        if matter is not None and (purpose.procedure.role != "contest" or self.entry(matter, entry)):
            return HttpResponseRedirect(self.onward(purpose, matter, entry))
        context: dict[str, Any] = {
            "unit": self.unit,
            "name": formats.name(self.unit),
            "purpose": purpose,
            "number": wanted,
            "seq": entry or "",
            "wrong": bool(wanted),
            "contest": purpose.procedure.role == "contest",
            "me": self.me,
        }
        return render(request, "desk/enter.html", context, status=422 if wanted else 200)

    @staticmethod
    def entry(matter: Matter, seq: int | None) -> bool:
        return seq is not None and Taking.objects.filter(matter=matter, seq=seq).exists()

    @staticmethod
    def onward(purpose: Purpose, matter: Matter, seq: int | None) -> str:
        match purpose.procedure.role:
            case "objection":
                return reverse("object", args=[matter.number])
            case "contest":
                return reverse("contest", args=[matter.number, seq])
        return f"{reverse('take', args=[matter.number])}#act-{purpose.act}{PAPER}"
