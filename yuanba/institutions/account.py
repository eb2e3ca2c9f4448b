"""What can be said of an institution: where it is in force, with which numbers in which bounds, and its use so far."""

import json
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet

from yuanba.kernel.matters.models import Matter
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Param, Procedure, Text
from yuanba.kernel.procedures.law import Rule
from yuanba.kernel.procedures.pack import Institution
from yuanba.kernel.registers.models import Record
from yuanba.kernel.registers.planning import ADOPTIONS

# The three parts of the county's programme, by the numbers of their institutions.
PARTS = (
    (Text("组织", "Organisations"), range(1, 12)),
    (Text("权力", "Powers"), range(12, 29)),
    (Text("参与", "Participation"), range(29, 45)),
)
KINDS = ("village", "community")
ELSE = Text("本县自己的", "The county's own")


@dataclass(frozen=True, slots=True)
class InForce:
    """An adoption that stands: where, since when, with which versions and parameters. `name`s are the place's."""

    place: str
    name: str
    name_en: str
    since: date
    versions: dict[str, int]
    params: dict[str, int]


@dataclass(frozen=True, slots=True)
class Bounded:
    """A parameter with its bounds and, where the law sets the floor, the number and its articles."""

    param: Param
    floor: int | None
    laws: tuple[Citation, ...]


def numbered() -> list[Institution]:
    """Every institution of the pack, by number."""
    return sorted(pack().institutions.values(), key=lambda one: (one.number, one.code))


def parts() -> list[tuple[Text, list[Institution]]]:
    """The institutions in the three parts of the programme; those with other numbers come last."""
    every = numbered()
    found = [(title, [one for one in every if one.number in numbers]) for title, numbers in PARTS]
    listed = {one.code for _, rows in found for one in rows}
    found.append((ELSE, [one for one in every if one.code not in listed]))
    return [(title, rows) for title, rows in found if rows]


def in_force(on: date, institution: str | None = None) -> dict[str, list[InForce]]:
    """Standing adoptions by institution, the widest place first; one query."""
    rows = Record.objects.filter(valid_on(on), register=ADOPTIONS)
    if institution is not None:
        rows = rows.filter(code=institution)
    found: dict[str, list[InForce]] = defaultdict(list)
    fields = ("code", "place__code", "place__name", "place__name_en", "since", "data")
    for code, place, name, name_en, since, data in rows.order_by("since", "pk").values_list(*fields):
        held = json.loads(data)
        found[code].append(InForce(place, name, name_en or name, since, held["versions"], held["params"]))
    return {code: sorted(rows, key=lambda one: (len(one.place), one.place)) for code, rows in found.items()}


def used(procedures: tuple[str, ...]) -> dict[str, int]:
    """How many matters each procedure has had so far in the county; one query that reads an index, not matters."""
    rows = Matter.objects.filter(procedure__in=procedures)
    return dict(rows.values_list("procedure").annotate(n=Count("pk")))


def newest(procedures: tuple[str, ...], most: int) -> QuerySet[Matter]:
    """The newest matters of one or more procedures, wherever they lie: each one's by its index, of these the newest."""
    each = (Matter.objects.filter(procedure=code).order_by("-pk").values("pk")[:most] for code in procedures)
    return Matter.objects.filter(reduce(or_, (Q(pk__in=some) for some in each))).order_by("-pk")[:most]


def procedures(institution: Institution) -> list[Procedure]:
    """Its procedures in their newest versions."""
    return [pack().procedure(code) for code in institution.procedures]


def bounded(institution: Institution, on: date) -> list[Bounded]:
    """The numbers that a place may set, each once, with the law's floor."""
    found: dict[str, Bounded] = {}
    for procedure in procedures(institution):
        for param in procedure.params.values():
            if param.code not in found:
                rules = _rules(param.rule, on) if param.rule else []
                floors = [rule.value for rule in rules if rule.bound == "min"]
                basis = dict.fromkeys(rule.basis for rule in rules if rule.basis is not None)
                found[param.code] = Bounded(param, max(floors, default=None), tuple(basis))
    return list(found.values())


def _rules(code: str, on: date) -> list[Rule]:
    """A number of the law for villages and for communities; one of them may have none."""
    found = []
    for kind in KINDS:
        with suppress(KeyError):
            found.append(pack().law.rule(code, on, at=kind))
    return found


def laws(institution: Institution) -> list[Citation]:
    """The articles on which its procedures stand, each once."""
    return list(dict.fromkeys(citation for procedure in procedures(institution) for citation in procedure.law))


def readings(institution: Institution) -> list[Text]:
    """The project's reading of terms that nobody has published, each once."""
    return list(dict.fromkeys(one.reading for one in procedures(institution) if one.reading is not None))
