"""From the bytes of an uploaded table to its lines: size, encoding, line ends. Nothing here trusts the file."""

import re
from pathlib import Path

from yuanba.kernel.places.division_problems import FileProblem, problem

SIZE_LIMIT_MIB = 1  # the largest counties have some 1,500 units at about 70 bytes each
UTF8_BOM = b"\xef\xbb\xbf"
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .xls
LINE_END = re.compile(rb"\r\n|\r|\n")
CHINESE = re.compile("[\u00b7\u3001-\u303f\u3400-\u9fff\uff00-\uffef]+")
ASCII = re.compile("[\x00-\x7f]+")


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
    body = raw.removeprefix(UTF8_BOM)
    # Neither encoding uses these two bytes inside a character, so lines can be told apart before decoding.
    pieces = LINE_END.split(body)
    while pieces and not pieces[-1].strip(b" \t,"):
        pieces.pop()
    if not pieces:
        return [], [problem(0, "file-empty")]
    encoding = "utf-8" if len(body) < len(raw) or _is_utf8(pieces) else "gb18030"
    lines = [_decoded(piece, encoding) for piece in pieces]
    return lines, [problem(number, "encoding") for number, line in enumerate(lines, start=1) if line is None]


def _content(source: Path | str | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    with Path(source).open("rb") as file:
        return file.read(SIZE_LIMIT_MIB * 2**20 + 1)


def _decoded(piece: bytes, encoding: str) -> str | None:
    try:
        text = piece.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text


def _is_utf8(pieces: list[bytes]) -> bool:
    """Whether the text is UTF-8, perhaps damaged in places, rather than GB18030.

    GB18030 turns almost any bytes into rare characters, so a UTF-8 table with one broken line must not be read as it.
    A line of GB18030 practically never happens to be valid UTF-8 made of Chinese only; one such line in two decides.
    """
    other = [piece for piece in pieces if not piece.isascii()]
    decoded = [text for piece in other if (text := _decoded(piece, "utf-8")) is not None]
    if len(decoded) == len(other):
        return True
    chinese = [text for text in decoded if CHINESE.fullmatch(ASCII.sub("", text))]
    return len(chinese) * 2 >= len(other)
