"""The five lists as pages: every item with all that a villager asks, by place, on paper, edition by edition."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.cast import Village, power, village
from tests.stories.test_four_two_one import deliberate, wish
from tests.web.public.conftest import Read
from tests.web.public.scene import untranslated, words
from yuanba import clock
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.editing import Change
from yuanba.kernel.registers.editions import put_in_force
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db
LISTS = ("powers", "micro", "self", "assist", "negative")


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Village:
    """The village, in a town that has put every list in force today."""
    made = village()
    monkeypatch.setattr(clock, "now", lambda: made.now)
    for catalogue in LISTS:
        put(made, made.unit.parent, catalogue)
    return made


def put(place: Village, where: Place | None, catalogue: str, *changes: Change) -> Record:
    assert where is not None
    return put_in_force(
        catalogue=catalogue, place=where, since=place.today, changes=changes, at=place.now, key=uuid4(),
        body=f"{where.code}/township_office",
    )  # fmt: skip


def shorter(place: Village) -> Record:
    """The town's second edition of the small powers, some days later."""
    place.wait(days=5)
    return put(place, place.unit.parent, "micro", Change("amend", "M13", {"materials": "三家报价", "time_limit": "60"}))


def test_the_overview_counts_the_five_lists_and_keeps_an_anchor_for_every_item(place: Village, read: Read) -> None:
    for code in ("M05", "N1"):
        power(place.unit.parent.parent, code, place.now)
    page = read(f"/powers/?in={place.unit.code}")
    tree = html.fromstring(page)
    assert not tree.xpath('//*[@id="N8"]')
    assert tree.xpath('//li[@id="M13"]/a/@href') == [f"/powers/M13/?in={place.unit.code}"]
    text = words(page)
    assert "不是县里的正式文本" in text
    for number in ("36 项", "2 项", "21 项", "37 项", "7 项"):
        assert number in text


def test_the_county_shows_its_draft_and_the_town_what_is_in_force_there(place: Village, read: Read) -> None:
    assert "这份清单在这里还是草案" in words(read("/powers/M13/"))
    assert "这份清单在这里还是草案" in words(read("/powers/micro/"))
    for path in ("/powers/M13/", "/powers/micro/"):
        assert "草案" not in words(read(f"{path}?in={place.unit.code}"))
    assert Client().get("/powers/B13/").status_code == 404
    assert Client().get("/powers/?in=510722999").status_code == 404


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_item_of_every_list_has_a_page_with_its_charts_law_and_complaints(
    place: Village, read: Read, prefix: str
) -> None:
    town = place.unit.parent.code
    for row in pack().registers["powers"].rows:
        if row["list"] == "micro" and row["code"] not in ("M10", "M13"):
            continue
        page = read(f"{prefix}/powers/{row['code']}/?in={town}")
        text = words(page)
        assert row["name_en" if prefix else "name"] in text
        assert ("demonstration number" if prefix else "演示电话") in text
        assert ("(unverified)" if prefix else "（未核实）") in text or not row.get("unverified")
        svgs = html.fromstring(page).xpath('//*[local-name()="svg"][contains(@class, "chart")]')
        codes = [row["procedure"], *filter(None, [row.get("also")])] if row.get("procedure") else []
        assert [one.get("data-procedure-sha256") for one in svgs] == [
            pack().procedure(code).sha256 for code in codes for _shape in "wt"
        ]
        if prefix:
            assert not untranslated(page), row["code"]


