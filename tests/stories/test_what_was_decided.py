"""What takes effect is what was decided: not a later correction, not a name that was taken off the form again."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import Village
from tests.driver import Driver
from tests.ground import Ground, ground
from tests.kernel.matters.lists import put_in_force
from tests.stories.posts_cast import begin, furnished, hang, newcomer, resolve
from yuanba.kernel.matters.acts import correct
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.acts import declare_kinship
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.editions import editions, items
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db
AMEND = {"list": "micro", "change": "amend", "item": "m13", "cells": "一般多少天办结：90", "reason": "太笼统"}


@pytest.fixture
def land() -> Ground:
    made = ground()
    made.adopt()
    return made


@pytest.fixture
def place() -> Village:
    made = furnished("supervision-committee", "councils", powers="A04 A07")
    newcomer(made, "sun", "孙好人")
    newcomer(made, "qian", "钱有数", woman=False)
    return made


def test_a_slip_that_is_corrected_after_the_vote_changes_nothing_that_was_voted(land: Ground) -> None:
    by = land.officer("committee")
    matter = land.open("catalogue-edition-unit", "propose", by, "修改清单", at=land.unit, **AMEND)
    Driver(land).until(matter, "enforce")
    late = {"cells": "一般多少天办结：7"}
    correct(taking=matter.takings.get(seq=1).pk, by=by, data=late, reason="笔误", at=land.now, key=uuid4())
    matter.refresh_from_db()
    land.take(matter, by, "done")
    (edition,) = editions("micro", land.unit.code)
    found = {row["code"]: row for row in items("micro", land.unit.code, edition.since)}
    assert found["M13"]["time_limit"] == "90"


def council(place: Village, **more: str) -> dict[str, str]:
    members = "\n".join(one.name for one in place.villagers[:5])
    return {"seat_convener": "陈伯", "seat_member": members, **more}


def test_a_name_that_is_left_out_the_second_time_is_not_seated(place: Village) -> None:
    asked = {"power": "A04", "body_kind": "deliberation_council", "purpose": "议事"}
    matter = begin(place, "set-up-body", "propose", "wu", "committee", **asked)
    place.take(matter, "wu", "committee", "submit", **council(place, seat_guest="孙好人"))
    place.take(matter, "zhou", "party_org", "return", reason="再商量")
    assert matter.step == "propose"
    place.take(matter, "wu", "committee", "submit", body_kind="deliberation_council", purpose="不请特邀代表")
    place.take(matter, "wu", "committee", "submit", **council(place))
    place.take(matter, "zhou", "party_org", "agree")
    resolve(place, matter)
    hang(place, matter, "wu", "committee")
    place.take(matter, "wu", "committee", "done")
    held = Tenure.objects.filter(body__kind="deliberation_council")
    assert held.count() == 6
    assert not held.filter(post="guest").exists()


def test_a_proposal_that_was_returned_may_name_another_body(place: Village) -> None:
    asked = {"power": "A04", "body_kind": "moral_council", "purpose": "评议"}
    matter = begin(place, "set-up-body", "propose", "wu", "committee", **asked)
    members = "\n".join(one.name for one in place.villagers[:4])
    place.take(matter, "wu", "committee", "submit", seat_chair="陈伯", seat_member=members)
    place.take(matter, "zhou", "party_org", "return", reason="应当设议事会")
    place.take(matter, "wu", "committee", "submit", body_kind="deliberation_council", purpose="议事")
    place.take(matter, "wu", "committee", "submit", **council(place))
    place.take(matter, "zhou", "party_org", "agree")
    resolve(place, matter)
    hang(place, matter, "wu", "committee")
    place.take(matter, "wu", "committee", "done")
    assert not Tenure.objects.filter(body__kind="moral_council").exists()
    assert Tenure.objects.filter(body__kind="deliberation_council").count() == 6


def test_empty_lines_between_names_are_nobody(place: Village) -> None:
    asked = {"power": "A04", "body_kind": "supervision_committee", "purpose": "换届，三人"}
    matter = begin(place, "set-up-body", "propose", "wu", "committee", **asked)
    place.take(matter, "wu", "committee", "submit", seat_chair="王婶", seat_member="孙好人\n\n  \n钱有数")
    assert matter.step == "study"


FILING = {
    "task": "协助秸秆禁烧宣传",
    "basis": "《环境保护法》第三十三条",
    "money": "2000",
    "hours": "40",
    "asks": "task",
    "asker": "agriculture",
}


def filed(land: Ground) -> Matter:
    first, last = land.today, land.today + timedelta(days=300)
    data = {**FILING, "from_on": first.isoformat(), "until_on": last.isoformat(), "where": land.town.code}
    return land.open("task-admission", "file", land.officer("county_department"), "秸秆禁烧", at=land.county, **data)


def mend(land: Ground, matter: Matter, **data: str) -> None:
    by, first = land.officer("county_department"), matter.takings.get(seq=1)
    correct(taking=first.pk, by=by, data=data, reason="笔误", at=land.now, key=uuid4())
    matter.refresh_from_db()


def test_a_correction_counts_where_the_gate_has_decided_on_it_since_and_only_there(land: Ground) -> None:
    matter = filed(land)
    mend(land, matter, hours="60")
    land.take(matter, land.officer("county_gate"), "agree", opinion="同意")
    mend(land, matter, hours="900")
    Driver(land).until(matter, "enter")
    land.take(matter, land.officer("county_gate"), "done", verdict="admit")
    record = Record.objects.get(register="tasks", code=matter.number)
    assert json.loads(record.data)["hours"] == 60


def test_what_may_not_pass_the_door_does_not_come_in_by_a_correction(land: Ground) -> None:
    matter = filed(land)
    with pytest.raises(Refusal) as refused:
        mend(land, matter, until_on=(land.today + timedelta(days=900)).isoformat())
    assert refused.value.code == "admission-span"
    with pytest.raises(Refusal) as refused:
        mend(land, matter, basis="上级要求")
    assert refused.value.code == "basis-without-article"


def test_where_somebody_may_not_be_seated_after_all_others_are_proposed_and_the_matter_ends(place: Village) -> None:
    asked = {"power": "A04", "body_kind": "supervision_committee", "purpose": "换届，三人"}
    matter = begin(place, "set-up-body", "propose", "wu", "committee", **asked)
    for names in ("孙好人\n钱有数", "冯监委\n钱有数"):
        place.take(matter, "wu", "committee", "submit", seat_chair="王婶", seat_member=names)
        place.take(matter, "zhou", "party_org", "agree")
        resolve(place, matter)
        hang(place, matter, "wu", "committee")
        if "孙好人" in names:
            declare_kinship(person=place.people["sun"], relative=place.people["zheng"], kind="sibling", at=place.now)
            with pytest.raises(Refusal) as refused:
                place.take(matter, "wu", "committee", "done")
            assert refused.value.code == "barred-near-relative"
            place.take(matter, "wu", "committee", "fail", reason="一人依法不得担任")
            assert matter.step == "names"
    place.take(matter, "wu", "committee", "done")
    assert matter.end == "set-up"
    seated = Tenure.objects.filter(body__kind="supervision_committee", until__gt=place.today)
    assert {one.person.name for one in seated.select_related("person")} == {"王婶", "冯监委", "钱有数"}


def test_an_answer_that_the_lists_forbid_does_not_come_in_by_a_correction(land: Ground) -> None:
    put_in_force(land.town, land)
    matter = filed(land)
    with pytest.raises(Refusal) as refused:
        mend(land, matter, asks="enforce")
    assert refused.value.code == "falls-under"
    # What only sounds like it goes through, and is kept for the supervisors.
    mend(land, matter, task="由村里罚款")
    assert json.loads(matter.takings.get(act="correct").data)["flags"]
    assert "flags" not in matter.takings.get(act="correct").public
