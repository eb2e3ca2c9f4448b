"""The chart can be read by everyone: nothing overlaps, nothing is told by colour alone, and it is always the same."""

import hashlib
import re
from itertools import combinations
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from tests.house.tree import ROOT
from tests.kernel.procedures.any_procedure import procedures
from yuanba.kernel.procedures import chart, textchart
from yuanba.kernel.procedures.definitions import OUTCOMES, ROLES, Procedure
from yuanba.kernel.procedures.drawing import (
    BODY,
    BODY_LEAD,
    BOLD,
    LABEL,
    NAME,
    NAME_LEAD,
    Box,
    Layout,
    Line,
    Pill,
    Shape,
)
from yuanba.kernel.procedures.layout import lay_out
from yuanba.kernel.procedures.measure import width, wrap
from yuanba.kernel.procedures.outcomes import OUTCOME_NAMES, ROLE_NAMES
from yuanba.kernel.procedures.outline import arrows, outline
from yuanba.kernel.procedures.pack import load

PACK = load(ROOT / "county" / "santai")[0]
SHAPES: tuple[Shape, ...] = get_args(Shape)
LANGUAGES = ("zh-hans", "en")
ROAD = PACK.procedures["four-two-one.v1"]
SVG = "{http://www.w3.org/2000/svg}"
every_drawing = pytest.mark.parametrize(
    ("key", "language", "shape"), [(k, lang, s) for k in sorted(PACK.procedures) for lang in LANGUAGES for s in SHAPES]
)


def names(language: str) -> dict[str, str]:
    return {code: body.name[language] for code, body in PACK.bodies.items()}


def apart(a: Box | Pill, b: Box | Pill) -> bool:
    return a.x + a.w <= b.x or b.x + b.w <= a.x or a.y + a.h <= b.y or b.y + b.h <= a.y


def inside(a: Pill, b: Box) -> bool:
    return b.x <= a.x and a.x + a.w <= b.x + b.w and b.y <= a.y and a.y + a.h <= b.y + b.h


def enters(line: Line, box: Box | Pill) -> bool:
    """Whether a line runs through the inside of a box."""
    for (x1, y1), (x2, y2) in zip(line.points, line.points[1:], strict=False):
        (left, right), (top, bottom) = sorted((x1, x2)), sorted((y1, y2))
        if left < box.x + box.w and right > box.x and top < box.y + box.h and bottom > box.y:
            return True
    return False


def on_border(point: tuple[int, int], box: Box) -> bool:
    x, y = point
    upright = x in (box.x, box.x + box.w) and box.y <= y <= box.y + box.h
    return upright or (y in (box.y, box.y + box.h) and box.x <= x <= box.x + box.w)


def together(a: Line, b: Line) -> bool:
    """Whether two lines run on top of each other for some way."""
    for p, q in zip(a.points, a.points[1:], strict=False):
        for r, s in zip(b.points, b.points[1:], strict=False):
            for axis in (0, 1):
                if p[axis] == q[axis] == r[axis] == s[axis]:
                    along = 1 - axis
                    low = max(min(p[along], q[along]), min(r[along], s[along]))
                    if min(max(p[along], q[along]), max(r[along], s[along])) > low:
                        return True
    return False


def written(box: Box) -> list[Pill]:
    """The lines of text in a step's box, as far as they reach."""
    sizes = [(NAME * BOLD, NAME_LEAD)] * len(box.name) + [(float(BODY), BODY_LEAD)] * len(box.body)
    found, y = [], box.text
    for text, (size, lead) in zip((*box.name, *box.body), sizes, strict=True):
        found.append(Pill(box.x + 43, y + 2, round(width(text, size)), lead - 4, (text,)))
        y += lead
    return found


def faults(procedure: Procedure, layout: Layout) -> list[str]:
    """Everything on a drawing that a reader would trip over."""
    found = []
    boxes = {box.id: box for box in layout.boxes}
    lines = (*layout.lines, *layout.entries)
    for a, b in combinations(layout.boxes, 2):
        if not apart(a, b):
            found.append(f"boxes {a.id} and {b.id} overlap")
    for line in lines:
        name = f"{line.source}>{line.target}"
        if any(p[0] != q[0] and p[1] != q[1] for p, q in zip(line.points, line.points[1:], strict=False)):
            found.append(f"{name} runs askew")
        if not on_border(line.points[-1], boxes[line.target]):
            found.append(f"{name} does not reach its box")
        if line.source and not on_border(line.points[0], boxes[line.source]):
            found.append(f"{name} does not leave its box")
        found += [f"{name} runs through {box.id}" for box in layout.boxes if enters(line, box)]
        for box in layout.boxes:
            if not apart(line.pill, box) and not (box.id == line.source and inside(line.pill, box)):
                found.append(f"the words of {name} cover {box.id}")
        for text in written(boxes[line.source]) if line.source else ():
            if not apart(line.pill, text):
                found.append(f"the words of {name} cover {text.lines[0]}")
        if any(not (0 <= x <= layout.width and 0 <= y <= layout.height) for x, y in line.points):
            found.append(f"{name} leaves the sheet")
        if line.pill.x < 0 or line.pill.x + line.pill.w > layout.width or line.pill.y < 0:
            found.append(f"the words of {name} leave the sheet")
    for one, other in combinations(lines, 2):
        pair = f"{one.source}>{one.target} and {other.source}>{other.target}"
        if not apart(one.pill, other.pill):
            found.append(f"the words of {pair} overlap")
        kin = one.target == other.target or (one.source == other.source and one.manner == other.manner == "side")
        if not kin and together(one, other):
            found.append(f"{pair} run on top of each other")
        if not kin and (enters(one, other.pill) or enters(other, one.pill)):
            found.append(f"a line runs through the words: {pair}")
    return found


