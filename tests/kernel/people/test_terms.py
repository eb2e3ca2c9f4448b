"""Who chooses whom, for how long, and what a body must be made of."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from tests.cast import Village, person, village
from yuanba.kernel.people import rules, seating
from yuanba.kernel.people.acts import Seat, dissolve, leave, set_up, swear_in
from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.people.rules import Made, Warrant
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db
REPS = Warrant("villager_rep_assembly", "510722101201-2026-000001#5")
BALLOT = Warrant("@voters", "510722101201-2026-000002#9")


@pytest.fixture
def place() -> Village:
    return village()


def choose(place: Village, kind: str, warrant: Warrant, renew: bool, **posts: list[str]) -> Body:
    seats = [Seat(kind, post, place.people[key]) for post, keys in posts.items() for key in keys]
    return seating.choose(place=place.unit, kind=kind, seats=seats, since=place.today, warrant=warrant, renew=renew)


def test_nobody_may_appoint_a_member_of_the_committee(place: Village) -> None:
    for warrant in (None, REPS):
        with pytest.raises(Refusal) as refused:
            swear_in(
                body=place.bodies["committee"],
                post="deputy",
                person=place.people["xiu"],
                since=place.today,
                at=place.now,
                warrant=warrant,
            )
        assert (refused.value.code, refused.value.law) == ("not-chosen", "vcol-2026:8")
    assert "登记选民" in refused.value.sentence("zh-hans")


def test_a_supervision_committee_is_neither_set_up_nor_ended_without_the_assembly_that_elects_it(
    place: Village,
) -> None:
    body = place.bodies["supervision_committee"]
    with pytest.raises(Refusal, match="chosen, and ended, by: Villagers' assembly or Villagers' rep"):
        dissolve(body=body, on=place.today, because="不听话", at=place.now)
    dissolve(body=body, on=place.today, because="换届", at=place.now, warrant=REPS)
    with pytest.raises(Refusal) as refused:
        set_up(place=place.unit, kind="supervision_committee", since=place.today, at=place.now)
    assert refused.value.law == "vcol-2026:37"


def test_a_community_names_its_own_assemblies(place: Village) -> None:
    kinds = pack().bodies
    assert rules.electors(kinds["supervision_committee"], kinds, "community") == [
        "resident_assembly",
        "resident_rep_assembly",
    ]
    assert rules.electors(kinds["election_committee"], kinds, "village")[-1] == "villager_group_assembly"


def test_a_tenure_has_an_end_from_its_first_day(place: Village) -> None:
    secretary = Tenure.objects.get(person=place.people["zhou"], post="secretary")
    assert secretary.until == date(2031, 1, 1)


def test_who_fills_a_vacancy_serves_what_is_left_of_the_term(place: Village) -> None:
    member = Tenure.objects.get(person=place.people["zheng"], body=place.bodies["committee"])
    leave(tenure=member, on=place.today, because="搬走了", at=place.now)
    place.wait(days=40)
    choose(place, "committee", BALLOT, False, member=["xiu"])
    heir = Tenure.objects.get(person=place.people["xiu"], body=place.bodies["committee"])
    assert (heir.since, heir.until, heir.warrant) == (place.today, date(2031, 1, 1), str(BALLOT))


def test_a_new_election_ends_the_old_tenures_and_begins_a_full_term(place: Village) -> None:
    choose(place, "committee", BALLOT, True, director=["wu"], deputy=["xiu"], member=["chen"])
    held = Tenure.objects.filter(body=place.bodies["committee"], until__gt=place.today)
    assert {t.person.name for t in held} == {"吴主任", "阿秀", "陈伯"}
    assert {t.until for t in held} == {date(2031, 3, 2)}


def test_a_committee_of_two_is_refused_with_the_article(place: Village) -> None:
    with pytest.raises(Refusal, match="has 3 to 7 members; these are 2") as refused:
        choose(place, "committee", BALLOT, True, director=["wu"], deputy=["xiu"])
    assert refused.value.law == "vcol-2026:8"


def test_an_even_board_of_directors_is_refused(place: Village) -> None:
    members = Warrant("collective_member_assembly", "x")
    with pytest.raises(Refusal, match="an odd number"), transaction.atomic():
        choose(place, "collective", members, True, chair=["yang"], director=["he", "xu", "xiu"], supervisor=["ma"])
    assert choose(place, "collective", members, True, chair=["yang"], director=["he", "xu"], supervisor=["ma"])


def test_a_child_may_not_hold_a_post_and_nobody_holds_one_twice(place: Village) -> None:
    child = person(place.unit, "小明", 50, False)
    child.adult_on = place.today + timedelta(days=1)
    child.save()
    with pytest.raises(Refusal, match="under eighteen"):
        seating.seat(
            place.unit,
            {"committee": place.bodies["committee"]},
            [Seat("committee", "deputy", child)],
            place.today,
            BALLOT,
        )
    with pytest.raises(Refusal, match="already holds"):
        choose(place, "committee", BALLOT, False, member=["zheng"])


def test_what_a_body_lacks_is_said_and_not_refused() -> None:
    committee = pack().bodies["committee"]
    said = rules.wanting(committee, Made({"director": 1, "member": 3}, 4, 0), at="village")
    assert [one.zh for one in said] == ["妇女成员不足 1 人"]
    assert rules.wanting(committee, Made({"director": 1, "member": 3}, 4, 1), at="village") == []
    team = pack().bodies["grid_team"]
    assert [one.en for one in rules.wanting(team, Made({"grid_worker": 1}, 1, 0), at="community")] == [
        "Community grid chief: 1 vacant",
        "Compound grid chief: 1 vacant",
    ]


def test_a_term_that_begins_on_the_last_of_february_ends_on_one() -> None:
    assert rules.years_later(date(2028, 2, 29), 5) == date(2033, 2, 28)
