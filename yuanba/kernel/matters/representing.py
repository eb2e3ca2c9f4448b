"""Representatives of households and groups (VCOL 29, RCOL 13): whose seats they hold, which are vacant, who chooses.

A seat belongs to those who chose its holder: the place in which she was chosen, else the group in which she lives, else
the whole unit. Nobody types that. What the law leaves open (how households decide among themselves) is our default.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yuanba.kernel.matters import effects, guards
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.effects import typed
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people import acts as people
from yuanba.kernel.people import rolls
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.people.vacancies import cut_short
from yuanba.kernel.places.codes import unit_of
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.definitions import Field, Step, Text
from yuanba.kernel.procedures.pack import HOUSEHOLDS
from yuanba.kernel.procedures.refusal import Refusal

PROCEDURE = "representative-by-election"
GROUP, HOMES = "group", "homes"  # who chose: the group's meeting, or the households behind the seat
MEETING = "villager_group_assembly"


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat of a representative: who held it last, the code of the place that chooses, and whether it is vacant."""

    tenure: Tenure
    place: str
    vacant: bool


def kinds() -> list[str]:
    """Assemblies whose members the households or groups of a unit choose."""
    return [kind.code for kind in pack().bodies.values() if {HOUSEHOLDS, MEETING} <= set(kind.elected_by)]


def seats(unit: Place, on: date) -> list[Seat]:
    """Seats of a unit's representatives that are held on a day or fell vacant in the running term; four queries."""
    rows = list(
        Tenure.objects.filter(valid_on(on, path="body__"), body__place=unit, body__kind__in=kinds(), since__lte=on)
        .select_related("person__place", "body")
        .order_by("pk")
    )
    numbers = {row.pk: _number(row) for row in rows}
    begun = _begun([number for number in numbers.values() if number])
    groups = list(
        Place.objects.filter(valid_on(on), code__startswith=f"{unit.code}.", kind="group").values_list("code")
    )
    ends = [row.until for row in rows if row.until is not None and row.until > on]
    succeeded = {begun[number][1] for number in numbers.values() if number in begun}
    last = {number: pk for pk, number in numbers.items() if number}
    found = []
    for row in rows:
        held = row.until is None or row.until > on
        if not held and (
            row.pk in succeeded or last.get(numbers[row.pk], row.pk) != row.pk or not _cut_short(row, ends)
        ):
            continue
        told = begun.get(numbers[row.pk])
        lives = next((code for (code,) in groups if f"{row.person.place.code}.".startswith(f"{code}.")), unit.code)
        found.append(Seat(row, told[0] if told else lives, not held))
    return found


def _number(row: Tenure) -> str:
    """The number of the matter that put somebody in office; empty for those taken over from the paper files."""
    return row.warrant.partition(" ")[2].partition("#")[0]


