"""`/m/<number>/contest/<seq>`: she in whose name an entry was made says that it was not hers."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from yuanba.kernel.matters import agency
from yuanba.kernel.matters.acts import fields_of
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.contesting import PROCEDURE, STEP, contest, contestable
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.opening import beside
from yuanba.kernel.matters.permission import permit
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.web.desk import cards
from yuanba.web.desk.lodge import Beside
from yuanba.web.desk.matter_view import key_of


class ContestEntry(Beside):
    """By herself, by another agent, or on a paper that an officer takes down who did not make the entry."""

    about = "contest"
    old: Taking

    def load(self, **kwargs: Any) -> None:
        super().load(**kwargs)
        entries = Taking.objects.select_related("resident", "tenure__body", "authorisation")
        self.old = get_object_or_404(entries, matter=self.matter, seq=kwargs["seq"])

    def about_act(self, request: HttpRequest) -> None:
        """A contest is no act of the matter's own steps: what stands behind a refusal is shown by itself."""
        return

    def context(self) -> dict[str, Any]:
        return {"matter": self.matter, "old": self.old}

    @property
    def case(self) -> Case:
        """The contest before it exists: the entry may stand in a matter that has ended."""
        about = self.old.tenure.body if self.old.tenure else None
        return beside(self.matter, PROCEDURE, STEP, self.me.at, about=about)[0]

    def chances(self, case: Case) -> list[cards.Chance]:
        act = Act("submit", case.step.name, case.step.fields, who="resident")
        resident, found = self.old.resident, []
        if resident is None or not contestable(self.old):
            raise Refusal("contest-not-yours")
        if resident.pk == self.me.person.pk:
            found.append(cards.Chance(act, act.fields, Actor(self.me.person)))
        found += cards.by_mandate(case, act, agency.held(self.me.person, self.me.on), self.matter.pk)
        for post in self.me.acting:
            by = Actor(self.me.person, post, resident)
            try:
                permit(case, act, by)
            except Refusal:
                continue
            found.append(cards.Chance(act, fields_of(case, act, by), by, paper=True))
            break
        if not found:
            raise Refusal("contest-not-yours")
        return found

    def take(self, request: HttpRequest, case: Case, by: Actor, raw: dict[str, Any]) -> Taking:
        return contest(
            taking=self.old.pk,
            by=by,
            ground=raw["ground"],
            words=raw.get("words", ""),
            at=self.me.at,
            key=key_of(request),
            paper=raw.get("paper"),
        )
