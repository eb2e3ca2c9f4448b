"""The one clock. Only web, field, api and ops read it; the kernel is told the time.

A demonstration has a clock of its own that can be wound forward: every process reads the same small file in the data
directory, so that pages, the ticker and the commands agree.
"""

import json
import os
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path

from django.conf import settings

# What was read last, and of which file: two that are written in one tick of the machine have one time but two numbers.
_read: tuple[tuple[str, int, int], timedelta] = (("", 0, 0), timedelta())


def _file() -> Path:
    return Path(settings.YUANBA_DATA) / "clock.json"


def _ahead() -> timedelta:
    """How far the demonstration is ahead of the world; the file is read again only when it has changed."""
    global _read
    file = _file()
    try:
        found = file.stat()
    except FileNotFoundError:
        return timedelta()
    stamp, ahead = _read
    if stamp != (now := (str(file), found.st_mtime_ns, found.st_ino)):
        ahead = timedelta(seconds=json.loads(file.read_text())["ahead_seconds"])
        _read = (now, ahead)
    return ahead


def now() -> datetime:
    """The present, aware, in UTC, to the second."""
    present = datetime.now(UTC).replace(microsecond=0)
    return present + _ahead() if settings.YUANBA_DEMO else present


def wind(to: datetime) -> datetime:
    """Wind the demonstration's clock forward to an instant, never back. RuntimeError outside a demonstration."""
    if not settings.YUANBA_DEMO:
        raise RuntimeError("only a demonstration has a clock that can be wound")
    # Whole seconds, rounded up: who winds to a deadline must find it reached.
    present = datetime.now(UTC).replace(microsecond=0)
    ahead = max(timedelta(seconds=ceil((to - present).total_seconds())), _ahead())
    staged = _file().with_suffix(f".{os.getpid()}")
    staged.write_text(json.dumps({"ahead_seconds": ahead.total_seconds()}))
    staged.replace(_file())
    return now()
