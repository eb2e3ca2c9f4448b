"""The tall chart: every step has a row of its own, so that a phone shows it in full size.

The main road runs down the left; a side road stands indented under its fork. Arrows that skip rows run in gutters:
back at the left, ahead at the right, one track for each place they lead to. They leave a box at a "door" that is
written inside it, so no word ever meets a line.
"""

from collections.abc import Mapping

from yuanba.kernel.procedures.definitions import Procedure
from yuanba.kernel.procedures.drawing import (
    BODY,
    BOLD,
    DOT,
    END_HEIGHT,
    END_LEAD,
    LABEL,
    NAME,
    Box,
    Layout,
    Line,
    Manner,
    Pill,
    Point,
    Words,
    numbers,
    pill_size,
    way_in,
    words,
)
from yuanba.kernel.procedures.measure import width, wrap
from yuanba.kernel.procedures.outcomes import outcome_label
from yuanba.kernel.procedures.outline import Arrow, Spot, arrows, outline

WIDTH = 360
_EDGE, _GAP, _TRACK = 8, 14, 10  # the margin, from a box to the first track of a gutter, from track to track
_TRUNK, _RAIL, _INDENT = 20, 38, 54  # from a box's left edge: its road, the rail to its forks, the forks themselves
_PAD = 11
_NARROWEST = 186  # a box that holds the longest label beside its door
_DOOR_GAP = 4
_WRAP = 118  # longest line of a label
_PORT = 22  # from a box's top: where an arrow enters from the side


def lay_out(procedure: Procedure, *, language: str, bodies: Mapping[str, str]) -> Layout:
    """The tall layout: `WIDTH` units wide, and wider only where forks in forks would leave no room for words."""
    return _Tall(procedure, language, bodies).layout()


class _Gutter:
    """One side's tracks: for each target one rail, which spans rows `low` to `high`."""

    def __init__(self, arrows: list[Arrow], row: Mapping[str, int]) -> None:
        spans: dict[str, tuple[int, int]] = {}
        for arrow in arrows:
            low, high = sorted((row[arrow.source], row[arrow.target]))
            before = spans.get(arrow.target, (low, high))
            spans[arrow.target] = (min(low, before[0]), max(high, before[1]))
        self.track: dict[str, int] = {}
        placed: list[list[tuple[int, int]]] = []
        for target, (low, high) in sorted(spans.items(), key=lambda item: (item[1][1] - item[1][0], item[1])):
            free = (n for n, taken in enumerate(placed) if all(high < a or b < low for a, b in taken))
            track = next(free, len(placed))
            if track == len(placed):
                placed.append([])
            placed[track].append((low, high))
            self.track[target] = track
        self.room = _EDGE + (_GAP + (len(placed) - 1) * _TRACK if placed else 0)


