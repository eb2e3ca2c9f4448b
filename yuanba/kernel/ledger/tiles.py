"""The ledger's public files and proofs, straight from the database. Nothing here writes.

What a tile path names never changes, so its answer may be cached for ever; only `checkpoint` moves.
"""

from collections.abc import Sequence

from django.db import connection

from yuanba.kernel.ledger import note, tlog
from yuanba.kernel.ledger.models import Checkpoint, Entry, Origin, Tile


def checkpoint() -> str:
    """The newest signed checkpoint; LookupError before the ledger is founded."""
    signed = Checkpoint.objects.order_by("-size").values_list("note", flat=True).first()
    if signed is None:
        raise LookupError("the ledger has not been founded")
    return signed


def vkey() -> str:
    """The ledger's verifier key, one line without its newline; LookupError before the ledger is founded."""
    line = Origin.objects.values_list("vkey", flat=True).first()
    if line is None:
        raise LookupError("the ledger has not been founded")
    return line


def size() -> int:
    """Number of entries under the newest checkpoint."""
    return Checkpoint.objects.order_by("-size").values_list("size", flat=True).first() or 0


def read(path: str) -> bytes | None:
    """The bytes of a public file under `/ledger/`: "checkpoint", "vkey", `tile/…`; None when there is no such file."""
    try:
        if path == "checkpoint":
            return checkpoint().encode()
        if path == "vkey":
            return f"{vkey()}\n".encode()
    except LookupError:
        return None
    parsed = tlog.parse_tile_path(path)
    if parsed is None:
        return None
    level, number, width = parsed
    return _entries(number, width) if isinstance(level, str) else _hashes(level, number, width)


def inclusion(index: int, size: int) -> list[bytes]:
    """The RFC 6962 audit path of entry `index` (from 0) in the tree of `size`, nearest the leaf first. One query."""
    return tlog.prove(tlog.inclusion(index, size), read_nodes)


def consistency(old: int, new: int) -> list[bytes]:
    """The RFC 6962 proof that the tree of `new` entries extends the tree of `old`. One query."""
    return tlog.prove(tlog.consistency(old, new), read_nodes)


def root(size: int) -> bytes:
    """Root hash of the first `size` entries."""
    return tlog.prove([(0, size)], read_nodes)[0]


def find(*, unit: str, seq: int) -> tuple[int | None, bytes] | None:
    """(index, leaf) of a unit's entry; the index is None until the next tick. None when there is no such entry."""
    row = Entry.objects.filter(unit=unit, seq=seq).values_list("index", "leaf").first()
    return (row[0], bytes(row[1])) if row is not None else None


def extends(older: str) -> bool:
    """Whether this log still holds all that the checkpoint `older` signed; NoteError when it is not one of ours.

    False means a fork: a restored backup, or a tampered database, must then not be served or signed.
    """
    head = note.parse_checkpoint(note.parse_vkey(vkey()).open(older))
    return head.size <= size() and root(head.size) == head.root


def read_nodes(wanted: Sequence[tlog.Node]) -> dict[tlog.Node, bytes]:
    """Hash of each node; ProofError when the tree is not that large yet. One query for all."""
    places = {node: tlog.tile_slice(node) for node in wanted}
    held = _read_tiles(sorted({place[:2] for place in places.values()}))
    found = {}
    for node, (level, number, start, end) in places.items():
        hashes, runs = held.get((level, number), (b"", b""))
        if end - start >= tlog.RUN_WIDTH:
            hashes, start, end = runs, start // tlog.RUN_WIDTH, end // tlog.RUN_WIDTH
        part = tlog.cut(hashes[start * tlog.HASH_BYTES : end * tlog.HASH_BYTES])
        if len(part) != end - start:
            raise tlog.ProofError("the tree is not that large yet")
        found[node] = tlog.perfect(part)
    return found


def _read_tiles(keys: Sequence[tuple[int, int]]) -> dict[tuple[int, int], tuple[bytes, bytes]]:
    if not keys:
        return {}
    # One SELECT per tile: a list of pairs, or ORs, may be answered by scanning the table, and this only by its index.
    one = "SELECT level, number, hashes, runs FROM ledger_tile WHERE level = %s AND number = %s"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(keys)), [part for key in keys for part in key])
        return {row[:2]: (bytes(row[2]), bytes(row[3])) for row in cursor.fetchall()}


def _hashes(level: int, number: int, width: int) -> bytes | None:
    held = Tile.objects.filter(level=level, number=number).values_list("hashes", flat=True).first()
    wanted = width * tlog.HASH_BYTES
    return bytes(held)[:wanted] if held is not None and len(held) >= wanted else None


def _entries(number: int, width: int) -> bytes | None:
    first = number * tlog.TILE_WIDTH
    rows = Entry.objects.filter(index__gte=first, index__lt=first + width).order_by("index")
    leaves = [bytes(leaf) for leaf in rows.values_list("leaf", flat=True)]
    return tlog.bundle(leaves) if len(leaves) == width else None
