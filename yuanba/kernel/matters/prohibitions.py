"""The negative list where a matter lies: what each prohibition says, how far it has come, what forbids by itself."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q

from yuanba.kernel.matters.case import Case
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.scope import ancestors, valid_on, within
from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.models import Record

_NAMED = 5  # places that a sentence names
REGISTER, LIST, IN_FORCE, REPEALED = "powers", "negative", "in-force", "repealed"


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
        return tuple(map(Citation.parse, parts(self.data.get("basis"))))

    @cached_property
    def forbids(self) -> tuple[Citation, ...]:
        """Articles that forbid it by themselves, whatever stage the list has reached."""
        return tuple(map(Citation.parse, parts(self.data.get("forbids"))))

    @property
    def answers(self) -> set[str]:
        """Answers on forms that fall under it."""
        return {self.kind, *parts(self.data.get("answers"))}

    @property
    def in_force(self) -> bool:
        return self.stage == IN_FORCE

    def refusal(self, case: Case, there: Sequence[Text] = ()) -> Refusal:
        """It falls under this item: with the article that governs here, and what can be done instead.

        `there`: the places in which the list is in force, of a filing that reaches further.
        """
        law = cite(case, self.forbids) or cite(case, self.basis)
        named = [Text(*cited(one)) for one in case.law.governing(self.basis, case.unit.kind)]
        for key, mark in (("document", ("", "")), ("unverified", ("（未核实）", " (unverified)"))):
            if self.data.get(key):
                named.append(Text(f"{self.data[key]}{mark[0]}", f"{self.data[f'{key}_en']}{mark[1]}"))
        return Refusal(
            "falls-under-there" if there else "falls-under",
            law=law,
            places=_several([one.zh for one in there], "、", "等 {} 处"),
            places_en=_several([one.en for one in there], ", ", " and others, {} in all"),
            item=self.code,
            name=self.name.zh,
            name_en=self.name.en,
            basis="、".join(one.zh for one in named),
            basis_en=", ".join(one.en for one in named),
            may=self.data.get("may", ""),
            may_en=self.data.get("may_en", ""),
            holder=self.data.get("holder", ""),
        )


def _several(names: Sequence[str], comma: str, more: str) -> str:
    """The first of some names; of more than that, how many there are."""
    return comma.join(names[:_NAMED]) + (more.format(len(names)) if len(names) > _NAMED else "")


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
    listed = _listed(case, Q(place__code__in=[*ancestors(code), code]))
    if not listed:
        drafts = (row for row in pack().registers[REGISTER].rows if row.get("list") == LIST and row.get("guard"))
        listed = [
            ("", Prohibition(row["code"], Text(row["name"], row["name_en"]), row, row["stage"])) for row in drafts
        ]
    nearest = max((len(place) for place, _ in listed), default=0)
    return _by_kind(one for place, one in listed if len(place) == nearest)


def below(case: Case, where: str) -> dict[str, dict[str, Prohibition]]:
    """The prohibitions that are in force in places inside `where` by lists of their own, by place and kind; one query.

    What reaches `where` reaches them too, and there their own list speaks.
    """
    found: dict[str, list[Prohibition]] = {}
    for place, one in _listed(case, within(where, path="place__code") & ~Q(place__code=where)):
        if one.in_force:
            found.setdefault(place, []).append(one)
    return {place: _by_kind(found[place]) for place in sorted(found)}


def _listed(case: Case, places: Q) -> list[tuple[str, Prohibition]]:
    """The items of negative lists in these places on the day of the case, each with the code of its place."""
    rows = Record.objects.filter(places, valid_on(case.on), register=REGISTER).exclude(stage=REPEALED)
    rows = rows.filter(indexes__field="list", indexes__text=LIST).order_by("place__code", "code", "pk")
    return [
        (place, Prohibition(item, Text(name, name_en or name), data, stage))
        for item, name, name_en, raw, stage, place in rows.values_list(
            "code", "name", "name_en", "data", "stage", "place__code"
        )
        if (data := json.loads(raw)).get("guard")
    ]


def _by_kind(items: Iterable[Prohibition]) -> dict[str, Prohibition]:
    return {one.kind: one for one in sorted(items, key=lambda one: one.code)}
