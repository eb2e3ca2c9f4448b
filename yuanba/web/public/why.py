"""`/why/…`: why something may be done or not, for anybody; for herself, where she has signed in."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from yuanba import clock
from yuanba.kernel.boards.asking import ask
from yuanba.kernel.boards.why_json import verdict
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.why import Answer
from yuanba.kernel.matters.why_about import Unasked
from yuanba.kernel.matters.why_words import LINKS
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.reasons import KINDS, REASONS, sentence
from yuanba.web import asking, cache, links
from yuanba.web.desk.me import person_of
from yuanba.web.sources import source


def why(request: HttpRequest, object: str, act: str) -> HttpResponse:
    """`/why/<object>/<act>/`; anybody's answer is kept, one's own never."""
    signed = request.user.is_authenticated
    place = object.split("/")[1]
    if not signed and not object.startswith("n/"):
        cache.declare(request, codes=cache.around(place.split("-")[0]))
    try:
        asked = ask(object=object, act=act, person=person_of(request) if signed else None, at=clock.now())
    except Unasked:
        raise Http404 from None
    if asked.object != object:
        return HttpResponseRedirect(links.why(asked.object, act))
    answer, heard = asked.answer, request.GET.get("said", "")
    if not signed and asked.matter is not None and asked.matter.step:
        cache.changes_on(request, *asking.moments(load(asked.matter, clock.now())))
    context: dict[str, Any] = {
        "asked": asked,
        "answer": answer,
        "verdict": verdict(answer),
        "place": asked.place,
        "matter": asked.matter,
        "signed": signed,
        "names": LINKS,
        "heard": asking.said(heard) if heard and heard != _code(answer) else None,
        "kinds": KINDS,
        "bodies": pack().bodies,
        "source": source(answer.broken.refusal, asked.place) if answer.broken and answer.broken.refusal else None,
    }
    response = render(request, "why/answer.html", context)
    if signed:
        patch_cache_control(response, private=True, no_store=True)
    return response


def _code(answer: Answer) -> str:
    broken = answer.broken
    return broken.refusal.code if broken and broken.refusal else ""


def said(request: HttpRequest, code: str) -> HttpResponse:
    """`/why/said/<code>/`: what stands behind a sentence, whatever it was said about."""
    found = asking.said(code)
    if found is None:
        raise Http404
    cache.declare(request)
    reason, words = found
    return render(request, "why/said.html", {"reason": reason, "words": words, "kind": KINDS[reason.kind]})


def index(request: HttpRequest) -> HttpResponse:
    """`/why/`: every sentence with which the house refuses, by the kind of its reason."""
    cache.declare(request)
    groups = [
        (kind, [(code, sentence(code), one.law) for code, one in sorted(REASONS.items()) if one.kind == name])
        for name, kind in KINDS.items()
    ]
    return render(request, "why/index.html", {"groups": groups})
