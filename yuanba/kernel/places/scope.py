"""Scopes as conditions of a query: a place and everything under it, and what was valid on a day."""

from datetime import date

from django.db.models import Q

from yuanba.kernel.places.codes import ancestors, span

__all__ = ["ancestors", "valid_on", "within"]


def within(code: str, *, path: str = "code") -> Q:
    """The place and everything under it: one range of the index on `path`, such as `place__code`."""
    low, high = span(code)
    return Q(**{f"{path}__gte": low, f"{path}__lt": high})


def valid_on(day: date, *, path: str = "") -> Q:
    """Rows whose half-open [since, until) takes in `day`; `path` is a prefix such as `place__`."""
    open_end = Q(**{f"{path}until__isnull": True}) | Q(**{f"{path}until__gt": day})
    return Q(**{f"{path}since__lte": day}) & open_end
