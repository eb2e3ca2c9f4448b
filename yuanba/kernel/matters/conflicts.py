"""Who acted in a matter that concerned her or a near relative: found again whenever somebody asks.

An act is refused on its day where the nearness was known; what is declared later is found here.
"""

import json
from collections import defaultdict
from datetime import date

from yuanba.kernel.matters.models import Interest, Taking
from yuanba.kernel.matters.subjects import JUDGING
from yuanba.kernel.people.conflicts import Conflict, kin_among, of_posts
from yuanba.kernel.people.models import Person
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.scope import within

# Whoever writes an interest down has not judged anything by it.
_HARMLESS = ("declare",)


def conflicts(scope: str, on: date) -> list[Conflict]:
    """Every conflict of interest within a place that can be known from what is declared; six queries."""
    return [*of_posts(scope, on), *of_acts(scope)]


def of_acts(scope: str) -> list[Conflict]:
    """Officers who judged, decided, recorded or carried out what concerned them or a near relative; four queries."""
    interested: dict[int, list[int]] = defaultdict(list)
    rows = Interest.objects.filter(within(scope, path="matter__unit__code")).order_by("pk")
    for matter, person in rows.values_list("matter_id", "person_id"):
        interested[matter].append(person)
    kin = kin_among(person for people in interested.values() for person in people)
    found: dict[tuple[int, int], tuple[Taking, int]] = {}
    takings = Taking.objects.filter(matter__in=interested, person__isnull=False).exclude(body="")
    for taking in takings.select_related("matter__unit", "person", "tenure__body").order_by("pk"):
        step = pack().procedure(taking.matter.procedure, taking.matter.version).steps.get(taking.step)
        if step is None or step.kind not in JUDGING or taking.act in _HARMLESS:
            continue
        for person in _hands(taking):
            for other in interested[taking.matter_id]:
                if person == other or (person, other) in kin:
                    found.setdefault((taking.matter_id, person), (taking, other))
    people = Person.objects.in_bulk({pk for _, pk in found} | {other for _, other in found.values()})
    return [
        Conflict(
            "acted",
            taking.matter.unit,
            people[person],
            _post(taking) if person == taking.person_id else "recorder",
            people[other],
            kin.get((person, other), ""),
            pack().law.cite(pack().bodies["committee"].law, taking.matter.unit.kind),
            taking.matter.number,
        )
        for (_, person), (taking, other) in found.items()
    ]


def _hands(taking: Taking) -> set[int]:
    """Whose act it was; for a count also those who recorded it."""
    hands = {taking.person_id} if taking.person_id is not None else set()
    if taking.act == "count":
        data = json.loads(taking.data)
        hands |= {data[code] for code in ("recorder_1", "recorder_2") if code in data}
    return hands


def _post(taking: Taking) -> str:
    return f"{taking.tenure.body.kind}.{taking.tenure.post}" if taking.tenure is not None else taking.body
