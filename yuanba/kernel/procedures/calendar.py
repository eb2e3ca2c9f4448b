"""Legal periods in Chinese time: when a number of days ends, and which days are worked.

The first day is not counted (Civil Code 201) and a period whose last day is a day off ends with the next working day
(Civil Code 203). Both articles stand in our facts with certainty mark C: show them only with "unverified".

Days off and make-up working days come from `holidays`, which knows the State Council's yearly arrangement once it is
published (each November, for the year after). For a year not yet published it gives weekends and the statutory holidays
by the lunar calendar, and no make-up working days: `arranged` tells the difference, and a period that ends in such a
year may still move by a few days when the arrangement is known.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

SHANGHAI = ZoneInfo("Asia/Shanghai")
_DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def _year(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """The days off beside weekends, and the weekend days that are worked, of one year."""
    known = holidays.country_holidays("CN", years=year)
    return frozenset(known), frozenset(day for day in known.weekend_workdays if day.year == year)


def arranged(year: int) -> bool:
    """Whether the arrangement of days off and make-up working days of `year` is known."""
    return bool(_year(year)[1])


def is_working_day(day: date) -> bool:
    """Whether offices work on `day`: a weekday that is no holiday, or a weekend day made up for one."""
    days_off, made_up = _year(day.year)
    return day in made_up if day.weekday() >= 5 else day not in days_off


def local_date(at: datetime) -> date:
    """The day in China of an aware moment. ValueError for a naive one, which names no moment."""
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """0:00 in China of `day`, as aware UTC."""
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def last_day(first: date, days: int, *, working: bool = False) -> date:
    """The last day of a period of `days` (working days where `working`) that begins on `first`, itself not counted."""
    if days < 0:
        raise ValueError("a period cannot be shorter than no day")
    last = first
    if working:
        while days:
            last += _DAY
            days -= is_working_day(last)
    else:
        last += timedelta(days=days)
    while not is_working_day(last):
        last += _DAY
    return last


def end_of(start: datetime, days: int, *, working: bool = False) -> datetime:
    """When a period of `days` that begins at `start` has run out: 24:00 in China of its last day, as aware UTC."""
    return start_of(last_day(local_date(start), days, working=working) + _DAY)
