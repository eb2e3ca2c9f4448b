"""One process at a time serves, rebuilds or replaces a data directory."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yuanba.ops.saying import BadUse

LOCK = "in-use.lock"


@contextmanager
def holding(data: Path) -> Iterator[None]:
    """Hold a data directory alone; BadUse where another process does. The lock ends with the process, killed or not."""
    data.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(data / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BadUse(f"Another process is serving or rebuilding {data}; stop it first.") from None
        yield
    finally:
        os.close(descriptor)
