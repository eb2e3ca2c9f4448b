"""Who may sit and vote, on which day, and by which mandate."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import FOUNDED, SHEET, Village, person, village
from tests.stories.test_four_two_one import convene, deliberate, mandate, wish
from yuanba.kernel.matters.acts import take
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.acts import leave
from yuanba.kernel.people.models import Person, Tenure
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db: None) -> Village:
    return village()


@pytest.fixture
def matter(place: Village) -> Matter:
    """A matter that waits for its deciding assembly."""
    found = wish(place)
    deliberate(place, found)
    return found


def granted(place: Village, **data: str) -> None:
    """A mandate of the villagers' assembly, with what the test says of it."""
    said = {
        "body": "villager_rep_assembly",
        "granted_by": "villager_assembly",
        "powers": "M13",
        "resolved_on": "2026-01-10",
    }
    enter(
        register="mandates",
        code="mandate-2026",
        name="村民会议授权",
        name_en="Mandate",
        place=place.unit,
        data={**said, **data},
        since=FOUNDED,
        at=place.now,
        body=f"{place.unit.code}/committee",
    )


def signed_in(place: Village, matter: Matter, who: list[Person]) -> str:
    """How it ends when these are signed in: "" or the code of the refusal."""
    try:
        place.take(matter, "li", "committee", "sign-in", present=[one.pk for one in who])
    except Refusal as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize("days", [-1, 5])
def test_a_mandate_that_has_run_out_by_the_day_of_the_meeting_is_none(
    place: Village, matter: Matter, days: int
) -> None:
    granted(place, expires_on=(place.today + timedelta(days=days)).isoformat())
    with pytest.raises(Refusal) as refused:
        convene(place, matter, "villager_rep_assembly")
    assert refused.value.code == "mandate-missing"


def test_a_mandate_holds_to_its_last_day(place: Village, matter: Matter) -> None:
    granted(place, expires_on=(place.today + timedelta(days=10)).isoformat())
    convene(place, matter, "villager_rep_assembly")


def test_a_mandate_that_is_yet_to_be_resolved_is_none(place: Village, matter: Matter) -> None:
    granted(place, resolved_on=(place.today + timedelta(days=1)).isoformat())
    with pytest.raises(Refusal) as refused:
        convene(place, matter, "villager_rep_assembly")
    assert refused.value.code == "mandate-missing"


def test_who_has_left_office_or_life_before_the_meeting_is_not_signed_in(place: Village, matter: Matter) -> None:
    mandate(place, "M13")
    convene(place, matter, "villager_rep_assembly")
    yesterday = place.today - timedelta(days=1)
    seat = Tenure.objects.get(person=place.villagers[0], post="representative")
    leave(tenure=seat, on=yesterday, because="辞职", at=place.now)
    Person.objects.filter(pk=place.villagers[1].pk).update(until=yesterday)
    assert signed_in(place, matter, [place.villagers[0]]) == "not-on-roll"
    assert signed_in(place, matter, [place.villagers[1]]) == "not-on-roll"
    assert signed_in(place, matter, [place.villagers[2]]) == ""


def test_who_came_onto_the_roll_after_the_call_does_not_vote(place: Village, matter: Matter) -> None:
    convene(place, matter, "villager_assembly")
    late = person(place.unit, "新来的", 99, False)
    Person.objects.filter(pk=late.pk).update(since=place.today - timedelta(days=1))
    young = person(place.unit, "刚满十八", 98, False)
    Person.objects.filter(pk=young.pk).update(adult_on=place.today)
    assert signed_in(place, matter, [late]) == "not-on-roll"
    assert signed_in(place, matter, [young]) == "not-on-roll"


def count(place: Village, matter: Matter, **over: Any) -> str:
    """The code of the refusal of a count, "" where it passes."""
    sheet = {"votes_for": 12, "against": 3, "abstain": 0, "sheet": SHEET}
    recorders = {"recorder_1": place.people["li"].pk, "recorder_2": place.people["xiu"].pk}
    data = {**sheet, **recorders, **over}
    by = place.actor("li", "committee")
    try:
        take(matter=matter.pk, by=by, act="count", data=data, at=place.now, key=uuid4())
    except Refusal as refusal:
        return refusal.code
    return ""


def test_no_number_on_a_sheet_outvotes_those_who_came(place: Village, matter: Matter) -> None:
    mandate(place, "M13")
    convene(place, matter, "villager_rep_assembly")
    keys = ["chen", "wang", "xiu", "ma", "masao", "wu", "li", "zheng"]
    assert signed_in(place, matter, [place.people[k] for k in keys] + place.villagers[:7]) == ""
    assert signed_in(place, matter, [place.people["chen"]]) == "signed-in-already"
    assert count(place, matter, votes_for=9_999_999) == "count-too-many"
    assert count(place, matter, votes_for=16, against=0) == "count-too-many"
    assert count(place, matter, recorder_2=place.people["li"].pk) == "recorders-same"
    assert count(place, matter, recorder_2=place.people["zhou"].pk) == "recorders-not-present"
    assert count(place, matter, recorder_2=10**8) == "recorders-not-present"
    assert count(place, matter) == ""


@pytest.mark.parametrize("day", ["1949-10-01", "2026-03-04", "2099-12-31"])
def test_no_meeting_is_called_for_a_day_that_nobody_will_see(place: Village, matter: Matter, day: str) -> None:
    mandate(place, "M13")
    meeting = {"meets_time": "21:30", "venue": "坝子", "motion": "修路", "urgent": "急"}
    with pytest.raises(Refusal) as refused:
        place.take(matter, "wu", "committee", "convene", body="villager_rep_assembly", meets_on=day, **meeting)
    assert refused.value.code in ("meeting-in-the-past", "meeting-too-far")
