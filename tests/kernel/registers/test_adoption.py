"""Adoption: nearest ancestor, date, and parameters that may only grow."""

from datetime import date, timedelta

import pytest

from tests.cast import FOUNDED, Village, village
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import adopt, close, enter, governing, suspend
from yuanba.kernel.registers.models import Record
from yuanba.kernel.registers.rules import Adoption, nearest

CODE = "four-two-one"


@pytest.fixture
def place(db: None) -> Village:
    return village()


def put(place: Village, unit: Place, since: date, **params: int) -> Adoption:
    return adopt(institution=CODE, place=unit, since=since, params=params, at=place.now, body=f"{unit.code}/committee")


def test_the_nearest_place_and_the_latest_day_govern() -> None:
    county = Adoption(CODE, "510722", date(2026, 1, 1))
    town = Adoption(CODE, "510722101", date(2026, 3, 1))
    later = Adoption(CODE, "510722101", date(2026, 5, 1))
    ended = Adoption(CODE, "510722101201", date(2026, 1, 1), until=date(2026, 2, 1))
    everything = [county, town, later, ended]
    assert nearest(everything, date(2025, 12, 31)) is None
    assert nearest(everything, date(2026, 1, 31)) is ended
    assert nearest(everything, date(2026, 2, 1)) is county
    assert nearest(everything, date(2026, 4, 30)) is town
    assert nearest(everything, date(2026, 5, 1)) is later


def test_a_village_may_post_longer_and_never_shorter_than_its_township(place: Village) -> None:
    town = Place.objects.get(code="510722101")
    put(place, town, place.today, posting_days=20)
    with pytest.raises(Refusal) as refused:
        put(place, place.unit, place.today, posting_days=18)
    assert refused.value.code == "param-below-above"
    assert put(place, place.unit, place.today, posting_days=30).params["posting_days"] == 30
    governs = governing(CODE, place.unit.code, place.today)
    assert governs is not None
    assert governs.params["posting_days"] == 30


@pytest.mark.parametrize(("days", "code"), [(14, "param-out-of-bounds"), (61, "param-out-of-bounds")])
def test_a_parameter_stays_in_its_bounds(place: Village, days: int, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        put(place, place.unit, place.today, posting_days=days)
    assert refused.value.code == code


def test_a_parameter_nobody_declared_is_refused(place: Village) -> None:
    with pytest.raises(Refusal, match="no parameter"):
        put(place, place.unit, place.today, colour=1)


def test_twice_the_same_day_and_backwards_are_refused(place: Village) -> None:
    put(place, place.unit, place.today)
    with pytest.raises(Refusal, match="from that day already"):
        put(place, place.unit, place.today)
    with pytest.raises(Refusal, match="an adoption that begins on"):
        put(place, place.unit, place.today - timedelta(days=1))


def test_a_suspended_institution_opens_nothing_new_and_lets_running_matters_finish(place: Village) -> None:
    def wish() -> object:
        from uuid import uuid4

        return open_matter(
            procedure=CODE,
            start="wish",
            unit=place.unit,
            by=place.actor("chen"),
            title="修路",
            data={},
            at=place.now,
            key=uuid4(),
        ).matter

    running = wish()
    suspend(
        institution=CODE,
        place=Place.objects.get(code="510722101"),
        on=place.today,
        at=place.now,
        body="510722101/township_office",
    )
    with pytest.raises(Refusal) as refused:
        wish()
    assert refused.value.code == "not-adopted-here"
    place.take(running, "zhou", "party_org", "agree", power="M13", proposal="硬化村道")  # type: ignore[arg-type]
    assert running.step == "confer"  # type: ignore[attr-defined]
    with pytest.raises(Refusal, match="has not adopted"):
        suspend(institution=CODE, place=place.unit, on=place.today, at=place.now, body="510722101201/committee")


def test_an_unknown_institution_and_register_are_named(place: Village) -> None:
    with pytest.raises(Refusal, match="no institution named"):
        adopt(institution="x", place=place.unit, since=FOUNDED, params={}, at=place.now, body="510722101201/committee")
    with pytest.raises(Refusal, match="no register named"):
        enter(
            register="x",
            code="1",
            name="x",
            name_en="x",
            place=place.unit,
            data={},
            since=FOUNDED,
            at=place.now,
            body="510722/county",
        )


def test_a_closed_record_is_closed_once(place: Village) -> None:
    record = Record.objects.get(register="powers", code="M13")
    close(record=record, on=place.today, at=place.now, body="510722/county")
    with pytest.raises(Refusal, match="closed already"):
        close(record=record, on=place.today, at=place.now, body="510722/county")


def test_indexed_fields_filter_in_sql(place: Village) -> None:
    found = Record.objects.filter(indexes__field="holder", indexes__text="committee", register="powers")
    assert set(found.values_list("code", flat=True)) <= {"M13", "M10"}
    assert Record.objects.filter(indexes__field="procedure", indexes__text=CODE).count() >= 1
