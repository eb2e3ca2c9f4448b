"""Two editions side by side: applying the redline to the older one gives the newer one, whatever changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.procedures.packs import SANTAI
from yuanba.kernel.procedures.editing import MICRO, NEGATIVE, SELF, Change, edit, own
from yuanba.kernel.procedures.pack import load
from yuanba.kernel.procedures.redline import apply, redline, words
from yuanba.kernel.procedures.refusal import Refusal

CELL = st.text("大额资金使用 budget35，；、\n", max_size=12).filter(lambda text: text == text.strip())
CODE = st.sampled_from([f"M{number:02d}" for number in range(1, 9)])
COLUMNS = ("name", "materials", "time_limit", "supervision")
CELLS = st.dictionaries(st.sampled_from(COLUMNS), CELL.filter(bool), max_size=4)
EDITION = st.dictionaries(CODE, CELLS, max_size=8).map(
    lambda rows: [{"code": code, **rows[code]} for code in sorted(rows)]
)
MICRO_ROWS = [
    {column: cell for column, cell in row.items() if cell}
    for row in load(SANTAI)[0].registers["powers"].rows
    if row["list"] == MICRO
]


@given(EDITION, EDITION)
def test_the_redline_makes_the_newer_edition_of_the_older(old: list[dict[str, str]], new: list[dict[str, str]]) -> None:
    assert apply(old, redline(old, new)) == new


@given(EDITION, EDITION)
def test_the_redline_read_without_what_came_is_the_older_edition(
    old: list[dict[str, str]], new: list[dict[str, str]]
) -> None:
    before = {row["code"]: row for row in old}
    for line in redline(old, new):
        assert (line.fate == "added") == (line.code not in before)
        for wording in line.wordings:
            assert wording.before == before.get(line.code, {}).get(wording.column, "")
            assert wording.before != wording.after


@given(st.lists(st.tuples(st.sampled_from([row["code"] for row in MICRO_ROWS]), CELLS), max_size=6))
def test_whatever_is_amended_in_a_real_list_can_be_redlined(amended: list[tuple[str, dict[str, str]]]) -> None:
    changes = [Change("amend", code, cells) for code, cells in dict(amended).items()]
    new = edit(MICRO_ROWS, changes)
    lines = redline(MICRO_ROWS, new)
    assert apply(MICRO_ROWS, lines) == new
    assert {line.code for line in lines if line.fate != "same"} <= dict(amended).keys()


def test_a_word_is_a_chinese_sign_or_a_run_of_letters() -> None:
    assert words("一般30天内办结", "一般15天内办结") == (
        ("same", "一般"), ("del", "30"), ("ins", "15"), ("same", "天内办结"),
    )  # fmt: skip


def test_a_redline_of_another_edition_is_told() -> None:
    lines = redline([{"code": "M01", "name": "甲"}], [{"code": "M01", "name": "乙"}])
    with pytest.raises(ValueError, match="another edition"):
        apply([{"code": "M01", "name": "丙"}], lines)
    with pytest.raises(ValueError, match="does not speak of M02"):
        apply([{"code": "M01", "name": "甲"}, {"code": "M02", "name": "丁"}], lines)


AMEND = Change("amend", "M05", {"materials": "报价单"})
DECIDER = Change("amend", "M05", {"decider": "committee"})
NEW = Change("add", "M25", {"name": "某事", "list": MICRO})
END = Change("end", "M22")


@pytest.mark.parametrize(
    ("catalogue", "kind", "change", "refused"),
    [
        (MICRO, "county", DECIDER, None),
        (SELF, "county", Change("end", "A20"), None),
        (MICRO, "township", AMEND, None),
        (MICRO, "township", DECIDER, "edition-column-fixed"),
        (MICRO, "township", NEW, "edition-items-fixed"),
        (MICRO, "township", END, "edition-items-fixed"),
        (SELF, "township", Change("amend", "A12", {"materials": "清单"}), "edition-village-decides"),
        (SELF, "village", Change("amend", "A12", {"materials": "清单"}), None),
        (SELF, "village", Change("end", "A12"), "edition-items-fixed"),
        (MICRO, "village", NEW, None),
        (MICRO, "village", END, None),
        (MICRO, "community", DECIDER, "edition-column-fixed"),
        (NEGATIVE, "village", Change("end", "N5"), "edition-list-fixed"),
        (NEGATIVE, "township", Change("amend", "N5", {"name": "可以打卡"}), "edition-list-fixed"),
        (NEGATIVE, "county", Change("amend", "N5", {"may": "先报准入"}), None),
    ],
)
def test_who_may_change_what_where(catalogue: str, kind: str, change: Change, refused: str | None) -> None:
    if refused is None:
        own(catalogue, kind, [change])
        return
    with pytest.raises(Refusal) as raised:
        own(catalogue, kind, [change], law="vcol-2026:6")
    assert raised.value.code == refused


def test_any_list_may_be_put_in_force_as_it_stands_anywhere() -> None:
    for catalogue in (SELF, NEGATIVE, MICRO):
        for kind in ("county", "township", "village"):
            own(catalogue, kind, [])


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ([Change("end", "M99")], "edition-item-unknown"),
        ([Change("amend", "M99", {})], "edition-item-unknown"),
        ([Change("add", "M05", {})], "edition-item-twice"),
        ([AMEND, END, Change("end", "M05")], "edition-item-twice"),
    ],
)
def test_a_change_of_what_is_not_there_or_is_there_already_is_refused(changes: list[Change], refused: str) -> None:
    with pytest.raises(Refusal) as raised:
        edit(MICRO_ROWS, changes)
    assert raised.value.code == refused
