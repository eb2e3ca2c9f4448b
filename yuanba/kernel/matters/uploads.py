"""Files that are handed in: kept once under their SHA-256, before the act that names them. A left-over harms nobody."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from yuanba.kernel.procedures.refusal import Refusal

LARGEST = 10 * 2**20
# Told by the first bytes, never by the name that somebody gave.
_MEDIA = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
)


def _media(content: bytes) -> str | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((media for start, media in _MEDIA if content.startswith(start)), None)


def path(sha256: str) -> Path:
    """Where the bytes with this digest lie."""
    return Path(settings.YUANBA_DATA) / "uploads" / sha256[:2] / sha256


def keep(content: bytes, name: str) -> dict[str, str | int]:
    """Store one file and describe it: `{"sha256", "name", "size", "media"}`. Refusals `file-too-large`, `file-kind`."""
    if len(content) > LARGEST:
        raise Refusal("file-too-large", megabytes=LARGEST // 2**20)
    media = _media(content)
    if media is None:
        raise Refusal("file-kind")
    digest = hashlib.sha256(content).hexdigest()
    place = path(digest)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as staged:
            staged.write(content)
            staged.flush()
            os.fsync(staged.fileno())
        Path(staged.name).replace(place)
    return {
        "sha256": digest,
        "name": Path(name.replace("\\", "/")).name[:120] or "file",
        "size": len(content),
        "media": media,
    }
