"""Opens a workbook in a process of its own, with little memory and time, and knows nothing of the house.

`python -I child.py read BOOK` prints `{"rows": […], "merged": […]}` of the first sheet that holds anything;
`python -I child.py mark BOOK OUT` reads `{"sheet", "faults": [[row, column, text]]}` and paints these cells red.
A workbook is a stranger's: whatever it does to its reader, it does to this process.
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

MEMORY, SECONDS, WRITTEN = 768 * 2**20, 20, 30 * 2**20
MOST_ROWS, MOST_COLUMNS = 5_000, 60


def limit() -> None:
    """Give up what a honest workbook never needs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))


def plain(cell: Any) -> Any:
    """A cell as JSON: text, number, or a date marked as such."""
    if isinstance(cell, datetime | date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return {"day": day.isoformat()}
    if isinstance(cell, time | timedelta):
        return str(cell)
    return cell


def read(book: str) -> dict[str, Any]:
    from python_calamine import CalamineWorkbook

    for index, name in enumerate(CalamineWorkbook.from_path(book).sheet_names):
        sheet = CalamineWorkbook.from_path(book).get_sheet_by_index(index)
        last_row, last_column = sheet.end or (0, 0)
        if last_column >= MOST_COLUMNS:
            return {"error": "columns", "most": MOST_COLUMNS}
        if last_row >= MOST_ROWS + 30:
            return {"error": "rows", "most": MOST_ROWS}
        rows = [[plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        if any(cell != "" for row in rows for cell in row):
            merged = [[*start, *end] for start, end in sheet.merged_cell_ranges or []]
            return {"sheet": name, "rows": rows, "merged": merged}
    return {"error": "empty"}


def mark(book: str, out: str) -> dict[str, Any]:
    from openpyxl import load_workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    told = json.load(sys.stdin)
    opened = load_workbook(book)
    sheet = opened[told["sheet"]] if told["sheet"] in opened.sheetnames else opened.worksheets[0]
    corners = {}
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                corners[row, column] = (area.min_row, area.min_col)
    said: dict[tuple[int, int], list[str]] = {}
    for row, column, text in told["faults"]:
        here = (row + 1, column + 1)
        said.setdefault(corners.get(here, here), []).append(text)
    for (row, column), words in said.items():
        cell = sheet.cell(row=row, column=column)
        cell.fill = PatternFill("solid", fgColor="FFC7CE")
        cell.comment = Comment("\n".join(dict.fromkeys(words)), "院坝", height=120, width=320)
    opened.save(out)
    return {"marked": len(said)}


def main() -> None:
    limit()
    what, *paths = sys.argv[1:]
    try:
        answer = read(*paths) if what == "read" else mark(*paths)
    except MemoryError:
        answer = {"error": "memory"}
    except Exception as error:  # a stranger's file may raise anything; the parent says it in a sentence
        answer = {"error": "unreadable", "detail": type(error).__name__}
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))


if __name__ == "__main__":
    main()
