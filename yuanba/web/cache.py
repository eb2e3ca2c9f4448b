"""The cache of public pages, with the ledger as its clock: nothing is ever invalidated by hand.

A page is exactly as old as the heads of the places it shows. A view declares them; a later reader costs one raw indexed
read before sessions, cookies or templates are touched. Pages of a township or the county look at all their units, so
they look again only after a few seconds and may lag by as much.
"""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import ResponseHeaders
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from yuanba import clock
from yuanba.kernel.ledger import heads
from yuanba.kernel.people.acts import SHANGHAI

MOST = 64 * 2**20  # bytes of pages kept in a process
LAG_SECONDS = 5.0
TEXT_SIZE_COOKIE = "size"

Key = tuple[str, str, str, str]
Marks = tuple[tuple[str, int], ...] | tuple[int, int]


@dataclass
class Dates:
    """What a page depends on: heads of places, or all of a prefix, as they stood before the page was read."""

    codes: tuple[str, ...]
    prefix: str
    marks: Marks = ()
    until: datetime | None = None

    def read(self) -> Marks:
        return heads.read_prefix(self.prefix) if self.prefix else heads.read(self.codes)


@dataclass
class Page:
    """A rendered page and what it was rendered from."""

    dates: Dates
    until: datetime
    etag: str
    body: bytes
    headers: ResponseHeaders
    looked: float = field(default_factory=time.monotonic)


def declare(request: HttpRequest, *, codes: Sequence[str] = (), prefix: str = "") -> None:
    """Say first thing in a view what its page depends on; without this word the page is not kept. One query.

    With neither codes nor prefix the page comes from the pack alone and stands until midnight.

    The heads are read here, before the page's own data, so that an act in between makes the page look old, never new.
    """
    dates = Dates(tuple(codes), prefix)
    dates.marks = dates.read()
    request.yuanba_dates = dates  # type: ignore[attr-defined]


def changes_on(request: HttpRequest, *moments: datetime | None) -> None:
    """Name dates after which the page says something else: a deadline, a take-down. Midnight here always is one."""
    dates: Dates = request.yuanba_dates  # type: ignore[attr-defined]
    known = [moment for moment in (*moments, dates.until) if moment is not None]
    dates.until = min(known, default=None)


def around(unit: str) -> tuple[str, ...]:
    """The heads a unit's page shows: its own, and those of the places whose adoptions govern it."""
    return unit[:12], unit[:9], unit[:6]


def _held(known: str | None, etag: str) -> bool:
    """Whether a reader has the page; a proxy that compresses marks what it hands on as weak (RFC 9110, 13.1.2)."""
    return bool(known) and not {etag, f"W/{etag}", "*"}.isdisjoint(parse_etags(known or ""))


def _midnight(now: datetime) -> datetime:
    local = now.astimezone(SHANGHAI)
    return (local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)).astimezone(UTC)


class LedgerCache:
    """Outermost middleware: answers anonymous readers from memory while the ledger says that nothing has happened."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self.held = 0
        self.lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self.get_response(request)
        meta = request.META
        size = request.COOKIES.get(TEXT_SIZE_COOKIE, "")
        key = (meta.get("HTTP_HOST", ""), request.path, meta.get("QUERY_STRING", ""), size)
        now = clock.now()
        page = self.pages.get(key)
        if page is None or now >= page.until or not self._fresh(page):
            response = self.get_response(request)
            page = self._page(request, response, now)
            if page is None:
                return response
            self._keep(key, page)
        if _held(meta.get("HTTP_IF_NONE_MATCH"), page.etag):
            unchanged = (name for name in page.headers.items() if name[0] not in ("Content-Type", "Content-Length"))
            return HttpResponse(status=304, headers=dict(unchanged))
        response = HttpResponse(page.body)
        # Shared by all who get the page: this is the outermost middleware, and nobody after it writes a header.
        response.headers = page.headers
        return response

    def _fresh(self, page: Page) -> bool:
        if page.dates.prefix and time.monotonic() - page.looked < LAG_SECONDS:
            return True
        page.looked = time.monotonic()
        return page.dates.read() == page.dates.marks

    def _page(self, request: HttpRequest, response: HttpResponse, now: datetime) -> Page | None:
        dates: Dates | None = getattr(request, "yuanba_dates", None)
        if dates is None or response.status_code != 200 or response.streaming or response.cookies:
            return None
        until = min([_midnight(now), *([dates.until] if dates.until and dates.until > now else [])])
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
        patch_vary_headers(response, ["Cookie"])
        return Page(dates, until, etag, response.content, response.headers)

    def _keep(self, key: Key, page: Page) -> None:
        with self.lock:
            old = self.pages.pop(key, None)
            self.pages[key] = page
            self.held += len(page.body) - (len(old.body) if old else 0)
            while self.held > MOST:
                _, oldest = self.pages.popitem(last=False)
                self.held -= len(oldest.body)
