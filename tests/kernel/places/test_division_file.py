"""A county's file is read whole, or every problem in it is named by line."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yuanba.kernel.places.division_file import PROBLEMS_LISTED, Unit, place_name, read
from yuanba.kernel.places.division_problems import DivisionFileError, FileProblem

SANTAI = Path(__file__).resolve().parents[3] / "county" / "santai" / "places" / "divisions.csv"
HEADER = "code,name,township_code,township_name"
GOOD = [
    HEADER,
    "510623100001,凯江社区居民委员会,510623100,凯江镇",
    "510623100201,双河村村民委员会,510623100,凯江镇",
    "510623200201,石龙村村民委员会,510623200,石泉乡",
    "510623200401,林场生活区,510623200,石泉乡",
    "510623200501,农场生活区,510623200,石泉乡",
]


def file_with(line: int, text: str) -> bytes:
    """The good file with one line replaced; lines count from 1."""
    lines = list(GOOD)
    lines[line - 1] = text
    return "\n".join([*lines, ""]).encode()


def problems_of(content: bytes) -> tuple[FileProblem, ...]:
    with pytest.raises(DivisionFileError) as refused:
        read(content)
    assert refused.value.problems
    return refused.value.problems


def found(content: bytes) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in problems_of(content)]


def test_santai_has_33_townships_462_units_383_villages_and_79_communities() -> None:
    divisions = read(SANTAI)
    assert divisions.county == "510722"
    assert divisions.counts() == {"townships": 33, "units": 462, "villages": 383, "communities": 79, "quasi": 0}
    assert [unit.code for unit in divisions.units] == sorted(unit.code for unit in divisions.units)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_change_nothing(encoding: str, end: str) -> None:
    text = SANTAI.read_text(encoding="utf-8")
    assert read(text.replace("\n", end).encode(encoding)) == read(SANTAI)


def test_the_digest_is_that_of_the_published_file() -> None:
    assert read(SANTAI).digest() == hashlib.sha256(SANTAI.read_bytes()).digest()
    assert read(SANTAI.read_text(encoding="utf-8").encode("gb18030")).digest() == read(SANTAI).digest()


def test_quasi_units_are_accepted_and_counted_apart() -> None:
    divisions = read("\n".join(GOOD).encode())
    assert divisions.counts() == {"townships": 2, "units": 5, "villages": 2, "communities": 1, "quasi": 2}


def test_columns_in_another_order_quoted_cells_spaces_and_a_blank_end_are_harmless() -> None:
    rows = [line.split(",") for line in GOOD]
    turned = [",".join(f'" {cell} "' for cell in reversed(row)) for row in rows]
    assert read("\n".join([*turned, ",,,", "", ""]).encode()) == read("\n".join(GOOD).encode())


@pytest.mark.parametrize(
    ("official", "name"),
    [
        ("凤凰村村民委员会", "凤凰村"),
        ("老西街社区居民委员会", "老西街社区"),
        ("老西街社区居委会", "老西街社区"),
        ("凤凰村村委会", "凤凰村"),
        ("林场生活区", "林场生活区"),
        ("居委会", ""),
    ],
)
def test_a_place_is_not_called_after_its_committee(official: str, name: str) -> None:
    assert place_name(official) == name


@pytest.mark.parametrize(
    ("line", "text", "codes"),
    [
        (1, "code,name,township_code", ["columns-missing"]),
        (1, "code;name;township_code;township_name", ["columns-missing", "columns-unknown"]),
        (1, HEADER + ",phone", ["columns-unknown"]),
        (1, HEADER + ",code", ["columns-unknown"]),
        (1, "510623100001,凯江社区居民委员会,510623100,凯江镇", ["columns-missing", "columns-unknown"]),
        (3, "", ["line-blank"]),
        (3, ",,,", ["line-blank"]),
        (3, "510623100201,双河村村民委员会,510623100", ["line-ragged"]),
        (3, "510623100201,双河村村民委员会,510623100,凯江镇,", ["line-ragged"]),
        (3, '510623100201,"双河村村民委员会,510623100,凯江镇', ["line-quotes"]),
        (3, '510623100201,"双河"村村民委员会,510623100,凯江镇', ["line-quotes"]),
        (3, "510623100001,双河村村民委员会,510623100,凯江镇", ["code-twice"]),
        (3, "51062310020,双河村村民委员会,510623100,凯江镇", ["code-short"]),
        (3, "5106231002011,双河村村民委员会,510623100,凯江镇", ["code-long"]),
        (3, "51062310020x,双河村村民委员会,510623100,凯江镇", ["code-not-digits"]),
        (3, "５１０６２３１００２０１,双河村村民委员会,510623100,凯江镇", ["code-not-digits"]),
        (3, "5.10623E+11,双河村村民委员会,510623100,凯江镇", ["code-rounded"]),
        (3, "510623100201.0,双河村村民委员会,510623100,凯江镇", ["code-rounded"]),
        (3, ",双河村村民委员会,510623100,凯江镇", ["code-empty"]),
        (3, "510623100000,凯江镇,510623100,凯江镇", ["code-not-unit"]),
        (3, "510623000201,双河村村民委员会,510623000,凯江镇", ["code-not-unit"]),
        (3, "510623100601,双河村村民委员会,510623100,凯江镇", ["code-kind"]),
        (3, "510722100201,双河村村民委员会,510722100,凯江镇", ["county-other"]),
        (3, "510623100201,双河村村民委员会,510623101,凯江镇", ["township-orphan"]),
        (3, "510623100201,双河村村民委员会,51062310,凯江镇", ["code-short"]),
        (3, "510623100201,双河村村民委员会,,凯江镇", ["code-empty"]),
        (3, "510623100201,双河村村民委员会,510623100,凯江乡", ["township-names"]),
        (3, "510623100201,,510623100,凯江镇", ["name-empty"]),
        (4, "510623200201,石龙村村民委员会,510623200,", ["name-empty"]),
        (3, "510623100201,村民委员会,510623100,凯江镇", ["name-only-suffix"]),
        (3, '510623100201,"=HYPERLINK(""http://x"")",510623100,凯江镇', ["cell-formula"]),
        (3, "510623100201,@双河村,510623100,凯江镇", ["cell-formula"]),
        (3, '"=""510623100201""",双河村村民委员会,510623100,凯江镇', ["cell-formula"]),
        (3, "510623100201,双河<b>村,510623100,凯江镇", ["name-characters"]),
        (3, "510623100201,双河\x07村,510623100,凯江镇", ["name-characters"]),
        (3, "510623100201,Shuanghe,510623100,凯江镇", ["name-characters"]),
        (3, f"510623100201,{'双' * 41},510623100,凯江镇", ["name-long"]),
    ],
)
def test_a_broken_line_is_named_by_number_and_kind(line: int, text: str, codes: list[str]) -> None:
    assert found(file_with(line, text)) == [(line, code) for code in codes]


