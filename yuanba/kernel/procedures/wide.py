"""The wide chart: the main road winds from left to right and back again; side roads and ends hang below their forks."""

from collections.abc import Iterator, Mapping
from math import ceil, sqrt

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

_FEWEST_IN_A_ROW = 4
_ROOM = 122  # for the words of a box
_ROOM_EN = 150  # English says the same at more length
_LABEL_ROOM = 84
_PAD = 12
_NEVER = 40.0


def lay_out(procedure: Procedure, *, language: str, bodies: Mapping[str, str]) -> Layout:
    """The wide layout of a procedure; as wide as its boxes need."""
    spots = outline(procedure)
    spot = {item.id: item for item in spots}
    place = _Places(spots).cells
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
    labels = {key: wrap(outcome_label(arrow.outcomes, language), LABEL, _LABEL_ROOM) for key, arrow in drawn.items()}
    ways = {
        f">{s.step}": wrap(way_in(procedure, s.step, language), LABEL * BOLD, _LABEL_ROOM + 10)
        for s in procedure.starts
    }
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
    """A cell (row, column) for every spot."""

    def __init__(self, spots: tuple[Spot, ...]) -> None:
        self.spots = spots
        main = [spot for spot in spots if spot.main]
        # About as wide for its height as an A3 sheet, but never fewer than four beside each other.
        bands = ceil(len(main) / max(_FEWEST_IN_A_ROW, round(sqrt(1.5 * len(main)))))
        self.columns = ceil(len(main) / bands)
        self.local: dict[str, tuple[int, int, int]] = {}  # band, row in the band, column
        self.taken: set[tuple[int, int, int]] = set()
        for index, spot in enumerate(main):
            band, step = divmod(index, self.columns)
            self._put(spot.id, (band, 0, self.columns - 1 - step if band % 2 else step))
        for band in range(bands - 1):
            turn = 0 if band % 2 else self.columns - 1
            self.taken |= {(band, row, turn) for row in range(1, len(spots) + 2)}
        # Steps choose first: an end is small, and fits beside.
        for index, spot in sorted(enumerate(spots), key=lambda item: (item[1].end, item[0])):
            if not spot.main:
                self._put(spot.id, next(cell for cell in self._wishes(spot, index) if cell not in self.taken))
        depth = [1 + max((row for b, row, _ in self.local.values() if b == band), default=0) for band in range(bands)]
        self.cells = {key: (sum(depth[:band]) + row, col) for key, (band, row, col) in self.local.items()}

    def _put(self, key: str, cell: tuple[int, int, int]) -> None:
        self.local[key] = cell
        self.taken.add(cell)

    def _wishes(self, spot: Spot, index: int) -> Iterator[tuple[int, int, int]]:
        """Where a spot off the main road would like to stand: a fork below its step, a road's next step ahead."""
        join = next((later.id for later in self.spots[index:] if later.main), self.spots[0].id)
        band, row, col = self.local[spot.parent or join]
        ahead = -1 if band % 2 else 1
        if not spot.forks and spot.parent:
            yield from self._inside(band, row, col + ahead)
        for down in range(1, len(self.spots) + 2):
            for aside in (0, ahead, -ahead):
                yield from self._inside(band, row + down, col + aside)

    def _inside(self, band: int, row: int, col: int) -> Iterator[tuple[int, int, int]]:
        if 0 <= col < self.columns:
            yield band, row, col
