"""The county: its townships, what is new, and a search for a place by its name."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yuanba import clock
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.coverage import coverage
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on, within
from yuanba.kernel.procedures.calendar import local_date
from yuanba.web import cache
from yuanba.web.public.rows import matter_rows, notice_rows, public
from yuanba.web.where import FOUND, LONGEST, UNITS, search

NEWEST = 8
WATCHED = "supervision_committee"


def county(request: HttpRequest) -> HttpResponse:
    """`/`: what this is, every township, the newest matters and notices; `?q=` looks for places."""
    cache.declare(request, prefix=pack().code)
    at = clock.now()
    today = local_date(at)
    standing = Place.objects.filter(valid_on(today), within(pack().code))
    units = Count("children", filter=Q(children__kind__in=UNITS) & valid_on(today, path="children__"))
    words = request.GET.get("q", "").strip()[:LONGEST]
    return render(
        request,
        "public/county.html",
        {
            "townships": list(standing.filter(kind=Place.Kind.TOWNSHIP).annotate(units=units).order_by("code")),
            "words": words,
            "found": search(words, today, pack().code) if words else [],
            "most": FOUND,
            "matters": matter_rows(Matter.objects.filter(role="main").order_by("-pk")[:NEWEST], at),
            "notices": notice_rows(public(Notice.objects.order_by("-pk"))[:NEWEST], at),
            "coverage": coverage(WATCHED, today),
            "watched": pack().bodies[WATCHED],
        },
    )
