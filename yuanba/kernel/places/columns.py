"""The column that holds a place code, so that a scope is an index range on both databases."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField


class PlaceCodeField(_Text):
    """Text compared byte by byte.

    `code >= '510722101' AND code < '510722101:'` is a range of the index only where the index is sorted by bytes.
    SQLite sorts so by itself; PostgreSQL sorts by the locale of the database, which may also ignore the dots of local
    codes, unless the column says COLLATE "C". An operator class (text_pattern_ops) would serve LIKE alone, not >= and
    <, and Django's `db_collation` would name "C" to SQLite too, which does not know it. PostgreSQL refuses to compare
    two columns of different collations, so every column that meets a place code in a join is of this class.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 32)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, str | None]:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
