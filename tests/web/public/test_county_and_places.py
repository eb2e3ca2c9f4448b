"""From the county down to a board: what a reader finds, and how lists go on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from lxml import html

from tests.cast import FOUNDED
from tests.stories.test_four_two_one import convene, deliberate, mandate, wish
from tests.web.public.conftest import Read
from tests.web.public.scene import Scene, posted, words
from yuanba.kernel.people.models import Body
from yuanba.kernel.places.models import Place, Succession

pytestmark = pytest.mark.django_db
UNIT = "/p/510722101201/"


def test_the_county_shows_its_townships_what_is_new_and_the_coverage(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    shown = at_noon(posted())
    page = read("/")
    text = words(page)
    assert "三台县村务公开" in text
    assert "潼川镇1" in text, "the township with the number of its units"
    assert "1/1设有村（居）务监督委员会" in text
    assert f'href="/m/{shown.matter.number}/"' in page
    assert f'href="/n/{shown.notice().pk}/"' in page
    assert "决议公开：硬化1.2公里村道" in text


@pytest.mark.parametrize("asked", ["凤凰", "fenghuang", "5107221012"])
def test_a_village_is_found_by_its_name_in_either_script_or_by_its_code(
    asked: str, at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    at_noon(posted())
    assert f'href="{UNIT}"' in read(f"/?q={asked}")


def test_a_name_that_no_place_bears_is_said_to_be_missing(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    at_noon(posted())
    assert "没有找到叫这个名字的地方" in read("/?q=不存在村")


def test_a_township_lists_its_units_and_their_news(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    shown = at_noon(posted())
    page = read("/p/510722101/")
    assert f'href="{UNIT}"' in page
    assert f'href="/m/{shown.matter.number}/"' in page
    assert f'href="/n/{shown.notice().pk}/"' in page
    assert "乡镇人民政府（街道办事处）" in words(page)


def test_a_unit_shows_office_holders_by_post_running_matters_the_board_and_institutions(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    shown = at_noon(posted())
    page = read(UNIT)
    text = words(page)
    assert "村党组织 书记周书记" in text
    assert "村务监督委员会 主任王婶" in text
    assert "冯监委" in text
    assert "蒋监委" in text
    assert "决议公开 等：村民委员会" in text
    assert "正在公示" in text
    assert "潼川镇采用，自2026年1月1日起" in text
    assert "四议两公开一监督（421）" in text
    assert f'href="{UNIT}new/"' in page
    assert f'href="{UNIT}feed.atom"' in page
    assert f'href="/m/{shown.matter.number}/"' in page


def test_a_meeting_that_was_called_stands_on_the_unit_until_it_begins(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    shown = at_noon(posted())
    place = shown.place
    coming = wish(place)
    mandate(place, "M13")
    deliberate(place, coming)
    convene(place, coming, "villager_rep_assembly")
    called = place.now
    place.now = called - timedelta(days=2)
    assert "村民代表会议" in words(read(UNIT)).partition("将要开的会")[2]
    place.now = called
    assert "还没有召集会议" in words(read(UNIT))


def test_a_matter_past_its_day_is_shown_as_overdue(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    shown = at_noon(posted())
    late = wish(shown.place)
    shown.place.take(late, "zhou", "party_org", "agree", power="M13", proposal="硬化村道", budget="1")
    shown.place.wait(days=40)
    for path in (UNIT, f"/m/{late.number}/"):
        assert "超期" in words(read(path))
    assert "days overdue" in words(read(f"/en/m/{late.number}/"))


def test_a_board_keeps_old_postings_beside_what_stands(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    shown = at_noon(posted())
    assert "正在公示" in words(read(f"{UNIT}village-affairs/"))
    shown.place.wait(days=30)
    assert "公示期满" in words(read(f"{UNIT}village-affairs/"))


def test_a_members_board_explains_itself_and_shows_nothing(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    at_noon(posted())
    text = words(read(f"{UNIT}finance/"))
    assert "依法向农村集体经济组织的成员公开" in text
    assert "《农村集体经济组织法》第45条" in text
    assert "正在公示" not in text


def test_a_basis_that_nobody_re_read_is_marked(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    at_noon(posted())
    assert "《中国共产党党务公开条例（试行）》（未核实）" in words(read(f"{UNIT}party-affairs/"))


def test_the_list_of_matters_goes_on_by_key_and_every_matter_comes_once(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    shown = at_noon(posted())
    for _ in range(33):
        wish(shown.place)
    for start in (f"{UNIT}matters/", "/p/510722101/matters/"):
        found: list[str] = []
        path = start
        while path:
            tree = html.fromstring(read(path))
            found += [href for href in tree.xpath("//main//a/@href") if href.startswith("/m/")]
            following = tree.xpath('//a[@rel="next"]/@href')
            path = start + following[0] if following else ""
        assert len(found) == len(set(found)) == 34, "objections belong to their matter and are not listed"
        assert found == sorted(found, reverse=True)


def test_a_key_that_is_no_number_begins_at_the_top(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    shown = at_noon(posted())
    assert shown.matter.number in read(f"{UNIT}matters/?after=x' OR 1=1")


def test_a_place_that_was_merged_names_who_took_over(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    shown = at_noon(posted())
    old = Place.objects.create(
        code="510722101299",
        kind="village",
        name="老村",
        name_en="Lao Village",
        parent=shown.place.unit.parent,
        since=FOUNDED,
        until=shown.place.today,
    )
    Succession.objects.create(old=old, new=shown.place.unit, on=shown.place.today, kind="merge")
    assert "现在由这里接续：凤凰村" in words(read("/p/510722101299/"))


@pytest.mark.parametrize("path", ["/p/510722999/", "/p/510723/", f"{UNIT}nowhere/", "/p/510722101/village-affairs/"])
def test_what_is_not_there_is_told_kindly(path: str, at_noon: Callable[[Scene], Scene]) -> None:
    at_noon(posted())
    answer = Client().get(path)
    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()


def test_a_body_shows_its_law_its_public_posts_and_what_waits_for_it(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    shown = at_noon(posted())
    text = words(read(f"/bodies/{shown.body('committee').pk}/"))
    assert "村民委员会" in text
    assert "《村委会组织法》第8条" in text
    assert "《居委会组织法》" not in text, "a village is not shown the law of communities"
    assert "主任吴主任" in text
    assert "硬化1.2公里村道" in text
    members = words(read(f"/bodies/{shown.body('party_member_meeting').pk}/"))
    assert "其他成员的姓名不公开" in members
    assert "陈伯" not in members


def test_coverage_is_full_and_names_a_place_when_its_committee_is_dissolved(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    shown = at_noon(posted())
    assert "1/1" in words(read("/coverage/supervision_committee/"))
    body = Body.objects.get(kind="supervision_committee")
    tenure = body.tenures.first()
    assert tenure is not None
    tenure.until = shown.place.today
    tenure.save()
    assert "凤凰村潼川镇只有 2 人，至少要 3 人" in words(read("/coverage/supervision_committee/"))
    body.until = shown.place.today
    body.save()
    text = words(read("/coverage/supervision_committee/"))
    assert "0/1" in text
    assert "凤凰村潼川镇没有设立" in text


def test_a_matter_decided_elsewhere_is_not_mixed_in(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    shown = at_noon(posted())
    Place.objects.create(
        code="510722101202",
        kind="village",
        name="另一村",
        name_en="Other Village",
        parent=shown.place.unit.parent,
        since=FOUNDED,
    )
    assert shown.matter.title not in words(read("/p/510722101202/"))


def test_coverage_tells_of_vacant_posts_and_of_terms_that_end_soon(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    shown = at_noon(posted())
    body = Body.objects.get(kind="supervision_committee")
    body.tenures.filter(post="chair").update(post="member")
    assert "主任缺 1 人" in words(read("/coverage/supervision_committee/"))
    body.tenures.update(until=shown.place.today + timedelta(days=60))
    assert "届满，请安排换届" in words(read("/coverage/supervision_committee/"))
    body.tenures.update(until=shown.place.today)
    text = words(read("/coverage/supervision_committee/"))
    assert "0/1" in text
    assert "还没有新的人选" in text


def test_a_body_that_no_law_asks_for_is_watched_where_it_stands(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    shown = at_noon(posted())
    assert "0/0" in words(read("/coverage/grid_team/"))
    Body.objects.create(kind="grid_team", place=shown.place.unit, since=shown.place.today)
    assert "社区（村）网格长缺 1 人；小区（片区）网格长缺 1 人；专兼职网格员缺 1 人" in words(
        read("/coverage/grid_team/")
    )
