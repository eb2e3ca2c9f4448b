"""Institution 4: councils and boards are set up, renewed and ended by whoever elects them."""

import pytest
from django.test import Client

from tests.cast import Village
from tests.stories.posts_cast import begin, furnished, hang, printed, resolve
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Village:
    return furnished("councils", powers="A04")


def test_a_council_is_set_up_and_later_ended(place: Village, client: Client) -> None:
    matter = begin(
        place, "set-up-body", "propose", "wu", "committee", power="A04", body_kind="moral_council", purpose="评议新风"
    )
    members = "陈伯\n马包工\n马大嫂\n杨理事"
    place.take(matter, "wu", "committee", "submit", seat_chair="阿秀", seat_member=members)
    place.take(matter, "zhou", "party_org", "agree")
    resolve(place, matter)
    hang(place, matter, "wu", "committee")
    place.take(matter, "wu", "committee", "done")
    council = Body.objects.get(kind="moral_council")
    assert council.warrant.startswith("villager_rep_assembly ")
    assert Tenure.objects.filter(body=council, until__gt=place.today).count() == 5
    assert "道德评议会" in client.get(f"/bodies/{council.pk}/").content.decode()

    ending = begin(
        place, "set-up-body", "dissolve", "wu", "committee", power="A04", body_ends="moral_council", reasons="合并"
    )
    place.take(ending, "zhou", "party_org", "agree")
    resolve(place, ending)
    hang(place, ending, "wu", "committee")
    place.take(ending, "wu", "committee", "done")
    council.refresh_from_db()
    assert council.until == place.today
    assert not Tenure.objects.filter(body=council, until__gt=place.today).exists()
    assert "通过" in printed(client, Taking.objects.get(matter=ending, act="count"))


def test_a_council_that_does_not_stand_cannot_end(place: Village) -> None:
    with pytest.raises(Refusal) as refused:
        begin(place, "set-up-body", "dissolve", "wu", "committee", power="A04", body_ends="moral_council", reasons="x")
    assert refused.value.code == "body-ended"


def test_what_the_meeting_rejects_is_not_set_up(place: Village) -> None:
    matter = begin(
        place, "set-up-body", "propose", "wu", "committee", power="A04", body_kind="ceremony_council", purpose="办席"
    )
    place.take(matter, "wu", "committee", "submit", seat_chair="阿秀", seat_member="陈伯\n马包工")
    place.take(matter, "zhou", "party_org", "agree")
    resolve(place, matter, votes_for=3, against=8)
    assert matter.end == "rejected"
    assert not Body.objects.filter(kind="ceremony_council").exists()
