"""A matter's page: where it stands, who did what under which article, and the proof."""

import hashlib
import json
from collections.abc import Callable

import pytest
from django.test import Client
from lxml import html

from tests.cast import village
from tests.stories.test_four_two_one import wish
from tests.web.public.conftest import Read
from tests.web.public.scene import Scene, archived, posted, words
from yuanba.kernel.ledger import leaf
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.matters.models import Matter, Taking

pytestmark = pytest.mark.django_db


def test_a_running_matter_says_who_is_waited_for_until_when_and_why(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    shown = at_noon(posted())
    text = words(read(f"/m/{shown.matter.number}/"))
    assert "现在等：村民委员会，办“决议公开”这一步。" in text
    assert "还剩" in text
    assert "依据：《村委会组织法》第35条" in text
    assert "有 1 件异议没有了结，这件事不往下办。" in text
    assert "M13 大额资金使用" in text


def test_the_chart_comes_wide_and_tall_with_the_current_step_lit_and_as_a_list(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    shown = at_noon(posted())
    tree = html.fromstring(read(f"/m/{shown.matter.number}/"))
    for shape in ("chart-wide", "chart-tall"):
        assert tree.xpath(f'//div[@class="{shape}"]//*[@data-step="publish-decision"]/@class') == [
            "chart-step chart-current"
        ]
    listed = tree.xpath('//ol[@class="steps"]/li[@aria-current="step"]//b/text()')
    assert listed == ["决议公开"]
    assert not tree.xpath("//*[@style]|//style|//script"), "the content policy allows nothing inline"


def test_the_count_is_told_in_a_sentence_with_the_majority_and_the_article(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    shown = at_noon(posted())
    told = words(read(f"/m/{shown.matter.number}/"))
    assert (
        "到会 15 人，赞成 12 票，反对 3 票，弃权 0 票。须 8 票以上（到会人数的过半数），通过。 依据：《村委会组织法》第30条"
        in told
    )
    english = words(read(f"/en/m/{shown.matter.number}/"))
    assert (
        "15 voters present: 12 for, 3 against, 0 abstained. 8 votes were needed (more than half of those present)"
        in english
    )
    assert "Villagers' Committees Law, art. 30" in english


def test_each_act_names_the_body_the_time_and_where_it_led(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    shown = at_noon(posted())
    text = words(read(f"/m/{shown.matter.number}/"))
    assert "党组织研究提议：同意 第 2 条记录 2026年3月4日 09:00 村党组织 转入：村“两委”联席会议商议" in text
    assert "预算金额（元）180,000.00" in text
    assert "提议内容：用集体拨付的18万元硬化1.2公里村道" in text
    assert "会议决议：计票 第 7 条记录 2026年3月15日 21:00 村民代表会议" in text
    assert "村民、居民自己的办理按天合并入账，不显示是谁。" in text


def test_a_correction_stands_beside_what_it_corrects(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    shown = at_noon(archived())
    page = read(f"/m/{shown.matter.number}/")
    text = words(page)
    assert "预算金额（元）180,000.00" in text
    assert "预算金额（元）178,000.00" in text
    assert "预算写多了" in text
    old = Taking.objects.get(matter=shown.matter, step="propose", act="agree")
    new = Taking.objects.get(matter=shown.matter, act="correct")
    tree = html.fromstring(page)
    assert tree.xpath(f'//li[@id="t{old.seq}"]//a[@href="#t{new.seq}"]')
    assert tree.xpath(f'//li[@id="t{new.seq}"]//a[@href="#t{old.seq}"]')


def test_line_items_come_with_their_sums(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    shown = at_noon(archived())
    table = html.fromstring(read(f"/m/{shown.matter.number}/")).xpath("//table")[0]
    assert [" ".join(row.text_content().split()) for row in table.xpath(".//tr")][1:] == [
        "集体拨付180,000.00",
        "水泥砂石120,000.00",
        "人工机械58,000.50",
        "合计180,000.00178,000.50",
    ]


def test_objections_and_queries_are_shown_with_their_state_and_without_who_lodged_them(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    shown = at_noon(archived())
    assert shown.objection is not None
    assert shown.query is not None
    page = read(f"/m/{shown.matter.number}/")
    text = words(page)
    assert "金额账目异议不成立" in text
    assert "谁提出的不公开。" in text
    for child in (shown.objection, shown.query):
        assert f'href="/m/{child.number}/"' in page
        assert f'href="/m/{shown.matter.number}/"' in read(f"/m/{child.number}/")
    assert "预算逐项列在公示里" in words(read(f"/m/{shown.objection.number}/"))


def test_the_public_text_on_the_page_is_what_the_ledger_leaf_commits_to(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    shown = at_noon(archived())
    tree = html.fromstring(read(f"/m/{shown.matter.number}/"))
    shown_acts = tree.xpath('//ol[@class="timeline"]/li[.//pre]')
    assert len(shown_acts) > 8
    entries = {bytes(entry.leaf_hash).hex(): leaf.decode(bytes(entry.leaf)) for entry in Entry.objects.all()}
    for act in shown_acts:
        printed = act.xpath(".//code/text()")[0]
        document = act.xpath(".//pre")[0].text_content()
        assert hashlib.sha256(document.encode()).digest() in entries[printed].documents
        assert json.loads(document)["matter"] == shown.matter.number


def test_a_standing_posting_may_be_objected_to_and_an_ended_matter_offers_nothing(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    open_one = at_noon(posted())
    page = read(f"/m/{open_one.matter.number}/")
    assert f'href="/m/{open_one.matter.number}/object"' in page
    assert f'href="/m/{open_one.matter.number}/take"' in page
    Matter.objects.filter(pk=open_one.matter.pk).update(step="", end="archived", closed_at=open_one.place.now)
    closed = read(f"/m/{open_one.matter.number}/")
    assert "/object" not in closed
    assert "/take" not in closed
    assert "办结归档" in words(closed)


def test_a_petition_shows_how_many_signed_and_how_many_are_needed_never_who(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    place = village()
    matter = wish(place)
    at_noon(Scene(place, matter))
    place.take(matter, "zhou", "party_org", "decline", reason="今年没有钱")
    place.take(matter, "xiu", None, "sign", power="M13")
    text = words(read(f"/m/{matter.number}/"))
    assert "已有 1 人签名，须 4 人（全体村民（十八周岁以上）的 1/10 以上）。" in text
    assert "1 人签名联署，姓名不公开。" in text
    assert "阿秀" not in text


def test_a_number_that_no_matter_bears_is_not_found(at_noon: Callable[[Scene], Scene]) -> None:
    at_noon(posted())
    assert Client().get("/m/510722101201-2026-999999/").status_code == 404
