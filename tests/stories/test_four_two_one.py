"""A day in the village, and the months after it: a wish becomes a road, and anyone can check how."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import SHEET, Village, village
from tests.stories.showing import notice_paper
from tests.web.paper.reading import squeezed
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.matters.acts import correct, take, tick
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.opening import ask, object_to, open_matter
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import enter

pytestmark = pytest.mark.django_db


def mandate(place: Village, *powers: str) -> None:
    """The villagers' assembly lets its representatives use these powers, and the minutes are on record."""
    enter(
        register="mandates",
        code="mandate-2026",
        name="村民会议授权",
        name_en="Mandate of the villagers' assembly",
        place=place.unit,
        data={
            "body": "villager_rep_assembly",
            "granted_by": "villager_assembly",
            "powers": ";".join(powers),
            "resolved_on": "2026-01-10",
        },
        since=place.today,
        at=place.now,
        body=f"{place.unit.code}/committee",
    )


def wish(place: Village) -> Matter:
    """陈伯 asks for a road that is dry in the rain."""
    taking = open_matter(
        procedure="four-two-one",
        start="wish",
        unit=place.unit,
        by=place.actor("chen"),
        title="硬化1.2公里村道",
        data={"words": "下雨天路太烂，娃娃上学难走。"},
        at=place.now,
        key=uuid4(),
    )
    return taking.matter


def before_the_vote(place: Village) -> Matter:
    """A matter that the representatives, who have the mandate for it, are about to vote on."""
    mandate(place, "M13")
    matter = wish(place)
    deliberate(place, matter)
    return matter


def deliberate(place: Village, matter: Matter) -> None:
    """The Party organisation proposes, the two committees confer, the Party members review."""
    place.wait(days=2)
    place.take(
        matter, "zhou", "party_org", "agree", power="M13", proposal="用集体拨付的18万元硬化1.2公里村道", budget="180000"
    )
    place.wait(days=1)
    meeting = {"held_on": place.today.isoformat(), "attended": 3, "opinion": "同意提交审议"}
    place.take(matter, "wu", "committee", "agree", **meeting)
    place.take(matter, "zhou", "party_org", "agree", **meeting)
    assert matter.step == "resolve"


def convene(place: Village, matter: Matter, body: str, *, days: int = 10) -> None:
    day = place.today + timedelta(days=days)
    place.take(
        matter,
        "wu",
        "committee",
        "convene",
        body=body,
        meets_on=day.isoformat(),
        meets_time="19:30",
        venue="村委会坝子",
        motion="是否同意用18万元硬化村道",
    )
    place.wait(days=days, hours=12)


def sit_and_count(place: Village, matter: Matter, *, votes_for: int, against: int, abstain: int = 0) -> Taking:
    representatives = ["chen", "wang", "xiu", "ma", "masao", "wu", "li", "zheng"]
    present = [place.people[key].pk for key in representatives] + [p.pk for p in place.villagers[:7]]
    place.take(matter, "li", "committee", "sign-in", present=present)
    return place.take(
        matter,
        "li",
        "committee",
        "count",
        votes_for=votes_for,
        against=against,
        abstain=abstain,
        sheet=SHEET,
        recorder_1=place.people["li"].pk,
        recorder_2=place.people["xiu"].pk,
    )


def decided(place: Village) -> Matter:
    matter = wish(place)
    mandate(place, "M13")
    deliberate(place, matter)
    convene(place, matter, "villager_rep_assembly")
    sit_and_count(place, matter, votes_for=12, against=3)
    assert matter.step == "publish-decision"
    who = dict(Taking.objects.filter(matter=matter, step="resolve").values_list("act", "body"))
    assert who == {"convene": "committee", "sign-in": "committee", "count": "villager_rep_assembly"}
    return matter


