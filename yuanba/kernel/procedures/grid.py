"""From a grid of boxes and arrows to coordinates: how wide each lane must be, where corners and words stand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from yuanba.kernel.procedures.drawing import Point
from yuanba.kernel.procedures.routes import DOWN, LEFT, RIGHT, UP, Route, Streets, Wire
from yuanba.kernel.procedures.tracks import LineKey, Run, Tracks, overlap

_GAP = 14  # from track to track
_ARROW = 18  # room for an arrowhead between the last track and the box
_BARE = 10  # room beside a box where nothing enters
_AIR = 6  # between a box and the words on an arrow that leaves it
_EDGE = 12
_CORNER = 12  # from the corner of a box to the nearest arrow


@dataclass(frozen=True, slots=True)
class Cell:
    """A box in the grid, with its size in units. One that `floats` is moved inside its cell to face its only arrow."""

    row: int
    col: int
    w: int
    h: int
    floats: bool = False


@dataclass(frozen=True, slots=True)
class Traced:
    """An arrow in units: its corners, and the top left corner of its words."""

    points: tuple[Point, ...]
    words: Point


@dataclass(frozen=True, slots=True)
class Plan:
    """A grid in units: `corner` is the top left corner of each box, `rows` and `cols` are the borders of cells."""

    width: int
    height: int
    corner: Mapping[str, Point]
    size: Mapping[str, tuple[int, int]]
    traced: Mapping[str, Traced]
    rows: Sequence[tuple[int, int]]
    cols: Sequence[tuple[int, int]]


def plan(
    cells: Mapping[str, Cell], wires: Sequence[Wire], labels: Mapping[str, tuple[int, int]], stubs: Mapping[str, str]
) -> Plan:
    """Lay the wires in the order given. `labels` are the sizes of the words by key; `stubs` are ways in: key -> box.

    Lanes grow as the lines and words in them need, and a box with more arrows than fit on its side grows with them.
    """
    return _Grid(cells, wires, labels, stubs).plan()


def _side(route: Route) -> int:
    (r1, c1), (r2, c2) = route[0], route[1]
    return (DOWN if r2 > r1 else UP) if c1 == c2 else (RIGHT if c2 > c1 else LEFT)


class _Grid:
    def __init__(
        self,
        cells: Mapping[str, Cell],
        wires: Sequence[Wire],
        labels: Mapping[str, tuple[int, int]],
        stubs: Mapping[str, str],
    ) -> None:
        self.cells: Mapping[str, Cell] = cells
        self.wires, self.labels, self.stubs = wires, labels, stubs
        self.nrows = 1 + max(cell.row for cell in cells.values())
        self.ncols = 1 + max(cell.col for cell in cells.values())
        streets = Streets(self.nrows, self.ncols, {key: (cell.row, cell.col) for key, cell in cells.items()})
        self.routes = streets.lead(wires)
        self.stub_routes = {key: (self._point(box, -1), self._point(box, 0)) for key, box in stubs.items()}
        self.tracks = Tracks(wires, self.routes, self.stub_routes)
        self.exit = {wire.key: _side(self.routes[wire.key]) for wire in wires}
        self.entry = {wire.key: _side(self.routes[wire.key][::-1]) for wire in wires}
        self.at: dict[int, float] = {}  # a run's offset from its line's own zero
        self.room: dict[LineKey, tuple[float, float]] = {}  # on odd lines: how far the runs reach to either side

    def _point(self, box: str, up: int) -> tuple[int, int]:
        return 2 * self.cells[box].row + 1 + up, 2 * self.cells[box].col + 1

    def _girth(self, run: Run) -> float:
        """How much room the words on a run take across it: those of the arrows that leave a box along it."""
        across = [
            self.labels[key][0 if run.line[0] == "v" else 1]
            for key, runs in self.tracks.runs.items()
            if runs[0] is run and key in self.labels
        ]
        return max(across, default=4)

    def _reach(self, run: Run) -> float:
        """How much room a run takes with all that is centred on it: its words, or a box that floats to its end."""
        side = 0 if run.line[0] == "v" else 1
        floating = [
            (self.cells[wire.target].w, self.cells[wire.target].h)[side]
            for wire in self.wires
            if self.cells[wire.target].floats and self.tracks.runs[wire.key][-1] is run
        ]
        return max([self._girth(run), *floating])

    def _spread(self, line: LineKey) -> None:
        """Offsets of the runs on a line through boxes: about the middle, the road in the very middle."""
        runs = self.tracks.lines.get(line, [])
        done: set[int] = set()
        for run in runs:
            if id(run) in done:
                continue
            group, frontier = [run], [run]
            while frontier:
                here = frontier.pop()
                near = [other for other in runs if other not in group and overlap(here, other)]
                group += near
                frontier += near
            group.sort(key=lambda member: member.order)
            done |= {id(member) for member in group}
            self._offsets(group)
        reach = [(self.at[id(run)] - half, self.at[id(run)] + half) for run in runs for half in [self._reach(run) / 2]]
        self.room[line] = (min([a for a, _ in reach], default=0), max([b for _, b in reach], default=0))

    def _offsets(self, group: Sequence[Run]) -> None:
        """One after the other, each as near to those before it as their words allow."""
        at: list[float] = []
        for index, run in enumerate(group):
            after = [
                at[before] + max(_GAP, (self._girth(run) + self._girth(group[before])) / 2 + 6)
                for before in range(index)
                if overlap(run, group[before])
            ]
            at.append(max(after, default=0.0))
        roads = [offset for offset, run in zip(at, group, strict=True) if run.road]
        middle = roads[0] if roads else (min(at) + max(at)) / 2
        for offset, run in zip(at, group, strict=True):
            self.at[id(run)] = offset - middle

    def _lane(self, line: LineKey) -> tuple[float, float, float]:
        """The zones of a lane: room for words and arrowheads before the tracks, the tracks, room after them.

        Words need room only beside their own box: those of two boxes that do not face each other stand in one zone.
        """
        kind, index = line
        runs = self.tracks.lines.get(line, [])
        taken: list[int] = []
        for place, run in enumerate(runs):
            taken.append(1 + max((taken[i] for i in range(place) if overlap(run, runs[i])), default=-1))
            self.at[id(run)] = taken[-1] * _GAP
        first, last = (DOWN, UP) if kind == "h" else (RIGHT, LEFT)
        axis = 0 if kind == "h" else 1
        before, after = (Counter[int](), Counter[int]())  # by the lattice index of the box beside the lane
        for wire in self.wires:
            route = self.routes[wire.key]
            words = _AIR + self.labels.get(wire.key, (0, 0))[1 - axis] + _BARE
            for step, need, side in ((route[:2], words, self.exit), (route[:-3:-1], _ARROW, self.entry)):
                if step[1][axis] == index:
                    zone = before if side[wire.key] == first else after if side[wire.key] == last else Counter[int]()
                    zone[step[0][1 - axis]] = max(zone[step[0][1 - axis]], need)
        for key, route in self.stub_routes.items():
            if kind == "h" and route[0][0] == index:
                after[route[0][1]] = max(after[route[0][1]], _BARE + self.labels[key][1] + _ARROW)
        beside = {at for run in runs for at in range(run.low, run.high + 1)}
        low = max([_BARE, *(need for at, need in before.items() if at in beside)])
        high = max([_BARE, *(need for at, need in after.items() if at in beside)])
        size = max(taken, default=0) * _GAP
        whole = max([low + size + high, *(max(before[at], _BARE) + max(after[at], _BARE) for at in {*before, *after})])
        return low, size, whole - low - size

    def _axis(
        self, kind: str, count: int, sizes: Sequence[float]
    ) -> tuple[dict[int, float], list[tuple[int, int]], int]:
        """Coordinates along one axis: zero of every line by index, borders of the cells, the whole length."""
        zero: dict[int, float] = {}
        borders: list[tuple[int, int]] = []
        at = 0.0
        for index in range(2 * count + 1):
            if index % 2:
                # Room for the boxes about the middle, and to either side for the words and ends that reach farther.
                half, (low, high) = sizes[index // 2] / 2, self.room[kind, index]
                zero[index] = at + max(half, 4 - low)
                end = zero[index] + max(half, high + 4)
                borders.append((round(at), round(end)))
                at = end
                continue
            before, size, after = self._lane((kind, index))
            if index in (0, 2 * count):
                outer = not self.tracks.lines.get((kind, index)) and max(before, after) <= _BARE
                before, after = (0 if index == 0 else before, 0 if index else after)
                before, after = (_EDGE if index == 0 else before), (_EDGE if index else after)
                if outer:
                    before, after = _EDGE / 2, _EDGE / 2
            zero[index] = at + before
            at += before + size + after
        return zero, borders, round(at)

    def _grow(self) -> None:
        """Make boxes as large as the outermost arrow on each side asks for; one that floats has only one arrow."""
        cells = dict(self.cells)
        ends = [(wire.source, self.exit[wire.key], self.tracks.runs[wire.key][0]) for wire in self.wires]
        ends += [(wire.target, self.entry[wire.key], self.tracks.runs[wire.key][-1]) for wire in self.wires]
        ends += [(box, UP, self.tracks.runs[key][0]) for key, box in self.stubs.items()]
        for box, side, run in ends:
            cell, out = cells[box], round(abs(self.at[id(run)]))
            if not cell.floats and side in (UP, DOWN):
                cells[box] = replace(cell, w=max(cell.w, 2 * (out + _CORNER)))
            elif not cell.floats:
                # Words beside a box stay beside it: below its corner they could meet the words of an arrow downward.
                cells[box] = replace(cell, h=max(cell.h, 2 * (out + max(_CORNER, round(self._girth(run) / 2)))))
        self.cells = cells

    def plan(self) -> Plan:
        for count, kind in ((self.nrows, "h"), (self.ncols, "v")):
            for index in range(count):
                self._spread((kind, 2 * index + 1))
        self._grow()
        heights, widths = [0.0] * self.nrows, [0.0] * self.ncols
        for cell in self.cells.values():
            heights[cell.row] = max(heights[cell.row], cell.h)
            widths[cell.col] = max(widths[cell.col], cell.w)
        y, rows, height = self._axis("h", self.nrows, heights)
        x, cols, width = self._axis("v", self.ncols, widths)
        zero = {"h": y, "v": x}
        corner = {
            key: (round(x[2 * cell.col + 1] - cell.w / 2), round(y[2 * cell.row + 1] - cell.h / 2))
            for key, cell in self.cells.items()
        }
        for wire in self.wires:
            if self.cells[wire.target].floats:
                shift = round(self.at[id(last := self.tracks.runs[wire.key][-1])])
                left, top = corner[wire.target]
                corner[wire.target] = (left + shift, top) if last.line[0] == "v" else (left, top + shift)

        def place(run: Run) -> int:
            return round(zero[run.line[0]][run.line[1]] + self.at[id(run)])

        traced = {
            wire.key: self._trace(wire, [place(run) for run in self.tracks.runs[wire.key]], corner)
            for wire in self.wires
        }
        for key, box in self.stubs.items():
            across, (w, h) = place(self.tracks.runs[key][0]), self.labels[key]
            top = corner[box][1]
            traced[key] = Traced(((across, top - _ARROW), (across, top)), (across - w // 2, top - _ARROW - h))
        sizes_now = {key: (cell.w, cell.h) for key, cell in self.cells.items()}
        return Plan(width, height, corner, sizes_now, traced, rows, cols)

    def _trace(self, wire: Wire, at: Sequence[int], corner: Mapping[str, Point]) -> Traced:
        """The corners of one arrow: its runs meet in turn, and it begins and ends on the borders of its boxes."""
        level = [run.line[0] == "h" for run in self.tracks.runs[wire.key]]
        start = self._border(wire.source, self.exit[wire.key], at[0], corner)
        goal = self._border(wire.target, self.entry[wire.key], at[-1], corner)
        turns = [(at[i + 1], at[i]) if level[i] else (at[i], at[i + 1]) for i in range(len(at) - 1)]
        w, h = self.labels.get(wire.key, (0, 0))
        x, y = start
        words = {
            UP: (x - w // 2, y - _AIR - h),
            DOWN: (x - w // 2, y + _AIR),
            LEFT: (x - _AIR - w, y - h // 2),
            RIGHT: (x + _AIR, y - h // 2),
        }[self.exit[wire.key]]
        return Traced((start, *turns, goal), words)

    def _border(self, box: str, side: int, at: int, corner: Mapping[str, Point]) -> Point:
        (left, top), cell = corner[box], self.cells[box]
        return {UP: (at, top), DOWN: (at, top + cell.h), LEFT: (left, at), RIGHT: (left + cell.w, at)}[side]
