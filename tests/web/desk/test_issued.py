"""A committee finds any certificate it has issued, however many there are, and revokes it by its number."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.cast import Village
from tests.kernel.matters import lists
from tests.kernel.matters.mandates import WISH, authorise, scan
from tests.kernel.matters.test_certificates import issued
from tests.web.desk.conftest import Sit, account
from yuanba import clock
from yuanba.kernel.matters.certifying import ISSUED
from yuanba.kernel.places.models import Place
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, db: None) -> Village:
    """The village where the list is in force, everybody with an account."""
    made = lists.guarded()
    for key, person in made.people.items():
        account(key, person)
    monkeypatch.setattr(clock, "now", lambda: made.now)
    return made


def strew(village: Village, number: int) -> None:
    """Many further certificates of the unit, as a year brings them."""
    first = Record.objects.filter(register=ISSUED).earliest("pk")
    start = Record.objects.filter(register=ISSUED).count()
    more = [
        Record(
            register=ISSUED, code=f"{village.unit.code}-2026-Z{n:04d}", name=first.name, name_en=first.name_en,
            place=village.unit, stage=first.stage, data=first.data, since=first.since,
        )
        for n in range(start + 1, start + number + 1)
    ]  # fmt: skip
    Record.objects.bulk_create(more)


def shown(client: Client, path: str) -> tuple[list[str], str]:
    """The numbers on a page, and where the next one is."""
    tree = html.fromstring(client.get(path).content)
    following = tree.xpath("//main//a[@rel='next']/@href")
    return tree.xpath("//main//span[@class='mono']/text()"), following[0] if following else ""


def test_three_hundred_certificates_are_all_reached_page_by_page(place: Village, sit: Sit) -> None:
    issued(place)
    strew(place, 299)
    client, path = sit("li").client, f"/p/{place.unit.code}/certificates/"
    found, following = shown(client, path)
    while following:
        numbers, following = shown(client, path + following)
        found += numbers
    assert len(found) == len(set(found)) == 300


def test_thirty_cost_as_many_queries_as_three(place: Village, sit: Sit) -> None:
    issued(place)
    client, path = sit("li").client, f"/p/{place.unit.code}/certificates/"

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    client.get(path)
    strew(place, 2)
    few = cost()
    strew(place, 30)
    assert cost() == few <= 15


def test_the_oldest_of_many_is_looked_up_by_the_end_of_its_number_and_revoked(place: Village, sit: Sit) -> None:
    first = issued(place)
    strew(place, 250)
    wu, path = sit("wu"), f"/p/{place.unit.code}/certificates/"
    assert first.code not in shown(wu.client, path)[0]
    tree = html.fromstring(wu.client.get(path, {"number": "z0001"}).content)
    (revoking,) = tree.xpath("//main//a[text()='作废这一份']/@href")
    reader = wu.open(revoking)
    blank = reader.form("seal-use.revoke").xpath(".//*[@name='revoked']/@value")
    assert blank == [first.code], "the number is filled in already"
    reader.submit("seal-use.revoke", title="作废", reason="写错了")
    first.refresh_from_db()
    assert first.until is not None
    assert "作废" in wu.client.get(path, {"number": "z0001"}).content.decode()
    again = wu.open(f"/p/{place.unit.code}/new/")
    again.submit("seal-use.revoke", title="再作废", reason="写错了", revoked=first.code)
    assert again.status == 422
    assert "没有这一份有效的证明" in again.text


def test_nobody_else_reads_the_list_and_an_empty_one_says_what_would_stand_there(place: Village, sit: Sit) -> None:
    path = f"/p/{place.unit.code}/certificates/"
    assert "村（居）委会盖章办结以后" in sit("li").client.get(path).content.decode()
    assert sit("chen").client.get(path).status_code == 403
    assert Client().get(path).status_code == 302
    assert f'href="{path}"' in sit("li").client.get("/desk/").content.decode()


def test_a_unit_of_many_buildings_lists_them_all_on_further_pages(place: Village) -> None:
    for n in range(75):
        Place.objects.create(
            code=f"{place.unit.code}.{500 + n}", kind="building", name=f"{n}号楼", name_en=f"Building {n}",
            parent=place.unit, since=place.unit.since,
        )  # fmt: skip
    found, path = set(), f"/p/{place.unit.code}/"
    page = path
    for _ in range(3):
        tree = html.fromstring(Client().get(page).content)
        found |= set(tree.xpath("//section[@id='inner']//ul/li/a/text()"))
        following = [one for one in tree.xpath("//section[@id='inner']//p/a/@href") if one.startswith("?inner")]
        if not following:
            break
        page = path + following[0].partition("#")[0]
    assert {f"{n}号楼" for n in range(75)} <= found


def test_an_agent_of_sixty_people_may_act_for_the_last_of_them_and_finds_them_all(
    place: Village, sit: Sit, settings: Any, tmp_path: Path
) -> None:
    signed = scan(settings, tmp_path)
    rows = [
        authorise(place, place.villagers[n % 15], place.people["xiu"], WISH, signed=signed, days=2 + n // 3)
        for n in range(60)
    ]
    client, found, page = sit("xiu").client, set(), "/me/"
    for _ in range(4):
        tree = html.fromstring(client.get(page).content)
        found |= {one.rstrip("/").rpartition("/")[2] for one in tree.xpath("//*[@id='held']//li//a/@href")}
        following = tree.xpath("//*[@id='held']//p[@class='more']/a/@href")
        if not following:
            break
        page = "/me/" + following[0].partition("#")[0]
    assert {row.number for row in rows} <= found
    begin = html.fromstring(client.get(f"/p/{place.unit.code}/new/").content)
    offered = set(begin.xpath("//input[@name='doing']/@value"))
    assert f"four-two-one.wish-for-{rows[-1].pk}" in offered
