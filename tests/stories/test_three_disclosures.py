"""Party, village and finance: written up, looked at by the supervisors, posted for fifteen days, to those it is for."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import FOUNDED
from tests.driver import Driver
from tests.ground import ground
from tests.stories.showing import notice_paper, page, refused
from tests.web.paper.reading import squeezed
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.registers.acts import adopt

pytestmark = pytest.mark.django_db
ACCOUNTS = [{"name": "堰塘承包费", "income": "12000"}, {"name": "抽水电费", "expense": "860.50", "note": "两张电费单"}]


def test_village_affairs_are_looked_at_first_and_hang_fifteen_days() -> None:
    place = ground()
    place.adopt("three-disclosures")
    clerk, supervisor = place.officer("committee"), place.officer("supervision_committee")
    quarter = place.open(
        "disclosure", "village", clerk, "一季度协助政府工作情况", power="M24", item="人居环境整治三次，用工四十小时"
    )
    with refused("not-your-step"):
        place.take(quarter, clerk, "report", report="我们自己看过了")
    with refused("names-a-resident"):
        place.take(quarter, supervisor, "report", report=f"{place.residents[3].name}的工时没有写")
    place.take(quarter, supervisor, "report", report="用工小时与记录一致")
    place.take(quarter, clerk, "post")
    notice = Notice.objects.get(matter=quarter)
    assert (notice.board, notice.body) == ("village-affairs", "committee")
    assert notice.until - notice.since >= timedelta(days=15)
    wall = notice_paper(quarter)
    assert squeezed("人居环境整治三次，用工四十小时") in wall
    assert squeezed("用工小时与记录一致") in wall, "the supervisors' opinion hangs beside it"
    assert "第35条" in wall
    place.wait(days=18)
    quarter.refresh_from_db()
    assert quarter.end == "archived"


def test_the_accounts_of_the_collective_balance_and_are_for_its_members() -> None:
    place = ground()
    place.adopt("three-disclosures")
    board = place.officer("collective")
    books = place.open("disclosure", "finance", board, "一季度集体收支", power="C07", period="2026年1至3月")
    place.take(
        books, place.officer("finance_review_group"), "agree",
        held_on=place.today.isoformat(), attended=3, opinion="逐笔看过",
    )  # fmt: skip
    with refused("blank-missing", blank="accounts"):
        place.take(books, board, "post")
    place.take(books, board, "post", accounts=ACCOUNTS)
    notice = Notice.objects.get(matter=books)
    assert notice.board == "finance"
    assert Client().get(f"/n/{notice.pk}/?format=pdf&size=a4").status_code != 200, "not for the whole network"
    wall = notice_paper(books, place.member("collective_member_assembly"))
    assert squeezed("抽水电费860.50两张电费单") in wall
    assert squeezed("合计12,000.00860.50") in wall
    assert "堰塘" not in page(f"/p/{place.unit.code}/")


def test_party_affairs_are_posted_by_the_party_organisation_and_what_is_unverified_says_so() -> None:
    place = ground()
    place.adopt("three-disclosures")
    drive = Driver(place)
    plan = place.open(
        "disclosure", "party", place.officer("party_org"), "支部工作计划", power="M24", item="每月一次主题党日"
    )
    assert drive.to_the_end(plan) == "archived"
    assert list(Taking.objects.filter(matter=plan).exclude(body="").values_list("body", flat=True).distinct()) == [
        "party_org"
    ]
    assert "未核实" in page("/procedures/disclosure/")


def test_no_township_shortens_the_fifteen_days() -> None:
    place = ground()
    with refused("param-out-of-bounds"):
        adopt(
            institution="three-disclosures", place=place.town, since=FOUNDED, params={"posting_days": 7},
            at=place.now, body="510722101/township_office",
        )  # fmt: skip
