"""Reading a county's file of divisions: pure, no database. All of it is right, or every problem is named by line.

The file is CSV with the columns `code,name,township_code,township_name`, one line for each village, community or
quasi-unit, in UTF-8 (with or without BOM) or GB18030. Codes are the national statistical codes of 12 and 9 digits.
"""

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from yuanba.kernel.places.codes import COUNTY, TOWNSHIP, UNIT, UNIT_KINDS
from yuanba.kernel.places.division_problems import DivisionFileError, FileProblem, problem
from yuanba.kernel.places.division_text import lines_of

COLUMNS = ("code", "name", "township_code", "township_name")
PROBLEMS_LISTED = 1000
NAME_LIMIT = 40
SHOWN = 24  # characters of a faulty cell that a message repeats

# Longest first. The committee is a body in the place, not the place.
COMMITTEE_ENDINGS = ("村民委员会", "居民委员会", "村委会", "居委会")
NAME = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff0-9A-Za-z·()（）]+")
HAN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?[Ee]\+?[0-9]+|[0-9]+\.[0-9]+")
DIGITS = re.compile(r"[0-9]+")
SPACES = " \t\u00a0\u3000"


@dataclass(frozen=True, slots=True)
class Township:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Unit:
    """`kind` is village, community or quasi; `official` the name in the file, `name` without the committee."""

    code: str
    kind: str
    name: str
    official: str
    township: Township


