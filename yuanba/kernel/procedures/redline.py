"""Two editions of a list side by side: item by item, word by word; and the second made from the first and the redline.

An item is a row: its cells as text by column, empty cells left out. `code` names it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from typing import Literal

Row = Mapping[str, str]
Sign = Literal["same", "del", "ins"]
Fate = Literal["same", "changed", "added", "ended"]
# A Chinese character is a word, a run of Latin letters or digits is one, and so is any other sign.
_WORDS = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Wording:
    """One cell in both editions: what stayed, what went, what came, in the order of reading."""

    column: str
    parts: tuple[tuple[Sign, str], ...]

    @property
    def before(self) -> str:
        return "".join(text for sign, text in self.parts if sign != "ins")

    @property
    def after(self) -> str:
        return "".join(text for sign, text in self.parts if sign != "del")


@dataclass(frozen=True, slots=True)
class Line:
    """One item in both editions. `wordings` holds only cells that differ."""

    code: str
    fate: Fate
    wordings: tuple[Wording, ...] = ()


def words(before: str, after: str) -> tuple[tuple[Sign, str], ...]:
    """What of a text stayed, went and came."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    parts: list[tuple[Sign, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(("same", "".join(old[a:b])))
            continue
        if a < b:
            parts.append(("del", "".join(old[a:b])))
        if c < d:
            parts.append(("ins", "".join(new[c:d])))
    return tuple(parts)


def redline(old: Sequence[Row], new: Sequence[Row]) -> tuple[Line, ...]:
    """Every item of two editions, by code."""
    before, after = ({row["code"]: row for row in rows} for rows in (old, new))
    return tuple(_line(code, before.get(code), after.get(code)) for code in sorted(before | after))


def _line(code: str, before: Row | None, after: Row | None) -> Line:
    columns = dict.fromkeys(chain(before or (), after or ()))
    wordings = tuple(
        Wording(column, words(was, now))
        for column in columns
        if column != "code" and (was := (before or {}).get(column, "")) != (now := (after or {}).get(column, ""))
    )
    if before is None:
        return Line(code, "added", wordings)
    if after is None:
        return Line(code, "ended", wordings)
    return Line(code, "changed" if wordings else "same", wordings)


def apply(old: Sequence[Row], lines: Sequence[Line]) -> list[dict[str, str]]:
    """The edition that a redline makes of an older one. ValueError where it is a redline of another."""
    before = {row["code"]: row for row in old}
    made = []
    for line in lines:
        row = dict(before.pop(line.code, {"code": line.code}))
        for wording in line.wordings:
            if row.get(wording.column, "") != wording.before:
                raise ValueError(f"{line.code}, {wording.column}: the redline is of another edition")
            row[wording.column] = wording.after
        if line.fate != "ended":
            made.append({column: cell for column, cell in row.items() if cell})
    if before:
        raise ValueError(f"the redline does not speak of {', '.join(sorted(before))}")
    return made
