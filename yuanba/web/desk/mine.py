"""`/me/`: what the house knows about me, who looked at it and why, what I and others in my name have done."""

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


class Mine(DeskView):
    """My data; nothing is deciphered to show it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        person = self.me.person
        tenures = Tenure.objects.filter(person=person).select_related("body__place").order_by("-since", "pk")
        kin = Kinship.objects.filter(person=person).select_related("relative").order_by("pk")
        reads = PrivateRead.objects.filter(person=person).select_related("reader").order_by("-pk")
        numbers = Private.objects.filter(person=person).order_by("field").values_list("field", flat=True)
        acts = Taking.objects.filter(person=person).select_related("matter")
        after = number(request.GET.get("after", ""))
        if after is not None:
            acts = acts.filter(pk__lt=after)
        given = Authorisation.objects.filter(resident=person).select_related("agent", "taking")
        mine = list(acts.order_by("-pk")[: PAGE + 1])
        context = {
            "me": self.me,
            "person": person,
            "home": self.me.home(),
            "household": person.household.number if person.household else "",
            "tenures": [(*post(one.body, one.post), one.since, one.until) for one in tenures],
            "kin": [(one.relative.name, KIN[one.kind], one.declared_at) for one in kin],
            "numbers": [formats.text(NUMBERS[field]) for field in numbers],
            "reads": [(formats.text(NUMBERS[one.field]), one.reader, one.why, one.at) for one in reads[:PAGE]],
            "acts": [(one, self.step(one)) for one in mine[:PAGE]],
            "in_name": inname.entries(in_her_name(person)[:PAGE]),
            "given": rows(given.order_by("-pk")[:PAGE], self.me.at, whom="agent"),
            "held": rows(agency.held(person, self.me.on), self.me.at, whom="resident"),
            "next": mine[PAGE - 1].pk if len(mine) > PAGE else "",
        }
        return render(request, "desk/me.html", context)

    @staticmethod
    def step(taking: Taking) -> str:
        matter = taking.matter
        return formats.text(pack().procedure(matter.procedure, matter.version).steps[taking.step].name)
