"""`/p/<code>/certificates/`: what a committee has certified, newest first, looked up by number; each can be revoked."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode

from yuanba.kernel.matters.certifying import ISSUED, REVOKED
from yuanba.kernel.places.models import Place
from yuanba.kernel.registers.models import Record
from yuanba.web.asked import number
from yuanba.web.desk.me import DeskView

PAGE = 30
REVOKING = "seal-use.revoke"


class Issued(DeskView):
    """For officers of the committee alone; whom a certificate is about stands on the certificate, not here."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        unit = get_object_or_404(Place.objects.select_related("parent__parent"), code=code)
        if self.me.clerk(unit.code) is None:
            raise PermissionDenied
        found = Record.objects.filter(register=ISSUED, place=unit).order_by("-pk")
        words = request.GET.get("number", "").strip().upper()[:40]
        if words:
            found = found.filter(code__contains=words)
        after = number(request.GET.get("after", ""))
        if after is not None:
            found = found.filter(pk__lt=after)
        rows = list(found[: PAGE + 1])
        context = {
            "me": self.me,
            "unit": unit,
            "words": words,
            "rows": [(one, _revoking(unit, one)) for one in rows[:PAGE]],
            "next": f"?{urlencode({'number': words, 'after': rows[PAGE - 1].pk})}" if len(rows) > PAGE else "",
            "paged": after is not None,
        }
        return render(request, "desk/issued.html", context)


def _revoking(unit: Place, record: Record) -> str:
    """Where it is revoked, its number filled in already; nothing for one that is revoked."""
    if record.until is not None:
        return ""
    return f"{reverse('new', args=[unit.code])}?{urlencode({'open': REVOKING, REVOKED: record.code})}"
