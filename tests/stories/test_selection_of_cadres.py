"""Institution 7: from somebody's name to a seat, and out of it again: only those who vote decide."""

import json
from functools import partial

import pytest
from django.test import Client

from tests.cast import SHEET, Village
from tests.stories.posts_cast import ELECTION, begin, furnished, hang, newcomer, printed, resolve
from yuanba.kernel.matters import verbs
from yuanba.kernel.matters.acts import fields_of, tick
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.handing_over import begin_due
from yuanba.kernel.matters.models import Interest, Matter, Taking
from yuanba.kernel.people.acts import declare_kinship, swear_in
from yuanba.kernel.people.coverage import coverage
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db
PLAN = {"number_deputy": 1, "number_member": 1, "number_clerk": 1}
STAND = {
    "stand_director": "吴主任\n许理事",
    "stand_deputy": "孙能人\n村民甲一",
    "stand_member": "郑委员\n村民乙一",
    "stand_clerk": "李会计\n村民丙一",
}
VOTES = {
    "吴主任": 25, "许理事": 5, "孙能人": 20, "村民甲一": 9, "郑委员": 18, "村民乙一": 12, "李会计": 28, "村民丙一": 1,
}  # fmt: skip


@pytest.fixture
def place() -> Village:
    made = furnished(
        "selection-of-cadres",
        seats=[("election_committee", post, name) for post, name in ELECTION],
        powers="A01 A02",
    )
    newcomer(made, "sun", "孙能人")
    return made


def sheets(place: Village, matter: Matter, *tasks: str) -> None:
    for task in tasks:
        place.take(matter, "chen", "election_committee", "evidence", task=task, file=SHEET)


def planned(place: Village, **data: object) -> Matter:
    """An election from the plan to the day on which candidates are settled."""
    matter = begin(
        place, "election-record", "prepare", "chen", "election_committee", power="A01",
        election_day="2026-05-10", **{**PLAN, **data},
    )  # fmt: skip
    place.take(matter, "chen", "election_committee", "post")
    place.wait(days=25)
    tick(now=place.now)
    matter.refresh_from_db()
    place.take(matter, "zhou", "party_org", "submit", persons="孙能人")
    sheets(place, matter, "sheet", "consents", "review")
    return matter


def standing(place: Village, **data: object) -> Matter:
    """An election to the day of the ballot."""
    matter = planned(place, **{code: data.pop(code) for code in list(data) if code.startswith("number_")})
    place.take(matter, "chen", "election_committee", "done", **{**STAND, "reviewed": True, **data})
    sheets(place, matter, "count", "minutes")
    return matter


def votes(place: Village, matter: Matter, by_name: dict[str, int]) -> dict[str, object]:
    """The votes as the form asks for them: a number beside the name of everybody who stands, and of nobody else."""
    case = load(matter, place.now)
    act = next(act for act in verbs.of(case).acts(case) if act.code == "done")
    asked = fields_of(case, act, place.actor("chen", "election_committee"))
    there = {
        field.name.zh.split("候选人")[1].removesuffix("得票"): field.code
        for field in asked
        if "候选人" in field.name.zh
    }
    assert set(there) == set(by_name)
    return {there[name]: number for name, number in by_name.items()}


def counted(place: Village, matter: Matter, by_name: dict[str, int], **data: object) -> Taking:
    numbers = {"registered": 34, "cast": 30, **votes(place, matter, by_name), **data}
    return place.take(matter, "chen", "election_committee", "done", **numbers)


def in_office(place: Village) -> dict[str, str]:
    held = Tenure.objects.filter(body__kind="committee", until__gt=place.today).select_related("person")
    return {tenure.person.name: tenure.post for tenure in held}


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


def refused(place: Village, matter: Matter, by_name: dict[str, int], **data: object) -> tuple[str, str | None]:
    with pytest.raises(Refusal) as found:
        counted(place, matter, by_name, **data)
    assert "{" not in found.value.sentence("zh") + found.value.sentence("en")
    return found.value.code, found.value.law


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


FIRST = {**VOTES, "郑委员": 15, "村民乙一": 14}


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
