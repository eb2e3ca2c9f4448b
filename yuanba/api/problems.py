"""Problems as RFC 9457 has them: type, status, one sentence for the person, the article where law is the reason."""

import json
import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja.errors import AuthenticationError, HttpError, ValidationError

from yuanba.api import refusals, shapes, words
from yuanba.api.freshness import NotModified
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal

MEDIA = "application/problem+json"
log = logging.getLogger(__name__)


def answer(
    request: HttpRequest,
    code: str,
    *,
    status: int,
    detail: str,
    law: str | None = None,
    errors: Mapping[str, str] | None = None,
    why: str | None = None,
) -> HttpResponse:
    """A problem as it goes out, in the language of the reader."""
    language = words.language(request)
    title = words.TITLES[status][language] if status in words.TITLES else HTTPStatus(status).phrase
    body = shapes.document(
        type=f"/problems/{code}",
        title=title,
        status=status,
        detail=detail,
        law=shapes.law(law) if law else None,
        errors=dict(errors) if errors else None,
        why=why,
    )
    response = HttpResponse(json.dumps(body, ensure_ascii=False), content_type=MEDIA, status=status)
    response["Content-Language"] = language
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


def own(request: HttpRequest, code: str, *, errors: Mapping[str, str] | None = None, **facts: Any) -> HttpResponse:
    """One of the API's own problems."""
    status, sentence = words.OWN[code]
    detail = sentence[words.language(request)].format(**facts)
    return answer(request, code, status=status, detail=detail, errors=errors)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal of the house, with a sentence for each blank where a form was not filled in."""
    language = words.language(request)
    blanks = refusal.errors if isinstance(refusal, Unfilled) else {}
    return answer(
        request,
        refusal.code,
        status=refusals.status(refusal),
        detail=refusal.sentence(language),
        law=refusal.law,
        errors={field: one.sentence(language) for field, one in blanks.items()},
        why=_why(request, refusal),
    )


_ACT = re.compile(r"[a-z][a-z0-9.-]*")


def _why(request: HttpRequest, refusal: Refusal) -> str:
    """The page that says why: of this act, or of the sentence alone where no act is known."""
    object, act = getattr(request, "yuanba_about", ("", ""))
    return f"/why/{object}/{act}/?said={refusal.code}" if _ACT.fullmatch(act) else f"/why/said/{refusal.code}/"


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    # A place begins with query or body; the body goes by the name of our parameter, which nobody outside knows.
    errors = {
        ".".join(str(part) for part in one["loc"][1:] if part != "wanted") or str(one["loc"][0]): str(one["msg"])
        for one in error.errors
    }
    return own(request, "invalid", errors=errors, count=len(errors))


_HTTP = {400: "unreadable", 401: "not-signed-in", 403: "csrf", 404: "not-found"}


def handle(request: HttpRequest, error: Any) -> HttpResponse:
    """Any exception of a view as an answer. One that nobody foresaw is logged with its traceback."""
    match error:
        case NotModified():
            return HttpResponse(status=304)
        case Refusal():
            return refused(request, error)
        case ValidationError():
            return _invalid(request, error)
        case Http404():
            return own(request, "not-found")
        case AuthenticationError():
            return own(request, "not-signed-in")
        case HttpError():
            return own(request, _HTTP[error.status_code])
        case RequestDataTooBig():
            return own(request, "too-large")
        case MultiPartParserError() | TooManyFieldsSent() | TooManyFilesSent():
            return own(request, "unreadable")
        case _:
            log.error("%s %s broke", request.method, request.path, exc_info=error)
            return own(request, "broken")


def missing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Every address under /api/ that is not one."""
    return own(request, "not-found")
