"""Hand-overs begin by themselves: when a post that owes one has ended, whatever ended it, the clock opens the matter.

Terms run out with no act at all, and one act enters the ledger once: so the next round of the clock looks for posts
that have ended and are in no hand-over yet. What it has opened names those posts, so that nothing is opened twice.
"""

import json
import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Q

from yuanba.kernel.matters import verbs
from yuanba.kernel.matters.acts import set_due, settle
from yuanba.kernel.matters.handing import PROCEDURE, RULE
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.opening import first_act, new_case, statutory
from yuanba.kernel.people.actors import CLOCK, officers
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.places import lineage
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures import blanks
from yuanba.kernel.procedures.calendar import end_of, start_of
from yuanba.kernel.procedures.refusal import Refusal

log = logging.getLogger(__name__)

BEGIN, KEEP = "begin", "keep"  # ways in: somebody is there to receive, or nobody
GIVES = "give"
# Older departures are seen on the body's page as overdue; a house that has just been set up opens nothing for them.
LOOK_BACK = timedelta(days=60)


def kinds() -> list[str]:
    """Bodies whose officers hand over by this procedure. A collective's board owes it by no article we have read."""
    gives = pack().procedure(PROCEDURE).steps[GIVES].by
    return [kind.code for kind in pack().bodies.values() if kind.hands_over and kind.code == gives]


def departed(on: date, body: int | None = None) -> dict[int, list[Tenure]]:
    """Posts by body that ended of late, whose holder has no other there, and that are in no hand-over; 3 queries."""
    acting = [post for kind in kinds() for post in officers(kind)]
    ours = Tenure.objects.filter(body__kind__in=kinds(), post__in=acting)
    ended = ours.filter(until__gt=on - LOOK_BACK, until__lte=on)
    rows = list(
        (ended.filter(body=body) if body is not None else ended).select_related("person", "body").order_by("pk")
    )
    if not rows:
        return {}
    bodies = {row.body_id for row in rows}
    staying = set(ours.filter(valid_on(on), body__in=bodies).values_list("body_id", "person_id"))
    first = Taking.objects.filter(seq=1, matter__procedure=PROCEDURE).filter(
        Q(matter__about__in=bodies) | Q(matter__about=None, matter__unit__in={row.body.place_id for row in rows})
    )
    named: set[int] = set()
    by_hand: dict[int, date] = {}
    for about, unit, data, at in first.values_list("matter__about", "matter__unit", "data", "at"):
        named |= set(json.loads(data).get("tenures", ()))
        if about is None:
            by_hand[unit] = max(by_hand.get(unit, date.min), local_day(at))
    found: dict[int, list[Tenure]] = defaultdict(list)
    for row in rows:
        assert row.until is not None
        settled = row.pk in named or row.until <= by_hand.get(row.body.place_id, date.min)
        if not settled and (row.body_id, row.person_id) not in staying:
            found[row.body_id].append(row)
    return dict(found)


def begin_due(*, now: datetime) -> int:
    """Begin the hand-overs that posts which have ended owe; returns how many. Safe to run twice at once."""
    begun, on = 0, local_day(now)
    for body in sorted(departed(on)):
        try:
            with transaction.atomic():
                # The body's row orders two clocks: the second finds the posts named.
                row = Body.objects.select_for_update(of=("self",)).select_related("place").get(pk=body)
                left = departed(on, body).get(body)
                if left:
                    begun += _begin(row, left, now)
        except Refusal as refusal:
            log.info("hand-over of body %s waits: %s", body, refusal)
    return begun


def _begin(body: Body, left: Sequence[Tenure], now: datetime) -> bool:
    on = local_day(now)
    places = heirs(body.place, on)
    if not places:
        return False
    unit, kind = places[0], pack().bodies[body.kind]
    receiving = _receivers(unit, body, left, on) if len(places) == 1 else []
    procedure, params = statutory(PROCEDURE, unit, now)
    posts = "、".join(dict.fromkeys(kind.posts[row.post].name.zh for row in left))
    title = kind.title(body.place.kind).zh
    start = BEGIN if receiving else KEEP
    case = new_case(procedure, params, start, unit, f"{title}{posts}工作移交"[:120], now, about=body)
    left_on = max(row.until for row in left if row.until is not None)
    act = first_act(case)
    told = {
        "posts": f"{title}{posts}",
        "left_on": left_on.isoformat(),
        "outgoing": _names(left),
        "incoming": _names(receiving),
    }
    data = {**blanks.fill(act.fields, told), "tenures": [row.pk for row in left]}
    case.matter.save(force_insert=True)
    settle(case, act, verbs.of(case).decide(case, act, data, CLOCK), CLOCK, uuid4())
    # The law counts from the day on which the post ended, not from when the clock came round.
    days = case.law.rule(RULE, on, at=unit.kind).value
    set_due(case.matter, case.step, end_of(start_of(left_on), days))
    case.matter.save(update_fields=["due_at", "rings_at"])
    return True


def heirs(place: Place, on: date) -> list[Place]:
    """The place itself, or those that took over from it, however often it was redrawn; by code."""
    if place.until is None or place.until > on:
        return [place]
    return [heir for row in lineage.heirs(place) for heir in heirs(row.new, on)]


def _receivers(unit: Place, body: Body, left: Sequence[Tenure], on: date) -> list[Tenure]:
    """Who follows: those now in the same posts; while these are vacant, the others in office of the body."""
    held = Tenure.objects.filter(valid_on(on), body__place=unit, body__kind=body.kind, body__until=None)
    rows = list(held.filter(post__in=officers(body.kind)).select_related("person").order_by("pk"))
    posts = {row.post for row in left}
    begun = min(row.until for row in left if row.until is not None)
    return [row for row in rows if row.post in posts and row.since >= begun] or rows


def _names(rows: Sequence[Tenure]) -> str:
    return "、".join(dict.fromkeys(row.person.name for row in rows))
