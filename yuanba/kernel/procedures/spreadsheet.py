"""A CSV file as a spreadsheet leaves it: a mark at its start, semicolons, empty rows and columns are no fault."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yuanba.kernel.procedures.encoding import UTF8_BOM, decoded, encoding_of, lines_in
from yuanba.kernel.procedures.forms import Malformed


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one CSV file, named relative to the root of the pack; `lines` says where in it each row ends.

    `columns` are the names in its header; an empty file has none.
    """

    file: str
    rows: tuple[Mapping[str, str], ...]
    lines: tuple[int, ...]
    columns: tuple[str, ...]

    def numbered(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Every row with its line, as an editor counts it."""
        return zip(self.lines, self.rows, strict=True)


def read_table(path: Path) -> Table:
    """The rows of a CSV file in UTF-8 or GB18030, separated by commas.

    Where the header has only semicolons they separate. Blanks around a cell are no part of it.
    """
    file = f"{path.parent.name}/{path.name}"
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Malformed("", f"cannot be read: {error.strerror}", "打不开", code="unreadable", file=file) from error
    text = decoded(raw.removeprefix(UTF8_BOM), encoding_of(raw, lines_in(raw)))
    if text is None:
        raise Malformed(
            "",
            "not a CSV file in UTF-8 or GB18030",
            "不是 UTF-8 或 GB18030 编码的 CSV 文件",
            code="unreadable",
            file=file,
        )
    header = text.partition("\n")[0]
    between = ";" if ";" in header and "," not in header else ","
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=between)
    try:
        lines = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if any(map(str.strip, row))]
    except csv.Error as error:
        where = f"line {reader.line_num}"
        raise Malformed(where, f"no row of CSV: {error}", "这一行不是 CSV", code="unreadable", file=file) from error
    names = lines.pop(0)[1] if lines else []
    if twice := [name for name, times in Counter(filter(None, names)).items() if times > 1]:
        raise Malformed("line 1", f"the column '{twice[0]}' stands twice", f"“{twice[0]}”这一列重复", file=file)
    rows = tuple(_row(names, cells) for _, cells in lines)
    return Table(file, rows, tuple(line for line, _ in lines), tuple(filter(None, names)))


def _row(names: list[str], cells: list[str]) -> dict[str, Any]:
    """A row by the names of its columns, without those that have neither a name nor a word.

    As the readers of CSV in Python do it, a cell that is missing is None, and cells past the header stand under None.
    """
    row: dict[Any, Any] = {name: cell for name, cell in zip(names, cells, strict=False) if name or cell}
    row |= {name: None for name in names[len(cells) :] if name}
    if any(cells[len(names) :]):
        row[None] = cells[len(names) :]
    return row
