"""The whole main job through the browser without JavaScript: a wish becomes a road, every step by its form."""

import json
from datetime import timedelta

import pytest

from tests.cast import Village
from tests.stories.test_four_two_one import mandate
from tests.web.desk.conftest import Sit
from tests.web.desk.noscript import photo
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.acts import tick
from yuanba.kernel.matters.models import Evidence, Matter

pytestmark = pytest.mark.django_db
REPRESENTATIVES = ["chen", "wang", "xiu", "ma", "masao", "wu", "li", "zheng"]


def test_a_wish_becomes_an_archived_road_by_forms_alone(place: Village, sit: Sit) -> None:
    mandate(place, "M13")
    chen = sit("chen").open(f"/p/{place.unit.code}/new/")
    assert "村民提出意愿" in chen.text
    chen.submit("four-two-one.wish", title="硬化1.2公里村道", words="下雨天路太烂，娃娃上学难走。")
    assert "办好了，记为第 1 笔" in chen.text
    matter = Matter.objects.get(role="main")
    take = f"/m/{matter.number}/take"

    place.wait(days=2)
    zhou = sit("zhou").open("/desk/")
    assert "硬化1.2公里村道" in zhou.text
    zhou.open(take)
    assert zhou.forms()[0] == "agree", "the way forward comes first"
    assert "转到“村“两委”联席会议商议”" in zhou.text, "what will happen is said before"
    zhou.submit("agree", power="M13", proposal="用集体拨付的18万元硬化1.2公里村道", budget="180,000")
    assert "现在在“村“两委”联席会议商议”" in zhou.text

    place.wait(days=1)
    meeting = {"held_on": place.today.isoformat(), "attended": "3", "opinion": "同意提交审议"}
    wu = sit("wu").open(take)
    wu.submit("agree", **meeting, minutes=photo("minutes.jpg"))
    sit("zhou").open(take).submit("agree", **meeting)
    matter.refresh_from_db()
    assert matter.step == "resolve"

    day = place.today + timedelta(days=10)
    wu.open(take).submit(
        "convene",
        body="villager_rep_assembly",
        meets_on=day.isoformat(),
        meets_time="19:30",
        venue="村委会坝子",
        motion="是否同意用18万元硬化村道",
    )
    assert wu.status == 200, wu.text
    assert "村委会坝子" in sit("xiu").open("/desk/").text, "everybody sees the meeting that comes"
    place.wait(days=10, hours=12)
    li = sit("li").open(take)
    present = [str(place.people[key].pk) for key in REPRESENTATIVES] + [str(p.pk) for p in place.villagers[:7]]
    li.submit("sign-in", present=present)
    recorder = {"recorder_1": str(place.people["li"].pk), "recorder_2": str(place.people["xiu"].pk)}
    assert "马包工（006 户）" in li.options("count", "recorder_1"), "recorders are chosen among those present"
    assert "村民癸一（014 户）" not in li.options("count", "recorder_1")
    li.submit("count", votes_for="12", against="3", abstain="0", sheet=photo(), **recorder)
    assert "现在在“决议公开”" in li.text
    li.submit("post")
    assert Notice.objects.filter(matter=matter).count() == 1

    neighbour = sit("villager").open(f"/m/{matter.number}/object")
    neighbour.submit("object", ground="money", words="为什么要18万？")
    objection = Matter.objects.get(role="objection")
    assert f"/m/{objection.number}/take" in neighbour.path
    place.wait(days=8)
    assert objection.title in sit("wu").open("/desk/").text, "whoever must answer finds it on the desk"
    place.wait(days=12)
    tick(now=place.now)
    matter.refresh_from_db()
    assert matter.step == "publish-decision", "an open objection holds the matter"


