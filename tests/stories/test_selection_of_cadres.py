"""Institution 7: from somebody's name to a seat, and out of it again: only those who vote decide."""

import json
from functools import partial

import pytest
from django.test import Client

from tests.cast import SHEET, Village
from tests.stories.elections_cast import (
    STAND,
    VOTES,
    counted,
    electing,
    in_office,
    planned,
    refused,
    sheets,
    standing,
)
from tests.stories.posts_cast import begin, hang, printed, resolve
from yuanba.kernel.matters.handing_over import begin_due
from yuanba.kernel.matters.models import Interest, Matter
from yuanba.kernel.people.acts import declare_kinship, swear_in
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Village:
    return electing()


def test_an_election_puts_those_who_were_elected_into_office(place: Village, client: Client) -> None:
    matter = standing(place)
    done = counted(place, matter, VOTES)
    assert in_office(place) == {"吴主任": "director", "孙能人": "deputy", "郑委员": "member", "李会计": "clerk"}
    held = Tenure.objects.filter(body__kind="committee", until__gt=place.today)
    assert {t.since for t in held} == {place.today}
    assert all(t.warrant.startswith("@voters ") for t in held)
    words = printed(client, done)
    assert "现场投票、公开计票" in words
    assert "当选人数" in words
    assert "孙能人" not in done.public, "names stay off the public record; the body's page names who is in office"
    assert json.loads(done.public)["data"] == {"registered": 34, "cast": 30, "elected_count": 4, "short": 0}
    assert begin_due(now=place.now) == 0, "everybody who was in office stays"
    hang(place, matter, "chen", "election_committee")
    assert matter.end == "seated"


def test_half_of_the_voters_are_not_enough(place: Village) -> None:
    assert refused(place, standing(place), VOTES, cast=17) == ("ballot-invalid", "vcol-2026:18")


def test_numbers_that_cannot_be_are_refused_with_the_article(place: Village) -> None:
    matter = standing(place)
    assert refused(place, matter, VOTES, cast=35) == ("ballot-impossible", "vcol-2026:18")
    assert refused(place, matter, {**VOTES, "吴主任": 31}) == ("votes-impossible", "vcol-2026:18")
    assert refused(place, matter, {**VOTES, "许理事": 6}) == ("votes-impossible", "vcol-2026:18"), "31 of 30 ballots"
    assert refused(place, matter, VOTES, proxies=23) == ("proxies-too-many", "vcol-2026:18"), "7 people, 3 each"
    counted(place, matter, VOTES, proxies=22)


def test_a_village_is_never_asked_for_another_manner_than_all_its_voters(place: Village) -> None:
    matter = planned(place, mode="representatives")
    assert json.loads(matter.takings.get(seq=1).data)["mode"] == "voters"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"number_member": 9}, "post-full"),
        ({"number_member": 5}, "size-wrong"),
        ({"number_deputy": 0, "number_member": 1, "number_clerk": 0}, "size-wrong"),
    ],
)
def test_a_plan_elects_as_many_as_the_law_lets_a_committee_have(
    place: Village, data: dict[str, int], code: str
) -> None:
    with pytest.raises(Refusal) as found:
        planned(place, **data)
    assert found.value.code == code
    assert code != "size-wrong" or found.value.law == "vcol-2026:8"


def test_there_are_more_candidates_than_seats_each_of_them_once(place: Village) -> None:
    matter = planned(place)
    settle = partial(place.take, matter, "chen", "election_committee", "done")
    with pytest.raises(Refusal) as found:
        settle(**{**STAND, "stand_deputy": "孙能人"}, reviewed=True)
    assert (found.value.code, found.value.law) == ("candidates-too-few", "vcol-2026:18")
    with pytest.raises(Refusal) as found:
        settle(**{**STAND, "stand_deputy": "孙能人\n吴主任"}, reviewed=True)
    assert found.value.code == "candidate-twice"


def test_candidates_are_looked_at_for_what_bars_them_and_nothing_of_it_is_kept_about_anybody(place: Village) -> None:
    matter = planned(place)
    with pytest.raises(Unfilled) as unfilled:
        place.take(matter, "chen", "election_committee", "done", **STAND)
    assert set(unfilled.value.errors) == {"reviewed"}
    done = place.take(matter, "chen", "election_committee", "done", **STAND, reviewed=True)
    assert json.loads(done.public)["data"] == {"reviewed": True}


def test_who_stands_or_is_near_to_who_stands_counts_no_votes(place: Village) -> None:
    declare_kinship(person=place.people["xiu"], relative=place.people["sun"], kind="parent", at=place.now)
    matter = standing(place)
    for key in ("xiu", "xu"):
        with pytest.raises(Refusal) as found:
            place.take(matter, key, "election_committee", "fail", reason="人数不够")
        assert (found.value.code, found.value.law) == ("must-withdraw", "vcol-2026:8")


def test_an_elected_supervisor_cannot_keep_both_posts(place: Village) -> None:
    matter = standing(place, stand_member="王婶\n村民乙一")
    by_name = {("王婶" if name == "郑委员" else name): number for name, number in VOTES.items()}
    assert refused(place, matter, by_name) == ("barred-own-post", "vcol-2026:37")


