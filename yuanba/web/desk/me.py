"""Who is at the desk: the person behind the account, her standing posts, and as whom she may act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.views import View

from yuanba import clock
from yuanba.kernel.people.actors import Actor, capacities, officers, tenures
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Person, Tenure
from yuanba.kernel.places.models import Place
from yuanba.web.errors import signed_out

UNIT_DIGITS = 12


@dataclass
class Me:
    """One person at one instant."""

    person: Person
    at: datetime

    @property
    def on(self) -> date:
        return local_day(self.at)

    @cached_property
    def tenures(self) -> list[Tenure]:
        return tenures(self.person, self.on)

    @cached_property
    def acting(self) -> list[Tenure]:
        """Her tenures in posts that act for their body."""
        return [tenure for tenure in self.tenures if tenure.post in officers(tenure.body.kind)]

    def actors(self, unit: str) -> list[Actor]:
        """As whom she may act in a unit: as the resident she is, then in each of her posts there or above it."""
        return capacities(self.person, self.tenures, unit)

    def clerk(self, unit: str) -> Tenure | None:
        """Her tenure in the unit's committee: it lets her enter papers that residents signed."""
        return next((t for t in self.acting if t.body.kind == "committee" and t.body.place.code == unit), None)

    @property
    def resident(self) -> bool:
        """Whether she lives in a unit; an officer of the township may be on no unit's roll."""
        return len(self.person.unit) == UNIT_DIGITS

    def home(self) -> Place:
        """The unit she lives in, or else the place that she is on the roll of."""
        served = (tenure.body.place for tenure in self.tenures)
        known = next((place for place in served if place.code == self.person.unit), None)
        return known or Place.objects.get(code=self.person.unit)


def person_of(request: HttpRequest) -> Person | None:
    """The person behind the account that is signed in; None for a stranger and for an account without a person."""
    account: Any = request.user
    return account.person if account.is_authenticated else None


class DeskView(View):
    """A page behind the login. `self.me` is there before `load` runs; nothing on the way may be kept by a cache."""

    me: Me

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if getattr(request, "htmx", False):
                return signed_out(request)
            return HttpResponseRedirect(f"{reverse('login')}?{urlencode({'next': request.get_full_path()})}")
        person = person_of(request)
        if person is None:
            raise PermissionDenied
        self.me = Me(person, clock.now())
        response = self.guarded(super().dispatch, request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    def guarded(self, handle: Callable[..., HttpResponseBase], *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Load what the page is about, then let the method answer; a page overrides this to guard itself."""
        return handle(*args, **kwargs)


def onward(request: HttpRequest, href: str) -> HttpResponse:
    """Lead on after an act: 303, so that going back and reloading sends nothing again; htmx is told by its header."""
    if getattr(request, "htmx", False):
        return HttpResponse(status=200, headers={"HX-Redirect": href})
    return HttpResponseRedirect(href, status=303)
