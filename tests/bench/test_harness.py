"""The whole benchmark in its smallest form: it seeds, serves, asks everything and finds the same number of queries."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_benchmark_measures_every_row_and_no_page_asks_more_often_with_more_matters() -> None:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("YUANBA_", "DJANGO_"))}
    run = subprocess.run(
        [sys.executable, "-m", "bench", "--quick", "--json"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    told = json.loads(run.stdout)
    assert told["absent"] == {}
    for key, row in told["rows"].items():
        small, large = row["queries"]
        assert small == large, f"{key} asks {small} times with few matters and {large} times with many"
        assert all(row["ms"]), key
    assert told["rows"]["unit"]["queries"][0] <= 12
    assert told["rows"]["unit-kept"]["queries"] == [1, 1]
    assert told["rows"]["unit-304"]["queries"] == [1, 1]