@pytest.mark.parametrize(("name", "code"), [("无此人", "seat-not-on-roll"), ("村民甲一 099", "seat-not-on-roll")])
def test_a_name_that_is_not_on_the_roll_is_refused(place: Village, name: str, code: str) -> None:
    with pytest.raises(Refusal) as found:
        standing(place, stand_member=f"郑委员\n{name}")
    assert found.value.code == code


def recalled(place: Village, **votes: int) -> Matter:
    tenure = Tenure.objects.get(post="member", body__kind="committee", person=place.people["zheng"])
    matter = begin(
        place, "by-election", "recall", "ma", None, power="A02", tenure=str(tenure.pk), reasons="账目不清",
        signatures=SHEET,
    )  # fmt: skip
    place.take(matter, "chen", "election_committee", "agree")
    place.take(matter, "zheng", "committee", "submit", defence="账目已经公布")
    sheets(place, matter, "count")
    place.take(matter, "chen", "election_committee", "done", **votes)
    return matter


def test_a_recall_empties_the_seat_and_a_by_election_fills_it_for_what_is_left(place: Village) -> None:
    matter = recalled(place, registered=34, cast=30, agreed=20)
    old = Tenure.objects.get(person=place.people["zheng"], body__kind="committee")
    assert old.until == place.today
    assert matter.step == "by-ballot"
    assert begin_due(now=place.now) == 1, "what she holds is handed over while the seat is still vacant"
    place.wait(days=20)
    sheets(place, matter, "sheet")
    for few, code in ((14, "successor-not-elected"), (29, "votes-impossible")):
        with pytest.raises(Refusal) as refused:
            place.take(
                matter, "chen", "election_committee", "done", registered=34, cast=28, seat_member="孙能人", won=few
            )
        assert (refused.value.code, refused.value.law) == (code, "vcol-2026:18")
    place.take(matter, "chen", "election_committee", "done", registered=34, cast=28, seat_member="孙能人", won=15)
    heir = Tenure.objects.get(person=place.people["sun"])
    assert (heir.post, heir.since, heir.until.isoformat() if heir.until else "") == (
        "member",
        place.today,
        "2031-01-01",
    )


def test_a_recall_without_more_than_half_changes_nothing(place: Village) -> None:
    with pytest.raises(Refusal) as refused:
        recalled(place, registered=34, cast=30, agreed=15)
    assert (refused.value.code, refused.value.law) == ("recall-fails", "vcol-2026:19")
    until = Tenure.objects.get(person=place.people["zheng"], body__kind="committee").until
    assert until is not None
    assert until.year == 2031


def test_who_is_near_to_the_one_recalled_counts_no_signatures(place: Village) -> None:
    declare_kinship(person=place.people["chen"], relative=place.people["zheng"], kind="parent", at=place.now)
    with pytest.raises(Refusal) as refused:
        recalled(place, registered=34, cast=30, agreed=20)
    assert refused.value.code == "must-withdraw"
    assert Interest.objects.get().person == place.people["zheng"]


def test_a_resignation_takes_effect_when_the_meeting_agrees(place: Village) -> None:
    tenure = Tenure.objects.get(person=place.people["zheng"], body__kind="committee")
    matter = begin(place, "by-election", "resign", "zheng", "committee", power="A02", tenure=str(tenure.pk))
    with pytest.raises(Refusal):
        place.take(matter, "chen", "election_committee", "done")
    place.take(matter, "zhou", "party_org", "agree")
    tenure.refresh_from_db()
    assert tenure.until is not None
    assert tenure.until > place.today
    with pytest.raises(Unfilled) as unfilled:
        resolve(place, matter)
    assert set(unfilled.value.errors) == {"body"}, "by A02 only the villagers' assembly may"
    resolve(place, matter, body="villager_assembly", votes_for=30, against=2)
    tenure.refresh_from_db()
    assert (tenure.until, matter.step) == (place.today, "publish")


def test_nobody_is_sworn_in_by_hand(place: Village) -> None:
    with pytest.raises(Refusal) as refused:
        swear_in(
            body=place.bodies["committee"],
            post="deputy",
            person=place.people["sun"],
            since=place.today,
            at=place.now,
        )
    assert refused.value.code == "not-chosen"


def test_somebody_is_found_agrees_and_is_looked_at_by_those_who_are_not_near_to_her(place: Village) -> None:
    declare_kinship(person=place.people["zhou"], relative=place.people["sun"], kind="child", at=place.now)
    matter = begin(
        place, "selection", "recommend", "zhou", "party_org", person=place.people["sun"].pk, merit="返乡办厂"
    )
    with pytest.raises(Refusal) as refused:
        place.take(matter, "zhou", "party_org", "evidence", task="consent", file=SHEET)
    assert refused.value.code == "must-withdraw"
    place.take(matter, "wu", "party_org", "evidence", task="consent", file=SHEET)
    place.take(matter, "wu", "party_org", "done")
    place.take(matter, "wu", "party_org", "agree")
    assert matter.step == "train"
