"""Inside ledgers, with names, for the bodies of the unit whose work they are; each look leaves a trace; sealing."""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from yuanba.institutions.ledgers.forms import Form, forms
from yuanba.institutions.ledgers.reading import look, reads
from yuanba.institutions.ledgers.sealing import seal
from yuanba.institutions.ledgers.span import Span
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.places.models import Place
from yuanba.kernel.registers.rules import UNITS
from yuanba.web.desk.matter_view import KeyedView, key_of
from yuanba.web.desk.me import onward
from yuanba.web.public.ledger_rows import span_of, spelled
from yuanba.web.public.ledgers import PAGE, printed, xlsx_of


class Inside(KeyedView):
    """`/p/<code>/ledgers/<form>/inside`: GET shows a page of it (`?as=pdf|xlsx` all of it), POST seals a period."""

    unit: Place
    form: Form

    def load(self, **kwargs: Any) -> None:
        found = forms().get(kwargs["form"])
        if found is None or not found.word:
            raise Http404
        # Of one unit at a time: a township's would name whoever asked anything of any of its villages.
        units = Place.objects.select_related("parent").filter(kind__in=UNITS)
        self.form, self.unit = found, get_object_or_404(units, code=kwargs["code"])

    @property
    def officer(self) -> Actor:
        """Her post in a body of this very unit whose work the ledger is; any other where she has none."""
        mine = [one for one in self.me.acting if reads(self.form, self.unit.code, one)]
        return Actor(self.me.person, next(iter([*mine, *self.me.acting]), None))

    def span(self, asked: dict[str, str]) -> Span:
        first, last = span_of(asked, self.me.on)
        return Span(self.unit.code, first, last, self.me.at, inside=True)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        by, span = self.officer, self.span(request.GET.dict())
        wanted, after = request.GET.get("as", ""), request.GET.get("after", "")
        start = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
        whole = wanted in ("pdf", "xlsx")
        look(form=self.form, unit=self.unit, span=span, by=by, at=self.me.at, after=start, most=None if whole else PAGE)
        if wanted == "pdf":
            return printed(request, self.unit, self.form, span)
        if wanted == "xlsx":
            return xlsx_of(self.unit, self.form, span)  # type: ignore[return-value]
        found = list(spelled(self.form, span, after=start, most=PAGE + 1))
        context = {
            "unit": self.unit,
            "form": self.form,
            "columns": self.form.shown(inside=True),
            "rows": [words for _row, words in found[:PAGE]],
            "next": found[PAGE - 1][0].pk if len(found) > PAGE else None,
            "span": span,
            "seals": span.last < self.me.on,
            "key": str(uuid4()),
            "me": self.me,
        }
        return render(request, "desk/ledger.html", context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        span = self.span(request.POST.dict())
        seal(
            form=self.form.code, unit=self.unit, first=span.first, last=span.last, by=self.officer, at=self.me.at,
            key=key_of(request),
        )  # fmt: skip
        return onward(request, reverse("ledger", args=[self.unit.code, self.form.code]))
