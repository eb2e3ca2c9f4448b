"""A case: one matter at one instant, with everything that judging an act needs."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q

from yuanba.kernel.matters.models import Interest, Matter
from yuanba.kernel.people.actors import acting_kind, near_relatives
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Body, Person, Tenure
from yuanba.kernel.people.rolls import adults
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import ancestors, valid_on
from yuanba.kernel.procedures import engine
from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Procedure, Step
from yuanba.kernel.procedures.law import AssemblyLaw, Law, Rule
from yuanba.kernel.procedures.pack import BodyKind
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.editions import governing
from yuanba.kernel.registers.models import Record
from yuanba.prepared import Prepared, given

_LEVELS = 6  # of places around the innermost one, itself among them: county, township, unit and three inside it
# Every act asks these, some of them twice: once for the form and once under the lock.
_standing = Prepared(
    lambda: Body.objects.filter(
        valid_on(given("day")), place__code__in=[given(f"place_{number}") for number in range(_LEVELS)]
    ).select_related("place")
)
_overseeing = Prepared(
    lambda: Tenure.objects.filter(
        valid_on(given("day")),
        body__kind__in=[code for code, kind in pack().bodies.items() if kind.oversight],
        body__place__code=given("unit"),
    ).values_list("person_id")
)
_open_children = Prepared(
    lambda: Matter.objects.filter(parent=given("matter"), role=given("role"), closed_at__isnull=True).values_list("pk")
)


_interested = Prepared(
    lambda: Interest.objects.filter(Q(matter=given("matter")) | Q(matter=given("parent"))).values_list("person_id")
)


_locked = Prepared(
    lambda: (
        Matter.objects.filter(pk=given("matter"))
        .select_for_update(of=("self",))
        .select_related("unit", "site", "power", "about", "holder")
    )
)


def locked(matter: int) -> Matter:
    """A matter with what its case needs, locked for the transaction; Matter.DoesNotExist where there is none."""
    found: list[Matter] = _locked(matter=matter)
    if not found:
        raise Matter.DoesNotExist
    return found[0]


def delegate(body: str) -> str | None:
    """The representative assembly that may stand for an assembly by a recorded mandate (VCOL 28, RCOL 30, RCEO 28)."""
    return next((kind.code for kind in pack().bodies.values() if kind.stands_for == body), None)


def exercise(power: Record | None) -> engine.Exercise | None:
    """What a power says about who decides and who carries out."""
    if power is None:
        return None
    data = json.loads(power.data)

    def both(regular: str) -> tuple[str, ...]:
        if not regular:  # a power of daily work: no assembly votes on it
            return ()
        stand_in = delegate(regular) if data.get("delegable") else None
        return (regular, stand_in) if stand_in else (regular,)

    return engine.Exercise(
        deciders={
            "village": both(data.get("decider", "")),
            "community": both(data.get("decider_community") or data.get("decider", "")),
        },
        executor=data.get("executor", ""),
    )


def basis(power: Record | None) -> tuple[Citation, ...]:
    """The citations of a power."""
    if power is None:
        return ()
    return tuple(map(Citation.parse, parts(json.loads(power.data).get("basis"))))


@dataclass
class Case:
    """One matter at an instant. The law is the law of the day the matter was opened: later editions leave it alone."""

    matter: Matter
    procedure: Procedure
    step: Step
    at: datetime
    law: Law
    beside: "Case | None" = None  # another case of this unit and instant: what it has looked up serves this one too

    @cached_property
    def on(self) -> date:
        return local_day(self.at)

    @cached_property
    def law_day(self) -> date:
        return local_day(self.matter.opened_at)

    @cached_property
    def unit(self) -> Place:
        return self.matter.unit

    @property
    def place(self) -> Place:
        """Where the matter lies: inside the unit, or the unit itself."""
        return self.matter.site or self.unit

    @property
    def sphere(self) -> str:
        """The kind of place whose assemblies decide: a group has its own; a courtyard's matters are the unit's."""
        return self.place.kind if self.place.kind == "group" else self.unit.kind

    @cached_property
    def params(self) -> dict[str, int]:
        return dict(json.loads(self.matter.params))

    @cached_property
    def _catalogues(self) -> dict[str, list[Record]]:
        return self.beside._catalogues if self.beside is not None else {}

    def catalogue(self, register: str) -> list[Record]:
        """Records of a register of powers that govern here today, by code; one query for all cases side by side."""
        if register not in self._catalogues:
            self._catalogues[register] = governing(register, self.place.code, self.on)
        return self._catalogues[register]

    @cached_property
    def grown(self) -> list[Person]:
        """The place's adults by household, for a list to choose from; one query."""
        if self.beside is not None:
            return self.beside.grown
        people = adults(self.place.code, self.on).select_related("household")
        return list(people.order_by("place_id", "household__number", "pk"))

    @cached_property
    def exercise(self) -> engine.Exercise | None:
        return exercise(self.matter.power)

    @cached_property
    def open_objections(self) -> int:
        return len(_open_children(matter=self.matter.pk, role="objection"))

    @cached_property
    def open_queries(self) -> int:
        return len(_open_children(matter=self.matter.pk, role="query"))

    def assembly(self, body: str) -> AssemblyLaw:
        """How an assembly sits and decides here: the law of this kind of unit, and the county's own where stricter."""
        return pack().assembly(body, self.law_day, at=self.unit.kind)

    def rule(self, code: str) -> Rule:
        """A numeric rule of the law for this kind of unit."""
        return self.law.rule(code, self.law_day, at=self.unit.kind)

    def cite(self, citations: Iterable[Citation]) -> str | None:
        """The first citation that governs this kind of unit."""
        return self.law.cite(citations, self.unit.kind)

    def cite_body(self, body: str) -> str | None:
        """The article on a kind of body, for this kind of unit."""
        return self.cite(pack().bodies[body].law)

    @property
    def disclosure(self) -> str | None:
        """The article on disclosure for this kind of unit (VCOL 35, RCOL 34)."""
        basis = self.rule("posting_min_days").basis
        return str(basis) if basis else None

    def kinds(self, step: Step) -> tuple[BodyKind, ...]:
        """Kinds of bodies behind a step, the regular one first; empty for residents."""
        about = self.matter.about.kind if self.matter.about else ""
        codes = engine.kinds_of(step.by, exercise=self.exercise, place_kind=self.sphere, answering=about)
        return tuple(pack().bodies[code] for code in codes)

    def holder(self, step: Step) -> Body | None:
        """The standing body whose officers act in a step. Refusal `body-missing` where the unit has none."""
        kinds = self.kinds(step)
        if not kinds:
            return None
        kind = acting_kind(kinds[0])
        body = self.body(kind)
        if body is None:
            name = pack().bodies[kind].title(self.unit.kind)
            raise Refusal(
                "body-missing", place=self.unit.name, place_en=self.unit.name_en, body=name.zh, body_en=name.en
            )
        return body

    @cached_property
    def _bodies(self) -> dict[str, Body]:
        """Standing bodies of the place and of all that it lies in, by kind, the nearest; one query for a whole case."""
        if self.beside is not None:
            return self.beside._bodies
        around = [*ancestors(self.place.code), self.place.code]
        # Filled up with the place itself, so that places of every level share one prepared query.
        around += [self.place.code] * (_LEVELS - len(around))
        found = _standing(day=self.on, **{f"place_{number}": code for number, code in enumerate(around)})
        # The nearest stands last, so that it is the one that stays.
        return {body.kind: body for body in sorted(found, key=lambda body: (len(body.place.code), -body.pk))}

    def body(self, kind: str) -> Body | None:
        """The standing body of a kind in the matter's place, or else in the nearest place that this lies in."""
        return self._bodies.get(kind)

    @cached_property
    def supervisors(self) -> frozenset[int]:
        """Persons with a standing post in the bodies of this unit that oversee; one query."""
        if self.beside is not None:
            return self.beside.supervisors
        return frozenset(row.person_id for row in _overseeing(day=self.on, unit=self.unit.code))

    @cached_property
    def terms(self) -> list[Tenure]:
        """Standing tenures in the place's own bodies, for a list to choose from; one query."""
        if self.beside is not None:
            return self.beside.terms
        rows = Tenure.objects.filter(valid_on(self.on), body__place=self.place).select_related("person", "body")
        return list(rows.order_by("pk"))

    @cached_property
    def interested(self) -> frozenset[int]:
        """Whom the matter is about or who declared an interest; one query. An objection is about its parent's."""
        if self.beside is not None and self.beside.matter.pk == self.matter.pk:
            return self.beside.interested
        own = self.matter.pk or self.matter.parent_id
        rows = _interested(matter=own, parent=self.matter.parent_id or own) if own else ()
        return frozenset(row.person_id for row in rows)

    @cached_property
    def concerned(self) -> frozenset[int]:
        """The interested with their near relatives; two queries at most."""
        if self.beside is not None and self.beside.matter.pk == self.matter.pk:
            return self.beside.concerned
        return self.interested | near_relatives(self.interested)


def load(matter: Matter, at: datetime) -> Case:
    """The case of a matter that still runs. Refusal `matter-ended`."""
    if not matter.step:
        raise Refusal("matter-ended")
    procedure = pack().procedure(matter.procedure, matter.version)
    return Case(matter, procedure, procedure.steps[matter.step], at, pack().law)
