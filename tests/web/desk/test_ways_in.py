"""Many ways in are looked over by name: under whose name one acts, and of which procedure each is."""

from uuid import uuid4

import pytest
from django.test import Client
from lxml import html

from tests.cast import Village
from tests.web.desk.conftest import Sit
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.subjects import OTHER, Subject, by_subject, in_order
from yuanba.kernel.registers.adopting import adopt_all


@pytest.fixture
def adopted(place: Village) -> Village:
    """The village, in a town that has adopted every institution."""
    town = place.unit.parent
    assert town is not None
    adopt_all(
        institutions=tuple(pack().institutions), place=town, since=place.today, params={}, at=place.now,
        body=f"{town.code}/township_office", key=uuid4(),
    )  # fmt: skip
    return place


def test_ways_in_stand_under_the_name_in_which_one_acts(place: Village, sit: Sit) -> None:
    page = html.fromstring(sit("li").client.get(f"/p/{place.unit.code}/new/").content)
    heads = page.xpath("//div[@id='acts']/h2/text()")
    assert heads[0].endswith("本人的名义"), "one's own come first"
    assert heads[-1] == "录入交来的纸质表", "what others handed in comes last"
    names = [" ".join(one.text_content().split()) for one in page.xpath("//div[@id='acts']//summary/h4")]
    assert "四议两公开一监督：村民提出意愿" in names
    assert "四议两公开一监督：村民提出意愿 纸质录入" in names
    assert len(set(names)) == len(names), "no two are called the same"
    assert not page.xpath("//div[@id='acts']/details[@open]"), "none stands open before it is chosen"


def test_ways_in_are_looked_for_by_what_they_are_about_on_screen_as_on_paper(adopted: Village, sit: Sit) -> None:
    page = html.fromstring(sit("villager").client.get(f"/p/{adopted.unit.code}/new/").content)
    shelves: dict[str, list[str]] = {}
    for one in page.xpath("//div[@id='acts']/*[contains(@class, 'shelf') or contains(@class, 'act')]"):
        if "shelf" in one.get("class"):
            shelves[one.text_content()] = []
        else:
            shelves[list(shelves)[-1]].append(one.get("id").removeprefix("act-").partition(".")[0])
    assert list(shelves)[:2] == ["有话要说、有事要办", "大家的事，提出来一起议"]
    assert next(iter(shelves.values()))[:3] == ["wish", "agency", "seal-use"], "the commonest comes first"
    on_screen = list(dict.fromkeys(code for codes in shelves.values() for code in codes))
    paper = html.fromstring(Client().get(f"/p/{adopted.unit.code}/forms/").content)
    assert paper.xpath("//main/h2/text()")[:2] == list(shelves)[:2]
    hrefs = [one.rpartition("/")[2].partition(".")[0] for one in paper.xpath("//main//section//a/@href")]
    printed = [code for code in dict.fromkeys(hrefs) if code in on_screen]
    assert printed == on_screen
    errands = html.fromstring(sit("villager").client.get(f"/p/{adopted.unit.code}/authorise/").content)
    values = errands.xpath("//*[@name='purpose']/option/@value | //input[@name='purpose']/@value")
    asked = [code for code in dict.fromkeys(one.partition(".")[0] for one in values if one) if code in on_screen]
    assert asked == on_screen


def test_every_procedure_of_the_county_stands_under_one_subject() -> None:
    named = [code for one in pack().subjects.values() for code in one.procedures]
    assert sorted(named) == sorted({one.code for one in pack().procedures.values()})
    listed = html.fromstring(Client().get("/procedures/").content).xpath("//main//a[@class='what']/@href")
    assert listed == [f"/procedures/{code}/" for code in in_order(named, pack().subjects.values())]


def test_what_no_subject_names_comes_last() -> None:
    subjects = [Subject("b", 2, Text("乙", "B"), ("y", "x")), Subject("a", 1, Text("甲", "A"), ("z",))]
    found = by_subject(["new", "x", "y", "z"], subjects, lambda code: code)
    assert found == [(Text("甲", "A"), ["z"]), (Text("乙", "B"), ["y", "x"]), (OTHER, ["new"])]


def test_the_way_in_that_was_asked_for_stands_open(place: Village, sit: Sit) -> None:
    asked = sit("li").client.get(f"/p/{place.unit.code}/new/?open=four-two-one.wish")
    opened = html.fromstring(asked.content).xpath("//div[@id='acts']/details[@open]/@id")
    assert opened == ["act-four-two-one.wish"]
