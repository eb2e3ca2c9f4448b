"""How a test reads paper: the text of each page as a PDF reader finds it, and a picture's grey values."""

import io
import struct
import zlib
from typing import Any

from pypdf import PdfReader

from yuanba.web.paper import press
from yuanba.web.paper.sheet import Sheet


def squeezed(text: str) -> str:
    """The text without spaces and line ends, which typesetting moves."""
    return "".join(text.split())


def pages(printed: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages]


def sizes(printed: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole millimetres."""
    boxes = [page.mediabox for page in PdfReader(io.BytesIO(printed)).pages]
    return [(round(float(box.width) * 25.4 / 72), round(float(box.height) * 25.4 / 72)) for box in boxes]


def runs(printed: bytes) -> list[tuple[str, float, bool]]:
    """Each run of text of the first page with its size in points, and whether it stands aslant."""
    found: list[tuple[str, float, bool]] = []

    def visit(text: str, outer: list[float], inner: list[float], _font: Any, size: float) -> None:
        across = outer[0] * inner[0] + outer[2] * inner[1]
        up = outer[1] * inner[0] + outer[3] * inner[1]
        found.append((text, size * (across**2 + up**2) ** 0.5, abs(up) > 0.01))

    PdfReader(io.BytesIO(printed)).pages[0].extract_text(visitor_text=visit)
    return [run for run in found if run[0].strip()]


def warnings(sheet: Sheet) -> list[str]:
    """What typst complains of when it sets the sheet, such as a missing font or a layout that never settles."""
    typesetter, families = press.compiler()
    source = press.TEMPLATES / f"{sheet.kind}.typ"
    _, complaints = typesetter.compile_with_warnings(input=source, sys_inputs=press.inputs(sheet, families))
    return [str(complaint) for complaint in complaints]


def grey(png: bytes) -> memoryview:
    """An RGBA picture's red channel as rows of bytes: enough for black on white. Undoes PNG's five row filters."""
    at, packed, width, height = 8, b"", 0, 0
    while at < len(png):
        (size,), name = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        if name == b"IHDR":
            width, height = struct.unpack(">II", png[at + 8 : at + 16])
        if name == b"IDAT":
            packed += png[at + 8 : at + 8 + size]
        at += 12 + size
    raw, step = zlib.decompress(packed), 4 * width + 1
    above, out = bytearray(width), bytearray()
    for start in range(0, step * height, step):
        kind, row, left, corner = raw[start], bytearray(raw[start + 1 : start + step : 4]), 0, 0
        for x, value in enumerate(row):
            up = above[x]
            match kind:
                case 1:
                    value += left
                case 2:
                    value += up
                case 3:
                    value += (left + up) // 2
                case 4:
                    value += min((left, up, corner), key=lambda near: abs(left + up - corner - near))
            row[x] = left = value & 255
            corner = up
        above = row
        out += row
    return memoryview(bytes(out)).cast("B", shape=[height, width])
