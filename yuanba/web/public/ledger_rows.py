"""Ledgers as a reader sees them: values of no language become words, days and yuan."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from yuanba.institutions.ledgers.forms import Column, Form
from yuanba.institutions.ledgers.sources import Row, rows
from yuanba.institutions.ledgers.span import Span
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.ledger_words import TYPED
from yuanba.kernel.procedures.outcomes import ROLE_NAMES
from yuanba.web.formats import day, daytime, last_day, money, text
from yuanba.web.public.rows import posted, procedure
from yuanba.web.public.wording import act_name
from yuanba.web.speaking import word as _


def _step(value: str) -> str:
    key, _slash, code = value.partition("/")
    name, _dot, version = key.rpartition(".v")
    law = procedure(name, int(version))
    found = law.steps.get(code) or law.ends.get(code)
    return text(found.name) if found else ""


def _body(value: str) -> str:
    kind = pack().bodies.get(value)
    return text(ROLE_NAMES[value]) if value in ROLE_NAMES else text(kind.name) if kind else value


def _post(value: str) -> str:
    body, _dot, post = value.partition(".")
    return text(pack().bodies[body].posts[post].name)


def _votes(value: Mapping[str, int]) -> str:
    return _("赞成 %(votes_for)s，反对 %(against)s，弃权 %(abstain)s") % value


def _due(value: Mapping[str, int]) -> str:
    # The roll knows every number that the law may ask about; the meeting's own is the first.
    return str(next(iter(value.values()), ""))


def _until(value: str) -> str:
    return last_day(datetime.fromisoformat(value))


def _hung(value: str) -> str:
    return {"down": _("已撤下"), "standing": _("正在公示"), "over": _("公示期满")}[value]


SPELLING: Mapping[tuple[str, str], Callable[[Any], str]] = {
    ("matters", "opened"): day,
    ("matters", "closed"): day,
    ("matters", "posted"): day,
    ("matters", "state"): _step,
    ("matters", "holder"): _body,
    ("matters", "votes"): _votes,
    ("notices", "what"): posted,
    ("notices", "since"): day,
    ("notices", "until"): _until,
    ("notices", "body"): _body,
    ("notices", "state"): _hung,
    ("notices", "income"): money,
    ("notices", "expense"): money,
    ("assemblies", "body"): _body,
    ("assemblies", "meets"): daytime,
    ("assemblies", "due"): _due,
    ("assemblies", "votes"): _votes,
    ("assemblies", "passed"): lambda value: _("通过") if value else _("未通过"),
    ("tenures", "body"): _body,
    ("tenures", "post"): _post,
    ("tenures", "since"): day,
    ("tenures", "until"): day,
    ("takings", "step"): _step,
    ("takings", "act"): act_name,
    ("takings", "at"): day,
    ("takings", "body"): _body,
}


def _typed(column: Column, value: Any) -> str:
    field = column.fields[0] if column.fields else None
    match field.type if field else "text":
        case "choice":
            chosen = next((one.choices[value] for one in column.fields if value in one.choices), None)
            return text(chosen) if chosen else str(value)
        case "money":
            return money(value)
        case "date":
            return day(value)
        case "items":
            return "；".join(_item(row) for row in value)
        case "yes":
            return _("是") if value else _("否")
        case _:
            return str(value)


def _item(row: Mapping[str, str]) -> str:
    sums = [f"{sign}{money(row[side])}" for side, sign in (("income", "+"), ("expense", "-")) if row[side] != "0.00"]
    return f"{row['name']} {' '.join(sums)}".strip()


def spell(form: Form, column: Column, value: Any) -> str:
    """One value for a reader; empty where there is none."""
    if value is None or value == "":
        return ""
    if column.word == TYPED:
        return _typed(column, value)
    said = SPELLING.get((form.word, column.word))
    return said(value) if said else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def spelled(form: Form, span: Span, *, after: int = 0, most: int | None = None) -> Iterator[tuple[Row, list[str]]]:
    """Rows with their words, read on in chunks."""
    columns = form.shown(inside=span.inside)
    for row in rows(form, span, after=after, most=most):
        yield row, [spell(form, column, value) for column, value in zip(columns, row.values, strict=True)]


def span_of(asked: Mapping[str, str], today: date) -> tuple[date, date]:
    """The days that were asked for; without them, or where they cannot be read, this year up to today."""
    first, last = _day(asked.get("from")) or date(today.year, 1, 1), _day(asked.get("to")) or today
    return (first, last) if first <= last else (date(today.year, 1, 1), today)


def _day(value: str | None) -> date | None:
    try:
        found = date.fromisoformat(value or "")
    except ValueError:
        return None
    return found if date(2000, 1, 1) <= found <= date(2999, 12, 31) - timedelta(days=1) else None
