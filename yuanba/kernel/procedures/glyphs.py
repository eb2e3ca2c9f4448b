"""The few shapes a chart is drawn with: a line with round corners, an arrowhead, a tick, an eye, the mark of an end."""

from collections.abc import Sequence

from yuanba.kernel.procedures.drawing import Point

_RADIUS = 7


def _toward(start: Point, goal: Point, distance: float) -> tuple[float, float]:
    """The point `distance` from `start` on the straight way to `goal`."""
    dx, dy = goal[0] - start[0], goal[1] - start[1]
    length = abs(dx) + abs(dy)
    share = min(1.0, distance / length) if length else 0.0
    return start[0] + dx * share, start[1] + dy * share


def _at(point: tuple[float, float]) -> str:
    return f"{point[0]:g} {point[1]:g}"


def path(points: Sequence[Point], *, short: int = 0) -> str:
    """Path data through orthogonal points with rounded corners.

    It begins `short` of the last point, under the arrowhead, and is drawn toward the first: so the dashes of two lines
    that join on their way to one place fall on each other.
    """
    first = _toward(points[-1], points[-2], short)
    drawn = [f"M{_at(first)}"]
    there = points[::-1]
    for before, corner, after in zip(there, there[1:], there[2:], strict=False):
        legs = [abs(corner[0] - p[0]) + abs(corner[1] - p[1]) for p in (before, after)]
        radius = min(_RADIUS, *(leg / 2 for leg in legs))
        drawn.append(f"L{_at(_toward(corner, before, radius))}Q{_at(corner)} {_at(_toward(corner, after, radius))}")
    return "".join([*drawn, f"L{_at(there[-1])}"])


def head(points: Sequence[Point], size: int) -> str:
    """A filled arrowhead `size` long and as wide at the end of a line."""
    tip, before = points[-1], points[-2]
    back = _toward(tip, before, size)
    half = size / 2
    across = (0.0, half) if tip[1] == before[1] else (half, 0.0)
    one, other = ((back[0] + sign * across[0], back[1] + sign * across[1]) for sign in (1, -1))
    return f"M{_at(tip)}L{_at(one)}L{_at(other)}Z"


def tick(x: int, y: int, colour: str) -> str:
    """A tick about a point."""
    return (
        f'<path class="chart-tick" d="M{x - 5} {y}L{x - 1} {y + 4}L{x + 6} {y - 4}" fill="none" stroke="{colour}" '
        f'stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/>'
    )


def eye(x: int, y: int, colour: str) -> str:
    """An eye about a point: the mark of supervision."""
    return (
        f'<path class="chart-eye" d="M{x - 9} {y}Q{x} {y - 10} {x + 9} {y}Q{x} {y + 10} {x - 9} {y}Z" fill="none" '
        f'stroke="{colour}" stroke-width="1.5"/><circle class="chart-pupil" cx="{x}" cy="{y}" r="2.5" fill="{colour}"/>'
    )


def tone(tone: str, x: int, y: int, colour: str) -> str:
    """The mark of an end about a point: a tick for a good one, a cross for a bad one, a bar for a neutral one."""
    data = {
        "good": f"M{x - 5} {y}L{x - 1} {y + 4}L{x + 6} {y - 4}",
        "bad": f"M{x - 4} {y - 4}L{x + 4} {y + 4}M{x + 4} {y - 4}L{x - 4} {y + 4}",
    }.get(tone, f"M{x - 5} {y}L{x + 5} {y}")
    return (
        f'<path class="chart-tone" d="{data}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-linecap="round"/>'
    )
