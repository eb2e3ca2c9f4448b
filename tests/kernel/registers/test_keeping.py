"""A register is written by those who keep it, once, in their own place."""

from uuid import uuid4

import pytest

from tests.cast import Village, village
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.keeping import keep
from yuanba.kernel.registers.models import Record

MANDATE = {
    "name": "村民会议授权村民代表会议",
    "body": "villager_rep_assembly",
    "granted_by": "villager_assembly",
    "powers": "M13",
    "resolved_on": "2026-02-28",
}


@pytest.fixture
def place(db: None) -> Village:
    return village()


def write(place: Village, key: str, post_in: str | None, **over: object) -> Record:
    uuid = over.pop("uuid", None) or uuid4()
    by = place.actor(key, post_in)
    data = {**MANDATE, **over}
    return keep(register="mandates", unit=place.unit, by=by, data=data, at=place.now, key=uuid)


def test_the_clerk_records_a_mandate_and_a_double_click_finds_it(place: Village) -> None:
    uuid = uuid4()
    first = write(place, "li", "committee", uuid=uuid)
    assert write(place, "li", "committee", uuid=uuid).pk == first.pk
    assert Record.objects.filter(register="mandates").count() == 1


@pytest.mark.parametrize(("who", "post_in"), [("zhou", "party_org"), ("wang", "supervision_committee"), ("chen", None)])
def test_nobody_else_does(place: Village, who: str, post_in: str | None) -> None:
    with pytest.raises(Refusal, match="not kept by your post"):
        write(place, who, post_in)


def test_a_blank_name_or_day_is_named(place: Village) -> None:
    with pytest.raises(Unfilled):
        write(place, "li", "committee", name=" ")
    with pytest.raises(Unfilled) as refused:
        write(place, "li", "committee", resolved_on="去年")
    assert list(refused.value.errors) == ["resolved_on"]


def test_a_register_that_nobody_keeps_by_hand_is_refused(place: Village) -> None:
    with pytest.raises(Refusal, match="no register named"):
        keep(
            register="adoptions",
            unit=place.unit,
            by=place.actor("li", "committee"),
            data=MANDATE,
            at=place.now,
            key=uuid4(),
        )


def test_what_anybody_may_read_names_no_resident(place: Village) -> None:
    name = place.villagers[3].name
    with pytest.raises(Refusal) as refused:
        write(place, "li", "committee", name=f"{name}家的授权")
    assert refused.value.code == "names-a-resident"
    assert not Record.objects.filter(register="mandates").exists()
    # Whoever holds a public post is named in it.
    assert write(place, "li", "committee", name="吴主任提出的授权").pk
