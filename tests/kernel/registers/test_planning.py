"""Planned adoptions: what is in force goes on being so, can be suspended, and a plan can be taken back."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.cast import FOUNDED, Village, village
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import adopt, governing, suspend
from yuanba.kernel.registers.adopting import preview, revoke_all, spread, suspend_all
from yuanba.kernel.registers.models import Record

CODE, TOWN, BODY = "four-two-one", "510722101", "510722101/township_office"


@pytest.fixture
def place(db: None) -> Village:
    return village()


@pytest.fixture
def town(place: Village) -> Place:
    return Place.objects.get(code=TOWN)


def put(place: Village, town: Place, days: int, **params: int) -> None:
    since = place.today + timedelta(days=days)
    adopt(institution=CODE, place=town, since=since, params=params, at=place.now, body=BODY)


def end(place: Village, town: Place, days: int, code: str = CODE) -> None:
    suspend(institution=code, place=town, on=place.today + timedelta(days=days), at=place.now, body=BODY)


def revoke(place: Village, town: Place, days: int, key: UUID | None = None) -> None:
    since = place.today + timedelta(days=days)
    revoke_all(institutions=[CODE], place=town, since=since, at=place.now, body=BODY, key=key)


def refused(code: str, act: object, *words: object, **more: object) -> Refusal:
    entries, records = Entry.objects.count(), list(Record.objects.order_by("pk").values())
    with pytest.raises(Refusal) as raised:
        act(*words, **more)  # type: ignore[operator]
    assert raised.value.code == code
    assert Entry.objects.count() == entries
    assert list(Record.objects.order_by("pk").values()) == records
    return raised.value


def days(place: Village, *ahead: int) -> list[int | None]:
    """The days for which a posting hangs, by whose word governs so many days ahead; None where nothing does."""
    found = [governing(CODE, TOWN, place.today + timedelta(days=one)) for one in ahead]
    return [one.params["posting_days"] if one else None for one in found]


def worked(place: Village) -> None:
    open_matter(
        procedure=CODE, start="wish", unit=place.unit, by=place.actor("chen"), title="修路", data={}, at=place.now,
        key=uuid4(),
    )  # fmt: skip


def test_what_is_in_force_is_suspended_although_a_later_adoption_is_planned(place: Village, town: Place) -> None:
    put(place, town, 150, posting_days=30)
    end(place, town, 30)
    assert days(place, 0, 29, 30, 149, 150) == [15, 15, None, None, 30]


def test_a_plan_is_revoked_by_one_act_and_what_was_in_force_before_goes_on(place: Village, town: Place) -> None:
    put(place, town, 150, posting_days=30)
    refused("adoption-backdated", put, place, town, 60)
    entries, key = Entry.objects.count(), uuid4()
    for _ in range(2):
        revoke(place, town, 150, key)
    assert Entry.objects.count() == entries + 1
    assert Entry.objects.latest("pk").kind == "institution.revoked"
    assert days(place, 0, 149, 150, 700) == [15, 15, 15, 15]
    refused("nothing-planned", revoke, place, town, 150)
    put(place, town, 60, posting_days=20)
    assert days(place, 59, 60) == [15, 20]


def test_revoking_gives_back_neither_more_nor_less_than_the_plan_took(place: Village, town: Place) -> None:
    put(place, town, 100, posting_days=20)
    put(place, town, 200, posting_days=30)
    revoke(place, town, 200)
    assert days(place, 99, 100, 300) == [15, 20, 20]
    end(place, town, 50)
    revoke(place, town, 100)
    assert days(place, 49, 50, 100, 300) == [15, None, None, None], "what was suspended meanwhile stays so"


def test_a_plan_in_the_middle_is_revoked_and_the_later_one_stands(place: Village, town: Place) -> None:
    put(place, town, 100, posting_days=20)
    put(place, town, 200, posting_days=30)
    revoke(place, town, 100)
    assert days(place, 99, 100, 199, 200) == [15, 15, 15, 30]


def test_an_end_that_was_planned_comes_back_with_what_it_ended(place: Village, town: Place) -> None:
    end(place, town, 120)
    put(place, town, 60, posting_days=20)
    assert days(place, 59, 60, 400) == [15, 20, 20]
    revoke(place, town, 60)
    assert days(place, 60, 119, 120) == [15, 15, None]


def test_what_was_suspended_on_a_later_day_may_be_adopted_anew_at_any_time(place: Village, town: Place) -> None:
    end(place, town, 120)
    put(place, town, 120, posting_days=20)
    assert days(place, 119, 120) == [15, 20]
    revoke(place, town, 120)
    assert days(place, 119, 120) == [15, None], "the suspension stands"
    end(place, town, 0)
    put(place, town, 0, posting_days=25)
    assert days(place, 0) == [25]


def test_refusals_say_what_is_so(place: Village, town: Place) -> None:
    put(place, town, 150)
    refused("nothing-planned", revoke, place, town, 149)
    refused("nothing-planned", revoke, place, town, -60)
    refused("not-adopted", end, place, town, 10, "honours")
    end(place, town, 30)
    said = refused("adoption-not-standing", end, place, town, 40)
    assert (place.today + timedelta(days=40)).isoformat() in said.sentence("en")
    assert "施行" in said.sentence("zh-hans")
    place.wait(days=150)
    refused("nothing-planned", revoke, place, town, 0)


def test_nothing_begins_or_ends_farther_ahead_than_two_years(place: Village, town: Place) -> None:
    for act in (put, end):
        said = refused("adoption-too-far", act, place, town, 732)
        assert (place.today + timedelta(days=731)).isoformat() in said.sentence("zh-hans")
    refused(
        "adoption-too-far", preview, institutions=[CODE], place=town, since=date(2099, 12, 31), params={}, at=place.now
    )
    put(place, town, 731)


def test_an_adoption_is_written_down_late_only_where_it_takes_nothing_back(place: Village, town: Place) -> None:
    county = Place.objects.get(code="510722")
    terms = {"institutions": [CODE], "source": town, "place": county, "since": FOUNDED, "at": place.now}
    refused("adoption-past", end, place, town, -1)
    refused("adoption-past", spread, body="510722/county_guidance", **terms)
    adopt(institution="honours", place=town, since=FOUNDED, params={}, at=place.now, body=BODY)
    worked(place)
    late: dict[str, Any] = {"params": {}, "at": place.now, "since": place.today - timedelta(days=9)}
    preview(institutions=["wishes"], place=town, **late)
    adopt(institution="wishes", place=town, body=BODY, **late)
    for one in (town, place.unit):
        later = {**late, "since": place.today - timedelta(days=8)}
        refused("adoption-past", adopt, institution="wishes", place=one, body=BODY, **later)
        refused("adoption-past", preview, institutions=["wishes"], place=one, **later)
    suspend_all(institutions=["wishes"], place=town, on=place.today, at=place.now, body=BODY)
    refused("adoption-past", adopt, institution="wishes", place=town, body=BODY, **late)
    put_back = place.today - timedelta(days=20)
    refused("adoption-past", adopt, institution=CODE, place=town, body=BODY, **{**late, "since": put_back})
