"""Every chart hangs on the wall: on one sheet of A3, turned so that it is largest, with no letter below 9 pt."""

from datetime import UTC, datetime

import pytest

from tests.kernel.procedures.test_chart import LANGUAGES, PACK, names
from tests.web.paper.reading import pages, runs, sizes, squeezed, warnings
from yuanba.kernel.procedures import chart
from yuanba.kernel.procedures.drawing import BODY, LABEL
from yuanba.web.paper import press
from yuanba.web.paper.sheet import Sheet
from yuanba.web.paper.wall import ON_ITS_SIDE, UPRIGHT, points

AT = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
LEAST = 9.0  # points
DRAWN = {
    (key, language): chart.svg(PACK.procedures[key], language=language, bodies=names(language))
    for key in sorted(PACK.procedures)
    for language in LANGUAGES
}


@pytest.mark.parametrize(("key", "language"), DRAWN)
def test_no_letter_of_a_chart_is_below_nine_points_on_a3(key: str, language: str) -> None:
    assert points(DRAWN[key, language])[0] * min(LABEL, BODY) >= LEAST


def sheet(key: str, language: str, lies: bool) -> Sheet:
    procedure = PACK.procedures[key]
    return Sheet(
        kind="chart",
        size="a3",
        landscape=lies,
        title=procedure.name[language],
        subtitle=procedure.summary[language],
        place="三台县",
        telephone="12345",
        law=tuple(f"《中华人民共和国村民委员会组织法》第{number}条" for number in range(20, 25)),
        url=f"https://yuanba.example/procedures/{procedure.code}/",
        chart=DRAWN[key, language],
        language="en" if language == "en" else "zh-hans",
        demo="演示：这里的一切都是虚构的",
    )


# The chart that shrinks most of those that lie on their side, and of those that stand.
TIGHTEST = [
    min((one for one in DRAWN if points(DRAWN[one])[1] == lies), key=lambda one: points(DRAWN[one])[0])
    for lies in (True, False)
]


@pytest.mark.parametrize(("key", "language"), TIGHTEST)
def test_the_tightest_charts_are_printed_on_one_sheet_in_letters_of_nine_points(key: str, language: str) -> None:
    lies = points(DRAWN[key, language])[1]
    printed = press.pdf(sheet(key, language, lies), timestamp=AT)
    assert sizes(printed) == [(420, 297) if lies else (297, 420)]
    said = squeezed(pages(printed)[0])
    assert [one for one in PACK.procedures[key].steps.values() if squeezed(one.name[language]) not in said] == []
    assert min(size for _, size, aslant in runs(printed) if not aslant) >= LEAST
    assert warnings(sheet(key, language, lies)) == []


def test_a_drawing_lies_on_its_side_where_it_is_larger_so() -> None:
    flat, high = ('<svg class="x" width="{}" height="{}">'.format(*room) for room in (ON_ITS_SIDE, UPRIGHT))
    assert points(flat) == (pytest.approx(72 / 25.4), True)
    assert points(high) == (pytest.approx(72 / 25.4), False)
    with pytest.raises(ValueError, match="how large"):
        points("<svg>")
