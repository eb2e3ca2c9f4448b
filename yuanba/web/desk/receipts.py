"""Printed twins of what was done in a resident's name: the receipt of one entry, and her whole statement."""

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.contesting import PROCEDURE, contestable
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.opening import statutory
from yuanba.kernel.matters.statement import MOST, WHY, may_print, print_for
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Person
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.web import formats, links
from yuanba.web.citing import governing
from yuanba.web.desk import cards, forms, inname
from yuanba.web.desk.choosing import RESIDENT
from yuanba.web.desk.matter_view import KeyedView, MatterView
from yuanba.web.desk.refusing import status
from yuanba.web.paper.sheet import Column, Sheet, Signature, Table
from yuanba.web.public.papers import blank, cited, pdf


class Receipt(MatterView):
    """`/m/<number>/receipt/<seq>.pdf`: for her, for who made the entry, and for the committee of her unit."""

    taking: Taking

    def load(self, **kwargs: Any) -> None:
        super().load(**kwargs)
        related = ("matter__unit__parent__parent", "resident", "person", "tenure__body__place", "authorisation")
        self.taking = get_object_or_404(Taking.objects.select_related(*related), matter=self.matter, seq=kwargs["seq"])
        mine = self.me.person.pk in (self.taking.person_id, self.taking.resident_id)
        if not contestable(self.taking) or not (mine or self.me.clerk(self.matter.unit.code)):
            raise PermissionDenied

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        sheet = receipt_sheet(self.taking)
        response = pdf(sheet, self.taking.at, f"receipt-{self.matter.number}-{self.taking.seq}")
        response["Cache-Control"] = "private, no-store"
        return response


def receipt_sheet(taking: Taking) -> Sheet:
    """What was done, when, by which office, on what authority; what must come back; where to complain and contest."""
    matter, given = taking.matter, taking.authorisation
    days = statutory(PROCEDURE, matter.unit, taking.at)[1]["contest_days"]
    last = local_day(taking.at) + timedelta(days=days)
    papers = tuple(json.loads(given.papers)) if given else ()
    assert taking.resident is not None
    facts = [
        (_("委托人、本人"), taking.resident.name),
        (_("事项编号"), matter.number),
        (_("办的是什么"), inname.what(taking)),
        (_("记为第几笔"), str(taking.seq)),
        (_("办理时间"), formats.daytime(taking.at)),
        (_("经手"), f"{taking.person.name if taking.person else ''}　{inname.office(taking.tenure)}"),
        (_("凭什么办"), inname.how(taking)),
    ]
    if papers:
        back = _("已于%(day)s退还") if given and given.returned_at else ""
        facts.append((_("交来的材料"), _("、").join(papers)))
        returned = given.returned_at if given else None
        facts.append((_("应当退还"), back % {"day": formats.day(returned)} if back else _("办完全部退还，本人签收")))
    return blank(
        matter.unit,
        kind="record",
        title=_("办理回执"),
        subtitle=matter.title,
        number=f"{matter.number}-{taking.seq}",
        paragraphs=(
            _("这件事已经以您的名义办理，不收任何费用。扫码可以看到办到哪里了；二维码里没有您的姓名。"),
            _(
                "不是您要办的，或者不是这个意思：%(day)s以前，可以在网上、写在纸上或者另请人代您提出；由监督委员会核实，经手的人不参加。"
            )
            % {"day": formats.day(last)},
            _("收了钱、扣了材料、催您开通手机的，可以向监督委员会、乡镇反映。"),
        ),
        facts=tuple(facts),
        issuer=inname.office(taking.tenure) if taking.tenure else "",
        issued_on=formats.day(taking.at),
        signature_lines=(Signature(label=_("经手人")), Signature(label=_("本人（收到回执）"))),
        url=f"{settings.YUANBA_BASE_URL}{links.matter(matter.number)}",
        law=cited(governing(pack().procedure(PROCEDURE).law, matter.unit.kind)),
    )


