"""Who writes: an account by its token, or by the session of a browser with its CSRF token."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from yuanba import clock
from yuanba.api import tokens
from yuanba.kernel.people.actors import Actor, capacities, tenures
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


def actors(account: Account, unit: str) -> list[Actor]:
    """As whom an account may act in a unit, as at the desk; nobody where no person stands behind it; one query."""
    person = account.person
    return capacities(person, tenures(person, local_day(clock.now())), unit) if person is not None else []
