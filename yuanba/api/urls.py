"""Addresses of the API and of the feeds. `plain` stand once, `pages` in both languages."""

import re

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from yuanba.api import door, openapi, problems
from yuanba.api.feeds import atom, calendar

CODE = r"(?P<code>[0-9]{6}(?:[0-9]{3}(?:[0-9]{3}(?:\.[0-9]{2,3})*)?)?)"


def schema(request: HttpRequest) -> JsonResponse:
    """The OpenAPI 3.1 document."""
    response = JsonResponse(openapi.document(), json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "public, max-age=300"
    return response


def _behind_the_door() -> list[URLPattern]:
    """The addresses of the API, each behind the door with what the document says of its path."""
    paths = openapi.document()["paths"]
    found = []
    for pattern in openapi.api.urls[0]:
        if isinstance(pattern, URLPattern):
            route = openapi.PREFIX + re.sub(r"<(\w+)>", r"{\1}", str(pattern.pattern))
            if route in paths:
                pattern.callback = door.guard(pattern.callback, paths[route])
                found.append(pattern)
    return found


plain: list[URLPattern | URLResolver] = [
    path("api/openapi.json", csrf_exempt(door.guard(schema, {"get": {}})), name="openapi"),
    path("api/", include((_behind_the_door(), "api"))),
    re_path(r"^api/(?P<rest>.*)$", csrf_exempt(problems.missing)),
]
pages: list[URLPattern | URLResolver] = [
    re_path(rf"^p/{CODE}/feed\.atom$", atom.feed, name="feed"),
    re_path(rf"^p/{CODE}/calendar\.ics$", calendar.calendar, name="calendar"),
]
