"""Whether a certificate is genuine: asked by whoever holds the paper, answered without a word about the person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yuanba import clock
from yuanba.kernel.matters.certifying import verify
from yuanba.kernel.people.acts import local_day


def certificate(request: HttpRequest, number: str, check: str) -> HttpResponse:
    """`/verify/certificate/<number>-<check>/`: genuine, revoked, expired, or unknown to this house. Never kept."""
    verdict = verify(number, check, local_day(clock.now()))
    context = {"number": number, "verdict": verdict}
    response = render(request, "public/certificate.html", context, status=200 if verdict else 404)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
