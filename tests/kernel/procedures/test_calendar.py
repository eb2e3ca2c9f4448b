"""Legal periods: the first day is not counted, the last ends at midnight in China, a day off moves the end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.kernel.procedures.calendar import SHANGHAI, arranged, end_of, is_working_day, last_day, local_date

# The State Council's arrangement of 2026: days off and the weekend days made up for them.
DAYS_OFF_2026 = [
    *(date(2026, 1, day) for day in (1, 2, 3)),
    *(date(2026, 2, day) for day in range(15, 24)),
    *(date(2026, 4, day) for day in (4, 5, 6)),
    *(date(2026, 5, day) for day in range(1, 6)),
    *(date(2026, 6, day) for day in (19, 20, 21)),
    *(date(2026, 9, day) for day in (25, 26, 27)),
    *(date(2026, 10, day) for day in range(1, 8)),
]
MADE_UP_2026 = [
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
]

moments = st.integers(1_704_067_200, 1_893_456_000).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)  # 2024 to 2029


@pytest.mark.parametrize("day", DAYS_OFF_2026)
def test_a_day_off_of_2026_is_not_worked(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize("day", MADE_UP_2026)
def test_a_weekend_day_made_up_in_2026_is_worked(day: date) -> None:
    assert day.weekday() >= 5
    assert is_working_day(day)


def test_the_rest_of_2026_follows_the_week() -> None:
    special = {*DAYS_OFF_2026, *MADE_UP_2026}
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [day for day in year if day not in special and is_working_day(day) != (day.weekday() < 5)] == []


def test_the_first_day_is_not_counted_and_the_last_ends_at_midnight_in_china() -> None:
    monday = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 9:00 in China
    assert end_of(monday, 15) == datetime(2026, 12, 8, 16, 0, tzinfo=UTC)  # Tuesday 8 December, 24:00


def test_late_in_the_evening_utc_it_is_already_the_next_day_in_china() -> None:
    assert local_date(datetime(2026, 11, 23, 16, 0, tzinfo=UTC)) == date(2026, 11, 24)
    assert end_of(datetime(2026, 11, 23, 15, 59, tzinfo=UTC), 1) < end_of(datetime(2026, 11, 23, 16, 0, tzinfo=UTC), 1)


@pytest.mark.parametrize(
    ("first", "days", "last"),
    [
        (date(2026, 1, 31), 15, date(2026, 2, 24)),  # ends on 15 February, the first day of Spring Festival
        (date(2026, 9, 17), 15, date(2026, 10, 8)),  # ends on 2 October, in National Day week
        (date(2026, 9, 5), 15, date(2026, 9, 20)),  # a Sunday that is worked
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # Friday: the next day is Saturday
    ],
)
def test_a_period_that_would_end_on_a_day_off_ends_with_the_next_working_day(
    first: date, days: int, last: date
) -> None:
    assert last_day(first, days) == last


def test_ten_working_days_across_national_day_take_eighteen_days() -> None:
    assert last_day(date(2026, 9, 23), 10, working=True) == date(2026, 10, 14)


def test_a_year_without_an_arrangement_falls_back_to_weekends_and_statutory_holidays() -> None:
    assert arranged(2026)
    assert not arranged(2060)
    assert not is_working_day(date(2060, 10, 1))
    assert [day for day in range(11, 18) if is_working_day(date(2060, 10, day))] == [11, 12, 13, 14, 15]


def test_a_naive_moment_and_a_negative_period_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        end_of(datetime(2026, 11, 23), 1)  # noqa: DTZ001
    with pytest.raises(ValueError, match="shorter"):
        last_day(date(2026, 11, 23), -1)


@given(moments, st.integers(0, 400))
def test_a_period_ends_at_midnight_after_a_working_day_and_is_never_short(start: datetime, days: int) -> None:
    end = end_of(start, days)
    local = end.astimezone(SHANGHAI)
    assert (local.hour, local.minute, local.second) == (0, 0, 0)
    assert is_working_day(local.date() - timedelta(days=1))
    assert end - start > timedelta(days=days)
    assert end - start <= timedelta(days=days + 1 + 11)  # no run of days off in China is longer than this


@given(moments, st.integers(0, 200), st.booleans())
def test_a_longer_period_never_ends_earlier(start: datetime, days: int, working: bool) -> None:
    assert end_of(start, days, working=working) <= end_of(start, days + 1, working=working)


@given(moments, st.integers(1, 60))
def test_working_days_never_end_before_calendar_days_and_count_exactly(start: datetime, days: int) -> None:
    first = local_date(start)
    last = last_day(first, days, working=True)
    assert last >= last_day(first, days)
    assert sum(is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1)) == days
