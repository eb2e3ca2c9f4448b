"""Further matters by the hundred or the hundred thousand, for load.

A few casts are taken through the real acts, then copied over all units and days. So every copy has the rows that the
acts write, with a ledger entry for each taking, and whatever the acts come to write tomorrow is copied too. Copies are
dated whole days and some minutes before their casts.
"""

import json
from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from uuid import UUID

from django.db import transaction

from yuanba import clock
from yuanba.kernel.ledger.bulk import Draft, append_many
from yuanba.kernel.matters.models import Counter, Matter, Taking
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.canonical import encode
from yuanba.ops import saying
from yuanba.ops.demo.casts import DEAL, Cast, make_casts

CHUNK = 1_000  # rows in one transaction
THINGS = "机耕道 排灌渠 晒坝 便民桥 蓄水池 垃圾池 文化广场 村卫生室 幸福院 路灯 公厕 提灌站 产业路 防洪堤 圆桥 活动室".split()
WORKS = "新建 维修 改造 扩建 清淤 加固 硬化 更换".split()


@dataclass(slots=True)
class Copy:
    """One matter to write: its cast, its unit, how much earlier it happens; its key and number once it is written."""

    cast: Cast
    unit: Place
    shift: timedelta
    serial: int
    number: str = ""
    matter: int = 0

    @property
    def opened_at(self) -> datetime:
        opened: datetime = self.cast.matter["opened_at"]
        return opened - self.shift


def strew(units: Sequence[Place], matters: int, now: datetime) -> None:
    """Strew `matters` further matters over the units, evenly, each opened on a day before `now`."""
    if not matters:
        return
    casts = {
        kind: make_casts(next(u for u in units if u.kind == kind), now) for kind in dict.fromkeys(u.kind for u in units)
    }
    chance, posts = Random(matters), _Posts(units)
    copies = []
    for serial in range(matters):
        unit, sort = units[serial % len(units)], chance.choice(DEAL)
        shift = timedelta(days=1 + chance.randrange(sort.spread), minutes=chance.randrange(480))
        copies.append(Copy(casts[unit.kind][sort], unit, shift, serial))
    copies.sort(key=lambda copy: copy.opened_at)
    _number(copies)
    for chunk in saying.bar(_chunks(copies), "matters"):
        with transaction.atomic():
            rows = Matter.objects.bulk_create([_matter(copy, posts) for copy in chunk], batch_size=30)
            for copy, row in zip(chunk, rows, strict=True):
                copy.matter = row.pk
    _take(copies, posts)


class _Posts:
    """Bodies and office-holders of the units, read once."""

    def __init__(self, units: Sequence[Place]) -> None:
        ids = [unit.pk for unit in units]
        self.bodies = {
            (place, kind): pk
            for pk, place, kind in Body.objects.filter(until__isnull=True).values_list("pk", "place_id", "kind")
        }
        today = local_day(clock.now())
        rows = Tenure.objects.filter(valid_on(today), body__place_id__in=ids).order_by("-pk")
        self.tenures = {
            (place, kind, post): (pk, person)
            for pk, person, place, kind, post in rows.values_list(
                "pk", "person_id", "body__place_id", "body__kind", "post"
            )
        }


def _chunks(items: Sequence[Copy]) -> list[Sequence[Copy]]:
    return [items[i : i + CHUNK] for i in range(0, len(items), CHUNK)]


def _number(copies: Sequence[Copy]) -> None:
    """Give every copy its unit's next number of the year, in the order in which they were opened."""
    last: Tally[tuple[str, int]] = Tally({(row.unit, row.year): row.last for row in Counter.objects.all()})
    for copy in copies:
        year = local_day(copy.opened_at).year
        last[copy.unit.code, year] += 1
        copy.number = f"{copy.unit.code}-{year}-{last[copy.unit.code, year]:06d}"
    Counter.objects.bulk_create(
        [Counter(unit=unit, year=year, last=number) for (unit, year), number in last.items()],
        update_conflicts=True,
        unique_fields=["unit", "year"],
        update_fields=["last"],
        batch_size=200,
    )


def _matter(copy: Copy, posts: _Posts) -> Matter:
    row, unit, serial = copy.cast.matter, copy.unit, copy.serial
    times = {name: value - copy.shift for name, value in row.items() if name.endswith("_at") and value}
    title = f"{WORKS[serial % len(WORKS)]}{THINGS[serial // len(WORKS) % len(THINGS)]}（{serial + 1}）"
    holder = posts.bodies[unit.pk, copy.cast.holder] if copy.cast.holder else None
    place = {"unit_id": unit.pk, "township": unit.code[:9], "holder_id": holder}
    return Matter(**{**row, **times, **place, "id": None, "number": copy.number, "title": title})


def _take(copies: Sequence[Copy], posts: _Posts) -> None:
    """Write the takings of all copies in the order of time, so that every unit's chain is in that order too."""
    events = sorted(
        (taking["at"] - copy.shift, number, i)
        for number, copy in enumerate(copies)
        for i, taking in enumerate(copy.cast.takings)
    )
    chunks = [events[i : i + CHUNK] for i in range(0, len(events), CHUNK)]
    for chunk in saying.bar(chunks, "acts"):
        made = [_taking(copies[number], i, at, posts) for at, number, i in chunk]
        with transaction.atomic():
            entries = append_many([draft for _, draft in made])
            for (taking, _), entry in zip(made, entries, strict=True):
                taking.entry, taking.leaf = entry.pk, bytes(entry.leaf_hash).hex()
            Taking.objects.bulk_create([taking for taking, _ in made], batch_size=50)


def _taking(copy: Copy, i: int, at: datetime, posts: _Posts) -> tuple[Taking, Draft]:
    """One taking of a copy, and what the ledger is to hold of it."""
    was, by, unit = copy.cast.takings[i], copy.cast.by[i], copy.unit
    data, public = json.loads(was["data"]), json.loads(was["public"])
    for words in (data, public["data"]):
        if "held_on" in words:
            words["held_on"] = local_day(at).isoformat()
    public |= {"matter": copy.number, "at": at.isoformat(timespec="seconds")}
    document, key = encode(public), UUID(int=(copy.serial << 16) + i + 1, version=4)
    tenure, person = posts.tenures[(unit.pk, *by)] if by else (None, None)
    row = {**was, "id": None, "matter_id": copy.matter, "tenure_id": tenure, "person_id": person, "at": at, "key": key}
    taking = Taking(**{**row, "data": encode(data).decode(), "public": document.decode()})
    draft = Draft(
        unit=unit.code,
        kind="matter.taken" if by else "matter.due",
        at=at,
        body=f"{unit.code}/{was['body']}" if was["body"] else "",
        documents=[sha256(document).digest()],
        secrets=[encode({**public, "data": data, "key": str(key)})],
    )
    return taking, draft
