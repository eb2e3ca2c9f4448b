"""Institution 22, “1+5”: partners of five editable kinds meet; what is handed out is followed."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.cast import Village
from tests.stories.posts_cast import begin, furnished, printed
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.keeping import keep
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Village:
    return furnished(
        "one-plus-five",
        "resident-units",
        bodies=["coordination_meeting"],
        seats=[("resident_institution", "liaison", "许理事"), ("grid_team", "grid_worker", "阿秀")],
    )


def test_there_are_five_kinds_of_partners_and_they_are_data() -> None:
    assert [row["code"] for row in pack().registers["partner-kinds"].rows] == [
        "institution",
        "owners",
        "property",
        "social",
        "volunteer",
    ]


def test_a_partner_is_entered_the_meeting_sits_and_its_work_is_followed(place: Village, client: Client) -> None:
    partner = keep(
        register="partners",
        unit=place.unit,
        by=place.actor("zhou", "party_org"),
        data={"name": "镇中心小学", "kind": "institution", "offers": "周末开放操场"},
        at=place.now,
        key=uuid4(),
    )
    assert Record.objects.get(register="partners", until__isnull=True) == partner
    matter = begin(place, "coordination-meeting", "partners-agenda", "zhou", "party_org", agenda="操场开放")
    meeting = {"held_on": place.today.isoformat(), "attended": 5, "opinion": "周六周日开放"}
    held = place.take(matter, "xu", "resident_institution", "agree", **meeting)
    assert "周六周日开放" in printed(client, held)
    place.take(matter, "zhou", "party_org", "submit", tasks="村委会安排值守")
    place.take(matter, "wu", "committee", "done", result="已经开放")
    place.take(matter, "wang", "supervision_committee", "report", report="属实")
    assert matter.end == "closed"


def test_only_the_party_organisation_keeps_the_register_of_partners(place: Village) -> None:
    with pytest.raises(Refusal) as refused:
        keep(
            register="partners",
            unit=place.unit,
            by=place.actor("wu", "committee"),
            data={"name": "x", "kind": "social"},
            at=place.now,
            key=uuid4(),
        )
    assert refused.value.code == "not-your-register"
