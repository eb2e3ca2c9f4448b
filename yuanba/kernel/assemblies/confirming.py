"""What waits for somebody to confirm that a person has an interest, across all the matters of her bodies' places."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from yuanba.kernel.assemblies.models import Attendance
from yuanba.kernel.assemblies.recusing import DECLARE, HIGHER, INNER, OVERSEER, confirmer, unanswered
from yuanba.kernel.matters.models import Interest, Matter, Taking
from yuanba.kernel.people.actors import near_relatives
from yuanba.kernel.people.models import Body, Person, Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.rules import valid
from yuanba.kernel.places.scope import valid_on


@dataclass(frozen=True, slots=True)
class Waits:
    """A matter and how many interests wait there for her."""

    matter: Matter
    number: int


def to_confirm(
    person: Person, acting: Iterable[Tenure], on: date, *, after: int | None, few: int
) -> tuple[list[Waits], int | None]:
    """A page of the matters where she may confirm interests, and the mark of the next; four queries at most.

    Never what was said of herself or of a near relative of hers. `acting`: her posts that act for their bodies.
    """
    posts = {(tenure.body.kind, tenure.body.place_id) for tenure in acting}
    rows = _said_of_somebody(posts)
    if rows is None:
        return [], None
    page = (rows if after is None else rows.filter(pk__gt=after)).order_by("pk")[: few + 1]
    entries = Taking.objects.filter(matter__in=page.values("pk"), act__in=INNER)
    said: dict[int, list[Taking]] = defaultdict(list)
    for entry in entries.select_related("matter__unit").order_by("matter_id", "seq"):
        said[entry.matter_id].append(entry)
    shown = list(said)[:few]
    return _hers(person, posts, on, [said[one] for one in shown]), shown[-1] if len(said) > few else None


def _said_of_somebody(posts: set[tuple[str, int]]) -> QuerySet[Matter] | None:
    """Running matters, before anybody has signed in, where others spoke of an interest, in the units that these posts
    confirm for; None where they confirm nothing."""
    ours = Q()
    for kind, place in posts:
        if kind == OVERSEER:
            ours |= Q(unit=place)
        elif kind == HIGHER:
            ours |= Q(unit__in=Place.objects.filter(parent=place))
    if not ours:
        return None
    sitting = Attendance.objects.filter(
        assembly__matter=OuterRef("pk"),
        assembly__called_at__gte=OuterRef("entered_at"),
        assembly__adjourned_at__isnull=True,
        assembly__counted_at__isnull=True,
    )
    said = Taking.objects.filter(matter=OuterRef("pk"), act=DECLARE)
    return Matter.objects.filter(ours, Exists(said), ~Exists(sitting), closed_at__isnull=True)


def _hers(person: Person, posts: set[tuple[str, int]], on: date, said: list[list[Taking]]) -> list[Waits]:
    """What she confirms of the entries of each matter; three queries at most."""
    voting = [entries for entries in said if _voted_on(entries[0].matter)]
    if not voting:
        return []
    known: dict[int, set[int]] = defaultdict(set)
    interests = Interest.objects.filter(matter__in=[entries[0].matter_id for entries in voting])
    for pk, who in interests.values_list("matter_id", "person_id"):
        known[pk].add(who)
    own = {person.pk} | near_relatives({person.pk})
    supervisors, overseen = _overseeing({entries[0].matter.unit_id for entries in voting}, on)
    found = []
    for entries in voting:
        matter = entries[0].matter
        unit, town = matter.unit_id, matter.unit.parent_id
        hers = {OVERSEER: (OVERSEER, unit) in posts, HIGHER: (HIGHER, town) in posts}
        waits = unanswered(((one.seq, one.act, one.data) for one in entries), known[matter.pk])
        number = sum(
            hers[confirmer(who, supervisors[unit], unit in overseen)] for who in waits.values() if who not in own
        )
        if number:
            found.append(Waits(matter, number))
    return found


def _overseeing(units: set[int], on: date) -> tuple[dict[int, set[int]], set[int]]:
    """Persons with a standing post in the bodies that oversee, by unit, and the units that have who confirms."""
    kinds = [code for code, kind in pack().bodies.items() if kind.oversight]
    bodies = Body.objects.filter(valid_on(on), kind__in={*kinds, OVERSEER}, place__in=units)
    persons: dict[int, set[int]] = defaultdict(set)
    overseen = set()
    held = ("tenures__person_id", "tenures__since", "tenures__until")
    for unit, kind, person, since, until in bodies.values_list("place_id", "kind", *held):
        if kind == OVERSEER:
            overseen.add(unit)
        if person is not None and kind in kinds and valid(since, until, on):
            persons[unit].add(person)
    return persons, overseen


def _voted_on(matter: Matter) -> bool:
    return pack().procedure(matter.procedure, matter.version).steps[matter.step].kind == "vote"
