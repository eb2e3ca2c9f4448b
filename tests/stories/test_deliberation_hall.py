"""Institution 30: a hall with its register and its open agenda; what is talked over there is no resolution."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.cast import Village
from tests.stories.posts_cast import begin, furnished, printed
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.keeping import keep
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Village:
    return furnished(
        "deliberation-hall",
        seats=[("deliberation_council", "convener", "陈伯"), ("deliberation_council", "member", "阿秀")],
        powers="C04",
    )


def talked(place: Village, attended: int) -> Matter:
    matter = begin(place, "five-step", "topic", "wu", "committee", topic="晒坝怎样轮流用")
    place.take(matter, "zhou", "party_org", "agree", parties="种粮大户和邻近农户", power="C04")
    meeting = {"held_on": place.today.isoformat(), "attended": attended, "opinion": "按组轮流，三天一换"}
    place.take(matter, "chen", "deliberation_council", "agree", **meeting)
    return matter


def test_a_hall_is_entered_and_a_topic_is_talked_over_and_settled(place: Village, client: Client) -> None:
    keep(
        register="halls",
        unit=place.unit,
        by=place.actor("li", "committee"),
        data={"name": "凤凰议事厅", "address": "村委会二楼", "open": "周一至周五"},
        at=place.now,
        key=uuid4(),
    )
    assert Record.objects.get(register="halls").name == "凤凰议事厅"
    matter = talked(place, 2)
    settled = place.take(matter, "wu", "committee", "agree", outcome="按组轮流，三天一换")
    assert matter.step == "publish"
    assert "按组轮流" in printed(client, settled)


def test_guests_do_not_count_among_those_who_sit(place: Village) -> None:
    with pytest.raises(Refusal) as refused:
        talked(place, 3)
    assert (refused.value.code, refused.value.facts["due"]) == ("attendance-impossible", 2)
