"""Who may not hold what, through the acts that give posts."""

from datetime import date, timedelta

import pytest

from tests.cast import FOUNDED, Village, person, village
from yuanba.kernel.people.acts import declare_kinship, dissolve, leave, set_up, swear_in
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.people.rules import Warrant
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db
CHOSEN = Warrant("villager_rep_assembly", "510722101201-2026-000001")
BALLOT = Warrant("@voters", "510722101201-2026-000002")


@pytest.fixture
def place() -> Village:
    return village()


def swear(place: Village, key: str, body: str, post: str) -> Tenure:
    return swear_in(
        body=place.bodies[body],
        post=post,
        person=place.people[key],
        since=place.today,
        at=place.now,
        warrant=BALLOT if body == "committee" else CHOSEN,
    )


def test_a_committee_member_may_not_supervise_herself(place: Village) -> None:
    with pytest.raises(Refusal) as refused:
        swear(place, "li", "supervision_committee", "member")
    assert (refused.value.code, refused.value.law) == ("barred-own-post", "vcol-2026:37")


def test_a_supervisor_may_not_join_the_committee_either(place: Village) -> None:
    with pytest.raises(Refusal) as refused:
        swear(place, "wang", "committee", "deputy")
    assert refused.value.code == "barred-own-post"


@pytest.mark.parametrize("declared_by", ["wu", "xiu"])
def test_a_near_relative_is_barred_whoever_declared_it(place: Village, declared_by: str) -> None:
    other = "xiu" if declared_by == "wu" else "wu"
    declare_kinship(person=place.people[declared_by], relative=place.people[other], kind="sibling", at=place.now)
    with pytest.raises(Refusal) as refused:
        swear(place, "xiu", "supervision_committee", "member")
    assert refused.value.code == "barred-near-relative"
    assert "近亲属" in refused.value.sentence("zh-hans")


def test_a_cousin_is_no_near_relative(place: Village) -> None:
    with pytest.raises(Refusal, match="Near relatives are"):
        declare_kinship(person=place.people["wu"], relative=place.people["xiu"], kind="cousin", at=place.now)


def test_a_chair_has_one_seat_and_it_is_free_again_after_she_leaves(place: Village) -> None:
    with pytest.raises(Refusal, match="all are taken"):
        swear(place, "xiu", "supervision_committee", "chair")
    chair = Tenure.objects.get(person=place.people["wang"], post="chair")
    leave(tenure=chair, on=place.today, because="搬走了", at=place.now)
    assert swear(place, "xiu", "supervision_committee", "chair").since == place.today
    with pytest.raises(Refusal, match="ended already"):
        leave(tenure=chair, on=place.today, because="再来一次", at=place.now)


def test_a_dissolved_body_takes_nobody_and_its_tenures_end(place: Village) -> None:
    body = place.bodies["supervision_committee"]
    dissolve(body=body, on=place.today, because="换届", at=place.now, warrant=CHOSEN)
    assert not Tenure.objects.filter(body=body, until__isnull=True).exists()
    with pytest.raises(Refusal, match="dissolved"):
        swear(place, "xiu", "supervision_committee", "member")
    with pytest.raises(Refusal, match="dissolved"):
        dissolve(body=body, on=place.today, because="再来一次", at=place.now, warrant=CHOSEN)
    again = set_up(place=place.unit, kind="supervision_committee", since=place.today, at=place.now, warrant=CHOSEN)
    assert swear_in(
        body=again, post="chair", person=place.people["xiu"], since=place.today, at=place.now, warrant=CHOSEN
    ).pk
    with pytest.raises(Refusal, match="already"):
        set_up(place=place.unit, kind="supervision_committee", since=place.today, at=place.now, warrant=CHOSEN)


def test_a_township_body_cannot_be_set_up_in_a_village(place: Village) -> None:
    with pytest.raises(Refusal, match="cannot be set up"):
        set_up(place=place.unit, kind="township_office", since=place.today, at=place.now)


def test_a_stranger_to_the_pack_is_no_post(place: Village) -> None:
    someone = person(place.unit, "新来的", 99, True)
    with pytest.raises(Refusal, match="no such post"):
        swear_in(
            body=place.bodies["committee"], post="king", person=someone, since=FOUNDED, at=place.now, warrant=BALLOT
        )


def test_a_tenure_is_half_open(place: Village) -> None:
    tenure = Tenure.objects.get(person=place.people["zhou"], post="secretary")
    leave(tenure=tenure, on=place.today + timedelta(days=1), because="任期届满", at=place.now)
    assert place.actor("zhou", "party_org").tenure == tenure
    place.wait(days=1)
    assert place.actor("zhou", "party_org").tenure is None
    assert date(2026, 3, 3) == place.today
