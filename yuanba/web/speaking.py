"""The language of the page, asked for hundreds of times in one: looked up once a request and then told from memory."""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

CHINESE, ENGLISH = "zh-hans", "en"
_spoken: ContextVar[str] = ContextVar("spoken", default="")


def _active() -> str:
    return ENGLISH if (get_language() or "").startswith(ENGLISH) else CHINESE


def language() -> str:
    """ "zh-hans" or "en": the language of the page."""
    return _spoken.get() or _active()


class Speaking:
    """Middleware right after LocaleMiddleware: what that has settled holds to the end of the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _spoken.set(_active())
        try:
            return self.get_response(request)
        finally:
            _spoken.reset(token)
