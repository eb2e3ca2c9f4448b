"""The straight runs of all routes, joined where they may share a line, in an order that crosses least."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from yuanba.kernel.procedures.routes import Route, Wire, corners

LineKey = tuple[str, int]  # ("h", lattice row) or ("v", lattice column)
Place = tuple[int, int]  # a place along a line: lattice index, order on the lane that is met there


@dataclass(eq=False, slots=True)
class Run:
    """A straight run that one or more wires share. `turns`: the runs it meets, and where along it."""

    line: LineKey
    low: int
    high: int
    turns: list[tuple[int, "Run"]] = field(default_factory=list)
    stub: int = 0  # a way in: it begins beside the box, beyond (-1: above) every lane's tracks
    order: int = 0
    road: bool = False

    def span(self) -> tuple[Place, Place]:
        ends = [(at, run.order) for at, run in self.turns]
        low = min([end for end in ends if end[0] == self.low], default=(self.low, 999 if self.stub else -1))
        high = max([end for end in ends if end[0] == self.high], default=(self.high, 999))
        return low, high

    def turns_to(self, side: int) -> list[Place]:
        """Where runs leave this one toward higher coordinates (`side` 1) or lower ones (-1)."""
        here = self.line[1]
        return [(at, run.order) for at, run in self.turns if (run.high > here if side > 0 else run.low < here)]


class Tracks:
    """The runs of every wire, and their order on each line."""

    def __init__(self, wires: Sequence[Wire], routes: Mapping[str, Route], stubs: Mapping[str, Route]) -> None:
        self.runs: dict[str, list[Run]] = {}
        self.lines: dict[LineKey, list[Run]] = {}
        self.turned = {key: corners(route) for key, route in routes.items()}
        shared: dict[tuple[object, ...], Run] = {}
        for wire in wires:
            self._add(wire, shared)
        for key, route in stubs.items():
            (top, col), (row, _) = route
            run = Run(("v", col), top, row, stub=-1)
            self.runs[key] = [run]
            self.lines.setdefault(run.line, []).append(run)
        for line in sorted(self.lines):
            self._number(self.lines[line])
        for _ in range(4):
            for line in sorted(self.lines):
                self._arrange(line)

    def _add(self, wire: Wire, shared: dict[tuple[object, ...], Run]) -> None:
        """Split a route into runs, from its end to its start, as long as possible on the runs of its kin."""
        points = self.turned[wire.key]
        found: list[Run] = []
        tail: tuple[object, ...] = (wire.target, wire.manner)
        for start, end in zip(points[-2::-1], points[:0:-1], strict=True):
            level = start[0] == end[0]
            line = ("h", start[0]) if level else ("v", start[1])
            a, b = (start[1], end[1]) if level else (start[0], end[0])
            tail = (*tail, line, b, a < b)
            run = shared.get(tail)
            if run is None:
                run = shared[tail] = Run(line, min(a, b), max(a, b), road=wire.manner == "road")
                self.lines.setdefault(line, []).append(run)
            run.low, run.high = min(run.low, a, b), max(run.high, a, b)
            if found:
                self._join(run, found[-1])
            found.append(run)
        self.runs[wire.key] = found[::-1]

    @staticmethod
    def _join(run: Run, after: Run) -> None:
        """Note on both runs where they meet."""
        for one, other in ((run, after), (after, run)):
            if (meeting := (other.line[1], other)) not in one.turns:
                one.turns.append(meeting)

    @staticmethod
    def _number(runs: Sequence[Run]) -> None:
        for index, run in enumerate(runs):
            run.order = index

    def _arrange(self, line: LineKey) -> None:
        runs = self.lines[line]
        if len(runs) < 2:
            return
        price = {(id(a), id(b)): crossings(a, b) for a in runs for b in runs if a is not b}

        def total(order: Sequence[Run]) -> int:
            return sum(price[id(a), id(b)] for index, a in enumerate(order) for b in order[index + 1 :])

        best: list[Run]
        if len(runs) <= 6:
            best = min((list(order) for order in permutations(runs)), key=total)
        else:
            best = [*runs]
            for run in runs:
                rest = [other for other in best if other is not run]
                best = min(([*rest[:at], run, *rest[at:]] for at in range(len(rest) + 1)), key=total)
        self.lines[line] = best
        self._number(best)


def overlap(a: Run, b: Run) -> bool:
    """Whether two runs on one line need different tracks; two that touch a box from opposite sides do not."""
    if a.high == b.low or b.high == a.low:
        at = a.high if a.high == b.low else a.low
        return any(place == at for run in (a, b) for place, _ in run.turns)
    return a.low < b.high and b.low < a.high


def crossings(a: Run, b: Run) -> int:
    """How often two runs on one line cross when `a` lies before `b` (above it, or to its left)."""
    if not overlap(a, b):
        return 0
    (a_low, a_high), (b_low, b_high) = a.span(), b.span()
    over = sum(b_low < place < b_high for place in a.turns_to(1))
    return over + sum(a_low < place < a_high for place in b.turns_to(-1))
