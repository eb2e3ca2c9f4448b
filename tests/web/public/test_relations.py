"""The chart of a place's bodies: drawn, told in words, on any day, in few queries, nobody named who should not be."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from pypdf import PdfReader

from tests.web.paper.reading import runs
from tests.web.public.conftest import Read
from tests.web.public.scene import Scene, posted, words
from yuanba.kernel.people.models import Body, Person, Tenure

pytestmark = pytest.mark.django_db


def test_the_chart_draws_and_tells_who_stands_over_whom(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    shown = at_noon(posted())
    answer = read(f"/p/{shown.unit}/chart/")
    tree = html.fromstring(answer)
    assert [svg.get("width") for svg in tree.cssselect("svg.relations")] == ["1120", "360"]
    committee = f"/bodies/{shown.body('committee').pk}/"
    assert len(tree.cssselect(f'svg.relations a[href="{committee}"]')) == 2
    assert committee in {link.get("href") for link in tree.cssselect("ul.rows a.what")}
    text = words(answer)
    assert "村民委员会主任：吴主任" in text.replace(" ", "")
    assert "由谁选举产生：登记选民" in text
    assert "由谁监督：村务监督委员会" in text
    assert "小区" not in text, "a village has no compound"


def test_ordinary_members_and_representatives_are_not_named(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    shown = at_noon(posted())
    text = words(read(f"/p/{shown.unit}/chart/"))
    assert "陈伯" not in text
    assert "周书记" in text


def test_another_day_shows_who_was_in_office_then(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    shown = at_noon(posted())
    today = shown.place.today
    Tenure.objects.filter(post="director", body__kind="committee").update(until=today)
    assert "主任：吴主任" not in words(read(f"/p/{shown.unit}/chart/"))
    assert "主任缺 1 人" in words(read(f"/p/{shown.unit}/chart/"))
    yesterday = today - timedelta(days=1)
    assert "主任：吴主任" in words(read(f"/p/{shown.unit}/chart/?on={yesterday}"))


def test_a_day_that_is_none_is_not_found(at_noon: Callable[[Scene], Scene], client: Client) -> None:
    shown = at_noon(posted())
    assert client.get(f"/p/{shown.unit}/chart/?on=soon").status_code == 404
    assert client.get("/p/510722101999/chart/").status_code == 404


def test_a_township_and_the_county_count_the_bodies_below(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    at_noon(posted())
    for code in ("510722101", "510722"):
        text = words(read(f"/p/{code}/chart/"))
        assert "村（居）民委员会下面共 1 个" in text.replace(" 下", "下")


def test_it_prints_on_one_sheet_of_a3(at_noon: Callable[[Scene], Scene], client: Client) -> None:
    shown = at_noon(posted())
    answer = client.get(f"/p/{shown.unit}/chart/?format=pdf")
    pages = PdfReader(BytesIO(answer.content)).pages
    assert (len(pages), {round(pages[0].mediabox.height), round(pages[0].mediabox.width)}) == (1, {842, 1191})
    assert "村务监督委员会" in pages[0].extract_text().replace("\n", "")
    assert min(size for _, size, aslant in runs(answer.content) if not aslant) >= 9


def test_the_number_of_queries_does_not_grow_with_bodies_and_members(
    at_noon: Callable[[Scene], Scene], client: Client
) -> None:
    shown = at_noon(posted())

    def asked(day: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/p/{shown.unit}/chart/?on={day}").status_code == 200
        return len(queries)

    few = asked("2026-03-02")
    unit, since = shown.place.unit, shown.place.today - timedelta(days=90)
    for kind in ("moral_council", "grid_team", "ceremony_council", "mediation_committee", "deliberation_council"):
        body = Body.objects.create(kind=kind, place=unit, since=since)
        for number in range(6):
            someone = Person.objects.create(name=f"样{number}", place=unit, unit=unit.code, adult_on=since, since=since)
            Tenure.objects.create(body=body, post="member", person=someone, since=since)
    assert asked("2026-03-01") == few <= 15


def test_a_day_before_there_were_bodies_is_told_in_words(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    shown = at_noon(posted())
    answer = read(f"/p/{shown.unit}/chart/?on=1990-01-01")
    assert not html.fromstring(answer).cssselect("svg.relations")
    assert "没有登记的组织" in words(answer)
