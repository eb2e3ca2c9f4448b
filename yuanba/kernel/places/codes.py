"""The arithmetic of place codes: pure, no database. `510722`, `510722101`, `510722101201`, `510722101201.03`."""

import re

CODE = re.compile(r"[0-9]{6}(?:[0-9]{3}(?:[0-9]{3}(?:\.[0-9]{2,3})*)?)?", re.ASCII)
COUNTY, TOWNSHIP, UNIT = 6, 9, 12
MAX_LENGTH = 32

# Digit 10 of a unit's code (rules for statistical codes of the National Bureau of Statistics).
UNIT_KINDS = {"0": "community", "2": "village", "4": "quasi", "5": "quasi"}


def well_formed(code: str) -> bool:
    """6, 9 or 12 digits, or 12 digits and dotted suffixes of two or three digits; at most 32 characters."""
    return len(code) <= MAX_LENGTH and CODE.fullmatch(code) is not None


def ancestors(code: str) -> list[str]:
    """Codes of the places around this one, the county first, the nearest last, itself left out.

    >>> ancestors("510722101201.03")
    ['510722', '510722101', '510722101201']
    """
    _require(code)
    numbers, *suffixes = code.split(".")
    chain = [numbers[:length] for length in (COUNTY, TOWNSHIP, UNIT) if length <= len(numbers)]
    for suffix in suffixes:
        chain.append(f"{chain[-1]}.{suffix}")
    return chain[:-1]


def unit_of(code: str) -> str:
    """The place itself, or for a local place the unit that it lies in: what the ledger calls the unit of an act."""
    _require(code)
    return code[:UNIT]


def place_in(number: str) -> str:
    """The unit, township or county in a matter's number: 510722101201-2026-000017, 510722-2026-000001."""
    return number.partition("-")[0]


def span(code: str) -> tuple[str, str]:
    """`(low, high)`: exactly the place and everything under it have codes with low <= code < high, byte by byte.

    Below a county or township the next character is a digit, and ':' comes right after '9'. Below a unit it is a dot,
    and '/' comes right after '.' and right before '0', so `….03` takes in `….03.01` and leaves out `….031`.
    """
    _require(code)
    return code, code + (":" if len(code) < UNIT else "/")


def _require(code: str) -> None:
    if not well_formed(code):
        raise ValueError(f"not a place code: {code!r}")
