"""A meeting has a notice, an agenda, a quorum, two who count, and a result that nobody can shift afterwards."""

from datetime import timedelta

import pytest

from tests.cast import SHEET
from tests.ground import Ground, ground
from tests.stories.showing import notice_paper, page, printed, refused
from tests.web.paper.reading import squeezed
from yuanba.kernel.assemblies.models import Assembly, Count
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.models import Person

pytestmark = pytest.mark.django_db
MOTION = "是否把每年正月初八定为村民会议日"


def called(place: Ground) -> Matter:
    """The committee draws up the agenda, the Party organisation studies it, the villagers are called."""
    clerk = place.officer("committee")
    meeting = place.open("convene", "call", clerk, "正月村民会议", power="C01", agenda="一、会议日；二、堰塘清淤")
    place.take(meeting, place.officer("party_org"), "agree")
    day = place.today + timedelta(days=12)
    place.take(
        meeting, clerk, "convene",
        body="villager_assembly", meets_on=day.isoformat(), meets_time="09:30", venue="文化院坝", motion=MOTION,
    )  # fmt: skip
    return meeting


def grown(place: Ground) -> list[Person]:
    return list(Person.objects.filter(unit=place.unit.code).order_by("pk"))


def test_a_meeting_is_called_on_paper_held_counted_by_two_and_posted() -> None:
    place = ground()
    place.adopt("rules-of-order")
    meeting, clerk, everybody = called(place), place.officer("committee"), grown(place)
    call = Taking.objects.get(matter=meeting, act="convene")
    paper = printed(f"/m/{meeting.number}/t/{call.seq}.pdf")
    assert all(squeezed(words) in paper for words in ("会议通知", "文化院坝", MOTION))
    place.wait(days=12, hours=6)
    place.take(meeting, clerk, "sign-in", present=[one.pk for one in everybody])
    first, second = everybody[0].pk, everybody[1].pk
    votes = {"votes_for": len(everybody) - 6, "against": 4, "abstain": 2, "sheet": SHEET}
    with refused("recorders-same"):
        place.take(meeting, clerk, "count", **votes, recorder_1=first, recorder_2=first)
    with refused("count-too-many"):
        place.take(meeting, clerk, "count", **{**votes, "against": 40}, recorder_1=first, recorder_2=second)
    place.take(meeting, clerk, "count", **votes, recorder_1=first, recorder_2=second)
    count = Count.objects.get(motion__assembly__matter=meeting)
    assert (count.passed, count.needed) == (True, len(everybody) // 2 + 1), "who abstains was still there"
    assert meeting.step == "publish"
    place.take(meeting, clerk, "post")
    wall = notice_paper(meeting)
    assert squeezed(MOTION) in wall
    assert "第26条" in wall
    assert everybody[0].name not in wall + page(f"/m/{meeting.number}/")


def test_no_quorum_no_count_and_the_meeting_is_called_again() -> None:
    place = ground()
    place.adopt("rules-of-order")
    meeting, clerk, few = called(place), place.officer("committee"), grown(place)[:4]
    place.wait(days=12, hours=6)
    place.take(meeting, clerk, "sign-in", present=[one.pk for one in few])
    counted = {"votes_for": 4, "against": 0, "abstain": 0, "sheet": SHEET}
    with refused("quorum-missing", law="vcol-2026:26"):
        place.take(meeting, clerk, "count", **counted, recorder_1=few[0].pk, recorder_2=few[1].pk)
    place.take(meeting, clerk, "adjourn", reason="到会人数不够，改期")
    assert Assembly.objects.get(matter=meeting).adjourned_at is not None
    assert meeting.step == "hold"


def test_one_tenth_of_the_villagers_call_a_meeting_that_nobody_may_refuse() -> None:
    place = ground()
    place.adopt("rules-of-order")
    meeting = place.open("convene", "petition", place.resident(0), "要求公开堰塘承包经过", power="C01")
    with refused("signed-already"):
        place.take(meeting, place.resident(0), "sign")
    for number in range(1, len(grown(place)) // 10 + 1):
        if meeting.step == "petition":
            place.take(meeting, place.resident(number), "sign")
    assert meeting.step == "hold", "no consent of any other body stands between"
    assert meeting.holder == place.bodies["committee"]
