"""The negative list at the door, and what the law forbids whatever stage that list has reached.

An answer on the form decides; words only raise a question, which is put to the person and kept for the supervisors.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from yuanba.kernel.matters import reaching
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.effects import typed
from yuanba.kernel.matters.guards import GUARDS, Doubt, register
from yuanba.kernel.matters.prohibitions import LIST, Prohibition, standing
from yuanba.kernel.matters.prohibitions import REGISTER as POWERS
from yuanba.kernel.matters.reaching import WHERE
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures import wording
from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.definitions import Field, Text

# The question, asked only where the step's own answers do not tell.
ASKED: Mapping[str, Text] = {
    "enforcement": Text("处罚、强制、审批、发证", "Fining, forcing, approving, licensing"),
    "guarantee": Text("担保、抵押、质押、违规借债", "Guarantees, pledges, unlawful debt"),
    "responsibility": Text(
        "把招商、征拆、执法压给村里，签责任书", "Investment, demolition or enforcement put on a village"
    ),
    "certificate": Text("开清单以外的证明", "A certificate off the list"),
    "burden": Text("加牌子、台账、报表，打卡、排名、强装应用", "Signboards, ledgers, check-ins, rankings, forced apps"),
    "rules": Text("罚款扣物、限制权利、损害妇女权益", "Fines, seizures, rights or women's rights lessened"),
    "privacy": Text("多收集或者公开个人信息", "More personal data gathered or shown than needed"),
}
LEGAL_VIEW = Field("legal_view", Text("法律顾问或者司法所的意见", "What the legal adviser says"), "long")


@cache
def known() -> tuple[wording.Sign, ...]:
    """The warning words of the deployed pack, read once in a process."""
    return wording.signs(pack().registers[wording.REGISTER].rows)


@cache
def _answers() -> frozenset[str]:
    """Every answer that falls under a prohibition of the pack."""
    rows = [row for row in pack().registers[POWERS].rows if row.get("list") == LIST and row.get("guard")]
    return frozenset(code for row in rows for code in (row["guard"], *parts(row.get("answers"))))


def chosen(act: Act, data: Mapping[str, Any]) -> set[str]:
    """The answers that were chosen on a form."""
    return {data[field.code] for field in act.fields if field.type == "choice" and field.code in data}


def words(case: Case, act: Act, data: Mapping[str, Any]) -> str:
    """Everything typed on a form, and the title where the matter begins with it."""
    typed_words = [str(data[f.code]) for f in act.fields if f.type in ("text", "long") and f.code in data]
    for field in act.fields:
        if field.type == "items":
            typed_words += [f"{row['name']} {row['note']}" for row in data.get(field.code, [])]
    return "\n".join([*([case.matter.title] if case.matter.pk is None else []), *typed_words])


def _sounding(prohibition: Prohibition, flags: Iterable[wording.Flag]) -> tuple[Doubt, ...]:
    """Doubts about one prohibition, each with the word that raised it."""
    short = ASKED[prohibition.kind]
    return tuple(
        Doubt(
            prohibition.code,
            Text(
                f"{prohibition.code} {short.zh}（“{flag.sentence[:60]}”）",
                f"{prohibition.code} {short.en} (“{flag.sentence[:60]}”)",
            ),
            "words",
        )
        for flag in flags
    )


def sounding(case: Case, act: Act, data: Mapping[str, Any], kind: str) -> tuple[Doubt, ...]:
    """Doubts about the prohibition of one kind, from the words of a form; one query where there are any."""
    flags = [flag for flag in wording.flags(words(case, act, data), known()) if flag.kind == kind]
    return _sounding(standing(case)[kind], flags) if flags else ()


class NegativeList:
    """What falls under one of the seven is refused where the list is in force, or where a statute itself forbids it."""

    code = "negative-list"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        others = (GUARDS[code] for code in case.step.guards if code != self.code)
        asked = (*case.step.fields, *(field for guard in others for field in guard.fields(case, act)))
        if any(field.choices.keys() & _answers() for field in asked):
            return ()
        return (
            Field(
                "negative",
                Text("是不是下面哪一种？都不是就不选", "Is it any of these? Leave it if not"),
                "choice",
                required=False,
                public=False,
                choices=ASKED,
            ),
        )

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        told = chosen(act, data)
        if not told & _answers():
            return
        for one in standing(case, str(data.get(WHERE, ""))).values():
            if told & one.answers and (one.in_force or one.forbids):
                raise one.refusal(case)
        item, there = reaching.forbidding(case, told, data)
        if item is not None and not reaching.spared(data, there):
            raise item.refusal(case, reaching.names(there))

    def follows(self, case: Case, act: Act, data: Mapping[str, Any]) -> dict[str, Any]:
        """The places that a filing leaves out, as whoever files has said."""
        if WHERE not in data:
            return {}
        _, there = reaching.forbidding(case, chosen(act, data) & _answers(), data)
        return {reaching.WITHOUT: ";".join(there)}

    def doubts(self, case: Case, act: Act, data: Mapping[str, Any]) -> tuple[Doubt, ...]:
        told = chosen(act, data) & _answers()
        flags = [flag for flag in wording.flags(words(case, act, data), known()) if flag.kind in ASKED]
        if not told and not flags:
            return ()
        found: list[Doubt] = []
        for one in standing(case, str(data.get(WHERE, ""))).values():
            found += _sounding(one, (flag for flag in flags if flag.kind == one.kind))
            if told & one.answers:
                draft = Text(
                    f"{one.code}“{one.name.zh}”（清单还在起草，只提醒）", f"{one.code} “{one.name.en}” (a draft)"
                )
                found.append(Doubt(one.code, draft, "draft"))
        return tuple(found)


class ByStatute:
    """What a statute forbids by itself: refused whatever the list says, with the article."""

    def __init__(self, code: str, kind: str) -> None:
        self.code, self.kind = code, kind

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return ()

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        told = chosen(act, data)
        if told & _answers() and told & (forbidden := standing(case)[self.kind]).answers:
            raise forbidden.refusal(case)

    def doubts(self, case: Case, act: Act, data: Mapping[str, Any]) -> tuple[Doubt, ...]:
        if NegativeList.code in case.step.guards:
            return ()  # asked there already
        return sounding(case, act, data, self.kind)


class NoFines(ByStatute):
    """Rules and decisions that fine: refused by the answer; a draft that only sounds so needs a lawyer's word."""

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return (LEGAL_VIEW,) if case.step.kind != "draft" and lint(case) else ()


def lint(case: Case) -> list[wording.Flag]:
    """Where what this matter has typed may break the law on village rules: sentence, rule and article; one query."""
    told = "\n".join(str(value) for value in typed(case.matter).values() if isinstance(value, str))
    return [flag for flag in wording.flags(told, known()) if flag.kind == "rules"]


register(NegativeList())
register(ByStatute("guarantee", "guarantee"))
register(NoFines("no-fines", "rules"))
