"""What somebody who holds the mirror, or even the signing key, could do to it."""

import json
from collections.abc import Sequence
from pathlib import Path

import rfc8785

from yuanba.kernel.ledger import note, tlog


def leaves_of(mirror: Path) -> list[bytes]:
    bundles = sorted(path for path in (mirror / "tile" / "entries").rglob("*") if path.is_file())
    return [leaf for bundle in bundles for leaf in tlog.unbundle(bundle.read_bytes())]


def reworded(leaf: bytes) -> bytes:
    """The leaf with another kind, still in canonical form."""
    return rfc8785.dumps(json.loads(leaf) | {"kind": "matter.moved"})


def rechained(leaves: Sequence[bytes]) -> list[bytes]:
    """The leaves with numbers and chains set anew, as a careful forger with the whole log at hand would."""
    last: dict[str, tuple[int, str]] = {}
    result = []
    for leaf in leaves:
        document = json.loads(leaf)
        seq, prev = last.get(document["unit"], (0, ""))
        result.append(rfc8785.dumps(document | {"seq": seq + 1, "prev": prev}))
        last[document["unit"]] = (seq + 1, tlog.leaf_hash(result[-1]).hex())
    return result


def write_bundle(mirror: Path, leaves: Sequence[bytes], number: int = 0) -> None:
    """Put `leaves` into the bundle file that is there, and nothing else."""
    path = mirror / tlog.tile_path("entries", number)
    path.write_bytes(tlog.bundle(leaves))


def rewrite(mirror: Path, leaves: Sequence[bytes], signer: note.Key | None = None) -> None:
    """Write every file anew from `leaves`; with `signer` also the checkpoint, else the old one stays."""
    for path in (mirror / "tile").rglob("*"):
        if path.is_file():
            path.unlink()
    levels = [[tlog.leaf_hash(leaf) for leaf in leaves]]
    while full := len(levels[-1]) // 256:
        levels.append([tlog.perfect(levels[-1][i * 256 : i * 256 + 256]) for i in range(full)])
    for level, number, width in tlog.tile_widths(len(leaves)):
        part = slice(number * 256, number * 256 + width)
        files = {tlog.tile_path(level, number, width): b"".join(levels[level][part])}
        if level == 0:
            files[tlog.tile_path("entries", number, width)] = tlog.bundle(leaves[part])
        for path, data in files.items():
            (mirror / path).parent.mkdir(parents=True, exist_ok=True)
            (mirror / path).write_bytes(data)
    if signer is not None:
        name = note.parse_vkey((mirror / "vkey").read_text()).name
        nodes = [tlog.perfect(levels[0][n << h : (n + 1) << h]) for h, n in tlog.nodes((0, len(leaves)))]
        head = note.Head(name, len(leaves), tlog.fold(nodes))
        (mirror / "checkpoint").write_text(signer.sign(name, head.text()))
        (mirror / "vkey").write_text(signer.vkey(name) + "\n")
