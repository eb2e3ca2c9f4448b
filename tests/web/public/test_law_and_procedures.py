"""Law, procedures and powers as pages: editions, certainty in words, and the same chart everywhere."""

from xml.etree import ElementTree

import pytest
from django.test import Client
from lxml import html

from tests.cast import power, village
from tests.web.paper.reading import pages, sizes, squeezed
from tests.web.public.conftest import Read
from tests.web.public.scene import words
from yuanba.kernel.places.county import pack

pytestmark = pytest.mark.django_db


def test_statutes_in_force_stand_apart_from_our_own_defaults(read: Read) -> None:
    law, _, ours = words(read("/law/")).partition("不是法律，是本系统的默认值")
    assert "中华人民共和国村民委员会组织法" in law
    assert "2025年10月28日第二次修正" in law
    assert "本项目的默认值（不是法律规定）" in ours
    assert "本项目的默认值（不是法律规定）" not in law


def test_every_article_says_in_words_how_sure_we_are_and_can_be_linked_to(read: Read) -> None:
    for code, statute in pack().law.statutes.items():
        page = read(f"/law/{code}/")
        tree = html.fromstring(page)
        said = {"A": "已读法律原文", "B": "据转引的二手来源", "C": "未核实", "L": "本系统默认值，不是法律"}
        for number, article in statute.articles.items():
            shown = tree.xpath(f'//li[@id="a{number}"]')[0].text_content()
            assert said[article.cert] in shown
            assert article.summary.zh in shown


def test_a_default_is_shown_as_no_law_at_all(read: Read) -> None:
    text = words(read("/law/defaults/"))
    assert "不作为法律展示" in text
    assert "代表会议提前通知的天数5无法律规定本系统默认值，不是法律" in text


def test_the_numbers_of_an_assembly_are_told_as_the_law_words_them(read: Read) -> None:
    village_law = words(read("/law/vcol-2026/"))
    assert "到会要求全体村民（十八周岁以上）的过半数，或者全体户的代表的 2/3 以上" in village_law
    assert "通过要求全体成员的 2/3 以上" in words(read("/law/rceo-2025/"))
    assert "at least 2/3 of all members" in words(read("/en/law/rceo-2025/"))


def test_every_number_of_the_law_has_a_name_in_both_languages(read: Read) -> None:
    for code, statute in pack().law.statutes.items():
        for prefix in ("", "/en"):
            text = words(read(f"{prefix}/law/{code}/"))
            assert not [rule for rule in statute.rules if rule in text]


def test_a_procedure_shows_its_chart_in_both_shapes_its_steps_law_and_local_numbers(read: Read) -> None:
    page = read("/procedures/four-two-one/")
    tree = html.fromstring(page)
    assert len(tree.xpath('//*[local-name()="svg"]')) == 2
    text = words(page)
    assert "本项目的解读" in text
    assert "党组织研究提议" in text
    assert "公示天数156015" in text
    assert "（未核实）" in text


def test_the_picture_and_the_model_are_files_that_parse(read: Read) -> None:
    client = Client()
    picture = client.get("/en/procedures/four-two-one.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert "Four deliberations" in picture.content.decode()
    assert ElementTree.fromstring(picture.content).tag.endswith("svg")
    model = client.get("/procedures/four-two-one.bpmn")
    assert "BPMN" in ElementTree.fromstring(model.content).tag
    assert "四议两公开一监督" in model.content.decode()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_procedure_hangs_on_the_wall_on_one_sheet_of_a3(client: Client, prefix: str) -> None:
    village()
    answer = client.get(f"{prefix}/procedures/four-two-one.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert sizes(answer.content) == [(420, 297)]
    (said,) = (squeezed(page) for page in pages(answer.content))
    found, language = pack().procedure("four-two-one"), "en" if prefix else "zh-hans"
    wanted = [found.name, found.summary, *(step.name for step in found.steps.values())]
    assert [one for one in wanted if squeezed(one[language]) not in said] == []
    assert f"{prefix}/procedures/four-two-one/" in said
    assert client.get(f"{prefix}/procedures/four-two-one.pdf").content == answer.content


@pytest.mark.parametrize(
    "path",
    [
        "/law/nothing/",
        "/procedures/nothing/",
        "/procedures/nothing.svg",
        "/procedures/nothing.pdf",
        "/coverage/two_committees/",
    ],
)
def test_what_the_pack_does_not_hold_is_not_found(path: str) -> None:
    assert Client().get(path).status_code == 404


def test_a_power_without_a_procedure_such_as_of_the_negative_list_is_listed_too(read: Read) -> None:
    place = village()
    rows = [row for row in pack().registers["powers"].rows if not row.get("procedure")]
    root = place.unit.parent.parent
    power(root, rows[0]["code"], place.now)
    assert rows[0]["name"] in words(read("/powers/"))
