"""How large a drawing hangs on the wall: the room that A3 leaves for it, upright or on its side."""

import re

# Width and height in millimetres inside `chart.typ`, under two lines of title and over two lines of proof.
UPRIGHT, ON_ITS_SIDE = (273, 358), (396, 236)
_POINT = 25.4 / 72
_SIZE = re.compile(r'<svg [^>]*\bwidth="(\d+)" height="(\d+)"')


def points(drawn: str) -> tuple[float, bool]:
    """The points of a unit of an SVG drawing on A3, and whether the sheet lies on its side for that."""
    found = _SIZE.search(drawn)
    if found is None:
        raise ValueError("The drawing does not say how large it is.")
    width, height = (int(side) for side in found.groups())
    upright, lying = (min(room[0] / width, room[1] / height) / _POINT for room in (UPRIGHT, ON_ITS_SIDE))
    return max(upright, lying), lying > upright
