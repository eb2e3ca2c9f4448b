"""A matter lies in a unit, in a group inside one, or in the county: its bodies, its people and its number follow."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import FOUNDED, SHEET, Village, power, village
from yuanba.kernel.assemblies.models import Count
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.people.acts import Seat, constitute
from yuanba.kernel.people.models import Person
from yuanba.kernel.places.acts import found_place
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import adopt

pytestmark = pytest.mark.django_db


def group(place: Village, members: int = 9) -> Place:
    """The first villagers' group with its head and `members` of the village, and its powers in force."""
    code, root = f"{place.unit.code}.01", Place.objects.get(code="510722")
    found = found_place(code=code, kind="group", name="一组", since=FOUNDED, body=f"{root.code}/county", at=place.now)
    people = place.villagers[:members]
    Person.objects.filter(pk__in=[one.pk for one in people]).update(place=found)
    bodies = ["group", "villager_group_assembly"]
    place.bodies |= constitute(
        place=found, bodies=bodies, seats=[Seat("group", "head", people[0])], since=FOUNDED, at=place.now
    )
    power(root, "G01", place.now)
    adopt(
        institution="catalogue-of-powers", place=place.unit, since=FOUNDED, params={}, at=place.now,
        body=f"{place.unit.code}/committee",
    )  # fmt: skip
    place.villagers = [Person.objects.get(pk=one.pk) for one in place.villagers]
    for key, person in zip("一二三四五六七八九", place.villagers, strict=False):
        place.people[key] = person
    return found


def agenda(place: Village, where: Place, key: str = "一") -> Matter:
    return open_matter(
        procedure="group-meeting", start="agenda", unit=where, by=place.actor(key, "group"), title="修组里的水渠",
        data={}, at=place.now, key=uuid4(),
    ).matter  # fmt: skip


def test_a_group_decides_its_own_matter_with_its_own_people() -> None:
    place = village()
    where = group(place)
    matter = agenda(place, where)
    assert (matter.unit, matter.site, matter.number[:12]) == (place.unit, where, place.unit.code)
    place.take(matter, "一", "group", "agree", power="G01", topic="每户出工两天修水渠")
    day = place.today + timedelta(days=5)
    place.take(
        matter, "一", "group", "convene", body="villager_group_assembly", meets_on=day.isoformat(),
        meets_time="09:00", venue="组长家院坝", motion="每户出工两天，同意吗",
    )  # fmt: skip
    place.wait(days=5, hours=3)
    home = [place.people[key].pk for key in "一二三四五六七"]
    with pytest.raises(Refusal, match="not on the roll"):
        place.take(matter, "一", "group", "sign-in", present=[*home, place.people["chen"].pk])
    place.take(matter, "一", "group", "sign-in", present=home)
    recorders = {"recorder_1": home[0], "recorder_2": home[1]}
    place.take(matter, "一", "group", "count", votes_for=5, against=2, abstain=0, sheet=SHEET, **recorders)
    assert Count.objects.get(motion__assembly__matter=matter).passed
    assert matter.step == "publish"


def test_the_head_of_a_group_has_no_say_in_the_village_and_the_village_none_in_the_group() -> None:
    place = village()
    where = group(place)
    with pytest.raises(Refusal) as refused:
        agenda(place, place.unit)
    assert refused.value.code == "procedure-not-here"
    with pytest.raises(Refusal, match="not for your post"):
        open_matter(
            procedure="group-meeting", start="agenda", unit=where, by=place.actor("wu", "committee"), title="修渠",
            data={}, at=place.now, key=uuid4(),
        )  # fmt: skip


def test_a_matter_of_the_county_has_the_countys_number_and_bodies() -> None:
    place = village()
    root = Place.objects.get(code="510722")
    place.bodies |= constitute(
        place=root, bodies=["county_department", "county_gate"], seats=[], since=FOUNDED, at=place.now
    )
    adopt(institution="lightening-tasks", place=root, since=FOUNDED, params={}, at=place.now, body="510722/county")
    officer = place.officer("局长", "county_department", "head")
    asked = {
        "task": "报送森林防火台账", "basis": "forest-fire-2009:16", "money": "2000", "hours": 12, "asks": "form",
        "asker": "forestry", "where": "510722101", "from_on": "2026-03-02", "until_on": "2026-12-31",
    }  # fmt: skip
    taking = open_matter(
        procedure="task-admission", start="file", unit=root, by=officer, title="森林防火台账", data=asked, at=place.now,
        key=uuid4(),
    )  # fmt: skip
    assert taking.matter.number == "510722-2026-000001"
    taking.matter.refresh_from_db()
    assert taking.matter.holder == place.bodies["county_gate"]
    with pytest.raises(Refusal) as refused:
        open_matter(
            procedure="task-admission", start="file", unit=place.unit, by=officer, title="台账", data=asked,
            at=place.now, key=uuid4(),
        )  # fmt: skip
    assert refused.value.code in ("procedure-not-here", "not-adopted-here")
