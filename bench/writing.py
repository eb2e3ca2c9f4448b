"""Seeded matters: each lives one of the lives of `lives.py`, and leaves every row that the acts would have left."""

import hashlib
import json
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from bench import lives
from bench.bulk import Table, write
from bench.ledgering import Seals, encode
from bench.lives import Deed
from yuanba.kernel.matters.models import Counter
from yuanba.kernel.people.actors import acting_kind
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures import engine
from yuanba.kernel.registers.models import Record

Posts = dict[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Home:
    """A unit with one acting post of each of its bodies, (body, tenure, person) by kind, and a resident."""

    place: Place
    posts: Posts
    resident: int


def homes() -> dict[str, Home]:
    """Every unit that has its bodies, by code, as it was founded; two queries."""
    posts: dict[str, Posts] = {}
    residents: dict[str, int] = {}
    acting = {code: {p.code for p in kind.posts.values() if p.acts} for code, kind in pack().bodies.items()}
    for tenure in Tenure.objects.select_related("body__place", "person").order_by("-pk"):
        unit, kind = tenure.body.place.code, tenure.body.kind
        residents[unit] = tenure.person_id
        if tenure.post in acting[kind]:
            posts.setdefault(unit, {})[kind] = (tenure.body_id, tenure.pk, tenure.person_id)
    units = Place.objects.filter(kind__in=("village", "community", "quasi")).order_by("code")
    return {place.code: Home(place, posts[place.code], residents[place.code]) for place in units if place.code in posts}


class Writer:
    """Gathers the rows of matters and writes them table by table."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.matters = Table(
            "matters.Matter",
            "number unit_id township procedure version params role title step end power_id parent_id parent_step "
            "ground about_id holder_id opened_at entered_at due_at rings_at closed_at taken",
        )
        self.takings = Table(
            "matters.Taking",
            "matter_id seq step act to at body tenure_id person_id resident_id data public key corrects_id leaf entry "
            "pending",
        )
        self.notices = Table(
            "boards.Notice",
            "board unit_id township matter_id taking_id posts title data body since until taken_down_at "
            "taken_down_because corrects_id",
        )
        self.assemblies = Table(
            "assemblies.Assembly",
            "matter_id taking_id unit_id body basis called_at meets_at venue urgent mandate_id due adjourned_at "
            "counted_at",
        )
        self.motions = Table("assemblies.Motion", "assembly_id text")
        self.seals = Seals(chance)
        self.procedures = {code: pack().procedure(code) for code in ("four-two-one", "objection")}
        self.params = {
            code: encode({key: p.default for key, p in found.params.items()}).decode()
            for code, found in self.procedures.items()
        }
        # The row of the edition that governs here: the nearest place's.
        standing = Record.objects.filter(register="powers", code="M13", until__isnull=True)
        self.power = standing.order_by("-place__code").values_list("pk", flat=True)[0]
        self.last = {(row.unit, row.year): row.last for row in Counter.objects.all()}

    @property
    def tables(self) -> tuple[Table, ...]:
        own = (self.matters, self.takings, self.notices, self.assemblies, self.motions)
        return (*self.seals.tables, *own)

    def live(self, home: Home, life: Sequence[Deed], began: datetime, *, parent: int | None = None) -> int:
        """One matter with all its rows; returns its id. `parent` makes it an objection."""
        procedure = self.procedures["objection" if parent else "four-two-one"]
        number = self._number(home.place.code, began.year)
        title = f"{self.chance.choice(lives.TITLES)}（{number[-6:]}）"
        matter = self.matters.next
        first, at, entered, due = self.takings.next, began, began, None
        step = life[0].step
        for seq, deed in enumerate(life, 1):
            at += timedelta(days=deed.days)
            until = (at + timedelta(days=16)).replace(hour=16, minute=0) if deed.posts else None
            self._deed(home, matter, number, seq, deed, at, until)
            if until is not None:
                due = until
                self._notice(home, matter, title, deed, at, until)
            if deed.act == "convene":
                self._assembly(home, matter, at, seq + 1 < len(life))
            if deed.to:
                step, entered, due = deed.to, at, None
        running = procedure.steps.get(step)
        if running is not None and due is None:
            due = engine.due_at(running, start=entered, params=json.loads(self.params[procedure.code]), law=pack().law)
        rings = due if running is not None and (running.kind in ("publish", "wait") or "lapse" in running.on) else None
        self.matters.add(
            number,
            home.place.pk,
            home.place.code[:9],
            procedure.code,
            procedure.version,
            self.params[procedure.code],
            procedure.role,
            title,
            step if running else "",
            "" if running else step,
            None if parent else self.power,
            parent,
            "publish-result" if parent else "",
            "money" if parent else "",
            home.posts["committee"][0] if parent else None,
            self._holder(home, running) if running else None,
            _time(began),
            _time(entered),
            _time(due) if running else None,
            _time(rings),
            None if running else _time(at),
            self.takings.next - first,
        )
        return matter

    def _number(self, unit: str, year: int) -> str:
        self.last[unit, year] = self.last.get((unit, year), 0) + 1
        return f"{unit}-{year}-{self.last[unit, year]:06d}"

    def _post(self, home: Home, kind: str) -> tuple[int, int, int]:
        through = acting_kind(pack().bodies[kind])
        return home.posts[through]

    def _holder(self, home: Home, step: Any) -> int | None:
        kinds = {"@deciding-body": "villager_assembly", "@executor": "committee", "@resident": ""}
        kind = kinds.get(step.by, step.by)
        return self._post(home, kind)[0] if kind else None

    def _deed(
        self, home: Home, matter: int, number: str, seq: int, deed: Deed, at: datetime, until: datetime | None
    ) -> None:
        unit = home.place.code
        resident = deed.body == "@resident"
        body = "" if resident else deed.body
        if home.place.kind == "community":
            body = body.replace("villager_", "resident_")
        marks = {"@day": at.date().isoformat(), "@meets": at.isoformat(), "@until": until and until.isoformat()}
        data = {key: marks.get(v, v) if isinstance(v, str) else v for key, v in deed.public.items()}
        head = {"matter": number, "seq": seq, "step": deed.step, "act": deed.act, "to": deed.to, "paper": False}
        public = encode({**head, "at": at.isoformat(timespec="seconds"), "body": body, "data": data})
        key = uuid.UUID(int=self.chance.getrandbits(128), version=4)
        entry, leaf, pending = None, "", None
        if resident:
            pending = self.seals.resident(unit, at, public)
        else:
            entry, leaf = self.seals.act(unit, at, body, hashlib.sha256(public).digest(), public)
        post = self._post(home, body) if body else (None, None, home.resident if resident else None)
        self.takings.add(
            matter,
            seq,
            deed.step,
            deed.act,
            deed.to,
            _time(at),
            body,
            post[1],
            post[2],
            None,
            encode(data).decode(),
            public.decode(),
            key if connection.features.has_native_uuid_field else key.hex,
            None,
            leaf,
            entry,
            pending,
        )

    def _notice(self, home: Home, matter: int, title: str, deed: Deed, at: datetime, until: datetime) -> None:
        data = {**deed.public, "until": until.isoformat()}
        self.notices.add(
            "village-affairs",
            home.place.pk,
            home.place.code[:9],
            matter,
            self.takings.next - 1,
            deed.posts,
            title,
            encode(data).decode(),
            deed.body,
            _time(at),
            _time(until),
            None,
            "",
            None,
        )

    def _assembly(self, home: Home, matter: int, at: datetime, counted: bool) -> None:
        meets = _time(at + timedelta(days=6))
        call = lives.CALL
        assembly = self.assemblies.add(
            matter,
            self.takings.next - 1,
            home.place.pk,
            call["body"],
            call["basis"],
            _time(at),
            meets,
            call["venue"],
            "",
            None,
            "{}",
            None,
            meets if counted else None,
        )
        self.motions.add(assembly, call["motion"])

    def flush(self) -> None:
        """Write what was gathered so far. Matters come before what points to them."""
        write(*self.tables)


def _time(at: datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(at.astimezone(UTC)) if at else None
