"""`/m/<number>/take`: what I may do in a matter now, and doing it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yuanba.kernel.matters import acts, verbs
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.doing import tasks_done
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.web import asking, formats
from yuanba.web.asked import number
from yuanba.web.citing import governing
from yuanba.web.desk import cards, certificates, files, forms, history, telling
from yuanba.web.desk.matter_view import MatterView, key_of, result
from yuanba.web.desk.me import onward
from yuanba.web.desk.refusing import CLOSED, status


class Take(MatterView):
    """GET deals the cards; POST does one act, answers 303 when it is done and 422 with the same form when it is not."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        return self.page(request)

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        case = self.case
        found = cards.chances(case, self.me)
        code = request.POST.get("doing", "")
        chance = next((one for one in found if one.code == code), None)
        if chance is None:
            if request.POST.get("seen") != str(self.matter.taken):
                return self.page(request, found, refusal=Refusal("stale"))
            raise cards.why_not(case, code, self.me)
        typed = forms.read(chance.fields, request, self.me.person.pk)
        if more := request.POST.get("more", ""):
            told = forms.draw(code, chance.fields, case, typed=typed, key=request.POST["key"], more=more)
            return self.page(request, found, told=told)
        try:
            return onward(request, result(self.take(request, case, chance, typed)))
        except Refusal as refusal:
            if refusal.code in CLOSED:
                raise
            told = forms.draw(code, chance.fields, case, typed=typed, refusal=refusal, key=request.POST["key"])
            return self.page(request, found, told=told)

    def take(self, request: HttpRequest, case: Case, chance: cards.Chance, typed: forms.Typed) -> Taking:
        """One act. Refusals: all of `acts.take`."""
        typed.check(chance.fields, self.me.on)
        by = cards.actor(chance, request, case.unit.code)
        seen = number(request.POST.get("seen", ""))
        return acts.take(
            matter=self.matter.pk,
            by=by,
            act=chance.act.code,
            data=typed.raw,
            at=self.me.at,
            key=key_of(request),
            seen=seen,
        )

    def page(
        self,
        request: HttpRequest,
        found: list[cards.Chance] | None = None,
        *,
        told: forms.Form | None = None,
        refusal: Refusal | None = None,
    ) -> HttpResponse:
        matter = self.matter
        case = self.case if matter.step else None
        if found is None:
            found = cards.chances(case, self.me) if case else []
        actors = self.me.actors(matter.unit.code)
        entries = history.takings(matter)
        wrong = refusal or (told.refusal if told else None)
        objects = case is not None and self.me.resident and verbs.of(case).stands(case)
        context = {
            "matter": matter,
            "case": case,
            "cards": cards.deal(case, found, told) if case else [],
            "refusal": refusal,
            "body": telling.body(case, case.step) if case else "",
            "left": formats.days_left(matter.due_at, self.me.at) if matter.due_at else None,
            "tasks": tasks_done(case) if case and case.step.tasks else set(),
            "done": self.done(request),
            "laws": governing(case.step.law, matter.unit.kind) if case else (),
            "papers": files.open_to(matter, actors),
            "contested": contested(matter, actors),
            "flags": history.flagged(entries, actors, matter),
            "lint": history.linted(case),
            "certificate": certificates.open_to(matter, self.me),
            "said": history.said(matter, entries, actors),
            "mendable": history.mendable(case, entries, actors) if case else [],
            "others": asking.rows(case, self.open_to_me(found, actors, objects)) if case else [],
            "asks": bool(case) and matter.role == "main" and history.supervises(actors, matter),
            "objects": objects,
            "me": self.me,
        }
        part = "desk/take_part.html" if getattr(request, "htmx", False) else "desk/take.html"
        return render(request, part, context, status=status(wrong) if wrong else 200)

    def open_to_me(self, found: list[cards.Chance], actors: list[Actor], objects: bool) -> set[str]:
        """The acts that the page offers her, and so need no word about why not."""
        offered = {one.act.code for one in found}
        if history.supervises(actors, self.matter):
            offered.add("ask")
        return offered | ({"object"} if objects else set())

    def done(self, request: HttpRequest) -> Taking | None:
        """The act that led here, if it was hers."""
        seq = number(request.GET.get("done", ""))
        if seq is None:
            return None
        return Taking.objects.filter(matter=self.matter, seq=seq, person=self.me.person).first()


def contested(matter: Matter, actors: list[Actor]) -> Taking | None:
    """The entry that a contest is about, for those who look into it: they compare what she signed."""
    looking = any(by.tenure is not None and by.tenure.body_id == matter.holder_id for by in actors)
    if matter.role != "contest" or not looking:
        return None
    return Taking.objects.filter(contests__matter=matter).select_related("matter", "authorisation").first()
