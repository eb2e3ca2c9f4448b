"""`/desk/`: what waits for me, by due date, across the places I serve; and what became of my own wishes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yuanba.institutions.redrawing.act import COUNTY_OFFICE
from yuanba.kernel.assemblies.confirming import to_confirm
from yuanba.kernel.assemblies.models import Assembly
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters import agency
from yuanba.kernel.matters.handing import PROCEDURE as HAND_OVER
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.actors import acting_kind
from yuanba.kernel.people.models import Body
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.scope import within
from yuanba.kernel.registers.adopters import office
from yuanba.web import formats, inherited, links, orders
from yuanba.web.asked import number
from yuanba.web.desk.me import DeskView, Me

PAGE = 20
FEW = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A matter on a list, its words ready."""

    number: str
    title: str
    role: str
    unit: str
    step: str
    left: int | None
    end: str = ""
    stands: bool = False  # posted, and nothing to do until the period is over


def row(matter: Matter, at: datetime, stands: bool = False) -> Row:
    procedure = pack().procedure(matter.procedure, matter.version)
    return Row(
        matter.number,
        matter.title,
        matter.role,
        formats.name(matter.unit),
        formats.text(procedure.steps[matter.step].name) if matter.step else "",
        formats.days_left(matter.due_at, at) if matter.due_at else None,
        formats.text(procedure.ended(matter.end).name) if matter.end else "",
        stands,
    )


def hangs(at: datetime) -> Exists:
    """Whether the notice of a matter's step hangs and its period runs."""
    hanging = Notice.objects.filter(matter=OuterRef("pk"), taking__step=OuterRef("step"), until__gt=at)
    return Exists(hanging.filter(taken_down_at__isnull=True))


def joint_steps(kind: str) -> list[tuple[str, str]]:
    """(procedure, step) of the joint meetings that a kind of body sits in, though another body holds the step."""
    bodies = pack().bodies
    joint = {body.code for body in bodies.values() if kind in body.made_of and acting_kind(body) != kind}
    return [
        (procedure.code, step.code)
        for procedure in pack().procedures.values()
        for step in procedure.steps.values()
        if step.by in joint
    ]


def waiting(me: Me) -> Q:
    """The matters that wait for a body she acts for, or for a joint meeting that her body sits in."""
    held = Q(holder__in=_bodies(me)) | _taken_over(me)
    for tenure in me.acting:
        for procedure, step in joint_steps(tenure.body.kind):
            held |= Q(procedure=procedure, step=step, holder__in=_partners(tenure.body))
    return held


def _bodies(me: Me) -> list[int]:
    """The bodies she acts for, and those they stand for: what waited for a dissolved one comes to its heir."""
    same = Q(pk__in=[])
    for tenure in me.acting:
        same |= Q(kind=tenure.body.kind, place_id=tenure.body.place_id)
    return list(Body.objects.filter(same).values_list("pk", flat=True))


def _taken_over(me: Me) -> Q:
    """What followed a merger or split to a unit that had not her body yet."""
    found = Q(pk__in=[])
    for place in {tenure.body.place_id for tenure in me.acting}:
        found |= inherited.waiting({t.body.kind for t in me.acting if t.body.place_id == place}, place)
    return found


def _partners(body: Body) -> QuerySet[Body, Any]:
    """The other bodies of a joint meeting in the same unit, as a subquery."""
    kinds = {acting_kind(kind) for kind in pack().bodies.values() if body.kind in kind.made_of}
    return Body.objects.filter(place_id=body.place_id, kind__in=kinds).values("pk")


def desk_rows(me: Me, after: str) -> tuple[list[Matter], str]:
    """One page of what waits, overdue first, then by due date, then what nothing presses; and the mark of the next."""
    if not me.acting:
        return [], ""
    rows = (
        Matter.objects.filter(waiting(me), closed_at__isnull=True).select_related("unit").annotate(hangs=hangs(me.at))
    )
    due, _, pk = after.partition("_")
    seen = number(pk)
    if seen is not None:
        later = Q(due_at__isnull=True, pk__gt=seen)
        if due:
            day = datetime.fromisoformat(due)
            later = Q(due_at__gt=day) | Q(due_at=day, pk__gt=seen) | Q(due_at__isnull=True)
        rows = rows.filter(later)
    found = list(rows.order_by(F("due_at").asc(nulls_last=True), "pk")[: PAGE + 1])
    if len(found) <= PAGE:
        return found, ""
    last = found[PAGE - 1]
    return found[:PAGE], f"{last.due_at.isoformat() if last.due_at else ''}_{last.pk}"


