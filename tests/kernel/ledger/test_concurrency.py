"""Fifty at once, on the database as it is in production: the transaction alone keeps the numbers whole."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from yuanba.kernel.ledger import acts, publish, sequence, tiles
from yuanba.kernel.ledger.audit import audit_dir
from yuanba.kernel.ledger.models import Checkpoint, Entry, Head, Pending

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
UNITS = [f"5107221012{n:02d}" for n in range(5)]
THREADS = 50
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs: Callable[[], object]) -> None:
    """Run all jobs together, each on its own connection; the first failure is raised here."""
    barrier, failures = threading.Barrier(len(jobs)), []

    def run(job: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=120)
            job()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def act(unit: str, number: int) -> None:
    with transaction.atomic():
        if number % 5 == 4:
            acts.append_resident(unit=unit, at=AT, secret=b"a wish")
        else:
            acts.append(unit=unit, kind="matter.taken", at=AT, body="", secrets=[b"private"])


def test_fifty_at_once_leave_every_unit_numbered_without_gaps(signer, tmp_path):
    sequence.found(host="yuanba.test", county="510722", at=AT, signer=signer)
    at_once(*(lambda n=n: [act(UNITS[n % 5] if n % 2 else UNITS[0], i) for i in range(5)] for n in range(THREADS)))
    for unit in UNITS:
        numbers = list(Entry.objects.filter(unit=unit).order_by("seq").values_list("seq", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert Head.objects.get(unit=unit).clock == len(numbers) + Pending.objects.filter(unit=unit).count()
    assert Entry.objects.count() == 4 * THREADS
    sequence.sequence(now=AT, signer=signer)
    publish.export(tmp_path / "mirror")
    assert audit_dir(tmp_path / "mirror").problems == []


def test_sequencers_and_acts_at_once_leave_one_sound_log(signer, tmp_path, monkeypatch):
    monkeypatch.setattr(sequence, "BATCH", 7)
    sequence.found(host="yuanba.test", county="510722", at=AT, signer=signer)

    def tick() -> None:
        for _ in range(5):
            sequence.sequence(now=AT, signer=signer)

    at_once(*(lambda n=n: [act(UNITS[n % 5], i) for i in range(5)] for n in range(20)), tick, tick, tick)
    tick()
    assert sorted(Entry.objects.values_list("index", flat=True)) == list(range(80))
    assert tiles.size() == 80
    publish.export(tmp_path / "mirror")
    for note in Checkpoint.objects.values_list("note", flat=True):
        assert audit_dir(tmp_path / "mirror", previous=note).problems == []


def test_two_who_seal_the_same_day_seal_it_once():
    with transaction.atomic():
        for unit in UNITS:
            acts.append_resident(unit=unit, at=AT, secret=b"a wish")
    at_once(*[lambda: sequence.seal_days(now=AT + timedelta(days=1))] * 8)
    assert sorted(Entry.objects.values_list("unit", "seq")) == [(unit, 1) for unit in UNITS]


def test_a_ledger_founded_twice_at_once_has_one_origin(signer):
    at_once(
        *(lambda n=n: sequence.found(host=f"host{n}.test", county="510722", at=AT, signer=signer) for n in range(8))
    )
    assert Checkpoint.objects.count() == 1
    assert tiles.vkey().startswith("host")


def test_an_entry_whose_act_commits_late_gets_a_later_place(signer):
    """On PostgreSQL ids are given before the commit; on SQLite the second act simply waits for the first."""
    sequence.found(host="yuanba.test", county="510722", at=AT, signer=signer)
    written, go_on = threading.Event(), threading.Event()
    waits = connection.vendor == "postgresql"

    def slow() -> None:
        with transaction.atomic():
            act(UNITS[0], 0)
            written.set()
            assert go_on.wait(timeout=120)

    def quick() -> None:
        assert written.wait(timeout=120)
        if not waits:
            go_on.set()
        act(UNITS[1], 0)
        sequence.sequence(now=AT, signer=signer)
        go_on.set()

    at_once(slow, quick)
    sequence.sequence(now=AT, signer=signer)
    order = list(Entry.objects.order_by("index").values_list("unit", flat=True))
    assert order == ([UNITS[1], UNITS[0]] if waits else [UNITS[0], UNITS[1]])
