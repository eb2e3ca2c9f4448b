"""The ledger as the cache clock: how far each unit has come, in one indexed read without the ORM.

A public page is exactly as old as the heads that it shows, so these numbers belong in its cache key and its ETag.
"""

from collections.abc import Sequence

from django.db import connection


def read(codes: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """(code, clock) for each of `codes`, in their order; 0 where nothing has happened yet. One query, none for ()."""
    if not codes:
        return ()
    marks = ", ".join(["%s"] * len(codes))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT unit, clock FROM ledger_head WHERE unit IN ({marks})", list(codes))
        clocks = dict(cursor.fetchall())
    return tuple((code, clocks.get(code, 0)) for code in codes)


def read_prefix(prefix: str) -> tuple[int, int]:
    """(heads, sum of their clocks) of the place `prefix` and every unit under it; the sum never falls. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*), COALESCE(SUM(clock), 0) FROM ledger_head WHERE unit BETWEEN %s AND %s",
            # Digits sort alike in every collation, so the range holds the place itself and all longer codes.
            [prefix, prefix.ljust(12, "9")],
        )
        heads, clocks = cursor.fetchone()
    return int(heads), int(clocks)
