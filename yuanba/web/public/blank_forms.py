"""Blank forms for who would rather write by hand: every act open to residents, and the authorisation of an agent.

Each is drawn from the blanks of its step, so that paper and screen never ask for different things.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yuanba import clock
from yuanba.kernel.matters.acts import fields_of
from yuanba.kernel.matters.authorising import open_to
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import TITLE, first_act, first_fields
from yuanba.kernel.matters.purposes import Purpose, purposes
from yuanba.kernel.matters.verbs import arrow
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.definitions import Field
from yuanba.kernel.procedures.subjects import by_subject
from yuanba.web import cache, links
from yuanba.web.citing import governing
from yuanba.web.formats import name, text
from yuanba.web.paper.sheet import Column, Sheet, Signature, Table
from yuanba.web.public import archive
from yuanba.web.public.papers import blank, cited, pdf

# Addresses that stand on paper already.
FORMER = {
    "wish": "four-two-one.wish.submit",
    "petition": "four-two-one.petition.sign",
    "objection": "objection.lodge.submit",
}
AUTHORISATION = "authorisation"
# Acts that are a list of signatures, not one resident's sheet.
LISTS = ("sign",)
SIGNATURES = 16
# Ruled lines to write on: fewer where several things are asked, so that a form stays one sheet.
LINES, FEW_LINES = 6, 2


@dataclass(frozen=True, slots=True)
class Group:
    """The forms of one procedure."""

    code: str
    name: str
    summary: str
    forms: tuple[tuple[str, str], ...]


def unit_of(code: str) -> Place:
    """The unit whose residents the forms are for; 404 for any other place."""
    place = Place.objects.select_related("parent__parent").filter(code=code).first()
    if place is None or place.kind not in (Place.Kind.VILLAGE, Place.Kind.COMMUNITY, Place.Kind.QUASI):
        raise Http404
    return place


def index(request: HttpRequest, code: str) -> HttpResponse:
    """`/p/<code>/forms/`: every act of residents here, as a form to print."""
    cache.declare(request, codes=cache.around(code))
    place = unit_of(code)
    if archive.closed(place):
        return archive.onward(place, "forms/")
    groups: dict[str, list[Purpose]] = {}
    for one in open_to(place, clock.now()).values():
        groups.setdefault(one.procedure.code, []).append(one)
    shown = [
        Group(
            found[0].procedure.code,
            text(found[0].procedure.name),
            text(found[0].procedure.summary),
            tuple((links.form(code, one.code), text(one.name)) for one in found),
        )
        for found in groups.values()
    ]
    shelves = by_subject(shown, pack().subjects.values(), lambda one: one.code)
    context = {
        "place": place,
        "shelves": shelves,
        "authorisation": links.form(code, AUTHORISATION),
        "name": name(place),
    }
    return render(request, "public/forms.html", context)


def form(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """`/p/<code>/forms/<which>.pdf`: one blank form."""
    place = unit_of(code)
    if archive.closed(place):
        return archive.onward(place, f"forms/{which}.pdf")
    as_of = pack().settings["as_of"]
    at = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    if which == AUTHORISATION:
        return pdf(authorisation_sheet(place), at, f"{code}-{which}")
    return pdf(form_sheet(place, purpose_of(which)), at, f"{code}-{which}")


def purpose_of(which: str) -> Purpose:
    """The act that a form is for, by its code or a former one; 404 where residents have no such act."""
    code = FORMER.get(which, which)
    try:
        procedure = pack().procedure(code.split(".")[0])
    except KeyError:
        raise Http404 from None
    found = next((one for one in purposes(procedure) if one.code == code), None)
    if found is None:
        raise Http404
    return found


def _shared(place: Place, which: str) -> dict[str, Any]:
    return {
        "kind": "form",
        "url": f"{settings.YUANBA_BASE_URL}{links.entry(place.code, which)}",
        "scan": _("文书扫码录入"),
        "agent": (
            Signature(label=_("代书人、代办人")),
            Signature(label=_("委托书编号（代办的才填）"), dated=False),
        ),
        "agent_note": _(
            "写字不便的，可以请人代写，本人签名或者按手印；交给村（居）民委员会文书录入，只算一次，不收费，给回执。"
        ),
    }


def form_sheet(place: Place, purpose: Purpose) -> Sheet:
    """A blank form of one act, for residents of a unit."""
    if purpose.act in LISTS:
        return _signatures(place, purpose)
    step, fields = purpose.step, asked_on_paper(place, purpose)
    long = [one for one in fields if one.type == "long"]
    facts = [(_("事项编号"), "")] if purpose.needs_matter else []
    if purpose.procedure.role == "contest":
        facts.append((_("哪一笔（回执上的序号）"), ""))
    who = ((_("姓名"), ""), (_("住址（组、院落）"), ""), (_("电话（没有不用填）"), ""))
    return blank(
        place,
        **_shared(place, purpose.code),
        number=purpose.code,
        title=text(purpose.name),
        subtitle=text(purpose.procedure.name),
        paragraphs=(text(step.hint),) if step.hint else (),
        facts=(*facts, *_facts(fields), *who),
        ticks=tuple(_ticks(fields)),
        writing=tuple((_asked(one), LINES if len(long) == 1 else FEW_LINES) for one in long),
        table=_items(fields),
        materials=tuple(_asked(one) for one in fields if one.type == "file"),
        signature_lines=(Signature(label=_("本人签名（或者按手印）")),),
        law=cited(governing(step.law, place.kind)),
    )


def asked_on_paper(place: Place, purpose: Purpose) -> tuple[Field, ...]:
    """The blanks that the screen would show a resident; which power is exercised, the village finds out itself."""
    as_of = pack().settings["as_of"]
    at = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    procedure, step = purpose.procedure, purpose.step
    row = Matter(unit=place, procedure=procedure.code, version=procedure.version, opened_at=at, entered_at=at)
    case = Case(row, procedure, step, at, pack().law)
    act = first_act(case) if purpose.begins else arrow(case, purpose.act)
    asked = first_fields(case, act, Actor()) if purpose.begins else fields_of(case, act, Actor())
    titled = (TITLE,) if purpose.begins and procedure.role == "main" else ()
    return (*titled, *(one for one in asked if one.code != "power" and not one.fixed))


def _asked(one: Field) -> str:
    return text(one.name) if one.required else _("%(what)s（可以不填）") % {"what": text(one.name)}


def _facts(fields: Iterable[Field]) -> list[tuple[str, str]]:
    """Lines to write on. Whom a form is about is written by hand: anybody may fetch it, and it names nobody."""
    typed = ("text", "number", "money", "date", "person", "place")
    return [(_asked(one), "") for one in fields if one.type in typed or one.persons]


def _ticks(fields: Iterable[Field]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Choices as boxes under their question; a consent is a box of its own."""
    for one in fields:
        if one.type == "choice" and not (one.fixed or one.persons):
            yield _asked(one), tuple(text(choice) for choice in one.choices.values())
        elif one.type == "yes":
            yield "", (text(one.name),)


