"""The negative list where a matter lies: what each prohibition says, how far it has come, what forbids by itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from yuanba.kernel.matters.case import Case
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.scope import ancestors, valid_on
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.models import Record

REGISTER, LIST, IN_FORCE, REPEALED = "powers", "negative", "in-force", "repealed"


def parts(cell: str) -> list[str]:
    """The entries of a cell that are separated by semicolons."""
    return [one.strip() for one in cell.split(";") if one.strip()]


@dataclass(frozen=True)
class Prohibition:
    """One item of the negative list as it stands in a place."""

    code: str
    name: Text
    data: Mapping[str, Any]
    stage: str

    @property
    def kind(self) -> str:
        return str(self.data["guard"])

    @cached_property
    def basis(self) -> tuple[Citation, ...]:
        return tuple(map(Citation.parse, parts(self.data.get("basis", ""))))

    @cached_property
    def forbids(self) -> tuple[Citation, ...]:
        """Articles that forbid it by themselves, whatever stage the list has reached."""
        return tuple(map(Citation.parse, parts(self.data.get("forbids", ""))))

    @property
    def answers(self) -> set[str]:
        """Answers on forms that fall under it."""
        return {self.kind, *parts(self.data.get("answers", ""))}

    @property
    def in_force(self) -> bool:
        return self.stage == IN_FORCE

    def refusal(self, case: Case) -> Refusal:
        """It falls under this item: with the article that governs here, and what can be done instead."""
        law = cite(case, self.forbids) or cite(case, self.basis)
        named = [Text(*cited(one)) for one in case.law.governing(self.basis, case.unit.kind)]
        for key, mark in (("document", ("", "")), ("unverified", ("（未核实）", " (unverified)"))):
            if self.data.get(key):
                named.append(Text(f"{self.data[key]}{mark[0]}", f"{self.data[f'{key}_en']}{mark[1]}"))
        return Refusal(
            "falls-under",
            law=law,
            item=self.code,
            name=self.name.zh,
            name_en=self.name.en,
            basis="、".join(one.zh for one in named),
            basis_en=", ".join(one.en for one in named),
            may=self.data.get("may", ""),
            may_en=self.data.get("may_en", ""),
            holder=self.data.get("holder", ""),
        )


def cite(case: Case, citations: tuple[Citation, ...]) -> str | None:
    """The article that governs the matter's place; of matters above the units, the one on villages."""
    return case.cite(citations) or case.law.cite(citations, "village")


def cited(citation: Citation) -> tuple[str, str]:
    """An article in words, Chinese and English; as it is written in data where the pack has not the statute."""
    statute = pack().law.statutes.get(citation.statute)
    if statute is None:
        return str(citation), str(citation)
    zh, en = (f"第（{citation.item}）项", f"({citation.item})") if citation.item else ("", "")
    return f"《{statute.short.zh}》第{citation.article}条{zh}", f"{statute.short.en}, art. {citation.article}{en}"


def standing(case: Case, where: str = "") -> dict[str, Prohibition]:
    """The seven prohibitions by kind of guard: of the nearest place that has the list; the pack's draft where none has.

    `where`: the place that a filing of the county is about, which need not be where the matter lies. One query.
    """
    code = where or case.place.code
    around = [*ancestors(code), code]
    rows = Record.objects.filter(valid_on(case.on), register=REGISTER, place__code__in=around).exclude(stage=REPEALED)
    rows = rows.filter(indexes__field="list", indexes__text=LIST)
    listed = [
        (len(place), Prohibition(item, Text(name, name_en or name), data, stage))
        for item, name, name_en, raw, stage, place in rows.values_list(
            "code", "name", "name_en", "data", "stage", "place__code"
        )
        if (data := json.loads(raw)).get("guard")
    ]
    if not listed:
        drafts = (row for row in pack().registers[REGISTER].rows if row.get("list") == LIST and row.get("guard"))
        listed = [(0, Prohibition(row["code"], Text(row["name"], row["name_en"]), row, row["stage"])) for row in drafts]
    nearest = max((depth for depth, _ in listed), default=0)
    return {one.kind: one for depth, one in sorted(listed, key=lambda pair: pair[1].code) if depth == nearest}
