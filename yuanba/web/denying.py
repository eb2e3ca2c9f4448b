"""No page may ask a browser where its reader is, or for her camera or microphone: the browser is told so."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

DENIED = "geolocation=(), camera=(), microphone=(), accelerometer=(), gyroscope=(), payment=(), idle-detection=()"


class Denying:
    """Middleware: the header stands on every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Permissions-Policy"] = DENIED
        return response
