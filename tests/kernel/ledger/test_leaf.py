import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.kernel.ledger.leaf import Leaf, LeafError, commitment, decode, encode

LEAF = Leaf(
    kind="matter.taken",
    unit="510722101201",
    seq=2,
    prev=bytes(32),
    at=datetime(2026, 11, 23, 2, 0, tzinfo=UTC),
    body="510722101201/villagers-committee",
    documents=(bytes([1]) * 32,),
    commitments=(bytes([2]) * 32,),
)
DIGESTS = st.lists(st.binary(min_size=32, max_size=32), max_size=4).map(tuple)


def test_a_leaf_is_written_like_this():
    assert encode(LEAF) == (
        b'{"at":"2026-11-23T02:00:00Z","body":"510722101201/villagers-committee","commitments":["' + b"02" * 32 + b'"],'
        b'"documents":["' + b"01" * 32 + b'"],"kind":"matter.taken","prev":"' + b"00" * 32 + b'","seq":2,'
        b'"unit":"510722101201","v":1}'
    )


@given(
    st.sampled_from(["510722", "510722101", "510722101201"]),
    st.integers(1, 2**53 - 1),
    st.datetimes(datetime(2000, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    DIGESTS,
    DIGESTS,
)
def test_a_leaf_is_read_back_as_it_was_written(unit, seq, at, documents, commitments):
    leaf = replace(
        LEAF,
        unit=unit,
        seq=seq,
        prev=bytes(32) if seq > 1 else b"",
        at=at,
        documents=documents,
        commitments=commitments,
    )
    assert decode(encode(leaf)) == replace(leaf, at=at.replace(microsecond=0))


def test_the_time_of_a_leaf_is_told_in_utc_whatever_zone_it_was_given_in():
    beijing = LEAF.at.astimezone(timezone(timedelta(hours=8)))
    assert encode(replace(LEAF, at=beijing)) == encode(LEAF)


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": "51072210120"},
        {"unit": "510722101201.03"},
        {"unit": "５１０７２２"},
        {"kind": "王婶"},
        {"kind": "k" * 65},
        {"kind": ""},
        {"body": "王婶"},
        {"body": "510722101201"},
        {"body": "510722101201.03/group"},
        {"seq": 0},
        {"seq": 1},
        {"prev": b""},
        {"prev": b"x"},
        {"documents": (b"short",)},
        {"commitments": (b"short",)},
        {"at": datetime(2026, 1, 1)},  # noqa: DTZ001
    ],
    ids=str,
)
def test_a_leaf_of_the_wrong_form_is_never_written(wrong):
    with pytest.raises(LeafError):
        encode(replace(LEAF, **wrong))


def test_a_leaf_may_have_65535_bytes_and_no_more():
    room = 65_535 - len(encode(replace(LEAF, commitments=(), documents=())))
    most = (room + 1) // 67
    assert len(encode(replace(LEAF, commitments=(bytes(32),) * most, documents=()))) <= 65_535
    with pytest.raises(LeafError, match="at most 65535 bytes"):
        encode(replace(LEAF, commitments=(bytes(32),) * (most + 1), documents=()))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(":2,", ": 2,"),
        lambda text: text.replace('"v":1', '"v":1.0'),
        lambda text: text.replace('"v":1', '"v":2'),
        lambda text: text.replace('"v":1', '"v":true'),
        lambda text: text.replace('"seq":2', '"seq":"2"'),
        lambda text: text.replace('"seq":2', '"seq":9007199254740993'),
        lambda text: text.replace("matter", "\\u006datter"),
        lambda text: text.replace('"v":1', '"v":1,"who":"王婶"'),
        lambda text: text.replace('"kind":"matter.taken",', ""),
        lambda text: text.replace('"v":1', '"v":1,"v":1'),
        lambda text: text.replace("11-23T", "11-31T"),
        lambda text: text.replace("01" * 32, "AB" * 32),
        lambda text: json.dumps([text]),
        lambda text: text + "\n",
        lambda text: "[" * 60_000,
        lambda text: "",
    ],
)
def test_bytes_that_are_not_a_canonical_leaf_are_refused(change):
    changed = change(encode(LEAF).decode())
    assert changed != encode(LEAF).decode()
    with pytest.raises(LeafError):
        decode(changed.encode())


def test_a_commitment_depends_on_its_salt_and_on_every_byte_of_its_payload():
    salt = bytes(32)
    values = [
        commitment(salt=salt, payload=b"a"),
        commitment(salt=salt, payload=b"b"),
        commitment(salt=b"1" * 32, payload=b"a"),
    ]
    assert len(set(values)) == 3
    assert (
        commitment(salt=salt, payload=b"a").hex() == "91397260098dbd7ff27d73a1a29ad383739a7b7e3e736ac3b7f50e2ba6399b5a"
    )


def test_a_commitment_needs_a_whole_salt():
    with pytest.raises(LeafError, match="32 bytes"):
        commitment(salt=b"short", payload=b"a")
