"""The keys of a demonstration, made once in its data directory. A real county brings its own through the environment.

`keys.json` carries the names and formats of the environment variables, so that one parser reads both.
"""

import base64
import json
import os
import secrets
from pathlib import Path

KEY_BYTES = 32  # AES-256 for fields, HMAC-SHA-256 for the blind index


def fresh_key() -> str:
    """A new random key of 32 bytes, base64."""
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")


def demo_keys(data: Path) -> dict[str, str]:
    """Read `data/keys.json`, making it first where there is none; readable by its owner only."""
    path = data / "keys.json"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        made = {
            "YUANBA_SECRET_KEY": secrets.token_urlsafe(50),
            "YUANBA_FIELD_KEYS": f"demo1:{fresh_key()}",
            "YUANBA_INDEX_KEY": fresh_key(),
        }
        draft = data / f"keys.json.{os.getpid()}.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
        # A hard link fails when another process was first, so two starts at once agree on one set of keys.
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    keys: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return keys


def parse_key(text: str) -> bytes:
    """Decode one base64 key; ValueError unless it holds exactly 32 bytes."""
    key = base64.b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes, this one has {len(key)}")
    return key


def parse_field_keys(text: str) -> dict[str, bytes]:
    """Read `id:base64,id:base64`, newest first; the order is kept, the first one encrypts, all of them decrypt."""
    keys: dict[str, bytes] = {}
    for number, item in enumerate(text.split(","), 1):
        key_id, _, value = item.strip().partition(":")
        # The message counts instead of quoting: with the colon forgotten, the id would be the key itself.
        if not value or not key_id.isalnum() or key_id in keys:
            raise ValueError(f"key number {number} is not written id:base64 with an id of its own")
        keys[key_id] = parse_key(value)
    return keys
