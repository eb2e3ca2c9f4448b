"""The chart of relations as SVG: bodies in one column, each relation of a body as a bus beside it with its arrows.

At the left who leads, guides and supervises; at the right who elects and who sits in. Buses that do not meet share a
lane, so the drawing stays narrow enough for a phone. Nothing is told by colour alone: each relation has its own dashes.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from yuanba.kernel.procedures.chart import FONTS, INK, PAPER, QUIET
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.drawing import Shape
from yuanba.kernel.procedures.glyphs import head
from yuanba.kernel.procedures.measure import wrap
from yuanba.kernel.procedures.relations import RELATIONS, Edge, Node

# relation -> (colour, dashes); the left side draws the first three.
STROKES: Mapping[str, tuple[str, str]] = {
    "leads": ("#a33b2a", ""),
    "guides": ("#8a5a24", "7 3"),
    "supervises": ("#4b4a8f", "2 3"),
    "elects": ("#1d6f5c", ""),
    "sits-in": ("#4b5967", "7 3"),
}
LEFT = ("leads", "guides", "supervises")
VACANT = "#a4420b"
SLOT, PAD, GAP = 10, 9, 12
LEAD = 5  # between two lines of words
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Size:
    """Measures of one shape: width of the sheet, room of a lane, type of names and lines."""

    width: int
    lane: int
    name: int
    line: int
    most: int  # how wide a box grows
    pad: int  # above and below the words of a box
    gap: int  # between two boxes
    beside: float  # the share of a box that its name takes, with its lines beside it; 1 where they stand below


# Beside each other, names and lines take so few rows that a county's chart hangs on one sheet of A3.
SIZES: Mapping[Shape, Size] = {
    "tall": Size(360, 9, 14, 12, 320, PAD, GAP, 1),
    "wide": Size(1120, 14, 17, 16, 800, 4, 6, 0.42),
}


@dataclass(slots=True)
class _Box:
    node: Node
    name: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    x: int = 0
    y: int = 0
    w: int = 0
    h: int = 0
    slots: dict[str, list["_Bus"]] = field(default_factory=lambda: {"left": [], "right": []})

    def slot(self, side: str, bus: "_Bus") -> int:
        """The height at which a bus meets the box."""
        slots = self.slots[side]
        return self.y + (self.h - len(slots) * SLOT) // 2 + SLOT // 2 + slots.index(bus) * SLOT


@dataclass(eq=False, slots=True)
class _Bus:
    """One relation of one node with all at its other end."""

    relation: str
    hub: str
    ends: list[str]
    inward: bool  # the arrows point to the hub
    lane: int = 0

    @property
    def side(self) -> str:
        return "left" if self.relation in LEFT else "right"

    @property
    def stops(self) -> list[str]:
        return [self.hub, *self.ends]


def svg(nodes: Sequence[Node], edges: Sequence[Edge], *, language: str, shape: Shape, title: str) -> str:
    """The chart as SVG text; the same call always gives the same bytes."""
    size = SIZES[shape]
    buses = _buses(edges)
    order = {node.id: number for number, node in enumerate(nodes)}
    wide = {side: _lanes([bus for bus in buses if bus.side == side], order) * size.lane + PAD for side in _SIDES}
    room = min(size.width - wide["left"] - wide["right"], size.most)
    left = (size.width - room - wide["left"] - wide["right"]) // 2 + wide["left"]
    boxes = _boxes(nodes, buses, size, left, room)
    below = max((box.y + box.h for box in boxes.values()), default=0) + size.gap
    parts = [_bus(bus, boxes, size) for bus in buses] + [_box(box, size, language) for box in boxes.values()]
    height, legend = _legend(
        below, language, size, sorted({edge.relation for edge in edges}, key=list(RELATIONS).index)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.width} {height}" width="{size.width}" '
        f'height="{height}" class="relations" role="group" aria-label="{escape(title)}" font-family="{FONTS}">'
        f"{''.join(parts)}{legend}</svg>"
    )


_SIDES = ("left", "right")


def _buses(edges: Sequence[Edge]) -> list[_Bus]:
    """Arrows gathered at their sources; those of a meeting at the meeting, which many sit in."""
    gathered: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for edge in edges:
        if edge.relation == "sits-in":
            gathered[edge.relation, edge.target, True].append(edge.source)
        else:
            gathered[edge.relation, edge.source, False].append(edge.target)
    return [_Bus(relation, hub, ends, inward) for (relation, hub, inward), ends in gathered.items()]


def _lanes(buses: list[_Bus], order: Mapping[str, int]) -> int:
    """Give each bus the innermost lane in which it meets no other; returns how many lanes there are."""
    taken: list[list[tuple[int, int]]] = []

    def span(bus: _Bus) -> tuple[int, int]:
        rows = [order[stop] for stop in bus.stops]
        return min(rows), max(rows)

    for bus in sorted(buses, key=lambda bus: (span(bus)[1] - span(bus)[0], span(bus)[0], bus.relation)):
        low, high = span(bus)
        bus.lane = next(
            (n for n, rows in enumerate(taken) if all(high < first or last < low for first, last in rows)), len(taken)
        )
        if bus.lane == len(taken):
            taken.append([])
        taken[bus.lane].append((low, high))
    return len(taken)


def _boxes(nodes: Sequence[Node], buses: list[_Bus], size: Size, left: int, room: int) -> dict[str, _Box]:
    boxes: dict[str, _Box] = {}
    y = size.gap
    inner = room - 2 * PAD
    name_room = round(inner * size.beside)
    line_room = inner - name_room - PAD if size.beside < 1 else inner
    for node in nodes:
        lines = tuple(wrap(line, size.line, line_room) for line in _joined(node, size))
        box = _Box(node, wrap(node.title, size.name * 1.06, name_room), lines, left, y, room)
        for bus in sorted(buses, key=lambda bus: (bus.lane, bus.relation)):
            if node.id in bus.stops:
                box.slots[bus.side].append(bus)
        heights = [len(box.name) * (size.name + LEAD + 1), sum(map(len, lines)) * (size.line + LEAD)]
        words = max(heights) if size.beside < 1 else sum(heights)
        box.h = 2 * size.pad + max(words, *(len(slots) * SLOT for slots in box.slots.values()))
        boxes[node.id] = box
        y += box.h + size.gap
    return boxes


def _joined(node: Node, size: Size) -> tuple[str, ...]:
    """The lines of a node; beside a name the posts share one, and what is vacant keeps its own."""
    if size.beside == 1 or not node.lines:
        return node.lines
    posts, rest = (node.lines[:-1], node.lines[-1:]) if node.short else (node.lines, ())
    return (*((" · ".join(posts),) if posts else ()), *rest)


def _bus(bus: _Bus, boxes: Mapping[str, _Box], size: Size) -> str:
    colour, dashes = STROKES[bus.relation]
    sign = -1 if bus.side == "left" else 1
    heights = {stop: boxes[stop].slot(bus.side, bus) for stop in bus.stops}
    hub = boxes[bus.hub]
    edge = hub.x if bus.side == "left" else hub.x + hub.w
    lane = edge + sign * (bus.lane * size.lane + size.lane - 1)
    drawn = [f"M{lane} {min(heights.values())}V{max(heights.values())}"]
    drawn += [f"M{edge} {y}H{lane}" for y in heights.values()]
    tips = [heights[bus.hub]] if bus.inward else [heights[end] for end in bus.ends]
    arrows = "".join(head([(lane, y), (edge, y)], 7) for y in tips)
    roots = [heights[end] for end in bus.ends] if bus.inward else [heights[bus.hub]]
    dots = "".join(f'<circle cx="{edge}" cy="{y}" r="2.5" fill="{colour}"/>' for y in roots)
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<g class="relation-{bus.relation}" aria-hidden="true"><path d="{"".join(drawn)}" fill="none" '
        f'stroke="{colour}" stroke-width="1.5"{dash}/><path d="{arrows}" fill="{colour}"/>{dots}</g>'
    )


def _said(line: str, language: str) -> str:
    """A line of words; names in Chinese are marked as such on an English chart."""
    return _CHINESE.sub(r'<tspan lang="zh-Hans">\g<0></tspan>', escape(line)) if language == "en" else escape(line)


def _box(box: _Box, size: Size, language: str) -> str:
    border = VACANT if box.node.short else QUIET
    lines = [(line, box.node.short and row is box.lines[-1]) for row in box.lines for line in row]
    name_lead, lead = size.name + LEAD + 1, size.line + LEAD
    if size.beside < 1:
        x = box.x + PAD + round((box.w - 2 * PAD) * size.beside) + PAD
        y = box.y + (box.h - len(box.name) * name_lead) // 2 + size.name
        below = box.y + (box.h - len(lines) * lead) // 2 + size.line
    else:
        x, y = box.x + PAD, box.y + size.pad + size.name
        below = y + len(box.name) * name_lead + size.line - size.name
    said = [
        f'<text x="{box.x + PAD}" y="{y + n * name_lead}" font-size="{size.name}" font-weight="700">'
        f"{_said(line, language)}</text>"
        for n, line in enumerate(box.name)
    ]
    said += [
        f'<text x="{x}" y="{below + n * lead}" font-size="{size.line}" fill="{VACANT if vacant else QUIET}">'
        f"{_said(line, language)}</text>"
        for n, (line, vacant) in enumerate(lines)
    ]
    shape = (
        f'<rect x="{box.x}" y="{box.y}" width="{box.w}" height="{box.h}" rx="6" fill="{PAPER}" stroke="{border}" '
        f'stroke-width="1.5"/><g fill="{INK}">{"".join(said)}</g>'
    )
    return f'<a href="{escape(box.node.href)}">{shape}</a>' if box.node.href else f"<g>{shape}</g>"


def _legend(top: int, language: str, size: Size, relations: Sequence[str]) -> tuple[int, str]:
    """What each line means, under the boxes, and where the sheet ends."""
    columns, row = (2, 22) if size.beside == 1 else (5, 26)
    room = (size.width - 2 * PAD) // columns
    parts = []
    for number, relation in enumerate(relations):
        colour, dashes = STROKES[relation]
        x, y = PAD + number % columns * room, top + 16 + number // columns * row
        name: Text = RELATIONS[relation]
        dash = f' stroke-dasharray="{dashes}"' if dashes else ""
        parts.append(
            f'<path d="M{x} {y}H{x + 30}" stroke="{colour}" stroke-width="1.5" fill="none"{dash}/>'
            f'<path d="{head([(x, y), (x + 37, y)], 8)}" fill="{colour}"/>'
            f'<text x="{x + 44}" y="{y + 5}" font-size="{size.line}" fill="{INK}">{escape(name[language])}</text>'
        )
    return top + 20 + (len(relations) + columns - 1) // columns * row, f"<g>{''.join(parts)}</g>"
