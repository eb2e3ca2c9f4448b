"""The layout of a procedure's chart, in one of two shapes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from yuanba.kernel.procedures import tall, wide
from yuanba.kernel.procedures.definitions import Procedure
from yuanba.kernel.procedures.drawing import Layout, Shape

_SHAPES = {"tall": tall.lay_out, "wide": wide.lay_out}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a layout depends on; a deployed procedure is known by its digest."""

    sha256: str
    language: str
    shape: Shape
    bodies: tuple[tuple[str, str], ...]
    procedure: Procedure = field(compare=False)


def lay_out(procedure: Procedure, *, language: str, shape: Shape, bodies: Mapping[str, str] | None = None) -> Layout:
    """Boxes, lines and words of a chart in units of 1 CSS px; `bodies` are the names of bodies by code.

    The same procedure, language, shape and names always give the same layout; those of deployed procedures are kept.
    """
    held = tuple(sorted((code, name) for code, name in (bodies or {}).items() if code in _bodies(procedure)))
    asked = _Asked(procedure.sha256, language, shape, held, procedure)
    return (_kept if procedure.sha256 else _drawn)(asked)


def _bodies(procedure: Procedure) -> set[str]:
    return {step.by for step in procedure.steps.values()}


def _drawn(asked: _Asked) -> Layout:
    return _SHAPES[asked.shape](asked.procedure, language=asked.language, bodies=dict(asked.bodies))


_kept = lru_cache(maxsize=512)(_drawn)
