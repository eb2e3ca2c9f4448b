"""The tree against RFC 6962 written out as its recursive definitions, which nothing in the product uses."""

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.kernel.ledger import tlog

SIZES = st.integers(1, 700)


def cut(width: int) -> int:
    k = 1
    while k * 2 < width:
        k *= 2
    return k


def mth(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962 2.1, Merkle Tree Hash."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = cut(len(leaves))
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m: int, leaves: Sequence[bytes]) -> list[bytes]:
    """RFC 6962 2.1.1, PATH(m, D[n])."""
    if len(leaves) == 1:
        return []
    k = cut(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: Sequence[bytes], whole: bool) -> list[bytes]:
    """RFC 6962 2.1.2, SUBPROOF(m, D[n], b)."""
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = cut(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


def data(size: int) -> list[bytes]:
    return [b"entry %d" % n for n in range(size)]


def reader(leaves: Sequence[bytes]):
    return lambda wanted: {(h, n): mth(leaves[n << h : (n + 1) << h]) for h, n in wanted}


@given(SIZES, st.data())
def test_an_inclusion_proof_is_the_audit_path_of_the_rfc_and_leads_to_the_root(size, draw):
    index = draw.draw(st.integers(0, size - 1))
    leaves = data(size)
    proof = tlog.prove(tlog.inclusion(index, size), reader(leaves))
    assert proof == path(index, leaves)
    tlog.check_inclusion(leaf=tlog.leaf_hash(leaves[index]), index=index, size=size, proof=proof, root=mth(leaves))


@given(SIZES, st.data())
def test_a_consistency_proof_is_that_of_the_rfc_and_leads_to_both_roots(new, draw):
    old = draw.draw(st.integers(1, new))
    leaves = data(new)
    proof = tlog.prove(tlog.consistency(old, new), reader(leaves))
    assert proof == subproof(old, leaves, True)
    tlog.check_consistency(old=old, new=new, proof=proof, old_root=mth(leaves[:old]), new_root=mth(leaves))


@given(st.integers(2, 300), st.data())
def test_a_proof_with_one_thing_changed_proves_nothing(size, draw):
    index = draw.draw(st.integers(0, size - 1))
    leaves, root = data(size), mth(data(size))
    proof, leaf = path(index, leaves), tlog.leaf_hash(leaves[index])
    spoiled = draw.draw(st.integers(0, len(proof) - 1))
    changed = [*proof[:spoiled], bytes(32), *proof[spoiled + 1 :]]
    for wrong in (changed, proof[:-1], [*proof, bytes(32)]):
        with pytest.raises(tlog.ProofError):
            tlog.check_inclusion(leaf=leaf, index=index, size=size, proof=wrong, root=root)
    with pytest.raises(tlog.ProofError):
        tlog.check_inclusion(leaf=leaf, index=(index + 1) % size, size=size, proof=proof, root=root)
    with pytest.raises(tlog.ProofError):
        tlog.check_inclusion(leaf=tlog.leaf_hash(b"forged"), index=index, size=size, proof=proof, root=root)


@given(st.integers(2, 300), st.data())
def test_a_rewritten_past_has_no_consistency_proof(new, draw):
    old = draw.draw(st.integers(1, new - 1))
    changed = draw.draw(st.integers(0, old - 1))
    leaves = data(new)
    forged = [*leaves[:changed], b"forged", *leaves[changed + 1 :]]
    for proof in (subproof(old, leaves, True), subproof(old, forged, True), []):
        with pytest.raises(tlog.ProofError):
            tlog.check_consistency(old=old, new=new, proof=proof, old_root=mth(leaves[:old]), new_root=mth(forged))


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 5), (5, 5)])
def test_trees_that_need_no_proof_accept_none_but_the_empty_one(old, new):
    roots = {"old_root": mth(data(old)), "new_root": mth(data(new))}
    tlog.check_consistency(old=old, new=new, proof=[], **roots)
    with pytest.raises(tlog.ProofError):
        tlog.check_consistency(old=old, new=new, proof=[bytes(32)], **roots)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_a_leaf_outside_the_tree_has_no_proof(index, size):
    with pytest.raises(tlog.ProofError):
        tlog.inclusion(index, size)


def test_a_tree_does_not_extend_a_larger_one():
    with pytest.raises(tlog.ProofError):
        tlog.consistency(5, 4)


@given(st.integers(0, 200_000))
def test_the_tiles_of_a_tree_hold_each_level_once_and_without_gaps(size):
    held: dict[int, int] = {}
    for level, number, width in tlog.tile_widths(size):
        assert held.get(level, 0) == number * 256
        held[level] = number * 256 + width
    expected, level = size, 0
    while expected:
        assert held.pop(level) == expected
        expected, level = expected >> 8, level + 1
    assert not held


@given(st.integers(0, 60), st.integers(0, 2**40))
def test_the_hashes_of_a_node_lie_in_one_tile(height, n):
    level, number, start, end = tlog.tile_slice((height, n))
    assert 0 <= start < end <= 256
    assert (number * 256 + start) << (8 * level) == n << height
    assert (end - start) << (8 * level) == 1 << height


@pytest.mark.parametrize(
    ("number", "width", "path"),
    [
        (0, 256, "tile/0/000"),
        (7, 12, "tile/0/007.p/12"),
        (1234, 256, "tile/0/x001/234"),
        (1234067, 1, "tile/0/x001/x234/067.p/1"),
        (1000000, 255, "tile/0/x001/x000/000.p/255"),
    ],
)
def test_a_tile_path_is_written_as_c2sp_says(number, width, path):
    assert tlog.tile_path(0, number, width) == path
    assert tlog.parse_tile_path(path) == (0, number, width)


@given(st.one_of(st.integers(0, 7), st.just("entries")), st.integers(0, 2**62), st.integers(1, 256))
def test_a_tile_path_is_read_back_as_it_was_written(level, number, width):
    assert tlog.parse_tile_path(tlog.tile_path(level, number, width)) == (level, number, width)


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/0",
        "tile/00/000",
        "tile/8/000",
        "tile/0/x000/000",
        "tile/0/001/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/012",
        "tile/0/000.p/",
        "tile/data/000",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/../000",
        "tile/0/٠٠٠",
        "tile/0/000\n",
        "checkpoint",
        "",
    ],
)
def test_a_path_that_c2sp_does_not_know_names_nothing(path):
    assert tlog.parse_tile_path(path) is None


@given(st.lists(st.binary(max_size=300), max_size=256))
def test_a_bundle_gives_back_its_entries(entries):
    assert tlog.unbundle(tlog.bundle(entries)) == entries


@given(st.lists(st.binary(min_size=1, max_size=30), min_size=1, max_size=5), st.data())
def test_a_bundle_that_was_cut_off_inside_an_entry_is_refused(entries, draw):
    whole, last = tlog.bundle(entries), 2 + len(entries[-1])
    with pytest.raises(ValueError, match="cut off"):
        tlog.unbundle(whole[: -draw.draw(st.integers(1, last - 1))])