def test_an_item_tells_holder_deciders_basis_with_edition_papers_days_and_disclosure(
    place: Village, read: Read
) -> None:
    text = words(read("/powers/M10/"))
    for said in (
        "谁持有农村集体经济组织", "谁决定（村）成员大会", "成员大会决定、四议两公开一监督", "需要的材料议案、账目、成员名册",
        "一般多少天办结120 天", "公示不少于 15 天", "监督什么材料备查、决定和结果公开", "第26条第（10）项",
        "2024年6月28日", "本项目拟写，不是县里的正式文本",
    ):  # fmt: skip
        assert said in text, said
    town = place.unit.parent.code
    assert "牵头部门（由它出经费）公安局" in words(read(f"/powers/B13/?in={town}"))
    assert "不可以做什么拦车、扣车、罚款" in words(read(f"/powers/B13/?in={town}"))
    assert "由哪道关口把守担保举债" in words(read(f"/powers/N2/?in={town}"))
    assert "在哪一步行使党组织研究提议" in words(read(f"/powers/P01/?in={town}"))
    assert "居委会组织法" not in words(read(f"/powers/M13/?in={place.unit.code}"))


def test_matters_under_an_item_are_listed_and_counted_in_any_edition_and_by_place(place: Village, read: Read) -> None:
    deliberate(place, wish(place))
    shorter(place)
    for where in ("", f"?in={place.unit.code}", "?in=510722101"):
        text = words(read(f"/powers/M13/{where}"))
        assert "硬化1.2公里村道" in text
        assert "1 件" in text
    other = Place.objects.create(
        code="510722101202", kind="village", name="别村", parent=place.unit.parent, since=place.unit.since
    )
    assert "还没有按这一项办的事" in words(read(f"/powers/M13/?in={other.code}"))


def test_a_long_list_of_matters_is_paged_by_key_and_costs_the_same(place: Village) -> None:
    matter = wish(place)
    deliberate(place, matter)
    matter = Matter.objects.get(pk=matter.pk)

    def more(number: int) -> None:
        for one in range(number):
            matter.pk, matter.number = None, f"{place.unit.code}-2026-{Matter.objects.count():05d}{one}"
            matter.save(force_insert=True)

    def queries(path: str) -> int:
        client = Client()
        client.get("/robots.txt")
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    more(2)
    before = queries("/powers/M13/")
    more(40)
    assert queries("/powers/M13/") == before <= 8
    first = Client().get(f"/powers/M13/?in={place.unit.code}").content.decode()
    assert "43 件" in words(first)
    (onward,) = html.fromstring(first).xpath('//a[@rel="next"]/@href')
    assert onward.startswith(f"?in={place.unit.code}&after=")
    second = html.fromstring(Client().get(f"/powers/M13/{onward}").content.decode())
    assert len(second.xpath('//a[starts-with(@href, "/m/")]')) == 13


def test_an_item_that_was_ended_here_still_answers_where_matters_lead(place: Village, read: Read) -> None:
    deliberate(place, wish(place))
    place.wait(days=3)
    put(place, place.unit, "micro", Change("end", "M13"))
    assert "已废止" in words(read(f"/powers/M13/?in={place.unit.code}"))
    assert "M13" not in words(read(f"/powers/micro/?in={place.unit.code}"))


def test_old_addresses_lead_to_the_item(place: Village) -> None:
    found = Client().get("/en/powers/micro/M13/?in=510722101")
    assert (found.status_code, found["Location"]) == (301, "/en/powers/M13/?in=510722101")
    for path in ("/powers/nothing/", "/powers/X99/", "/powers/holders/nobody/", "/powers/nothing/editions/"):
        assert Client().get(path).status_code == 404, path


def test_a_holder_has_everything_it_holds_on_one_page(place: Village, read: Read) -> None:
    text = words(read("/powers/holders/supervision_committee/?in=510722101"))
    assert "主持每年民主评议" in text
    assert "民主评议成员和误工聘用人员" in text
    assert "大额资金使用" not in text


@pytest.mark.parametrize("size", ["a4", "a3"])
@pytest.mark.parametrize(
    "path", ["/powers/M10/", "/powers/N5/", "/powers/B13/", "/powers/powers/", "/powers/negative/"]
)
def test_an_item_and_a_list_print_the_same_bytes_twice(place: Village, path: str, size: str) -> None:
    prints = [Client().get(f"{prefix}{path}?in=510722101&format=pdf&size={size}") for prefix in ("", "", "/en")]
    assert [one["Content-Type"] for one in prints] == ["application/pdf"] * 3
    assert prints[0].content[:5] == b"%PDF-"
    assert prints[0].content == prints[1].content != prints[2].content


