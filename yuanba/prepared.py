"""A query that is built once in a process: building it costs Django more than answering costs the database.

    newest = Prepared(lambda: Matter.objects.filter(unit=given("unit")).order_by("-pk").values_list("pk", "title")[:20])
    rows = newest(unit=17)

Everything else stays as it is: the names and types of the models, their indexes, both databases.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import Expression
from django.db.models.query import get_related_populators


class _Given(Expression):
    """The place of a value that a call brings. It passes for a plain parameter until then."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> Any:
        return "%s", [self]


def given(name: str) -> Any:
    """Stands in a filter for the value of this name in each call: number, text, UUID, date or aware datetime."""
    return _Given(name)


def _adapt(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value


@dataclass(frozen=True, slots=True)
class _Built:
    """SQL with the places of its parameters, how to read its columns, and what makes a row of them."""

    sql: str
    parameters: Sequence[Any]
    converters: Mapping[int, Any]
    make: Callable[[Sequence[Any]], Any]


class Prepared:
    """The rows of `build()`: named tuples for `values_list(…)` (columns before annotations), else models with what
    `select_related` asks for. One query a call.

    `build` is called once for each kind of database, at the first use, so it may ask the pack.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self.build = build
        self._built: dict[str, _Built] = {}

    def _compile(self) -> _Built:
        queryset = self.build()
        query = queryset.query
        compiler = query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column[0] for column in compiler.select])
        if not query.default_cols:
            row: Any = namedtuple("Row", [*query.values_select, *query.annotation_select])  # type: ignore[misc]
            return _Built(sql, parameters, converters, row._make)
        return _Built(sql, parameters, converters, _models(compiler))

    def __call__(self, **values: Any) -> list[Any]:
        built = self._built.get(connection.vendor)
        if built is None:
            built = self._built[connection.vendor] = self._compile()
        filled = [_adapt(values[one.name]) if isinstance(one, _Given) else one for one in built.parameters]
        with connection.cursor() as cursor:
            cursor.execute(built.sql, filled)
            found = cursor.fetchall()
        if not built.converters:
            return [built.make(row) for row in found]
        rows = []
        for row in found:
            columns = list(row)
            for place, (converts, expression) in built.converters.items():
                for convert in converts:
                    columns[place] = convert(columns[place], expression, connection)
            rows.append(built.make(columns))
        return rows


def _models(compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """What makes a model, with its related ones, of a row: as `ModelIterable` does it."""
    info, alias = compiler.klass_info, connection.alias
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:last]]
    populators = get_related_populators(info, compiler.select, alias)  # type: ignore[call-arg]

    def make(row: Sequence[Any]) -> Any:
        found = info["model"].from_db(alias, names, row[first:last])
        for populator in populators:
            populator.populate(row, found)
        return found

    return make
