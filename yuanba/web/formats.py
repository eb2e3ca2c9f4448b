"""How days, times and money are written for a reader: Chinese, or English under /en/, always in China's time."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from yuanba.kernel.procedures.calendar import SHANGHAI
from yuanba.kernel.procedures.definitions import Text
from yuanba.web.speaking import ENGLISH, language

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def text(value: Text | None) -> str:
    """A name of the pack in the reader's language; nothing where there is none."""
    return value[language()] if value is not None else ""


def said(value: str) -> str | SafeString:
    """Words that somebody wrote, which nobody translates: on an English page they are marked as Chinese."""
    if language() == ENGLISH and any("\u4e00" <= sign <= "\u9fff" for sign in value):
        return format_html('<span lang="zh-Hans">{}</span>', value)
    return value


_RUN = re.compile(r"[\u3400-\u9fff]+")


def quoting(value: str) -> str | SafeString:
    """A sentence of ours that quotes Chinese words, such as a column's header: on an English page these are marked."""
    if language() != ENGLISH or not _RUN.search(value):
        return value
    parts, last = [], 0
    for run in _RUN.finditer(value):
        parts += [
            (conditional_escape(value[last : run.start()]),),
            (format_html('<span lang="zh-Hans">{}</span>', run[0]),),
        ]
        last = run.end()
    return format_html_join("", "{}", [*parts, (value[last:],)])


def name(value: Any) -> str:
    """The name of a place or a record, which carry `name` and `name_en`."""
    return str(value.name_en or value.name) if language() == ENGLISH else str(value.name)


def _local(value: date | datetime | str) -> date | datetime:
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return value.astimezone(SHANGHAI) if isinstance(value, datetime) else value


def day(value: date | datetime | str | None) -> str:
    """2026年12月1日 or 1 Dec 2026, of a date, an aware time or either in ISO 8601."""
    if value is None:
        return ""
    local = _local(value)
    if language() == ENGLISH:
        return f"{local.day} {MONTHS[local.month - 1]} {local.year}"
    return f"{local.year}年{local.month}月{local.day}日"


def daytime(value: datetime | str | None) -> str:
    """The day with hours and minutes."""
    if value is None:
        return ""
    local = _local(value)
    return f"{day(local)} {local:%H:%M}" if isinstance(local, datetime) else day(local)


def last_day(until: datetime) -> str:
    """The last day of a period that ends at the next midnight: what people call "until"."""
    local = _local(until)
    assert isinstance(local, datetime)
    return day(date.fromordinal(local.toordinal() - 1) if (local.hour, local.minute) == (0, 0) else local)


def iso(value: date | datetime | str | None) -> str:
    """For the `datetime` attribute of a time element."""
    return "" if value is None else _local(value).isoformat()


def money(value: str | Decimal | None) -> str:
    """180000.00 as 180,000.00; the word for yuan stands in the label of the column."""
    return f"{Decimal(value):,.2f}" if value not in (None, "") else ""


def days_left(due: datetime, at: datetime) -> int:
    """Days from the day of `at` to the last day of a period, negative once it is over; 0 on the last day."""
    local = due.astimezone(SHANGHAI)
    # A period that ends at midnight had its last day before.
    last = local.toordinal() - (1 if (local.hour, local.minute) == (0, 0) else 0)
    return last - at.astimezone(SHANGHAI).toordinal()
