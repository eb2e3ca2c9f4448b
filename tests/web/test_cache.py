"""The cache of public pages: as old as the ledger, never older, and one query for a hit."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from yuanba import clock
from yuanba.kernel.ledger import acts as ledger
from yuanba.web import cache

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
UNIT = "510722101201"


class Site:
    """A site of one page that counts how often it is rendered."""

    def __init__(self, *, prefix: str = "", until: datetime | None = None, cookies: bool = False) -> None:
        self.rendered, self.prefix, self.until, self.cookies = 0, prefix, until, cookies
        self.middleware = cache.LedgerCache(self.view)

    def view(self, request: HttpRequest) -> HttpResponse:
        cache.declare(request, codes=() if self.prefix else cache.around(UNIT), prefix=self.prefix)
        cache.changes_on(request, self.until)
        self.rendered += 1
        response = HttpResponse(f"page {self.rendered}")
        if self.cookies:
            response.set_cookie("x", "y")
        return response

    def get(self, **headers: str) -> HttpResponse:
        return self.middleware(RequestFactory().get(f"/p/{UNIT}/", **headers))


@pytest.fixture(autouse=True)
def at(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    moment = [NOW]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    return moment


def act(unit: str = UNIT) -> None:
    with transaction.atomic():
        ledger.append(unit=unit, kind="test.done", at=NOW, body=f"{unit}/committee")


def test_a_hit_costs_one_query_and_says_the_same(django_assert_num_queries: object) -> None:
    site = Site()
    first = site.get()
    with django_assert_num_queries(1):  # type: ignore[operator]
        second = site.get()
    assert (second.content, site.rendered) == (first.content, 1)
    assert second["ETag"] == first["ETag"]


@pytest.mark.parametrize("unit", [UNIT, "510722101", "510722"])
def test_an_act_in_the_unit_or_above_it_makes_the_page_anew(unit: str) -> None:
    site = Site()
    site.get()
    act(unit)
    assert site.get().content == b"page 2"
    assert site.get().content == b"page 2"


def test_an_act_elsewhere_leaves_the_page_alone() -> None:
    site = Site()
    site.get()
    act("510722101204")
    assert site.get().content == b"page 1"


def test_a_residents_own_act_counts_too() -> None:
    site = Site()
    site.get()
    with transaction.atomic():
        ledger.append_resident(unit=UNIT, at=NOW, secret=b"x")
    assert site.get().content == b"page 2"


def test_a_date_on_the_page_and_midnight_end_it(at: list[datetime]) -> None:
    site = Site(until=NOW + timedelta(hours=2))
    site.get()
    at[0] = NOW + timedelta(hours=1)
    assert site.get().content == b"page 1"
    at[0] = NOW + timedelta(hours=2)
    assert site.get().content == b"page 2"
    at[0] = NOW.replace(hour=16)  # midnight in Santai
    assert site.get().content == b"page 3"


def test_who_has_the_page_already_gets_no_body() -> None:
    site = Site()
    etag = site.get()["ETag"]
    for known in (f"W/{etag}", f'"other", {etag}', "*"):
        assert site.get(HTTP_IF_NONE_MATCH=known).status_code == 304
    assert site.get(HTTP_IF_NONE_MATCH='"other", garbage').status_code == 200
    again = site.get(HTTP_IF_NONE_MATCH=etag)
    assert (again.status_code, again.content) == (304, b"")
    act()
    assert site.get(HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_office_holders_and_forms_pass_by() -> None:
    site = Site()
    site.get()
    request = RequestFactory().get(f"/p/{UNIT}/")
    request.COOKIES["sessionid"] = "somebody"
    assert site.middleware(request).content == b"page 2"
    assert site.middleware(RequestFactory().post(f"/p/{UNIT}/")).content == b"page 3"


def test_a_page_that_sets_a_cookie_is_nobody_elses() -> None:
    site = Site(cookies=True)
    site.get()
    assert site.get().content == b"page 2"


def test_a_county_page_may_lag_by_seconds_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(prefix="510722")
    site.get()
    act()
    assert site.get().content == b"page 1"
    monkeypatch.setattr(cache, "LAG_SECONDS", 0.0)
    assert site.get().content == b"page 2"


def test_text_sizes_are_kept_apart() -> None:
    site = Site()
    site.get()
    request = RequestFactory().get(f"/p/{UNIT}/")
    request.COOKIES["size"] = "large"
    assert site.middleware(request).content == b"page 2"


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST", 2 * len(b"page 1"))
    site = Site()
    for i in range(5):
        site.middleware(RequestFactory().get(f"/p/{UNIT}/", {"page": i}))
    assert len(site.middleware.pages) == 2
    assert site.middleware.held == 2 * len(b"page 1")
