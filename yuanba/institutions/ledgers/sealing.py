"""Sealing a ledger of a period, and deriving it again to see whether it is still the same."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from yuanba.institutions.ledgers.forms import Form, forms
from yuanba.institutions.ledgers.reading import permit
from yuanba.institutions.ledgers.sources import rows
from yuanba.institutions.ledgers.span import Span
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Body
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import within
from yuanba.kernel.procedures.canonical import encode
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import enter
from yuanba.kernel.registers.models import Record

SNAPSHOTS = "ledger-snapshots"
# What people may later shorten by a lawful act: when a term ends. It is shown and not sealed.
_MOVING = {"tenures": ("until",)}


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A sealed column that is derived otherwise today; `column` is "rows" where there are more or fewer of them."""

    place: str
    form: str
    first: str
    last: str
    column: str


def digests(form: Form, span: Span) -> tuple[int, dict[str, str]]:
    """The number of rows and, of each derived public column, the digest of its values in order; reads in chunks."""
    span = replace(span, inside=False)
    columns = form.shown(inside=False)
    sums, count = [sha256() for _ in columns], 0
    for row in rows(form, span):
        count += 1
        for held, value in zip(sums, row.values, strict=True):
            held.update(encode(value) + b"\n")
    moving = _MOVING.get(form.word, ())
    sealed = zip(columns, sums, strict=True)
    return count, {one.code: held.hexdigest() for one, held in sealed if one.derived and one.word not in moving}


def seal(*, form: str, unit: Place, first: date, last: date, by: Actor, at: datetime, key: UUID) -> Record:
    """Keep the digests of a ledger of a period that is over, by a body whose work it is; a replay of `key` returns the
    first. Refusals: those of `reading.permit`, `register-unknown`, `period-open`, `sealed-already`, `key-reused`.
    """
    chosen = forms().get(form)
    if chosen is None or not chosen.word:
        raise Refusal("register-unknown", register=form)
    permit(chosen, unit, by, at)
    code = f"{form}.{first:%Y%m%d}.{last:%Y%m%d}"
    with transaction.atomic():
        # The keeping body's row orders its officers, so that a double click finds the first record.
        assert by.tenure is not None
        Body.objects.select_for_update().get(pk=by.tenure.body_id)
        done = Record.objects.filter(key=key).first()
        if done is not None:
            if (done.register, done.code, done.place_id) != (SNAPSHOTS, code, unit.pk):
                raise Refusal("key-reused")
            return done
        if not first <= last or last >= local_day(at):
            raise Refusal("period-open")
        if Record.objects.filter(register=SNAPSHOTS, code=code, place=unit).exists():
            raise Refusal("sealed-already")
        count, sums = digests(chosen, Span(unit.code, first, last, at))
        data = {
            "form": form,
            "from_on": first.isoformat(),
            "until_on": last.isoformat(),
            "sealed_at": at.isoformat(),
            "rows": count,
            "digests": json.dumps(sums),
        }
        return enter(
            register=SNAPSHOTS, code=code, name=chosen.name.zh, name_en=chosen.name.en, place=unit, data=data,
            since=local_day(at), at=at, body=f"{unit.code}/{by.tenure.body.kind}", key=key,
        )  # fmt: skip


def sealed(place: str) -> Iterator[Record]:
    """The sealed ledgers of a place and all in it."""
    found = Record.objects.filter(within(place, path="place__code"), register=SNAPSHOTS).select_related("place")
    return found.order_by("pk").iterator(chunk_size=200)


def compare(place: str) -> tuple[int, list[Mismatch]]:
    """Derive every sealed ledger again, as it stood when it was sealed: how many there are, and what differs."""
    count = 0
    wrong: list[Mismatch] = []
    for record in sealed(place):
        count += 1
        wrong += _differs(record)
    return count, wrong


def _differs(record: Record) -> Iterator[Mismatch]:
    data = json.loads(record.data)
    where = (record.place.code, data["form"], data["from_on"], data["until_on"])
    form = forms().get(data["form"])
    if form is None:
        yield Mismatch(*where, "form")
        return
    first, last = date.fromisoformat(data["from_on"]), date.fromisoformat(data["until_on"])
    count, sums = digests(form, Span(record.place.code, first, last, datetime.fromisoformat(data["sealed_at"])))
    if count != data["rows"]:
        yield Mismatch(*where, "rows")
    for code, kept in json.loads(data["digests"]).items():
        if sums.get(code) != kept:
            yield Mismatch(*where, code)
