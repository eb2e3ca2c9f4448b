"""The desk: what waits, in its order and for the right people; my own data; the same number of queries at any size."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Village
from tests.stories.test_four_two_one import deliberate, wish
from tests.web.desk.conftest import Sit
from tests.web.desk.test_main_job import carry_to_the_posting
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.people import private
from yuanba.kernel.people.acts import declare_kinship

pytestmark = pytest.mark.django_db


def wishes(place: Village, number: int) -> list[Matter]:
    """Wishes that wait for the Party organisation."""
    return [
        open_matter(
            procedure="four-two-one",
            start="wish",
            unit=place.unit,
            by=place.actor("chen"),
            title=f"第{n}件事",
            data={},
            at=place.now,
            key=uuid4(),
        ).matter
        for n in range(1, number + 1)
    ]


def test_overdue_comes_first_then_by_due_date_then_what_nothing_presses(place: Village, sit: Sit) -> None:
    first, second, third, fourth = wishes(place, 4)
    Matter.objects.filter(pk=third.pk).update(due_at=place.now - timedelta(days=2))
    Matter.objects.filter(pk=first.pk).update(due_at=None)
    Matter.objects.filter(pk=fourth.pk).update(due_at=place.now + timedelta(days=1))
    zhou = sit("zhou").open("/desk/")
    titles = [one.text for one in zhou.page.xpath("//main//ul[@class='rows']//a[@class='what']")]
    assert titles == [third.title, fourth.title, second.title, first.title]
    assert "已经超期" in zhou.text
    assert "超期 2 天" in zhou.text


def test_what_waits_is_paged_without_gap_or_repetition(place: Village, sit: Sit) -> None:
    made = wishes(place, 45)
    Matter.objects.filter(pk__in=[one.pk for one in made[:10]]).update(due_at=None)
    reader, seen, pages = sit("zhou").open("/desk/"), [], 1
    while True:
        seen += reader.page.xpath("//main//a[@class='what'][starts-with(text(), '第')]/text()")
        onward = reader.page.xpath("//p[@class='more']/a[contains(@href, 'after=')]/@href")
        if not onward:
            break
        pages += 1
        reader.open(f"/desk/{onward[0]}")
    assert (len(seen), len(set(seen)), pages) == (45, 45, 3)


def test_a_mark_that_nobody_gave_shows_the_first_page(place: Village, sit: Sit) -> None:
    wishes(place, 1)
    assert "第1件事" in sit("zhou").open("/desk/?after=yesterday_1").text


def test_the_desk_takes_as_many_queries_for_forty_matters_as_for_one(place: Village, sit: Sit) -> None:
    wishes(place, 1)
    zhou = sit("zhou")
    counts = []
    for more in (0, 40):
        wishes(place, more)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            zhou.open("/desk/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 14


def test_each_sees_what_her_bodies_hold_and_nothing_else(place: Village, sit: Sit) -> None:
    matter = wish(place)
    assert matter.title in sit("zhou").open("/desk/").text
    assert matter.title not in sit("yang").open("/desk/").text
    chen = sit("chen").open("/desk/")
    assert "我提的事" in chen.text
    assert f"/m/{matter.number}/" in chen.page.xpath("//main//a[@class='what']/@href")
    place.take(matter, "zhou", "party_org", "agree", power="M13", proposal="修路")
    assert matter.title in sit("li").open("/desk/").text, (
        "the committee sits in the joint meeting that the branch holds"
    )


def test_a_posting_that_hangs_is_told_apart_from_what_is_to_do(place: Village, sit: Sit) -> None:
    carry_to_the_posting(place, sit)
    li = sit("li").open("/desk/")
    assert "正在公示，期满自动往下走" in li.text
    assert "现在没有等您办的事。" not in li.text


def test_a_petition_is_found_by_the_residents_of_its_unit(place: Village, sit: Sit) -> None:
    matter = wish(place)
    place.take(matter, "zhou", "party_org", "decline", reason="今年没有钱")
    assert matter.title in sit("villager").open("/desk/").text


def test_my_data_shows_who_looked_and_never_a_number(place: Village, sit: Sit) -> None:
    ma = place.people["ma"]
    private.keep(person=ma, field="phone", value="13800000000")
    private.read(person=ma, field="phone", reader=place.people["li"], why="通知开会", at=place.now)
    declare_kinship(person=ma, relative=place.people["masao"], kind="spouse", at=place.now)
    text = sit("ma").open("/me/").text
    for words in ("马包工", "006", "电话", "李会计", "通知开会", "马大嫂", "配偶", "村民代表"):
        assert words in text
    assert "1380000" not in text
    assert "通知开会" not in sit("chen").open("/me/").text


def test_the_roll_is_shown_to_nobody_but_officers(place: Village, sit: Sit) -> None:
    matter = wish(place)
    deliberate(place, matter)
    name = place.villagers[10].name
    assert name in sit("li").open(f"/m/{matter.number}/take").text or name in str(
        sit("li").open(f"/m/{matter.number}/take").options("declare", "person")
    )
    for path in (f"/m/{matter.number}/take", f"/p/{place.unit.code}/new/", "/desk/"):
        assert name not in sit("chen").open(path).text
