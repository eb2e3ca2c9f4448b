"""A chart reads well: words stay whole, lines hardly cross, side roads run to their step, nothing leaves the sheet."""

import pytest

from tests.kernel.procedures.test_chart import LANGUAGES, PACK, ROAD, every_drawing, names
from yuanba.kernel.procedures import layout, wide
from yuanba.kernel.procedures.drawing import LABEL, LABEL_LEAD, Box, Layout, Line, Pill, Shape
from yuanba.kernel.procedures.layout import lay_out
from yuanba.kernel.procedures.measure import wrap
from yuanba.kernel.procedures.outline import outline

every_wide_drawing = pytest.mark.parametrize(
    ("key", "language"), [(key, language) for key in sorted(PACK.procedures) for language in LANGUAGES]
)
# Words that once were cut in two at the end of a line of a chart.
WHOLE = (
    "村（居）民 村（居）务 村（居）委会 监督委员会 选举委员会 党组织 联席会议 网格员 议题 制定 核对 对象 发布 审核 提出 提名 公开 部门 "
    "小组 走访 异议 法律 或者 改进 “1+5” “两委” “不称职” 逐项 可以 异议成立 异议不成立"
).split()
PHONE, DESK = 360, 1190  # how wide a chart may be drawn on a phone; the room on a desk of 1280 px


def broken(lines: tuple[str, ...]) -> list[str]:
    """The words that a break between two lines cuts in two."""
    found = []
    for at in range(1, len(lines)):
        before, after = "".join(lines[:at]), "".join(lines[at:])
        found += [
            word
            for word in WHOLE
            for cut in range(1, len(word))
            if before.endswith(word[:cut]) and after.startswith(word[cut:])
        ]
    return found


@every_drawing
def test_no_line_of_a_chart_ends_inside_a_word(key: str, language: str, shape: Shape) -> None:
    drawn = lay_out(PACK.procedures[key], language=language, shape=shape, bodies=names(language))
    said = [words for box in drawn.boxes for words in (box.name, box.body)]
    said += [line.pill.lines for line in (*drawn.lines, *drawn.entries)]
    assert [(lines, broken(lines)) for lines in said if broken(lines)] == []


def test_a_cut_word_is_seen_and_a_word_too_long_for_its_line_stays_whole() -> None:
    assert broken(("监督委员会制", "定评议方案")) == ["制定"]
    assert wrap("监督委员会核对：连续两次", 17, 122) == ("监督委员会", "核对：连续两次")
    assert wrap("公布“不称职”结果", 17, 50) == ("公布", "“不称职”", "结果")


@every_wide_drawing
def test_lines_of_a_wide_chart_hardly_cross(key: str, language: str) -> None:
    drawn = lay_out(PACK.procedures[key], language=language, shape="wide", bodies=names(language))
    assert wide.crossings((*drawn.lines, *drawn.entries)) <= 1


def test_of_all_wide_charts_fewer_than_one_in_six_has_a_crossing_at_all() -> None:
    drawn = [
        lay_out(procedure, language=language, shape="wide", bodies=names(language))
        for procedure in PACK.procedures.values()
        for language in LANGUAGES
    ]
    crossed = [one for one in drawn if wide.crossings((*one.lines, *one.entries))]
    assert 6 * len(crossed) < len(drawn)


def test_a_crossing_is_counted_and_lines_that_join_are_not() -> None:
    pill = Pill(0, 0, 1, 1, ())
    level = Line("a", "b", (), "side", ((0, 10), (20, 10)), pill)
    upright = Line("c", "d", (), "side", ((10, 20), (10, 0)), pill)
    joining = Line("c", "b", (), "side", ((10, 20), (10, 0)), pill)
    assert wide.crossings((level, upright)) == 1
    assert wide.crossings((level, joining)) == 0


@every_drawing
def test_everything_stands_on_the_sheet(key: str, language: str, shape: Shape) -> None:
    drawn = lay_out(PACK.procedures[key], language=language, shape=shape, bodies=names(language))
    assert beyond(drawn) == []


def beyond(drawn: Layout) -> list[Box | Pill]:
    parts: list[Box | Pill] = [*drawn.boxes, *(line.pill for line in (*drawn.lines, *drawn.entries))]
    return [
        one for one in parts if min(one.x, one.y) < 0 or one.x + one.w > drawn.width or one.y + one.h > drawn.height
    ]


@every_drawing
def test_words_on_a_screen_are_never_small(key: str, language: str, shape: Shape) -> None:
    """The smallest type of a chart, after it is shrunk to the room that a page has for it."""
    drawn = lay_out(PACK.procedures[key], language=language, shape=shape, bodies=names(language))
    room = PHONE if shape == "tall" else DESK
    assert min(1.0, room / drawn.width) * LABEL >= 10.5
    assert all(line.pill.h >= len(line.pill.lines) * LABEL_LEAD for line in drawn.lines)


@every_wide_drawing
def test_a_road_with_its_own_way_in_stands_in_one_row_and_runs_one_way(key: str, language: str) -> None:
    procedure = PACK.procedures[key]
    drawn = lay_out(procedure, language=language, shape="wide", bodies=names(language))
    boxes = {box.id: box for box in drawn.boxes}
    spots = outline(procedure)
    for index, head in enumerate(spots):
        if head.main or head.parent:
            continue
        road = [boxes[head.id]]
        for spot in spots[index + 1 :]:
            if spot.parent == road[-1].id and not spot.forks and not spot.end:
                road.append(boxes[spot.id])
        across = [box.x for box in road]
        assert len({box.y + box.h // 2 for box in road}) == 1
        assert across in (sorted(across), sorted(across, reverse=True))


def test_the_layout_of_a_deployed_procedure_is_kept_and_is_that_of_a_fresh_one() -> None:
    how = {"language": "en", "bodies": names("en")}
    kept = lay_out(ROAD, shape="wide", **how)
    assert ROAD.sha256
    assert lay_out(ROAD, shape="wide", **how) is kept
    assert wide.lay_out(ROAD, **how) == kept
    assert lay_out(ROAD, shape="wide", language="zh-hans", bodies=names("zh-hans")) != kept
    assert layout.lay_out(ROAD, shape="wide", language="en", bodies={}) != kept
