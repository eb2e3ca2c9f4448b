"""Seats that a first ballot leaves: a second one, a vacancy that is shown, and an election for it later."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from tests.cast import Village
from tests.stories.elections_cast import (
    FIRST,
    STAND,
    VOTES,
    counted,
    electing,
    in_office,
    rolled,
    sheets,
    standing,
)
from tests.stories.posts_cast import begin, hang, printed
from yuanba.kernel.matters.lacking import at_start
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.offers import ways
from yuanba.kernel.matters.opening import object_to
from yuanba.kernel.matters.planning import unfilled
from yuanba.kernel.people.acts import leave
from yuanba.kernel.people.coverage import coverage
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Village:
    return electing()


def nominating(place: Village, recommended: str) -> Matter:
    """The election of one member to a vacant post, roll posted and papers handed in: who stands is settled next."""
    matter = begin(
        place, "election-record", "vacancy", "chen", "election_committee", power="A01",
        election_day="2026-07-10", vacant_post="member",
    )  # fmt: skip
    rolled(place, matter)
    place.take(matter, "zhou", "party_org", "submit", persons=recommended)
    sheets(place, matter, "sheet", "consents", "review")
    return matter


def test_a_seat_that_nobody_has_half_the_votes_for_goes_to_a_second_ballot(place: Village) -> None:
    matter = standing(place)
    before = in_office(place)
    counted(place, matter, FIRST)
    assert matter.step == "second"
    assert in_office(place) == before, "all of them come into office together"
    sheets(place, matter, "count")
    done = counted(place, matter, {"郑委员": 11, "村民乙一": 10})
    assert in_office(place) == {"吴主任": "director", "孙能人": "deputy", "郑委员": "member", "李会计": "clerk"}
    assert json.loads(done.public)["data"]["short"] == 0
    assert matter.step == "result"


@pytest.mark.parametrize(("best", "elected"), [(10, True), (9, False)])
def test_a_second_ballot_elects_with_a_third_of_the_votes_and_what_stays_vacant_is_said(
    place: Village, best: int, elected: bool, client: Client
) -> None:
    matter = standing(place)
    counted(place, matter, FIRST)
    sheets(place, matter, "count")
    done = counted(place, matter, {"郑委员": best, "村民乙一": 8})
    assert ("郑委员" in in_office(place)) is elected
    assert json.loads(done.public)["data"]["short"] == (0 if elected else 1)
    assert len(in_office(place)) == (4 if elected else 3), "a committee of three may stand (VCOL 8)"
    assert "空缺名额" in printed(client, done)


def test_a_committee_without_its_director_shows_the_vacancy(place: Village) -> None:
    matter = standing(place)
    counted(place, matter, {**VOTES, "吴主任": 15, "许理事": 15})
    sheets(place, matter, "count")
    counted(place, matter, {"吴主任": 15, "许理事": 15})
    assert "director" not in in_office(place).values(), "the same votes decide nothing"
    shown = coverage("committee", place.today, county=place.unit.code)
    assert "主任缺 1 人" in {words.zh for lack in shown.lacks for words in lack.words}


def test_too_few_elected_are_no_committee(place: Village) -> None:
    matter = standing(place)
    counted(place, matter, {**FIRST, "孙能人": 15, "村民甲一": 15})
    sheets(place, matter, "count")
    with pytest.raises(Refusal) as found:
        counted(place, matter, {"孙能人": 9, "村民甲一": 9, "郑委员": 9, "村民乙一": 8})
    assert (found.value.code, found.value.law) == ("size-wrong", "vcol-2026:8")
    place.take(matter, "chen", "election_committee", "fail", reason="选出的不足三人")
    assert matter.step == "nominate"


def test_a_seat_that_an_election_left_is_filled_by_another_and_the_others_stay(place: Village, client: Client) -> None:
    matter = standing(place)
    counted(place, matter, FIRST)
    sheets(place, matter, "count")
    counted(place, matter, {"郑委员": 9, "村民乙一": 8})
    hang(place, matter, "chen", "election_committee")
    page = client.get(f"/bodies/{place.bodies['committee'].pk}/").content.decode()
    assert "委员空缺 1 人" in page
    assert "?open=election-record.vacancy" in page
    later = nominating(place, "郑委员")
    with pytest.raises(Refusal) as found:
        place.take(later, "chen", "election_committee", "done", stand_member="郑委员", reviewed=True)
    assert found.value.code == "candidates-too-few"
    place.take(later, "chen", "election_committee", "done", stand_member="郑委员\n村民丁一", reviewed=True)
    sheets(place, later, "count", "minutes")
    counted(place, later, {"郑委员": 16, "村民丁一": 10})
    assert in_office(place) == {"吴主任": "director", "孙能人": "deputy", "李会计": "clerk", "郑委员": "member"}
    ends = Tenure.objects.filter(body__kind="committee", until__gt=place.today).values_list("until", flat=True)
    assert len(set(ends)) == 1, "she serves what is left of the term"
    assert unfilled(place.unit, place.today) == {}
    assert "空缺" not in client.get(f"/bodies/{place.bodies['committee'].pk}/").content.decode()


def test_an_upheld_objection_to_the_result_puts_nobody_beside_who_came_by_it(place: Village) -> None:
    tenure = Tenure.objects.get(body__kind="committee", post="member")
    leave(tenure=tenure, on=place.today, because="搬走了", at=place.now)
    matter = nominating(place, "孙能人")
    both = "孙能人\n村民丁一"
    place.take(matter, "chen", "election_committee", "done", stand_member=both, reviewed=True)
    sheets(place, matter, "count", "minutes")
    counted(place, matter, {"孙能人": 16, "村民丁一": 10})
    place.take(matter, "chen", "election_committee", "post")
    place.wait(days=2)
    objection = object_to(
        parent=matter.pk, by=place.actor("ma"), ground="procedure", words="计票数错了", at=place.now, key=uuid4()
    ).matter
    objection.refresh_from_db()
    place.take(objection, "chen", "election_committee", "uphold", answer="复点，数错了")
    matter.refresh_from_db()
    assert matter.step == "ballot"
    sheets(place, matter, "count", "minutes")
    counted(place, matter, {"孙能人": 10, "村民丁一": 16})
    assert [name for name, post in in_office(place).items() if post == "member"] == ["村民丁一"]


def test_a_seat_that_was_filled_in_the_meantime_is_elected_to_by_nobody_and_the_matter_ends(place: Village) -> None:
    leave(
        tenure=Tenure.objects.get(body__kind="committee", post="member"), on=place.today, because="搬走", at=place.now
    )
    first, other = (
        begin(
            place, "election-record", "vacancy", "chen", "election_committee", power="A01",
            election_day="2026-07-10", vacant_post="member",
        )
        for _ in range(2)
    )  # fmt: skip
    for matter, elects in ((first, True), (other, False)):
        rolled(place, matter)
        place.take(matter, "zhou", "party_org", "submit", persons="孙能人")
        sheets(place, matter, "sheet", "consents", "review")
        names = ("孙能人", "村民丁一") if elects else ("村民戊一", "村民己一")
        place.take(matter, "chen", "election_committee", "done", stand_member="\n".join(names), reviewed=True)
        sheets(place, matter, "count", "minutes")
        counted(place, matter, dict(zip(names, (16, 10), strict=True)))
        hang(place, matter, "chen", "election_committee")
        assert matter.end == "seated"
    assert [name for name, post in in_office(place).items() if post == "member"] == ["孙能人"]


def test_nothing_vacant_is_nothing_to_elect(place: Village) -> None:
    with pytest.raises(Unfilled) as unfilled_form:
        begin(place, "election-record", "vacancy", "chen", "election_committee", election_day="2026-07-10")
    assert "vacant_post" in unfilled_form.value.errors
    way = next(way for way in ways(place.unit, place.now) if way.start.step == "vacancy")
    why = at_start(way.case, way.act)
    assert why is not None
    assert "没有空缺的职务" in why.facts["why"]


def test_a_post_that_somebody_left_within_the_term_is_vacant(place: Village) -> None:
    tenure = Tenure.objects.get(body__kind="committee", post="clerk")
    leave(tenure=tenure, on=place.today, because="搬走了", at=place.now)
    assert unfilled(place.unit, place.today) == {"clerk": 1}


def test_a_new_ballot_after_a_void_one_knows_nothing_of_the_votes_before(place: Village) -> None:
    matter = standing(place)
    counted(place, matter, FIRST)
    place.take(matter, "chen", "election_committee", "fail", reason="另行投票没有人来")
    sheets(place, matter, "sheet", "consents", "review")
    again = {**STAND, "stand_member": "村民乙一\n村民丁一"}
    place.take(matter, "chen", "election_committee", "done", **again, reviewed=True)
    sheets(place, matter, "count", "minutes")
    now = {name: number for name, number in VOTES.items() if name not in ("郑委员", "村民乙一")}
    counted(place, matter, {**now, "村民乙一": 16, "村民丁一": 14})
    assert in_office(place)["村民乙一"] == "member"
    assert matter.step == "result"
