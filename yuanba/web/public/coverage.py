"""Coverage: whether every place has the body that the law wants there, and which has not, by name."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from yuanba import clock
from yuanba.kernel.people.coverage import coverage as covered
from yuanba.kernel.people.vacancies import total
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.calendar import local_date
from yuanba.web import cache
from yuanba.web.formats import text

PAGE = 50


def coverage(request: HttpRequest, kind: str) -> HttpResponse:
    """`/coverage/<body kind>/`: every place that must have the body, or every body of a kind that need not be there."""
    declared = pack().bodies.get(kind)
    if declared is None or not (declared.required or declared.posts):
        raise Http404
    cache.declare(request, prefix=pack().code)
    at = clock.now()
    found, after = covered(kind, local_date(at), seats=True), request.GET.get("after", "")
    # By code, as the places stand in the county's own list.
    seats = [one for one in found.seats if one.place.code > after]
    return render(
        request,
        "public/coverage.html",
        {
            "kind": declared,
            "title": text(declared.name),
            "coverage": found,
            "total": total(found.seats),
            "seats": seats[:PAGE],
            "next": seats[PAGE - 1].place.code if len(seats) > PAGE else "",
            "paged": bool(after),
            "at": at,
            "required": [one for one in pack().bodies.values() if one.required],
            "others": [one for one in pack().bodies.values() if one.posts and not one.required],
        },
    )
