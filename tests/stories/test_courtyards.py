"""Institution 34: a courtyard agrees on its own small rules, keeps them, and is thanked."""

import pytest
from django.test import Client

from tests.cast import Village
from tests.stories.posts_cast import begin, furnished, hang, printed
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Village:
    return furnished(
        "courtyards",
        seats=[("courtyard_council", "courtyard_head", "阿秀"), ("courtyard_council", "building_head", "马包工")],
    )


def planned(place: Village) -> Matter:
    return begin(place, "duty-roster", "plan", "xiu", "courtyard_council", about="每家轮流扫院坝，一周一换")


def test_a_small_rule_is_agreed_posted_kept_and_thanked(place: Village, client: Client) -> None:
    matter = planned(place)
    meeting = {"held_on": place.today.isoformat(), "attended": 2, "opinion": "都同意"}
    agreed = place.take(matter, "ma", "courtyard_council", "agree", **meeting)
    assert "都同意" in printed(client, agreed)
    hang(place, matter, "xiu", "courtyard_council")
    place.take(matter, "xiu", "courtyard_council", "done", hours=24)
    hang(place, matter, "xiu", "courtyard_council")
    assert matter.end == "done"


def test_the_village_committee_does_not_run_the_yard(place: Village) -> None:
    matter = planned(place)
    with pytest.raises(Refusal) as refused:
        place.take(matter, "wu", "committee", "agree", held_on=place.today.isoformat(), attended=2, opinion="x")
    assert refused.value.code == "not-your-step"
