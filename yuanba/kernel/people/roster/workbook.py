"""A workbook that somebody sent: measured before it is opened, opened in a child process with limits."""

import json
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from yuanba.kernel.procedures.refusal import Refusal

LARGEST = 5 * 2**20
UNPACKED = 60 * 2**20
RATIO = 120  # a sheet of text packs to a tenth; a bomb to a thousandth
PARTS = 400
PATIENCE = 40
_CHILD = Path(__file__).with_name("child.py")
_WORDS = {"columns": "sheet-columns", "rows": "sheet-rows", "empty": "sheet-empty", "memory": "sheet-bomb"}


@dataclass(frozen=True, slots=True)
class Workbook:
    """The cells of its first sheet that holds anything; a cell is text, number, truth or `{"day": …}`."""

    content: bytes
    sheet: str
    rows: list[list[Any]]


def measure(content: bytes) -> None:
    """Refuse what is no workbook, or unpacks to more than an honest one. Refusals `sheet-…`."""
    if len(content) > LARGEST:
        raise Refusal("sheet-large", megabytes=LARGEST // 2**20)
    if not content.startswith(b"PK"):
        raise Refusal("sheet-kind")
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, ValueError, RuntimeError):
        raise Refusal("sheet-unreadable") from None
    if not any(name.startswith("xl/") for name in names):
        raise Refusal("sheet-kind")
    total = sum(part.file_size for part in parts)
    steep = any(part.file_size > 2**20 and part.file_size > RATIO * max(1, part.compress_size) for part in parts)
    if len(parts) > PARTS or total > UNPACKED or steep:
        raise Refusal("sheet-bomb")


def read(content: bytes) -> Workbook:
    """The cells of a workbook, merged ones filled. Refusals `sheet-…`."""
    measure(content)
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.xlsx"
        book.write_bytes(content)
        found = _ask("read", book)
    if "error" in found:
        raise Refusal(_WORDS.get(found["error"], "sheet-unreadable"), most=found.get("most", 0))
    rows = found["rows"]
    for top, left, bottom, right in found["merged"]:
        if top < len(rows) and left < len(rows[top]):
            for row in rows[top : bottom + 1]:
                row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
    return Workbook(content, found["sheet"], rows)


def marked(workbook: Workbook, faults: list[tuple[int, int, str]]) -> bytes:
    """The sender's own file with these cells (row and column from 0) red and a comment in each."""
    with tempfile.TemporaryDirectory() as folder:
        book, out = Path(folder) / "book.xlsx", Path(folder) / "marked.xlsx"
        book.write_bytes(workbook.content)
        answer = _ask("mark", book, out, told={"sheet": workbook.sheet, "faults": faults})
        if "error" in answer or not out.exists():
            raise Refusal("sheet-unreadable")
        return out.read_bytes()


def _ask(what: str, *paths: Path, told: Any = None) -> dict[str, Any]:
    """What the child answers; a child that died of its limits has met a bomb."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_CHILD), what, *map(str, paths)],
            input=json.dumps(told).encode(),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"error": "memory"}
    if done.returncode != 0 or not done.stdout:
        return {"error": "memory"}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