class Statement(KeyedView):
    """`/p/<code>/statement/`: an office prints, at a resident's request, all that was done in her name."""

    unit: Place

    def load(self, **kwargs: Any) -> None:
        kinds = (Place.Kind.VILLAGE, Place.Kind.COMMUNITY, Place.Kind.QUASI)
        self.unit = get_object_or_404(
            Place.objects.select_related("parent__parent"), code=kwargs["code"], kind__in=kinds
        )

    @property
    def by(self) -> Actor:
        """Her post in an office that prints it. Refusal `statement-by-office`."""
        anybody = Person(unit=self.unit.code)
        for tenure in self.me.acting:
            by = Actor(self.me.person, tenure)
            try:
                may_print(anybody, by, self.me.at)
            except Refusal:
                continue
            return by
        raise Refusal("statement-by-office")

    def blank(self) -> Case:
        procedure = pack().procedure(PROCEDURE)
        row = Matter(unit=self.unit, opened_at=self.me.at, entered_at=self.me.at)
        return Case(row, procedure, procedure.steps["lodge"], self.me.at, pack().law)

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        self.by  # noqa: B018  the refusal comes before the form
        return self.page(request, forms.draw("statement", (RESIDENT, WHY), self.blank()))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        by, fields = self.by, (RESIDENT, WHY)
        typed = forms.read(fields, request, self.me.person.pk)
        try:
            typed.check(fields, self.me.on)
            chance = cards.Chance(cards.Act("statement", WHY.name), fields, by, paper=True)
            person = cards.actor(chance, request, self.unit.code).resident
            assert person is not None
            found = print_for(person=person, by=by, why=typed.raw["why"], at=self.me.at)
        except Refusal as refusal:
            return self.page(request, forms.draw("statement", fields, self.blank(), typed=typed, refusal=refusal))
        response = pdf(statement_sheet(self.unit, person, found, by, self.me.at), self.me.at, f"statement-{code}")
        response["Cache-Control"] = "private, no-store"
        return response

    def page(self, request: HttpRequest, form: forms.Form) -> HttpResponse:
        context = {"unit": self.unit, "name": formats.name(self.unit), "form": form, "me": self.me}
        wrong = form.refusal
        return render(request, "desk/statement.html", context, status=status(wrong) if wrong else 200)


def statement_sheet(unit: Place, person: Person, found: list[Taking], by: Actor, at: Any) -> Sheet:
    """Her statement: every entry that others made in her name, the newest first."""
    rows = tuple(
        (
            formats.day(one.at),
            f"{one.number}-{one.seq}",
            one.what,
            f"{one.who}　{one.office}",
            one.how + (f"（{one.state}）" if one.state else ""),
        )
        for one in inname.entries(found)
    )
    return blank(
        unit,
        kind="record",
        title=_("以本人名义办理的事项清单"),
        subtitle=person.name,
        paragraphs=(
            _("下面是别人以您的名义办的事，最多列最近 %(n)s 笔。哪一笔不是您的意思，请记下编号，可以提出异议。")
            % {"n": MOST},
            _("谁打印过这份清单，系统都留有记录，您可以查。"),
        ),
        table=Table(
            columns=(
                Column(title=_("日期"), width=1.2),
                Column(title=_("编号"), width=2),
                Column(title=_("办的是什么"), width=2),
                Column(title=_("经手"), width=2),
                Column(title=_("凭什么办"), width=2),
            ),
            rows=rows,
            empty=_("没有别人以您的名义办过事。"),
        ),
        issuer=inname.office(by.tenure),
        issued_on=formats.day(at),
        signature_lines=(Signature(label=_("打印人")), Signature(label=_("本人签收"))),
        url=f"{settings.YUANBA_BASE_URL}{links.place(unit.code)}",
        law=cited(governing(pack().procedure(PROCEDURE).law, unit.kind)),
    )
