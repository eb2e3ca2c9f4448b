"""Hand-overs begin by themselves: when a post that owes one has ended, whatever ended it, the clock opens the matter.

Terms run out with no act at all, and one act enters the ledger once: so the next round of the clock looks for posts
that have ended and are in no hand-over yet. What it has opened names those posts, so that nothing is opened twice.
A round looks at an end once: it leaves the mark `settled` on the tenure in the transaction that opens the matter, or
finds that nothing is owed. Where it could not be opened yet, the mark is not left.
"""

import json
import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Q, QuerySet

from yuanba.kernel.matters import verbs
from yuanba.kernel.matters.acts import set_due, settle
from yuanba.kernel.matters.handing import PROCEDURE, RULE
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.opening import first_act, new_case, statutory
from yuanba.kernel.people.actors import CLOCK, officers
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import UNSETTLED, Body, Tenure
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
    if not any(one.code == PROCEDURE for one in pack().procedures.values()):
        return []
    gives = pack().procedure(PROCEDURE).steps[GIVES].by
    return [kind.code for kind in pack().bodies.values() if kind.hands_over and kind.code == gives]


def owing() -> Q:
    """The posts that owe a hand-over when they end."""
    ours = kinds()
    return Q(body__kind__in=ours, post__in=[post for kind in ours for post in officers(kind)])


def unlooked(on: date) -> QuerySet[Tenure]:
    """Posts whose end nobody has looked at, by the index `people_tenure_unsettled`.

    However long ago they ended: who stayed in the body by another post leaves when that ends, told however late.
    """
    return Tenure.objects.filter(UNSETTLED, until__lte=on)


def waiting(on: date) -> list[int]:
    """Bodies in which a post that owes a hand-over has ended unlooked; one query that finds no row where there is none.

    Ends that owe nothing are settled on the way, so that they are read once.
    """
    if not unlooked(on).exists():
        return []
    unlooked(on).exclude(owing()).update(settled=F("until"))
    return sorted(unlooked(on).filter(owing()).values_list("body", flat=True).distinct())


def departed(on: date, body: Body) -> list[Tenure]:
    """Posts of a body that ended of late, whose holder has no other there, and that are in no hand-over; 3 queries."""
    ours = Tenure.objects.filter(owing(), body=body)
    ended = ours.filter(until__gt=on - LOOK_BACK, until__lte=on)
    rows = list(ended.select_related("person").order_by("pk"))
    if not rows:
        return []
    staying = set(ours.filter(valid_on(on)).values_list("person_id", flat=True))
    first = Taking.objects.filter(seq=1, matter__procedure=PROCEDURE).filter(
        Q(matter__about=body) | Q(matter__about=None, matter__unit=body.place_id)
    )
    named: set[int] = set()
    by_hand = date.min
    for about, data, at in first.values_list("matter__about", "data", "at"):
        named |= set(json.loads(data).get("tenures", ()))
        if about is None:
            by_hand = max(by_hand, local_day(at))
    return [
        row
        for row in rows
        if row.pk not in named and row.until is not None and row.until > by_hand and row.person_id not in staying
    ]


def begin_due(*, now: datetime) -> int:
    """Begin the hand-overs that posts which have ended owe; returns how many. Safe to run twice at once."""
    begun, on = 0, local_day(now)
    for body in waiting(on):
        try:
            with transaction.atomic():
                # The body's row orders two clocks: the second finds the posts named.
                row = Body.objects.select_for_update(of=("self",)).select_related("place").get(pk=body)
                # Read first and settled last, by the end that was read: one moved in between is looked at again.
                looked = list(unlooked(on).filter(body=row).values_list("until", "pk"))
                left = departed(on, row)
                if left and not _begin(row, left, now):
                    continue
                begun += bool(left)
                for until in {until for until, _ in looked}:
                    ends = [pk for end, pk in looked if end == until]
                    Tenure.objects.filter(pk__in=ends).update(settled=until)
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
    data = {**blanks.fill(act.fields, told, on), "tenures": [row.pk for row in left]}
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
