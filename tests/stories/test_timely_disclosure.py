"""Anybody of the village objects to what hangs on the board and is answered in time; the matter waits for it."""

from uuid import uuid4

import pytest

from tests.driver import Driver
from tests.ground import Ground, ground
from tests.stories.showing import notice_paper, page, refused
from tests.web.paper.reading import squeezed
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import object_to
from yuanba.kernel.people.actors import Actor

pytestmark = pytest.mark.django_db


def posted(place: Ground) -> Matter:
    """Accounts of the village hang on its board."""
    place.adopt("timely-disclosure", "three-disclosures")
    shown = place.open(
        "disclosure", "village", place.officer("committee"), "一季度村务公开", item="一季度收支", power="C07"
    )
    Driver(place).until(shown, "publish")
    place.take(shown, place.officer("committee"), "post")
    return shown


def objection(place: Ground, shown: Matter, by: Actor) -> Matter:
    words = {"ground": "money", "words": "办公费为什么多了", "at": place.now, "key": uuid4()}
    return object_to(parent=shown.pk, by=by, **words).matter


def test_an_objection_holds_the_matter_is_answered_and_looked_into() -> None:
    place = ground()
    shown = posted(place)
    asked = objection(place, shown, place.resident(2))
    assert "办公费为什么多了" not in page(f"/m/{shown.number}/")
    place.wait(days=5)
    place.take(asked, place.officer("committee"), "dismiss", answer="多的是两台电脑，凭据贴在旁边")
    place.take(asked, place.officer("supervision_committee"), "dismiss", opinion="凭据属实")
    assert asked.end == "dismissed"
    assert squeezed("一季度村务公开") in notice_paper(shown)
    place.wait(days=20)
    shown.refresh_from_db()
    assert shown.end == "archived"


def test_who_is_not_answered_in_time_goes_to_the_township_by_itself() -> None:
    place = ground()
    asked = objection(place, posted(place), place.resident(2))
    place.wait(days=12)
    asked.refresh_from_db()
    assert (asked.step, asked.holder) == ("investigate", place.bodies["township_office"])


def test_a_stranger_has_no_objection_and_the_body_itself_cannot_go_on_over_one() -> None:
    place = ground()
    shown = posted(place)
    with refused("not-a-resident"):
        objection(place, shown, Actor(place.officer("township_office").person))
    objection(place, shown, place.resident(2))
    with refused("objection-open", law="vcol-2026:35"):
        place.take(shown, place.officer("committee"), "amend", reason="金额写错了")
