"""Running `yuanba` as people do: a process of its own, with nothing of this run's environment."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.house.tree import ROOT

VILLAGE, COMMUNITY = "510722101201", "510722101002"
UNITS = f"{VILLAGE},{COMMUNITY}"


def environment(data: Path | None = None, **variables: str) -> dict[str, str]:
    """An environment without settings of ours, but for those named; with `data` it is that of a demonstration."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("YUANBA_", "DJANGO_", "LC_", "LANG"))
    }
    demo = {"YUANBA_DEMO": "1", "YUANBA_DATA": str(data)} if data else {}
    return {**kept, "LANG": "C.UTF-8", **demo, **variables}


def yuanba(*words: str | Path, data: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    """One command, to its end."""
    command = [sys.executable, "-m", "yuanba.cli", *map(str, words)]
    return subprocess.run(
        command, cwd=ROOT, env=environment(data, **variables), capture_output=True, text=True, check=False, timeout=900
    )


def answer(*words: str | Path, data: Path | None = None, code: int = 0, **variables: str) -> Any:
    """The JSON document of a command that must exit with `code` and print nothing else."""
    done = yuanba(*words, data=data, **variables)
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def ahead(data: Path, days: int = 0) -> str:
    """The demonstration's own day so many days from now: nothing is adopted or suspended on a day that is over."""
    today = date.fromisoformat(json.loads(yuanba("conflicts", "--json", data=data).stdout)["on"])
    return (today + timedelta(days=days)).isoformat()


def asked(code: str, *, data: Path, **variables: str) -> Any:
    """The JSON that a piece of Python prints in a demonstration; its pages name hashed files, as a server's do."""
    gathered = f"from yuanba.ops import static; static.gather()\n{code}"
    return answer("shell", "--no-imports", "-c", gathered, data=data, **variables)


def sentence(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The one sentence on stderr of a command that failed with `code`."""
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]
