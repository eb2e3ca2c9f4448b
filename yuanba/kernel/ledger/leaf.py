"""What a ledger leaf says, and how it is written down: pure, no Django.

A leaf is RFC 8785 canonical JSON with exactly these members (version 1):

    v            1
    kind         what was done, dotted and past, such as "matter.taken"
    unit         place code of 6, 9 or 12 digits, never finer
    seq          1, 2, 3 … within the unit, without gaps
    prev         hex leaf hash of the unit's entry before this one, "" for the first
    at           RFC 3339 in UTC, whole seconds (fractions are dropped)
    body         acting body as "<place code>/<kind of body>", or "" for residents' own acts; never a person
    documents    hex SHA-256 of public documents
    commitments  hex commitments to everything that is not public

A commitment is HMAC-SHA256 with a fresh 32-byte salt as key over `COMMITMENT_DOMAIN` and the payload. It hides the
payload as long as the salt is secret and cannot be opened once the salt is deleted.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import rfc8785

MAX_BYTES = 65_535  # a tlog-tiles bundle gives every entry a two-byte length
SALT_BYTES = 32
DIGEST_BYTES = 32
COMMITMENT_DOMAIN = b"yuanba/ledger/commitment/v1\n"

UNIT = re.compile(r"[0-9]{6}(?:[0-9]{3}(?:[0-9]{3})?)?", re.ASCII)
KIND = re.compile(r"(?=.{1,64}\Z)[a-z][a-z0-9_-]*(?:\.[a-z][a-z0-9_-]*)*", re.ASCII)
BODY = re.compile(r"(?:[0-9]{6}(?:[0-9]{3}(?:[0-9]{3})?)?/[a-z][a-z0-9_-]{0,63})?", re.ASCII)
AT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", re.ASCII)
HEX = re.compile(r"[0-9a-f]{64}", re.ASCII)
KEYS = frozenset({"v", "kind", "unit", "seq", "prev", "at", "body", "documents", "commitments"})


class LeafError(ValueError):
    """A leaf that may not enter the ledger, or bytes that are not a leaf."""


@dataclass(frozen=True, slots=True)
class Leaf:
    kind: str
    unit: str
    seq: int
    prev: bytes
    at: datetime
    body: str
    documents: tuple[bytes, ...]
    commitments: tuple[bytes, ...]


def commitment(*, salt: bytes, payload: bytes) -> bytes:
    """32 bytes binding `payload`, hiding it as long as the 32-byte `salt` stays secret."""
    if len(salt) != SALT_BYTES:
        raise LeafError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hmac.digest(salt, COMMITMENT_DOMAIN + payload, hashlib.sha256)


def check_unit(unit: str) -> None:
    if not UNIT.fullmatch(unit):
        raise LeafError(f"a unit is a place code of 6, 9 or 12 digits, not {unit!r}")


def encode(leaf: Leaf) -> bytes:
    """Canonical bytes of `leaf`; LeafError when it breaks the form or exceeds 65,535 bytes."""
    if leaf.at.tzinfo is None:
        raise LeafError("the time of a ledger entry must be aware")
    document: dict[str, Any] = {
        "v": 1,
        "kind": leaf.kind,
        "unit": leaf.unit,
        "seq": leaf.seq,
        "prev": leaf.prev.hex(),
        "at": leaf.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "body": leaf.body,
        "documents": [digest.hex() for digest in leaf.documents],
        "commitments": [value.hex() for value in leaf.commitments],
    }
    _check(document)
    data = rfc8785.dumps(document)
    if len(data) > MAX_BYTES:
        raise LeafError(f"a ledger entry has at most {MAX_BYTES} bytes, this one {len(data)}")
    return data


def decode(data: bytes) -> Leaf:
    """The leaf that `data` encodes; LeafError unless `data` is exactly its canonical form."""
    if len(data) > MAX_BYTES:
        raise LeafError(f"a ledger entry has at most {MAX_BYTES} bytes, this one {len(data)}")
    try:
        document = json.loads(data)
        canonical = rfc8785.dumps(document)
    except (ValueError, RecursionError) as error:
        raise LeafError(f"not canonical JSON: {error}") from error
    if canonical != data:
        raise LeafError("JSON that is not in RFC 8785 canonical form")
    _check(document)
    return Leaf(
        kind=document["kind"],
        unit=document["unit"],
        seq=document["seq"],
        prev=bytes.fromhex(document["prev"]),
        at=datetime.strptime(document["at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC),
        body=document["body"],
        documents=_digests(document["documents"]),
        commitments=_digests(document["commitments"]),
    )


def _digests(values: Sequence[str]) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(value) for value in values)


def _check(document: Any) -> None:
    if not isinstance(document, dict) or document.keys() != KEYS:
        raise LeafError(f"a leaf has exactly the members {', '.join(sorted(KEYS))}")
    if document["v"] != 1 or isinstance(document["v"], bool):
        raise LeafError("only version 1 of the leaf is known")
    for key, form in (("kind", KIND), ("unit", UNIT), ("at", AT), ("body", BODY)):
        if not isinstance(document[key], str) or not form.fullmatch(document[key]):
            raise LeafError(f"{key} {document[key]!r} has the wrong form")
    try:
        datetime.strptime(document["at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise LeafError(f"at {document['at']!r} is no date") from error
    if type(document["seq"]) is not int or document["seq"] < 1:
        raise LeafError(f"seq {document['seq']!r} is not a whole number from 1")
    if not isinstance(document["prev"], str) or bool(document["prev"]) != (document["seq"] > 1):
        raise LeafError("prev is empty for the first entry of a unit and for no other")
    for key in ("documents", "commitments"):
        if not isinstance(document[key], list) or not all(_is_digest(value) for value in document[key]):
            raise LeafError(f"{key} holds something that is not a SHA-256 in lower-case hex")
    if document["prev"] and not _is_digest(document["prev"]):
        raise LeafError("prev is not a SHA-256 in lower-case hex")


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and HEX.fullmatch(value) is not None
