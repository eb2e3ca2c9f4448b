"""What a feed reader and a calendar make of a place."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar
from lxml import etree

from tests.api.asking import COUNTY, TOWN, UNIT
from tests.cast import Village
from yuanba.kernel.assemblies.models import Assembly
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Matter

ATOM = "{http://www.w3.org/2005/Atom}"
pytestmark = pytest.mark.django_db


def feed(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return etree.fromstring(answer.content)


def calendar(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    for line in answer.content.split(b"\r\n"):
        assert b"\n" not in line, "lines end in CRLF"
        assert len(line) <= 75, "long lines are folded"
    return Calendar.from_ical(answer.content)


def test_a_feed_has_what_the_standard_asks_of_it(client: Client, place: Village) -> None:
    root = feed(client, f"/p/{UNIT}/feed.atom")
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "author"):
        assert root.find(ATOM + name) is not None, name
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids)) > 5
    for entry in entries:
        assert all(entry.findtext(ATOM + name) for name in ("title", "updated", "summary"))
        assert entry.find(f"{ATOM}link").get("href").startswith("http")
    times = [entry.findtext(f"{ATOM}published") for entry in entries]
    assert times == sorted(times, reverse=True)


def test_a_feed_tells_postings_and_steps_in_either_language(client: Client, place: Village) -> None:
    chinese = [entry.findtext(f"{ATOM}title") for entry in feed(client, f"/p/{UNIT}/feed.atom").iter(f"{ATOM}entry")]
    assert "公示：硬化1.2公里村道" in chinese
    assert "硬化1.2公里村道：会议决议——通过" in chinese
    english = feed(client, f"/en/p/{UNIT}/feed.atom")
    assert english.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert english.findtext(f"{ATOM}title") == "Fenghuang Village: village affairs in the open"
    assert any("Posted:" in entry.findtext(f"{ATOM}title") for entry in english.iter(f"{ATOM}entry"))
    same = [entry.findtext(f"{ATOM}id") for entry in english.iter(f"{ATOM}entry")]
    assert same == [entry.findtext(f"{ATOM}id") for entry in feed(client, f"/p/{UNIT}/feed.atom").iter(f"{ATOM}entry")]


def test_words_that_look_like_markup_stay_words(client: Client, place: Village, matter: Matter) -> None:
    Matter.objects.filter(pk=matter.pk).update(title="<b>路</b>")
    Notice.objects.update(title="<b>路</b>")
    place.unit.name = "<i>村</i>"
    place.unit.save()
    root = feed(client, f"/p/{UNIT}/feed.atom")
    assert "<i>" not in "".join(entry.findtext(f"{ATOM}summary") for entry in root.iter(f"{ATOM}entry"))
    assert any(entry.findtext(f"{ATOM}title") == "公示：<b>路</b>" for entry in root.iter(f"{ATOM}entry"))


def test_feeds_of_the_township_and_the_county_hold_their_units(client: Client, place: Village) -> None:
    unit = len(feed(client, f"/p/{UNIT}/feed.atom").findall(f"{ATOM}entry"))
    assert len(feed(client, f"/p/{TOWN}/feed.atom").findall(f"{ATOM}entry")) == unit
    assert len(feed(client, f"/p/{COUNTY}/feed.atom").findall(f"{ATOM}entry")) == unit


def test_a_calendar_holds_meetings_in_utc_and_last_days_of_postings(client: Client, place: Village) -> None:
    events = {str(event["uid"]): event for event in calendar(client, f"/p/{UNIT}/calendar.ics").walk("VEVENT")}
    meeting, notice = Assembly.objects.get(), Notice.objects.get()
    met = events[f"meeting-{meeting.pk}@510722.yuanba"]
    assert met["dtstart"].to_ical() == meeting.meets_at.strftime("%Y%m%dT%H%M%SZ").encode()
    assert met["status"] == "CONFIRMED"
    posted = events[f"posting-{notice.pk}@510722.yuanba"]
    assert posted.decoded("dtstart") == date(2026, 3, 30), "the last day, not the midnight after it"


def test_an_adjourned_meeting_is_cancelled_under_the_same_uid(client: Client, place: Village) -> None:
    before = {str(event["uid"]) for event in calendar(client, f"/p/{TOWN}/calendar.ics").walk("VEVENT")}
    Assembly.objects.update(adjourned_at=place.now)
    events = calendar(client, f"/en/p/{TOWN}/calendar.ics").walk("VEVENT")
    assert {str(event["uid"]) for event in events} == before
    assert "CANCELLED" in [event.get("status") for event in events]


def test_a_posting_for_members_only_stands_in_no_feed(client: Client, place: Village) -> None:
    Notice.objects.update(board="finance")
    assert "公示：" not in etree.tostring(feed(client, f"/p/{UNIT}/feed.atom"), encoding="unicode")
    events = calendar(client, f"/p/{UNIT}/calendar.ics").walk("VEVENT")
    assert not [event for event in events if str(event["uid"]).startswith("posting")]


def test_a_demonstration_says_so_in_both_feeds(client: Client, place: Village, settings: Any) -> None:
    settings.YUANBA_DEMO = True
    assert "虚构" in feed(client, f"/p/{UNIT}/feed.atom").findtext(f"{ATOM}subtitle")
    assert "not official" in str(calendar(client, f"/en/p/{UNIT}/calendar.ics")["x-wr-caldesc"])


@pytest.mark.parametrize("name", ["feed.atom", "calendar.ics"])
def test_a_feed_is_kept_until_something_happens(client: Client, place: Village, matter: Matter, name: str) -> None:
    path = f"/p/{UNIT}/{name}"
    etag = client.get(path)["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    place.take(Matter.objects.get(role="query"), "li", "committee", "agree", answer="监委会和村民代表")
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200
    assert client.get("/p/510722999/feed.atom").status_code == 404
    assert client.post(path).status_code in (403, 405)


@pytest.mark.parametrize("code", [UNIT, TOWN])
def test_a_feed_costs_the_same_number_of_queries(
    client: Client, place: Village, code: str, django_assert_num_queries: Any
) -> None:
    heads = 1 if code == UNIT else 2
    for name, queries in (("feed.atom", 4), ("calendar.ics", 4)):
        with django_assert_num_queries(heads + queries):
            client.get(f"/p/{code}/{name}")
