"""Whatever people write is printed as they wrote it, and can never be a command to the typesetter."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.paper.reading import grey, pages, squeezed
from tests.web.paper.sheets import ALL, COLUMNS, NOTICE
from yuanba.web.paper import press
from yuanba.web.paper.sheet import Sheet, Signature, Table

AT = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
MARKUP = "# $ \\ * _ ` < > @ = - + / // /* ] [ { } \" ' ~ & #( $$ https://".split()
# Characters that every font of ours draws and that run from left to right.
latin = st.characters(min_codepoint=0x21, max_codepoint=0x7E)
chinese = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
written = st.lists(latin | chinese | st.sampled_from(MARKUP) | st.just(" "), min_size=1, max_size=60).map("".join)
anything = st.text(max_size=60) | st.text(st.characters(), max_size=60)


def filled(sheet: Sheet, words: str) -> Sheet:
    """The sheet with the words in every place where a person's words can stand."""
    return replace(
        sheet,
        title=words,
        subtitle=words,
        place=words,
        number=words,
        issuer=words,
        paragraphs=(words,),
        facts=((words, words),),
        table=Table(columns=COLUMNS, rows=((words,) * 5,), total=(words,) * 5, caption=words),
        materials=(words,),
        ticks=((words, (words,)),),
        tally=((words, words),),
        law=(words,),
        signature_lines=(Signature(label=words, value=words),),
        agent_note=words,
        telephone=words,
        printed_on=words,
        demo=words,
    )


@given(words=anything, name=st.sampled_from(sorted(ALL)))
@settings(deadline=None, max_examples=25)
def test_no_text_breaks_the_press(words: str, name: str) -> None:
    assert press.pdf(filled(ALL[name], words), timestamp=AT).startswith(b"%PDF")


@given(words=written)
@settings(deadline=None, max_examples=40)
def test_what_is_written_is_what_is_printed(words: str) -> None:
    sheet = Sheet(kind="notice", title="公告", paragraphs=(f"甲{words}乙",), facts=(("丙", f"丁{words}戊"),))
    text = squeezed("".join(pages(press.pdf(sheet, timestamp=AT))))
    assert squeezed(f"甲{words}乙") in text
    assert squeezed(f"丁{words}戊") in text


@pytest.mark.parametrize(
    "words",
    [
        '#panic("stop") #read("press.py") #import "frame.typ": *',
        "$ x^2 $ \\u{41} \\ <label> @cite *strong* _low_ `raw` = heading // comment /* block */",
        "quotes \"straight\" 'single' “双” ‘单’ -- --- ... ~",
        "𠮷野家、䶮、㙍、镕、堃、喆",
    ],
)
def test_markup_quotes_and_rare_characters_are_printed_literally(words: str) -> None:
    text = "".join(pages(press.pdf(replace(NOTICE, paragraphs=(words,)), timestamp=AT)))
    assert squeezed(words) in squeezed(text)


def test_controls_are_dropped_so_that_no_words_are_turned_around() -> None:
    tricked = replace(NOTICE, paragraphs=("收入\u202e180000元\u2066\x00\x07\ud800，支出",))
    assert "收入180000元，支出" in squeezed(pages(press.pdf(tricked, timestamp=AT))[0])


def test_an_address_or_digest_longer_than_the_line_stays_within_the_margins() -> None:
    run = "0123456789abcdef" * 20
    sheet = replace(NOTICE, paragraphs=(run,), facts=(("摘要", run),), demo=None)
    assert squeezed(pages(press.pdf(sheet, timestamp=AT))[0]).count(run) == 2
    picture = grey(press.png(sheet, ppi=40)[0])
    height, width = picture.shape or (0, 0)
    margin = width * 18 // 210
    assert {picture[y, x] for y in range(height) for x in range(width - margin, width)} == {255}


def test_very_long_names_and_paragraphs_wrap_and_nothing_is_lost() -> None:
    name = "三台县潼川镇凤凰村李家湾石桥坝道路管护与红白喜事互助筹备小组" * 3
    sheet = Sheet(kind="notice", title=name, issuer=name, paragraphs=("逐项说明。" * 400,), seal_area=True)
    text = squeezed("".join(pages(press.pdf(sheet, timestamp=AT))))
    assert text.count(name) >= 2
    assert text.count("逐") == 400