def test_no_other_size_is_printed(place: Village) -> None:
    for path in ("/powers/M10/", "/powers/powers/", "/powers/micro/editions/1/"):
        assert Client().get(f"{path}?in=510722101&format=pdf&size=a0").status_code == 404


def test_a_redline_shows_what_went_and_what_came_in_words_and_to_the_ear(place: Village, read: Read) -> None:
    shorter(place)
    page = read("/powers/micro/editions/2/?in=510722101")
    tree = html.fromstring(page)
    went = [one.text_content() for one in tree.xpath("//del")]
    came = [one.text_content() for one in tree.xpath("//ins")]
    assert any("120" in one for one in went)
    assert any("60" in one for one in came)
    assert all(one.startswith("（删去）") for one in went)
    assert all(one.startswith("（加上）") for one in came)
    text = words(page)
    assert "M13 大额资金使用 修改" in text
    assert "M10" not in text
    assert not untranslated(read("/en/powers/micro/editions/2/?in=510722101"))
    assert Client().get("/powers/micro/editions/2/?in=510722101&format=pdf").content[:5] == b"%PDF-"


def test_any_two_editions_are_compared_and_the_first_with_what_was_before(place: Village, read: Read) -> None:
    shorter(place)
    place.wait(days=5)
    put(place, place.unit.parent, "micro", Change("amend", "M10", {"supervision": "账目和签字"}))
    assert "与第 1 版对照" in words(read("/powers/micro/editions/3/?in=510722101&against=1"))
    text = words(read("/powers/micro/editions/3/?in=510722101&against=1"))
    assert "M13" in text
    assert "M10" in text
    assert "没有改动" in words(read("/powers/micro/editions/1/?in=510722101"))
    assert "M13" in words(read("/powers/micro/editions/3/?in=510722101&against=0"))
    for path in ("editions/9/", "editions/2/?against=7", "editions/1/?in=510722"):
        query = "" if "?" in path else "?in=510722101"
        assert Client().get(f"/powers/micro/{path}{query}").status_code == 404, path


def test_editions_are_listed_in_a_place_and_everywhere(place: Village, read: Read) -> None:
    shorter(place)
    put(place, place.unit, "micro")
    everywhere = words(read("/powers/micro/editions/"))
    assert re.search("凤凰村：第 1 版.*潼川镇：第 2 版.*潼川镇：第 1 版", everywhere)
    assert "凤凰村：" not in words(read("/powers/micro/editions/?in=510722101"))
    assert "只有草案" in words(read("/powers/micro/editions/?in=510722"))
    assert not untranslated(read("/en/powers/micro/editions/"))


def test_a_matter_says_when_its_power_was_taken_from_a_draft(monkeypatch: pytest.MonkeyPatch, read: Read) -> None:
    made = village()
    monkeypatch.setattr(clock, "now", lambda: made.now)
    matter = wish(made)
    deliberate(made, matter)
    put(made, made.unit.parent, "micro")
    made.wait(days=1)
    page = read(f"/m/{matter.number}/")
    assert "立项时这份清单还是草案" in words(page)
    assert html.fromstring(page).xpath(f'//a[@href="/powers/M13/?in={made.unit.code}"]')


def test_a_page_is_drawn_anew_when_an_edition_is_put_in_force(place: Village, read: Read) -> None:
    client = Client()
    assert "120 天" in words(client.get(f"/powers/M13/?in={place.unit.code}").content.decode())
    put(place, place.unit, "micro", Change("amend", "M13", {"time_limit": "45"}))
    assert "45 天" in words(client.get(f"/powers/M13/?in={place.unit.code}").content.decode())
    assert timedelta(0) == place.now - clock.now()
