"""Institution 3: the joint meeting on village affairs is prepared, held, and its work handed on and followed."""

import pytest
from django.test import Client

from tests.cast import Village
from tests.stories.posts_cast import begin, furnished, printed
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Village:
    return furnished("joint-meeting", bodies=["village_affairs_meeting"])


def called(place: Village) -> Matter:
    return begin(place, "coordination-meeting", "agenda", "zhou", "party_org", agenda="秋收用水安排")


def test_a_meeting_is_held_its_work_handed_out_followed_and_supervised(place: Village, client: Client) -> None:
    matter = called(place)
    place.wait(days=2)
    meeting = {"held_on": place.today.isoformat(), "attended": 6, "opinion": "先修东沟"}
    held = place.take(matter, "yang", "collective", "agree", **meeting)
    assert "先修东沟" in printed(client, held)
    place.take(matter, "zhou", "party_org", "submit", tasks="村委会十五日内修好东沟")
    place.take(matter, "wu", "committee", "done", result="已修好")
    place.take(matter, "wang", "supervision_committee", "report", report="属实")
    assert matter.end == "closed"


def test_more_cannot_have_come_than_sit_in_it(place: Village) -> None:
    matter = called(place)
    meeting = {"held_on": place.today.isoformat(), "attended": 9, "opinion": "x"}
    with pytest.raises(Refusal) as refused:
        place.take(matter, "zhou", "party_org", "agree", **meeting)
    assert (refused.value.code, refused.value.facts["due"]) == ("attendance-impossible", 7)


def test_a_supervisor_does_not_write_down_what_the_meeting_agreed(place: Village) -> None:
    matter = called(place)
    with pytest.raises(Refusal) as refused:
        place.take(matter, "wang", "supervision_committee", "agree", held_on=place.today, attended=3, opinion="x")
    assert refused.value.code == "not-your-step"
