"""Seeded databases are what the county's own acts would have left: they verify, hold together and can be acted upon."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from bench import lives, seed
from tests.cast import Village, village
from yuanba.kernel.ledger import audit, leaf, note, publish, sequence
from yuanba.kernel.ledger.models import Entry, Salt
from yuanba.kernel.matters import verbs
from yuanba.kernel.matters.acts import take
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.places.county import pack

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
MANY = 90


@pytest.fixture
def place() -> Village:
    found = village()
    seed.fill(MANY, NOW)
    found.now = NOW + timedelta(hours=1)
    return found


def test_every_row_points_to_one_that_is_there(place: Village) -> None:
    connection.check_constraints()
    assert Matter.objects.filter(role="main").count() == MANY
    assert Taking.objects.count() > 2 * MANY


def test_the_seeded_ledger_verifies_from_its_public_files(place: Village, tmp_path: Path) -> None:
    signer = note.generate(tmp_path / "key")
    sequence.found(host="bench.invalid", county="510722", at=NOW, signer=signer)
    sequence.sequence(now=NOW, signer=signer)
    publish.export(tmp_path / "mirror")
    report = audit.audit_dir(tmp_path / "mirror")
    assert report.sound, report.problems
    assert report.size == Entry.objects.count()


def test_each_act_of_a_body_stands_in_the_ledger_with_its_public_words(place: Village) -> None:
    for taking in Taking.objects.exclude(leaf="").order_by("pk")[:40]:
        entry = Entry.objects.get(pk=taking.entry)
        sealed = leaf.decode(bytes(entry.leaf))
        assert bytes(entry.leaf_hash).hex() == taking.leaf
        assert sealed.documents == (hashlib.sha256(taking.public.encode()).digest(),)
        salt = bytes(Salt.objects.get(entry=entry).salt)
        assert sealed.commitments == (leaf.commitment(salt=salt, payload=taking.public.encode()),)


def test_the_lives_follow_the_arrows_of_the_procedure() -> None:
    steps = pack().procedure("four-two-one").steps
    ends = pack().procedure("four-two-one").ends
    for life in (*lives.ENDED, *lives.RUNNING):
        here = life[0].step
        for deed in life:
            assert deed.step == here
            if deed.to:
                assert deed.to in steps or deed.to in ends
                assert deed.to in steps[here].on.values()
                here = deed.to


def test_a_seeded_matter_goes_on_by_a_real_act(place: Village) -> None:
    matter = Matter.objects.filter(step="propose").order_by("pk")[0]
    assert {act.code for act in verbs.of(load(matter, place.now)).acts(load(matter, place.now))} >= {"agree", "decline"}
    done = take(
        matter=matter.pk,
        by=place.actor("zhou", "party_org"),
        act="agree",
        data={"proposal": "硬化村道", "budget": "1"},
        at=place.now,
        key=uuid4(),
    )
    assert (done.seq, done.to) == (2, "confer")


def test_numbers_go_on_after_the_seeded_ones(place: Village) -> None:
    numbers = list(Matter.objects.order_by("pk").values_list("number", flat=True))
    assert len(set(numbers)) == len(numbers)
    assert all(
        json.loads(taking.public)["matter"] == taking.matter.number for taking in Taking.objects.order_by("pk")[:20]
    )
