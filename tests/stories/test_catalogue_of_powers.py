"""Thirty-six powers, each in the hands of one of five holders: what the list says is what can be done, and by whom."""

import pytest

from tests.driver import Driver
from tests.ground import ground
from tests.stories.showing import notice_paper, page, printed, refused
from tests.web.paper.reading import squeezed
from yuanba.kernel.assemblies.models import Assembly, Count

pytestmark = pytest.mark.django_db


def test_the_collective_proposes_and_its_members_decide_what_the_list_gives_them() -> None:
    place = ground()
    place.adopt("catalogue-of-powers")
    board = place.officer("collective")
    income = place.open(
        "members-assembly", "propose", board, "2025年度收益分配", power="E05", proposal="经营收益九万元，按成员人数分配"
    )
    assert Driver(place).to_the_end(income) == "archived"
    assert (income.power.code, income.power.name) == ("E05", "批准预决算、收益和土地补偿费分配")
    assert Assembly.objects.get(matter=income).body == "collective_member_assembly"
    count = Count.objects.get(motion__assembly__matter=income)
    members = place.bodies["collective_member_assembly"].tenures.count()
    assert (count.passed, count.needed) == (True, -(-members * 2 // 3)), "two thirds of all members, not of those there"
    wall = notice_paper(income, place.member("collective_member_assembly"))
    assert squeezed("按成员人数分配") in wall
    assert income.title in page(f"/powers/E05/?in={place.unit.code}"), "under its power, whatever was done with it"


def test_the_list_hangs_on_the_wall_with_holder_article_and_what_nobody_has_verified() -> None:
    place = ground()
    place.adopt("catalogue-of-powers")
    wall = printed(f"/powers/powers/?in={place.unit.code}&format=pdf&size=a3")
    assert squeezed("共 36 项") in wall
    assert "不是县里的正式文本" in wall
    for code in ("P01", "C01", "G01", "E05", "S01"):
        assert code in wall, "one item of each holder"
    assert squeezed("《中国共产党农村基层组织工作条例》第十九条（未核实）") in wall


def test_nobody_exercises_what_the_list_gives_to_another() -> None:
    place = ground()
    place.adopt("catalogue-of-powers")
    committee = place.officer("committee")
    with refused("not-your-step"):
        place.open("members-assembly", "propose", committee, "分配收益", power="E05", proposal="平均分配")
    with refused("blank-not-a-choice", blank="power"):
        place.open("convene", "call", committee, "开会分配收益", power="E05", agenda="分配收益")
    meeting = place.open("convene", "call", committee, "听取半年工作", power="C01", agenda="听取村委会半年工作报告")
    place.take(meeting, place.officer("party_org"), "agree")
    called = {"meets_on": "2026-03-14", "meets_time": "19:30", "venue": "村委会坝子", "motion": "是否认可半年工作"}
    with refused("mandate-missing", law="vcol-2026:25"):
        place.take(meeting, committee, "convene", body="villager_rep_assembly", **called)
    place.take(meeting, committee, "convene", body="villager_assembly", **called)
    assert Assembly.objects.get(matter=meeting).body == "villager_assembly"
