"""Tokens: a secret that stands for an account. It is shown once, when it is issued, and only its digest is kept."""

import hashlib
import secrets
from datetime import datetime

from django.db.models import Q

from yuanba.api.models import Token
from yuanba.kernel.people.models import Account

PREFIX = "yb_"  # so that a secret found in a log or a repository is known for what it is


def _digest(secret: str) -> str:
    # A secret of 256 random bits needs no slow hash: nobody can try them all.
    return hashlib.sha256(secret.encode()).hexdigest()


def issue(*, account: Account, name: str, at: datetime, until: datetime | None = None) -> str:
    """Make a token of an account and return its secret, which cannot be read again. Good in [at, until)."""
    secret = PREFIX + secrets.token_urlsafe(32)
    Token.objects.create(account=account, digest=_digest(secret), name=name, since=at, until=until)
    return secret


def revoke(*, token: Token, at: datetime) -> None:
    """End a token; one that has ended already stays as it was."""
    Token.objects.filter(Q(until__isnull=True) | Q(until__gt=at), pk=token.pk).update(until=at)


def find(secret: str, at: datetime) -> Account | None:
    """The active account that a secret stands for at an instant; one query."""
    row = (
        Token.objects.filter(digest=_digest(secret), account__is_active=True).select_related("account__person").first()
    )
    if row is None or row.since > at or (row.until is not None and row.until <= at):
        return None
    return row.account
