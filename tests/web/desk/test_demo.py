"""The demonstration can be lived through: change person, wind the clock, take the tour; a real house has none of it."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import FOUNDED, Village, village
from tests.still import Still
from tests.stories.test_four_two_one import mandate
from tests.web.desk.conftest import account
from tests.web.desk.noscript import Reader, photo
from yuanba import clock
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.models import Person, Tenure
from yuanba.web.desk.tour_stops import STOPS

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Village:
    """The village in a demonstration whose clock stands in the story's spring."""
    settings.YUANBA_DATA = tmp_path
    settings.YUANBA_DEMO = True
    monkeypatch.setattr(Still, "instant", datetime(2026, 3, 2, 1, 0, tzinfo=UTC))
    made = village()
    made.now = clock.now()
    for key, person in made.people.items():
        account(key, person)
    return made


def test_a_real_house_has_no_demonstration(client: Client, settings: Any) -> None:
    settings.YUANBA_DEMO = False
    for path in ("/demo/", "/tour/"):
        assert client.get(path).status_code == 404
    for path in ("/demo/as/", "/demo/clock/"):
        assert client.post(path, {"username": "zhou", "to": "day"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_one_click_makes_me_another(shown: Village) -> None:
    reader = Reader(Client()).open("/demo/")
    assert "对任何一步提出质询" in reader.text
    reader.press("/demo/as/", username="wang", next="/me/")
    assert (reader.path, "王婶" in reader.text) == ("/me/", True)
    reader.press("/demo/as/", username="chen", next="https://elsewhere.example/")
    assert reader.path == "/desk/"
    assert reader.client.get("/demo/as/").status_code == 405


def test_the_page_to_sign_in_leads_to_the_cast_in_a_demonstration_only(client: Client, settings: Any) -> None:
    for demo in (True, False, True):
        settings.YUANBA_DEMO = demo
        said = client.get("/login/?next=/desk/").content.decode()
        assert ('href="/demo/?next=/desk/"' in said) is demo
        assert ("人物均为虚构" in said) is demo


def test_the_help_lists_the_cast_by_place_and_leads_nowhere_that_is_not_there(shown: Village) -> None:
    town = shown.unit.parent
    assert town is not None
    officer = Person.objects.create(name="邓干事", place=town, unit=town.code, adult_on=FOUNDED, since=FOUNDED)
    Tenure.objects.create(body=shown.bodies["township_office"], person=officer, post="head", since=FOUNDED)
    account("deng", officer)
    reader = Reader(Client()).open("/demo/")
    assert reader.page.xpath("//h2[starts-with(@id, 'who-')]/text()") == ["村里的人", "镇上的人"]
    assert "合并、拆分村和社区" in reader.text
    assert "一份真的证明" not in reader.text, "no certificate was issued here"
    with CaptureQueriesContext(connection) as caught:
        reader.open("/demo/")
    assert len(caught) <= 15


def test_the_clock_goes_to_the_next_due_date_and_brings_about_what_is_due(shown: Village) -> None:
    chen = Reader(Client())
    chen.press("/demo/as/", username="chen", next=f"/p/{shown.unit.code}/new/")
    chen.submit("four-two-one.wish", title="修路")
    matter = Matter.objects.get()
    before, due = clock.now(), matter.due_at
    assert due is not None
    chen.press("/demo/clock/", to="due")
    assert due < clock.now() < due + timedelta(hours=1)
    assert clock.now() > before
    assert "期限带来了 1 件办理" in chen.text
    matter.refresh_from_db()
    assert matter.step == "petition", "the Party organisation let the days pass, so villagers may petition"
    at = clock.now()
    chen.press("/demo/clock/", to="day")
    assert timedelta(hours=23) < clock.now() - at < timedelta(hours=25)


def stop(reader: Reader) -> tuple[str, str, str]:
    """Number, person and page of the stop that is next."""
    reader.open("/tour/")
    now = reader.page.xpath("//li[contains(@class, 'now')]")
    assert len(now) == 1
    form = now[0].xpath(".//form[.//input[@name='username']]")[0]
    return (
        now[0].xpath(".//span[@class='stop']/text()")[0],
        form.xpath(".//input[@name='username']/@value")[0],
        form.xpath(".//input[@name='next']/@value")[0],
    )


def test_the_tour_leads_stop_by_stop_from_the_wish_to_the_archive(shown: Village) -> None:
    mandate(shown, "M13")
    reader, walked = Reader(Client()), []
    today = clock.now().astimezone(UTC)
    meeting = {"held_on": "", "attended": "3", "opinion": "同意"}
    people = {key: str(person.pk) for key, person in shown.people.items()}
    present = [people[k] for k in ("chen", "wang", "xiu", "ma", "masao", "wu", "li", "zheng")]
    present += [str(one.pk) for one in shown.villagers[:7]]

    def arrive() -> Reader:
        number, who, page = stop(reader)
        walked.append(int(number))
        return reader.press("/demo/as/", username=who, next=page)

    def day(ahead: int = 0) -> str:
        return (clock.now().astimezone(UTC) + timedelta(days=ahead, hours=8)).date().isoformat()

    arrive().submit("four-two-one.wish", title="硬化1.2公里村道")
    arrive().submit("agree", power="M13", proposal="硬化村道")
    arrive().submit("agree", **{**meeting, "held_on": day()})
    arrive().submit("agree", **{**meeting, "held_on": day()})
    call = {"body": "villager_rep_assembly", "meets_time": "19:30", "venue": "坝子", "motion": "是否同意"}
    arrive().submit("convene", meets_on=day(10), **call)
    reader.press("/demo/clock/", to="due")
    arrive().submit("sign-in", present=present)
    votes = {"votes_for": "15", "against": "0", "abstain": "0"}
    reader.submit("count", **votes, recorder_1=people["li"], recorder_2=people["xiu"], sheet=photo())
    arrive().submit("post")
    arrive().submit("object", ground="money", words="为什么？")
    arrive().submit("dismiss", answer="都在公示里")
    arrive().submit("dismiss", opinion="属实")
    reader.press("/demo/clock/", to="due")
    arrive()
    for task in ("contract", "vouchers", "acceptance"):
        reader.submit("evidence", task=task, file=photo())
    reader.submit("done")
    arrive().submit("post", **{"accounts-0-name": "工程款", "accounts-0-expense": "178000"})
    arrive().submit("ask", question="结余在哪里？")
    arrive().submit("agree", answer="在集体账户")
    reader.press("/demo/clock/", to="due")
    arrive().submit("report", report="相符")
    arrive().submit("done")
    assert walked == list(range(1, len(STOPS) + 1))
    matter = Matter.objects.get(role="main")
    assert matter.end == "archived"
    assert clock.now() > today + timedelta(days=40), "forty days were lived through"
    assert "这件事已经走完" in reader.open("/tour/").text


def test_a_matter_off_the_road_is_said_to_be(shown: Village) -> None:
    reader = Reader(Client())
    reader.press("/demo/as/", username="chen", next=f"/p/{shown.unit.code}/new/")
    reader.submit("four-two-one.wish", title="修路")
    reader.press("/demo/as/", username="zhou", next=f"/m/{Matter.objects.get().number}/take")
    reader.submit("decline", reason="今年没有钱")
    assert "走上了别的路" in reader.open("/tour/").text


def test_the_clock_is_the_same_for_every_reader(shown: Village) -> None:
    began = clock.now()
    clock.wind(began + timedelta(days=3))
    assert clock.now() == began + timedelta(days=3)


def test_winding_twice_in_one_tick_of_the_machine_is_seen(shown: Village, tmp_path: Path) -> None:
    began, same = clock.now(), (1_790_000_000, 1_790_000_000)
    for days in (1, 2, 3):
        clock.wind(began + timedelta(days=days))
        os.utime(tmp_path / "clock.json", same)
        assert clock.now() == began + timedelta(days=days)


def test_another_data_directory_has_another_clock(shown: Village, settings: Any, tmp_path: Path) -> None:
    began = clock.now()
    clock.wind(began + timedelta(days=3))
    settings.YUANBA_DATA = tmp_path / "other"
    settings.YUANBA_DATA.mkdir()
    assert clock.now() == began
