"""The plan of a BPMN diagram: a lane for each body, time from left to right, a gateway after every choice."""

from collections.abc import Iterator
from dataclasses import dataclass

from yuanba.kernel.procedures.definitions import Procedure
from yuanba.kernel.procedures.drawing import LABEL, LABEL_LEAD, Point
from yuanba.kernel.procedures.grid import Cell, Plan, plan
from yuanba.kernel.procedures.measure import width, wrap
from yuanba.kernel.procedures.outcomes import OUTCOME_NAMES
from yuanba.kernel.procedures.outline import end_id, outline
from yuanba.kernel.procedures.routes import Wire

SIZES = {"task": (140, 80), "gateway": (50, 50), "start": (36, 36), "end": (36, 36)}
_EVENT_CELL = (96, 76)  # an event has its name below it, outside the circle
_LABEL_ROOM = 90


@dataclass(frozen=True, slots=True)
class Node:
    """One element of the process. `kind` is "start", "task", "gateway" or "end"; `code` is that of its step or end."""

    id: str
    kind: str
    code: str
    name: str
    lane: str  # the `by` of the step it belongs to


@dataclass(frozen=True, slots=True)
class Flow:
    """One arrow of the process; `condition` is (variable, value) where it leaves a gateway."""

    id: str
    source: str
    target: str
    name: str
    condition: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Process:
    """The elements of a procedure in BPMN's terms, in reading order, with the lanes in order of first appearance."""

    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    lanes: tuple[str, ...]


def safe(code: str) -> str:
    """A code as a part of an XML id: what an id may not hold is written as its number."""
    return "".join(char if char.isascii() and (char.isalnum() or char == "-") else f"_{ord(char):x}_" for char in code)


def process(procedure: Procedure, language: str) -> Process:
    """The elements of a procedure. One start event; where there are several ways in, a gateway after it asks which."""
    english = language.startswith("en")
    spots = outline(procedure)
    first = procedure.starts[0].step
    nodes: list[Node] = []
    flows: list[Flow] = []
    head = procedure.steps[first].by

    def flow(source: str, target: str, name: str = "", condition: tuple[str, str] | None = None) -> None:
        flows.append(Flow(f"flow_{source}_{condition[1] if condition else target}", source, target, name, condition))

    nodes.append(Node("start", "start", "", "Start" if english else "开始", head))
    if len(procedure.starts) > 1:
        nodes.append(Node("ways-in", "gateway", "", "", head))
        flow("start", "ways-in")
        for start in procedure.starts:
            flow("ways-in", f"step_{safe(start.step)}", start.name[language], ("start", start.step))
    else:
        flow("start", f"step_{safe(first)}")
    for spot in spots:
        if spot.end:
            step = procedure.steps[spot.parent]
            name = procedure.ends[spot.code].name[language]
            nodes.append(Node(f"end_{safe(spot.id)}", "end", spot.code, name, step.by))
            continue
        step = procedure.steps[spot.code]
        task, gateway = f"step_{safe(step.code)}", f"choice_{safe(step.code)}"
        nodes.append(Node(task, "task", step.code, step.name[language], step.by))
        if len(step.on) > 1:
            nodes.append(Node(gateway, "gateway", step.code, "", step.by))
            flow(task, gateway)
        for outcome, target in step.on.items():
            inside = target in procedure.steps
            goal = f"step_{safe(target)}" if inside else f"end_{safe(end_id(step.code, target))}"
            label = OUTCOME_NAMES[outcome][language]
            if len(step.on) > 1:
                flow(gateway, goal, label, ("outcome", outcome))
            else:
                flow(task, goal, label)
    return Process(tuple(nodes), tuple(flows), tuple(dict.fromkeys(node.lane for node in nodes)))


