from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from yuanba.kernel.ledger import acts, note, sequence, tiles, tlog
from yuanba.kernel.ledger.leaf import decode
from yuanba.kernel.ledger.models import Checkpoint, Entry, Head, Pending, Tile

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
UNIT = "510722101201"


def append(count=1, unit=UNIT):
    with transaction.atomic():
        return [acts.append(unit=unit, kind="matter.taken", at=AT, body="") for _ in range(count)]


def signed(signer):
    verifier = note.parse_vkey(tiles.vkey())
    return note.parse_checkpoint(verifier.open(tiles.checkpoint()))


def test_a_new_ledger_signs_the_empty_tree(founded):
    assert signed(founded) == note.Head("yuanba.test/ledger/510722", 0, tlog.EMPTY_ROOT)


def test_the_origin_is_fixed_at_the_founding(founded, tmp_path):
    stranger = note.generate(tmp_path / "other.key")
    vkey = tiles.vkey()
    assert sequence.found(host="moved.test", county="510722", at=AT, signer=stranger) == "yuanba.test/ledger/510722"
    assert tiles.vkey() == vkey


def test_nothing_is_sequenced_before_the_founding(db, signer):
    append()
    with pytest.raises(LookupError, match="founded"):
        sequence.sequence(now=AT, signer=signer)


def test_nothing_is_signed_with_another_key(founded, tmp_path):
    append()
    with pytest.raises(sequence.LedgerDamaged, match="signing key"):
        sequence.sequence(now=AT, signer=note.generate(tmp_path / "other.key"))
    assert tiles.size() == 0


def test_every_entry_gets_the_next_place_and_the_root_is_that_of_all_leaves(founded):
    for count in (1, 2, 253, 0, 1, 300):
        append(count)
        assert sequence.sequence(now=AT, signer=founded) == count
    leaves = [bytes(leaf) for leaf in Entry.objects.order_by("index").values_list("leaf", flat=True)]
    assert list(Entry.objects.order_by("id").values_list("index", flat=True)) == list(range(557))
    hashes = {(0, n): tlog.leaf_hash(leaf) for n, leaf in enumerate(leaves)}
    for height in range(1, 10):
        for n in range(len(leaves) >> height):
            hashes[height, n] = tlog.node_hash(hashes[height - 1, 2 * n], hashes[height - 1, 2 * n + 1])
    for size in Checkpoint.objects.order_by("size").values_list("size", flat=True):
        root = tlog.fold([hashes[node] for node in tlog.nodes((0, size))])
        assert bytes(Checkpoint.objects.get(size=size).root) == root
    assert signed(founded) == note.Head("yuanba.test/ledger/510722", 557, root)


def test_a_quiet_tick_signs_nothing(founded):
    append()
    sequence.sequence(now=AT, signer=founded)
    before = tiles.checkpoint()
    assert sequence.sequence(now=AT + timedelta(hours=1), signer=founded) == 0
    assert (Checkpoint.objects.count(), tiles.checkpoint()) == (2, before)


def test_a_long_queue_is_worked_off_in_batches_each_with_its_checkpoint(founded, monkeypatch):
    monkeypatch.setattr(sequence, "BATCH", 100)
    append(250)
    assert sequence.sequence(now=AT, signer=founded) == 250
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [0, 100, 200, 250]


def test_an_entry_with_a_lower_id_that_commits_late_follows(founded):
    first, late, other = append(), append(unit="510722101202"), append()
    Entry.objects.filter(pk=late[0].pk).update(index=-1)  # not to be seen yet, as before its commit
    sequence.sequence(now=AT, signer=founded)
    Entry.objects.filter(pk=late[0].pk).update(index=None)
    sequence.sequence(now=AT, signer=founded)
    places = dict(Entry.objects.values_list("id", "index"))
    assert [places[entry.pk] for entry in (*first, *other, *late)] == [0, 1, 2]


