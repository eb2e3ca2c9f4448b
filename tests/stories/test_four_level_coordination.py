"""Institution 37: the compound's Party organisation, owners, property company and building heads sit together."""

import pytest
from django.test import Client

from tests.cast import FOUNDED, Village
from tests.stories.posts_cast import begin, furnished, printed
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.acts import Seat, constitute
from yuanba.kernel.people.models import Household
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import adopt

pytestmark = pytest.mark.django_db
SEATS = [
    ("party_org", "secretary", "zhou"),
    ("compound_party", "secretary", "chen"),
    ("owners_committee", "director", "ma"),
    ("owners_committee", "member", "masao"),
    ("property_company", "manager", "xu"),
    ("courtyard_council", "building_head", "xiu"),
]


@pytest.fixture
def place() -> Village:
    """A community with its compound: the same people, who live there now."""
    made = furnished()
    town = made.unit.parent
    unit = Place.objects.create(
        code="510722101001", kind="community", name="东街社区", name_en="Dongjie", parent=town, since=FOUNDED
    )
    for person in made.people.values():
        person.place, person.unit = unit, unit.code
        person.household = Household.objects.create(place=unit, number=f"{person.pk:03d}")
        person.tenures.all().delete()
        person.save()
    seats = [Seat(body, post, made.people[key]) for body, post, key in SEATS]
    made.bodies = constitute(
        place=unit,
        bodies=[*dict.fromkeys(body for body, _, _ in SEATS), "committee", "compound_meeting"],
        seats=seats,
        since=FOUNDED,
        at=made.now,
    )
    made.unit = unit
    adopt(
        institution="four-level-coordination",
        place=unit,
        since=FOUNDED,
        params={},
        at=made.now,
        body=f"{unit.code}/committee",
    )
    return made


def called(place: Village) -> Matter:
    return begin(place, "coordination-meeting", "compound-agenda", "chen", "compound_party", agenda="电动车充电")


def test_the_compound_sits_together_and_hands_its_work_out(place: Village, client: Client) -> None:
    matter = called(place)
    meeting = {"held_on": place.today.isoformat(), "attended": 5, "opinion": "北门建车棚"}
    held = place.take(matter, "xu", "property_company", "agree", **meeting)
    assert "北门建车棚" in printed(client, held)
    place.take(matter, "zhou", "party_org", "submit", tasks="物业一个月内建好")
    assert matter.step == "follow"


def test_what_cannot_be_settled_goes_up(place: Village) -> None:
    matter = called(place)
    meeting = {"held_on": place.today.isoformat(), "attended": 5, "reason": "意见不一"}
    place.take(matter, "chen", "compound_party", "decline", **meeting)
    assert matter.end == "raised"


def test_an_owner_without_a_post_does_not_write_the_minutes(place: Village) -> None:
    matter = called(place)
    meeting = {"held_on": place.today.isoformat(), "attended": 5, "opinion": "x"}
    with pytest.raises(Refusal) as refused:
        place.take(matter, "feng", None, "agree", **meeting)
    assert refused.value.code == "not-your-step"
