"""The yardsticks: a bare Django view without middleware, and an authenticated view that does one bare INSERT."""

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from yuanba import clock

WORDS = "硬化到各组的道路，方便群众出行和农产品运输，资金从集体收入中列支。"


def bare(request: HttpRequest) -> HttpResponse:
    """Nothing but Django itself."""
    return HttpResponse(b"ok", headers={"Content-Length": "2"})


def insert(request: HttpRequest) -> HttpResponse:
    """Who is it, and one INSERT, committed as durably as an act."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403, headers={"Content-Length": "0"})
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bench_line (account, at, words) VALUES (%s, %s, %s)",
            [request.user.pk, clock.now().isoformat(), WORDS],
        )
    return HttpResponse(status=204, headers={"Content-Length": "0"})


def stir(request: HttpRequest, unit: str) -> HttpResponse:
    """Move a unit's head as any act there does, so that the next reader of its pages finds none kept. Never timed."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_head SET clock = clock + 1 WHERE unit = %s", [unit])
        return HttpResponse(status=204 if cursor.rowcount == 1 else 404, headers={"Content-Length": "0"})


urlpatterns = [
    path("bare/", bare),
    path("insert/", SessionMiddleware(AuthenticationMiddleware(insert))),
    path("stir/<str:unit>/", stir),
]
