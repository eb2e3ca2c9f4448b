"""Taking over a list of office-holders: every row judged, every fault named by its cell, all or nothing."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction

from yuanba.kernel.ledger import acts as ledger
from yuanba.kernel.people import private, rules, seating
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Body, Person, Private, Tenure
from yuanba.kernel.people.roster import columns, values
from yuanba.kernel.people.roster.matching import Places, Posts, Roll
from yuanba.kernel.people.roster.workbook import Workbook
from yuanba.kernel.people.seating import Seat
from yuanba.kernel.places.codes import unit_of
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place, Succession
from yuanba.kernel.places.scope import valid_on, within
from yuanba.kernel.procedures import blanks
from yuanba.kernel.procedures.canonical import encode
from yuanba.kernel.procedures.refusal import Refusal

LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell (from 0); `column` is the header's word for it."""

    row: int
    at: int
    column: str
    refusal: Refusal


@dataclass(slots=True)
class Row:
    """One line of the list, read."""

    row: int
    place: Place
    posts: list[tuple[str, str]]
    name: str
    woman: bool | None
    adult_on: date
    since: date
    until: date | None
    phone: str
    identity: str
    person: Person | None = None


@dataclass
class Report:
    """What a list comes to: how many posts are new and how many stand already, or what is wrong."""

    rows: int = 0
    places: int = 0
    posts: int = 0
    unchanged: int = 0
    persons: int = 0
    unread: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)
    taken: bool = False

    @property
    def sound(self) -> bool:
        return not self.faults


def take_over(*, workbook: Workbook, scope: str, at: datetime, body: str, try_only: bool) -> Report:
    """Take over the office-holders of a list within a place: as the opening state of bodies that have no members yet.

    Posts that stand already are left as they are. One transaction, one ledger entry for each place; with `try_only`,
    or where anything is wrong, nothing is written. `body` is the ledger's acting body. Refusals `sheet-…`.
    """
    on = local_day(at)
    header = columns.find(workbook.rows)
    reader = _Reader(workbook, header, Places(scope, on), on)
    report = reader.read()
    with transaction.atomic():
        if report.sound:
            _seat(reader, report, at, body)
        if try_only or not report.sound:
            transaction.set_rollback(True)
    report.taken = report.sound and not try_only
    return report


