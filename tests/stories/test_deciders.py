"""The power says who decides: land compensation belongs to the collective's members, two thirds of them all."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import SHEET, Village, village
from yuanba.kernel.assemblies.models import Assembly, Attendance, Count
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.people.acts import declare_kinship
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db


def proposed(place: Village, power: str) -> Matter:
    """The Party organisation itself proposes; the committees confer and the Party members review."""
    matter = open_matter(
        procedure="four-two-one", start="propose", unit=place.unit, by=place.actor("zhou", "party_org"),
        title="分配土地补偿费", data={}, at=place.now, key=uuid4(),
    ).matter  # fmt: skip
    place.take(matter, "zhou", "party_org", "agree", power=power, proposal="按成员人数平均分配")
    meeting = {"held_on": place.today.isoformat(), "attended": 3, "opinion": "同意"}
    place.take(matter, "wu", "committee", "agree", **meeting)
    place.take(matter, "zhou", "party_org", "agree", **meeting)
    return matter


def call(place: Village, matter: Matter, key: str, post_in: str, body: str, days: int = 10) -> None:
    day = place.today + timedelta(days=days)
    place.take(
        matter, key, post_in, "convene",
        body=body, meets_on=day.isoformat(), meets_time="09:00", venue="文化院坝", motion="同意分配方案吗",
    )  # fmt: skip
    place.wait(days=days, hours=3)


def count(place: Village, matter: Matter, yes: int, no: int, abstain: int = 0) -> Taking:
    recorders = {"recorder_1": place.people["he"].pk, "recorder_2": place.people["xiu"].pk}
    return place.take(
        matter, "yang", "collective", "count", votes_for=yes, against=no, abstain=abstain, sheet=SHEET, **recorders
    )


def everyone(place: Village) -> list[int]:
    return [p.pk for p in (*place.people.values(), *place.villagers)]


def test_the_collective_calls_its_members_and_the_committee_may_not() -> None:
    place = village()
    matter = proposed(place, "M10")
    with pytest.raises(Refusal, match="not for your post"):
        call(place, matter, "wu", "committee", "collective_member_assembly")
    with pytest.raises(Refusal, match="options"):
        raise_first(place, matter, "villager_assembly")
    call(place, matter, "yang", "collective", "collective_member_assembly")
    assert Assembly.objects.get(matter=matter).body == "collective_member_assembly"


def raise_first(place: Village, matter: Matter, body: str) -> None:
    """Call another body than the power's: the blank itself refuses it."""
    from yuanba.kernel.procedures.blanks import Unfilled

    try:
        call(place, matter, "yang", "collective", body)
    except Unfilled as unfilled:
        raise unfilled.errors["body"] from None


def test_a_plain_majority_of_the_members_is_not_enough() -> None:
    place = village()
    matter = proposed(place, "M10")
    call(place, matter, "yang", "collective", "collective_member_assembly")
    place.take(matter, "yang", "collective", "sign-in", present=everyone(place)[:30])
    count(place, matter, yes=22, no=8)
    result = Count.objects.get(motion__assembly__matter=matter)
    assert (result.passed, result.needed, matter.end) == (False, 23, "rejected")


def test_two_thirds_of_all_members_pass() -> None:
    place = village()
    matter = proposed(place, "M10")
    call(place, matter, "yang", "collective", "collective_member_assembly")
    place.take(matter, "yang", "collective", "sign-in", present=everyone(place)[:30])
    count(place, matter, yes=23, no=7)
    assert matter.step == "publish-decision"


def test_a_written_proxy_stays_in_the_household() -> None:
    place = village()
    matter = proposed(place, "M10")
    call(place, matter, "yang", "collective", "collective_member_assembly")
    first, second, elsewhere = place.villagers[0], place.villagers[1], place.villagers[2]
    assert first.household_id == second.household_id != elsewhere.household_id
    with pytest.raises(Refusal, match="same household"):
        place.take(matter, "yang", "collective", "sign-in", present=[first.pk], proxies=[elsewhere.pk])
    place.take(matter, "yang", "collective", "sign-in", present=[first.pk], proxies=[second.pk])
    assert Attendance.objects.get(person=second).proxy
    with pytest.raises(Refusal, match="counts once"):
        place.take(matter, "yang", "collective", "sign-in", present=[second.pk])


def test_a_relative_of_someone_interested_is_recused_and_her_vote_is_found() -> None:
    place = village()
    declare_kinship(person=place.people["ma"], relative=place.people["masao"], kind="spouse", at=place.now)
    matter = proposed(place, "M10")
    place.interested(matter, "yang", "collective", "ma")
    call(place, matter, "yang", "collective", "collective_member_assembly")
    place.take(matter, "yang", "collective", "sign-in", present=everyone(place)[:30])
    assert set(Attendance.objects.filter(recused=True).values_list("person__name", flat=True)) == {"马包工", "马大嫂"}
    with pytest.raises(Refusal) as refused:
        count(place, matter, yes=30, no=0)
    assert (refused.value.code, refused.value.law) == ("count-includes-recused", "vcol-2026:8")
    count(place, matter, yes=28, no=0)
    assert matter.step == "publish-decision"


def test_nobody_signs_in_before_the_meeting_and_no_stranger_at_all() -> None:
    place = village()
    matter = proposed(place, "M10")
    day = place.today + timedelta(days=10)
    place.take(
        matter, "yang", "collective", "convene",
        body="collective_member_assembly", meets_on=day.isoformat(), meets_time="09:00", venue="院坝", motion="同意吗",
    )  # fmt: skip
    with pytest.raises(Refusal, match="cannot be done"):
        place.take(matter, "yang", "collective", "sign-in", present=everyone(place)[:30])
    place.wait(days=11)
    with pytest.raises(Refusal, match="not on the roll"):
        place.take(matter, "yang", "collective", "sign-in", present=[10**6])
