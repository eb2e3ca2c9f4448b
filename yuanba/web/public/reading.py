"""How a reader wants the pages to look: larger letters, kept in a cookie of her own and nowhere else."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

SIZES = ("normal", "large")


def size(request: HttpRequest, size: str) -> HttpResponse:
    """Set the size of letters and go back to the page; works without JavaScript."""
    if size not in SIZES:
        raise Http404
    back = request.GET.get("next", "/")
    # Only a path of this site: a link here must not lead readers elsewhere.
    if not (back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)):
        back = "/"
    response = HttpResponseRedirect(back)
    if size == "normal":
        response.delete_cookie("size")
    else:
        response.set_cookie("size", size, max_age=365 * 24 * 3600, samesite="Lax", httponly=True)
    response["Cache-Control"] = "no-store"
    return response
