"""What may be said about places: validity, which place may lie in which, who takes over. Pure, no Django.

Who may found, merge or move a village is decided outside; here it is recorded, and these rules keep the record whole.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from yuanba.kernel.places.codes import COUNTY, TOWNSHIP, UNIT, UNIT_KINDS, well_formed
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.refusal import Refusal

P = TypeVar("P", bound=Hashable)

# A local place lies in a unit or in a local place of a lower rank; a building holds nothing.
LOCAL_RANKS = {"group": 1, "compound": 1, "courtyard": 2, "building": 3}


def valid(since: date, until: date | None, on: date) -> bool:
    """Whether half-open [since, until) takes in the day."""
    return since <= on and (until is None or on < until)


def check_code(code: str, kind: str) -> None:
    """Refuse a code that is none, or that belongs to another kind of place."""
    if not well_formed(code):
        raise Refusal("place-code-malformed", place=code)
    if "." in code:
        fits = kind in LOCAL_RANKS
    elif len(code) == UNIT:
        fits = UNIT_KINDS.get(code[TOWNSHIP]) == kind
    else:
        fits = kind == {COUNTY: "county", TOWNSHIP: "township"}[len(code)]
    if not fits:
        raise Refusal("place-code-kind", place=code)


def check_assembly(code: str, name: Text | None = None, *, law: str | None = None) -> None:
    """Refuse to redraw a unit that is neither village nor community: it has no assembly that could agree.

    `name`: what the place is called, where that is known. Refusal `redraw-quasi`.
    """
    if len(code) == UNIT and UNIT_KINDS.get(code[TOWNSHIP]) == "quasi":
        called = name or Text(code, code)
        raise Refusal("redraw-quasi", law=law, place=called.zh, place_en=called.en)


def check_nesting(kind: str, parent_kind: str, *, code: str) -> None:
    """Refuse a local place in a parent that cannot hold it; units and townships nest by their digits alone."""
    if kind in LOCAL_RANKS and LOCAL_RANKS[kind] <= LOCAL_RANKS.get(parent_kind, 0):
        raise Refusal("place-nesting", place=code)


def check_succession(kind: str, old: Collection[P], new: Collection[P]) -> None:
    """Refuse a succession whose sides do not fit its kind. A place on both sides stays and gives or takes a part.

    merge: places into one, which may be one of them; split: one into several, which may keep it; rename: one for one.
    """
    before, after = set(old), set(new)
    fits = {
        "merge": len(after) == 1 and bool(before - after),
        "split": len(before) == 1 and len(after) > 1,
        "rename": len(before) == len(after) == 1 and before != after,
    }
    if len(before) != len(old) or len(after) != len(new) or not fits[kind]:
        raise Refusal(f"place-succession-{kind}")


def heirs(place: P, links: Iterable[tuple[P, P, date]], *, on: date, closed: Mapping[P, date]) -> tuple[P, ...]:
    """The standing places that hold, on a day, what `place` held: itself while it stands, else those that took over.

    `links` are (old, new, day) of successions; `closed` the first day on which a place no longer stands. Empty when
    a place was closed and nobody took over. Only links up to the day on which a place closed hand it on whole.
    """
    following: dict[P, list[P]] = {}
    for old, new, day in links:
        if day <= on and old in closed and day == closed[old]:
            following.setdefault(old, []).append(new)
    found: dict[P, None] = {}
    waiting, seen = [place], {place}
    while waiting:
        current = waiting.pop(0)
        if current not in closed or on < closed[current]:
            found[current] = None
            continue
        for heir in following.get(current, []):
            if heir not in seen:
                seen.add(heir)
                waiting.append(heir)
    return tuple(found)
