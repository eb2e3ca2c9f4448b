"""Merkle tree of RFC 6962 section 2.1 and tile layout of C2SP tlog-tiles: pure arithmetic, no storage, no Django.

Hashes are 32 bytes. A *node* (height, n) is the perfect subtree over leaves [n·2^height, (n+1)·2^height). A *range*
[low, high) is a subtree as RFC 6962 cuts it: it starts at a multiple of the smallest power of two that covers it.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

HASH_BYTES = 32
TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
RUN_HEIGHT = 4
RUN_WIDTH = 1 << RUN_HEIGHT
EMPTY_ROOT = hashlib.sha256(b"").digest()

Node = tuple[int, int]
Range = tuple[int, int]

_PATH = re.compile(r"tile/([0-7]|entries)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII)


class ProofError(ValueError):
    """A proof that does not prove."""


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(width: int) -> int:
    """Largest power of two smaller than `width` (≥ 2): where RFC 6962 cuts a tree."""
    return 1 << ((width - 1).bit_length() - 1)


def nodes(span: Range) -> Iterator[Node]:
    """The perfect subtrees that make up a range, from left to right, each smaller than the one before."""
    low, high = span
    while low < high:
        height = (high - low).bit_length() - 1
        yield height, low >> height
        low += 1 << height


def fold(hashes: Sequence[bytes]) -> bytes:
    """Hash of a range from the hashes of its `nodes`; the root of the empty tree for none."""
    if not hashes:
        return EMPTY_ROOT
    result = hashes[-1]
    for left in reversed(hashes[:-1]):
        result = node_hash(left, result)
    return result


def perfect(hashes: Sequence[bytes]) -> bytes:
    """Hash of a perfect subtree from its 2^k hashes at the bottom."""
    row = list(hashes)
    while len(row) > 1:
        row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row), 2)]
    return row[0]


def inclusion(index: int, size: int) -> list[Range]:
    """Ranges whose hashes prove leaf `index` in the tree of `size` (RFC 6962 2.1.1), nearest the leaf first."""
    if not 0 <= index < size:
        raise ProofError(f"a tree of {size} has no leaf {index}")
    low, high, path = 0, size, []
    while high - low > 1:
        middle = low + split(high - low)
        if index < middle:
            path.append((middle, high))
            high = middle
        else:
            path.append((low, middle))
            low = middle
    return path[::-1]


def consistency(old: int, new: int) -> list[Range]:
    """Ranges whose hashes prove that the tree of `new` extends the tree of `old` (RFC 6962 2.1.2)."""
    if not 0 <= old <= new:
        raise ProofError(f"a tree of {new} does not extend one of {old}")
    if old in (0, new):
        return []
    low, high, path = 0, new, []
    while old != high:
        middle = low + split(high - low)
        if old <= middle:
            path.append((middle, high))
            high = middle
        else:
            path.append((low, middle))
            low = middle
    if low:
        path.append((low, high))
    return path[::-1]


def prove(spans: Sequence[Range], read: Callable[[Sequence[Node]], Mapping[Node, bytes]]) -> list[bytes]:
    """Hashes of `spans`; `read` is asked once for all the nodes."""
    parts = [list(nodes(span)) for span in spans]
    known = read([node for part in parts for node in part])
    return [fold([known[node] for node in part]) for part in parts]


def check_inclusion(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """ProofError unless `proof` shows leaf hash `leaf` at `index` under `root` (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        raise ProofError(f"a tree of {size} has no leaf {index}")
    position, last, result = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofError("the proof is too long")
        if position & 1 or position == last:
            result = node_hash(sibling, result)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            result = node_hash(result, sibling)
        position, last = position >> 1, last >> 1
    if last or result != root:
        raise ProofError("the proof does not lead to the root")


def check_consistency(*, old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """ProofError unless `proof` shows that `new_root` extends `old_root` (RFC 9162 2.1.4.2)."""
    if not 0 <= old <= new:
        raise ProofError(f"a tree of {new} does not extend one of {old}")
    if old in (0, new):
        if proof or (old == new and old_root != new_root) or (old == 0 and old_root != EMPTY_ROOT):
            raise ProofError("the roots contradict each other")
        return
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        raise ProofError("the proof is too short")
    position, last = old - 1, new - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old_result = new_result = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofError("the proof is too long")
        if position & 1 or position == last:
            old_result, new_result = node_hash(sibling, old_result), node_hash(sibling, new_result)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            new_result = node_hash(new_result, sibling)
        position, last = position >> 1, last >> 1
    if last or old_result != old_root or new_result != new_root:
        raise ProofError("the proof does not lead to both roots")


def cut(data: bytes) -> list[bytes]:
    """The hashes of a tile."""
    return [data[i : i + HASH_BYTES] for i in range(0, len(data), HASH_BYTES)]


def tile_slice(node: Node) -> tuple[int, int, int, int]:
    """Where a node's hashes are: (level, tile number, first hash, one past the last hash) in that tile."""
    height, n = node
    level, rest = divmod(height, TILE_HEIGHT)
    first = n << rest
    start = first % TILE_WIDTH
    return level, first >> TILE_HEIGHT, start, start + (1 << rest)


def runs(hashes: Sequence[bytes]) -> bytes:
    """Hash of each whole run of 16 in a tile's hashes, joined."""
    whole = len(hashes) - len(hashes) % RUN_WIDTH
    return b"".join(perfect(hashes[i : i + RUN_WIDTH]) for i in range(0, whole, RUN_WIDTH))


def tile_widths(size: int) -> Iterator[tuple[int, int, int]]:
    """Every tile of the tree of `size` as (level, number, width); width 256 for a full one."""
    level, count = 0, size
    while count:
        full, rest = divmod(count, TILE_WIDTH)
        for number in range(full):
            yield level, number, TILE_WIDTH
        if rest:
            yield level, full, rest
        level, count = level + 1, full


def tile_path(level: int | str, number: int, width: int = TILE_WIDTH) -> str:
    """`tile/<L>/<N>[.p/<W>]`; level "entries" for a bundle of entries."""
    groups = [f"{number % 1000:03d}"]
    while number >= 1000:
        number //= 1000
        groups.append(f"x{number % 1000:03d}")
    partial = "" if width == TILE_WIDTH else f".p/{width}"
    return f"tile/{level}/{'/'.join(reversed(groups))}{partial}"


def parse_tile_path(path: str) -> tuple[int | str, int, int] | None:
    """(level or "entries", number, width) of a tile path; None for anything that `tile_path` would not write."""
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    level = match[1] if match[1] == "entries" else int(match[1])
    number = int(match[2].replace("x", "").replace("/", ""))
    width = int(match[3] or TILE_WIDTH)
    if number >= 1 << 63 or width > TILE_WIDTH or tile_path(level, number, width) != path:
        return None
    return level, number, width


def bundle(entries: Sequence[bytes]) -> bytes:
    """Up to 256 entries, each after its length as two bytes, big-endian."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unbundle(data: bytes) -> list[bytes]:
    """The entries of a bundle; ValueError when its lengths do not fit."""
    entries, offset = [], 0
    while offset < len(data):
        end = offset + 2 + int.from_bytes(data[offset : offset + 2], "big")
        if offset + 2 > len(data) or end > len(data):
            raise ValueError("the bundle of entries is cut off")
        entries.append(data[offset + 2 : end])
        offset = end
    return entries