def objected(place: Village, matter: Matter, ground: str, words: str) -> Matter:
    """A villager without a post objects to what is posted."""
    by = Actor(place.villagers[15])
    return object_to(parent=matter.pk, by=by, ground=ground, words=words, at=place.now, key=uuid4()).matter


def test_a_wish_becomes_a_supervised_posted_and_archived_road() -> None:
    place = village()
    matter = decided(place)
    place.take(matter, "li", "committee", "post")
    notice = Notice.objects.get(matter=matter)
    assert (notice.until - notice.since) >= timedelta(days=15)
    posted = json.loads(notice.data)
    assert posted["road"]["proposal"].startswith("用集体拨付的18万元"), "typed once, shown on the notice"
    assert (posted["count"]["votes_for"], posted["count"]["passed"]) == (12, True)

    objection = objected(place, matter, "money", "为什么要18万？")
    place.wait(days=20)
    tick(now=place.now)
    matter.refresh_from_db()
    assert matter.step == "publish-decision", "an open objection holds the matter"
    objection.refresh_from_db()
    assert objection.step == "investigate", "unanswered in time, so the township looks into it"
    town = Actor(place.people["xu"])
    with pytest.raises(Refusal, match="not for your post"):
        take(matter=objection.pk, by=town, act="dismiss", data={"finding": "账目清楚"}, at=place.now, key=uuid4())
    place.wait(days=25)
    tick(now=place.now)
    tick(now=place.now)
    objection.refresh_from_db()
    matter.refresh_from_db()
    assert (objection.end, matter.step) == ("unanswered", "carry-out")

    with pytest.raises(Refusal, match="Still missing"):
        place.take(matter, "wu", "committee", "done")
    for task in ("contract", "vouchers", "acceptance"):
        place.take(matter, "li", "committee", "evidence", task=task, file=SHEET)
    place.take(matter, "wu", "committee", "done")
    items = [
        {"name": "集体拨付", "income": "180000"},
        {"name": "水泥砂石", "expense": "120000"},
        {"name": "人工机械", "expense": "58000"},
    ]
    place.take(matter, "li", "committee", "post", accounts=items)
    question = ask(
        parent=matter.pk,
        by=place.actor("wang", "supervision_committee"),
        question="结余2000元在哪里？",
        at=place.now,
        key=uuid4(),
    ).matter
    place.wait(days=30)
    tick(now=place.now)
    matter.refresh_from_db()
    assert matter.step == "supervise"
    question.refresh_from_db()
    assert question.step == "overdue"


def test_answered_objection_and_query_lead_to_the_archive() -> None:
    place = village()
    matter = decided(place)
    place.take(matter, "li", "committee", "post")
    objection = objected(place, matter, "money", "为什么要18万？")
    place.take(objection, "wu", "committee", "dismiss", answer="预算逐项列在公示里")
    place.take(objection, "wang", "supervision_committee", "dismiss", opinion="账目属实")
    assert objection.end == "dismissed"
    place.wait(days=20)
    tick(now=place.now)
    matter.refresh_from_db()
    for task in ("contract", "vouchers", "acceptance"):
        place.take(matter, "li", "committee", "evidence", task=task, file=SHEET)
    place.take(matter, "wu", "committee", "done")
    place.take(
        matter,
        "li",
        "committee",
        "post",
        accounts=[{"name": "集体拨付", "income": "180000"}, {"name": "工程款", "expense": "178000"}],
    )
    assert json.loads(Notice.objects.filter(matter=matter).latest("pk").data)["total_expense"] == "178000.00"
    place.wait(days=20)
    tick(now=place.now)
    matter.refresh_from_db()
    question = ask(
        parent=matter.pk,
        by=place.actor("wang", "supervision_committee"),
        question="结余在哪里？",
        at=place.now,
        key=uuid4(),
    ).matter
    with pytest.raises(Refusal, match="unanswered"):
        place.take(matter, "wang", "supervision_committee", "report", report="程序合规")
    place.take(question, "li", "committee", "agree", answer="在村集体账户")
    place.take(matter, "wang", "supervision_committee", "report", report="程序合规，账目相符")
    place.take(matter, "li", "committee", "done")
    assert (matter.step, matter.end, matter.holder) == ("", "archived", None)
    wall = notice_paper(matter)
    assert squeezed("工程款178,000.00") in wall, "the result hangs with every item"
    assert squeezed("用集体拨付的18万元硬化1.2公里村道") in wall, "and what was proposed beside it"
    assert place.villagers[15].name not in wall, "whoever objected is not named"
    assert Entry.objects.filter(unit=place.unit.code).count() > 10