@dataclass(frozen=True, slots=True)
class Divisions:
    """One county's townships (in order of first mention) and units (in order of the file)."""

    county: str
    townships: tuple[Township, ...]
    units: tuple[Unit, ...]

    def counts(self) -> dict[str, int]:
        kinds = Counter(unit.kind for unit in self.units)
        return {
            "townships": len(self.townships),
            "units": len(self.units),
            "villages": kinds["village"],
            "communities": kinds["community"],
            "quasi": kinds["quasi"],
        }

    def digest(self) -> bytes:
        """SHA-256 (32 bytes) of the table as RFC 4180 CSV in UTF-8 without BOM, whatever encoding it came in."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for unit in self.units:
            writer.writerow((unit.code, unit.official, unit.township.code, unit.township.name))
        return hashlib.sha256(text.getvalue().encode()).digest()


def read(source: Path | str | bytes) -> Divisions:
    """The divisions in a file (a path) or in its content (bytes); DivisionFileError with all problems otherwise."""
    lines, problems = lines_of(source)
    if lines and lines[0] is not None:
        header, faults = _header(lines[0])
        problems += faults
        if not faults:
            rows = list(_rows(lines, header, problems))
            divisions = _assemble(rows, problems)
            if not rows and not problems:
                problems.append(problem(0, "file-no-rows"))
            if not problems:
                return divisions
    # Stable: problems of one line keep the order in which they were looked for.
    problems.sort(key=lambda fault: fault.line)
    if len(problems) > PROBLEMS_LISTED:
        last = problems[PROBLEMS_LISTED - 1].line
        problems = [*problems[:PROBLEMS_LISTED], problem(last, "problems-more", limit=PROBLEMS_LISTED)]
    raise DivisionFileError(tuple(problems))


def place_name(official: str) -> str:
    """The place's own name: 凤凰村村民委员会 is the committee of 凤凰村. Empty when nothing else is said.

    >>> place_name("老西街社区居民委员会")
    '老西街社区'
    """
    for ending in COMMITTEE_ENDINGS:
        if official.endswith(ending):
            return official.removesuffix(ending)
    return official


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    code: str
    name: str
    township_code: str
    township_name: str


def _header(line: str) -> tuple[list[str], list[FileProblem]]:
    names = [name.strip(SPACES) for name in _cells(line) or [line]]
    faults = []
    if missing := [name for name in COLUMNS if name not in names]:
        faults.append(problem(1, "columns-missing", columns=", ".join(missing)))
    counted = Counter(names)
    if extra := [name for name in counted if name not in COLUMNS or counted[name] > 1]:
        faults.append(problem(1, "columns-unknown", columns=", ".join(f'"{name[:SHOWN]}"' for name in extra[:10])))
    return names, faults


def _rows(lines: list[str | None], header: list[str], problems: list[FileProblem]) -> Iterator[_Row]:
    for number, line in enumerate(lines[1:], start=2):
        if line is None:
            continue
        if not line.strip(SPACES + ","):
            problems.append(problem(number, "line-blank"))
            continue
        cells = _cells(line)
        if cells is None:
            problems.append(problem(number, "line-quotes"))
        elif len(cells) != len(header):
            problems.append(problem(number, "line-ragged", found=len(cells), expected=len(header)))
        else:
            yield _Row(number, **dict(zip(header, (cell.strip(SPACES) for cell in cells), strict=True)))


def _cells(line: str) -> list[str] | None:
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error:
        return None


def _assemble(rows: list[_Row], problems: list[FileProblem]) -> Divisions:
    sound = [row.code for row in rows if len(row.code) == UNIT and DIGITS.fullmatch(row.code)]
    counties = Counter(code[:COUNTY] for code in sound).most_common(1)
    county = counties[0][0] if counties else ""
    seen: dict[str, int] = {}
    townships: dict[str, tuple[Township, int]] = {}
    units = []
    for row in rows:
        faults = [*_cell_faults(row), *_code_faults(row, county, seen), *_township_faults(row, townships)]
        problems += faults
        if not faults:
            township, _ = townships[row.township_code]
            units.append(Unit(row.code, UNIT_KINDS[row.code[9]], place_name(row.name), row.name, township))
    return Divisions(county, tuple(township for township, _ in townships.values()), tuple(units))


def _cell_faults(row: _Row) -> Iterator[FileProblem]:
    for cell, column, column_en in ((row.name, "名称", "name"), (row.township_name, "乡镇名称", "township's name")):
        shown = cell[:SHOWN]
        if not cell:
            yield problem(row.line, "name-empty", column=column, column_en=column_en)
        elif cell[0] in "=+-@":
            yield problem(row.line, "cell-formula", cell=shown)
        elif len(cell) > NAME_LIMIT:
            yield problem(row.line, "name-long", cell=shown, limit=NAME_LIMIT)
        elif not NAME.fullmatch(cell) or not HAN.search(cell):
            yield problem(row.line, "name-characters", cell=shown)
        elif not place_name(cell):
            yield problem(row.line, "name-only-suffix", cell=shown)


def _digits_fault(line: int, cell: str, expected: int) -> FileProblem | None:
    shown = cell[:SHOWN]
    if not cell:
        return problem(line, "code-empty")
    if cell[0] in "=+-@":
        return problem(line, "cell-formula", cell=shown)
    if NUMBER.fullmatch(cell):
        return problem(line, "code-rounded", cell=shown)
    if not DIGITS.fullmatch(cell):
        return problem(line, "code-not-digits", cell=shown)
    if len(cell) != expected:
        code = "code-short" if len(cell) < expected else "code-long"
        return problem(line, code, cell=shown, found=len(cell), expected=expected)
    return None


def _code_faults(row: _Row, county: str, seen: dict[str, int]) -> Iterator[FileProblem]:
    if fault := _digits_fault(row.line, row.code, UNIT):
        yield fault
        return
    first = seen.setdefault(row.code, row.line)
    if first != row.line:
        yield problem(row.line, "code-twice", cell=row.code, first=first)
    if row.code[:COUNTY] != county:
        yield problem(row.line, "county-other", cell=row.code, county=county)
    if row.code[COUNTY:TOWNSHIP] == "000" or row.code[TOWNSHIP:] == "000":
        yield problem(row.line, "code-not-unit", cell=row.code)
    elif row.code[9] not in UNIT_KINDS:
        yield problem(row.line, "code-kind", cell=row.code, digit=row.code[9])


def _township_faults(row: _Row, townships: dict[str, tuple[Township, int]]) -> Iterator[FileProblem]:
    if fault := _digits_fault(row.line, row.township_code, TOWNSHIP):
        yield fault
        return
    if len(row.code) == UNIT and DIGITS.fullmatch(row.code) and row.code[:TOWNSHIP] != row.township_code:
        yield problem(row.line, "township-orphan", cell=row.township_code, unit=row.code)
        return
    if not row.township_name:
        return
    known, first = townships.setdefault(row.township_code, (Township(row.township_code, row.township_name), row.line))
    if known.name != row.township_name:
        facts = {"cell": row.township_name[:SHOWN], "other": known.name[:SHOWN]}
        yield problem(row.line, "township-names", township=row.township_code, first=first, **facts)
