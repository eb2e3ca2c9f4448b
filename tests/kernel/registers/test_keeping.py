"""A register is written by those who keep it, once, in their own place; what matters write, nobody else does."""

from datetime import date
from uuid import uuid4

import pytest

from tests.cast import SHEET, Village, village
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import enter
from yuanba.kernel.registers.keeping import founding, keep
from yuanba.kernel.registers.models import Record

HALL = {"name": "院坝议事厅", "address": "文化院坝"}
MANDATE = {
    "name": "村民会议授权村民代表会议",
    "body": "villager_rep_assembly",
    "granted_by": "villager_assembly",
    "powers": "M13",
    "resolved_on": "2025-11-28",
    "paper": SHEET,
}


@pytest.fixture
def place(db: None) -> Village:
    return village()


def write(place: Village, key: str, post_in: str | None, register: str = "halls", **over: object) -> Record:
    uuid = over.pop("uuid", None) or uuid4()
    by = place.actor(key, post_in)
    data = {**(MANDATE if register == "mandates" else HALL), **over}
    return keep(register=register, unit=place.unit, by=by, data=data, at=place.now, key=uuid)


@pytest.mark.parametrize("register", ["halls", "mandates"])
def test_the_clerk_writes_a_record_and_a_double_click_finds_it(place: Village, register: str) -> None:
    uuid = uuid4()
    first = write(place, "li", "committee", register, uuid=uuid)
    assert write(place, "li", "committee", register, uuid=uuid).pk == first.pk
    assert Record.objects.filter(register=register).count() == 1


@pytest.mark.parametrize(("who", "post_in"), [("zhou", "party_org"), ("wang", "supervision_committee"), ("chen", None)])
def test_nobody_else_does(place: Village, who: str, post_in: str | None) -> None:
    with pytest.raises(Refusal, match="not kept by your post"):
        write(place, who, post_in)


def test_a_blank_name_or_day_is_named(place: Village) -> None:
    with pytest.raises(Unfilled):
        write(place, "li", "committee", name=" ")
    with pytest.raises(Unfilled) as refused:
        write(place, "li", "committee", "mandates", resolved_on="去年")
    assert list(refused.value.errors) == ["resolved_on"]


def test_a_register_that_nobody_keeps_by_hand_is_refused(place: Village) -> None:
    with pytest.raises(Refusal, match="no register named"):
        write(place, "li", "committee", "adoptions")


def test_what_anybody_may_read_names_no_resident(place: Village) -> None:
    name = place.villagers[3].name
    with pytest.raises(Refusal) as refused:
        write(place, "li", "committee", name=f"{name}家的议事厅")
    assert refused.value.code == "names-a-resident"
    assert not Record.objects.filter(register="halls").exists()
    # Whoever holds a public post is named in it.
    assert write(place, "li", "committee", name="吴主任管的议事厅").pk


def test_of_what_matters_write_only_what_was_decided_before_is_entered_and_with_its_paper(place: Village) -> None:
    for over, blank, code in (
        ({"resolved_on": "2026-02-28"}, "resolved_on", "register-through-matter"),
        ({"resolved_on": "2026-01-01"}, "resolved_on", "register-through-matter"),
        ({"paper": None}, "paper", "blank-missing"),
    ):
        with pytest.raises(Unfilled) as refused:
            write(place, "li", "committee", "mandates", **over)
        assert {blank: code} == {key: one.code for key, one in refused.value.errors.items()}
    assert not Record.objects.filter(register="mandates").exists()
    # Papers of the years before may be several.
    write(place, "li", "committee", "mandates")
    write(place, "li", "committee", "mandates", name="第二次授权")


@pytest.mark.parametrize("register", ["mandates", "village-rules"])
def test_once_something_else_has_written_there_the_hand_is_refused_and_told_which_procedure(
    place: Village, register: str
) -> None:
    kind = pack().registers[register]
    values = {**MANDATE, "edition": "第一版", "wording": "爱护院坝。"}
    fields = {one.code for one in kind.fields}
    enter(
        register=register, code=f"{place.unit.code}-2026-000001", name="村民会议的决定", name_en="", place=place.unit,
        data={key: value for key, value in values.items() if key in fields}, since=date(2026, 2, 1), at=place.now,
        body=f"{place.unit.code}/committee",
    )  # fmt: skip
    assert not founding(kind, place.unit)
    with pytest.raises(Refusal) as refused:
        keep(
            register=register, unit=place.unit, by=place.actor("li", "committee"), data=values, at=place.now,
            key=uuid4(),
        )  # fmt: skip
    assert refused.value.code == "register-through-matter"
    assert pack().procedure(kind.through[0]).name.zh in refused.value.sentence("zh-hans")
    assert "我要办事" in refused.value.sentence("zh-hans")
    assert Record.objects.filter(register=register).count() == 1
