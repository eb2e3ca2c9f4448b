"""Keyset pages: a page knows where the next begins; nothing is counted and nothing is skipped over."""

from collections.abc import Iterable
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest

from yuanba.api.shapes import Shown, document

T = TypeVar("T")
# Rows of an index that one page may look through when it filters by what the index does not hold.
WINDOW = 1000


def page(request: HttpRequest, items: list[Shown], after: Any | None) -> Shown:
    """A page as it is answered; `after` is the key of its last row, None where this is the last page."""
    return document(items=items, next=onward(request, after) if after is not None else None)


def onward(request: HttpRequest, after: Any) -> str:
    """The address of the next page: the same question from another place on."""
    query = {key: value for key, value in request.GET.items() if key != "after"}
    return f"{request.path}?{urlencode({**query, 'after': after})}"


def cut(rows: Iterable[T], limit: int) -> tuple[list[T], T | None]:
    """The rows of this page, of `limit + 1` that were read, and the last of them where more follow."""
    read = list(rows)
    kept = read[:limit]
    return kept, kept[-1] if len(read) > limit else None