class Diagram:
    """Where the elements of a process stand. Units are those of BPMN diagrams (1/96 inch, as bpmn-js draws)."""

    def __init__(self, drawn: Process) -> None:
        self.process = drawn
        self.kind = {node.id: node.kind for node in drawn.nodes}
        self.lane_rows: dict[str, tuple[int, int]] = {}
        self.places = self._places()
        self.cells = {key: self._cell(key, row, col) for key, (row, col) in self.places.items()}
        self.label = {flow.id: wrap(flow.name, LABEL, _LABEL_ROOM) for flow in drawn.flows if flow.name}
        sizes = {
            key: (round(max(width(t, LABEL) for t in lines)) + 8, LABEL_LEAD * len(lines))
            for key, lines in self.label.items()
        }
        self.label_size = sizes
        wires = sorted(
            (self._wire(flow) for flow in drawn.flows), key=lambda wire: (wire.manner != "road", self._far(wire))
        )
        self.plan: Plan = plan(self.cells, wires, sizes, {})

    def _cell(self, key: str, row: int, col: int) -> Cell:
        kind = self.kind[key]
        alone = kind == "end" and sum(flow.target == key for flow in self.process.flows) == 1
        return Cell(row, col, *(SIZES[kind] if kind in ("task", "gateway") else _EVENT_CELL), floats=alone)

    def _far(self, wire: Wire) -> int:
        (r1, c1), (r2, c2) = self.places[wire.source], self.places[wire.target]
        return abs(r1 - r2) + abs(c1 - c2)

    def _places(self) -> dict[str, tuple[int, int]]:
        """Every step a column of its own, further right than those before; ends under their gateway."""
        local: dict[str, tuple[str, int, int]] = {}
        taken: set[tuple[str, int, int]] = set()
        column = -1
        for node in self.process.nodes:
            if node.kind == "end":
                continue
            column += 1
            local[node.id] = (node.lane, 0, column)
            taken.add((node.lane, 0, column))
        into = {flow.target: flow.source for flow in self.process.flows}
        for node in self.process.nodes:
            if node.kind == "end":
                lane, _, col = local[into[node.id]]
                cell = next(cell for cell in self._beside(lane, col) if cell not in taken)
                local[node.id] = cell
                taken.add(cell)
        top = 0
        for lane in self.process.lanes:
            deep = 1 + max(row for where, row, _ in local.values() if where == lane)
            self.lane_rows[lane] = (top, top + deep - 1)
            top += deep
        return {key: (self.lane_rows[lane][0] + row, col) for key, (lane, row, col) in local.items()}

    @staticmethod
    def _beside(lane: str, col: int) -> Iterator[tuple[str, int, int]]:
        yield lane, 0, col + 1
        for row in range(1, 99):
            yield lane, row, col
            yield lane, row, col + 1

    def _wire(self, flow: Flow) -> Wire:
        (r1, c1), (r2, c2) = self.places[flow.source], self.places[flow.target]
        if r1 == r2 and c2 == c1 + 1:
            return Wire(flow.id, flow.source, flow.target, "road", (9, 0, 9, 9), (9, 9, 9, 0))
        # A manner of its own keeps two outcomes that lead to one place on lines of their own, each with its condition.
        if c2 > c1:
            return Wire(flow.id, flow.source, flow.target, flow.id, (0.5, 0, 0, 5), (1, 5, 1, 0))
        return Wire(flow.id, flow.source, flow.target, flow.id, (0, 3, 0.5, 5), (0, 5, 0.5, 3))

    def points(self, flow: Flow) -> tuple[Point, ...]:
        """The waypoints of an arrow; at a gateway they begin on the slope of its diamond, on an event at its rim."""
        points = self.plan.traced[flow.id].points
        start = self._rim(flow.source, points[0], points[1])
        goal = self._rim(flow.target, points[-1], points[-2])[::-1]
        return (*start, *points[1:-1], *goal)

    def _rim(self, key: str, point: Point, toward: Point) -> tuple[Point, ...]:
        """Where a line that comes to the border of a cell meets the shape in it: one point, or two with a jog."""
        kind, (left, top), (wide, high) = self.kind[key], self.plan.corner[key], self.plan.size[key]
        if kind == "task":
            return (point,)
        middle = (left + wide // 2, top + high // 2)
        x, y = point[0] - middle[0], point[1] - middle[1]
        half = SIZES[kind][0] // 2
        upright = point[0] == toward[0]
        aside, out = (x, y) if upright else (y, x)
        sign = 1 if out > 0 else -1
        if abs(aside) >= half - 8:
            # Too far out to meet the shape: jog to its slope.
            slope = half // 2 if kind == "gateway" else round(half * 0.7)
            over = half - slope if kind == "gateway" else slope
            found: tuple[Point, ...] = ((slope if aside > 0 else -slope, sign * over), (aside, sign * over))
        else:
            reach = half - abs(aside) if kind == "gateway" else round((half**2 - aside**2) ** 0.5)
            found = ((aside, sign * reach),)
        return tuple((middle[0] + a, middle[1] + o) if upright else (middle[0] + o, middle[1] + a) for a, o in found)

    def corner(self, key: str) -> Point:
        """The top left corner of the shape of a node."""
        (left, top), (wide, high), (w, h) = self.plan.corner[key], self.plan.size[key], self.size(key)
        return left + (wide - w) // 2, top + (high - h) // 2

    def size(self, key: str) -> tuple[int, int]:
        """Width and height of the shape of a node; a task is as large as its arrows need."""
        return self.plan.size[key] if self.kind[key] == "task" else SIZES[self.kind[key]]

    def words(self, flow: Flow) -> Point:
        """The top left corner of the name of an arrow: above a level line, outside an upright one."""
        (x, y), (w, h) = self.plan.traced[flow.id].words, self.label_size[flow.id]
        start, then = self.plan.traced[flow.id].points[:2]
        if start[1] == then[1]:
            return x, y - h // 2 - 2
        middle = self.plan.corner[flow.source][0] + self.plan.size[flow.source][0] // 2
        return (x - w // 2 - 2 if start[0] < middle else x + w // 2 + 2), y

    def lane_span(self, lane: str) -> tuple[int, int]:
        """Top and bottom of a lane; its border runs close under the boxes above, where no arrow has its track."""
        rows = self.plan.rows
        first, last = self.lane_rows[lane]
        top = rows[first - 1][1] + 5 if first else 0
        return top, rows[last][1] + 5 if last + 1 < len(rows) else self.plan.height
