"""Blank forms for who would rather write by hand: a wish, a petition's list of signatures, an objection."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.citations import Citation
from yuanba.web import links
from yuanba.web.citing import governing
from yuanba.web.formats import text
from yuanba.web.paper.sheet import Column, Sheet, Signature, Table
from yuanba.web.public import archive
from yuanba.web.public.papers import blank, cited, pdf


def form(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """`/p/<code>/forms/<which>.pdf`: a blank form for who would rather write by hand."""
    place = Place.objects.select_related("parent__parent").filter(code=code).first()
    if place is None or place.kind not in (Place.Kind.VILLAGE, Place.Kind.COMMUNITY):
        raise Http404
    if archive.closed(place):
        return archive.onward(place, f"forms/{which}.pdf")
    as_of = pack().settings["as_of"]
    at = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    return pdf(form_sheet(place, which), at, f"{code}-{which}")


def form_sheet(place: Place, which: str) -> Sheet:
    """A wish, a petition's list of signatures or an objection, blank, for residents of a unit."""
    who = ((_("姓名"), ""), (_("住址（组、院落）"), ""), (_("电话"), ""))
    signed = (Signature(label=_("本人签名")),)
    shared: dict[str, Any] = {
        "kind": "form",
        "url": f"{settings.YUANBA_BASE_URL}{links.place(place.code)}",
        "agent": (Signature(label=_("代书人")), Signature(label=_("代书人电话"), dated=False)),
        "agent_note": _("写字不便的，可以请人代写，本人签名或者按手印；交给村（居）民委员会文书录入，只算一次。"),
    }
    if which == "petition":
        return blank(
            place,
            **shared,
            title=_("联名提议签名表"),
            subtitle=_("够法定人数的，村（居）民委员会应当召集会议"),
            facts=((_("提议的事项"), ""), (_("事项编号（已有的）"), "")),
            table=Table(
                columns=(
                    Column(title=_("序号")),
                    Column(title=_("姓名"), width=1),
                    Column(title=_("住址（组、院落）"), width=2),
                    Column(title=_("签名或手印"), width=1.4),
                    Column(title=_("日期"), width=1),
                ),
                blank_rows=18,
                numbered=True,
            ),
            law=cited(_petition_law(place)),
        )
    if which == "objection":
        grounds = pack().procedure("objection").steps["lodge"].fields[0].choices
        return blank(
            place,
            **shared,
            title=_("公示异议书"),
            facts=((_("公示的事项"), ""), (_("公示编号"), ""), *who),
            ticks=tuple(text(ground) for ground in grounds.values()),
            writing=_("具体说明"),
            writing_lines=9,
            signature_lines=signed,
            law=cited(governing(pack().procedure("objection").law, place.kind)),
        )
    return blank(
        place,
        **shared,
        title=_("村民（居民）意愿书"),
        subtitle=_("村里（社区里）有什么事想办，请写在这里"),
        facts=((_("想办的事"), ""), *who),
        writing=_("具体想法"),
        writing_lines=11,
        signature_lines=signed,
        law=cited(governing(pack().procedure("four-two-one").steps["wish"].law, place.kind)),
    )


def _petition_law(place: Place) -> tuple[Citation, ...]:
    return governing(pack().procedure("four-two-one").steps["petition"].law, place.kind)