@every_drawing
def test_nothing_on_a_chart_overlaps(key: str, language: str, shape: Shape) -> None:
    procedure = PACK.procedures[key]
    assert faults(procedure, lay_out(procedure, language=language, shape=shape, bodies=names(language))) == []


@every_drawing
def test_every_word_fits_where_it_stands(key: str, language: str, shape: Shape) -> None:
    layout = lay_out(PACK.procedures[key], language=language, shape=shape, bodies=names(language))
    for box in layout.boxes:
        start = 31 if box.end else 43
        sizes = [BODY + 1.0] * len(box.name) if box.end else [NAME * BOLD] * len(box.name)
        for line, size in zip((*box.name, *box.body), [*sizes, *[float(BODY)] * len(box.body)], strict=True):
            assert width(line, size) <= box.w - start, (box.id, line)
    for line_ in (*layout.lines, *layout.entries):
        assert all(width(text, LABEL) <= line_.pill.w for text in line_.pill.lines)


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(procedure=procedures())
def test_any_procedure_can_be_drawn(shape: Shape, procedure: Procedure) -> None:
    layout = lay_out(procedure, language="en", shape=shape)
    assert {box.code for box in layout.boxes if not box.end} == set(procedure.steps)
    assert len(layout.lines) == len(arrows(procedure))
    assert faults(procedure, layout) == []


def test_the_judge_of_drawings_sees_a_moved_box() -> None:
    layout = lay_out(ROAD, language="en", shape="wide")
    first, second, *rest = layout.boxes
    moved = Box(**{**{slot: getattr(first, slot) for slot in first.__slots__}, "x": second.x, "y": second.y})
    assert faults(ROAD, Layout(layout.width, layout.height, (moved, second, *rest), layout.lines, layout.entries))


@every_drawing
def test_a_chart_is_text_without_scripts_styles_or_links_and_names_itself(
    key: str, language: str, shape: Shape
) -> None:
    procedure = PACK.procedures[key]
    drawn = chart.svg(procedure, language=language, shape=shape, bodies=names(language))
    root = etree.fromstring(drawn.encode())
    assert {element.tag.removeprefix(SVG) for element in root.iter() if isinstance(element.tag, str)} <= set(
        "svg title desc metadata rect path circle text g".split()
    )
    assert not re.search(r"style=|href|url\(|http(?!://www\.w3\.org/2000/svg)|on[a-z]+=", drawn)
    title, described = root[0], root[1]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert title.text == procedure.name[language]
    shown = "".join(text.text or "" for text in root.iter(f"{SVG}text")).replace(" ", "")
    for step in procedure.steps.values():
        assert step.name[language].replace(" ", "") in shown
        assert step.name[language] in (described.text or "")


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_chart_has_the_same_bytes(shape: Shape) -> None:
    drawn = {hashlib.sha256(chart.svg(ROAD, language="en", shape=shape).encode()).hexdigest() for _ in range(3)}
    assert len(drawn) == 1


def step_of(part: etree._Element) -> str | None:
    """The step that a part of the picture belongs to."""
    group = part.getparent()
    return None if group is None else group.get("data-step")


def test_the_current_step_is_lit_by_border_and_badge_and_done_steps_are_ticked() -> None:
    root = etree.fromstring(chart.svg(ROAD, language="zh-hans", current="review", done=("wish", "propose")).encode())
    lit = [group for group in root.iter(f"{SVG}g") if "chart-current" in group.get("class", "")]
    assert [group.get("data-step") for group in lit] == ["review"]
    assert lit[0][0].get("stroke-width") == "3.5"
    assert "现在" in [text.text for text in lit[0].iter(f"{SVG}text")]
    ticked = {step_of(path) for path in root.iter(f"{SVG}path") if path.get("class") == "chart-tick"}
    assert ticked == {"wish", "propose"}