def test_an_upheld_objection_takes_the_notice_down_and_turns_the_matter_back() -> None:
    place = village()
    matter = decided(place)
    place.take(matter, "li", "committee", "post")
    objection = objected(place, matter, "procedure", "没有通知我")
    place.take(objection, "wu", "committee", "uphold", answer="确实没有通知到")
    matter.refresh_from_db()
    assert matter.step == "confer"
    assert Notice.objects.get(matter=matter).taken_down_because == "objection-upheld"


def test_representatives_without_a_mandate_are_refused_with_the_article() -> None:
    place = village()
    matter = wish(place)
    deliberate(place, matter)
    with pytest.raises(Refusal) as refused:
        convene(place, matter, "villager_rep_assembly")
    assert (refused.value.code, refused.value.law) == ("mandate-missing", "vcol-2026:28(3)")


def test_a_missing_quorum_is_refused_with_numbers_and_article() -> None:
    place = village()
    matter = before_the_vote(place)
    convene(place, matter, "villager_rep_assembly")
    place.take(matter, "li", "committee", "sign-in", present=[place.people[k].pk for k in ("li", "xiu", "wu")])
    with pytest.raises(Refusal) as refused:
        place.take(
            matter,
            "li",
            "committee",
            "count",
            votes_for=3,
            against=0,
            abstain=0,
            sheet=SHEET,
            recorder_1=place.people["li"].pk,
            recorder_2=place.people["xiu"].pk,
        )
    assert (refused.value.code, refused.value.law) == ("quorum-missing", "vcol-2026:30")
    place.take(matter, "li", "committee", "adjourn", reason="人数不够")
    convene(place, matter, "villager_rep_assembly")
    sit_and_count(place, matter, votes_for=15, against=0)
    assert matter.step == "publish-decision"


def test_a_petition_of_one_tenth_convenes_without_the_party_organisation() -> None:
    place = village()
    matter = wish(place)
    place.take(matter, "zhou", "party_org", "decline", reason="今年没有钱")
    assert matter.step == "petition"
    place.take(matter, "chen", None, "sign", power="M13")
    with pytest.raises(Refusal, match="once"):
        place.take(matter, "chen", None, "sign")
    clerk = place.actor("li", "committee")
    for signer in place.villagers[:3]:
        if matter.step == "petition":
            on_paper = Actor(clerk.person, clerk.tenure, signer)
            with pytest.raises(Unfilled):
                take(matter=matter.pk, by=on_paper, act="sign", data={}, at=place.now, key=uuid4())
            signed = take(matter=matter.pk, by=on_paper, act="sign", data={"paper": SHEET}, at=place.now, key=uuid4())
            assert json.loads(signed.public)["paper"] is True, "the record says that it came on paper"
            assert signer.name not in signed.public, "and not whose it is"
            matter.refresh_from_db()
    assert matter.step == "resolve"