def carry_to_the_posting(place: Village, sit: Sit) -> Matter:
    """The matter with its decision on the board."""
    mandate(place, "M13")
    sit("chen").open(f"/p/{place.unit.code}/new/").submit("four-two-one.wish", title="硬化1.2公里村道")
    matter = Matter.objects.get(role="main")
    take = f"/m/{matter.number}/take"
    sit("zhou").open(take).submit("agree", power="M13", proposal="硬化1.2公里村道")
    meeting = {"held_on": place.today.isoformat(), "attended": "3", "opinion": "同意"}
    for key in ("wu", "zhou"):
        sit(key).open(take).submit("agree", **meeting)
    day = (place.today + timedelta(days=10)).isoformat()
    sit("wu").open(take).submit(
        "convene", body="villager_rep_assembly", meets_on=day, meets_time="19:30", venue="坝子", motion="是否同意"
    )
    place.wait(days=10, hours=12)
    present = [str(place.people[key].pk) for key in REPRESENTATIVES] + [str(p.pk) for p in place.villagers[:7]]
    li = sit("li").open(take).submit("sign-in", present=present)
    li.submit(
        "count",
        votes_for="15",
        against="0",
        abstain="0",
        sheet=photo(),
        recorder_1=str(place.people["li"].pk),
        recorder_2=str(place.people["xiu"].pk),
    ).submit("post")
    matter.refresh_from_db()
    assert matter.step == "publish-decision"
    return matter


def test_an_objection_is_answered_the_work_shown_questioned_and_archived(place: Village, sit: Sit) -> None:
    matter = carry_to_the_posting(place, sit)
    take = f"/m/{matter.number}/take"
    sit("villager").open(f"/m/{matter.number}/object").submit("object", ground="money", words="为什么要18万？")
    objection = Matter.objects.get(role="objection")
    wu = sit("wu").open("/desk/")
    assert "异议" in wu.text
    wu.open(f"/m/{objection.number}/take").submit("dismiss", answer="预算逐项列在公示里")
    sit("wang").open(f"/m/{objection.number}/take").submit("dismiss", opinion="账目属实")
    objection.refresh_from_db()
    assert objection.end == "dismissed"
    place.wait(days=20)
    tick(now=place.now)

    li = sit("li").open(take)
    assert li.forms()[0] == "evidence", "while papers are missing handing them in comes first"
    assert li.text.count("还缺") == 3
    wu.open(take).submit("done")
    assert (wu.status, "还缺材料：合同、发票和付款凭据、验收记录。" in wu.text) == (422, True)
    for task in ("contract", "vouchers", "acceptance"):
        li.submit("evidence", task=task, file=photo(f"{task}.jpg"))
    assert li.forms()[0] == "done"
    wu.open(take).submit("done")

    li.open(take)
    first = li.filled("post")
    assert "accounts-7-name" in first
    assert "accounts-8-name" not in first
    li.submit("post", more="accounts", **{"accounts-0-name": "集体拨付", "accounts-0-income": "180000"})
    assert li.status == 200
    assert "accounts-15-name" in li.filled("post"), "eight further rows without JavaScript"
    assert Notice.objects.filter(matter=matter).count() == 1, "asking for rows posts nothing"
    li.submit("post", **{"accounts-9-name": "工程款", "accounts-9-expense": "178000"})
    figures = json.loads(Notice.objects.filter(matter=matter).latest("pk").data)
    assert (figures["total_income"], figures["total_expense"]) == ("180000.00", "178000.00")

    wang = sit("wang").open(f"/m/{matter.number}/ask").submit("ask", question="结余2000元在哪里？")
    query = Matter.objects.get(role="query")
    place.wait(days=9)
    assert "质询" in li.open("/desk/").text
    li.open(f"/m/{query.number}/take").submit("agree", answer="在村集体账户")
    place.wait(days=11)
    tick(now=place.now)
    wang.open(take).submit("report", report="程序合规，账目相符")
    li.open(take).submit("done")
    assert "这件事已经办结" in li.text
    matter.refresh_from_db()
    assert (matter.end, matter.holder) == ("archived", None)
    assert Evidence.objects.filter(taking__matter=matter).count() == 4
