"""A notice on screen and on paper, a printed step, a called meeting, and blank forms."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.paper.reading import pages, sizes, squeezed
from tests.web.public.conftest import Read
from tests.web.public.scene import Scene, archived, posted, words
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Taking

pytestmark = pytest.mark.django_db


def printed(path: str) -> bytes:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"] == "application/pdf"
    return bytes(answer.content)


def test_a_standing_notice_tells_its_period_issuer_law_and_fingerprint(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    shown = at_noon(posted())
    notice = shown.notice()
    text = words(read(f"/n/{notice.pk}/"))
    assert "补充说明：金额18万元" in text
    assert "公示期2026年3月15日至2026年3月30日" in text
    assert "公布机构村民委员会" in text
    assert "《村委会组织法》第35条" in text
    assert notice.taking.leaf in text
    assert "对公示提出异议" in text


def test_a_notice_whose_period_is_over_can_still_be_read_but_not_objected_to(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    shown = at_noon(posted())
    shown.place.wait(days=30)
    text = words(read(f"/n/{shown.notice().pk}/"))
    assert "公示期已满，从公开栏取下，内容仍可查看。" in text
    assert "金额18万元" in text
    assert "对公示提出异议" not in text


def test_a_notice_taken_down_says_why_and_a_correction_stands_beside_the_old(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    shown = at_noon(posted())
    assert shown.objection is not None
    shown.place.take(shown.objection, "wu", "committee", "uphold", answer="确实少写了")
    assert "原因：异议成立" in words(read(f"/n/{shown.notice().pk}/"))


def test_an_amended_notice_and_its_forerunner_point_to_each_other(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    shown = at_noon(posted())
    settle(shown)
    old = shown.notice()
    shown.place.take(shown.matter, "li", "committee", "amend", remark="金额178000元", reason="少写了零头")
    new = shown.notice()
    assert f'href="/n/{new.pk}/"' in read(f"/n/{old.pk}/")
    assert f'href="/n/{old.pk}/"' in read(f"/n/{new.pk}/")
    assert "已更正" in words(read(f"/n/{old.pk}/"))


def settle(shown: Scene) -> None:
    """The objection is answered and looked into, so that the posting may be amended."""
    assert shown.objection is not None
    shown.place.take(shown.objection, "wu", "committee", "dismiss", answer="预算逐项列在公示里")
    shown.place.take(shown.objection, "wang", "supervision_committee", "dismiss", opinion="账目属实")


def test_a_notice_of_a_members_board_is_not_shown_to_everybody(at_noon: Callable[[Scene], Scene]) -> None:
    shown = at_noon(posted())
    Notice.objects.update(board="finance")
    assert Client().get(f"/n/{shown.notice().pk}/").status_code == 404
    assert Client().get(f"/n/{shown.notice().pk}/?format=pdf").status_code == 404


@pytest.mark.parametrize(("size", "millimetres"), [("a4", (210, 297)), ("a3", (297, 420))])
def test_a_notice_prints_on_the_paper_asked_for_and_always_the_same(
    size: str, millimetres: tuple[int, int], at_noon: Callable[[Scene], Scene]
) -> None:
    shown = at_noon(archived())
    path = f"/n/{shown.notice().pk}/?format=pdf&size={size}"
    once = printed(path)
    shown.place.wait(days=3)
    assert printed(path) == once
    assert set(sizes(once)) == {millimetres}
    text = squeezed("".join(pages(once)))
    for said in ("硬化1.2公里村道", "实施结果公开", "水泥砂石", "178,000.50", "村民委员会", shown.matter.number):
        assert said in text


def test_a_size_that_no_printer_has_is_refused(at_noon: Callable[[Scene], Scene]) -> None:
    shown = at_noon(posted())
    assert Client().get(f"/n/{shown.notice().pk}/?format=pdf&size=a0").status_code == 404


def test_a_completed_step_prints_as_it_was_then_in_either_language(at_noon: Callable[[Scene], Scene]) -> None:
    shown = at_noon(posted())
    count = Taking.objects.get(matter=shown.matter, act="count")
    path = f"/m/{shown.matter.number}/t/{count.seq}.pdf"
    before = printed(path)
    text = squeezed("".join(pages(before)))
    assert "赞成12票" in text
    assert count.leaf[:8] in text
    assert "Votescounted" in squeezed("".join(pages(printed(f"/en{path}"))))
    settle(shown)
    shown.place.wait(days=20)
    assert printed(path) == before, "what came later does not change an old record"


def test_a_called_meeting_prints_as_a_notice_with_time_and_place(at_noon: Callable[[Scene], Scene]) -> None:
    shown = at_noon(posted())
    call = Taking.objects.get(matter=shown.matter, act="convene")
    text = squeezed("".join(pages(printed(f"/m/{shown.matter.number}/t/{call.seq}.pdf"))))
    for said in ("会议通知", "村民代表会议", "19:30", "村委会坝子", "是否同意用18万元硬化村道"):
        assert said in text


def test_residents_own_acts_and_inner_acts_have_no_print(at_noon: Callable[[Scene], Scene]) -> None:
    shown = at_noon(posted())
    signing = Taking.objects.get(matter=shown.matter, act="sign-in")
    for seq in (1, signing.seq, 999):
        assert Client().get(f"/m/{shown.matter.number}/t/{seq}.pdf").status_code == 404


@pytest.mark.parametrize(
    ("which", "said"),
    [("wish", "村民提出意愿"), ("petition", "联名签名表"), ("objection", "提出异议"), ("authorisation", "代办委托书")],
)
def test_blank_forms_print_for_a_unit(which: str, said: str, at_noon: Callable[[Scene], Scene]) -> None:
    shown = at_noon(posted())
    path = f"/p/{shown.unit}/forms/{which}.pdf"
    once = printed(path)
    assert said in squeezed("".join(pages(once)))
    assert "凤凰村" in squeezed("".join(pages(once)))
    assert printed(path) == once
    assert Client().get(f"/p/510722101/forms/{which}.pdf").status_code == 404
