"""The ledger's part of `tick`: close the residents' days, give entries their global order, sign what grew."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.db import connection, transaction

from yuanba.kernel.ledger import acts, tiles, tlog
from yuanba.kernel.ledger.leaf import check_unit
from yuanba.kernel.ledger.models import Checkpoint, Entry, Head, Origin, Pending, Tile
from yuanba.kernel.ledger.note import Head as Signed
from yuanba.kernel.ledger.note import Key

BATCH = 1_000  # entries in one transaction, so that acts need not wait long for the sequencer
PER_LEAF = 900  # commitments in one leaf: 67 bytes each, under the 65,535 of an entry


class LedgerDamaged(RuntimeError):
    """The database no longer holds what was sealed in it; nothing may be signed before a person has looked."""


def found(*, host: str, county: str, at: datetime, signer: Key) -> str:
    """Found the ledger of a county, once: its origin is `<host>/ledger/<county code>` for ever.

    Returns the origin. A later call with another host, county or key changes nothing and returns the first origin.
    """
    check_unit(county)
    name = f"{host}/ledger/{county}"
    with transaction.atomic():
        origin, new = Origin.objects.get_or_create(
            id=1, defaults={"name": name, "vkey": signer.vkey(name), "since": at}
        )
        if new:
            _sign(origin, size=0, root=tlog.EMPTY_ROOT, now=at, signer=signer)
    return origin.name


def seal_days(*, now: datetime) -> int:
    """Turn residents' own acts of past days into one entry per unit and day; returns the number of entries.

    The commitments are sorted and the time is the midnight that closed the day, so neither order nor hour is told.
    """
    today = now.astimezone(acts.SHANGHAI).date()
    waiting = Pending.objects.filter(entry__isnull=True, day__lt=today)
    return sum(
        _seal_day(unit, day) for unit, day in waiting.values_list("unit", "day").distinct().order_by("day", "unit")
    )


def _seal_day(unit: str, day: date) -> int:
    with transaction.atomic():
        # The head's lock keeps a second sequencer from sealing the same acts again.
        Head.objects.select_for_update().get(unit=unit)
        waiting = sorted(
            (bytes(value), key)
            for key, value in Pending.objects.filter(unit=unit, day=day, entry__isnull=True).values_list(
                "id", "commitment"
            )
        )
        midnight = datetime.combine(day + timedelta(days=1), time(), acts.SHANGHAI).astimezone(UTC)
        batches = [waiting[i : i + PER_LEAF] for i in range(0, len(waiting), PER_LEAF)]
        for batch in batches:
            entry = acts.seal_residents(unit=unit, at=midnight, commitments=[value for value, _ in batch])
            Pending.objects.filter(id__in=[key for _, key in batch]).update(entry=entry)
        return len(batches)


def sequence(*, now: datetime, signer: Key) -> int:
    """Give every committed entry its place in the log and sign a checkpoint after each batch; returns how many.

    One transaction per batch of `BATCH`: a crash loses at most unsigned work, never an index or a tile. The row of
    `Origin` is the lock; a second sequencer waits and then finds nothing to do. Order is that of ids among what has
    been committed: an entry with a lower id that commits late simply follows.
    """
    total = 0
    while True:
        with transaction.atomic():
            done = _sequence_batch(now, signer)
        total += done
        if done < BATCH:
            return total


def _sequence_batch(now: datetime, signer: Key) -> int:
    origin = Origin.objects.select_for_update().filter(id=1).first()
    if origin is None:
        raise LookupError("the ledger has not been founded")
    if signer.vkey(origin.name) != origin.vkey:
        raise LedgerDamaged("the signing key is not the one that this ledger was founded with")
    size = tiles.size()
    waiting = list(
        Entry.objects.filter(index__isnull=True).order_by("id").values_list("id", "leaf", "leaf_hash")[:BATCH]
    )
    if not waiting:
        return 0
    hashes = [tlog.leaf_hash(bytes(leaf)) for _, leaf, _ in waiting]
    for (key, _, sealed), computed in zip(waiting, hashes, strict=True):
        if bytes(sealed) != computed:
            raise LedgerDamaged(f"entry {key} was changed after it was sealed")
    with connection.cursor() as cursor:
        cursor.executemany(
            'UPDATE ledger_entry SET "index" = %s WHERE id = %s',
            [(size + offset, key) for offset, (key, _, _) in enumerate(waiting)],
        )
    _grow(0, size, hashes)
    size += len(waiting)
    _sign(origin, size=size, root=tiles.root(size), now=now, signer=signer)
    return len(waiting)


def _grow(level: int, count: int, hashes: Sequence[bytes]) -> None:
    """Append `hashes` to a level that holds `count`, and the roots of tiles that became full to the level above."""
    first, rest = divmod(count, tlog.TILE_WIDTH)
    row = list(hashes)
    if rest:
        held = tlog.cut(bytes(Tile.objects.values_list("hashes", flat=True).get(level=level, number=first)))
        if len(held) != rest:
            raise LedgerDamaged(f"tile {level}/{first} does not fit the last checkpoint")
        row = held + row
    cuts = [row[i : i + tlog.TILE_WIDTH] for i in range(0, len(row), tlog.TILE_WIDTH)]
    Tile.objects.bulk_create(
        [
            Tile(level=level, number=first + i, hashes=b"".join(part), runs=tlog.runs(part))
            for i, part in enumerate(cuts)
        ],
        update_conflicts=True,
        unique_fields=["level", "number"],
        update_fields=["hashes", "runs"],
    )
    above = [tlog.perfect(part) for part in cuts if len(part) == tlog.TILE_WIDTH]
    if above:
        _grow(level + 1, first, above)


def _sign(origin: Origin, *, size: int, root: bytes, now: datetime, signer: Key) -> None:
    note = signer.sign(origin.name, Signed(origin.name, size, root).text())
    Checkpoint.objects.create(size=size, root=root, note=note, at=now)
