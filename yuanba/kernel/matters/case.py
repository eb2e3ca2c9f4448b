"""A case: one matter at one instant, with everything that judging an act needs."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.actors import acting_kind
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Body
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures import engine
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Procedure, Step
from yuanba.kernel.procedures.law import AssemblyLaw, Law, Rule
from yuanba.kernel.procedures.pack import BodyKind
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.models import Record


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
    return tuple(Citation.parse(text.strip()) for text in json.loads(power.data).get("basis", "").split(";") if text.strip())


@dataclass
class Case:
    """One matter at an instant. The law is the law of the day the matter was opened: later editions leave it alone."""

    matter: Matter
    procedure: Procedure
    step: Step
    at: datetime
    law: Law

    @cached_property
    def on(self) -> date:
        return local_day(self.at)

    @cached_property
    def law_day(self) -> date:
        return local_day(self.matter.opened_at)

    @cached_property
    def unit(self) -> Place:
        return self.matter.unit

    @cached_property
    def params(self) -> dict[str, int]:
        return dict(json.loads(self.matter.params))

    @cached_property
    def exercise(self) -> engine.Exercise | None:
        return exercise(self.matter.power)

    @cached_property
    def open_objections(self) -> int:
        return Matter.objects.filter(parent=self.matter, role="objection", closed_at__isnull=True).count()

    @cached_property
    def open_queries(self) -> int:
        return Matter.objects.filter(parent=self.matter, role="query", closed_at__isnull=True).count()

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
        codes = engine.kinds_of(step.by, exercise=self.exercise, place_kind=self.unit.kind, answering=about)
        return tuple(pack().bodies[code] for code in codes)

    def holder(self, step: Step) -> Body | None:
        """The standing body whose officers act in a step. Refusal `body-missing` where the unit has none."""
        kinds = self.kinds(step)
        if not kinds:
            return None
        kind = acting_kind(kinds[0])
        body = find_body(self.unit, kind, self.on)
        if body is None:
            name = pack().bodies[kind].title(self.unit.kind)
            raise Refusal(
                "body-missing", place=self.unit.name, place_en=self.unit.name_en, body=name.zh, body_en=name.en
            )
        return body


def find_body(unit: Place, kind: str, on: date) -> Body | None:
    """The standing body of a kind in a unit, or in the township or county above it."""
    codes = [unit.code, unit.code[:9], unit.code[:6]]
    bodies = Body.objects.filter(valid_on(on), kind=kind, place__code__in=codes).select_related("place")
    return max(bodies, key=lambda b: len(b.place.code), default=None)


def load(matter: Matter, at: datetime) -> Case:
    """The case of a matter that still runs. Refusal `matter-ended`."""
    if not matter.step:
        raise Refusal("matter-ended")
    procedure = pack().procedure(matter.procedure, matter.version)
    return Case(matter, procedure, procedure.steps[matter.step], at, pack().law)
