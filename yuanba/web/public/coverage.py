"""Coverage: whether every place has the body that the law wants there, and which has not, by name."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from yuanba import clock
from yuanba.kernel.people.coverage import coverage as covered
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.calendar import local_date
from yuanba.web import cache
from yuanba.web.formats import text


def coverage(request: HttpRequest, kind: str) -> HttpResponse:
    """`/coverage/<body kind>/`: every place that must have the body, or every body of a kind that need not be there."""
    declared = pack().bodies.get(kind)
    if declared is None or not (declared.required or declared.posts):
        raise Http404
    cache.declare(request, prefix=pack().code)
    at = clock.now()
    return render(
        request,
        "public/coverage.html",
        {
            "kind": declared,
            "title": text(declared.name),
            "coverage": covered(kind, local_date(at)),
            "at": at,
            "required": [one for one in pack().bodies.values() if one.required],
            "others": [one for one in pack().bodies.values() if one.posts and not one.required],
        },
    )
