"""The merging and splitting of a whole demonstration, on a small one: nothing is lost, every old address answers."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

UNITS = "510722101201,510722101204,510722101002,510722101005"


def run(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("YUANBA_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", *words], capture_output=True, text=True, timeout=900, env={**clean, **environment}
    )


def test_every_unit_of_a_demonstration_is_merged_and_split_again(tmp_path: Path) -> None:
    data = tmp_path / "demo"
    built = run(
        "yuanba.cli", "demo", "--data", str(data), "--units", UNITS, "--matters", "8", "--no-serve", YUANBA_DEMO="1"
    )
    assert built.returncode == 0, built.stderr
    done = run("bench.redraw", "--data", str(data))
    assert done.returncode == 0, done.stdout + done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    assert [act["kind"] for act in told["acts"]] == ["merge", "merge", "split", "split"]
    assert told["conserved"]
    assert told["kept"]
    assert told["done"]
    assert told["sound"]
    assert told["by_clock"]["orders"] == 2
    assert told["by_clock"]["again"] == 0
    assert told["counts"][0]["running"] > 5
    assert all(counted["standing"] > 0 for counted in told["counts"]), "notices hang while villages are redrawn"
    assert max(act["preview"]["queries"] for act in told["acts"]) <= 20
    assert max(act["act"]["queries"] for act in told["acts"]) <= 60
