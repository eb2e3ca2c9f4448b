"""A small demonstration, built once in a run by the command itself; who changes it takes a copy."""

import shutil
from pathlib import Path

import pytest

from tests.ops.running import UNITS, yuanba


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of a demonstration with one village and one community; read only."""
    data = tmp_path_factory.mktemp("demo") / "data"
    done = yuanba("demo", "--no-serve", "--data", data, "--units", UNITS)
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def own_demo(demo: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return shutil.copytree(demo, tmp_path / "data")