class _Reader:
    """Reads the rows below a header; faults are gathered, never raised."""

    def __init__(self, workbook: Workbook, header: columns.Header, places: Places, on: date) -> None:
        self.sheet, self.header, self.places, self.on = workbook.rows, header, places, on
        self.titles = {column.code: column.title for column in columns.COLUMNS}
        self.posts = Posts()
        self.rows: list[Row] = []
        self.faults: list[Fault] = []

    def cell(self, row: list[Any], code: str) -> Any:
        at = self.header.at.get(code)
        return row[at] if at is not None and at < len(row) else ""

    def fault(self, row: int, code: str, refusal: Refusal) -> None:
        # A column that the list has not is blamed on the name, which it has.
        at = self.header.at.get(code, self.header.at["name"])
        self.faults.append(Fault(row, at, self.titles[code], refusal))

    @contextmanager
    def judging(self, row: int, code: str) -> Iterator[None]:
        """A refusal within is the fault of one cell."""
        try:
            yield
        except Refusal as refusal:
            self.fault(row, code, refusal)

    def read(self) -> Report:
        seen: dict[tuple[str, str, str, str], int] = {}
        for number, cells in enumerate(self.sheet[self.header.row + 1 :], self.header.row + 1):
            said = {code: columns.tidy(self.cell(cells, code)) for code in ("name", "post")}
            if not any(said.values()):
                continue  # a blank line, or a note below the list
            before = len(self.faults)
            for code, text in said.items():
                if not text:
                    self.fault(number, code, Refusal("cell-empty"))
            if len(said["name"]) > LONGEST_NAME or said["name"] != blanks.clean(said["name"]):
                self.fault(number, "name", Refusal("cell-name", longest=LONGEST_NAME))
            row = self._row(number, cells, said)
            if row is None or len(self.faults) > before:
                continue
            for kind, post in row.posts:
                first = seen.setdefault((row.place.code, kind, post, row.name + row.identity), number)
                if first != number:
                    self.fault(number, "name", Refusal("cell-row-twice", row=first + 1))
            self.rows.append(row)
        self._recognise()
        return Report(
            rows=len(self.rows),
            places=len({row.place.code for row in self.rows}),
            unread=self.header.unknown,
            faults=sorted(self.faults, key=lambda fault: (fault.row, fault.at)),
        )

    def _row(self, number: int, cells: list[Any], said: Mapping[str, str]) -> Row | None:
        place, posts = None, []
        where = [columns.tidy(self.cell(cells, code)) for code in ("code", "township", "unit")]
        blamed = "code" if where[0] else "unit" if where[2] or "unit" in self.header.at else "township"
        if not any(where):
            self.fault(number, blamed, Refusal("cell-empty"))
        else:
            with self.judging(number, blamed):
                place = self.places.find(*where)
        if place is not None and said["post"]:
            body = columns.tidy(self.cell(cells, "body"))
            try:
                posts = self.posts.posts(place, body, said["post"])
            except Refusal as refusal:
                self.fault(number, "body" if refusal.code.startswith("cell-body") else "post", refusal)
        read: dict[str, Any] = {}
        kinds: dict[str, Callable[[Any], Any]] = {
            "since": values.day,
            "until": values.day,
            "born": values.day,
            "sex": values.woman,
            "phone": values.phone,
            "id_number": values.id_number,
        }
        for code, reading in kinds.items():
            with self.judging(number, code):
                read[code] = reading(self.cell(cells, code))
        if place is None or len(read) < len(kinds):
            return None
        return self._checked(number, place, [(kind.code, post) for kind, post in posts], said["name"], read)

    def _checked(self, number: int, place: Place, posts: list[tuple[str, str]], name: str, read: dict[str, Any]) -> Row:
        identity, since, until, born = read["id_number"], read["since"] or self.on, read["until"], read["born"]
        if since > self.on:
            self.fault(number, "since", Refusal("cell-day-future"))
        if until is not None and until <= since:
            self.fault(number, "until", Refusal("cell-day-order"))
        if identity:
            of_card = values.born(identity)
            if read["sex"] is not None and read["sex"] != values.of_woman(identity):
                self.fault(number, "sex", Refusal("cell-sex-id"))
            if born is not None and (born.year, born.month) != (of_card.year, of_card.month):
                self.fault(number, "born", Refusal("cell-born-id"))
            born, read["sex"] = of_card, values.of_woman(identity)
        # Where no birth is known, she was of age when she took office: the law let nobody else.
        adult_on = rules.years_later(born, 18) if born else min(since, self.on)
        return Row(number, place, posts, name, read["sex"], adult_on, since, until, read["phone"], identity)

    def _recognise(self) -> None:
        """Find each row's person on the roll, or note that she is new; the same name twice in a place is one person."""
        roll = Roll({unit_of(row.place.code) for row in self.rows}, {r.identity for r in self.rows} - {""}, self.on)
        new: dict[tuple[str, str, str], Person] = {}
        for row in self.rows:
            unit = unit_of(row.place.code)
            with self.judging(row.row, "name"):
                row.person = roll.find(unit, row.name, row.identity)
                if row.person is None:
                    fresh = Person(
                        name=row.name,
                        place=row.place,
                        unit=unit,
                        woman=bool(row.woman),
                        adult_on=row.adult_on,
                        since=min(row.since, self.on),
                    )
                    row.person = new.setdefault((unit, row.name, row.identity), fresh)


