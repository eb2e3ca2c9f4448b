"""Ways of arrows over a grid of boxes: along the lanes between rows and columns, with few bends and few crossings.

The lattice has a point for every cell (odd row, odd column) and for the lanes around it (an even row or column). A way
never passes the point of a box that is not its own, so no line can ever cross a box.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

Spot = tuple[int, int]  # a point of the lattice: row, column
UP, RIGHT, DOWN, LEFT = range(4)
_STEP = ((-1, 0), (0, 1), (1, 0), (0, -1))
_LENGTH = (1.0, 1.4, 1.0, 1.4)
_BEND, _SHARE, _CROSS, _CROSS_ROAD = 2.0, 1.2, 1.6, 6.0
_ON_ROAD, _BESIDE, _AGAINST = 7.0, 2.0, 1.0  # where the road passes; below a step, beside it; against another


@dataclass(frozen=True, slots=True)
class Wire:
    """An arrow to be led from one box to another. `exits` and `entries` price the sides (up, right, down, left)."""

    key: str
    source: str
    target: str
    manner: str
    exits: tuple[float, float, float, float]
    entries: tuple[float, float, float, float]  # priced by the side of the target, not by the direction of travel


Route = tuple[Spot, ...]


class Streets:
    """The lattice and what already runs on it."""

    def __init__(self, rows: int, cols: int, cells: Mapping[str, Spot]) -> None:
        self.high, self.wide = 2 * rows, 2 * cols
        self.at = {key: (2 * row + 1, 2 * col + 1) for key, (row, col) in cells.items()}
        self.taken = set(self.at.values())
        self.along: dict[tuple[Spot, Spot], Counter[tuple[str, str]]] = {}
        self.straight: dict[Spot, list[tuple[int, str, str]]] = {}
        self.doors: dict[tuple[str, int], list[tuple[str, bool]]] = {}

    def lead(self, wires: Iterable[Wire]) -> dict[str, Route]:
        """A route for each wire, laid one after the other: put the important ones first."""
        return {wire.key: self._lay(wire) for wire in wires}

    def _door(self, box: str, side: int, *, leaving: bool, wire: Wire) -> float:
        price = 0.0
        for manner, other_leaves in self.doors.get((box, side), ()):
            if manner == "road":
                price += _BESIDE if other_leaves and side == DOWN else _ON_ROAD
            if other_leaves != leaving:
                price += _AGAINST
            elif leaving:
                price += _SHARE
        return price + (wire.exits if leaving else wire.entries)[side]

    def _move(self, here: Spot, there: Spot, way: int, wire: Wire) -> float:
        """The price of one step of the lattice: its length, and company on the same lane."""
        edge = (min(here, there), max(here, there))
        kin = (wire.target, wire.manner)
        company = sum(count for key, count in self.along.get(edge, Counter()).items() if key != kin)
        return _LENGTH[way] + _SHARE * company

    def _through(self, here: Spot, way: int, wire: Wire) -> float:
        """The price of going straight on through a point: what it meets across. Who turns there can stay beside."""
        return sum(
            _CROSS_ROAD if manner == "road" else _CROSS
            for other, target, manner in self.straight.get(here, ())
            if other % 2 != way % 2 and (target, manner) != (wire.target, wire.manner)
        )

    def _on_road(self, here: Spot, there: Spot) -> bool:
        return any(manner == "road" for _, manner in self.along.get((min(here, there), max(here, there)), ()))

    def _lay(self, wire: Wire) -> Route:
        start, goal = self.at[wire.source], self.at[wire.target]
        heap: list[tuple[float, int, Spot, int]] = []
        came: dict[tuple[Spot, int], tuple[Spot, int] | None] = {}
        cost: dict[tuple[Spot, int], float] = {}
        order = 0

        def offer(price: float, there: Spot, way: int, origin: tuple[Spot, int] | None) -> None:
            nonlocal order
            if price < cost.get((there, way), float("inf")):
                cost[there, way], came[there, way] = price, origin
                order += 1
                heappush(heap, (price, order, there, way))

        for way in range(4):
            there = (start[0] + _STEP[way][0], start[1] + _STEP[way][1])
            price = self._door(wire.source, way, leaving=True, wire=wire) + self._move(start, there, way, wire)
            offer(price, there, way, None)
        while heap:
            price, _, here, way = heappop(heap)
            if here == goal:
                return self._record(wire, start, here, way, came)
            if price > cost[here, way]:
                continue
            for turn in (way, (way + 1) % 4, (way + 3) % 4):
                there = (here[0] + _STEP[turn][0], here[1] + _STEP[turn][1])
                if not (0 <= there[0] <= self.high and 0 <= there[1] <= self.wide):
                    continue
                if there in self.taken and there != goal:
                    continue
                more = price + self._move(here, there, turn, wire)
                more += _BEND if turn != way else self._through(here, way, wire)
                if there != goal and turn != way and self._on_road(here, there):
                    more += _CROSS_ROAD  # it would leave the road at the other side
                if there == goal:
                    more += self._door(wire.target, (turn + 2) % 4, leaving=False, wire=wire)
                offer(more, there, turn, (here, way))
        raise ValueError(f"no way from {wire.source} to {wire.target}")

    def _record(
        self, wire: Wire, start: Spot, end: Spot, way: int, came: Mapping[tuple[Spot, int], tuple[Spot, int] | None]
    ) -> Route:
        back: list[tuple[Spot, int]] = []
        state: tuple[Spot, int] | None = (end, way)
        while state:
            back.append(state)
            state = came[state]
        back.reverse()
        self.doors.setdefault((wire.source, back[0][1]), []).append((wire.manner, True))
        self.doors.setdefault((wire.target, (way + 2) % 4), []).append((wire.manner, False))
        here = start
        for index, (there, heading) in enumerate(back):
            edge = (min(here, there), max(here, there))
            self.along.setdefault(edge, Counter())[wire.target, wire.manner] += 1
            if index + 1 < len(back) and back[index + 1][1] == heading:
                self.straight.setdefault(there, []).append((heading, wire.target, wire.manner))
            here = there
        return (start, *(there for there, _ in back))


def corners(route: Sequence[Spot]) -> tuple[Spot, ...]:
    """A route without the points that lie on a straight run."""
    kept = [route[0]]
    for before, here, after in zip(route, route[1:], route[2:], strict=False):
        if (here[0] - before[0], here[1] - before[1]) != (after[0] - here[0], after[1] - here[1]):
            kept.append(here)
    return (*kept, route[-1])
