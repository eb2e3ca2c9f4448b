"""Pages in words: who to complain to, the licence, and what robots may read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yuanba.kernel.places.county import pack
from yuanba.web import cache


def about(request: HttpRequest) -> HttpResponse:
    """`/about/`: what this is, the licence, where the source is."""
    cache.declare(request)
    return render(request, "public/about.html", {"settings": pack().settings})


def complain(request: HttpRequest) -> HttpResponse:
    """`/complain/`: an ordinary complaint passes by the body it is about (VCOL 36)."""
    cache.declare(request)
    return render(request, "public/complain.html", {"telephone": pack().settings["telephone"]})


def robots(request: HttpRequest) -> HttpResponse:
    """Public pages may be indexed; forms and desks are of no use to a robot."""
    lines = ["User-agent: *", "Disallow: /desk/", "Disallow: /en/desk/", "Disallow: /size/", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
