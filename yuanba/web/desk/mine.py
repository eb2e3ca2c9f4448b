"""`/me/`: what the house knows about me, who looked at it and why, what I and others in my name have done."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yuanba.kernel.matters import agency
from yuanba.kernel.matters.models import Authorisation, Taking
from yuanba.kernel.matters.statement import FIELD, in_her_name
from yuanba.kernel.people.models import Kinship, Private, PrivateRead, Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.definitions import Text
from yuanba.web import formats
from yuanba.web.asked import number
from yuanba.web.desk import inname
from yuanba.web.desk.authorise import rows
from yuanba.web.desk.home import post
from yuanba.web.desk.me import DeskView

PAGE = 20
Row = TypeVar("Row", bound=Model)
NUMBERS = {
    "id_number": Text("身份证号", "ID number"),
    "phone": Text("电话", "Telephone"),
    FIELD: Text("以我的名义办过的事（打印）", "What was done in my name (printed)"),
    "ledger": Text("台账", "Ledger"),
}
# Civil Code 1045.
KIN = {
    "spouse": Text("配偶", "spouse"),
    "parent": Text("父母", "parent"),
    "child": Text("子女", "child"),
    "sibling": Text("兄弟姐妹", "sibling"),
    "grandparent": Text("祖父母", "paternal grandparent"),
    "maternal_grandparent": Text("外祖父母", "maternal grandparent"),
    "grandchild": Text("孙子女", "son's child"),
    "daughters_child": Text("外孙子女", "daughter's child"),
}


def page(found: QuerySet[Row], after: str) -> tuple[list[Row], int | None]:
    """One page of rows, newest first, and the key to ask for the next; None on the last."""
    key = number(after)
    rows = list((found if key is None else found.filter(pk__lt=key))[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None


class Mine(DeskView):
    """My data; nothing is deciphered to show it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        person = self.me.person
        tenures = Tenure.objects.filter(person=person).select_related("body__place").order_by("-since", "pk")
        get = request.GET
        kin = Kinship.objects.filter(person=person).select_related("relative").order_by("pk")
        reads = PrivateRead.objects.filter(person=person).select_related("reader").order_by("-pk")
        numbers = Private.objects.filter(person=person).order_by("field").values_list("field", flat=True)
        acts = Taking.objects.filter(person=person).select_related("matter")
        given = Authorisation.objects.filter(resident=person).select_related("agent", "taking")
        mine, mine_next = page(acts.order_by("-pk"), get.get("after", ""))
        looked, looked_next = page(reads, get.get("reads", ""))
        others, others_next = page(in_her_name(person), get.get("others", ""))
        errands, errands_next = page(given.order_by("-pk"), get.get("given", ""))
        held = agency.held(person, self.me.on)
        start = number(get.get("held", "")) or 0
        context = {
            "me": self.me,
            "person": person,
            "home": self.me.home(),
            "household": person.household.number if person.household else "",
            "tenures": [(*post(one.body, one.post), one.since, one.until) for one in tenures],
            "kin": [(one.relative.name, KIN[one.kind], one.declared_at) for one in kin],
            "numbers": [formats.text(NUMBERS[field]) for field in numbers],
            "reads": [(formats.text(NUMBERS[one.field]), one.reader, one.why, one.at) for one in looked],
            "reads_next": looked_next,
            "acts": [(one, self.step(one)) for one in mine],
            "in_name": inname.entries(others),
            "in_name_next": others_next,
            "given": rows(errands, self.me.at, whom="agent"),
            "given_next": errands_next,
            "held": rows(held[start : start + PAGE], self.me.at, whom="resident"),
            "held_next": start + PAGE if len(held) > start + PAGE else None,
            "next": mine_next,
        }
        return render(request, "desk/me.html", context)

    @staticmethod
    def step(taking: Taking) -> str:
        matter = taking.matter
        return formats.text(pack().procedure(matter.procedure, matter.version).steps[taking.step].name)
