"""The wide chart: the main road winds from left to right and back again; side roads and ends hang below their forks.

It is drawn with more and with fewer steps in a row, and the drawing that a screen and a wall show best is kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, product
from math import ceil

from yuanba.kernel.procedures.definitions import Procedure
from yuanba.kernel.procedures.drawing import (
    BODY,
    BOLD,
    DOT,
    END_HEIGHT,
    END_LEAD,
    LABEL,
    Box,
    Layout,
    Line,
    Manner,
    Pill,
    Words,
    numbers,
    pill_size,
    way_in,
    words,
)
from yuanba.kernel.procedures.grid import Cell, plan
from yuanba.kernel.procedures.measure import width, wrap
from yuanba.kernel.procedures.outcomes import outcome_label
from yuanba.kernel.procedures.outline import Arrow, Spot, arrows, outline
from yuanba.kernel.procedures.routes import LEFT, RIGHT, Wire

_IN_A_ROW = (3, 4, 5)  # steps of the main road beside each other, at least and at most
_SCREEN = (1180, 900)  # what a desk shows in full size, and A3 in letters of 9 pt
_TURN, _CROSSING, _BEND = 0.25, 0.1, 0.01  # what a turn of the road costs, a crossing and a bend: a screen costs 1
_ROOM = 122  # for the words of a box
_LABEL_ROOM = 84  # for the words on an arrow
_ROOM_EN, _LABEL_ROOM_EN = 152, 108  # English says the same at more length
_PAD = 12
_NEVER = 40.0


def lay_out(procedure: Procedure, *, language: str, bodies: Mapping[str, str]) -> Layout:
    """The wide layout of a procedure; as wide as its boxes need."""
    spots = outline(procedure)
    length = sum(spot.main for spot in spots)
    bands = dict.fromkeys(ceil(length / columns) for columns in _IN_A_ROW)
    tried = [
        (_lay_out(procedure, spots, _Places(spots, columns, ends_first=first).cells, language, bodies), n)
        for n, first in product(bands, (False, True))
        for columns in [max(_IN_A_ROW[0], ceil(length / n))]
    ]
    return min(tried, key=lambda one: _price(*one))[0]


def _price(drawn: Layout, bands: int) -> float:
    """How badly a drawing reads: how far it must shrink, how often its lines cross, how often its road turns."""
    shrinks = max(0.85, drawn.width / _SCREEN[0], drawn.height / _SCREEN[1])
    bends = sum(len(line.points) - 2 for line in drawn.lines)
    return shrinks**2 + _TURN * bands + _CROSSING * crossings((*drawn.lines, *drawn.entries)) + _BEND * bends


def crossings(lines: Sequence[Line]) -> int:
    """How often lines cross that do not lead to one place in one manner."""
    legs = [((ln.target, ln.manner), min(leg), max(leg)) for ln in lines for leg in pairwise(ln.points)]
    level = [leg for leg in legs if leg[1][1] == leg[2][1]]
    upright = [leg for leg in legs if leg[1][0] == leg[2][0]]
    return sum(
        one != other and west[0] < north[0] < east[0] and north[1] < west[1] < south[1]
        for (one, west, east), (other, north, south) in product(level, upright)
    )


def _lay_out(
    procedure: Procedure,
    spots: tuple[Spot, ...],
    place: Mapping[str, tuple[int, int]],
    language: str,
    bodies: Mapping[str, str],
) -> Layout:
    spot = {item.id: item for item in spots}
    count = numbers(spots)
    room = _ROOM_EN if language.startswith("en") else _ROOM
    text = {item.id: words(procedure, item, language=language, bodies=bodies, room=room) for item in spots}
    sizes = {item.id: _size(item, text[item.id], room) for item in spots}
    tallest = {row: max(sizes[key][1] for key, at in place.items() if at[0] == row) for row, _ in place.values()}
    cells = {
        key: Cell(row, col, sizes[key][0], sizes[key][1] if spot[key].end else tallest[row], floats=spot[key].end)
        for key, (row, col) in place.items()
    }
    drawn = {f"{arrow.source}>{arrow.target}": arrow for arrow in arrows(procedure)}
    label_room = _LABEL_ROOM_EN if language.startswith("en") else _LABEL_ROOM
    labels = {key: wrap(outcome_label(arrow.outcomes, language), LABEL, label_room) for key, arrow in drawn.items()}
    ways = {f">{s.step}": wrap(way_in(procedure, s.step, language), LABEL * BOLD, room) for s in procedure.starts}
    order = sorted(drawn, key=lambda key: _urgency(drawn[key], spot, place))
    wires = [_wire(key, drawn[key], spot, place) for key in order]
    manners = {wire.key: wire.manner for wire in wires}
    pills = {key: pill_size(lines, bold=key in ways) for key, lines in {**labels, **ways}.items()}
    made = plan(cells, wires, pills, {key: key[1:] for key in ways})

    def line(key: str, source: str, target: str, outcomes: tuple[str, ...], manner: Manner) -> Line:
        (x, y), (w, h) = made.traced[key].words, pills[key]
        return Line(
            source, target, outcomes, manner, made.traced[key].points, Pill(x, y, w, h, {**labels, **ways}[key])
        )

    boxes = tuple(
        Box(
            s.id,
            s.code,
            s.end,
            *made.corner[s.id],
            *made.size[s.id],
            text[s.id].name,
            text[s.id].body,
            count.get(s.id),
            s.main,
            made.corner[s.id][1] + (made.size[s.id][1] - _text_height(s, text[s.id])) // 2,
        )
        for s in spots
    )
    lines = tuple(line(key, a.source, a.target, a.outcomes, _manner(manners[key])) for key, a in drawn.items())
    entries = tuple(line(key, "", key[1:], (), "road") for key in ways)
    return Layout(made.width, made.height, boxes, lines, entries)


def _manner(name: str) -> Manner:
    return "road" if name == "road" else "back" if name == "back" else "side"


def _text_height(spot: Spot, text: Words) -> int:
    return len(text.name) * END_LEAD if spot.end else max(text.height, DOT)


def _size(spot: Spot, text: Words, room: int) -> tuple[int, int]:
    if spot.end:
        wide = round(max(width(line, BODY + 1) for line in text.name))
        return 44 + wide, END_HEIGHT + (len(text.name) - 1) * END_LEAD
    return room + DOT + 8 + 2 * _PAD, 2 * _PAD + _text_height(spot, text)


def _road(arrow: Arrow, spot: Mapping[str, Spot]) -> bool:
    target = spot[arrow.target]
    return target.main and target.parent == arrow.source and not target.forks


def _urgency(arrow: Arrow, spot: Mapping[str, Spot], place: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    """The main road is laid first, then forks to their neighbours, then what goes far."""
    (r1, c1), (r2, c2) = place[arrow.source], place[arrow.target]
    told_under = spot[arrow.target].parent == arrow.source
    return (0 if _road(arrow, spot) else 1 if told_under else 2), abs(r1 - r2) + abs(c1 - c2)


def _wire(key: str, arrow: Arrow, spot: Mapping[str, Spot], place: Mapping[str, tuple[int, int]]) -> Wire:
    """How an arrow would like to leave and to enter: the road straight on, a fork downward, a way back overhead."""
    order = list(spot)
    if _road(arrow, spot):
        (r1, c1), (r2, c2) = place[arrow.source], place[arrow.target]
        ahead = (RIGHT if c2 > c1 else LEFT) if r1 == r2 else 2
        sides = [_NEVER] * 4
        sides[ahead] = 0
        entering = [_NEVER] * 4
        entering[(ahead + 2) % 4] = 0
        return Wire(key, arrow.source, arrow.target, "road", _four(sides), _four(entering))
    if order.index(arrow.target) <= order.index(arrow.source):
        return Wire(key, arrow.source, arrow.target, "back", (0, 3, 2, 3), (0, 3, 2, 3))
    return Wire(key, arrow.source, arrow.target, "side", (4, 1.5, 0, 1.5), (0.5, 1, 0.5, 1))


def _four(sides: list[float]) -> tuple[float, float, float, float]:
    up, right, down, left = sides
    return up, right, down, left


class _Places:
    """A cell (row, column) for every spot.

    Steps choose before ends, which are small and fit beside; with `ends_first` the ends of the main road's steps choose
    before the steps off it.
    """

    def __init__(self, spots: tuple[Spot, ...], columns: int, *, ends_first: bool) -> None:
        self.spots, self.columns = spots, columns
        main = [spot for spot in spots if spot.main]
        self.last = (len(main) - 1) // columns
        self.local: dict[str, tuple[int, int, int]] = {}  # band, row in the band, column
        self.ahead: dict[str, int] = {}  # 1 where the road leads to the right, -1 to the left
        self.taken: set[tuple[int, int, int]] = set()
        for index, spot in enumerate(main):
            band, step = divmod(index, columns)
            self._put(spot, (band, 0, columns - 1 - step if band % 2 else step), -1 if band % 2 else 1)
        for band in range(self.last):
            self.taken |= {(band, row, self._turn(band)) for row in range(1, len(spots) + 2)}
        for index, spot in sorted(enumerate(spots), key=lambda item: self._turn_to_choose(item[1], ends_first)):
            if spot.id not in self.local and not spot.parent:
                self._way_in(index)
            elif spot.id not in self.local:
                wished = next(cell for cell in self._wishes(spot) if cell not in self.taken)
                self._put(spot, wished, self.ahead[spot.parent])
        depth = [1 + max(row for b, row, _ in self.local.values() if b == band) for band in range(self.last + 1)]
        self.cells = {key: (sum(depth[:band]) + row, col) for key, (band, row, col) in self.local.items()}

    def _turn_to_choose(self, spot: Spot, ends_first: bool) -> int:
        """Sorts the spots; those that are alike keep their order."""
        return (0 if ends_first and spot.parent in self.local else 2) if spot.end else 1

    def _put(self, spot: Spot, cell: tuple[int, int, int], ahead: int) -> None:
        self.local[spot.id] = cell
        self.ahead[spot.id] = ahead
        self.taken.add(cell)

    def _turn(self, band: int) -> int:
        """The column where the main road goes down to the next band."""
        return 0 if band % 2 else self.columns - 1

    def _way_in(self, index: int) -> None:
        """A road with a way in of its own stands in one row, and ends below the step of the main road that it joins."""
        road = [self.spots[index]]
        for spot in self.spots[index + 1 :]:
            if spot.parent == road[-1].id and not spot.forks and not spot.end:
                road.append(spot)
        if len(road) > self.columns:
            del road[1:]  # too long for a row: its steps choose for themselves
        joined = next((later.id for later in self.spots[index:] if later.main), None)
        band, _, goal = self.local[joined] if joined else (self.last, 0, 0)
        if band < self.last and goal == self._turn(band):
            goal += 1 if band % 2 else -1
        span = len(road) - 1
        ahead = -1 if joined and goal < span <= self.columns - 1 - goal else 1
        start = max(0, goal - span) if ahead > 0 else goal + span
        for row in range(1, 2 * len(self.spots)):
            cells = [(band, row, start + ahead * step) for step in range(len(road))]
            if not self.taken & set(cells):
                break
        for spot, cell in zip(road, cells, strict=True):
            self._put(spot, cell, ahead)

    def _wishes(self, spot: Spot) -> Iterator[tuple[int, int, int]]:
        """Where a spot would like to stand: a fork below its step, a road's next step ahead."""
        band, row, col = self.local[spot.parent]
        ahead = self.ahead[spot.parent]
        if not spot.forks:
            yield from self._inside(band, row, col + ahead)
        if spot.end and row:
            for aside in (ahead, -ahead):
                yield from self._inside(band, row, col + aside)
        for down in range(1, len(self.spots) + 2):
            for aside in (0, ahead, -ahead):
                yield from self._inside(band, row + down, col + aside)

    def _inside(self, band: int, row: int, col: int) -> Iterator[tuple[int, int, int]]:
        if 0 <= col < self.columns:
            yield band, row, col
