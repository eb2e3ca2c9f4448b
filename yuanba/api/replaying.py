"""Writes that may be sent twice: the client's UUID finds the first answer, and the act is done once."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from yuanba import clock
from yuanba.api.models import Answer
from yuanba.api.shapes import Shown
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.turned_away import record
from yuanba.kernel.people.models import Account
from yuanba.kernel.procedures.refusal import Refusal


def once(request: HttpRequest, account: Account, key: UUID, asked: bytes, act: Callable[[], Shown]) -> HttpResponse:
    """Do `act` and keep its answer, in one transaction; a replay of `key` gets the kept answer and does nothing.

    `asked` is what tells one request from another. A refused act leaves no answer, so its key stays free.
    Refusal `key-reused` where the key was used for something else, by somebody else, or on the site.
    """
    print_ = hashlib.sha256(b"\n".join([f"{request.method} {request.path}".encode(), asked])).hexdigest()
    if kept := Answer.objects.filter(pk=key).first():
        return _again(kept, account, print_)
    try:
        with transaction.atomic():
            if Taking.objects.filter(key=key).exists():
                raise Refusal("key-reused")
            body = json.dumps(act(), cls=DjangoJSONEncoder, ensure_ascii=False)
            kept = Answer.objects.create(key=key, account=account, asked=print_, status=201, body=body, at=clock.now())
    except (IntegrityError, Refusal) as error:
        if isinstance(error, Refusal):
            record(error)  # what the act wrote of its own refusal went with this transaction
        # Two at once: the other one was first, and its answer is this one's too.
        kept = Answer.objects.filter(pk=key).first()
        if kept is None:
            raise
    return _again(kept, account, print_)


def _again(kept: Answer, account: Account, asked: str) -> HttpResponse:
    if (kept.account_id, kept.asked) != (account.pk, asked):
        raise Refusal("key-reused")
    response = HttpResponse(kept.body, status=kept.status, content_type="application/json; charset=utf-8")
    response["Location"] = json.loads(kept.body)["url"]
    return response


def forget(*, before: datetime) -> int:
    """Delete answers that were given before an instant; returns how many. Nobody replays what is months old."""
    return Answer.objects.filter(at__lt=before).delete()[0]
