"""A village where everything is adopted and every body stands, and a driver that fills any form and walks any road."""

from collections import deque
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from tests.cast import FOUNDED, SHEET, Village, power
from yuanba.kernel.matters import verbs
from yuanba.kernel.matters.acts import fields_of, take
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.offers import Way, ways
from yuanba.kernel.matters.opening import first_fields, open_matter
from yuanba.kernel.matters.permission import permit
from yuanba.kernel.people.actors import Actor, officers
from yuanba.kernel.people.acts import constitute
from yuanba.kernel.people.models import Body, Person, Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.definitions import Field, Procedure
from yuanba.kernel.procedures.outcomes import CLOCKS
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import adopt
from yuanba.kernel.registers.models import Record


def full(place: Village) -> Village:
    """Adopt every institution, enter every power, set up every body with an officer of its own."""
    town = place.unit.parent
    assert town is not None
    assert town.parent is not None
    have = set(Record.objects.filter(register="powers").values_list("code", flat=True))
    for row in pack().registers["powers"].rows:
        if row["code"] not in have:
            power(town.parent, row["code"], place.now)
    for where in (place.unit, town, town.parent):
        kinds = [code for code, kind in pack().bodies.items() if where.kind in kind.at]
        standing = set(Body.objects.filter(place=where).values_list("kind", flat=True))
        place.bodies |= constitute(
            place=where, bodies=[one for one in kinds if one not in standing], seats=[], since=FOUNDED, at=place.now
        )
    for body in Body.objects.select_related("place").order_by("pk"):
        staff(body)
    adopted = set(Record.objects.filter(register="adoptions").values_list("code", flat=True))
    for code in sorted(set(pack().institutions) - adopted):
        adopt(institution=code, place=town, since=FOUNDED, params={}, at=place.now, body="510722101/township_office")
    return place


def staff(body: Body) -> None:
    """One officer who holds nothing else, as a row: who may hold what is not what is tested here."""
    for post in officers(body.kind):
        name = f"经办{body.pk}"
        one = Person.objects.create(
            name=name, place=body.place, unit=body.place.code, adult_on=date(1980, 1, 1), since=FOUNDED
        )
        Tenure.objects.create(body=body, post=post, person=one, since=FOUNDED)
        return


def value(field: Field, someone: Person, on: date) -> Any:
    """Something that fits a blank, whatever its type."""
    match field.type:
        case "text" | "long":
            return "按实际情况办理"
        case "number":
            return 1
        case "money":
            return "100"
        case "date":
            return (on + timedelta(days=3)).isoformat()
        case "choice":
            return next(iter(field.choices))
        case "person":
            return someone.pk
        case "place":
            return someone.unit
        case "file":
            return SHEET
        case "items":
            return [{"name": "材料", "income": "10"}]
        case "yes":
            return True
        case _:
            return [someone.pk]


def filled(fields: tuple[Field, ...], place: Village) -> dict[str, Any]:
    """Every blank of a form filled by its type; held_on is today, because a meeting lies not ahead."""
    data = {one.code: value(one, place.villagers[0], place.today) for one in fields}
    # What a department asks of villages names its article.
    data |= {"basis": "vcol-2026:43"} if "basis" in data else {}
    return {**data, "held_on": place.today.isoformat()} if "held_on" in data else data


def begin(place: Village, way: Way, by: Actor, **extra: Any) -> Matter:
    """Begin a matter at a way in, whoever `by` is."""
    data = {**filled(first_fields(way.case, way.act, by), place), **extra}
    return open_matter(
        procedure=way.case.procedure.code,
        start=way.start.step,
        unit=place.unit,
        by=by,
        title="一件事",
        data=data,
        at=place.now,
        key=uuid4(),
    ).matter


def way_in(place: Village, procedure: str, step: str) -> Way:
    return next(
        one for one in ways(place.unit, place.now) if (one.case.procedure.code, one.start.step) == (procedure, step)
    )


def road(procedure: Procedure, to: str) -> list[tuple[str, str]]:
    """The shortest way that people can go from a way in to a step, as (step, outcome); [] where it is a way in."""
    queue: deque[tuple[str, list[tuple[str, str]]]] = deque((start.step, []) for start in procedure.starts)
    seen = {start.step for start in procedure.starts}
    while queue:
        at, way = queue.popleft()
        if at == to:
            return way
        step = procedure.steps.get(at)
        for outcome, target in step.on.items() if step else ():
            if (
                target not in seen
                and outcome not in CLOCKS
                and step is not None
                and step.kind not in ("vote", "publish")
            ):
                seen.add(target)
                queue.append((target, [*way, (at, outcome)]))
    raise AssertionError(f"no way to {to} in {procedure.key}")


def officer(place: Village, matter: Matter, act: verbs.Act) -> Actor:
    """Somebody who may do an act, among all who hold a post."""
    case = load(matter, place.now)
    above = (place.unit.code, place.unit.code[:9], place.unit.code[:6])
    held = Tenure.objects.filter(body__place__code__in=above).order_by("pk")
    for tenure in held.select_related("person", "body__place"):
        by = Actor(tenure.person, tenure)
        try:
            permit(case, act, by)
        except Refusal:
            continue
        return by
    raise AssertionError(f"nobody may {act.code} in {matter.procedure} {matter.step}")


def lead_to(place: Village, procedure: str, to: str, begun_by: Person) -> Matter:
    """A matter that has come to a step: begun by a resident or an officer, and taken on by officers."""
    chosen = pack().procedure(procedure)
    way = road(chosen, to)
    first = way[0][0] if way else to
    start = way_in(place, procedure, first)
    if start.case.step.by == "@resident":
        matter = begin(place, start, Actor(begun_by))
    else:
        blank = start.case
        holder = blank.holder(blank.step)
        assert holder is not None
        tenure = Tenure.objects.filter(body=holder).select_related("person", "body__place").earliest("pk")
        matter = begin(place, start, Actor(tenure.person, tenure))
    drafted = chosen.steps[first].kind == "draft"
    for step, outcome in way[1:] if drafted else way:
        matter.refresh_from_db()
        assert matter.step == step
        go(place, matter, outcome)
    matter.refresh_from_db()
    assert matter.step == to
    return matter


def go(place: Village, matter: Matter, outcome: str) -> None:
    """Follow one arrow, with the documents that its step asks for."""
    case = load(Matter.objects.select_related("unit", "power", "about").get(pk=matter.pk), place.now)
    for task in case.step.tasks if outcome == case.step.forward else ():
        act = next(one for one in verbs.of(case).acts(case) if one.code == "evidence")
        do(place, matter, act, task=task)
    do(place, matter, next(one for one in verbs.of(case).acts(case) if one.code == outcome))


def do(place: Village, matter: Matter, act: verbs.Act, **extra: Any) -> None:
    row = Matter.objects.select_related("unit", "power", "about").get(pk=matter.pk)
    by = officer(place, row, act)
    data = {**filled(fields_of(load(row, place.now), act, by), place), **extra}
    take(matter=row.pk, by=by, act=act.code, data=data, at=place.now, key=uuid4())
