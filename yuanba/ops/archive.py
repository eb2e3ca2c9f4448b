"""Backups: one tar.gz with the database, the uploads and what a demonstration says about itself. No Django here.

The database is copied by SQLite's own backup, a consistent state while others write. Uploads are named by their digest
and never change, so copying them afterwards is consistent too. Keys stay outside unless they are asked for: a backup
with keys opens everything, one without keys needs the keys from where they are kept.
"""

import gzip
import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from yuanba.kernel.ledger import lineage, note
from yuanba.ops import saying
from yuanba.ops.saying import BadUse, Finding

FORMAT = 1
DATABASE = "yuanba.sqlite3"
STATE = ("demo.json", "clock.json")
KEYS = ("keys.json", "ledger.key")
UPLOAD = re.compile(r"uploads/([0-9a-f]{2})/(\1[0-9a-f]{62})")


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(database: Path, to: Path) -> dict[str, str | int]:
    """A consistent copy of a database that others may be writing; returns what its ledger says about itself."""
    with closing(_open(database)) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise Finding(f"{database} is damaged; nothing was backed up.")
        return lineage.summary(copy)


def _uploads(data: Path) -> list[Path]:
    return sorted(path for path in (data / "uploads").glob("??/*") if UPLOAD.fullmatch(str(path.relative_to(data))))


def make(database: Path, data: Path, file: Path, *, signing_key: Path | None = None) -> dict[str, Any]:
    """Write a backup to `file`, readable by its owner only; its manifest. With `signing_key` it holds the keys too."""
    if file.exists():
        raise BadUse(f"{file} exists already; a backup never replaces another.")
    if not database.exists():
        raise BadUse(f"There is no database at {database}.")
    with tempfile.TemporaryDirectory(dir=file.resolve().parent, prefix=".backup-") as folder:
        copy = Path(folder) / DATABASE
        held = _copy(database, copy)
        uploads = _uploads(data)
        manifest = {
            "format": FORMAT,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "ledger": held,
            "database": _digest(copy),
            "uploads": len(uploads),
            "keys": signing_key is not None,
        }
        draft = Path(folder) / "draft"
        draft.touch(mode=0o600)
        members = [(copy, DATABASE), *((data / name, name) for name in STATE)]
        if signing_key is not None:
            members += [(data / KEYS[0], KEYS[0]), (signing_key, KEYS[1])]
        with draft.open("wb") as raw, gzip.open(raw, "wb", compresslevel=3) as packed:
            with tarfile.open(fileobj=packed, mode="w|") as tar:
                _add(tar, "manifest.json", json.dumps(manifest, indent=2).encode())
                for path, name in members:
                    if path.exists():
                        tar.add(path, name)
                for path in saying.bar(uploads, "uploads"):
                    tar.add(path, str(path.relative_to(data)))
            packed.close()
            raw.flush()
            os.fsync(raw.fileno())
        draft.replace(file)
    return manifest


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))


def unpack(file: Path, into: Path) -> dict[str, Any]:
    """Unpack a backup into an empty folder, checking every digest; returns its manifest. BadUse where it is none."""
    try:
        with tarfile.open(file, "r|gz") as tar:
            for member, name in _known(tar):
                target = into / name
                target.parent.mkdir(parents=True, exist_ok=True)
                source = tar.extractfile(member)
                assert source is not None
                with target.open("wb") as sink:
                    shutil.copyfileobj(source, sink)
        manifest: dict[str, Any] = json.loads((into / "manifest.json").read_text(encoding="utf-8"))
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, FileNotFoundError, json.JSONDecodeError) as error:
        raise BadUse(f"{file} is not a whole backup: {error}.") from None
    if manifest.get("format") != FORMAT:
        raise BadUse(f"{file} was written by another version of Yuanba.")
    wrong = [path.name for path in _uploads(into) if _digest(path) != path.name]
    if wrong or not (into / DATABASE).exists() or _digest(into / DATABASE) != manifest["database"]:
        raise Finding(f"{file} is damaged: {wrong[0] if wrong else DATABASE} does not fit its digest.")
    return manifest


def _known(tar: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, str]]:
    """The members that a backup may have; anything else, such as a path that leads out, is refused."""
    for member in tar:
        allowed = member.name in ("manifest.json", DATABASE, *STATE, *KEYS) or UPLOAD.fullmatch(member.name)
        if not allowed or not member.isreg():
            raise BadUse(f"The backup holds {member.name}, which does not belong in one.")
        yield member, member.name


def put_back(file: Path, database: Path, data: Path, *, signing_key: Path, kept: str | None = None) -> dict[str, Any]:
    """Put a backup in the place of what stands. Finding where that would fork the ledger; then nothing has changed.

    `kept` is a checkpoint that the ledger published: a backup that does not know it is older than what the world saw.
    Keys that stand are never replaced. The caller holds the data directory.
    """
    with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as folder:
        came = Path(folder)
        manifest = unpack(file, came)
        if kept is not None:
            _continue(came / DATABASE, kept)
        if database.exists():
            _settle(database, came / DATABASE)
        for path in _uploads(came):
            target = data / path.relative_to(came)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                path.replace(target)
        for name, target in ((KEYS[0], data / KEYS[0]), (KEYS[1], signing_key)):
            if (came / name).exists() and not target.exists():
                (came / name).chmod(0o600)
                (came / name).replace(target)
        for name in STATE:
            if (came / name).exists():
                (came / name).replace(data / name)
        (came / DATABASE).chmod(0o600)
        (came / DATABASE).replace(database)
    return manifest


def _continue(coming: Path, kept: str) -> None:
    with closing(_open(coming)) as theirs:
        vkey = str(lineage.summary(theirs).get("vkey", ""))
        try:
            head = note.parse_checkpoint(note.parse_vkey(vkey).open(kept))
        except note.NoteError as error:
            raise Finding(f"Nothing was restored: the checkpoint is not one of this ledger ({error}).") from None
        if not lineage.knows(theirs, head.size, head.root):
            raise Finding(f"Nothing was restored: the ledger has published {head.size} entries that the backup lacks.")


def _settle(standing: Path, coming: Path) -> None:
    """Refuse a fork; else fold the standing database's log into it, so that no left-over of it reaches the new file."""
    try:
        with closing(sqlite3.connect(standing)) as ours, closing(_open(coming)) as theirs:
            tables = {name for (name,) in ours.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            why = lineage.fork(ours, theirs) if "ledger_head" in tables else None
            if why:
                raise Finding(f"Nothing was restored, for it would fork the ledger: {why}.")
            ours.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            ours.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        raise BadUse(f"{standing} cannot be read ({error}); move it away before you restore.") from None
