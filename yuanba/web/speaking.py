"""The language of the page, asked for hundreds of times in one: looked up once a request and then told from memory."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import cache, lru_cache

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext, ngettext

CHINESE, ENGLISH = "zh-hans", "en"
_spoken: ContextVar[str] = ContextVar("spoken", default="")


def _active() -> str:
    return ENGLISH if (get_language() or "").startswith(ENGLISH) else CHINESE


def language() -> str:
    """ "zh-hans" or "en": the language of the page."""
    return _spoken.get() or _active()


@cache
def _worded(language: str, message: str) -> str:
    return gettext(message)


def word(message: str) -> str:
    """A word of a page in the reader's language; a long page asks for hundreds, so each is looked up once a process."""
    return _worded(language(), message)


@lru_cache(maxsize=4096)
def _counted(language: str, singular: str, plural: str, number: int) -> str:
    return ngettext(singular, plural, number)


def counted(singular: str, plural: str, number: int) -> str:
    """The same for words that go with a number."""
    return _counted(language(), singular, plural, number)


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
