"""Institution 2: a supervision committee is chosen by those who elect it, and by nobody else."""

import pytest
from django.test import Client

from tests.cast import SHEET, Village
from tests.stories.posts_cast import begin, furnished, hang, newcomer, printed, resolve
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.acts import declare_kinship
from yuanba.kernel.people.coverage import coverage
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db
NAMES = {"seat_chair": "王婶", "seat_member": "孙好人\n钱有数"}


@pytest.fixture
def place() -> Village:
    made = furnished("supervision-committee", "councils", powers="A04 A07")
    newcomer(made, "sun", "孙好人")
    newcomer(made, "qian", "钱有数", woman=False)
    return made


def proposed(place: Village, kind: str = "supervision_committee") -> Matter:
    return begin(place, "set-up-body", "propose", "wu", "committee", power="A04", body_kind=kind, purpose="换届，三人")


def chosen(place: Village) -> Matter:
    matter = proposed(place)
    place.take(matter, "wu", "committee", "submit", **NAMES)
    place.take(matter, "zhou", "party_org", "agree")
    resolve(place, matter)
    hang(place, matter, "wu", "committee")
    return matter


def test_a_new_supervision_committee_is_proposed_chosen_posted_and_seated(place: Village, client: Client) -> None:
    matter = chosen(place)
    assert matter.step == "seat"
    before = Tenure.objects.filter(body__kind="supervision_committee", until__gt=place.today).count()
    done = place.take(matter, "wu", "committee", "done")
    assert (before, matter.end) == (3, "set-up")
    held = Tenure.objects.filter(body__kind="supervision_committee", until__gt=place.today).select_related("person")
    assert {(t.post, t.person.name) for t in held} == {
        ("chair", "王婶"),
        ("member", "孙好人"),
        ("member", "钱有数"),
    }
    assert {t.warrant for t in held} == {f"villager_rep_assembly {matter.number}#{done.seq}"}
    assert {t.until.year for t in held if t.until} == {2031}
    assert coverage("supervision_committee", place.today).covered == 1
    counted = Taking.objects.get(matter=matter, act="count")
    assert "村民代表会议" in printed(client, counted)


def test_a_near_relative_of_a_committee_member_is_refused_when_she_is_named(place: Village) -> None:
    declare_kinship(person=place.people["sun"], relative=place.people["zheng"], kind="sibling", at=place.now)
    matter = proposed(place)
    with pytest.raises(Refusal) as refused:
        place.take(matter, "wu", "committee", "submit", **NAMES)
    assert (refused.value.code, refused.value.law) == ("barred-near-relative", "vcol-2026:37")
    held = Tenure.objects.filter(body__kind="supervision_committee", until__gt=place.today)
    assert held.count() == 3, "a trial leaves no trace"


def test_whoever_was_related_only_later_is_refused_when_she_would_be_seated(place: Village) -> None:
    matter = chosen(place)
    declare_kinship(person=place.people["sun"], relative=place.people["zheng"], kind="sibling", at=place.now)
    with pytest.raises(Refusal) as refused:
        place.take(matter, "wu", "committee", "done")
    assert refused.value.code == "barred-near-relative"
    matter.refresh_from_db()
    assert matter.step == "seat", "nothing at all was done"


def test_a_committee_of_two_is_no_committee(place: Village) -> None:
    matter = proposed(place)
    with pytest.raises(Refusal, match="3 to 5 members; these are 2"):
        place.take(matter, "wu", "committee", "submit", seat_chair="王婶", seat_member="孙好人")


def test_the_villagers_do_not_elect_the_supervisors_of_the_collective(place: Village) -> None:
    with pytest.raises(Refusal) as refused:
        proposed(place, "supervisory_board")
    assert (refused.value.code, refused.value.law) == ("not-chosen", "rceo-2025:34")
    assert "成员大会" in refused.value.sentence("zh-hans")


def test_two_appraisals_in_a_row_end_the_office_of_whoever_is_not_competent(place: Village) -> None:
    tenure = Tenure.objects.get(person=place.people["zheng"], body__kind="committee")
    for round_ in (1, 2):
        matter = begin(
            place, "appraisal", "plan", "wang", "supervision_committee", tenure=str(tenure.pk), plan="当面评议"
        )
        place.take(matter, "zheng", "committee", "submit", reports="一年的工作")
        place.take(matter, "zhou", "party_org", "agree", power="A07")
        resolve(place, matter, votes_for=2, against=8)
        assert matter.step == "publish-unfit"
        hang(place, matter, "wu", "committee")
        place.take(matter, "wang", "supervision_committee", "report", report="核对无误")
        tenure.refresh_from_db()
        assert (tenure.until == place.today) is (round_ == 2)
        place.take(matter, "wu", "committee", "done")
    with pytest.raises(Refusal):
        place.take(
            begin(
                place,
                "set-up-body",
                "propose",
                "zheng",
                "committee",
                power="A04",
                body_kind="moral_council",
                purpose="x",
            ),
            "wu",
            "committee",
            "submit",
        )


def test_whoever_is_appraised_and_her_near_relatives_withdraw(place: Village) -> None:
    declare_kinship(person=place.people["zhou"], relative=place.people["zheng"], kind="sibling", at=place.now)
    tenure = Tenure.objects.get(person=place.people["zheng"], body__kind="committee")
    matter = begin(place, "appraisal", "plan", "wang", "supervision_committee", tenure=str(tenure.pk), plan="评议")
    place.take(matter, "wu", "committee", "submit", reports="一年的工作")
    with pytest.raises(Refusal) as refused:
        place.take(matter, "zhou", "party_org", "agree", power="A07")
    assert (refused.value.code, refused.value.law) == ("must-withdraw", "vcol-2026:8")
    # Another officer of the same body does it; who is concerned has no vote either.
    place.take(matter, "wu", "party_org", "agree", power="A07")
    resolve(place, matter, votes_for=9, against=1)
    counted = Taking.objects.get(matter=matter, act="count")
    assert '"recused":1' in counted.public
    assert SHEET["name"] not in counted.public