def _begun(numbers: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Of by-elections by number: the place that chose, and the tenure whose seat was filled; one query."""
    first = Taking.objects.filter(seq=1, matter__number__in=numbers, matter__procedure=PROCEDURE)
    rows = first.values_list("matter__number", "matter__site__code", "matter__unit__code", "data")
    return {number: (site or unit, int(json.loads(data)["tenure"])) for number, site, unit, data in rows}


def _cut_short(row: Tenure, ends: Sequence[date]) -> bool:
    """Whether a tenure ended within the term of those who are still in office."""
    return cut_short(row.since, row.until, ends, pack().bodies[row.body.kind].term_years)


class _OfSeats:
    """A seat of those who choose in this place, named by who holds it or held it last."""

    question = Text("", "")
    vacant, subject = False, False

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        names = {
            str(one.tenure.pk): self._name(one.tenure)
            for one in seats(case.unit, case.on)
            if one.vacant is self.vacant and one.place == case.place.code
        }
        return (
            Field("tenure", self.question, "choice", public=False, choices=names, subject=self.subject, persons=True),
        )

    @staticmethod
    def _name(row: Tenure) -> Text:
        post, who = pack().bodies[row.body.kind].posts[row.post].name, row.person.name
        return Text(f"{post.zh} {who}", f"{post.en} {who}")

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        running = Taking.objects.filter(
            seq=1, matter__unit=case.unit, matter__procedure=PROCEDURE, matter__closed_at__isnull=True
        ).exclude(matter=case.matter.pk)
        running = running.order_by("pk")
        for number, told in running.values_list("matter__number", "data"):
            if "tenure" in data and json.loads(told).get("tenure") == data["tenure"]:
                raise Refusal("seat-under-way", number=number)


class VacantSeat(_OfSeats):
    code, vacant = "vacant-seat", True
    question = Text("哪个代表缺额（原来是谁）", "Which vacant seat (and who held it)")


class SeatHeld(_OfSeats):
    code, subject = "seat-held", True
    question = Text("哪位代表", "Which representative")


class ChosenHere:
    """Those who chose the holder of the seat have decided, in numbers that the law or our default asks for."""

    code = "chosen-here"
    votes = Text("赞成票数（罢免的，是同意罢免的票数）", "Votes in favour (of the person, or of the recall)")

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        ways = {HOMES: Text("推选她的各户", "The households behind the seat")}
        if self._meets(case):
            ways = {GROUP: pack().bodies[MEETING].title(case.unit.kind), **ways}
        meeting = (
            Field("present", Text("小组会议：到会人数", "Group meeting: persons present"), "number", False),
            Field("present_homes", Text("小组会议：到会的人来自多少户", "From how many households"), "number", False),
        )
        return (
            Field("electors", Text("由谁推选、表决的", "Who chose or decided"), "choice", choices=ways),
            *(meeting if GROUP in ways else ()),
            Field("homes", Text("各户推选：这个代表名额有多少户", "Households behind the seat"), "number", False),
            Field("voted", Text("各户推选：参加的户数", "Households that took part"), "number", False),
            Field("votes", self.votes, "number"),
        )

    @staticmethod
    def _meets(case: Case) -> bool:
        """Whether a meeting of the group can choose here: a community's groups have none with a quorum (RCOL 13)."""
        return case.place.kind == "group" and case.law.cite(pack().bodies[MEETING].law, case.unit.kind) is not None

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        if "electors" not in data or "votes" not in data:
            return
        asked = ("present", "present_homes") if data["electors"] == GROUP else ("homes", "voted")
        names = {field.code: field.name for field in self.fields(case, act)}
        missing = {
            code: Refusal("blank-missing", field=names[code].zh, field_en=names[code].en)
            for code in asked
            if code not in data
        }
        if missing:
            raise Unfilled(missing)
        due = rolls.due(MEETING, case.place.code, case.on)
        judge = self._meeting if data["electors"] == GROUP else self._households
        judge(case, due, data)

    @staticmethod
    def _meeting(case: Case, due: Mapping[str, int], data: Mapping[str, Any]) -> None:
        law, present, homes, votes = case.assembly(MEETING), data["present"], data["present_homes"], data["votes"]
        reached = {one.of: homes if one.of.endswith("household_reps") else present for one in law.quorum_any}
        if votes > present or homes > present or any(came > due[base] for base, came in reached.items()):
            raise Refusal("ballot-impossible")
        if not law.quorum({base: (came, due[base]) for base, came in reached.items()}):
            first = law.quorum_any[0]
            facts = {"present": reached[first.of], "whole": due[first.of], "least": first.least(due[first.of])}
            raise Refusal("quorum-missing", law=str(law.basis), **facts)
        if not law.passes(votes, {**due, "present": present}):
            raise Refusal("group-not-agreed", law=str(law.basis), present=present, votes=votes)

    @staticmethod
    def _households(case: Case, due: Mapping[str, int], data: Mapping[str, Any]) -> None:
        homes, voted, votes = data["homes"], data["voted"], data["votes"]
        whole = due["group_household_reps"]
        if not votes <= voted <= homes <= whole:
            raise Refusal("ballot-impossible")
        kind = pack().bodies[_seat(case).body.kind]
        span = case.assembly(kind.code).households_per_rep
        # Where fewer live than choose one representative, all of them choose her.
        if span is not None and not min(span[0], whole) <= homes <= span[1]:
            basis = case.cite(case.procedure.law)
            raise Refusal("households-behind-seat", law=basis, least=span[0], most=span[1], homes=homes)
        if voted * 2 <= homes or votes * 2 <= voted:
            raise Refusal("households-not-agreed", homes=homes, voted=voted, votes=votes)


def _seat(case: Case) -> Tenure:
    return Tenure.objects.select_related("body__place").get(pk=int(typed(case.matter)["tenure"]))


def chose(data: Mapping[str, Any]) -> str:
    """The electing body that a filled form names; empty where it is no matter about a representative."""
    return {GROUP: MEETING, HOMES: HOUSEHOLDS}.get(str(data.get("electors", "")), "")


class Unseat:
    """Whoever this matter put in office leaves it: the result was wrong."""

    code = "unseat"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return ()

    def apply(self, case: Case, step: Step, taking: Taking, data: Mapping[str, Any], by: Actor) -> None:
        for tenure in brought_in(case.matter, case.on):
            people.leave(tenure=tenure, on=case.on, because=case.matter.number, at=case.at)


def brought_in(matter: Matter, on: date) -> list[Tenure]:
    """Tenures that a matter began and that still run on a day."""
    rows = Tenure.objects.filter(valid_on(on), body__place__code__startswith=unit_of(matter.unit.code))
    return list(rows.filter(warrant__contains=f" {matter.number}#").select_related("body__place").order_by("pk"))


for _guard in (VacantSeat(), SeatHeld(), ChosenHere()):
    guards.register(_guard)
effects.register(Unseat())
