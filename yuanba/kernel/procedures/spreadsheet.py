"""A CSV file as a spreadsheet leaves it: a mark at its start, semicolons, empty rows and columns are no fault."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yuanba.kernel.procedures.forms import Malformed


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one CSV file, named relative to the root of the pack; `lines` says where in it each row ends."""

    file: str
    rows: tuple[Mapping[str, str], ...]
    lines: tuple[int, ...] = ()

    def numbered(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Every row with its line, as an editor counts it."""
        return zip(self.lines or range(2, len(self.rows) + 2), self.rows, strict=True)


def read_table(path: Path) -> Table:
    """The rows of a CSV file in UTF-8, separated by commas or, where the header has only those, by semicolons."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        header = text.partition("\n")[0]
        between = ";" if ";" in header and "," not in header else ","
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=between)
        found = [(reader.line_num, _without_empty_columns(row)) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Malformed(
            path.name, f"not a CSV file in UTF-8: {error}", "不是 UTF-8 编码的 CSV 文件", code="unreadable"
        ) from error
    kept = [(line, row) for line, row in found if any(row.values())]
    return Table(f"{path.parent.name}/{path.name}", tuple(row for _, row in kept), tuple(line for line, _ in kept))


def _without_empty_columns(row: dict[str, Any]) -> dict[str, str]:
    """A row without the columns that have neither a name nor a word."""
    return {name: cell for name, cell in row.items() if name or (any(cell) if isinstance(cell, list) else cell)}
