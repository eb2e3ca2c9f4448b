"""A page about one matter at the desk, and what every form that is sent in one carries."""

import re
import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from yuanba.kernel.matters.case import Case, load
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.prepared import Prepared, given
from yuanba.web.desk.me import DeskView, onward
from yuanba.web.desk.refusing import refused


def key_of(request: HttpRequest) -> uuid.UUID:
    """The UUID that the form carried; without one the request did not come from a form of ours."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        raise BadRequest("no key") from None


def result(taking: Taking) -> str:
    """Where an act leads its doer, the first time and at every replay."""
    return f"{reverse('take', args=[taking.matter.number])}?done={taking.seq}"


# An act's code as it may stand in an address.
ACT = re.compile(r"[a-z][a-z0-9.-]*")


class KeyedView(DeskView):
    """A page whose POST is one act: a key that has acted answers as it did then, whatever has happened since."""

    def guarded(self, handle: Callable[..., HttpResponseBase], *args: Any, **kwargs: Any) -> HttpResponseBase:
        request: HttpRequest = args[0]
        try:
            self.load(**kwargs)
            if request.method == "POST" and (done := self.again(request)):
                return onward(request, result(done))
            return handle(*args, **kwargs)
        except Refusal as refusal:
            return refused(request, refusal, self.about_act(request), **self.context())

    def again(self, request: HttpRequest) -> Taking | None:
        """What this form has done already, for herself or for the resident whose paper or authority it is.

        Refusal `key-reused` where its key served somebody else, or another resident's paper.
        """
        done = Taking.objects.select_related("matter").filter(key=key_of(request)).first()
        theirs = request.POST.get("resident")
        if done is None:
            return None
        if done.person_id != self.me.person.pk or (theirs and theirs != str(done.resident_id or "")):
            raise Refusal("key-reused")
        return done

    def about_act(self, request: HttpRequest) -> tuple[str, str] | None:
        """The object and the act that this request is about, as `/why/` names them; None where it names no act."""
        return None

    def load(self, **kwargs: Any) -> None:
        """Load what the page is about, by the words of its address."""

    def context(self) -> dict[str, Any]:
        """What the page of a refusal may show."""
        return {}


_by_number = Prepared(
    lambda: Matter.objects.filter(number=given("number")).select_related(
        "unit", "site", "power", "about", "holder__place", "parent"
    )
)


class MatterView(KeyedView):
    """`self.matter` is there before a method answers."""

    matter: Matter

    def load(self, **kwargs: Any) -> None:
        found = _by_number(number=kwargs["number"])
        if not found:
            raise Http404
        self.matter = found[0]

    def context(self) -> dict[str, Any]:
        return {"matter": self.matter}

    def about_act(self, request: HttpRequest) -> tuple[str, str] | None:
        act = request.POST.get("doing", "")
        return (f"m/{self.matter.number}", act) if ACT.fullmatch(act) else None

    @property
    def case(self) -> Case:
        """The matter at this instant. Refusal `matter-ended`."""
        return load(self.matter, self.me.at)
