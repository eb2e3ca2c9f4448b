"""From the bytes of an uploaded table to its lines: size, encoding, line ends. Nothing here trusts the file."""

from pathlib import Path

from yuanba.kernel.places.division_problems import FileProblem, problem
from yuanba.kernel.procedures.encoding import decoded, encoding_of, lines_in

SIZE_LIMIT_MIB = 1  # the largest counties have some 1,500 units at about 70 bytes each
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .xls


def lines_of(source: Path | str | bytes) -> tuple[list[str | None], list[FileProblem]]:
    """Lines without their ends, None where a line cannot be decoded, and the problems found on the way.

    Blank lines at the very end are dropped: spreadsheets leave them there. No lines means that all is said.
    """
    try:
        raw = _content(source)
    except (OSError, ValueError):  # ValueError: a path with a NUL
        return [], [problem(0, "file-unreadable")]
    if len(raw) > SIZE_LIMIT_MIB * 2**20:
        return [], [problem(0, "file-too-large", limit=SIZE_LIMIT_MIB)]
    if raw.startswith(SPREADSHEETS):
        return [], [problem(0, "file-not-text")]
    pieces = lines_in(raw)
    while pieces and not pieces[-1].strip(b" \t,"):
        pieces.pop()
    if not pieces:
        return [], [problem(0, "file-empty")]
    encoding = encoding_of(raw, pieces)
    lines = [decoded(piece, encoding) for piece in pieces]
    return lines, [problem(number, "encoding") for number, line in enumerate(lines, start=1) if line is None]


def _content(source: Path | str | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    with Path(source).open("rb") as file:
        return file.read(SIZE_LIMIT_MIB * 2**20 + 1)
