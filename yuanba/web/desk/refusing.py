"""How a page says no: which refusals close the door, and the page with the sentence and the article."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yuanba.kernel.procedures.refusal import Refusal
from yuanba.web import links

# Refusals about who asks. All others are about what was asked, and leave the form open to be mended.
CLOSED = frozenset(
    "not-your-step not-your-register ledger-not-yours not-yours-to-adopt supervisor-acts tenure-over not-a-resident "
    "paper-by-clerk redraw-not-yours clock-only authorisation-by-clerk statement-by-office contest-not-yours "
    "redraw-revoke-not-yours not-your-matter register-through-matter".split()
)


def status(refusal: Refusal) -> int:
    return 403 if refusal.code in CLOSED else 422


def refused(
    request: HttpRequest, refusal: Refusal, about: tuple[str, str] | None = None, **context: Any
) -> HttpResponse:
    """The page of a refusal that leaves nothing to fill in: the sentence, the article, and where to go from here.

    `about` is the object and act that were refused, for whoever asks why.
    """
    why = links.why(*about, refusal.code) if about else links.said(refusal.code)
    part = "desk/refused_part.html" if getattr(request, "htmx", False) else "desk/refused.html"
    return render(request, part, {"refusal": refusal, "why": why, "matter": None, **context}, status=status(refusal))
