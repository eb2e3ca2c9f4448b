"""Objections hold a matter, each to its own end, and none of them for ever."""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import Village, village
from tests.stories.test_four_two_one import decided
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.acts import take, tick
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import object_to
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db: None) -> Village:
    return village()


@pytest.fixture
def posted(place: Village) -> Matter:
    """A decision on the board from today."""
    matter = decided(place)
    place.take(matter, "li", "committee", "post")
    return matter


def lodge(place: Village, matter: Matter, ground: str, who: int = 15) -> Matter:
    by = Actor(place.villagers[who])
    return object_to(parent=matter.pk, by=by, ground=ground, words="请说明", at=place.now, key=uuid4()).matter


def test_each_of_two_objections_can_be_upheld(place: Village, posted: Matter) -> None:
    first, second = lodge(place, posted, "procedure"), lodge(place, posted, "money")
    place.take(first, "wu", "committee", "uphold", answer="确实没有通知到")
    posted.refresh_from_db()
    assert posted.step == "confer"
    place.take(second, "wu", "committee", "uphold", answer="确实算错了")
    posted.refresh_from_db()
    assert (second.end, posted.step) == ("upheld", "confer"), "the matter is turned back once"
    meeting = {"held_on": place.today.isoformat(), "attended": 3, "opinion": "重新商议"}
    place.take(posted, "wu", "committee", "agree", **meeting)
    assert posted.step == "review"


def again(place: Village, posted: Matter) -> Matter:
    """The decision that was turned back hangs once more, and is objected to once more."""
    Matter.objects.filter(pk=posted.pk).update(
        step="publish-decision", entered_at=place.now, holder=place.bodies["committee"]
    )
    posted.refresh_from_db()
    place.take(posted, "li", "committee", "post")
    return lodge(place, posted, "money")


def test_who_upheld_one_objection_refers_the_next_one_a_step_up_and_so_does_the_step_above(
    place: Village, posted: Matter
) -> None:
    place.take(lodge(place, posted, "money"), "wu", "committee", "uphold", answer="算错了")
    place.wait(days=1)
    second = again(place, posted)
    with pytest.raises(Refusal) as refused:
        place.take(second, "li", "committee", "uphold", answer="又算错了")
    assert refused.value.code == "upheld-before"
    assert "监督委员会复核" in refused.value.sentence("zh-hans")
    place.take(second, "li", "committee", "refer", reason="已经认定过一次")
    assert second.step == "examine"
    place.take(second, "wang", "supervision_committee", "uphold", opinion="确有错误")
    posted.refresh_from_db()
    assert (second.end, posted.step) == ("upheld", "confer")
    place.wait(days=1)
    third = again(place, posted)
    place.take(third, "wu", "committee", "refer", reason="已经认定过")
    with pytest.raises(Refusal) as refused:
        place.take(third, "feng", "supervision_committee", "uphold", opinion="确有错误")
    assert refused.value.code == "upheld-before"
    place.take(third, "feng", "supervision_committee", "refer", reason="第二次了")
    officer = place.officer("deng", "township_office", "clerk")
    take(matter=third.pk, by=officer, act="dismiss", data={"finding": "这次没有错"}, at=place.now, key=uuid4())
    posted.refresh_from_db()
    third.refresh_from_db()
    assert (third.end, posted.step) == ("dismissed", "publish-decision")


def test_a_correction_ordered_after_the_days_of_the_posting_still_takes_it_down(place: Village, posted: Matter) -> None:
    objection = lodge(place, posted, "content")
    place.wait(days=18)
    tick(now=place.now)
    officer = place.officer("deng", "township_office", "clerk")
    take(matter=objection.pk, by=officer, act="order", data={"finding": "没有写金额"}, at=place.now, key=uuid4())
    place.wait(days=1)
    tick(now=place.now)
    posted.refresh_from_db()
    assert posted.step == "publish-decision", "what was ordered to be corrected is not carried out"
    assert Notice.objects.get(matter=posted).taken_down_because == "correction-ordered"
    place.take(posted, "li", "committee", "post", remark="金额18万元")
    place.wait(days=20)
    tick(now=place.now)
    posted.refresh_from_db()
    assert posted.step == "carry-out"


def test_an_objection_upheld_after_the_days_of_the_posting_takes_it_down(place: Village, posted: Matter) -> None:
    place.wait(days=10)
    objection = lodge(place, posted, "content")
    place.wait(days=8)
    place.take(objection, "wu", "committee", "uphold", answer="属实")
    assert Notice.objects.get(matter=posted).taken_down_because == "objection-upheld"


def test_nobody_objects_once_the_days_of_the_posting_are_over(place: Village, posted: Matter) -> None:
    lodge(place, posted, "money")
    place.wait(days=16)
    tick(now=place.now)
    with pytest.raises(Refusal) as refused:
        lodge(place, posted, "content", who=16)
    assert refused.value.code == "nothing-posted"


def test_one_who_keeps_objecting_holds_a_matter_up_for_a_bounded_time(place: Village, posted: Matter) -> None:
    """Each ground again and again, the moment the last one has ended; nobody answers."""
    began = place.now
    for _ in range(60):
        for ground in ("content", "procedure", "interest", "money", "rights"):
            with suppress(Refusal):
                lodge(place, posted, ground)
        place.wait(days=3)
        tick(now=place.now)
        posted.refresh_from_db()
        if posted.step != "publish-decision":
            break
    assert posted.step == "carry-out"
    assert place.now - began < timedelta(days=120)
