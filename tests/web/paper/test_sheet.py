"""A sheet refuses what no template could print."""

import pytest

from tests.web.paper.sheets import COLUMNS
from yuanba.web.paper.sheet import Fingerprint, Sheet, Table
from yuanba.web.paper.words import WORDS


def test_a_row_has_one_cell_a_column() -> None:
    with pytest.raises(ValueError, match="2 cells where the table has 5 columns"):
        Table(columns=COLUMNS, rows=(("1", "路基"),))


def test_a_total_row_has_one_cell_a_column() -> None:
    with pytest.raises(ValueError, match="1 cells"):
        Table(columns=COLUMNS, total=("180,000.00",))


def test_a_table_has_a_column() -> None:
    with pytest.raises(ValueError, match="needs a column"):
        Table(columns=())


@pytest.mark.parametrize("leaf", ["", "9F" * 32, "9f" * 31, "zz" * 32])
def test_a_fingerprint_is_64_lower_case_hexadecimal_digits(leaf: str) -> None:
    with pytest.raises(ValueError, match="64 lower-case"):
        Fingerprint(leaf=leaf, how="")


@pytest.mark.parametrize("wrong", [{"kind": "poster"}, {"kind": "../notice"}, {"size": "a5"}, {"language": "fr"}])
def test_a_sheet_names_a_template_a_size_and_a_language_there_is(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="No template prints"):
        Sheet(**{"kind": "notice", "title": "公告", **wrong})  # type: ignore[arg-type]


def test_both_languages_have_the_same_fixed_words() -> None:
    assert WORDS["zh-hans"].keys() == WORDS["en"].keys()
    assert all(word for words in WORDS.values() for word in words.values())
