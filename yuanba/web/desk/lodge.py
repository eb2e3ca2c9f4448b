"""Objecting to a posting, questioning a step, mending a slip: forms beside a matter that leave its step alone."""

import json
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from yuanba.kernel.matters import agency, verbs
from yuanba.kernel.matters.acts import correct, fields_of, mendable_fields
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.opening import ask, beside, object_to, objection_to, statutory
from yuanba.kernel.matters.permission import permit, permit_resident
from yuanba.kernel.matters.verbs import REASON, Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures.definitions import Field
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.web.desk import above, cards, forms, telling
from yuanba.web.desk.choosing import RESIDENT
from yuanba.web.desk.matter_view import MatterView, key_of, result
from yuanba.web.desk.me import onward
from yuanba.web.desk.refusing import CLOSED, status


class Beside(MatterView):
    """One page with one or two forms beside a matter; `about` is the words' name of what it is for."""

    about = ""

    def chances(self, case: Case) -> list[cards.Chance]:
        """The forms open to me. A Refusal says why there is none."""
        raise Refusal("act-not-open", step=case.step.name.zh, step_en=case.step.name.en)

    def take(self, request: HttpRequest, case: Case, by: Actor, raw: dict[str, Any]) -> Taking:
        """The one act of the page."""
        raise Refusal("act-not-open", step=case.step.name.zh, step_en=case.step.name.en)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        case = self.case
        return self.page(request, case, self.chances(case))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        case = self.case
        found = self.chances(case)
        chance = next((one for one in found if one.code == request.POST.get("doing")), found[0])
        typed = forms.read(chance.fields, request, self.me.person.pk)
        if more := request.POST.get("more", ""):
            told = forms.draw(chance.code, chance.fields, case, typed=typed, key=request.POST["key"], more=more)
            return self.page(request, case, found, told)
        try:
            typed.check(chance.fields, self.me.on)
            taking = self.take(request, case, cards.actor(chance, request, case.unit.code), typed.raw)
        except Refusal as refusal:
            if refusal.code in CLOSED:
                raise
            told = forms.draw(chance.code, chance.fields, case, typed=typed, refusal=refusal, key=request.POST["key"])
            return self.page(request, case, found, told)
        return onward(request, result(taking))

    def page(
        self, request: HttpRequest, case: Case, found: list[cards.Chance], told: forms.Form | None = None
    ) -> HttpResponse:
        dealt = [
            cards.Card(one.chance, one.form, self.effect(case), one.whom, one.open)
            for one in cards.deal(case, found, told)
        ]
        wrong = told.refusal if told else None
        context = {
            "matter": self.matter,
            "cards": dealt,
            "about": self.about,
            "act": self.act,
            "me": self.me,
            **self.context(),
        }
        part = "desk/beside_part.html" if getattr(request, "htmx", False) else "desk/beside.html"
        return render(request, part, context, status=status(wrong) if wrong else 200)

    def about_act(self, request: HttpRequest) -> tuple[str, str] | None:
        return f"m/{self.matter.number}", self.act

    @property
    def act(self) -> str:
        """The act of the page, as `/why/` names it."""
        return self.about

    def effect(self, case: Case) -> list[str]:
        return telling.beside(self.about)


