"""The pages of agency: as few queries with thirty as with three, in English too, closed to who has no business."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import SHEET, Village
from tests.kernel.matters.mandates import agent_of, authorise
from tests.web.desk.conftest import Sit, account
from tests.web.desk.noscript import photo
from tests.web.public.scene import untranslated
from yuanba.kernel.matters.models import Authorisation, Matter
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.people.actors import Actor

pytestmark = pytest.mark.django_db
DESK_MOST = 20


def fill(place: Village, number: int) -> Authorisation:
    """So many errands done and to be done for the mother, by the villager, and papers of hers entered by the clerk."""
    mother, agent = place.villagers[12], place.villagers[15]
    for _ in range(number):
        used = authorise(place, mother, agent, signed=None, by=Actor(mother), papers=["户口簿"])
        wished(place, agent_of(used))
        wished(place, replace(place.actor("li", "committee"), resident=mother))
        row = authorise(place, mother, agent, signed=None, by=Actor(mother))
    return row


def wished(place: Village, by: Actor) -> Matter:
    return open_matter(
        procedure="four-two-one",
        start="wish",
        unit=place.unit,
        by=by,
        title="修路",
        data={"paper": SHEET},
        at=place.now,
        key=uuid4(),
    ).matter


def test_every_page_asks_as_often_with_thirty_as_with_three(place: Village, sit: Sit) -> None:
    mother, unit = place.villagers[12], place.unit.code
    account("mother", mother)
    row = fill(place, 3)
    pages = [
        ("mother", "/me/"),
        ("mother", f"/authorisations/{row.number}/"),
        ("mother", f"/p/{unit}/authorise/"),
        ("villager", "/desk/"),
        ("villager", "/me/"),
        ("villager", f"/p/{unit}/new/"),
        ("li", f"/p/{unit}/authorise/"),
        ("li", f"/p/{unit}/statement/"),
    ]
    before = [count(sit, *page) for page in pages]
    fill(place, 27)
    assert [count(sit, *page) for page in pages] == before
    assert max(before) <= DESK_MOST, dict(zip(pages, before, strict=True))


def count(sit: Sit, who: str, path: str) -> int:
    client = sit(who).client
    client.get("/robots.txt")
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_the_pages_read_in_english(place: Village, sit: Sit) -> None:
    account("mother", place.villagers[12])
    row, unit = fill(place, 1), place.unit.code
    number = Matter.objects.first().number  # type: ignore[union-attr]
    for who, path in (
        ("mother", "/me/"),
        ("mother", f"/p/{unit}/authorise/"),
        ("mother", f"/m/{number}/contest/1"),
        ("li", f"/p/{unit}/authorise/"),
        ("li", f"/p/{unit}/statement/"),
        ("li", f"/p/{unit}/enter/contest.lodge.submit/?number=x"),
        ("villager", f"/authorisations/{row.number}/"),
    ):
        page = sit(who).client.get(f"/en{path}").content.decode()
        names = [one.name for one in (*place.people.values(), *place.villagers)]
        left = [words for words in untranslated(page) if not any(name in words for name in names)]
        assert [words for words in left if words not in ("户口簿", "中文")] == [], path


def test_an_officer_of_another_place_takes_down_nothing_here(place: Village, sit: Sit) -> None:
    row, unit = fill(place, 1), place.unit.code
    for who in ("zhou", "wang", "yang"):
        reader = sit(who)
        assert reader.open(f"/p/{unit}/statement/").status == 403
        assert reader.open(f"/authorisations/{row.number}/").status == 403
        assert "paper" not in reader.open(f"/p/{unit}/authorise/").forms()
    assert Client().get(f"/p/{unit}/statement/").status_code == 302


def test_a_wrong_name_or_number_is_mended_on_the_form(place: Village, sit: Sit) -> None:
    clerk = sit("li").open(f"/p/{place.unit.code}/authorise/")
    clerk.submit(
        "paper",
        resident=str(place.villagers[12].pk),
        purpose="four-two-one.petition.sign",
        agent="named",
        person="没有这个人",
        matter="510722101201-2026-999999",
        scan=photo("authority.jpg"),
    )
    assert (clerk.status, len(clerk.errors())) == (422, 1)
    assert clerk.errors()[0].startswith("本村（社区）名册上查不到这位代办人")
    clerk.submit("paper", person=place.villagers[13].name)
    assert (clerk.status, len(clerk.errors())) == (422, 1)
    clerk.submit("paper", purpose="four-two-one.wish.submit", matter="")
    assert "可以用" in clerk.text, "the scan was kept, and only what was wrong is typed again"
    assert Authorisation.objects.count() == 1


def test_a_double_click_on_an_authorisation_is_one(place: Village, sit: Sit) -> None:
    account("mother", place.villagers[12])
    mother = sit("mother").open(f"/p/{place.unit.code}/authorise/")
    sent = mother.filled(
        "own", purpose="four-two-one.wish.submit", agent=f"person-{place.villagers[13].pk}", consent="on"
    )
    first = mother.client.post(f"/p/{place.unit.code}/authorise/", sent)
    again = mother.client.post(f"/p/{place.unit.code}/authorise/", sent)
    assert first.headers["Location"] == again.headers["Location"]
    assert Authorisation.objects.count() == 1
