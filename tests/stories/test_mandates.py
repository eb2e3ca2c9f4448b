"""A mandate: the assembly of all lets its representatives decide, is read by everybody, and takes it back."""

import json

import pytest

from tests.driver import Driver
from tests.ground import Ground, ground
from tests.stories.showing import notice_paper, page, refused, step_paper
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db
ASSEMBLIES = {
    "village": ("villager_assembly", "villager_rep_assembly"),
    "community": ("resident_assembly", "resident_rep_assembly"),
}


@pytest.fixture(params=["village", "community"])
def place(request: pytest.FixtureRequest) -> Ground:
    made = ground(request.param)
    made.adopt("self-governance-matters")
    return made


def proposed(place: Ground, title: str = "授权代表会议决定公益事业", **more: object) -> Matter:
    data = {"powers": "A10；A11", "power": "A10", **more}
    return place.open("mandate", "propose", place.officer("committee"), title, **data)


def given(place: Ground, **more: object) -> Record:
    matter = proposed(place, **more)
    driver = Driver(place, given={"body": ASSEMBLIES[place.unit.kind][0]})
    assert driver.to_the_end(matter) == "entered"
    return Record.objects.get(register="mandates", code=matter.number)


def test_what_the_count_decided_stands_in_the_register_and_nobody_typed_it(place: Ground) -> None:
    record = given(place, expires_on="2027-12-31")
    data = json.loads(record.data)
    every, few = ASSEMBLIES[place.unit.kind]
    assert (data["granted_by"], data["body"], data["powers"]) == (every, few, "A10;A11")
    assert data["resolved_on"] < record.since.isoformat(), "decided on the day of the count, entered after the posting"
    assert data["expires_on"] == "2027-12-31"
    matter = Matter.objects.get(number=record.code)
    assert "授权代表会议决定公益事业" in notice_paper(matter)
    assert "授权代表会议决定公益事业" in page(f"/p/{place.unit.code}/registers/mandates/")
    shown = page(f"/p/{place.unit.code}/registers/mandates/")
    assert "我来登记" not in shown
    assert "照纸质文件录入" not in shown, "a button that would be refused is not shown"
    assert "new/?open=mandate.propose" in shown


def test_the_representatives_cannot_give_a_mandate_to_themselves(place: Ground) -> None:
    given(place)
    matter = proposed(place, "再授权")
    driver = Driver(place)
    driver.until(matter, "resolve")
    law = "vcol-2026:28" if place.unit.kind == "village" else "rcol-2026:30"
    meeting = {
        "meets_on": "2026-09-01", "meets_time": "19:30", "venue": "院坝", "motion": "同意吗",
        "body": ASSEMBLIES[place.unit.kind][1],
    }  # fmt: skip
    with refused("mandate-by-assembly", blank="body", law=law):
        place.take(matter, place.officer("committee"), "convene", **meeting)


def test_what_may_not_be_delegated_is_refused_at_once(place: Ground) -> None:
    for powers in ("A05", "A99", "A10;A02", "A01"):
        with refused("mandate-not-delegable", blank="powers"):
            proposed(place, powers=powers)
    with refused("mandate-ends-before", blank="expires_on"):
        proposed(place, expires_on=place.today.isoformat())
    assert not Matter.objects.exists()


def test_a_new_mandate_takes_the_place_of_the_old_one_which_stays_readable(place: Ground) -> None:
    old = given(place)
    new = given(place, title="缩小授权", powers="A11", power="A11", replaces=str(old.pk))
    old.refresh_from_db()
    assert old.until == new.since
    assert new.until is None
    shown = page(f"/p/{place.unit.code}/registers/mandates/")
    assert "授权代表会议决定公益事业" in shown
    assert "缩小授权" in shown


def test_the_assembly_takes_a_mandate_back(place: Ground) -> None:
    record = given(place)
    matter = place.open(
        "mandate",
        "revoke",
        place.officer("committee"),
        "收回授权",
        power="A10",
        replaces=str(record.pk),
        why="由大家定",
    )
    driver = Driver(place, given={"body": ASSEMBLIES[place.unit.kind][0]})
    driver.until(matter, "record")
    record.refresh_from_db()
    assert record.until is None, "until the posting is over it holds"
    assert driver.to_the_end(matter) == "entered"
    record.refresh_from_db()
    assert record.until == place.today
    assert Record.objects.filter(register="mandates").count() == 1
    assert "收回授权" in step_paper(matter)


def test_rules_that_the_assembly_changed_end_the_old_ones_and_keep_them(place: Ground) -> None:
    place.adopt("village-rules")
    texts = []
    for edition, more in (("第一版", {}), ("第二版", {"replaces": True})):
        power = {"power": "A05"}
        rules = place.open(
            "village-rules", "opinions", place.officer("committee"), f"村规民约{edition}", topic="院坝", **power
        )
        known = {"wording": f"{edition}：爱护院坝。", "strength": "advice", "edition": edition}
        if more:
            known["replaces"] = str(texts[0].pk)
        assert Driver(place, given=known).to_the_end(rules) == "archived"
        texts.append(Record.objects.get(register="village-rules", code=rules.number))
    texts[0].refresh_from_db()
    assert texts[0].until == texts[1].since
    shown = page(f"/p/{place.unit.code}/registers/village-rules/")
    assert "第一版：爱护院坝。" in shown
    assert "第二版：爱护院坝。" in shown
    assert "new/?open=village-rules.opinions" in shown