class ObjectTo(Beside):
    """`/m/<number>/object`: a resident objects to what is posted; a clerk enters an objection handed in on paper."""

    about = "object"

    def chances(self, case: Case) -> list[cards.Chance]:
        if case.step.kind != "publish" or not verbs.of(case).stands(case):
            raise Refusal("nothing-posted")
        lodge, _ = beside(case.matter, objection_to(case.unit), "lodge", self.me.at, about=case.matter.holder)
        act = Act("object", lodge.step.name, lodge.step.fields, who="resident")
        found, person, clerk = [], self.me.person, self.me.clerk(case.unit.code)
        # What hangs at a township or the county is there for the residents of all its units, and for the units.
        if person.unit.startswith(case.unit.code):
            found.append(cards.Chance(act, act.fields, Actor(person)))
        if clerk is not None:
            found.append(
                cards.Chance(
                    act,
                    (RESIDENT, *fields_of(lodge, act, Actor(person, clerk, person))),
                    Actor(person, clerk),
                    paper=True,
                )
            )
        found += above.chances(lodge, act, self.me)
        lodging = Act("submit", act.name, act.fields, who="resident")
        for one in cards.by_mandate(lodge, lodging, agency.held(person, self.me.on), self.matter.pk):
            found.append(replace(one, act=act))
        if not found:
            permit_resident(case.unit, Actor(person), lodge, "submit")
        return found

    def take(self, request: HttpRequest, case: Case, by: Actor, raw: dict[str, Any]) -> Taking:
        return object_to(
            parent=self.matter.pk,
            by=by,
            ground=raw["ground"],
            words=raw["words"],
            at=self.me.at,
            key=key_of(request),
            paper=raw.get("paper"),
        )


class Ask(Beside):
    """`/m/<number>/ask`: the supervision committee questions the step that runs."""

    about = "ask"

    def chances(self, case: Case) -> list[cards.Chance]:
        chosen, _ = statutory("supervision-query", case.unit, self.me.at)
        asking = Case(case.matter, chosen, chosen.steps["ask"], self.me.at, case.law)
        act = Act("ask", asking.step.name, asking.step.fields)
        by = permitted(asking, act, self.me.actors(case.unit.code))
        return [cards.Chance(act, act.fields, by)]

    def take(self, request: HttpRequest, case: Case, by: Actor, raw: dict[str, Any]) -> Taking:
        return ask(parent=self.matter.pk, by=by, question=raw["question"], at=self.me.at, key=key_of(request))


class Correct(Beside):
    """`/m/<number>/correct/<seq>`: the body that wrote something mends a slip beside it."""

    about = "correct"
    old: Taking

    def load(self, **kwargs: Any) -> None:
        super().load(**kwargs)
        self.old = get_object_or_404(Taking, matter=self.matter, seq=kwargs["seq"])

    def context(self) -> dict[str, Any]:
        return {"matter": self.matter, "old": self.old}

    @property
    def act(self) -> str:
        return f"correct.{self.old.seq}"

    def chances(self, case: Case) -> list[cards.Chance]:
        step = case.procedure.steps[self.old.step]
        if not self.old.body or self.old.corrects_id is not None:
            raise Refusal("correct-not-yours")
        then = Case(case.matter, case.procedure, step, self.me.at, case.law)
        act = Act("correct", step.name)
        by = permitted(then, act, self.me.actors(case.unit.code))
        written, fields = json.loads(self.old.data), []
        for one in mendable_fields(step):
            if one.code in written:
                fields.append(
                    Field(
                        one.code,
                        one.name,
                        one.type,
                        False,
                        one.public,
                        one.choices,
                        telling.before(one, written[one.code]),
                    )
                )
        if not fields:
            raise Refusal("correct-count" if step.kind == "vote" else "correct-not-yours")
        return [cards.Chance(act, (*fields, REASON), by)]

    def take(self, request: HttpRequest, case: Case, by: Actor, raw: dict[str, Any]) -> Taking:
        data = {code: value for code, value in raw.items() if code != REASON.code}
        return correct(
            taking=self.old.pk, by=by, data=data, reason=raw[REASON.code], at=self.me.at, key=key_of(request)
        )


def permitted(case: Case, act: Act, actors: list[Actor]) -> Actor:
    """The first of one person's actors who may do an act; the first one's Refusal where none may."""
    closed: Refusal | None = None
    for by in actors:
        try:
            permit(case, act, by)
        except Refusal as refusal:
            closed = closed or refusal
            continue
        return by
    assert closed is not None
    raise closed
