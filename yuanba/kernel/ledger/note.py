"""Signed notes and checkpoints of C2SP (signed-note, tlog-checkpoint) with Ed25519: no Django, no database.

A note is text ending in a newline, an empty line, and lines "— <name> <base64 of key hash and signature>". A checkpoint
is a note whose text is origin, size and base64 root, one a line. The key's name is the ledger's origin.
"""

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

ALGORITHM = b"\x01"  # Ed25519 in the signed-note registry
MAX_BYTES = 64 * 1024


class NoteError(ValueError):
    """A note, key or checkpoint that cannot be read or is not signed as it should be."""


@dataclass(frozen=True)
class Key:
    """A signing key. It knows no name: the origin that it signs for is kept by the ledger."""

    private: Ed25519PrivateKey

    def vkey(self, name: str) -> str:
        """The verifier key `<name>+<hash8>+<base64(0x01 ‖ public key)>`."""
        public = self.private.public_key().public_bytes_raw()
        return f"{name}+{key_hash(name, public).hex()}+{_encode(ALGORITHM + public)}"

    def sign(self, name: str, text: str) -> str:
        """The note of `text` with one signature by `name`."""
        check_name(name)
        check_text(text)
        signature = key_hash(name, self.private.public_key().public_bytes_raw()) + self.private.sign(text.encode())
        return f"{text}\n— {name} {_encode(signature)}\n"


@dataclass(frozen=True)
class Verifier:
    name: str
    hash: bytes
    public: Ed25519PublicKey

    def open(self, note: str) -> str:
        """The text of `note`; NoteError unless this key signed it. Others, such as witnesses, may have signed too."""
        if len(note.encode()) > MAX_BYTES:
            raise NoteError("the note is too long")
        head, gap, signatures = note.rpartition("\n\n")
        text = head + "\n"
        if not gap or not signatures.endswith("\n"):
            raise NoteError("the note has no signatures")
        check_text(text)
        signed = False
        for line in signatures[:-1].split("\n"):
            dash, name, value = ([*line.split(" "), "", ""])[:3]
            raw = _decode(value)
            if dash != "—" or line.count(" ") != 2 or len(raw) < 5:
                raise NoteError("the note has a line among its signatures that is none")
            if (name, raw[:4]) != (self.name, self.hash):
                continue
            try:
                self.public.verify(raw[4:], text.encode())
            except InvalidSignature as error:
                raise NoteError(f"the signature of {name} does not fit the note") from error
            signed = True
        if not signed:
            raise NoteError(f"the note is not signed by {self.name}")
        return text


@dataclass(frozen=True)
class Head:
    """What a checkpoint says: the log's `origin`, its `size` in entries and its 32-byte `root`."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{_encode(self.root)}\n"


def generate(path: Path) -> Key:
    """A new key, kept at `path` as PKCS 8 PEM for its owner's eyes only; FileExistsError when a file is there."""
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    # Whole or not there: whoever looks for the key meanwhile must not find half of it.
    staged = path.with_name(f".{path.name}.{uuid4()}")
    with os.fdopen(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(staged, path)
    finally:
        staged.unlink()
    return Key(private)


def load(path: Path) -> Key:
    """The key kept at `path`; FileNotFoundError when there is none, NoteError when it holds something else."""
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise NoteError(f"{path} holds no signing key: {error}") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise NoteError(f"{path} holds a key that is not Ed25519")
    return Key(private)


def key_hash(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ALGORITHM + public).digest()[:4]


def parse_vkey(vkey: str) -> Verifier:
    """The verifier that a line `<name>+<hash8>+<base64>` describes."""
    parts = vkey.strip().split("+", 2)
    if len(parts) != 3:
        raise NoteError("a verifier key has three parts joined by +")
    name, shown, encoded = parts
    check_name(name)
    raw = _decode(encoded)
    if raw[:1] != ALGORITHM or len(raw) != 33:
        raise NoteError("the verifier key is not an Ed25519 key")
    if shown != key_hash(name, raw[1:]).hex():
        raise NoteError("the verifier key does not fit its own hash")
    return Verifier(name, key_hash(name, raw[1:]), Ed25519PublicKey.from_public_bytes(raw[1:]))


def parse_checkpoint(text: str) -> Head:
    """What the text of an opened checkpoint says; extension lines after the third are allowed."""
    lines = text.split("\n")
    if len(lines) < 4 or not lines[0] or not lines[1].isascii() or not lines[1].isdigit():
        raise NoteError("the checkpoint does not have an origin, a size and a root")
    root = _decode(lines[2])
    if (lines[1] != "0" and lines[1].startswith("0")) or len(lines[1]) > 19 or len(root) != 32:
        raise NoteError("the checkpoint has a size or a root of the wrong form")
    return Head(lines[0], int(lines[1]), root)


def check_name(name: str) -> None:
    if not name or "+" in name or any(c.isspace() or not c.isprintable() for c in name):
        raise NoteError(f"{name!r} cannot name a key: it is empty or holds a space or a plus sign")


def check_text(text: str) -> None:
    if not text.endswith("\n") or any(c < " " and c != "\n" for c in text):
        raise NoteError("the text of a note ends in a newline and holds no control characters")


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _decode(value: str) -> bytes:
    try:
        data = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteError("the note holds something that is not base64") from error
    if _encode(data) != value:
        raise NoteError("the note holds base64 that is not in its one proper form")
    return data
