"""What an assembly agrees to when its village is redrawn: kind, units, heirs and parts as facts. Pure, no Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yuanba.kernel.places import rules
from yuanba.kernel.places.codes import TOWNSHIP, UNIT, UNIT_KINDS
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal

# Kinds as an assembly knows them; a new boundary is a split in which nobody is founded.
SUCCESSIONS = {"merge": "merge", "split": "split", "boundary": "split", "rename": "rename"}
MOST_LINES = 600


@dataclass(frozen=True, slots=True)
class Facts:
    """A redrawing as it is proposed, agreed to and ordered. `new`: code -> name of those that are founded, else ""."""

    kind: str
    old: tuple[str, ...]
    new: Mapping[str, str]
    goes: Mapping[str, str]  # code of an inner place or number of a household -> code of its heir
    rest: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Every unit concerned, by code, each once."""
        return tuple(sorted({*self.old, *self.new}))


def kind_of(succession: str, old: tuple[str, ...], new: Mapping[str, str]) -> str:
    """What an assembly calls a succession: a split that founds nobody and ends nobody moves a boundary."""
    moves = succession == "split" and set(old) <= new.keys() and not any(new.values())
    return "boundary" if moves else succession


def key(place: str, number: str) -> str:
    """By what a household is named: its number, with its place before it where that lies inside the unit."""
    return f"{place}/{number}" if "." in place else number


def read(data: Mapping[str, Any]) -> Facts:
    """The facts of a form; Unfilled names every blank whose lines cannot be read or do not fit together."""
    errors: dict[str, Refusal] = {}
    kind = str(data.get("redrawing", ""))
    old = tuple(dict.fromkeys(code for code, _ in _pairs(data.get("old_units", ""))))
    new = dict(_pairs(data.get("new_units", "")))
    goes = dict(_pairs(data.get("goes", ""), sign="="))
    rest = str(data.get("rest", "")).strip()
    for blank, codes in (("old_units", old), ("new_units", tuple(new))):
        for code in codes:
            try:
                rules.check_assembly(code)
                rules.check_code(code, UNIT_KINDS.get(code[TOWNSHIP : TOWNSHIP + 1], "") if len(code) == UNIT else "")
            except Refusal as refusal:
                errors.setdefault(blank, refusal)
    for heir in goes.values():
        if heir not in new:
            errors.setdefault("goes", Refusal("redraw-choice-unknown", place=heir or "…"))
    if rest and rest not in new:
        errors.setdefault("rest", Refusal("redraw-choice-unknown", place=rest))
    if not errors and kind in SUCCESSIONS:
        try:
            rules.check_succession(SUCCESSIONS[kind], old, tuple(new))
        except Refusal as refusal:
            errors["new_units"] = refusal
        if kind_of(SUCCESSIONS[kind], old, new) != kind:
            errors.setdefault("redrawing", Refusal("redraw-fact-kind"))
        if len(new) > 1 and not rest:
            errors.setdefault("rest", Refusal("redraw-rest-missing"))
    if errors:
        raise Unfilled(errors)
    return Facts(kind, old, new, goes if len(new) > 1 else {}, rest if len(new) > 1 else "")


def _pairs(raw: Any, sign: str = "") -> list[tuple[str, str]]:
    """Lines of two words, the first needed: `510722101230 凤桥村`, `510722101201.01=510722101230`."""
    found = []
    for line in str(raw).replace("＝", "=").replace("\u3000", " ").splitlines()[:MOST_LINES]:
        first, _, second = line.strip().partition(sign or " ")
        if first.strip():
            found.append((first.strip(), second.strip()))
    return found
