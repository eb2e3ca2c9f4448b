import pytest

from tests.kernel.ledger.conftest import AT
from yuanba.kernel.ledger import acts, note, sequence, tiles, tlog
from yuanba.kernel.ledger.leaf import decode
from yuanba.kernel.ledger.models import Checkpoint, Entry

SIZES = (1, 2, 255, 256, 257, 511, 700)


@pytest.fixture
def grown(grow):
    """Roots by size of a log that grew to 700 entries."""
    for before, size in zip((0, *SIZES), SIZES, strict=False):
        grow(size - before)
    return {size: bytes(root) for size, root in Checkpoint.objects.values_list("size", "root")}


def test_every_entry_is_proven_under_every_checkpoint(grown):
    leaves = [bytes(value) for value in Entry.objects.order_by("index").values_list("leaf_hash", flat=True)]
    for size in SIZES:
        for index in {0, size // 2, size - 1, *range(0, size, 37)}:
            proof = tiles.inclusion(index, size)
            tlog.check_inclusion(leaf=leaves[index], index=index, size=size, proof=proof, root=grown[size])


def test_every_checkpoint_is_proven_to_extend_every_older_one(grown):
    for new in SIZES:
        for old in (size for size in (0, *SIZES) if size <= new):
            proof = tiles.consistency(old, new)
            tlog.check_consistency(old=old, new=new, proof=proof, old_root=grown[old], new_root=grown[new])


def test_a_proof_asks_one_question(grown, django_assert_num_queries):
    with django_assert_num_queries(1):
        tiles.inclusion(300, 700)
    with django_assert_num_queries(1):
        tiles.consistency(257, 700)


def test_nothing_is_proven_about_a_tree_that_is_not_there(grown):
    for call in (lambda: tiles.inclusion(0, 701), lambda: tiles.consistency(1, 1000), lambda: tiles.root(701)):
        with pytest.raises(tlog.ProofError):
            call()


def test_a_tile_and_its_bundle_tell_the_same_hashes(grown):
    for name in ("000", "001", "002.p/188", "002.p/1"):
        hashes = [tlog.leaf_hash(leaf) for leaf in tlog.unbundle(tiles.read(f"tile/entries/{name}"))]
        assert b"".join(hashes) == tiles.read(f"tile/0/{name}")
    assert tiles.read("tile/1/000.p/2") == b"".join(tlog.perfect(tlog.cut(tiles.read(f"tile/0/00{n}"))) for n in (0, 1))


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/002",
        "tile/0/002.p/189",
        "tile/entries/002",
        "tile/entries/002.p/189",
        "tile/1/000",
        "tile/2/000.p/1",
        "tile/0/2",
        "note",
    ],
)
def test_what_the_log_does_not_hold_is_not_served(grown, path):
    assert tiles.read(path) is None


def test_checkpoint_and_key_are_served_as_files(grown):
    assert tiles.read("checkpoint") == tiles.checkpoint().encode()
    assert tiles.read("vkey") == tiles.vkey().encode() + b"\n"


def test_a_ledger_that_was_not_founded_serves_nothing(db):
    assert [tiles.read(path) for path in ("checkpoint", "vkey", "tile/0/000")] == [None, None, None]
    assert tiles.size() == 0


def test_an_entry_is_found_by_its_number_and_waits_for_its_place(grow, founded):
    assert tiles.find(unit="510722101201", seq=1) is None
    acts.append(unit="510722101201", kind="matter.taken", at=AT, body="")
    index, leaf = tiles.find(unit="510722101201", seq=1)
    assert (index, decode(leaf).seq) == (None, 1)
    sequence.sequence(now=AT, signer=founded)
    assert tiles.find(unit="510722101201", seq=1) == (0, leaf)


def test_the_log_extends_its_own_older_checkpoints_and_no_others(grown, founded):
    for text in Checkpoint.objects.values_list("note", flat=True):
        assert tiles.extends(text)
    name = note.parse_vkey(tiles.vkey()).name
    for size, root in ((700, bytes(32)), (701, grown[700]), (3, grown[2])):
        assert not tiles.extends(founded.sign(name, note.Head(name, size, root).text()))


def test_a_checkpoint_signed_by_somebody_else_is_not_compared(grown, tmp_path):
    name = note.parse_vkey(tiles.vkey()).name
    stranger = note.generate(tmp_path / "stranger.key")
    with pytest.raises(note.NoteError, match="not signed"):
        tiles.extends(stranger.sign(name, note.Head(name, 700, grown[700]).text()))
