"""What a clerk's spreadsheet does to a list is no fault; what changes its meaning is."""

import csv
import io
from pathlib import Path

import pytest

from tests.kernel.procedures.packs import SANTAI, PackCopy
from yuanba.kernel.procedures.checks import check
from yuanba.kernel.procedures.pack import load
from yuanba.kernel.procedures.spreadsheet import read_table

GB = {"encoding": "gb18030", "padded": True, "blank": True}
FILES = sorted((SANTAI / "registers").glob("powers*.csv"))


def resaved(
    path: Path,
    *,
    between: str = ",",
    backwards: bool = False,
    blank: bool = False,
    padded: bool = False,
    encoding: str = "utf-8-sig",
) -> bytes:
    """The same table as Excel saves it: a mark at the start, CRLF, perhaps with empty rows and columns, and blanks."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    if backwards:
        rows = [row[::-1] for row in rows]
    if blank:
        empty = [""] * len(rows[0])
        rows = [[*row, "", ""] for one in rows for row in (one, empty)]
    if padded:
        rows = [[f" {cell}\u3000" for cell in row] for row in rows]
    out = io.StringIO()
    csv.writer(out, delimiter=between, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


@pytest.mark.parametrize(
    "how",
    [{}, {"between": ";"}, {"backwards": True}, {"blank": True}, {"blank": True, "between": ";"}, {"padded": True}, GB],
)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_list_saved_again_by_a_spreadsheet_is_the_same_list(
    path: Path, how: dict[str, bool | str], tmp_path: Path
) -> None:
    saved = tmp_path / "registers" / path.name
    saved.parent.mkdir()
    saved.write_bytes(resaved(path, **how))  # type: ignore[arg-type]
    assert read_table(saved).rows == read_table(path).rows


def test_a_pack_whose_lists_went_through_a_spreadsheet_is_sound_and_the_same(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    for path in FILES:
        pack.write(f"registers/{path.name}", resaved(path, between=";", backwards=True, blank=True))
    assert check(pack.root) == []
    assert load(pack.root)[0].registers["powers"].rows == load(SANTAI)[0].registers["powers"].rows


def test_a_fault_is_told_at_the_line_where_it_stands_even_after_empty_rows(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    table = pack.table()
    table[1][table[0].index("list")] = "wishes"
    body = "\n".join(",".join(f'"{cell}"' for cell in row) for row in table[1:])
    pack.write("registers/powers.csv", ",".join(table[0]) + "\n,,\n,,\n" + body + "\n")
    assert [(one.code, one.where) for one in pack.problems()] == [("row-misfit", "line 4, list")]


def test_a_cell_to_the_right_of_the_header_is_no_empty_column(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    table = pack.table()
    table[3].append("一句话")
    pack.write("registers/powers.csv", "\n".join(",".join(f'"{cell}"' for cell in row) for row in table))
    assert [one.code for one in pack.problems()] == ["row-ragged"]


def test_what_cannot_be_a_row_is_told_in_the_table_itself_and_at_its_line(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    pack.write("registers/departments.csv", 'code,name,name_en\nA,甲,A\nB,"乙"丙,B\n')
    found = {(one.file, one.code, one.where) for one in pack.problems()}
    assert ("registers/departments.csv", "unreadable", "line 3") in found


def test_a_column_that_stands_twice_is_told(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    table = pack.table()
    pack.write("registers/powers.csv", "\n".join(",".join(f'"{cell}"' for cell in [*row, row[0]]) for row in table))
    assert [(one.file, one.where) for one in pack.problems()] == [("registers/powers.csv", "line 1")]


def test_a_file_that_notepad_has_marked_at_its_start_is_read(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    for file in ("county.toml", "bodies/group.toml"):
        pack.write(file, b"\xef\xbb\xbf" + (pack.root / file).read_bytes().replace(b"\n", b"\r\n"))
    assert pack.problems() == []


def test_folders_in_the_place_of_files_are_told_and_break_nothing(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    (pack.root / "registers" / "powers.odd.csv").mkdir()
    (pack.root / "boards" / "odd.toml").mkdir()
    (pack.root / "published.lock").write_bytes(b"\xff\xfe")
    found = {(one.file, one.code) for one in pack.problems()}
    assert found == {
        ("registers/powers.odd.csv", "unreadable"),
        ("boards/odd.toml", "unreadable"),
        ("published.lock", "lock-malformed"),
    }
