"""The plan of a redrawing: everything that will move, computed once for the preview and for the act alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from hashlib import sha256
from typing import Any

from yuanba.institutions.redrawing import bodies, matters, records, roll
from yuanba.institutions.redrawing.ground import Ground, survey
from yuanba.institutions.redrawing.lines import Entry, Undecided
from yuanba.institutions.redrawing.order import Order
from yuanba.kernel.people.acts import SHANGHAI, local_day
from yuanba.kernel.places.codes import TOWNSHIP
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.canonical import encode
from yuanba.kernel.procedures.refusal import Refusal


@dataclass(frozen=True)
class Plan:
    """Everything that an order moves, by kind."""

    ground: Ground
    bodies: bodies.Bodies
    roll: roll.Roll
    registers: records.Registers
    business: matters.Business

    @property
    def order(self) -> Order:
        return self.ground.order

    @property
    def undecided(self) -> tuple[Undecided, ...]:
        return tuple(self.ground.undecided)

    def place(self, code: str) -> Place:
        """One of the units concerned, also one that is not founded yet."""
        return self.ground.heirs.get(code) or self.ground.old[code]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many of each kind; what counts as moving is re-homed, what stays stays in the archive of the old unit."""
        return {
            "places": len(self.ground.inner),
            "bodies_ending": len(self.bodies.ending),
            "bodies_carried": len(self.bodies.carried),
            "terms_ending": sum(line.terms for line in self.bodies.ending),
            "households": len(self.roll.homes),
            "renumbered": sum(home.number != home.number_to for home in self.roll.homes),
            "persons": len(self.roll.residents),
            "records": len(self.registers.moving),
            "records_ending": len(self.registers.ending),
            "matters": len(self.business.running),
            "matters_waiting": sum(line.waits for line in self.business.running),
            "authorisations": len(self.business.authorities),
            "notices": len(self.business.hanging),
            "sittings": len(self.business.sittings),
            "matters_archived": self.business.archived,
            "notices_archived": self.business.old_notices,
            "undecided": len(self.ground.undecided),
        }

    @cached_property
    def statement(self) -> dict[str, Any]:
        """What anybody may read of it: bodies, places, numbers and counts; no household and nobody by name."""
        order = self.order
        return {
            "kind": order.kind,
            "on": order.on.isoformat(),
            "old": list(self.ground.old),
            "new": sorted(self.ground.heirs),
            "founded": [
                {"code": line.code, "kind": line.kind, "name": line.name, "name_en": line.name_en}
                for line in self.ground.founded
            ],
            "places": [[line.code, line.to, line.name_to] for line in self.ground.inner.values()],
            "bodies": {
                "ending": [[line.place, line.kind] for line in self.bodies.ending],
                "carried": [[line.place, line.kind, line.to] for line in self.bodies.carried],
                "needs": [[line.heir, line.kind, line.fate, list(line.elected_by)] for line in self.bodies.needs],
            },
            "records": [[r.register, r.code, r.place, r.to, r.code_to] for r in _public(self.registers.moving)],
            "records_ending": [[r.register, r.code, r.place] for r in _public(self.registers.ending)],
            "matters": [[line.number, line.to, line.kind, line.waits] for line in self.business.running],
            "notices": [[line.pk, line.to] for line in self.business.hanging],
            "sittings": [[line.number, line.body] for line in self.business.sittings],
            "counts": self.counts,
        }

    @cached_property
    def private(self) -> bytes:
        """What enters the ledger as a commitment alone: who lives where, and records that are not for everybody."""
        return encode(
            {
                "homes": [[home.pk, home.number, home.to, home.number_to] for home in self.roll.homes],
                "persons": [[one.pk, one.to] for one in self.roll.residents],
                "records": [[r.pk, r.to, r.code_to] for r in self.registers.moving if not r.public],
            }
        )

    @cached_property
    def digest(self) -> str:
        """What the preview showed: an act that would do something else is refused."""
        return sha256(encode(self.statement) + self.private).hexdigest()


def _public(lines: Iterable[Entry]) -> list[Entry]:
    return [line for line in lines if line.public]


def plan(order: Order, *, at: datetime) -> Plan:
    """What an order would move if it were carried out at its day; writes nothing. A constant number of queries.

    Refusals: `redraw-choice-idle`, those of `lay_out`.
    """
    made = lay_out(order, at=at)
    idle = [key for key in order.choices.given if key not in made.ground.used]
    if idle and len(made.ground.heirs) > 1:
        raise Refusal("redraw-choice-idle", first=idle[0])
    return made


def lay_out(order: Order, *, at: datetime) -> Plan:
    """As `plan`, whatever has become of what was once assigned. Refusals: `redraw-past`, those of `ground.survey`."""
    if order.on < local_day(at):
        raise Refusal("redraw-past", day=order.on.isoformat())
    ground = survey(order)
    opening = datetime.combine(order.on, time(), SHANGHAI)
    standing, people = bodies.plan(ground), roll.plan(ground)
    business = matters.plan(ground, standing, people, max(at, opening))
    return Plan(ground, standing, people, records.plan(ground), business)


def townships(order: Order) -> set[str]:
    """The townships that an order concerns."""
    return {code[:TOWNSHIP] for code in order.codes}
