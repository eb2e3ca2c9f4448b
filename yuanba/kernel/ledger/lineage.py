"""Whether one copy of the ledger continues another: asked before a backup takes the place of what stands.

It reads two SQLite files directly, because one of them belongs to no running house.
"""

import sqlite3


def fork(standing: sqlite3.Connection, coming: sqlite3.Connection) -> str | None:
    """Why putting `coming` in the place of `standing` would fork the ledger, in a clause; None where it would not.

    `coming` must have the same origin and key, hold every unit's last entry of `standing` at the same number with the
    same hash, and have heard of as many acts, so that nothing that was ever acknowledged is forgotten.
    """
    ours, theirs = (db.execute("SELECT name, vkey FROM ledger_origin").fetchone() for db in (standing, coming))
    if ours is not None and ours != theirs:
        return "it is another ledger, or one signed by another key"
    signed = standing.execute("SELECT size, root FROM ledger_checkpoint ORDER BY size DESC LIMIT 1").fetchone()
    if signed is not None and not knows(coming, *signed):
        return f"the standing ledger has signed {signed[0]} entries, and the backup does not know that checkpoint"
    for unit, seq, leaf_hash, clock in standing.execute("SELECT unit, seq, leaf_hash, clock FROM ledger_head"):
        head = coming.execute("SELECT seq, clock FROM ledger_head WHERE unit = ?", [unit]).fetchone() or (0, 0)
        if head[0] < seq or head[1] < clock:
            more = f"{unit} has {seq} entries and {clock} acts, the backup {head[0]} and {head[1]}"
            return f"the standing ledger is longer: {more}"
        entry = coming.execute("SELECT leaf_hash FROM ledger_entry WHERE unit = ? AND seq = ?", [unit, seq]).fetchone()
        if seq and (entry is None or bytes(entry[0]) != bytes(leaf_hash)):
            return f"entry {seq} of {unit} is not the same in both"
    return None


def knows(db: sqlite3.Connection, size: int, root: bytes) -> bool:
    """Whether a copy of the ledger signed this checkpoint: if so, it continues what the checkpoint stands for."""
    row = db.execute("SELECT root FROM ledger_checkpoint WHERE size = ?", [size]).fetchone()
    return row is not None and bytes(row[0]) == bytes(root)


def summary(db: sqlite3.Connection) -> dict[str, str | int]:
    """Origin, verifier key, signed size and number of entries of a copy; empty before the ledger is founded."""
    origin = db.execute("SELECT name, vkey FROM ledger_origin").fetchone()
    if origin is None:
        return {}
    size = db.execute("SELECT COALESCE(MAX(size), 0) FROM ledger_checkpoint").fetchone()[0]
    entries = db.execute("SELECT COUNT(*) FROM ledger_entry").fetchone()[0]
    return {"origin": origin[0], "vkey": origin[1], "size": size, "entries": entries}
