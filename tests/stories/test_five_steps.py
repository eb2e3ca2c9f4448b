"""Raise, examine, deliberate, settle, do and rate: a talk has an outcome, and an outcome is no resolution."""

import json

import pytest

from tests.cast import SHEET
from tests.driver import Driver
from tests.ground import Ground, ground
from tests.stories.showing import notice_paper, page, refused, step_paper
from tests.web.paper.reading import squeezed
from yuanba.kernel.assemblies.models import Assembly
from yuanba.kernel.matters.models import Matter, Taking

pytestmark = pytest.mark.django_db
OUTCOME = "晚上九点半以后不放音响，白天照常"


def raised(place: Ground, title: str = "坝子上跳舞的音响太晚") -> Matter:
    return place.open("five-step", "raise", place.resident(6), title, power="A09", words="我家娃娃第二天要上学")


def test_a_topic_is_talked_over_its_outcome_posted_done_and_rated() -> None:
    place = ground()
    place.adopt("five-steps")
    topic = raised(place)
    place.take(topic, place.officer("party_org"), "agree", parties="跳舞队、临近的住户")
    council = place.officer("deliberation_council")
    with refused("attendance-impossible"):
        place.take(topic, council, "agree", held_on="2026-03-02", attended=400, opinion="大家同意")
    place.take(topic, council, "agree", held_on="2026-03-02", attended=5, opinion="各让一步")
    place.take(topic, place.officer("committee"), "agree", outcome=OUTCOME)
    place.take(topic, place.officer("committee"), "post")
    wall = notice_paper(topic)
    assert squeezed(OUTCOME) in wall, "typed once, hung on the wall"
    assert squeezed("跳舞队、临近的住户") in wall
    assert "上学" not in wall + page(f"/m/{topic.number}/"), "her own words stay between her and the house"
    drive = Driver(place, given={"asked": 20, "content": 17, "report": "十七户满意，三户说还可以再早些"})
    drive.until(topic, "rate")
    with refused("not-your-step"):
        place.take(topic, place.officer("committee"), "report", asked=20, content=20, report="都满意")
    assert drive.to_the_end(topic) == "archived"
    rated = Taking.objects.get(matter=topic, step="rate", act="report")
    assert (rated.body, json.loads(rated.public)["data"]["content"]) == ("supervision_committee", 17)
    assert squeezed("十七户满意，三户说还可以再早些") in step_paper(topic)
    assert not Assembly.objects.filter(matter=topic).exists(), "nobody voted: it was agreed"


def test_what_the_law_reserves_to_a_meeting_is_referred_and_silence_does_not_stop_a_topic() -> None:
    place = ground()
    place.adopt("five-steps")
    topic = raised(place, "把堰塘包给外村人养鱼")
    place.wait(days=9)
    topic.refresh_from_db()
    assert topic.step == "deliberate", "the Party organisation did not look in time: the talk begins"
    council, clerk = place.officer("deliberation_council"), place.officer("committee")
    place.take(topic, council, "agree", held_on=place.today.isoformat(), attended=5, opinion="这是集体的资产")
    with refused("blank-missing", blank="reason"):
        place.take(topic, clerk, "refer")
    place.take(topic, clerk, "refer", reason="出租集体资产应当由成员大会决定，转四议两公开")
    assert topic.end == "to-vote"
    with refused("matter-ended"):
        place.take(topic, clerk, "evidence", task="record", file=SHEET)
