"""Changing a list of powers: what a change is, and who may change what where (ADR 0009).

The five lists are the county's guidance. What the law fixes in an item is not for a town or a village to edit; what a
village decides by law is not for a town to edit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from yuanba.kernel.procedures.redline import Row
from yuanba.kernel.procedures.refusal import Refusal

Op = Literal["amend", "add", "end"]
OPS: tuple[Op, ...] = ("amend", "add", "end")
COUNTY, TOWNSHIP = "county", "township"
# The 21 restate the law; the 7 only bind: below the county both are taken as they stand.
SELF, NEGATIVE, MICRO = "self", "negative", "micro"
# Columns that word an item; all the others say what the law or the county has fixed.
WORDING = (
    "name name_en materials materials_en time_limit disclosure supervision supervision_en may may_en may_not "
    "may_not_en wording"
).split()


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one item: new words in some cells, a new item with all its cells, or the end of an item."""

    op: Op
    code: str
    cells: Mapping[str, str] = field(default_factory=dict)


def own(catalogue: str, kind: str, changes: Sequence[Change], *, law: str | None = None) -> None:
    """Refuse what a kind of place may not change in a list. `law`: the article by which a town does not interfere.

    Refusals: `edition-list-fixed`, `edition-village-decides`, `edition-items-fixed`, `edition-column-fixed`.
    """
    if kind == COUNTY or not changes:
        return
    if catalogue == NEGATIVE:
        raise Refusal("edition-list-fixed")
    if kind == TOWNSHIP and catalogue == SELF:
        raise Refusal("edition-village-decides", law=law)
    for change in changes:
        if change.op != "amend":
            if kind == TOWNSHIP or catalogue != MICRO:
                raise Refusal("edition-items-fixed", item=change.code)
            continue
        fixed = [column for column in change.cells if column not in WORDING]
        if fixed:
            raise Refusal("edition-column-fixed", item=change.code, column=fixed[0])


def edit(rows: Sequence[Row], changes: Sequence[Change]) -> list[dict[str, str]]:
    """The items of a list after some changes, by code. Refusals: `edition-item-unknown`, `edition-item-twice`."""
    made = {row["code"]: dict(row) for row in rows}
    seen: set[str] = set()
    for change in changes:
        if change.code in seen or (change.op == "add") == (change.code in made):
            raise Refusal(
                "edition-item-twice" if change.code in seen or change.op == "add" else "edition-item-unknown",
                item=change.code,
            )
        seen.add(change.code)
        if change.op == "end":
            del made[change.code]
        else:
            made[change.code] = {**made.get(change.code, {}), **change.cells, "code": change.code}
    return [{column: cell.strip() for column, cell in made[code].items() if cell.strip()} for code in sorted(made)]
