"""Whether a file of a pack has the shape that it must have: which keys a table may hold, and of what type each is.

A form is a type of value, a list of one form, or a table of forms by key: `*` is any key, `key!` one that must be
there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


class Malformed(Exception):
    """A file that cannot be read as what it should be; `where` is a dotted path in it, `code` a code of `problems`.

    `file` names the file where it is another than the one that is being read, such as the table of a register.
    """

    def __init__(self, where: str, message: str, message_zh: str, *, code: str = "malformed", file: str = "") -> None:
        self.where, self.message, self.message_zh, self.code, self.file = where, message, message_zh, code, file
        super().__init__(f"{where}: {message}")


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of value, with what it is called; a truth value is no number, and no number here is out of bounds."""

    types: tuple[type, ...]
    zh: str
    en: str
    least: int = 0
    most: int = 999_999  # as many days can still be added to a date

    def holds(self, value: Any) -> bool:
        """Whether a value is of this type."""
        return type(value) in self.types and not (type(value) is int and not self.least <= value <= self.most)


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """A list with at least one text in it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Two whole numbers, the smaller first."""


TEXT = Kind((str,), "文字", "a text")
YES = Kind((bool,), "true 或 false", "true or false")
DAY = Kind((date,), "日期，例如 2026-01-01", "a date such as 2026-01-01")
NUMBER = Kind((int,), "0 到 999999 的整数", "a whole number from 0 to 999999")
COUNTED = Kind((int,), "1 到 999999 的整数", "a whole number from 1 to 999999", least=1)
SPAN, SOME = Span(), Some()
TEXTS = [TEXT]

Form = Any  # Kind | OneOf | Some | Span | list[Form] | Mapping[str, Form]: a type that Python cannot say


def fit(value: Any, form: Form, where: str = "") -> None:
    """Pass, or raise Malformed for the first thing that has not its shape, with the dotted path to it."""
    if isinstance(form, Kind):
        if not form.holds(value):
            raise _unlike(where, form.en, form.zh)
    elif isinstance(form, OneOf):
        if value not in form.words:
            raise _unlike(where, f"one of {', '.join(form.words)}", f"{'、'.join(form.words)} 之一")
    elif isinstance(form, Some):
        fit(value, TEXTS, where)
        if not value:
            raise _unlike(where, "a list that is not empty", "不空的列表")
    elif isinstance(form, Span):
        if not (isinstance(value, list) and len(value) == 2 and all(map(NUMBER.holds, value)) and value[0] <= value[1]):
            raise _unlike(where, "two whole numbers, the smaller first", "两个整数，小的在前")
    elif isinstance(form, list):
        if not isinstance(value, list):
            raise _unlike(where, "a list", "列表")
        for index, item in enumerate(value):
            fit(item, form[0], f"{where}.{index}")
    else:
        _fit_table(value, form, where)


def _fit_table(value: Any, form: Mapping[str, Form], where: str) -> None:
    if not isinstance(value, Mapping):
        raise _unlike(where, "a table", "表")
    for key, inner in value.items():
        one = form.get(key) or form.get(f"{key}!") or form.get("*")
        if one is None:
            raise Malformed(where, f"unknown key '{key}'", f"不认识的键“{key}”", code="key-unknown")
        fit(inner, one, f"{where}.{key}" if where else key)
    for key in form:
        if key.endswith("!") and key[:-1] not in value:
            raise Malformed(where, f"'{key[:-1]}' is missing", f"缺少“{key[:-1]}”")


def _unlike(where: str, english: str, chinese: str) -> Malformed:
    name = where.rpartition(".")[2]
    return Malformed(where, f"'{name}' must be {english}", f"“{name}”要写成{chinese}")
