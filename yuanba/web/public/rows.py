"""Matters and notices as rows of a list: plain strings, ready to be shown, from one query each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import QuerySet

from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.definitions import Procedure
from yuanba.web import links
from yuanba.web.formats import day, days_left, last_day, text
from yuanba.web.public.queries import MATTER, NOTICE, TOP, open_boards
from yuanba.web.speaking import word as _


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One matter of a list. `days` until it is due, negative when overdue, None where nothing presses."""

    pk: int
    href: str
    title: str
    unit: str
    unit_href: str
    opened: str
    state: str
    tone: str  # "now" while it runs, else the tone of its end
    waits_for: str
    days: int | None


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice of a list; `standing` while it hangs on the board."""

    pk: int
    href: str
    title: str
    what: str
    unit: str
    unit_href: str
    since: str
    until: str
    standing: bool
    down: bool


@cache
def procedure(code: str, version: int) -> Procedure:
    """A version of a procedure of the deployed pack, found once in a process."""
    return pack().procedure(code, version)


def unit_name(row: Any) -> str:
    name: str = row.unit__name_en if links.prefix() else row.unit__name
    return name or str(row.unit__name)


def matter_rows(found: QuerySet[Matter] | Iterable[Any], at: datetime) -> list[MatterRow]:
    """Rows in the order of the query, or of the rows of a prepared one."""
    rows = []
    for row in found.values_list(*MATTER, named=True) if isinstance(found, QuerySet) else found:
        law = procedure(row.procedure, row.version)
        step = law.steps.get(row.step)
        if step is not None:
            state, tone = text(step.name), "now"
            kind = pack().bodies.get(row.holder__kind or "")
            waits = text(kind.title(row.unit__kind)) if kind else _("村民（居民）")
        else:
            end = law.ended(row.end)
            state, tone, waits = text(end.name), end.tone, ""
        rows.append(
            MatterRow(
                pk=row.pk,
                href=links.matter(row.number),
                title=row.title,
                unit=unit_name(row),
                unit_href=links.place(row.unit__code),
                opened=day(row.opened_at),
                state=state,
                tone=tone,
                waits_for=waits,
                days=days_left(row.due_at, at) if row.due_at and step is not None else None,
            )
        )
    return rows


def posted(posts: str) -> str:
    """What a posting is about, in a word or two."""
    return {"decision": _("决议公开"), "result": _("实施结果公开")}.get(posts, _("公示"))


def notice_rows(found: QuerySet[Notice] | Iterable[Any], at: datetime) -> list[NoticeRow]:
    """Rows in the order of the query, or of the rows of a prepared one."""
    return [
        NoticeRow(
            pk=row.pk,
            href=links.notice(row.pk),
            title=row.title,
            what=posted(row.posts),
            unit=unit_name(row),
            unit_href=links.place(row.unit__code),
            since=day(row.since),
            until=last_day(row.until),
            standing=row.taken_down_at is None and row.since <= at < row.until,
            down=row.taken_down_at is not None,
        )
        for row in (found.values_list(*NOTICE, named=True) if isinstance(found, QuerySet) else found)
    ]


def public(found: QuerySet[Notice]) -> QuerySet[Notice]:
    """Only what hangs on boards that anybody may read."""
    return found.filter(board__in=open_boards())


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a keyset list: `after` is the key to ask for the next, None on the last."""

    rows: list[Any]
    after: int | None


def below(after: str | None) -> int:
    """The key below which a page begins; an unreadable one begins at the top."""
    return int(after) if after is not None and after.isascii() and after.isdigit() and len(after) < 19 else TOP


def page(rows: Iterable[Any], size: int) -> Page:
    """Cut the row too many off; it only told that there is more."""
    listed = list(rows)
    return Page(listed[:size], listed[size - 1].pk if len(listed) > size else None)
