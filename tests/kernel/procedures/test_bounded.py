"""Days and numbers that are typed have bounds: nothing that is added to them later can go over an edge."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures import blanks
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.bounded import EARLIEST, LATEST, MOST, day
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.refusal import Refusal

NAME = Text("空", "Blank")
TODAY = date(2026, 11, 26)
FIELDS = [one for procedure in pack().procedures.values() for step in procedure.steps.values() for one in step.fields]
FIELDS += [one for register in pack().registers.values() for one in register.fields]


def refusal(field: Field, raw: object) -> Refusal:
    with pytest.raises(Unfilled) as raised:
        blanks.fill([field], {field.code: raw}, TODAY)
    return raised.value.errors[field.code]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("9999-12-31", "blank-too-late"),
        ("2100-01-01", "blank-too-late"),
        ("0001-01-01", "blank-too-early"),
        ("1949-09-30", "blank-too-early"),
        ("2026-02-30", "blank-not-date"),
    ],
)
def test_every_date_blank_of_the_pack_refuses_a_day_out_of_bounds(raw: str, code: str) -> None:
    dated = [one for one in FIELDS if one.type == "date"]
    assert len(dated) > 15
    assert {refusal(one, raw).code for one in dated} == {code}


def test_a_refusal_names_the_bound_in_both_languages() -> None:
    said = refusal(Field("on", NAME, "date"), "9999-12-31")
    assert "2099-12-31" in said.sentence("zh-hans")
    assert "2099-12-31" in said.sentence("en")


@given(st.dates() | st.text(max_size=12), st.integers(0, 36_500), st.integers(0, 36_500))
def test_to_whatever_passes_days_months_and_years_can_be_added(raw: date | str, past: int, future: int) -> None:
    field = Field("on", NAME, "date", past=past, future=future)
    try:
        found = date.fromisoformat(blanks.fill([field], {"on": str(raw)}, TODAY)["on"])
    except Unfilled:
        return
    assert TODAY - timedelta(days=past) <= found <= TODAY + timedelta(days=future)
    assert EARLIEST <= found <= LATEST
    edge = datetime.combine(found, time.max, ZoneInfo("Asia/Shanghai")) + timedelta(days=366 * 100)
    assert edge.astimezone(ZoneInfo("UTC")).replace(year=found.year + 100)


def test_a_field_may_be_bounded_from_the_day_of_the_act() -> None:
    field = Field("on", NAME, "date", past=7, future=30)
    for days in (-7, 0, 30):
        written = (TODAY + timedelta(days=days)).isoformat()
        assert blanks.fill([field], {"on": written}, TODAY) == {"on": written}
    assert refusal(field, "2026-11-18").facts == {"first": "2026-11-19"}
    assert refusal(field, "2026-12-27").facts == {"last": "2026-12-26"}
    with pytest.raises(AssertionError):
        blanks.fill([field], {"on": "2026-11-26"})


def test_a_number_has_a_largest_of_its_own_or_of_the_house() -> None:
    assert refusal(Field("tables", NAME, "number", most=200), "201").facts == {"most": 200}
    assert blanks.fill([Field("tables", NAME, "number", most=200)], {"tables": "200"}) == {"tables": 200}
    for one in (field for field in FIELDS if field.type == "number"):
        for raw in (str(MOST + 1), "1000000000", "9" * 20):
            assert refusal(one, raw).code == "blank-too-many"
        assert refusal(one, "1e9").code == "blank-not-number"


def test_a_day_is_read_alike_wherever_it_is_typed() -> None:
    assert day(" 2026-11-26 ") == day(TODAY) == TODAY
    with pytest.raises(Refusal, match="too far ahead"):
        day("9999-01-01")
