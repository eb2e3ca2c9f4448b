"""The deployed county pack, read once in a process."""

from functools import cache
from pathlib import Path

from django.conf import settings

from yuanba.kernel.procedures.pack import Pack, load


@cache
def pack() -> Pack:
    """The pack at `YUANBA_PACK`; RuntimeError naming the first file that cannot be read (`yuanba check` names all)."""
    found, faults = load(Path(settings.YUANBA_PACK))
    if faults:
        raise RuntimeError(f"{faults[0].file}: {faults[0].message}; run `yuanba check`")
    return found
