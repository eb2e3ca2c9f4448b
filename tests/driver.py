"""Driving matters as people would: whoever may do an act does it, and fills its blanks with what fits them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any
from uuid import uuid4

from tests.cast import SHEET
from tests.ground import Ground
from yuanba.kernel.assemblies.models import Assembly, Attendance
from yuanba.kernel.assemblies.voting import entitled
from yuanba.kernel.matters import verbs
from yuanba.kernel.matters.acts import fields_of, take
from yuanba.kernel.matters.appointing import kind_of
from yuanba.kernel.matters.case import Case, load
from yuanba.kernel.matters.certifying import ISSUED, REVOKED
from yuanba.kernel.matters.effects import typed
from yuanba.kernel.matters.electing import candidates
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.offers import Way, may_begin, ways
from yuanba.kernel.matters.opening import first_fields, open_matter
from yuanba.kernel.matters.permission import permit
from yuanba.kernel.matters.planning import planned
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.places.codes import ancestors
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on, within
from yuanba.kernel.procedures.definitions import Field
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.models import Record

ITEMS = [{"name": "材料费", "income": "0", "expense": "120.50", "note": "有发票"}, {"name": "拨付", "income": "200"}]
# What a blank of this code takes, where its type alone does not tell.
KNOWN = {
    "basis": "vcol-2026:43",
    "attended": 1,
    "meets_time": "19:30",
    "registered": 100,
    "cast": 80,
    "agreed": 60,
    "won": 60,
    "number_deputy": 1,
    "number_member": 3,
    "number_clerk": 1,
    "powers": "A10",
    "redrawing": "rename",
    "old_units": "510722101201",
    "new_units": "510722101299 例新村",
}
SEAT, STANDING, NUMBER, VOTES = "seat_", "stand_", "number_", "polled_"
# Everybody comes to choose a representative, and everybody agrees.
REPRESENTED = ("present", "present_homes", "homes", "voted", "votes")


@dataclass
class Driver:
    """Drives matters of a ground. `random` chooses among what is possible; without it the way forward is taken."""

    ground: Ground
    random: Random | None = None
    given: dict[str, Any] = field(default_factory=dict)  # values for blanks by code, before everything else

    def officers(self, case: Case) -> Iterator[Actor]:
        """Everybody in a post in the matter's place, in it or above it, those nearest to the matter first."""
        held = Tenure.objects.filter(valid_on(case.on)).select_related("person", "body__place")
        around = [*ancestors(case.place.code), case.place.code]
        inside = (
            held.filter(within(case.unit.code, path="body__place__code")) if len(case.unit.code) == 12 else held.none()
        )
        near = held.filter(body__place__code__in=around)
        for tenure in sorted({*near, *inside}, key=lambda one: (one.body_id != case.matter.holder_id, one.pk)):
            yield Actor(tenure.person, tenure)

    def residents(self, case: Case) -> Iterator[Actor]:
        """The place's residents who hold no post, in an order that the number of acts turns on."""
        people = [p for p in self.ground.residents if p.place.code.startswith(case.place.code)] or [
            p.person
            for p in Tenure.objects.filter(body__place=case.place).select_related("person__place").order_by("pk")
        ]
        turn = case.matter.taken % len(people)
        for person in (*people[turn:], *people[:turn]):
            yield Actor(person)

    def who(self, case: Case, act: Act) -> Actor | None:
        """The first who may do an act: a resident where it is for residents, else an officer."""
        people = self.residents(case) if act.who == "resident" or case.step.by == "@resident" else self.officers(case)
        for by in people:
            try:
                permit(case, act, by)
            except Refusal:
                continue
            return by
        return None

    def value(self, one: Field, case: Case) -> Any:
        """Something that fits a blank."""
        if one.code in self.given:
            return self.given[one.code]
        if one.code in KNOWN:
            return KNOWN[one.code]
        if one.code in REPRESENTED and one.type == "number":
            homes = len({person.household_id for person in case.grown})
            return {"present": len(case.grown), "present_homes": homes}.get(
                one.code, min(homes, 10 if case.unit.kind == "village" else 20)
            )
        if one.code.startswith(SEAT):
            return "\n".join(self._chosen(case, one.code.removeprefix(SEAT)))
        if one.code.startswith(STANDING):
            return "\n".join(self._standing(case, one.code.removeprefix(STANDING)))
        if one.code.startswith(VOTES):
            post, person = one.code.removeprefix(VOTES).rsplit("_", 1)
            rank = [standing.pk for code, standing in candidates(case, typed(case.matter)) if code == post]
            return 5 if int(person) == rank[-1] else 60
        if one.code == REVOKED:
            standing = Record.objects.filter(register=ISSUED, place=case.unit, until__isnull=True)
            return standing.values_list("code", flat=True).order_by("pk").last() or "Z0000"
        match one.type:
            case "choice":
                codes = list(one.choices)
                if not codes:
                    return ""
                return self.random.choice(codes) if self.random else codes[0]
            case "number":
                return 3
            case "money":
                return "1200.50"
            case "date":
                return case.on.isoformat()
            case "person":
                return self.ground.residents[-1].pk
            case "place":
                return case.place.code
            case "file":
                return SHEET
            case "items":
                return ITEMS
            case "yes":
                return True
            case "roll":
                return []
            case _:
                return f"{one.name.zh[:40]}：照章办理"

    def _chosen(self, case: Case, post: str) -> list[str]:
        """As many residents as a post has to have, each for one post only."""
        kind = kind_of(case, typed(case.matter))
        if post == "representative":
            return [case.grown[-1].name]
        first = 0
        for code, one in kind.posts.items():
            number = min(max(one.seats[0], 3 if code == "member" else 1), one.seats[1])
            if code == post:
                return [person.name for person in self.ground.residents[first : first + number]]
            first += number
        return []

    def _standing(self, case: Case, post: str) -> list[str]:
        """One more for a post than is elected to it, each for one post only."""
        seated = set(
            Tenure.objects.filter(valid_on(case.on), body=case.body("committee")).values_list("person", flat=True)
        )
        people = [person.name for person in self.ground.residents if person.pk not in seated]
        first = 0
        for code, number in planned(typed(case.matter)).items():
            if code == post:
                return people[first : first + number + 1]
            first += number + 1
        return []

    def form(self, fields: Sequence[Field], case: Case) -> dict[str, Any]:
        """The required blanks of a form, filled."""
        return {
            one.code: self.value(one, case)
            for one in fields
            if one.required or one.code in self.given or one.code.startswith((SEAT, NUMBER)) or one.code in REPRESENTED
        }

    def ways(self, place: Place) -> list[Way]:
        return list(ways(place, self.ground.now))

    def begin(self, way: Way, title: str = "一件事") -> Matter | None:
        """Begin a matter at a way in by the first who may; None where nobody in the ground may."""
        people = self.residents(way.case) if way.case.step.by == "@resident" else self.officers(way.case)
        by = may_begin(way, list(people))
        if by is None:
            return None
        fields = first_fields(way.case, way.act, by)
        matter = open_matter(
            procedure=way.case.procedure.code,
            start=way.start.step,
            unit=way.case.place,
            by=by,
            title=title,
            data=self.form(fields, way.case),
            at=self.ground.now,
            key=uuid4(),
        ).matter
        matter.refresh_from_db()
        return matter

    def possible(self, matter: Matter) -> Iterator[tuple[Act, Actor]]:
        """Every act that somebody of the ground may do now, with who does it; in any order where chance chooses."""
        case = load(matter, self.ground.now)
        acts = [act for act in verbs.of(case).acts(case) if act.who != "clock"]
        if self.random is not None:
            self.random.shuffle(acts)
        for act in acts:
            by = self.who(case, act)
            if by is not None:
                yield act, by

    def do(self, matter: Matter, act: Act, by: Actor) -> Taking:
        """Do an act with its blanks filled."""
        case = load(matter, self.ground.now)
        data = self.form(fields_of(case, act, by), case) | self._particular(case, act)
        taking = take(matter=matter.pk, by=by, act=act.code, data=data, at=self.ground.now, key=uuid4())
        matter.refresh_from_db()
        return taking

    def _particular(self, case: Case, act: Act) -> dict[str, Any]:
        """What a meeting needs beyond its blanks' types: everybody comes, all but one agree, two of them count."""
        match act.code:
            case "convene":
                return {"meets_on": (self.ground.today + timedelta(days=12)).isoformat()} | self.given
            case "evidence":
                done = set(
                    Taking.objects.filter(matter=case.matter, act="evidence").values_list("evidence__task", flat=True)
                )
                missing = [task for task in case.step.tasks if task not in done]
                return {"task": missing[0] if missing else next(iter(case.step.tasks))}
            case "sign-in":
                return {"present": list(entitled(self._sitting(case)))}
            case "count":
                voting = list(Attendance.objects.filter(assembly=self._sitting(case), recused=False).order_by("pk"))
                cast = {"votes_for": len(voting) - 1, "against": 1, "abstain": 0} | self.given
                return {**cast, "recorder_1": voting[0].person_id, "recorder_2": voting[1].person_id}
        return {}

    @staticmethod
    def _sitting(case: Case) -> Assembly:
        rows = Assembly.objects.filter(matter=case.matter, adjourned_at__isnull=True, counted_at__isnull=True)
        return rows.select_related("unit", "matter__site").latest("pk")

    def forward(self, matter: Matter) -> bool:
        """One act or one stretch of time on the way forward; False where nothing can be done and nothing will come."""
        case = load(matter, self.ground.now)
        found = {act.code: (act, by) for act, by in self.possible(matter)}
        order = [case.step.forward, *("convene", "count", "sign-in", "post", "sign")]
        evidence = set(case.step.tasks) - set(
            Taking.objects.filter(matter=matter, step=case.step.code, act="evidence").values_list(
                "evidence__task", flat=True
            )
        )
        if evidence and "evidence" in found:
            order = ["evidence"]
        for code in order:
            if code in found:
                self.do(matter, *found[code])
                return True
        if matter.due_at is None:
            return False
        self.ground.now = max(self.ground.now, matter.due_at) + timedelta(hours=1)
        self.ground.wait()
        matter.refresh_from_db()
        return True

    def until(self, matter: Matter, step: str, most: int = 60) -> None:
        """Drive a matter along its way forward until it stands at a step."""
        for _ in range(most):
            if matter.step == step or not self.forward(matter):
                break
        assert matter.step == step, f"stands at {matter.step or matter.end}"

    def to_the_end(self, matter: Matter, most: int = 80) -> str:
        """Drive a matter along its way forward; the end it came to, "" where it did not come to one."""
        for _ in range(most):
            if not matter.step or not self.forward(matter):
                break
        return matter.end
