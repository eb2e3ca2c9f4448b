"""The press: a sheet in, bytes out. Typst sets the type; a person's words reach it as JSON data, never as markup."""

import io
import json
import re
import threading
from dataclasses import asdict
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import segno
import typst

from yuanba.web.paper.sheet import Sheet
from yuanba.web.paper.words import WORDS

TEMPLATES = Path(__file__).resolve().parent
FONTS = Path(__file__).resolve().parents[3] / "build" / "fonts"

# The fonts of `make setup` first, then those a Debian machine has; typst itself looks further for a rare character.
SERIF = ("Noto Serif SC", "Noto Serif CJK SC")
SANS = ("Noto Sans SC", "Noto Sans CJK SC")
REST = ("Noto Emoji", "Noto Color Emoji", "DejaVu Sans")
MONO = ("DejaVu Sans Mono",)

# PDF/A-2b is what an archive takes in; it forbids a character that no font of the machine can draw.
ARCHIVAL: Literal["a-2b"] = "a-2b"

# Controls have no glyph; the bidirectional ones could turn a neighbour's words around on a public notice.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef]|[\ud800-\udfff]")

# A typst compiler refuses to be entered twice, and two at once are no faster on two cores: one at a time.
_turn = threading.Lock()


@cache
def compiler() -> tuple[typst.Compiler, dict[str, list[str]]]:
    """The one compiler, with the families that this machine has for each use."""
    fonts = typst.Fonts(font_paths=[FONTS] if FONTS.is_dir() else [])
    present = set(fonts.families())
    wanted = {"serif": SERIF + REST, "sans": SANS + REST, "mono": MONO}
    families = {use: [name for name in names if name in present] for use, names in wanted.items()}
    return typst.Compiler(root=TEMPLATES, font_paths=fonts), families


def _plain(value: Any) -> Any:
    """The same data with every string free of controls and with one kind of line end."""
    if isinstance(value, str):
        return UNPRINTABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


@lru_cache(maxsize=512)
def _qr(url: str) -> str:
    """The address as an SVG, error level M: still readable with a crease or a drop of rain; 4 ms, hence remembered."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", border=0, light="#fff", xmldecl=False, nl=False)
    return out.getvalue().decode()


def inputs(sheet: Sheet, families: dict[str, list[str]]) -> dict[str, str]:
    """Typst's `sys.inputs`: one JSON document, read by the templates with `json(bytes(…))`."""
    data = _plain(asdict(sheet))
    data["qr"] = _qr(data["url"]) if data["url"] else ""
    return {"sheet": json.dumps({**data, "words": WORDS[sheet.language], "fonts": families}, ensure_ascii=False)}


def _compile(sheet: Sheet, **how: Any) -> Any:
    with _turn:
        typesetter, families = compiler()
        return typesetter.compile(input=TEMPLATES / f"{sheet.kind}.typ", sys_inputs=inputs(sheet, families), **how)


def pdf(sheet: Sheet, *, timestamp: datetime) -> bytes:
    """The sheet as PDF/A-2b, or as plain PDF when a character in it has no glyph in any font of this machine.

    `timestamp` is the aware time written into the file; the same sheet, time and fonts give the same bytes.
    Raises ValueError for a naive time.
    """
    if timestamp.tzinfo is None:
        raise ValueError("A printed sheet needs an aware time.")
    seconds = int(timestamp.timestamp())
    try:
        return bytes(_compile(sheet, format="pdf", timestamp=seconds, pdf_standards=ARCHIVAL))
    except typst.TypstError as error:
        if not error.message.startswith("PDF/A"):
            raise
    return bytes(_compile(sheet, format="pdf", timestamp=seconds))


def png(sheet: Sheet, *, ppi: int = 144) -> list[bytes]:
    """The sheet as pictures, one a page, at `ppi` pixels an inch."""
    pages = _compile(sheet, format="png", ppi=ppi)
    return list(pages) if isinstance(pages, list) else [bytes(pages)]
