"""Whether eighteen signs are an identity number (GB 11643): a province, a day of birth, a check digit.

The county in it is not asked: numbers have been given out since 1984 under the codes of that day, so that whoever was
born before carries the code of a county which had none, or another, in the year of her birth.
"""

import re
from datetime import date

from stdnum.cn import ric

_PROVINCES = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91"
_FORM = re.compile(rf"(?:{_PROVINCES})[0-9]{{4}}((?:19|20)[0-9]{{2}})([0-9]{{2}})([0-9]{{2}})[0-9]{{3}}[0-9X]")


def is_identity(number: str) -> bool:
    """Whether a text of digits, perhaps with a capital X at its end, is an identity number."""
    found = _FORM.fullmatch(number)
    if found is None or ric.calc_check_digit(number) != number[-1]:
        return False
    try:
        return bool(date(*map(int, found.groups())))
    except ValueError:
        return False
