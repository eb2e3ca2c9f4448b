"""The ledger for everybody: how to check it, and its public files as C2SP tlog-tiles lays them out."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from yuanba.kernel.ledger import tiles

FOREVER = "public, max-age=31536000, immutable"
SECONDS = "public, max-age=5"


def verify(request: HttpRequest) -> HttpResponse:
    """`/verify/`: the verifier key, the newest checkpoint, and the commands; says so before there is a ledger."""
    try:
        key, checkpoint = tiles.vkey(), tiles.checkpoint()
    except LookupError:
        key, checkpoint = "", ""
    return render(
        request,
        "public/verify.html",
        {"key": key, "checkpoint": checkpoint, "size": tiles.size(), "site": settings.YUANBA_BASE_URL},
    )


def file(request: HttpRequest, path: str) -> HttpResponse:
    """`/ledger/<path>`: what a tile path names never changes; the checkpoint moves every few seconds."""
    content = tiles.read(path)
    if content is None:
        raise Http404
    words = path in ("checkpoint", "vkey")
    response = HttpResponse(content, content_type="text/plain; charset=utf-8" if words else "application/octet-stream")
    response["Cache-Control"] = SECONDS if words else FOREVER
    # A witness or a mirror in a browser reads these from another site.
    response["Access-Control-Allow-Origin"] = "*"
    return response