class _Tall:
    def __init__(self, procedure: Procedure, language: str, bodies: Mapping[str, str]) -> None:
        self.procedure, self.language, self.bodies = procedure, language, bodies
        self.spots = outline(procedure)
        self.spot = {spot.id: spot for spot in self.spots}
        self.row = {spot.id: index for index, spot in enumerate(self.spots)}
        self.arrows = arrows(procedure)
        self.downward = {arrow.target: arrow for arrow in self.arrows if self._descends(arrow)}
        rest = [arrow for arrow in self.arrows if self.downward.get(arrow.target) != arrow]
        self.back = [arrow for arrow in rest if self.row[arrow.target] <= self.row[arrow.source]]
        self.ahead = [arrow for arrow in rest if self.row[arrow.target] > self.row[arrow.source]]
        self.left, self.right = _Gutter(self.back, self.row), _Gutter(self.ahead, self.row)
        deepest = max(spot.depth for spot in self.spots) * _INDENT
        self.width = max(WIDTH, self.left.room + deepest + _NARROWEST + self.right.room)

    def _descends(self, arrow: Arrow) -> bool:
        """Whether an arrow is drawn between the rows: from a step down its road, or to a fork told under it."""
        return self.spot[arrow.target].parent == arrow.source

    def _x(self, spot: Spot, offset: int = 0) -> int:
        return self.left.room + spot.depth * _INDENT + offset

    def _label(self, arrow: Arrow, room: int = _WRAP) -> tuple[str, ...]:
        return wrap(outcome_label(arrow.outcomes, self.language), LABEL, min(room, _WRAP))

    def layout(self) -> Layout:
        boxes: dict[str, Box] = {}
        pills: dict[tuple[str, str], Pill] = {}
        entries: list[Line] = []
        count = numbers(self.spots)
        y = _EDGE
        for spot in self.spots:
            x, right = self._x(spot), self.width - self.right.room
            y = self._arrival(spot, y, right, pills, entries)
            mark = 0 if spot.end else DOT + 8
            room = right - x - 2 * _PAD - mark
            text = words(self.procedure, spot, language=self.language, bodies=self.bodies, room=room)
            h = (
                END_HEIGHT + (len(text.name) - 1) * END_LEAD
                if spot.end
                else self._height(spot, text, x, right, y, pills)
            )
            w = min(right - x, 40 + _longest(text)) if spot.end else right - x
            top = y + ((h - len(text.name) * END_LEAD) // 2 if spot.end else _PAD)
            boxes[spot.id] = Box(
                spot.id, spot.code, spot.end, x, y, w, h, text.name, text.body, count.get(spot.id), spot.main, top
            )
            entries = [_moved(entry, boxes[spot.id]) if entry.target == spot.id else entry for entry in entries]
            y += h
        lines = [self._line(arrow, boxes, pills[arrow.source, arrow.target]) for arrow in self.arrows]
        return Layout(self.width, y + _EDGE, tuple(boxes.values()), tuple(lines), tuple(entries))

    def _arrival(self, spot: Spot, y: int, right: int, pills: dict[tuple[str, str], Pill], entries: list[Line]) -> int:
        """The strip above a box: the outcome that leads here, and a way in at the right."""
        tallest = 0
        if arrow := self.downward.get(spot.id):
            lines = self._label(arrow)
            w, h = pill_size(lines)
            parent = self.spot[spot.parent]
            line_x = self._x(parent, _RAIL if spot.forks else _TRUNK)
            pills[arrow.source, arrow.target] = Pill(line_x - (10 if spot.forks else 14), y + 7, w, h, lines)
            tallest = h + 7
        if not spot.end and (name := way_in(self.procedure, spot.code, self.language)):
            lines = wrap(name, LABEL, _WRAP)
            w, h = pill_size(lines, bold=True)
            first = not tallest
            left = self._x(spot, _TRUNK) - 14 if first else right - w - 12
            line_x = self._x(spot, _TRUNK) if first else left + 18
            top = y + (0 if first and y == _EDGE else 7)
            if arrow and pills[arrow.source, arrow.target].x + pills[arrow.source, arrow.target].w + 6 > left:
                top = y + tallest + 6
            entries.append(
                Line("", spot.id, (), "road", ((line_x, top + h), (line_x, 0)), Pill(left, top, w, h, lines))
            )
            tallest = max(tallest, top - y + h)
        return y + tallest + (14 if tallest else 12)

    def _height(self, spot: Spot, text: Words, x: int, right: int, y: int, pills: dict[tuple[str, str], Pill]) -> int:
        """The height of a step's box; its doors are set at the bottom, at the left and at the right."""
        inner = _PAD + max(text.height, DOT) + 4
        lefts, rights = (
            [(arrow, self._label(arrow)) for arrow in arrows_ if arrow.source == spot.id]
            for arrows_ in (self.back, self.ahead)
        )
        widest = [max((pill_size(lines)[0] for _, lines in doors), default=0) for doors in (lefts, rights)]
        beside = sum(widest) + 24 <= right - x
        start = bottom = y + inner + 3
        last = width((*text.name, *text.body)[-1], BODY if text.body else NAME * BOLD)
        if rights and not lefts and last + DOT + 2 * _PAD + widest[1] + 16 <= right - x:
            start = bottom = y + inner - 4 - 17  # beside the last line of words
        for doors, at_left in ((lefts, True), (rights, False)):
            door_y = start if at_left or beside else bottom
            for arrow, lines in doors:
                w, h = pill_size(lines)
                pills[arrow.source, arrow.target] = Pill(x + 8 if at_left else right - 8 - w, door_y, w, h, lines)
                door_y += h + _DOOR_GAP
            bottom = max(bottom, door_y)
        return max(inner + _PAD - 4, bottom - y + 3)

    def _line(self, arrow: Arrow, boxes: Mapping[str, Box], pill: Pill) -> Line:
        source, target = boxes[arrow.source], boxes[arrow.target]
        spot = self.spot[arrow.target]
        points: tuple[Point, ...]
        manner: Manner
        if self.downward.get(arrow.target) == arrow and not spot.forks:
            x = source.x + _TRUNK
            points, manner = ((x, source.y + source.h), (x, target.y)), "road" if spot.main else "side"
        elif self.downward.get(arrow.target) == arrow:
            x = source.x + _RAIL
            y = target.y + (target.h // 2 if target.end else _PORT)
            points, manner = ((x, source.y + source.h), (x, y), (target.x, y)), "side"
        elif arrow in self.back:
            rail = self.left.room - (_GAP + self.left.track[arrow.target] * _TRACK)
            out, into = pill.y + pill.h // 2, target.y + _PORT + 12
            points, manner = ((source.x, out), (rail, out), (rail, into), (target.x, into)), "back"
        else:
            rail = self.width - self.right.room + _GAP + self.right.track[arrow.target] * _TRACK
            out, into = pill.y + pill.h // 2, target.y + _PORT
            right = source.x + source.w
            points, manner = ((right, out), (rail, out), (rail, into), (target.x + target.w, into)), "side"
        return Line(arrow.source, arrow.target, arrow.outcomes, manner, points, pill)


def _longest(text: Words) -> int:
    return round(max(width(line, BODY + 1) for line in text.name))


def _moved(entry: Line, box: Box) -> Line:
    """A way in with its arrow drawn down to the box."""
    (x, top), _ = entry.points
    return Line(entry.source, entry.target, entry.outcomes, entry.manner, ((x, top), (x, box.y)), entry.pill)
