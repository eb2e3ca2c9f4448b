"""Many ways in are looked over by name: under whose name one acts, and of which procedure each is."""

from lxml import html

from tests.cast import Village
from tests.web.desk.conftest import Sit


def test_ways_in_stand_under_the_name_in_which_one_acts(place: Village, sit: Sit) -> None:
    page = html.fromstring(sit("li").client.get(f"/p/{place.unit.code}/new/").content)
    heads = page.xpath("//div[@id='acts']/h2/text()")
    assert heads[0].endswith("本人的名义"), "one's own come first"
    assert heads[-1] == "录入交来的纸质表", "what others handed in comes last"
    names = [" ".join(one.text_content().split()) for one in page.xpath("//div[@id='acts']//summary/h3")]
    assert "四议两公开一监督：村民提出意愿" in names
    assert "四议两公开一监督：村民提出意愿 纸质录入" in names
    assert len(set(names)) == len(names), "no two are called the same"
    assert not page.xpath("//div[@id='acts']/details[@open]"), "none stands open before it is chosen"


def test_the_way_in_that_was_asked_for_stands_open(place: Village, sit: Sit) -> None:
    asked = sit("li").client.get(f"/p/{place.unit.code}/new/?open=four-two-one.wish")
    opened = html.fromstring(asked.content).xpath("//div[@id='acts']/details[@open]/@id")
    assert opened == ["act-four-two-one.wish"]
