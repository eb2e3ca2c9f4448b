"""Cells that hold several entries, as a spreadsheet or a form writes them: the one place where they are taken apart."""

import re

_CODES = re.compile("[;；,，、]")


def parts(cell: object) -> list[str]:
    """The entries of a cell, divided by semicolons: `a; b；c` is a, b and c.

    The sign may be full-width or half-width, and may stand at the end or twice. Blanks around an entry, ideographic
    ones too, are left out, and so are empty entries; None is an empty cell. Commas and blanks inside one are its own.
    """
    return [one for part in str(cell or "").replace("；", ";").split(";") if (one := part.strip())]


def codes(cell: object) -> list[str]:
    """As `parts`, of codes or numbers, which have neither commas nor blanks inside.

    Commas divide too, half-width, full-width or enumerating (、), and blanks inside an entry are left out: `M 1，M2` is
    M1 and M2. A blank alone divides nothing.
    """
    return [one for part in _CODES.split(str(cell or "")) if (one := "".join(part.split()))]
