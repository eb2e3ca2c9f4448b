"""Static files: gathered, hashed and compressed once, and again only when one of them has changed."""

import fcntl
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = "gathered.json"
LOCK = "gathering.lock"


def _sources() -> Iterator[tuple[str, int, int]]:
    for finder in get_finders():
        for path, storage in finder.list(None):
            stat = Path(storage.path(path)).stat()
            yield path, stat.st_size, stat.st_mtime_ns


def gather() -> Path:
    """The directory of gathered files, brought up to date."""
    root = Path(settings.STATIC_ROOT)
    Path(settings.STATICFILES_DIRS[0]).mkdir(parents=True, exist_ok=True)
    root.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("w") as lock:
        # Two servers of one tree may start at once.
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp, present = root / STAMP, json.dumps(sorted(_sources()))
        if not stamp.exists() or stamp.read_text(encoding="utf-8") != present:
            call_command("collectstatic", interactive=False, verbosity=0, stdout=StringIO())
            stamp.write_text(present, encoding="utf-8")
    return root
