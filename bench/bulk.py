"""Writing rows by the hundred thousand: COPY on PostgreSQL, executemany on SQLite, in chunks."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

CHUNK = 5_000
Row = Sequence[Any]


class Table:
    """A table that rows are gathered for. Ids are given here, beyond those that the database holds already."""

    def __init__(self, model: str, columns: str) -> None:
        self.model = apps.get_model(model)
        self.columns = columns.split()
        self.name = self.model._meta.db_table
        self.next = (self.model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
        self.rows: list[Row] = []

    def add(self, *values: Any) -> int:
        """Gather one row without its id; returns the id that it will have."""
        key = self.next
        self.next += 1
        self.rows.append((key, *values))
        return key

    def write(self) -> None:
        """Write what was gathered and forget it."""
        for chunk in chunks(self.rows):
            with connection.cursor() as cursor:
                insert(cursor, self.name, ["id", *self.columns], chunk)
        self.rows = []


def chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    waiting = iter(rows)
    while part := list(islice(waiting, CHUNK)):
        yield part


def insert(cursor: Any, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def write(*tables: Table) -> None:
    """Write the tables in this order, which must be that of their foreign keys, in one transaction."""
    with transaction.atomic():
        for table in tables:
            table.write()


def settle(*tables: Table) -> None:
    """Let the database's own ids go on after ours."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables]):
            cursor.execute(statement)
