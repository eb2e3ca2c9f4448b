"""Writing the ledger. Every call belongs to the transaction of the act that it records.

Callers on PostgreSQL that write entries of two units in one transaction take them in ascending order of code, as each
call holds the lock of its unit's head until the end. One act is one entry, so there is seldom a reason to.
"""

import secrets as randomness
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.db import connection

from yuanba.kernel.ledger import leaf as leaves
from yuanba.kernel.ledger.models import Entry, Pending, Salt
from yuanba.kernel.ledger.tlog import leaf_hash

SHANGHAI = ZoneInfo("Asia/Shanghai")

# One statement creates or locks the head, counts, and tells what came before.
_ADVANCE = """
    INSERT INTO ledger_head (unit, seq, leaf_hash, clock) VALUES (%s, %s, %s, 1)
    ON CONFLICT (unit) DO UPDATE SET seq = ledger_head.seq + %s, clock = ledger_head.clock + 1
    RETURNING seq, leaf_hash
"""
# Every act of the house pays for these, and the ORM would double the price of an append.
_FIELDS = ("unit", "seq", "kind", "at", "body", "leaf", "leaf_hash")
_INSERT = f"INSERT INTO ledger_entry ({', '.join(_FIELDS)}) VALUES ({', '.join(['%s'] * len(_FIELDS))}) RETURNING id"


def append(
    *,
    unit: str,
    kind: str,
    at: datetime,
    body: str,
    documents: Sequence[bytes] = (),
    secrets: Sequence[bytes] = (),
) -> Entry:
    """Record one act of a body as the next entry of `unit`.

    `unit` is a place code of 6, 9 or 12 digits; `kind` dotted ASCII ("matter.taken"); `at` aware, kept to the second;
    `body` "<place code>/<kind of body>" with a place no finer than a unit, never a person; `documents` SHA-256 digests
    (32 bytes each) of public documents; `secrets` payloads that enter only as salted commitments, in this order.
    Raises LeafError when the form is broken or the leaf exceeds 65,535 bytes, RuntimeError outside a transaction.
    """
    salts = [randomness.token_bytes(leaves.SALT_BYTES) for _ in secrets]
    entry = _seal(
        unit=unit,
        kind=kind,
        at=at,
        body=body,
        documents=documents,
        commitments=[leaves.commitment(salt=s, payload=p) for s, p in zip(salts, secrets, strict=True)],
    )
    if salts:
        _keep(entry, salts)
    return entry


def append_resident(*, unit: str, at: datetime, secret: bytes) -> Pending:
    """Record one resident's own act: it moves the unit's clock at once and enters a leaf with its day's batch.

    `secret` is the payload committed to; the world sees neither kind, time nor author. Days are those of Asia/Shanghai.
    """
    _require_transaction()
    leaves.check_unit(unit)
    if at.tzinfo is None:
        raise leaves.LeafError("the time of a ledger entry must be aware")
    _advance(unit, entries=0)
    salt = randomness.token_bytes(leaves.SALT_BYTES)
    pending = Pending.objects.create(
        unit=unit,
        day=at.astimezone(SHANGHAI).date(),
        commitment=leaves.commitment(salt=salt, payload=secret),
    )
    Salt.objects.create(pending=pending, salt=salt)
    return pending


def worked() -> bool:
    """Whether any matter has been taken up in the house yet, by a body, by the clock or by a resident."""
    return Pending.objects.exists() or Entry.objects.filter(kind__startswith="matter.").exists()


def seal_residents(*, unit: str, at: datetime, commitments: Sequence[bytes]) -> Entry:
    """Record a batch of residents' own acts; `sequence.seal_days` is its only caller."""
    return _seal(unit=unit, kind="residents.acted", at=at, body="", documents=(), commitments=sorted(commitments))


def forget(*, entry: int | None = None, positions: Sequence[int] | None = None, pending: int | None = None) -> int:
    """Delete the salts of an entry (all, or those at `positions`) or of a resident's act; returns how many.

    What they committed to can no longer be shown or guessed from the ledger. Leaves and proofs stay as they are.
    """
    if entry is not None and pending is None:
        salts = Salt.objects.filter(entry_id=entry)
    elif pending is not None and entry is None:
        salts = Salt.objects.filter(pending_id=pending)
    else:
        raise ValueError("name either an entry or a resident's act to forget")
    if positions is not None:
        salts = salts.filter(position__in=positions)
    return salts.delete()[0]


def opens(*, entry: int, position: int, payload: bytes) -> bool:
    """Whether `payload` is what the entry committed to at `position`; False too when its salt was forgotten."""
    salt = Salt.objects.filter(entry_id=entry, position=position).values_list("salt", flat=True).first()
    if salt is None:
        return False
    committed = leaves.decode(bytes(Entry.objects.values_list("leaf", flat=True).get(pk=entry))).commitments
    return committed[position] == leaves.commitment(salt=bytes(salt), payload=payload)


def opens_resident(*, pending: int, payload: bytes) -> bool:
    """Whether `payload` is what a resident's act committed to; False too when its salt was forgotten."""
    salt = Salt.objects.select_related("pending").filter(pending_id=pending).first()
    if salt is None or salt.pending is None:
        return False
    return bytes(salt.pending.commitment) == leaves.commitment(salt=bytes(salt.salt), payload=payload)


def _seal(
    *, unit: str, kind: str, at: datetime, body: str, documents: Sequence[bytes], commitments: Sequence[bytes]
) -> Entry:
    _require_transaction()
    leaves.check_unit(unit)
    seq, prev = _advance(unit, entries=1)
    leaf = leaves.encode(
        leaves.Leaf(
            kind=kind,
            unit=unit,
            seq=seq,
            prev=prev,
            at=at,
            body=body,
            documents=tuple(documents),
            commitments=tuple(commitments),
        )
    )
    digest = leaf_hash(leaf)
    at = at.astimezone(UTC).replace(microsecond=0)
    values = (unit, seq, kind, at, body, leaf, digest)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [*values[:3], connection.ops.adapt_datetimefield_value(at), *values[4:]])
        key = cursor.fetchone()[0]
        cursor.execute("UPDATE ledger_head SET leaf_hash = %s WHERE unit = %s", [digest, unit])
    return Entry.from_db(connection.alias, ("id", *_FIELDS, "index"), (key, *values, None))


def _keep(entry: Entry, salts: Sequence[bytes]) -> None:
    rows = ", ".join(["(%s, %s, %s)"] * len(salts))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO ledger_salt (entry_id, position, salt) VALUES {rows}",
            [value for position, salt in enumerate(salts) for value in (entry.pk, position, salt)],
        )


def _advance(unit: str, *, entries: int) -> tuple[int, bytes]:
    with connection.cursor() as cursor:
        cursor.execute(_ADVANCE, [unit, entries, b"", entries])
        seq, prev = cursor.fetchone()
    return int(seq), bytes(prev)


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("the ledger is written inside the transaction of the act that it records")
