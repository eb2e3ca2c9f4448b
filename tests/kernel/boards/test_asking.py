"""Why may I, why may I not: the chain about matters, ways in, registers, institutions and postings."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import Village, village
from tests.stories.test_four_two_one import decided, deliberate, mandate, wish
from yuanba.kernel.boards.asking import Asked, ask
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.boards.why_json import document, verdict
from yuanba.kernel.matters.opening import object_to
from yuanba.kernel.matters.why_about import Unasked
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import leave
from yuanba.kernel.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Village:
    return village()


def why(place: Village, object: str, act: str, key: str | None) -> Asked:
    person: Person | None = place.people[key] if key else None
    return ask(object=object, act=act, person=person, at=place.now)


def told(asked: Asked) -> tuple[bool | None, str, str]:
    """(allowed, kind of the broken link, code of its refusal)."""
    broken = asked.answer.broken
    return asked.answer.allowed, broken.kind if broken else "", broken.refusal.code if broken and broken.refusal else ""


def test_who_may_is_told_by_what_law_post_and_term(place: Village) -> None:
    matter = wish(place)
    asked = why(place, matter.number, "agree", "zhou")
    assert told(asked) == (True, "", "")
    links = {link.kind: link for link in asked.answer.links}
    assert list(links) == ["law", "item", "holder", "step", "date", "post", "person", "guard"]
    assert [str(one) for one in links["law"].law] == ["vcol-2026:28", "rceo-2025:26"]
    assert links["law"].unverified is not None, "article 19 is shown as unverified"
    assert "第二次修正" in links["law"].now.zh
    assert "党组织书记" in links["post"].now.zh
    assert verdict(asked.answer).en == "It may be done."


def test_who_may_not_is_told_the_first_link_that_does_not_hold_and_who_can(place: Village) -> None:
    matter = wish(place)
    asked = why(place, matter.number, "agree", "chen")
    assert told(asked) == (False, "post", "not-your-step")
    assert "书记" in asked.answer.links[-3].need.zh
    names = {name for seat in asked.answer.may for name in seat.names}
    assert names == {"周书记", "吴主任"}
    assert asked.answer.reason is not None
    assert [body.kind for body in asked.answer.turn] == ["committee", "supervision_committee", "township_office"]


def test_anybody_is_told_which_posts_may_and_of_no_person_in_particular(place: Village) -> None:
    matter = wish(place)
    asked = why(place, matter.number, "agree", None)
    assert told(asked) == (None, "", "")
    assert {link.kind for link in asked.answer.links if link.ok is None} == {"post", "person"}


def test_an_ended_term_is_the_reason_that_is_told(place: Village) -> None:
    matter = wish(place)
    tenure = place.people["zhou"].tenures.get(body=place.bodies["party_org"])
    leave(tenure=tenure, on=place.today + timedelta(days=1), because="换届", at=place.now)
    place.wait(days=2)
    asked = why(place, matter.number, "agree", "zhou")
    assert told(asked) == (False, "person", "tenure-over")
    post = next(link for link in asked.answer.links if link.kind == "post")
    assert "书记" not in post.now.zh, "an ended post is not hers any more"


def test_an_act_of_another_step_tells_where_it_is_done(place: Village) -> None:
    matter = wish(place)
    asked = why(place, matter.number, "count", "wu")
    assert told(asked) == (False, "step", "act-not-open")
    step = next(link for link in asked.answer.links if link.kind == "step")
    assert "会议决议" in step.need.zh
    assert "有人签到以后才能计票" in step.need.zh
    assert "党组织研究提议" in step.now.zh


def test_time_does_by_itself_what_nobody_can_trigger(place: Village) -> None:
    matter = wish(place)
    for key in ("zhou", None):
        asked = why(place, matter.number, "lapse", key)
        assert told(asked) == (False, "date", "clock-only")
        assert asked.answer.by_itself
        assert asked.answer.rings_at == matter.rings_at
        assert matter.rings_at is not None
        assert not asked.answer.may


def test_papers_that_are_missing_and_questions_unanswered_are_a_guard(place: Village) -> None:
    mandate(place, "M13")
    matter = decided(place)
    place.take(matter, "li", "committee", "post", remark="金额18万元")
    object_to(
        parent=matter.pk,
        by=Actor(place.villagers[15]),
        ground="money",
        words="为什么要18万？",
        at=place.now,
        key=uuid4(),
    )
    asked = why(place, matter.number, "amend", "li")
    assert told(asked) == (False, "guard", "objection-open")
    said = json.dumps(document(asked), ensure_ascii=False)
    assert place.villagers[15].name not in said
    assert "为什么要18万" not in said
    assert "vcol-2026:35" in said


def test_objecting_and_questioning_are_explained_at_the_matter_and_at_its_notice(place: Village) -> None:
    matter = wish(place)
    assert told(why(place, matter.number, "object", "chen")) == (False, "step", "nothing-posted")
    assert told(why(place, matter.number, "ask", "wang")) == (True, "", "")
    assert told(why(place, matter.number, "ask", "li")) == (False, "post", "not-your-step")
    mandate(place, "M13")
    matter = decided(place)
    place.take(matter, "li", "committee", "post", remark="金额18万元")
    notice = Notice.objects.get(matter=matter)
    assert told(why(place, f"n/{notice.pk}", "object", "chen")) == (True, "", "")
    assert told(why(place, f"n/{notice.pk}", "object", None))[0] is None


def test_a_correction_is_explained_by_its_entry(place: Village) -> None:
    matter = wish(place)
    place.take(matter, "zhou", "party_org", "agree", power="M13", proposal="硬化1.2公里村道", budget="180000")
    assert told(why(place, matter.number, "correct.2", "zhou"))[0] is True
    assert told(why(place, matter.number, "correct.2", "li")) == (False, "post", "not-your-step")
    assert told(why(place, matter.number, "correct.1", "zhou")) == (False, "step", "correct-not-yours")


def test_a_matter_that_has_ended_says_so(place: Village) -> None:
    matter = wish(place)
    place.take(matter, "zhou", "party_org", "decline", reason="今年没有钱")
    type(matter).objects.filter(pk=matter.pk).update(step="", end="not-taken-up", closed_at=place.now)
    assert told(why(place, matter.number, "agree", "zhou")) == (False, "step", "matter-ended")


def test_a_way_in_is_explained_with_its_adoption(place: Village) -> None:
    unit = place.unit.code
    assert told(why(place, unit, "four-two-one.wish", "chen")) == (True, "", "")
    assert told(why(place, unit, "four-two-one.propose", "chen")) == (False, "post", "not-your-step")
    assert told(why(place, unit, "small-project.plan", "zhou"))[1:] == ("institution", "not-adopted-here")
    assert told(why(place, unit, "four-two-one.wish", None)) == (None, "", "")


def test_a_register_and_an_institution_name_who_keeps_and_who_adopts(place: Village) -> None:
    register = f"{place.unit.code}/registers/mandates"
    assert told(why(place, register, "keep", "li")) == (True, "", "")
    assert told(why(place, register, "keep", "wang")) == (False, "post", "not-your-register")
    institution = f"{place.unit.code[:9]}/institutions/four-two-one"
    asked = why(place, institution, "adopt", "li")
    assert told(asked) == (False, "post", "not-yours-to-adopt")
    link = next(link for link in asked.answer.links if link.kind == "institution")
    assert "510722101" in link.now.en
    place.officer("deng", "township_office", "head")
    assert told(why(place, institution, "adopt", "deng")) == (True, "", "")
    below = f"{place.unit.code}/institutions/four-two-one"
    assert told(why(place, below, "adopt", "deng")) == (True, "", ""), "the township adopts for its villages"
    assert told(why(place, "four-two-one", "adopt", "deng")) == (False, "holder", "body-missing")


@pytest.mark.parametrize(
    ("object", "act"),
    [
        ("510722101201-2026-000099", "agree"),
        ("510722101201", "four-two-one.nowhere"),
        ("510722101201", "nothing.wish"),
        ("510722101201", "objection.lodge"),
        ("510722101299", "four-two-one.wish"),
        ("510722101201/registers/nothing", "keep"),
        ("510722101201/registers/mandates", "adopt"),
        ("510722101201/institutions/nothing", "adopt"),
        ("nothing", "adopt"),
        ("n/999999", "object"),
        ("../etc/passwd", "keep"),
    ],
)
def test_what_nobody_can_ask_is_said_in_one_sentence(place: Village, object: str, act: str) -> None:
    with pytest.raises(Unasked) as told:
        why(place, object, act, None)
    assert told.value.words.zh.endswith("。")
    assert told.value.words.en.endswith(".")


def test_an_act_that_the_procedure_does_not_know_is_not_asked(place: Village) -> None:
    matter = wish(place)
    for act in ("fly", "correct.x", "correct.99"):
        with pytest.raises(Unasked):
            why(place, matter.number, act, "zhou")


def test_no_answer_names_a_resident(place: Village) -> None:
    mandate(place, "M13")
    matter = wish(place)
    deliberate(place, matter)
    for act in ("convene", "count", "agree", "object", "ask", "sign"):
        for key in (None, "chen", "wu"):
            said = json.dumps(document(why(place, matter.number, act, key)), ensure_ascii=False)
            assert not [one.name for one in place.villagers if one.name in said]
            assert not [
                place.people[who].name for who in ("chen", "xiu", "ma", "masao") if place.people[who].name in said
            ]
