"""Further matters by the hundred or the hundred thousand, for load.

A few matters are taken through the real acts in one unit of each kind, read, and rolled back; these casts are then
copied over all units and days. So every copy has the rows that the acts write, with a ledger entry for each taking,
and whatever the acts come to write tomorrow is copied too. Copies are dated whole days before their casts.
"""

import json
from collections import Counter as Tally
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from django.db import transaction

from yuanba.kernel.ledger.bulk import Draft, append_many
from yuanba.kernel.matters.acts import tick
from yuanba.kernel.matters.models import Counter, Matter, Taking
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.canonical import encode
from yuanba.ops import saying
from yuanba.ops.demo.telling import Teller, officer

CHUNK = 1_000  # matters in one transaction
THINGS = "机耕道 排灌渠 晒坝 便民桥 蓄水池 垃圾池 文化广场 村卫生室 幸福院 路灯 公厕 提灌站 产业路 防洪堤 圆桥 活动室".split()
WORKS = "新建 维修 改造 扩建 清淤 加固 硬化 更换".split()


@dataclass(frozen=True)
class Cast:
    """One matter as the acts wrote it: its row, its takings, and who of the unit did each."""

    matter: dict[str, Any]
    holder: str | None
    takings: tuple[dict[str, Any], ...]
    by: tuple[tuple[str, str] | None, ...]


class _Undo(Exception):
    """The casts are read; their making is rolled back."""


def _stay(tell: Teller, unit: Place) -> Matter:
    """Just put forward by the Party organisation."""
    secretary = officer(unit, "party_org", "secretary")
    return tell.open(unit, secretary, "propose", "一件事")


def _confer(tell: Teller, unit: Place) -> Matter:
    matter = _stay(tell, unit)
    tell.now += timedelta(days=1)
    words = {"power": "M01", "proposal": "先做预算，再开会商议。", "budget": "30000"}
    tell.take(matter, officer(unit, "party_org", "secretary"), "agree", **words)
    return matter


def _review(tell: Teller, unit: Place) -> Matter:
    matter = _confer(tell, unit)
    tell.now += timedelta(days=2)
    director = officer(unit, "committee", "director")
    tell.take(matter, director, "agree", held_on=local_day(tell.now), attended=5, opinion="同意。")
    return matter


def _lapsed(tell: Teller, unit: Place) -> Matter:
    """Declined, and no lawful number of residents took it up: over."""
    matter = _stay(tell, unit)
    tell.now += timedelta(days=2)
    tell.take(matter, officer(unit, "party_org", "secretary"), "decline", reason="今年集体收入已有安排。")
    tell.now += timedelta(days=62)
    tick(now=tell.now)
    matter.refresh_from_db()
    return matter


@dataclass(frozen=True, slots=True)
class Sort:
    """How a cast is made, how many days ago it begins, and over how many earlier days its copies are spread."""

    make: Callable[[Teller, Place], Matter]
    ago: int
    spread: int


# How the copies are dealt: seven in ten are over, as in a house that has worked for years; the others are recent, so
# that no date of theirs has passed unseen.
DEAL = (*[Sort(_lapsed, 70, 90)] * 7, *(Sort(make, 4, 9) for make in (_stay, _confer, _review)))


