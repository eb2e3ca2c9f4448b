"""The printed certificate: for the committee that issued it and for whoever asked for it."""

import json
from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from yuanba.kernel.matters.certifying import ASKED, STATEMENT, SUBJECT, check_part, kinds
from yuanba.kernel.matters.certifying import issued as issued_in
from yuanba.kernel.matters.effects import typed
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.models import Person
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.registers.models import Record
from yuanba.web.citing import governing
from yuanba.web.desk.matter_view import MatterView
from yuanba.web.desk.me import Me
from yuanba.web.formats import day, name, text
from yuanba.web.paper import press
from yuanba.web.paper.sheet import Sheet
from yuanba.web.public.papers import blank, cited


def open_to(matter: Matter, me: Me) -> Record | None:
    """The certificate of a matter, if there is one and she may print it: the committee, or whoever asked for it."""
    if matter.end != "sealed":
        return None
    clerk = me.clerk(matter.unit.code)
    first = Taking.objects.filter(matter=matter, seq=1).values_list("resident_id", "person_id").first()
    if clerk is None and (first is None or me.person.pk != (first[0] or first[1])):
        return None
    return issued_in(matter)


class Certificate(MatterView):
    """`/m/<number>/certificate.pdf`."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        record = open_to(self.matter, self.me)
        if record is None:
            # One answer for what is absent and what is closed.
            raise PermissionDenied
        printed = press.pdf(sheet(self.matter, record), timestamp=self.matter.closed_at or self.me.at)
        response = HttpResponse(printed, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{record.code}.pdf"'
        response["Cache-Control"] = "no-store"
        return response


def sheet(matter: Matter, record: Record) -> Sheet:
    """The paper: number, what is certified, room for the seal, and the QR that anybody can check it by."""
    told, unit = typed(matter), matter.unit
    subject = Person.objects.get(pk=told[SUBJECT.code])
    until = date.fromisoformat(json.loads(record.data)["valid_until"])
    basis = tuple(map(Citation.parse, parts(kinds()[told[ASKED]]["basis"])))
    return blank(
        unit,
        kind="certificate",
        title=_("证明"),
        subtitle=name(record),
        number=record.code,
        paragraphs=(str(told[STATEMENT.code]),),
        facts=(
            (_("为谁出具"), subject.name),
            (_("用途"), str(told.get("purpose", ""))),
            (_("交给哪个单位"), str(told.get("receiver", ""))),
            (_("有效期至"), day(until)),
        ),
        issuer=name(unit) + text(pack().bodies["committee"].title(unit.kind)),
        issued_on=day(record.since),
        seal_area=True,
        url=f"{settings.YUANBA_BASE_URL}/verify/certificate/{record.code}-{check_part(record)}/",
        law=cited(governing(basis, unit.kind)),
    )
