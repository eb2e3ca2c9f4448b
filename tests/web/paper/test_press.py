"""What comes out of the press is what went in: whole, in order, readable, and the same twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import zxingcpp

from tests.web.paper.reading import grey, pages, runs, sizes, squeezed, warnings
from tests.web.paper.sheets import ALL, DEMO, ITEMS, LEAF, NOTICE, OBJECTION, PETITION, ROWS, URL
from yuanba.web.paper import press
from yuanba.web.paper.sheet import Sheet, Size, Table

AT = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
every_sheet = pytest.mark.parametrize("sheet", ALL.values(), ids=ALL.keys())
LONG = replace(NOTICE, table=replace(ITEMS, rows=tuple((str(i + 1), *ROWS[i % 8][1:]) for i in range(90))))


@every_sheet
@pytest.mark.parametrize(("size", "millimetres"), [("a4", (210, 297)), ("a3", (297, 420))])
def test_every_page_has_the_size_asked_for(sheet: Sheet, size: Size, millimetres: tuple[int, int]) -> None:
    assert set(sizes(press.pdf(replace(sheet, size=size), timestamp=AT))) == {millimetres}


@every_sheet
def test_typst_has_nothing_to_complain_of(sheet: Sheet) -> None:
    assert warnings(sheet) == []


@every_sheet
def test_the_same_sheet_at_the_same_time_is_the_same_file(sheet: Sheet) -> None:
    first = press.pdf(sheet, timestamp=AT)
    assert press.pdf(replace(sheet), timestamp=AT) == first
    assert press.pdf(sheet, timestamp=AT.replace(year=2027)) != first


def test_many_threads_print_at_once_and_each_gets_its_own_sheet() -> None:
    sheets = [replace(OBJECTION, title=f"异议书 {n}") for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        printed = list(pool.map(lambda sheet: press.pdf(sheet, timestamp=AT), sheets))
    assert [f"异议书{n}" in squeezed(pages(one)[0]) for n, one in enumerate(printed)] == [True] * 8


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        press.pdf(NOTICE, timestamp=AT.replace(tzinfo=None))


def test_a_notice_with_eight_line_items_and_its_seal_fits_one_page() -> None:
    assert len(pages(press.pdf(NOTICE, timestamp=AT))) == 1


def test_a_notice_says_all_that_it_must() -> None:
    text = squeezed("".join(pages(press.pdf(NOTICE, timestamp=AT))))
    cells = [cell for row in (*ROWS, ITEMS.total) for cell in row]
    wanted = [NOTICE.place, NOTICE.title, *NOTICE.paragraphs, *cells, NOTICE.issuer, NOTICE.telephone, *NOTICE.law, URL]
    assert [item for item in wanted if squeezed(item) not in text] == []
    assert all(word in text for word in ("公布期限", "自2026年12月1日", "至2026年12月15日", "盖章处", "第1页共1页"))


def test_the_fingerprint_is_printed_in_groups_of_four() -> None:
    text = " ".join(pages(press.pdf(NOTICE, timestamp=AT))[0].split())
    assert " ".join(LEAF[i : i + 4] for i in range(0, 64, 4)) in text


@every_sheet
def test_every_page_of_a_demonstration_says_so_at_its_head_and_across(sheet: Sheet) -> None:
    long = replace(sheet, paragraphs=("村民会议的记录很长。" * 30,) * 25)
    texts = [squeezed(text) for text in pages(press.pdf(long, timestamp=AT))]
    assert len(texts) > 1
    assert [text.count(squeezed(sheet.demo or "")) for text in texts] == [4] * len(texts)
    aslant = [text for text, _, slanted in runs(press.pdf(long, timestamp=AT)) if slanted]
    assert squeezed("".join(aslant)) == squeezed(sheet.demo or "") * 3


def test_in_earnest_use_no_disclaimer_is_printed() -> None:
    printed = press.pdf(replace(NOTICE, demo=None), timestamp=AT)
    assert DEMO not in "".join(pages(printed))
    assert not [run for run in runs(printed) if run[2]]


def test_a_long_table_breaks_over_pages_and_repeats_its_header() -> None:
    texts = [squeezed(text) for text in pages(press.pdf(LONG, timestamp=AT))]
    with_rows = [text for text in texts if "路基整平与碾压" in text]
    assert len(with_rows) > 2
    assert all("规格与数量" in text for text in with_rows)
    assert "（续）" not in texts[0]
    assert all(squeezed(NOTICE.title) + "（续）" in text for text in texts[1:])
    assert [f"第{n}页共{len(texts)}页" in text for n, text in enumerate(texts, 1)] == [True] * len(texts)


def test_an_empty_table_says_so() -> None:
    empty = Table(columns=ITEMS.columns, empty="本月没有支出")
    assert "本月没有支出" in pages(press.pdf(replace(NOTICE, table=empty), timestamp=AT))[0]
    assert "（无）" in pages(press.pdf(replace(NOTICE, table=replace(empty, empty="")), timestamp=AT))[0]


@pytest.mark.parametrize("form", [OBJECTION, PETITION], ids=["objection", "petition"])
def test_a_form_for_residents_is_one_sheet_of_paper(form: Sheet) -> None:
    assert len(pages(press.pdf(form, timestamp=AT))) == 1


def test_a_petition_has_a_numbered_line_for_each_who_signs() -> None:
    lines = pages(press.pdf(PETITION, timestamp=AT))[0].splitlines()
    assert [line.strip() for line in lines if line.strip().isdigit()] == [str(n) for n in range(1, 15)]


def test_the_body_text_on_the_notice_board_is_at_least_18_points() -> None:
    for paragraphs in (NOTICE.paragraphs, NOTICE.paragraphs * 12):
        printed = press.pdf(replace(NOTICE, size="a3", paragraphs=paragraphs), timestamp=AT)
        found = [size for text, size, _ in runs(printed) if NOTICE.paragraphs[0][:12] in text]
        assert found
        assert min(found) >= 18


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_the_qr_code_leads_to_the_public_page(size: Size) -> None:
    picture = press.png(replace(NOTICE, size=size), ppi=90)[-1]
    assert [code.text for code in zxingcpp.read_barcodes(grey(picture))] == [URL]


def test_a_sheet_is_an_archival_pdf_unless_a_character_has_no_glyph() -> None:
    assert b"pdfaid" in press.pdf(NOTICE, timestamp=AT)
    odd = press.pdf(replace(NOTICE, subtitle="凤凰\U0010fffd"), timestamp=AT)
    assert b"pdfaid" not in odd
    assert "凤凰" in pages(odd)[0]
