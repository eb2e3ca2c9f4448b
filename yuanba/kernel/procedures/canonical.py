"""Canonical bytes of a JSON value (RFC 8785): what is digested for the ledger, and stored where order matters."""

import hashlib
from typing import Any

import rfc8785


def encode(value: Any) -> bytes:
    """RFC 8785 bytes of a JSON-able value."""
    return rfc8785.dumps(value)


def digest(value: Any) -> bytes:
    """SHA-256 of the canonical bytes: how a public document is named in a ledger leaf."""
    return hashlib.sha256(encode(value)).digest()
