"""A sign that no keyboard types, and that no database keeps in a text: an address with it is no request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from yuanba.web.errors import bad_request

NUL = "\x00"


class Unseen:
    """Middleware: answers 400 before anybody looks for something by such words; the API answers by its own forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/api/"):
            return self.get_response(request)
        asked = request.META.get("QUERY_STRING", "")
        hidden = NUL in request.path_info or NUL in asked or "%00" in asked
        return bad_request(request) if hidden else self.get_response(request)
