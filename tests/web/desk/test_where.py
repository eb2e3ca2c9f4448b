"""Choosing a place without its code: by name, or county, township, unit; on pages by links, in forms by buttons."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.cast import FOUNDED, Village
from tests.web.desk.conftest import Sit
from yuanba.kernel.places.models import Place
from yuanba.web.where import FOUND, UNITS, search

COUNTY, TOWN = "510722", "510722101"
POWERS, PILOT, ADOPTING = "/powers/micro/", "/institutions/four-two-one/pilot/", "/desk/institutions/"


def links(path: str) -> dict[str, str]:
    """What the chooser of a page offers: the names of places with the addresses they lead to."""
    tree = html.fromstring(Client().get(path).content.decode())
    return {one.text_content().strip(): one.get("href") for one in tree.xpath('//details[@class="chooser"]//a')}


def grow(village: Village, number: int) -> None:
    """More villages in the town."""
    town = village.unit.parent
    for n in range(number):
        Place.objects.create(
            code=f"{TOWN}{300 + n}", kind="village", name=f"新{n}村", name_en=f"New Village {n}", parent=town,
            since=FOUNDED,
        )  # fmt: skip


@pytest.mark.parametrize("page", [POWERS, "/powers/", "/powers/M13/", "/powers/holders/collective/", PILOT])
def test_from_county_to_township_to_village_by_links_alone(place: Village, page: str) -> None:
    town = links(page)[place.unit.parent.name]
    assert town == f"{page}?in={TOWN}#in-below"
    below = links(town.partition("#")[0])
    assert below[place.unit.name] == f"{page}?in={place.unit.code}", "the address can be handed on"
    assert below["三台县"].startswith(f"{page}?in={COUNTY}")
    assert {place.unit.name, place.unit.parent.name, "三台县"} <= set(links(below[place.unit.name]))


@pytest.mark.parametrize("page", [POWERS, PILOT])
def test_a_village_is_found_by_its_name_in_both_languages(place: Village, page: str) -> None:
    unit, town = place.unit, place.unit.parent
    for words in (unit.name[:2], town.name + unit.name, f"三台县{town.name}{unit.name}", unit.name_en.upper()):
        tree = html.fromstring(Client().get(page, {"in": TOWN, "q": words}).content.decode())
        assert tree.xpath('//ul[contains(@class,"found")]//a/@href') == [f"{page}?in={unit.code}"], words
        assert tree.xpath('//details[@class="chooser"]/@open'), "what was found is seen at once"
        assert tree.xpath('//details//input[@name="in"]/@value') == [TOWN], "a search keeps where the reader is"
    assert "没有找到叫这个名字的地方" in Client().get(page, {"q": "无此村"}).content.decode()
    assert f"/en{page}?in={unit.code}" in Client().get(f"/en{page}?q={unit.name_en.split()[0]}").content.decode()


def test_the_day_of_a_pilot_report_goes_along(place: Village) -> None:
    since = place.today.isoformat()
    assert links(f"{PILOT}?in={TOWN}&since={since}")[place.unit.name] == f"{PILOT}?in={place.unit.code}&since={since}"


@pytest.mark.parametrize("page", [f"{POWERS}?in={TOWN}&q=村", f"{PILOT}?in={TOWN}&q=村"])
def test_thirty_villages_cost_as_many_queries_as_three(place: Village, page: str) -> None:
    def cost() -> int:
        client = Client()
        client.get("/robots.txt")
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page).status_code == 200
        return len(seen)

    grow(place, 2)
    few = cost()
    grow_more = [Place(code=f"{TOWN}{400 + n}", kind="village", name=f"多{n}村", name_en=f"More {n}",
                       parent=place.unit.parent, since=FOUNDED) for n in range(30)]  # fmt: skip
    Place.objects.bulk_create(grow_more)
    assert cost() == few <= 15


def test_a_search_ends_at_sixty_and_leaves_out_what_no_longer_stands(place: Village) -> None:
    grow(place, FOUND + 1)
    assert len(search("新", place.today, COUNTY)) == FOUND
    assert f"只列出前 {FOUND} 个" in Client().get(f"{POWERS}?q=新").content.decode()
    Place.objects.filter(name="新7村").update(until=place.today)
    assert not search("新7村", place.today, COUNTY)
    assert search("新7村", place.today - timedelta(days=1), COUNTY)


def offered(page: str, field: str) -> set[str]:
    return set(html.fromstring(page).xpath(f'//button[@name="{field}-at"]/@value'))


def test_an_officer_chooses_a_place_by_buttons_and_what_she_ticked_stays(officers: Village, sit: Sit) -> None:
    client = sit("gu").client
    sent = {"doing": "spread", "code": ["four-two-one"], "place": COUNTY, "source": "", "since": "2026-04-01"}
    sent["key"] = str(uuid4())
    page = client.post(ADOPTING, {**sent, "source-words": officers.unit.name, "source-find": "1"}).content.decode()
    assert officers.unit.code in offered(page, "source")
    page = client.post(ADOPTING, {**sent, "source-words": officers.unit.name, "source-at": TOWN}).content.decode()
    tree = html.fromstring(page)
    assert tree.xpath('//input[@name="source"]/@value') == [TOWN]
    assert tree.xpath('//input[@name="place"]/@value') == [COUNTY]
    assert tree.xpath('//input[@name="source-words"]/@value') == [""]
    assert tree.xpath("//input[@checked]/@value") == ["spread", "four-two-one"]
    assert officers.unit.code in offered(page, "source"), "its villages are the next step"
    seen = client.post(ADOPTING, {**sent, "source": TOWN, "stage": "preview"}).content.decode()
    assert 'value="do"' in seen


def test_a_township_is_offered_no_place_beyond_its_own(officers: Village, sit: Sit) -> None:
    found = offered(sit("deng").client.get(ADOPTING).content.decode(), "place")
    assert found == {one.code for one in Place.objects.filter(code__startswith=TOWN, kind__in=UNITS)} != set()
    Place.objects.create(
        code="510722102", kind="township", name="凤凰镇", name_en="Fenghuang Town", since=FOUNDED,
        parent=Place.objects.get(code=COUNTY),
    )  # fmt: skip
    sent = {"doing": "adopt", "place": TOWN, "place-words": "凤凰", "since": "2026-04-01"}
    assert offered(sit("deng").client.post(ADOPTING, sent).content.decode(), "place") == found


def test_a_name_typed_and_not_yet_chosen_is_looked_for_first(officers: Village, sit: Sit) -> None:
    sent = {"doing": "adopt", "code": ["four-two-one"], "place": TOWN, "since": "2026-04-01", "stage": "preview"}
    page = sit("deng").client.post(ADOPTING, {**sent, "place-words": officers.unit.name}).content.decode()
    assert 'value="do"' not in page
    assert officers.unit.code in offered(page, "place")
