"""Many entries in one transaction, for matters by the thousand; each is as `acts.append` writes it."""

import secrets as randomness
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import connection

from yuanba.kernel.ledger import leaf as leaves
from yuanba.kernel.ledger.models import Entry, Salt
from yuanba.kernel.ledger.tlog import leaf_hash

BATCH = 500
_ADVANCE = """
    INSERT INTO ledger_head (unit, seq, leaf_hash, clock) VALUES (%s, %s, %s, %s)
    ON CONFLICT (unit) DO UPDATE SET seq = ledger_head.seq + %s, clock = ledger_head.clock + %s
    RETURNING seq, leaf_hash
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """What `acts.append` takes, for one entry."""

    unit: str
    kind: str
    at: datetime
    body: str
    documents: Sequence[bytes] = field(default_factory=tuple)
    secrets: Sequence[bytes] = field(default_factory=tuple)


def append_many(drafts: Sequence[Draft]) -> list[Entry]:
    """Record acts of bodies in this order; the entries, in the same order. Heads are locked in the order of codes.

    Raises LeafError and RuntimeError as `acts.append` does.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the ledger is written inside the transaction of the act that it records")
    heads = _advance(Counter(draft.unit for draft in drafts))
    entries, salts = [], []
    for draft in drafts:
        seq, prev = heads[draft.unit]
        keys = [randomness.token_bytes(leaves.SALT_BYTES) for _ in draft.secrets]
        sealed = leaves.encode(
            leaves.Leaf(
                kind=draft.kind,
                unit=draft.unit,
                seq=seq + 1,
                prev=prev,
                at=draft.at,
                body=draft.body,
                documents=tuple(draft.documents),
                commitments=tuple(
                    leaves.commitment(salt=key, payload=secret) for key, secret in zip(keys, draft.secrets, strict=True)
                ),
            )
        )
        digest = leaf_hash(sealed)
        heads[draft.unit] = (seq + 1, digest)
        entries.append(
            Entry(
                unit=draft.unit,
                seq=seq + 1,
                kind=draft.kind,
                at=draft.at.astimezone(UTC).replace(microsecond=0),
                body=draft.body,
                leaf=sealed,
                leaf_hash=digest,
            )
        )
        salts.append(keys)
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    Salt.objects.bulk_create(
        [
            Salt(entry=entry, position=position, salt=key)
            for entry, keys in zip(entries, salts, strict=True)
            for position, key in enumerate(keys)
        ],
        batch_size=BATCH,
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE ledger_head SET leaf_hash = %s WHERE unit = %s",
            [(digest, unit) for unit, (_, digest) in sorted(heads.items())],
        )
    return entries


def _advance(numbers: Counter[str]) -> dict[str, tuple[int, bytes]]:
    """Make room in each unit's chain: (number of entries before, hash of the last of them)."""
    heads = {}
    with connection.cursor() as cursor:
        for unit, number in sorted(numbers.items()):
            leaves.check_unit(unit)
            cursor.execute(_ADVANCE, [unit, number, b"", number, number, number])
            seq, prev = cursor.fetchone()
            heads[unit] = (int(seq) - number, bytes(prev))
    return heads
