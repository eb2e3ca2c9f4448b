"""A family says that it plans a feast; the council advises, the committee reminds of food safety, nobody is fined."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.ground import ground
from tests.stories.showing import page, refused, step_paper
from tests.web.paper.reading import squeezed
from yuanba.kernel.matters.acts import correct
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.people.acts import local_day

pytestmark = pytest.mark.django_db


def test_a_feast_is_reported_advised_on_and_what_was_saved_is_written_down() -> None:
    place = ground()
    place.adopt("ceremony-council")
    asked = {"on": "2026-03-20", "tables": 15, "place": "自家院坝", "kind": "wedding"}
    feast = place.open("feast-report", "say", place.resident(), "办喜酒报备", **asked)
    council = place.officer("ceremony_council")
    place.take(feast, council, "agree", advice="桌数合适，可以用村里的桌椅。")
    place.take(feast, place.officer("committee"), "agree", note="凉菜当天做，留样四十八小时。")
    place.take(feast, council, "done", saved="3000", services="村里桌椅十五套")
    assert feast.end == "closed"
    assert squeezed("办喜酒报备") in step_paper(feast)
    seen = page(f"/m/{feast.number}/")
    assert "自家院坝" not in seen
    assert "3,000" not in seen


def test_advice_is_no_condition_and_a_feast_is_never_forbidden() -> None:
    place = ground()
    place.adopt("ceremony-council")
    asked = {"on": "2026-03-20", "tables": 60, "place": "自家院坝", "kind": "other"}
    feast = place.open("feast-report", "say", place.resident(), "寿宴", **asked)
    with refused("act-not-open"):
        place.take(feast, place.officer("ceremony_council"), "decline", reason="六十桌太多，不准办")
    place.wait(days=4)
    feast.refresh_from_db()
    assert feast.step == "food", "who is not advised in time goes on"
    with refused("not-a-resident"):
        place.open("feast-report", "say", place.officer("township_office"), "寿宴", **asked)


def test_a_feast_lies_ahead_and_has_a_number_of_tables_that_can_be_laid() -> None:
    place = ground()
    place.adopt("ceremony-council")
    sound = {"on": place.today.isoformat(), "tables": 15, "place": "自家院坝", "kind": "wedding"}
    for blank, wrong, code in (
        ("on", "9999-12-31", "blank-too-late"),
        ("on", "1900-01-01", "blank-too-early"),
        ("on", (place.today - timedelta(days=8)).isoformat(), "blank-too-early"),
        ("tables", 99999, "blank-too-many"),
    ):
        with refused(code, blank=blank):
            place.open("feast-report", "say", place.resident(), "办酒", **{**sound, blank: wrong})
    place.open("feast-report", "say", place.resident(), "办酒", **sound)


def test_what_is_mended_later_keeps_the_bounds_of_its_own_day() -> None:
    place = ground()
    place.adopt()
    committee = place.officer("committee")
    sound = {"topic": "修路", "where": "坝子", "on": place.today.isoformat()}
    meeting = place.open("yard-meeting", "call", committee, "坝坝会", **sound)
    called = Taking.objects.get(matter=meeting, seq=1)
    place.wait(days=9)

    def mend(day: str) -> Taking:
        return correct(taking=called.pk, by=committee, data={"on": day}, reason="写错了", at=place.now, key=uuid4())

    with refused("blank-too-late", blank="on"):
        mend("9999-12-31")
    assert json.loads(mend(local_day(called.at).isoformat()).data)["on"] == local_day(called.at).isoformat()
