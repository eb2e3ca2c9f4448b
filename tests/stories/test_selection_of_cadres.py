"""Institution 7: from somebody's name to a seat, and out of it again: only those who vote decide."""

import pytest
from django.test import Client

from tests.cast import SHEET, Village
from tests.stories.posts_cast import ELECTION, begin, furnished, hang, newcomer, printed, resolve
from yuanba.kernel.matters.acts import tick
from yuanba.kernel.matters.handing_over import begin_due
from yuanba.kernel.matters.models import Interest, Matter
from yuanba.kernel.people.acts import declare_kinship, swear_in
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db
NAMES = {"seat_director": "吴主任", "seat_deputy": "孙能人", "seat_member": "郑委员", "seat_clerk": "李会计"}


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


def elected(place: Village) -> Matter:
    """An election from the plan to the day of the ballot."""
    matter = begin(
        place, "election-record", "prepare", "chen", "election_committee", power="A01",
        election_day="2026-05-10", mode="voters",
    )  # fmt: skip
    place.take(matter, "chen", "election_committee", "post")
    place.wait(days=25)
    tick(now=place.now)
    matter.refresh_from_db()
    place.take(matter, "zhou", "party_org", "submit", persons="孙能人")
    sheets(place, matter, "sheet", "consents")
    place.take(matter, "chen", "election_committee", "done")
    sheets(place, matter, "count", "minutes")
    return matter


def test_an_election_puts_those_who_were_elected_into_office(place: Village, client: Client) -> None:
    matter = elected(place)
    done = place.take(matter, "chen", "election_committee", "done", registered=34, cast=30, **NAMES)
    held = Tenure.objects.filter(body__kind="committee", until__gt=place.today).select_related("person")
    assert {(t.post, t.person.name) for t in held} == {
        ("director", "吴主任"),
        ("deputy", "孙能人"),
        ("member", "郑委员"),
        ("clerk", "李会计"),
    }
    assert {t.since for t in held} == {place.today}
    assert all(t.warrant.startswith("@voters ") for t in held)
    assert "现场投票、公开计票" in printed(client, done)
    assert "孙能人" not in done.public, "names stay off the public record; the body's page names who is in office"
    assert begin_due(now=place.now) == 0, "everybody who was in office stays"
    hang(place, matter, "chen", "election_committee")
    assert matter.end == "seated"


def test_half_of_the_voters_are_not_enough(place: Village) -> None:
    matter = elected(place)
    with pytest.raises(Refusal) as refused:
        place.take(matter, "chen", "election_committee", "done", registered=34, cast=17, **NAMES)
    assert (refused.value.code, refused.value.law) == ("ballot-invalid", "vcol-2026:18")


def test_an_elected_supervisor_cannot_keep_both_posts(place: Village) -> None:
    matter = elected(place)
    names = {**NAMES, "seat_member": "王婶"}
    with pytest.raises(Refusal) as refused:
        place.take(matter, "chen", "election_committee", "done", registered=34, cast=30, **names)
    assert (refused.value.code, refused.value.law) == ("barred-own-post", "vcol-2026:37")


@pytest.mark.parametrize(("name", "code"), [("无此人", "seat-not-on-roll"), ("村民甲一 099", "seat-not-on-roll")])
def test_a_name_that_is_not_on_the_roll_is_refused(place: Village, name: str, code: str) -> None:
    matter = elected(place)
    with pytest.raises(Refusal) as refused:
        place.take(
            matter, "chen", "election_committee", "done", registered=34, cast=30, **{**NAMES, "seat_member": name}
        )
    assert refused.value.code == code


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
    place.take(matter, "chen", "election_committee", "done", registered=34, cast=28, seat_member="孙能人")
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
