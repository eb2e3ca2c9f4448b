"""A cell with several entries is taken apart by one piece, and what any place that reads such a cell took, it takes."""

import re
from pathlib import Path

import pytest

import yuanba
from yuanba.kernel.procedures.cells import codes, parts

SOURCE = Path(yuanba.__file__).parent
CELLS = [
    (None, []),
    ("", []),
    (" ", []),
    ("\u3000", []),
    (";", []),
    ("；；", []),
    ("a", ["a"]),
    ("a;b", ["a", "b"]),
    ("a；b", ["a", "b"]),
    ("a;b；c", ["a", "b", "c"]),
    ("a ; b", ["a", "b"]),
    (" a;b ", ["a", "b"]),
    ("a;\u3000b\u3000；c", ["a", "b", "c"]),
    ("a;\tb\u00a0;\nc", ["a", "b", "c"]),
    ("a;", ["a"]),
    ("a；", ["a"]),
    (";a", ["a"]),
    ("a;;b", ["a", "b"]),
    ("a; ；\u3000;b", ["a", "b"]),
    ("a;a", ["a", "a"]),
]
CODES = [
    *CELLS,
    ("a,b", ["a", "b"]),
    ("a，b", ["a", "b"]),
    ("a、b", ["a", "b"]),
    ("a,；b，", ["a", "b"]),
    ("M 1;M2", ["M1", "M2"]),
    ("M\u30001、M2", ["M1", "M2"]),
    ("M1 M2", ["M1M2"]),
]
WORDS = [
    ("《规定》第3条，第5条；vcol-2026:8", ["《规定》第3条，第5条", "vcol-2026:8"]),
    ("Article 3, as read; Article 5", ["Article 3, as read", "Article 5"]),
    ("村、社区", ["村、社区"]),
    ("two words", ["two words"]),
    (510722, ["510722"]),
]


@pytest.mark.parametrize(("cell", "entries"), [*CELLS, *WORDS])
def test_the_entries_of_a_cell(cell: object, entries: list[str]) -> None:
    assert parts(cell) == entries


@pytest.mark.parametrize(("cell", "entries"), CODES)
def test_the_codes_of_a_cell(cell: object, entries: list[str]) -> None:
    assert codes(cell) == entries


# How cells were read before there was one piece for it.
def plainly(cell: str) -> list[str]:
    return [one.strip() for one in cell.split(";") if one.strip()]


def both_signs(cell: str) -> list[str]:
    return [one.strip() for one in re.split("[;；]", cell) if one.strip()]


def of_a_mandate(cell: str) -> list[str]:
    return [one for one in cell.replace("；", ";").replace(" ", "").split(";") if one]


def of_an_approval(cell: str) -> list[str]:
    numbers = cell.replace("；", ";").replace("，", ";").replace(",", ";").split(";")
    return [one.strip() for one in numbers if one.strip()]


KNOWN = {"a", "b", "c", "M1", "M2"}


@pytest.mark.parametrize("cell", [cell for cell, _ in CODES if cell is not None])
def test_what_was_accepted_before_is_accepted_still(cell: str) -> None:
    ways = (plainly, parts), (plainly, codes), (both_signs, parts), (of_a_mandate, codes), (of_an_approval, codes)
    for before, now in ways:
        if set(before(cell)) <= KNOWN:
            assert now(cell) == before(cell), before.__name__


def test_no_other_place_takes_a_cell_apart() -> None:
    by_hand = re.compile(r"""split\(\s*["'][^"']*[;；]""")
    files = [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]
    assert len(files) > 300
    found = [file.name for file in files if by_hand.search(file.read_text(encoding="utf-8"))]
    assert found == ["cells.py"]
