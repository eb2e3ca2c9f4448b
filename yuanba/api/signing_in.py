"""Who writes: an account by its token, or by the session of a browser with its CSRF token."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from yuanba import clock
from yuanba.api import tokens
from yuanba.kernel.people.actors import Actor, tenures
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Account


class TokenAuth(HttpBearer):
    """`Authorization: Bearer yb_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Account | None:
        return tokens.find(token, clock.now())


class SessionAuth(APIKeyCookie):
    """The session of somebody who signed in on the site; needs the `X-CSRFToken` header."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Any:
        return self.authenticate(request, request.COOKIES.get(self.param_name))

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        # Asked in this order, so that a stranger hears that she must sign in, not that her form is stale.
        if not key or not request.user.is_authenticated:
            return None
        if check_csrf(request):
            raise HttpError(403, "csrf")
        return request.user


WRITERS = [TokenAuth(), SessionAuth()]


def actors(account: Account, place: str) -> list[Actor]:
    """One person in each of her posts that reach a place, the nearest first, and then as a resident; one query."""
    person = account.person
    if person is None:
        return []
    held = [one for one in tenures(person, local_day(clock.now())) if place.startswith(one.body.place.code[:12])]
    held.sort(key=lambda one: -len(one.body.place.code))
    return [*(Actor(person, tenure) for tenure in held), Actor(person)]
