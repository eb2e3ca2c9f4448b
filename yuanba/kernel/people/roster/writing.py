"""The list of office-holders written out: the current one, or an empty form with lists to choose from."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from yuanba.kernel.people.models import Tenure
from yuanba.kernel.people.roster.columns import COLUMNS
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on, within

SHEET, LISTS = "任职人员", "选项"
ROWS = 2_000  # how far down the empty form offers its lists
WIDTHS = {"code": 15, "township": 12, "unit": 16, "body": 24, "post": 16, "name": 10, "since": 12, "until": 12}
NOTE = "“联系电话”“身份证号”两列已设成文本，请不要改成数字。换届、补选以后的变动在系统里办，不用再导入。"
_UNITS = ("village", "community", "quasi")


def holders(scope: str, on: date) -> list[dict[str, Any]]:
    """Who holds a public post within a place on a day, as rows of the list; personal numbers are never written out."""
    kinds = pack().bodies
    shown = {(kind.code, post.code) for kind in kinds.values() for post in kind.posts.values() if post.public}
    rows = []
    held = (
        Tenure.objects.filter(valid_on(on), valid_on(on, path="body__"), within(scope, path="body__place__code"))
        .select_related("person", "body__place__parent")
        .order_by("body__place__code", "body__kind", "post", "pk")
    )
    order = {code: number for number, code in enumerate(kinds)}
    for tenure in sorted(held, key=lambda t: (t.body.place.code, order[t.body.kind])):
        if (tenure.body.kind, tenure.post) not in shown:
            continue
        kind, place = kinds[tenure.body.kind], tenure.body.place
        rows.append(
            {
                "code": place.code,
                "township": _township(place),
                "unit": place.name if place.kind in _UNITS else "",
                "body": kind.title(place.kind).zh,
                "post": kind.posts[tenure.post].name.zh,
                "name": tenure.person.name,
                "sex": "女" if tenure.person.woman else "男",
                "since": tenure.since,
                "until": tenure.until,
            }
        )
    return rows


def _township(place: Place) -> str:
    if place.kind in ("township", "county"):
        return place.name
    return place.parent.name if place.parent is not None and place.parent.kind == "township" else ""


def book(rows: Sequence[dict[str, Any]], places: Iterable[Place], title: str) -> bytes:
    """A workbook of these rows, with lists of the places, bodies and sexes to choose from."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as made:
        bold = made.add_format({"bold": True, "bg_color": "#F2EEE3", "border": 1, "text_wrap": True})
        text, day = made.add_format({"num_format": "@"}), made.add_format({"num_format": "yyyy-mm-dd"})
        head = made.add_format({"bold": True, "font_size": 15})
        sheet, lists = made.add_worksheet(SHEET), made.add_worksheet(LISTS)
        sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, title, head)
        sheet.merge_range(1, 0, 1, len(COLUMNS) - 1, NOTE)
        for at, column in enumerate(COLUMNS):
            sheet.set_column(at, at, WIDTHS.get(column.code, 14), day if column.code in ("since", "until") else text)
            sheet.write_string(2, at, column.title, bold)
        for number, row in enumerate(rows, 3):
            for at, column in enumerate(COLUMNS):
                value = row.get(column.code)
                if isinstance(value, date):
                    sheet.write_datetime(number, at, value, day)
                elif value:
                    sheet.write_string(number, at, str(value), text)
        _choices(sheet, lists, places)
        lists.hide()
        sheet.freeze_panes(3, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)
    return out.getvalue()


def _choices(sheet: Any, lists: Any, places: Iterable[Place]) -> None:
    """Lists in the hidden sheet, offered in their columns."""
    standing = list(places)
    kinds = {place.kind for place in standing}
    bodies = [k for k in pack().bodies.values() if k.posts and kinds & set(k.at)]
    offered = {
        "township": [place.name for place in standing if place.kind == "township"],
        "unit": [place.name for place in standing if place.kind in _UNITS],
        "body": list(dict.fromkeys(k.title(at).zh for k in bodies for at in k.at if at in kinds)),
        "post": list(dict.fromkeys(post.name.zh for k in bodies for post in k.posts.values() if post.public)),
        "sex": ["男", "女"],
    }
    at = {column.code: number for number, column in enumerate(COLUMNS)}
    for column, (code, words) in enumerate(offered.items()):
        for row, word in enumerate(words):
            lists.write_string(row, column, word)
        if words:
            letter = "ABCDE"[column]
            source = f"={LISTS}!${letter}$1:${letter}${len(words)}"
            rule = {"validate": "list", "source": source, "error_type": "warning"}
            sheet.data_validation(3, at[code], 3 + ROWS, at[code], rule)
