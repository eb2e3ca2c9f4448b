"""In which encoding a table came: UTF-8, or GB18030 as a Chinese spreadsheet saves it."""

import re

UTF8_BOM = b"\xef\xbb\xbf"
LINE_END = re.compile(rb"\r\n|\r|\n")
CHINESE = re.compile("[\u00b7\u3001-\u303f\u3400-\u9fff\uff00-\uffef]+")
ASCII = re.compile("[\x00-\x7f]+")


def encoding_of(raw: bytes, pieces: list[bytes]) -> str:
    """The encoding of a table; `pieces` are its lines, without the mark at its start."""
    return "utf-8" if raw.startswith(UTF8_BOM) or _is_utf8(pieces) else "gb18030"


def lines_in(raw: bytes) -> list[bytes]:
    """Its lines without their ends; neither encoding uses these bytes inside a character."""
    return LINE_END.split(raw.removeprefix(UTF8_BOM))


def decoded(piece: bytes, encoding: str) -> str | None:
    """The text of a line, or of many; None where it is not in this encoding, or holds a NUL."""
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
    read = [text for piece in other if (text := decoded(piece, "utf-8")) is not None]
    if len(read) == len(other):
        return True
    chinese = [text for text in read if CHINESE.fullmatch(ASCII.sub("", text))]
    return len(chinese) * 2 >= len(other)