def strew(units: Sequence[Place], matters: int, now: datetime) -> None:
    """Strew `matters` further matters over the units, evenly, each opened on a day before `now`."""
    if not matters:
        return
    casts = {kind: _casts(next(u for u in units if u.kind == kind), now) for kind in {u.kind for u in units}}
    chance, posts = Random(matters), _Posts(units)
    plan = []
    for number in range(matters):
        unit, sort = units[number % len(units)], DEAL[(number // len(units) + number) % len(DEAL)]
        shift = timedelta(days=1 + chance.randrange(sort.spread), minutes=chance.randrange(480))
        plan.append((casts[unit.kind][sort], shift, unit, number))
    plan.sort(key=lambda row: row[0].matter["opened_at"] - row[1])
    _write(list(_matters(plan, posts)))


def _casts(unit: Place, now: datetime) -> dict[Sort, Cast]:
    """Take one matter of each sort through the acts in a unit, read it, and leave no trace."""
    casts = {}
    try:
        with transaction.atomic():
            for sort in dict.fromkeys(DEAL):
                tell = Teller(now - timedelta(days=sort.ago), sort.make.__name__)
                casts[sort] = _read(sort.make(tell, unit))
            raise _Undo
    except _Undo:
        return casts


def _row(instance: Any) -> dict[str, Any]:
    return {field.attname: getattr(instance, field.attname) for field in instance._meta.concrete_fields}


def _read(matter: Matter) -> Cast:
    takings = list(Taking.objects.filter(matter=matter).order_by("seq").select_related("tenure__body"))
    return Cast(
        matter=_row(matter),
        holder=matter.holder.kind if matter.holder else None,
        takings=tuple(_row(one) for one in takings),
        by=tuple((one.tenure.body.kind, one.tenure.post) if one.tenure else None for one in takings),
    )


class _Posts:
    """Bodies and office-holders of the units, read once."""

    def __init__(self, units: Sequence[Place]) -> None:
        ids = [unit.pk for unit in units]
        self.bodies = {
            (place, kind): pk
            for pk, place, kind in Body.objects.filter(until__isnull=True).values_list("pk", "place_id", "kind")
        }
        rows = Tenure.objects.filter(body__place_id__in=ids, until__isnull=True).order_by("-pk")
        self.tenures = {
            (place, kind, post): (pk, person)
            for pk, person, place, kind, post in rows.values_list(
                "pk", "person_id", "body__place_id", "body__kind", "post"
            )
        }


Copy = tuple[Matter, list[tuple[Taking, Draft]]]


def _matters(plan: Sequence[tuple[Cast, timedelta, Place, int]], posts: _Posts) -> Iterator[Copy]:
    """Each copy with its takings and the ledger's drafts, in the order in which the matters were opened."""
    numbers: Tally[tuple[str, int]] = Tally(
        {(row.unit, row.year): row.last for row in Counter.objects.filter(unit__in={p[2].code for p in plan})}
    )
    for cast, shift, unit, serial in plan:
        opened = cast.matter["opened_at"] - shift
        year = local_day(opened).year
        numbers[unit.code, year] += 1
        number = f"{unit.code}-{year}-{numbers[unit.code, year]:06d}"
        times = {name: value - shift for name, value in cast.matter.items() if name.endswith("_at") and value}
        title = f"{WORKS[serial % len(WORKS)]}{THINGS[serial // len(WORKS) % len(THINGS)]}（{serial + 1}）"
        holder = posts.bodies[unit.pk, cast.holder] if cast.holder else None
        row = {**cast.matter, **times, "id": None, "number": number, "title": title, "holder_id": holder}
        matter = Matter(**{**row, "unit_id": unit.pk, "township": unit.code[:9]})
        yield matter, [_taking(matter, unit, cast, i, shift, serial, posts) for i in range(len(cast.takings))]


def _taking(
    matter: Matter, unit: Place, cast: Cast, i: int, shift: timedelta, serial: int, posts: _Posts
) -> tuple[Taking, Draft]:
    was, by = cast.takings[i], cast.by[i]
    at = was["at"] - shift
    public = {**json.loads(was["public"]), "matter": matter.number, "at": at.isoformat(timespec="seconds")}
    key = UUID(int=(serial << 16) + i + 1, version=4)
    tenure, person = posts.tenures[(unit.pk, *by)] if by else (None, None)
    document = encode(public)
    held = {"tenure_id": tenure, "person_id": person, "at": at, "key": key, "public": document.decode()}
    taking = Taking(**{**was, "id": None, **held})
    draft = Draft(
        unit=unit.code,
        kind="matter.taken" if by else "matter.due",
        at=at,
        body=f"{unit.code}/{was['body']}" if was["body"] else "",
        documents=[sha256(document).digest()],
        secrets=[encode({**public, "data": json.loads(was["data"]), "key": str(key)})],
    )
    return taking, draft


def _write(copies: Sequence[Copy]) -> None:
    """Insert matters, then takings with their entries in the order of time, so that every unit's chain is in order too."""
    chunks = [copies[i : i + CHUNK] for i in range(0, len(copies), CHUNK)]
    for chunk in saying.bar(chunks, "matters"):
        with transaction.atomic():
            Matter.objects.bulk_create([matter for matter, _ in chunk], batch_size=30)
    last: dict[tuple[str, int], int] = {}
    for matter, _ in copies:
        unit, year, number = matter.number.split("-")
        last[unit, int(year)] = int(number)
    with transaction.atomic():
        for (unit, in_year), given in last.items():
            Counter.objects.update_or_create(unit=unit, year=in_year, defaults={"last": given})
    events = sorted(
        ((taking.at, i, taking, draft, matter) for i, (matter, rows) in enumerate(copies) for taking, draft in rows),
        key=lambda event: event[:2],
    )
    waiting = iter(events)
    batches = iter(lambda: list(islice(waiting, CHUNK * 2)), [])
    for batch in saying.bar(batches, "acts", total=-(-len(events) // (CHUNK * 2))):
        with transaction.atomic():
            entries = append_many([draft for _, _, _, draft, _ in batch])
            for (_, _, taking, _, matter), entry in zip(batch, entries, strict=True):
                taking.matter_id, taking.entry, taking.leaf = matter.pk, entry.pk, bytes(entry.leaf_hash).hex()
            Taking.objects.bulk_create([taking for _, _, taking, _, _ in batch], batch_size=50)
