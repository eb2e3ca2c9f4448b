"""Handing over (VCOL 24): what whoever leaves must give, as the house holds it, and whether it is overdue."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.pack import BodyKind
from yuanba.kernel.registers.models import Record

PROCEDURE, DONE = "hand-over", "archived"
RULE = "handover_days"


@dataclass(frozen=True, slots=True)
class Kept:
    """A register that the body keeps, and how many records of it stand."""

    register: str
    number: int


@dataclass(frozen=True, slots=True)
class Inventory:
    """What goes with the office: matters that run, registers that are kept, and how many matters are filed."""

    running: tuple[Matter, ...]
    registers: tuple[Kept, ...]
    filed: int


@dataclass(frozen=True, slots=True)
class Owed:
    """A hand-over that has not been finished: since when somebody has left, and the last day for it."""

    left_on: date
    due_on: date
    overdue: bool
    matter: str = ""  # the number of the hand-over that runs


def inventory(body: Body, on: date) -> Inventory:
    """What a body's officers hold on a day; three queries."""
    running = Matter.objects.filter(holder=body, closed_at__isnull=True).order_by("pk")
    mine = [code for code, kind in pack().registers.items() if kind.kept_by == body.kind]
    records = Record.objects.filter(valid_on(on), place=body.place, register__in=mine)
    numbers = dict(records.values_list("register").annotate(number=Count("pk")).order_by())
    filed = Matter.objects.filter(unit=body.place, closed_at__isnull=False).count()
    return Inventory(tuple(running), tuple(Kept(code, numbers.get(code, 0)) for code in mine), filed)


def owed(body: Body, kind: BodyKind, on: date) -> Owed | None:
    """The hand-over that is due from a body because somebody has left it; None where nothing is. Two queries.

    One that somebody began by hand is about no body, and counts for its unit.
    """
    if not kind.hands_over:
        return None
    acting = [post.code for post in kind.posts.values() if post.acts]
    held = list(Tenure.objects.filter(body=body, post__in=acting).values_list("person_id", "until"))
    staying = {person for person, until in held if until is None or until > on}
    gone = [until for person, until in held if until is not None and until <= on and person not in staying]
    if not gone:
        return None
    left_on = max(gone)
    days = pack().law.rule(RULE, on, at=body.place.kind).value
    about = Q(about=body) | Q(about=None, unit=body.place)
    running = ""
    begun = Matter.objects.filter(about, procedure=PROCEDURE).order_by("pk")
    for number, end, closed_at in begun.values_list("number", "end", "closed_at"):
        if closed_at is None:
            running = number
        elif end == DONE and local_day(closed_at) >= left_on:
            return None
    due_on = left_on + timedelta(days=days)
    return Owed(left_on, due_on, due_on < on, running)