@pytest.mark.parametrize("stage", ["_grow", "_sign"])
@pytest.mark.django_db(transaction=True)
def test_a_crash_in_the_middle_of_a_batch_leaves_the_log_as_it_was(signer, monkeypatch, stage):
    class Crash(Exception):
        pass

    def crash(*args, **kwargs):
        raise Crash

    sequence.found(host="yuanba.test", county="510722", at=AT, signer=signer)
    append(300)
    sequence.sequence(now=AT, signer=signer)
    before = tiles.checkpoint(), list(Tile.objects.order_by("id").values_list("level", "number", "hashes"))
    append(300)
    with monkeypatch.context() as patch:
        patch.setattr(sequence, stage, crash)
        with pytest.raises(Crash):
            sequence.sequence(now=AT, signer=signer)
    assert before == (tiles.checkpoint(), list(Tile.objects.order_by("id").values_list("level", "number", "hashes")))
    assert Entry.objects.filter(index=None).count() == 300
    assert sequence.sequence(now=AT, signer=signer) == 300
    assert signed(signer).size == 600


def test_an_entry_that_was_changed_in_the_database_before_its_turn_is_not_signed(founded):
    [entry] = append()
    Entry.objects.filter(pk=entry.pk).update(leaf=bytes(entry.leaf).replace(b"taken", b"moved"))
    with pytest.raises(sequence.LedgerDamaged, match="changed after it was sealed"):
        sequence.sequence(now=AT, signer=founded)
    assert tiles.size() == 0


def resident(count=1, unit=UNIT, at=AT):
    with transaction.atomic():
        return [acts.append_resident(unit=unit, at=at, secret=b"wish %d" % number) for number in range(count)]


def test_residents_acts_wait_for_the_end_of_their_day(founded):
    resident(3)
    assert sequence.seal_days(now=datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC)) == 0
    assert sequence.seal_days(now=datetime(2026, 11, 23, 16, 0, tzinfo=UTC)) == 1
    assert sequence.seal_days(now=datetime(2026, 11, 24, 16, 0, tzinfo=UTC)) == 0


def test_a_day_of_residents_acts_is_one_entry_that_tells_neither_order_nor_hour(founded):
    pending = resident(20)
    sequence.seal_days(now=AT + timedelta(days=1))
    leaf = decode(bytes(Entry.objects.get().leaf))
    assert (leaf.kind, leaf.body, leaf.documents) == ("residents.acted", "", ())
    assert leaf.at == datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    assert list(leaf.commitments) == sorted(bytes(act.commitment) for act in pending)
    assert list(leaf.commitments) != [bytes(act.commitment) for act in pending]
    assert all(acts.opens_resident(pending=act.pk, payload=b"wish %d" % n) for n, act in enumerate(pending))
    assert not Pending.objects.exclude(entry=Entry.objects.get()).exists()


def test_units_and_days_are_sealed_apart_and_keep_their_units_chain(founded):
    append()
    resident(2)
    resident(2, unit="510722101202")
    resident(2, at=AT + timedelta(days=1))
    assert sequence.seal_days(now=AT + timedelta(days=2)) == 3
    assert sorted(Entry.objects.values_list("unit", "seq")) == [(UNIT, 1), (UNIT, 2), (UNIT, 3), ("510722101202", 1)]
    assert Head.objects.get(unit=UNIT).clock == 1 + 4 + 2


def test_more_acts_than_one_leaf_holds_make_several(founded):
    resident(sequence.PER_LEAF + 1)
    assert sequence.seal_days(now=AT + timedelta(days=1)) == 2
    sizes = [
        len(decode(bytes(leaf)).commitments) for leaf in Entry.objects.order_by("seq").values_list("leaf", flat=True)
    ]
    assert sizes == [sequence.PER_LEAF, 1]


def test_an_act_that_arrives_after_its_day_was_sealed_gets_an_entry_of_its_own(founded):
    resident()
    sequence.seal_days(now=AT + timedelta(days=1))
    resident()
    assert sequence.seal_days(now=AT + timedelta(days=1)) == 1
    assert Pending.objects.filter(entry__isnull=True).count() == 0
