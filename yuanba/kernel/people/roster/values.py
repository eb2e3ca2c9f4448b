"""What stands in one cell: a day, a sex, a telephone, an identity number. A wrong one is said in a sentence."""

import re
from datetime import date, timedelta
from typing import Any

from yuanba.kernel.people.roster.columns import tidy
from yuanba.kernel.procedures.identity import is_identity
from yuanba.kernel.procedures.refusal import Refusal

_EPOCH = date(1899, 12, 30)
_SERIALS = range(7_306, 73_415)  # 1920 to 2100
_DAY = re.compile(r"(\d{4})(?:[.\-/年](\d{1,2})(?:[.\-/月](\d{1,2}))?|(\d{2})(\d{2})?)[日号月]?(?:至今|起)?", re.ASCII)
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_DEMO_MOBILE = re.compile(r"100\d{8}", re.ASCII)
_LANDLINE = re.compile(r"(?:0\d{2,3}-?)?[2-9]\d{6,7}", re.ASCII)
SEXES = {"男": False, "女": True, "男性": False, "女性": True}


def day(cell: Any) -> date | None:
    """A day as people write it: a date, `2026.1`, `2026年1月3日`, `20260103`, or Excel's number of days.

    A month alone begins on its first day. Refusals `cell-day`, `cell-day-number`.
    """
    if isinstance(cell, dict):
        return date.fromisoformat(cell["day"])
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if float(cell).is_integer() and int(cell) in _SERIALS:
            return _EPOCH + timedelta(days=int(cell))
        # 2026.1 kept as a number may have been January or October.
        if not float(cell).is_integer() and round(float(cell) * 10) == float(cell) * 10 and str(cell).endswith(".1"):
            raise Refusal("cell-day-number", cell=cell)
    said = tidy(cell)
    if not said:
        return None
    found = _DAY.fullmatch(said)
    if found is None:
        raise Refusal("cell-day", cell=said[:20])
    year, month, of_month, packed_month, packed_day = found.groups()
    try:
        return date(int(year), int(month or packed_month), int(of_month or packed_day or 1))
    except ValueError:
        raise Refusal("cell-day", cell=said[:20]) from None


def woman(cell: Any) -> bool | None:
    """Whether a woman; None where nothing is written. Refusal `cell-sex`."""
    said = tidy(cell)
    if not said:
        return None
    if said not in SEXES:
        raise Refusal("cell-sex", cell=said[:20])
    return SEXES[said]


def phone(cell: Any) -> str:
    """A telephone number as text. A number that lost its leading zero or its last digits is refused, never mended.

    Refusals `cell-phone`, `cell-phone-number`.
    """
    said = tidy(cell)
    if not said:
        return ""
    number = re.sub(r"[()（）]", "", said)
    if isinstance(cell, int | float) and not _MOBILE.fullmatch(number) and not _DEMO_MOBILE.fullmatch(number):
        raise Refusal("cell-phone-number", cell=said[:20])
    number = re.sub(r"^(?:\+?86)(?=1)", "", number)
    mobile = number.replace("-", "")
    if _MOBILE.fullmatch(mobile) or _DEMO_MOBILE.fullmatch(mobile):
        return mobile
    if _LANDLINE.fullmatch(number):
        return number
    raise Refusal("cell-phone")


def id_number(cell: Any) -> str:
    """An identity number as text. Kept as a number it has lost its last digits: refused. Refusals `cell-id-…`."""
    said = tidy(cell).upper()
    if not said:
        return ""
    if isinstance(cell, int | float) or re.fullmatch(r"[\d.]+E\+?\d+", said):
        raise Refusal("cell-id-number")
    if not is_identity(said):
        raise Refusal("cell-id")
    return said


def born(identity: str) -> date:
    """The day of birth in an identity number."""
    return date(int(identity[6:10]), int(identity[10:12]), int(identity[12:14]))


def of_woman(identity: str) -> bool:
    """The sex in an identity number: an even serial number is a woman's."""
    return int(identity[16]) % 2 == 0