def test_nobody_acts_twice_out_of_turn_or_outside_a_tenure() -> None:
    place = village()
    matter = wish(place)
    key = uuid4()
    words = {"power": "M13", "proposal": "硬化村道"}
    first = take(
        matter=matter.pk, by=place.actor("zhou", "party_org"), act="agree", data=words, at=place.now, key=key, seen=1
    )
    again = take(
        matter=matter.pk, by=place.actor("zhou", "party_org"), act="agree", data=words, at=place.now, key=key, seen=1
    )
    assert first.pk == again.pk
    assert Taking.objects.filter(matter=matter).count() == 2
    with pytest.raises(Refusal, match="reload"):
        take(
            matter=matter.pk, by=place.actor("wu", "committee"), act="agree", data={}, at=place.now, key=uuid4(), seen=1
        )
    with pytest.raises(Refusal, match="not for your post"):
        take(matter=matter.pk, by=place.actor("chen"), act="agree", data={}, at=place.now, key=uuid4())
    with pytest.raises(Refusal, match="not for your post"):
        take(
            matter=matter.pk,
            by=place.actor("wang", "supervision_committee"),
            act="agree",
            data={},
            at=place.now,
            key=uuid4(),
        )


def test_a_slip_is_mended_beside_what_was_written() -> None:
    place = village()
    matter = wish(place)
    old = place.take(matter, "zhou", "party_org", "agree", power="M13", proposal="硬化1.2公里", budget="18000")
    mended = correct(
        taking=old.pk,
        by=place.actor("zhou", "party_org"),
        data={"budget": "180000"},
        reason="少写一个零",
        at=place.now,
        key=uuid4(),
    )
    old.refresh_from_db()
    assert json.loads(old.data)["budget"] == "18000.00"
    assert json.loads(mended.public)["data"] == {"budget": "180000.00", "reason": "少写一个零", "corrects": old.seq}


def test_a_township_orders_the_posting_corrected_and_leaves_the_resolution_alone() -> None:
    place = village()
    matter = decided(place)
    place.take(matter, "li", "committee", "post")
    objection = objected(place, matter, "content", "公示少了金额")
    place.wait(days=12)
    tick(now=place.now)
    officer = place.officer("deng", "township_office", "clerk")
    take(matter=objection.pk, by=officer, act="order", data={"finding": "公示没有写金额"}, at=place.now, key=uuid4())
    matter.refresh_from_db()
    assert matter.step == "publish-decision"
    assert Notice.objects.get(matter=matter).taken_down_because == "correction-ordered"
    place.take(matter, "li", "committee", "post", remark="金额18万元")
    place.wait(days=20)
    tick(now=place.now)
    matter.refresh_from_db()
    assert matter.step == "carry-out"


def test_whoever_opens_a_petition_has_signed_it() -> None:
    place = village()
    matter = open_matter(
        procedure="four-two-one", start="petition", unit=place.unit, by=place.actor("chen"), title="修路",
        data={"power": "M13"}, at=place.now, key=uuid4(),
    ).matter  # fmt: skip
    with pytest.raises(Refusal, match="once"):
        place.take(matter, "chen", None, "sign")
    for signer in place.villagers[10:13]:
        take(matter=matter.pk, by=Actor(signer), act="sign", data={}, at=place.now, key=uuid4())
    matter.refresh_from_db()
    assert matter.step == "resolve"


def test_the_opinion_of_a_meeting_can_be_mended_by_those_who_sat() -> None:
    place = village()
    matter = wish(place)
    place.take(matter, "zhou", "party_org", "agree", power="M13", proposal="硬化1.2公里")
    said = place.take(
        matter, "wu", "committee", "agree", held_on=place.today.isoformat(), attended=3, opinion="同意十八万"
    )
    mended = correct(
        taking=said.pk, by=place.actor("wu", "committee"), data={"opinion": "同意使用18万元"}, reason="写清楚数字",
        at=place.now, key=uuid4(),
    )  # fmt: skip
    assert json.loads(mended.public)["data"]["opinion"] == "同意使用18万元"
    with pytest.raises(Refusal, match="not for your post"):
        correct(taking=said.pk, by=place.actor("chen"), data={"opinion": "x"}, reason="y", at=place.now, key=uuid4())
