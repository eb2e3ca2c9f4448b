"""The files of the repository, as git lists them, for the tests of the house."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def committed() -> list[Path]:
    """Paths relative to the root: committed files and new ones that git does not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return sorted({path for name in listed.split("\0") if name and (ROOT / (path := Path(name))).is_file()})


@cache
def parse(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


SOURCES = [ROOT / path for path in committed() if path.suffix == ".py"]
