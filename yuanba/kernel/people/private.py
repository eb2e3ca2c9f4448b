"""Personal numbers: AES-256-GCM under a rotating key, a blind index under another, each read logged.

A ciphertext is `key id (4 bytes) + nonce (12) + sealed bytes`; the associated data binds it to its row and column, so
that a number copied onto another person does not open.
"""

import hashlib
import hmac
import secrets
from datetime import datetime

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from yuanba.kernel.people.models import Person, Private, PrivateRead
from yuanba.kernel.procedures.refusal import Refusal

FIELDS = ("id_number", "phone")


def _key_id(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()[:4]


def _bound_to(person: int, field: str) -> bytes:
    return f"people_private|{person}|{field}".encode()


def _seal(person: int, field: str, value: str) -> bytes:
    name, key = next(iter(settings.YUANBA_FIELD_KEYS.items()))
    nonce = secrets.token_bytes(12)
    return _key_id(name) + nonce + AESGCM(key).encrypt(nonce, value.encode(), _bound_to(person, field))


def _open(person: int, field: str, sealed: bytes) -> str:
    keys = {_key_id(name): key for name, key in settings.YUANBA_FIELD_KEYS.items()}
    return AESGCM(keys[sealed[:4]]).decrypt(sealed[4:16], sealed[16:], _bound_to(person, field)).decode()


def blind(field: str, value: str) -> bytes:
    """The searchable digest of a value: equal values give equal digests, and nobody without the key can guess one."""
    return hmac.new(settings.YUANBA_INDEX_KEY, f"{field}|{value}".encode(), hashlib.sha256).digest()


def keep(*, person: Person, field: str, value: str) -> None:
    """Store or replace one personal number of a person."""
    if field not in FIELDS:
        raise ValueError(f"not a private field: {field}")
    Private.objects.update_or_create(
        person=person,
        field=field,
        defaults={"ciphertext": _seal(person.pk, field, value), "blind": blind(field, value)},
    )


def read(*, person: Person, field: str, reader: Person, why: str, at: datetime) -> str:
    """One personal number in clear, leaving a trace that the person can see. Refusal `private-absent`."""
    with transaction.atomic():
        row = Private.objects.filter(person=person, field=field).first()
        if row is None:
            raise Refusal("private-absent")
        PrivateRead.objects.create(person=person, field=field, reader=reader, why=why, at=at)
        return _open(person.pk, field, bytes(row.ciphertext))


def holders(field: str, value: str) -> list[Person]:
    """The persons who have this number; several people may share one phone."""
    return list(Person.objects.filter(privates__field=field, privates__blind=blind(field, value)).order_by("pk"))
