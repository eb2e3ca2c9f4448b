"""What every address of the API does before and after its view: methods, media types, unknown questions, freshness."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from yuanba.api import freshness, problems

View = Callable[..., HttpResponse]


def _takes(operation: Mapping[str, Any]) -> str | None:
    """The media type of the body that an operation takes."""
    return next(iter(operation.get("requestBody", {}).get("content", {})), None)


def _asks(operation: Mapping[str, Any]) -> set[str]:
    return {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}


def guard(view: View, operations: Mapping[str, Any]) -> View:
    """A view behind the door; `operations` are those of its path in the OpenAPI document, by method in lower case."""
    allowed = sorted({method.upper() for method in operations} | ({"HEAD"} if "get" in operations else set()))
    allow = ", ".join([*allowed, "OPTIONS"])

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": allow})
        if request.method not in allowed:
            response = problems.own(request, "method-not-allowed")
            response["Allow"] = allow
            return response
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"  # the same answer; the server leaves its body away
        operation = operations[str(request.method).lower()]
        media = _takes(operation)
        if media is not None and request.content_type != media:
            return problems.own(request, "media-type", media=media)
        if strange := set(request.GET) - _asks(operation):
            errors = dict.fromkeys(sorted(strange), "not asked here")
            return problems.own(request, "invalid", errors=errors, count=len(errors))
        response = freshness.mark(request, view(request, *args, **kwargs))
        request.method = asked
        return response

    return guarded