def _items(fields: Iterable[Field]) -> Table | None:
    found = next((one for one in fields if one.type == "items"), None)
    if found is None:
        return None
    columns = (
        Column(title=_("序号")),
        Column(title=_("项目"), width=3),
        Column(title=_("收入（元）"), align="right", width=1.4),
        Column(title=_("支出（元）"), align="right", width=1.4),
        Column(title=_("说明"), width=2),
    )
    return Table(caption=_asked(found), columns=columns, blank_rows=8, numbered=True)


def _signatures(place: Place, purpose: Purpose) -> Sheet:
    """A petition's list: each line is one resident's own act."""
    return blank(
        place,
        **_shared(place, purpose.code),
        number=purpose.code,
        title=_("联名签名表"),
        subtitle=f"{text(purpose.procedure.name)} · {text(purpose.step.name)}",
        paragraphs=(text(purpose.step.hint),) if purpose.step.hint else (),
        facts=((_("提议的事项"), ""), (_("事项编号（已有的）"), "")),
        table=Table(
            columns=(
                Column(title=_("序号")),
                Column(title=_("姓名"), width=1),
                Column(title=_("住址（组、院落）"), width=2),
                Column(title=_("签名或手印"), width=1.4),
                Column(title=_("日期"), width=1),
            ),
            blank_rows=SIGNATURES,
            numbered=True,
        ),
        law=cited(governing(purpose.step.law, place.kind)),
    )


def authorisation_sheet(place: Place) -> Sheet:
    """The written authority of an agent: for one errand, once, until a day, free of charge."""
    return blank(
        place,
        kind="form",
        url=f"{settings.YUANBA_BASE_URL}{links.entry(place.code, AUTHORISATION)}",
        scan=_("文书扫码录入"),
        number=AUTHORISATION,
        title=_("代办委托书"),
        subtitle=_("委托办一件事，办一次，用完退还材料，不收费"),
        paragraphs=(
            _("一份委托书只能办下面写的这一件事，只能用一次；到期没有用的自动作废，本人随时可以收回。"),
            _("投票表决要由本人来，不能用这份委托书。"),
        ),
        facts=(
            (_("委托人姓名"), ""),
            (_("住址（组、院落）"), ""),
            (_("代办人姓名"), ""),
            (_("代办人职务（亲友写“亲友”）"), ""),
            (_("委托办什么"), ""),
            (_("事项编号（已有的）"), ""),
            (_("有效到哪一天"), ""),
        ),
        table=Table(
            caption=_("交给代办人的材料"),
            columns=(
                Column(title=_("序号")),
                Column(title=_("材料名称"), width=3),
                Column(title=_("交出日期"), width=1.2),
                Column(title=_("退还日期"), width=1.2),
                Column(title=_("本人签收"), width=1.4),
            ),
            blank_rows=6,
            numbered=True,
        ),
        signature_lines=(
            Signature(label=_("委托人签名（或者按手印）")),
            Signature(label=_("代办人签名")),
            Signature(label=_("见证人（可以没有）")),
        ),
        law=(*cited(governing(pack().procedure("agency").law, place.kind)), _("民法典第165条（未核实）")),
    )
