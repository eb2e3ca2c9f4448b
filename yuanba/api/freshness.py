"""Whether a reader has the newest answer already: told by the heads of the ledger, before anything else is read.

An answer is as old as the acts in the places it shows, the day in China (postings and tenures begin and end at
midnight) and the pack. All three stand in its ETag, so a reader who comes again costs one indexed read.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from yuanba import clock
from yuanba.kernel.ledger import heads
from yuanba.kernel.places.codes import COUNTY, TOWNSHIP, UNIT, unit_of
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.calendar import local_date

PUBLIC = "public, max-age=0, must-revalidate"


class NotModified(Exception):
    """The reader has this answer already."""


@cache
def edition() -> str:
    """Tells one deployed pack and program from another."""
    found = hashlib.sha256(f"{settings.YUANBA_DEMO} {settings.YUANBA_BASE_URL}".encode())
    files = [*Path(settings.YUANBA_PACK).rglob("*.*"), *Path(__file__).parent.rglob("*.py")]
    for path in sorted(files):
        found.update(path.read_bytes())
    return found.hexdigest()


def marks(place: str | None) -> object:
    """How far the ledger has come for a place and what governs it; the whole county for None. At most two queries."""
    if place is None:
        return heads.read_prefix(pack().code)
    unit = unit_of(place)
    if len(unit) == UNIT:
        return heads.read((unit, unit[:TOWNSHIP], unit[:COUNTY]))
    return heads.read((unit[:COUNTY],)), heads.read_prefix(unit)


def fresh(request: HttpRequest, place: str | None = None, *, acts: bool = True) -> None:
    """Say first thing in a view what its answer depends on; NotModified where the reader has it already.

    The heads are read before the answer's own data, so an act in between makes the answer look old, never new.
    `acts=False`: the answer comes from the pack alone, and no act changes it.
    """
    now = local_date(clock.now()).isoformat()
    said = f"{request.get_full_path()} {marks(place) if acts else ''} {now} {edition()}"
    etag = f'W/"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'
    request.yuanba_etag = etag  # type: ignore[attr-defined]
    known = {one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))}
    if known & {"*", etag.removeprefix("W/")}:
        raise NotModified


def mark(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Put the ETag of `fresh` on an answer that anyone may keep; whatever else is answered nobody keeps."""
    etag: str | None = getattr(request, "yuanba_etag", None)
    if etag is not None and response.status_code in (200, 304):
        response["ETag"], response["Cache-Control"] = etag, PUBLIC
        if response.status_code == 304:
            del response["Content-Type"]
        elif response["Content-Type"].startswith("application/json"):
            response["Content-Language"] = "zh, en"  # both names of everything, whoever reads
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
