"""Scans for the demonstration: a ruled sheet with a round seal, drawn without any library, another for every title."""

import hashlib
import struct
import zlib
from math import isqrt

from yuanba.kernel.matters.uploads import keep

WIDTH, HEIGHT, MARGIN, RULE = 420, 594, 48, 30
PAPER, INK, SEAL = 0, 1, 2
PALETTE = bytes((250, 247, 238, 120, 126, 132, 184, 52, 42))
CENTRE, RADIUS, RIM = (318, 500), 46, 4


def scan(title: str) -> dict[str, str | int]:
    """Keep the scan of a paper with this title and describe it as `uploads.keep` does."""
    return keep(_png(hashlib.sha256(title.encode()).digest()), f"{title}.png")


def _png(lengths: bytes) -> bytes:
    rows = b"".join(b"\0" + _row(y, lengths) for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", PALETTE), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )


def _row(y: int, lengths: bytes) -> bytes:
    row = bytearray(WIDTH)
    line, offset = divmod(y - MARGIN, RULE)
    if 0 <= line < 13 and offset < 3:
        # Lines of unequal length stand for writing; no two papers are alike.
        end = WIDTH - MARGIN - lengths[line] % 150
        row[MARGIN:end] = bytes([INK]) * (end - MARGIN)
    up = abs(y - CENTRE[1])
    if up <= RADIUS:
        outer = isqrt(RADIUS**2 - up**2)
        inner = isqrt((RADIUS - RIM) ** 2 - up**2) if up <= RADIUS - RIM else 0
        for left, right in ((-outer, -inner), (inner, outer)):
            row[CENTRE[0] + left : CENTRE[0] + right] = bytes([SEAL]) * (right - left)
    return bytes(row)