@every_drawing
def test_the_badge_covers_no_words_and_no_arrow(key: str, language: str, shape: Shape) -> None:
    procedure = PACK.procedures[key]
    layout = lay_out(procedure, language=language, shape=shape, bodies=names(language))
    for step in procedure.steps:
        drawn = chart.svg(procedure, language=language, shape=shape, bodies=names(language), current=step)
        (badge,) = etree.fromstring(drawn.encode()).iterfind(f".//{SVG}rect[@class='chart-now']")
        x, y, w, h = (int(badge.get(name, "")) for name in ("x", "y", "width", "height"))
        stands = Pill(x, y, w, h, ())
        for line in (*layout.lines, *layout.entries):
            assert apart(stands, line.pill), (step, line)
            assert not enters(line, stands), (step, line)


def test_a_matter_that_ended_lights_its_end_and_an_unknown_place_is_refused() -> None:
    root = etree.fromstring(chart.svg(ROAD, language="en", current="rejected").encode())
    lit = [group for group in root.iter(f"{SVG}g") if "chart-current" in group.get("class", "")]
    assert [group.get("data-end") for group in lit] == ["rejected"]
    with pytest.raises(KeyError, match="nowhere"):
        chart.svg(ROAD, language="en", current="nowhere")


def test_a_step_of_supervision_has_a_second_border_and_an_eye() -> None:
    root = etree.fromstring(chart.svg(ROAD, language="en").encode())
    eyes = {step_of(path) for path in root.iter(f"{SVG}path") if path.get("class") == "chart-eye"}
    inner = {step_of(r) for r in root.iter(f"{SVG}rect") if r.get("class") == "chart-box-inner"}
    assert eyes == inner == {step.code for step in ROAD.steps.values() if step.oversight}


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_stand_out_at_four_and_a_half_to_one_and_lines_at_three_to_one() -> None:
    fills = (chart.PAPER, chart.DONE_FILL, chart.NOW_FILL, chart.WATCH_FILL)
    pairs = [(ink, fill) for ink in (chart.INK, chart.QUIET) for fill in fills]
    pairs += [(ink, fill) for fill, _, ink in chart.TONES.values()]
    pairs += [(colour, chart.PAPER) for colour in (chart.ROAD, chart.SIDE, chart.BACK, chart.NOW, chart.WATCH)]
    assert min(contrast(ink, fill) for ink, fill in pairs) >= 4.5
    assert min(contrast(c, chart.CANVAS) for c in (chart.ROAD, chart.SIDE, chart.BACK, chart.NOW, chart.WATCH)) >= 3


def test_every_outcome_and_every_role_has_a_name() -> None:
    assert set(OUTCOME_NAMES) == {outcome for outcomes in OUTCOMES.values() for outcome in outcomes}
    assert set(ROLE_NAMES) == set(ROLES)
    assert all(text.zh and text.en for text in (*OUTCOME_NAMES.values(), *ROLE_NAMES.values()))


def test_the_list_for_a_phone_tells_every_step_once_with_every_arrow() -> None:
    rows = textchart.steps(
        ROAD, language="zh-hans", current="confer", done=("wish", "propose"), bodies=names("zh-hans")
    )
    assert sorted(row.code for row in rows) == sorted(ROAD.steps)
    assert [row.number for row in rows if row.number] == list(range(1, 11))
    assert {row.code: row.state for row in rows if row.state != "future"} == {
        "wish": "past",
        "propose": "past",
        "confer": "current",
    }
    propose = next(row for row in rows if row.code == "propose")
    assert [(way.outcome, way.name) for way in propose.ways] == [
        ("同意", "村“两委”联席会议商议"),
        ("不同意、逾期", "村民或代表联名"),
        ("紧急排险", "先行排险"),
    ]
    assert [way.forward for way in propose.ways] == [True, False, False]


def test_the_chart_in_words_marks_where_the_matter_stands() -> None:
    told = textchart.text(ROAD, "en", current="resolve", done=("wish",))
    assert "✓ 1. Resident states a wish — Residents [start: A resident states a wish]\n" in told
    assert (
        "▶ 5. The deciding assembly resolves — The assembly with the power [now]\n    passed → Decision is posted\n"
        in told
    )
    assert "    rejected → Not passed by the meeting ■\n" in told


def test_a_side_road_is_told_under_the_last_step_that_leads_to_it() -> None:
    order = [spot.id for spot in outline(PACK.procedures["objection.v1"]) if not spot.end]
    assert order == ["lodge", "answer", "examine", "investigate"]


def test_lines_are_even_break_after_punctuation_and_keep_latin_words_whole() -> None:
    assert wrap("村“两委”联席会议商议", 16, 128) == ("村“两委”", "联席会议商议")
    assert wrap("逾期未答复，报乡镇督促", 16, 128) == ("逾期未答复，", "报乡镇督促")
    assert wrap("Petition of representatives", 16, 100) == ("Petition of", "representatives")
    assert wrap("", 16, 100) == ()
