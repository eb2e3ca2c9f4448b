from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from yuanba.kernel.ledger import acts, heads, tiles, tlog
from yuanba.kernel.ledger.leaf import LeafError, decode
from yuanba.kernel.ledger.models import Entry, Head, Pending, Salt

AT = datetime(2026, 11, 23, 2, 0, 0, 999_999, tzinfo=UTC)
UNIT = "510722101201"
BODY = "510722101201/villagers-committee"


def append(unit=UNIT, **more):
    return acts.append(**{"unit": unit, "kind": "matter.taken", "at": AT, "body": BODY} | more)


@pytest.mark.django_db
def test_the_entries_of_a_unit_form_a_chain_without_gaps():
    entries = [append() for _ in range(3)]
    leaves = [decode(bytes(entry.leaf)) for entry in entries]
    assert [leaf.seq for leaf in leaves] == [1, 2, 3]
    assert leaves[0].prev == b""
    assert [leaf.prev for leaf in leaves[1:]] == [tlog.leaf_hash(bytes(entry.leaf)) for entry in entries[:2]]
    assert bytes(Head.objects.get(unit=UNIT).leaf_hash) == bytes(entries[2].leaf_hash)


@pytest.mark.django_db
def test_each_unit_counts_for_itself():
    assert [append(unit).seq for unit in ("510722101201", "510722101202", "510722101", "510722101201")] == [1, 1, 1, 2]


@pytest.mark.django_db
def test_an_entry_and_its_leaf_say_the_same():
    entry = Entry.objects.get(pk=append(documents=[bytes(32)], secrets=[b"a", b"b"]).pk)
    leaf = decode(bytes(entry.leaf))
    assert (leaf.unit, leaf.seq, leaf.kind, leaf.at, leaf.body) == (
        entry.unit,
        entry.seq,
        entry.kind,
        entry.at,
        entry.body,
    )
    assert leaf.at == AT.replace(microsecond=0)
    assert leaf.documents == (bytes(32),)
    assert len(leaf.commitments) == 2


@pytest.mark.django_db(transaction=True)
def test_the_ledger_is_not_written_outside_a_transaction():
    with pytest.raises(RuntimeError, match="inside the transaction"):
        append()
    with pytest.raises(RuntimeError, match="inside the transaction"):
        acts.append_resident(unit=UNIT, at=AT, secret=b"a")
    assert not Head.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_after_its_entry_leaves_no_trace_and_no_gap():
    class Refused(Exception):
        pass

    def refused_act():
        with transaction.atomic():
            append(secrets=[b"a"])
            raise Refused

    with pytest.raises(Refused):
        refused_act()
    assert heads.read([UNIT]) == ((UNIT, 0),)
    assert not Salt.objects.exists()
    with transaction.atomic():
        assert append().seq == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [{"unit": "王婶"}, {"body": "陈伯"}, {"secrets": [b"x"] * 1000}, {"documents": [b"x"]}],
    ids=lambda w: next(iter(w)),
)
def test_an_entry_of_the_wrong_form_is_refused(wrong):
    with pytest.raises(LeafError), transaction.atomic():
        append(**wrong)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_the_database_refuses_two_entries_with_one_number():
    first = append()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(unit=UNIT, seq=first.seq, kind="x", at=AT, leaf=b"x", leaf_hash=b"x")


@pytest.mark.django_db
def test_what_was_committed_to_can_be_shown_until_it_is_forgotten():
    entry = append(secrets=[b"first", b"second"])
    assert acts.opens(entry=entry.pk, position=1, payload=b"second")
    assert not acts.opens(entry=entry.pk, position=1, payload=b"first")
    assert acts.forget(entry=entry.pk, positions=[1]) == 1
    assert not acts.opens(entry=entry.pk, position=1, payload=b"second")
    assert acts.opens(entry=entry.pk, position=0, payload=b"first")


@pytest.mark.django_db
def test_the_same_payload_is_never_committed_to_in_the_same_words():
    leaf = decode(bytes(append(secrets=[b"same", b"same"]).leaf))
    assert len(set(leaf.commitments)) == 2


@pytest.mark.django_db
def test_a_residents_own_act_moves_the_clock_at_once_and_shows_nothing():
    pending = acts.append_resident(unit=UNIT, at=AT, secret=b"a wish")
    assert heads.read([UNIT]) == ((UNIT, 1),)
    assert not Entry.objects.exists()
    assert acts.opens_resident(pending=pending.pk, payload=b"a wish")
    assert not acts.opens_resident(pending=pending.pk, payload=b"another wish")
    assert acts.forget(pending=pending.pk) == 1
    assert not acts.opens_resident(pending=pending.pk, payload=b"a wish")


@pytest.mark.django_db
@pytest.mark.parametrize(("hour", "day"), [(15, 23), (16, 24)])
def test_a_residents_day_ends_at_midnight_in_shanghai(hour, day):
    acts.append_resident(unit=UNIT, at=datetime(2026, 11, 23, hour, 59, tzinfo=UTC), secret=b"a")
    assert Pending.objects.get().day.day == day


@pytest.mark.django_db
def test_forgetting_names_exactly_one_thing():
    for wrong in ({}, {"entry": 1, "pending": 1}):
        with pytest.raises(ValueError, match="either"):
            acts.forget(**wrong)


def test_erasing_leaves_every_proof_as_it_was(grow):
    grow(40)
    before = (
        [tiles.inclusion(index, 40) for index in range(40)],
        tiles.checkpoint(),
        tiles.read("tile/entries/000.p/40"),
    )
    assert sum(acts.forget(entry=key) for key in Entry.objects.values_list("id", flat=True)) == 8
    assert not Salt.objects.exists()
    grow(1)
    assert before == (
        [tiles.inclusion(index, 40) for index in range(40)],
        before[1],
        tiles.read("tile/entries/000.p/40"),
    )


@pytest.mark.django_db
def test_an_append_asks_few_questions(django_assert_num_queries):
    append()
    with django_assert_num_queries(4):
        append(secrets=[b"a", b"b"])
    with django_assert_num_queries(3):
        append(at=AT + timedelta(days=1))