def _seat(reader: _Reader, report: Report, at: datetime, acting: str) -> None:
    """Write persons, bodies and tenures place by place; faults of single posts go into the report."""
    on, rows = reader.on, reader.rows
    fresh: dict[int, Person] = {}
    for row in rows:
        if row.person is not None and row.person.pk is None:
            fresh[id(row.person)] = row.person
    Person.objects.bulk_create(fresh.values(), batch_size=300)
    report.persons = len(fresh)
    by_place: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_place[row.place.pk].append(row)
    standing: dict[int, dict[str, Body]] = defaultdict(dict)
    for body in Body.objects.filter(within(pack().code, path="place__code"), place__in=by_place, until__isnull=True):
        standing[body.place_id][body.kind] = body
    held: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for body_pk, post, person in Tenure.objects.filter(valid_on(on), body__place__in=by_place).values_list(
        "body_id", "post", "person_id"
    ):
        held[body_pk].add((post, person))
    began = _begun(by_place)
    for pk, here in by_place.items():
        _seat_place(reader, report, here, standing[pk], held, partial(began, pk), at, acting)
    _keep_numbers(rows)


def _begun(places: Collection[int]) -> Callable[[int, str], bool]:
    """Whether an elected body of a place has had members, or the place takes over from others: then only those who
    elect it fill it. Two queries."""
    ever = set(Tenure.objects.filter(body__place__in=places).values_list("body__place_id", "body__kind").distinct())
    heirs = set(Succession.objects.filter(new__in=places).values_list("new_id", flat=True))
    return lambda place, kind: place in heirs or (place, kind) in ever


def _keep_numbers(rows: Sequence[Row]) -> None:
    """Keep the numbers of those of whom none is on record: a list never replaces what somebody is reached by."""
    people = {row.person.pk for row in rows if row.person is not None}
    kept = set(Private.objects.filter(person__in=people).values_list("person_id", "field"))
    for row in rows:
        assert row.person is not None
        for name, number in (("phone", row.phone), ("id_number", row.identity)):
            if number and (row.person.pk, name) not in kept:
                private.keep(person=row.person, field=name, value=number)


def _seat_place(
    reader: _Reader,
    report: Report,
    rows: list[Row],
    bodies: dict[str, Body],
    held: Mapping[int, set[tuple[str, int]]],
    began: Callable[[str], bool],
    at: datetime,
    acting: str,
) -> None:
    place = rows[0].place
    wanted: list[tuple[Row, Seat]] = []
    for row in rows:
        assert row.person is not None
        for kind, post in row.posts:
            body = bodies.get(kind)
            incumbents = held.get(body.pk, set()) if body is not None else set()
            if (post, row.person.pk) in incumbents:
                report.unchanged += 1
            elif pack().bodies[kind].elected_by and began(kind):
                declared = pack().bodies[kind]
                law = pack().law.cite(declared.law, place.kind)
                reader.fault(row.row, "post", Refusal("cell-in-office", law=law, body=declared.title(place.kind).zh))
            else:
                wanted.append((row, Seat(kind, post, row.person, row.since, row.until)))
    try:
        with transaction.atomic():
            _write(place, bodies, wanted, reader.on)
    except Refusal:
        # Something is wrong with some of them: one after the other, so that each fault is told by its own cell.
        for row, seat in wanted:
            with reader.judging(row.row, "name"), transaction.atomic():
                _write(place, bodies, [(row, seat)], reader.on)
    report.posts += len(wanted)
    report.faults = sorted(reader.faults, key=lambda fault: (fault.row, fault.at))
    if wanted:
        secret = encode([[seat.body, seat.post, seat.person.pk] for _, seat in wanted])
        ledger.append(unit=unit_of(place.code), kind="place.constituted", at=at, body=acting, secrets=[secret])


def _write(place: Place, standing: Mapping[str, Body], wanted: list[tuple[Row, Seat]], on: date) -> None:
    """Set up the bodies that are not there and give the posts."""
    made: dict[str, Body] = {}
    for row, seat in wanted:
        if seat.body not in made:
            first = min(one.since for one, other in wanted if other.body == seat.body)
            made[seat.body] = standing.get(seat.body) or _body(place, seat.body, min(first, row.since))
    seating.seat(place, made, [seat for _, seat in wanted], on, rules.OPENING)


def _body(place: Place, kind: str, since: date) -> Body:
    found = Body.objects.filter(place=place, kind=kind, until__isnull=True).first()
    return found or seating.set_up(place, kind, since, rules.OPENING)