def test_a_line_break_in_a_cell_is_named_where_it_begins_and_where_it_ends() -> None:
    problems = found(file_with(3, '510623100201,"双河\n村村民委员会",510623100,凯江镇'))
    assert problems == [(3, "line-quotes"), (4, "line-ragged")]


def test_all_problems_are_told_at_once_in_the_order_of_lines() -> None:
    lines = [
        GOOD[0],
        "51062310000,凯江社区,510623100,凯江镇",
        GOOD[2],
        GOOD[2],
        "",
        "510623200601,,510623200,石泉乡",
        GOOD[3],
    ]
    assert found("\n".join(lines).encode()) == [
        (2, "code-short"),
        (4, "code-twice"),
        (5, "line-blank"),
        (6, "name-empty"),
        (6, "code-kind"),
    ]


def test_the_second_of_two_codes_points_to_the_first() -> None:
    [problem] = problems_of(file_with(3, GOOD[1]))
    assert problem.message_zh == "代码“510623100001”在第 2 行已经出现过。"
    assert problem.message == 'The code "510623100001" already stands on line 2.'


def test_a_damaged_line_of_utf_8_is_not_read_as_rare_characters_of_gb18030() -> None:
    lines = [line.encode() for line in GOOD]
    lines[2] = lines[2].replace("双".encode(), "双".encode()[:2])
    assert found(b"\n".join(lines)) == [(3, "encoding")]


def test_a_line_that_no_encoding_reads_is_named() -> None:
    lines = [line.encode("gb18030") for line in GOOD]
    lines[3] = lines[3].replace("石".encode("gb18030"), b"\xff\xff")
    assert found(b"\n".join(lines)) == [(4, "encoding")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "file-empty"),
        (HEADER.encode(), "file-no-rows"),
        (b"PK\x03\x04 and so on", "file-not-text"),
        (b"x" * (2**20 + 1), "file-too-large"),
    ],
)
def test_a_file_that_is_no_table_is_refused_as_a_whole(content: bytes, code: str) -> None:
    assert found(content) == [(0, code)]


def test_utf_16_is_refused_as_an_encoding() -> None:
    assert (1, "encoding") in found("\n".join(GOOD).encode("utf-16"))


def test_a_missing_file_is_a_problem_too(tmp_path: Path) -> None:
    with pytest.raises(DivisionFileError) as refused:
        read(tmp_path / "none.csv")
    assert [problem.code for problem in refused.value.problems] == ["file-unreadable"]


def test_a_flood_of_problems_is_cut_and_says_so() -> None:
    problems = found(("\n".join([HEADER, *["x"] * 5000])).encode())
    assert len(problems) == PROBLEMS_LISTED + 1
    assert problems[-1][1] == "problems-more"


def test_every_problem_speaks_both_languages_and_fills_its_blanks() -> None:
    for problem in problems_of("\n".join([HEADER, "1,@a,2", "=1,,3,x", "5106231002011,双,51062310,"]).encode()):
        assert problem.message.isascii()
        assert "{" not in problem.message + problem.message_zh
        assert problem.message_zh.endswith("。")


def whole_or_refused(content: bytes) -> None:
    """Read `content`, and hold what came of it to what is promised; any other exception fails the test."""
    problems: tuple[FileProblem, ...] = ()
    units: tuple[Unit, ...] = ()
    try:
        units = read(content).units
    except DivisionFileError as refused:
        problems = refused.problems
    assert bool(problems) != bool(units)
    assert list(problems) == sorted(problems, key=lambda problem: problem.line)
    assert len({unit.code for unit in units}) == len(units)
    assert all(unit.code.startswith(unit.township.code) and unit.name for unit in units)
    assert len({unit.code[:6] for unit in units}) <= 1


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_no_bytes_make_it_stumble(content: bytes) -> None:
    whole_or_refused(content)


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_no_bytes_after_a_good_header_make_it_stumble(content: bytes) -> None:
    whole_or_refused(HEADER.encode() + b"\n" + content)


CELL = st.sampled_from(
    [
        "510623100201",
        "510623100",
        "双河村村民委员会",
        "凯江镇",
        "",
        '"',
        "=1",
        "5E+11",
        "\u2028",
        "\x00",
        "居委会",
        ",",
        "\n",
    ]
)


@given(
    rows=st.lists(st.lists(CELL, max_size=6).map(",".join), max_size=6),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
)
@settings(deadline=None)
def test_no_arrangement_of_cells_makes_it_stumble(rows: list[str], encoding: str) -> None:
    whole_or_refused("\n".join([*GOOD[:2], *rows]).encode(encoding))
