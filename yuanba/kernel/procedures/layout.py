"""The layout of a procedure's chart, in one of two shapes."""

from collections.abc import Mapping

from yuanba.kernel.procedures import tall, wide
from yuanba.kernel.procedures.definitions import Procedure
from yuanba.kernel.procedures.drawing import Layout, Shape

_SHAPES = {"tall": tall.lay_out, "wide": wide.lay_out}


def lay_out(procedure: Procedure, *, language: str, shape: Shape, bodies: Mapping[str, str] | None = None) -> Layout:
    """Boxes, lines and words of a chart in units of 1 CSS px; `bodies` are the names of bodies by code.

    The same procedure, language, shape and names always give the same layout.
    """
    return _SHAPES[shape](procedure, language=language, bodies=bodies or {})
