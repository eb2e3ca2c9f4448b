"""A static mirror of the ledger: the same files as under `/ledger/`, for any web server or USB stick."""

import os
import shutil
from pathlib import Path

from yuanba.kernel.ledger import note, tiles, tlog


class ForkError(RuntimeError):
    """The directory holds a ledger that this one does not extend."""


def export(directory: Path) -> int:
    """Bring the mirror in `directory` up to the newest checkpoint; returns how many files were written.

    Files that a path already names are left alone, since what a path names never changes. The checkpoint comes last,
    so a reader never sees a size whose tiles are missing. ForkError when the mirror is not an older state of this
    ledger, NoteError when its checkpoint is damaged, LookupError before the ledger is founded.
    """
    vkey, checkpoint = tiles.vkey(), tiles.checkpoint()
    size = note.parse_checkpoint(note.parse_vkey(vkey).open(checkpoint)).size
    _refuse_fork(directory, vkey)
    written = _write(directory / "vkey", f"{vkey}\n".encode())
    for level, number, width in tlog.tile_widths(size):
        for name in (level, "entries") if level == 0 else (level,):
            written += _write_tile(directory, name, number, width)
    return written + _write(directory / "checkpoint", checkpoint.encode())


def _write_tile(directory: Path, name: int | str, number: int, width: int) -> int:
    path = tlog.tile_path(name, number, width)
    if (directory / path).exists():
        return 0
    data = tiles.read(path)
    if data is None:
        raise LookupError(f"the ledger has lost {path}")
    written = _write(directory / path, data)
    if width == tlog.TILE_WIDTH:
        # Partial tiles may go once the full one is there (tlog-tiles, "Partial Tiles").
        shutil.rmtree(directory / f"{path}.p", ignore_errors=True)
    return written


def _write(path: Path, data: bytes) -> int:
    if path.exists() and path.read_bytes() == data:
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    # A reader of the mirror sees the old file or the new one, never a half.
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    draft.write_bytes(data)
    draft.replace(path)
    return 1


def _refuse_fork(directory: Path, vkey: str) -> None:
    known, mirrored = directory / "vkey", directory / "checkpoint"
    if known.exists() and known.read_text(encoding="utf-8").strip() != vkey:
        raise ForkError(f"{directory} mirrors another ledger")
    if mirrored.exists() and not tiles.extends(mirrored.read_text(encoding="utf-8")):
        raise ForkError(f"{directory} holds a log that this ledger does not extend")
