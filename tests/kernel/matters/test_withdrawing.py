"""Near relatives withdraw: who calls the meeting, who counts, who examines an objection, who watches a builder."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import SHEET, Village
from tests.kernel.matters.lists import file, guarded
from tests.stories.test_four_two_one import convene, deliberate, mandate, wish
from yuanba.kernel.matters.models import Interest, Matter
from yuanba.kernel.matters.opening import object_to
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import declare_kinship
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db


def kin(made: Village, one: str, other: str) -> None:
    declare_kinship(person=made.people[one], relative=made.people[other], kind="sibling", at=made.now)


def withdraws(made: Village, matter: Matter, key: str, post_in: str, act: str, **data: object) -> None:
    with pytest.raises(Refusal) as refused:
        made.take(matter, key, post_in, act, **data)
    assert (refused.value.code, refused.value.law) == ("must-withdraw", "vcol-2026:8")


def to_the_vote(made: Village) -> Matter:
    mandate(made, "M13")
    matter = wish(made)
    deliberate(made, matter)
    made.interested(matter, "wu", "committee", "ma")
    return matter


def meeting(made: Village) -> dict[str, str]:
    day = (made.today + timedelta(days=10)).isoformat()
    when = {"meets_on": day, "meets_time": "19:30", "venue": "坝子"}
    return {"body": "villager_rep_assembly", "motion": "是否同意", **when}


def test_a_relative_of_the_interested_calls_no_meeting_and_another_officer_does() -> None:
    made = guarded()
    kin(made, "wu", "ma")
    matter = to_the_vote(made)
    withdraws(made, matter, "wu", "committee", "convene", **meeting(made))
    made.take(matter, "li", "committee", "convene", **meeting(made))


def test_neither_recorder_is_a_relative_of_the_interested() -> None:
    made = guarded()
    kin(made, "masao", "ma")
    matter = to_the_vote(made)
    convene(made, matter, "villager_rep_assembly")
    keys = ["chen", "wang", "xiu", "ma", "masao", "wu", "li", "zheng"]
    present = [made.people[key].pk for key in keys] + [one.pk for one in made.villagers[:7]]
    made.take(matter, "li", "committee", "sign-in", present=present)
    votes = {"votes_for": 13, "against": 0, "abstain": 0, "sheet": SHEET}
    for pair in (("masao", "xiu"), ("xiu", "ma")):
        recorders = {f"recorder_{n}": made.people[key].pk for n, key in enumerate(pair, start=1)}
        with pytest.raises(Refusal) as refused:
            made.take(matter, "li", "committee", "count", **votes, **recorders)
        assert refused.value.code == "recorders-not-present"
    made.take(
        matter, "li", "committee", "count", **votes, recorder_1=made.people["chen"].pk, recorder_2=made.people["xiu"].pk
    )
    assert matter.step == "publish-decision"


def test_an_examiner_leaves_an_objection_about_her_relative_to_another() -> None:
    made = guarded()
    kin(made, "feng", "ma")
    matter = to_the_vote(made)
    Matter.objects.filter(pk=matter.pk).update(step="publish-decision")
    convene_and_post(made, matter)
    objection = object_to(
        parent=matter.pk, by=Actor(made.villagers[15]), ground="interest", words="请查", at=made.now, key=uuid4()
    ).matter
    made.take(objection, "wu", "committee", "dismiss", answer="没有关系")
    withdraws(made, objection, "feng", "supervision_committee", "dismiss", opinion="没有问题")
    made.take(objection, "jiang", "supervision_committee", "dismiss", opinion="查过，没有问题")
    assert objection.end == "dismissed"


def convene_and_post(made: Village, matter: Matter) -> None:
    matter.refresh_from_db()
    made.take(matter, "li", "committee", "post")


def chosen_builder(made: Village, key: str | None) -> Matter:
    matter = file(made, "small-project", "plan", "wu", "committee", plan="修水渠", budget="30000", power="M04").matter
    Matter.objects.filter(pk=matter.pk).update(step="offers", entered_at=made.now)
    matter.refresh_from_db()
    for task in ("quotes", "choice"):
        made.take(matter, "li", "committee", "evidence", task=task, file=SHEET)
    named = {"partner": made.people[key].pk} if key else {}
    made.take(matter, "li", "committee", "done", **named)
    assert matter.step == "watch-offers"
    return matter


def test_who_watches_the_choice_of_a_builder_is_no_relative_of_his() -> None:
    made = guarded("M04")
    kin(made, "wang", "ma")
    matter = chosen_builder(made, "ma")
    withdraws(made, matter, "wang", "supervision_committee", "agree", report="没有问题")
    made.take(matter, "feng", "supervision_committee", "agree", report="没有问题")
    kin(made, "li", "ma")
    withdraws(made, matter, "li", "committee", "evidence", task="contract", file=SHEET)


def test_a_builder_from_outside_keeps_nobody_away() -> None:
    made = guarded("M04")
    kin(made, "wang", "ma")
    matter = chosen_builder(made, None)
    made.take(matter, "wang", "supervision_committee", "agree", report="没有问题")
    assert not Interest.objects.filter(matter=matter).exists()


def test_whoever_is_near_to_the_other_party_of_a_contract_neither_checks_nor_signs_it() -> None:
    made = guarded()
    data = {"terms": "出租仓库三年", "decision": "成员大会决定", "what": "lease", "wording": SHEET}
    with pytest.raises(Refusal) as unknown:
        file(made, "contract", "draft", "yang", "collective", partner=99999, **data)
    assert unknown.value.code == "not-on-roll"
    taking = file(made, "contract", "draft", "yang", "collective", partner=made.people["ma"].pk, **data)
    matter = taking.matter
    assert Interest.objects.get(matter=matter).person == made.people["ma"]
    assert "partner" not in taking.public
    kin(made, "he", "ma")
    Matter.objects.filter(pk=matter.pk).update(step="sign", holder=made.bodies["collective"])
    matter.refresh_from_db()
    withdraws(made, matter, "he", "collective", "evidence", task="contract", file=SHEET)
    made.take(matter, "xu", "collective", "evidence", task="contract", file=SHEET)
