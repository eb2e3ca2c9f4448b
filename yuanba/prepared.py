"""A query that is built once in a process: for a short page, building it costs Django more than the database its answer.

    _newest = Prepared(lambda: Matter.objects.filter(unit=given("unit")).order_by("-pk").values_list("pk", "title")[:20])
    rows = _newest(unit=17)

Everything else stays as it is: the names and types of the models, their indexes, both databases.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import Expression


class _Given(Expression):
    """The place of a value that a call brings. It passes for a plain parameter until then."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        return "%s", [self]


def given(name: str) -> Any:
    """Stands in a filter for a value of the same name in every call: a number, text, date or aware datetime, not None."""
    return _Given(name)


def _adapt(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value


class Prepared:
    """The rows of `build().values_list(…)` as named tuples, columns before annotations; one query a call.

    `build` is called once for each database, at the first use, so it may ask the pack.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self.build = build
        self._built: dict[str, tuple[str, Sequence[Any], Mapping[int, Any], Any]] = {}

    def _compile(self) -> tuple[str, Sequence[Any], Mapping[int, Any], Any]:
        query = self.build().query
        compiler = query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column[0] for column in compiler.select])
        names = [*query.values_select, *query.annotation_select]
        return sql, parameters, converters, namedtuple("Row", names)._make

    def __call__(self, **values: Any) -> list[Any]:
        built = self._built.get(connection.vendor)
        if built is None:
            built = self._built[connection.vendor] = self._compile()
        sql, parameters, converters, make = built
        filled = [_adapt(values[one.name]) if isinstance(one, _Given) else one for one in parameters]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            found = cursor.fetchall()
        if not converters:
            return [make(row) for row in found]
        rows = []
        for row in found:
            columns = list(row)
            for place, (converts, expression) in converters.items():
                for convert in converts:
                    columns[place] = convert(columns[place], expression, connection)
            rows.append(make(columns))
        return rows
