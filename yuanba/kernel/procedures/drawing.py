"""Where everything of a chart stands: boxes, lines and the words on them, in whole units (1 unit = 1 CSS px).

Two shapes: "wide" for a desk or a wall (the main road from left to right and back again, side roads below it), and
"tall" for a phone of 360 px (the main road from top to bottom, ways back at the left, ways ahead at the right).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from yuanba.kernel.procedures.definitions import Procedure
from yuanba.kernel.procedures.measure import width, wrap
from yuanba.kernel.procedures.outcomes import body_label
from yuanba.kernel.procedures.outline import Spot

Shape = Literal["wide", "tall"]
Manner = Literal["road", "side", "back"]
Point = tuple[int, int]

NAME, BODY, LABEL = 16, 13, 13  # sizes of type
BOLD = 1.06  # how much wider bold type runs
NAME_LEAD, BODY_LEAD, LABEL_LEAD, END_LEAD = 22, 18, 16, 18
DOT = 24  # diameter of the numbered mark in the corner of a box
END_HEIGHT = 34


@dataclass(frozen=True, slots=True)
class Pill:
    """Words on a line: an outcome, or the name of a way in."""

    x: int
    y: int
    w: int
    h: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A step or an end. `number` counts the steps of the main road from 1; None elsewhere."""

    id: str
    code: str
    end: bool
    x: int
    y: int
    w: int
    h: int
    name: tuple[str, ...]
    body: tuple[str, ...]
    number: int | None
    main: bool
    text: int  # the top of the words


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow: orthogonal, from the border of the source to the border of the target. A way in has no source."""

    source: str
    target: str
    outcomes: tuple[str, ...]
    manner: Manner
    points: tuple[Point, ...]
    pill: Pill


@dataclass(frozen=True, slots=True)
class Layout:
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    entries: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The broken text of a box and the room it takes."""

    name: tuple[str, ...]
    body: tuple[str, ...]

    @property
    def height(self) -> int:
        return len(self.name) * NAME_LEAD + len(self.body) * BODY_LEAD


def words(procedure: Procedure, spot: Spot, *, language: str, bodies: Mapping[str, str], room: int) -> Words:
    """The name of a spot and who holds it, broken to `room` units."""
    if spot.end:
        return Words(wrap(procedure.ends[spot.code].name[language], BODY + 1, room), ())
    step = procedure.steps[spot.code]
    held = wrap(body_label(step.by, language, bodies), BODY, room)
    return Words(wrap(step.name[language], NAME * BOLD, room), held)


def pill_size(lines: tuple[str, ...], *, bold: bool = False) -> tuple[int, int]:
    """Width and height of a pill around its lines."""
    return round(max(width(line, LABEL * (BOLD if bold else 1)) for line in lines)) + 14, len(lines) * LABEL_LEAD + 5


def way_in(procedure: Procedure, code: str, language: str) -> str:
    """What a way in is called on the chart; "start" where its name is that of its step; "" where there is none."""
    for start in procedure.starts:
        if start.step == code:
            same = start.name[language] == procedure.steps[code].name[language] or start == procedure.starts[0]
            return ("Start" if language.startswith("en") else "开始") if same else start.name[language]
    return ""


def numbers(spots: tuple[Spot, ...]) -> dict[str, int]:
    """The steps of the main road, counted from 1."""
    return {spot.id: index for index, spot in enumerate((s for s in spots if s.main and not s.end), 1)}