def assemblies(me: Me) -> list[Assembly]:
    """Sittings ahead, or held and not yet counted, in the unit she lives in and those she serves, soonest first."""
    codes = {me.person.unit, *(tenure.body.place.code for tenure in me.tenures)}
    rows = Assembly.objects.filter(unit__code__in=codes, adjourned_at__isnull=True, counted_at__isnull=True)
    ahead = rows.filter(meets_at__gte=me.at - timedelta(days=1)).select_related("matter", "unit")
    return list(ahead.order_by("meets_at", "pk")[:FEW])


def handing(me: Me, waits: list[Matter]) -> list[Matter]:
    """Hand-overs of a body that she has left or come to, beside those that wait for her anyway; one query."""
    rows = Matter.objects.filter(procedure=HAND_OVER, closed_at__isnull=True, about__tenures__person=me.person)
    ours = rows.exclude(pk__in=[one.pk for one in waits]).select_related("unit").order_by("pk").distinct()
    return list(ours[:FEW])


def own(me: Me) -> list[Matter]:
    """What she began herself as a resident, newest first."""
    first = Taking.objects.filter(seq=1, body="").select_related("matter__unit").order_by("-pk")
    # Each has an index of its own; for both at once a database would read every taking there is.
    typed = first.filter(person=me.person, resident__isnull=True)[:FEW]
    on_paper = first.filter(resident=me.person)[:FEW]
    began = sorted((*typed, *on_paper), key=lambda taking: -taking.pk)
    return [taking.matter for taking in began[:FEW]]


def petitions(me: Me) -> list[Matter]:
    """Petitions that gather names in her unit now."""
    collecting = Q()
    for procedure in pack().procedures.values():
        for step in procedure.steps.values():
            if step.kind == "collect":
                collecting |= Q(procedure=procedure.code, step=step.code)
    # No body holds a residents' step: that is the part of the desk's index to look in.
    rows = Matter.objects.filter(collecting, holder__isnull=True, closed_at__isnull=True, unit__code=me.person.unit)
    return list(rows.select_related("unit").order_by("-pk")[:FEW])


def _orders(me: Me) -> list[orders.Told]:
    """For the county's department: orders to redraw villages that wait for their day, or that could not be done."""
    counties = [one.body.place.code for one in me.acting if one.body.kind == COUNTY_OFFICE]
    return orders.pending(within(counties[0], path="units__code")) if counties else []


class Home(DeskView):
    """The desk."""

    def get(self, request: HttpRequest) -> HttpResponse:
        me = self.me
        try:
            waits, next_mark = desk_rows(me, request.GET.get("after", ""))
        except (ValueError, OverflowError):
            waits, next_mark = desk_rows(me, "")
        held = agency.held(me.person, me.on)
        rows = [row(matter, me.at, matter.hangs) for matter in waits]
        mark = number(request.GET.get("said", ""))
        said, said_next = to_confirm(me.person, me.acting, me.on, after=mark, few=PAGE)
        context = {
            "me": me,
            "posts": [post(tenure.body, tenure.post) for tenure in me.acting or me.tenures],
            "overdue": [one for one in rows if one.left is not None and one.left < 0],
            "due": [one for one in rows if not one.stands and (one.left is None or one.left >= 0)],
            "posted": [one for one in rows if one.stands],
            "said": [(row(one.matter, me.at), one.number) for one in said],
            "said_next": said_next,
            "serves": bool(me.acting),
            "next": next_mark,
            "paged": bool({"after", "said"} & set(request.GET)),
            "assemblies": [(one, pack().bodies[one.body].title(one.unit.kind)) for one in assemblies(me)],
            "handing": [row(matter, me.at) for matter in handing(me, waits)],
            "own": [row(matter, me.at) for matter in own(me)],
            "petitions": [row(matter, me.at) for matter in petitions(me)],
            "held": held[:PAGE],
            "held_more": len(held) > PAGE,
            "counters": {one.body.place for one in me.acting if one.body.kind in agency.OFFICES},
            "clerking": {one.body.place.code for one in me.acting if me.clerk(one.body.place.code) is not None},
            "few": FEW,
            "home": me.home(),
            "lives": me.resident,
            "orders": _orders(me),
            "adopts": office(me.tenures) is not None,
        }
        return render(request, "desk/home.html", context)


def post(body: Body, code: str) -> tuple[str, str]:
    """A post in words with its place, and where the place's page is."""
    kind = pack().bodies[body.kind]
    between = " · " if formats.language() == "en" else ""
    words = f"{formats.text(kind.title(body.place.kind))}{between}{formats.text(kind.posts[code].name)}"
    return f"{formats.name(body.place)} · {words}", links.place(body.place.code)
