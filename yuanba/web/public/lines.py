"""Takings as a timeline: which body did what, when, under which article, with what anyone may read of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yuanba.kernel.boards.publishing import REMARK, totals
from yuanba.kernel.matters import guards
from yuanba.kernel.matters.case import exercise
from yuanba.kernel.matters.doing import FILE, NOTE
from yuanba.kernel.matters.meeting import ATTENDED, HELD_ON, OPINION
from yuanba.kernel.matters.record import CLOCK, RESIDENT, Line, Record
from yuanba.kernel.matters.verbs import REASON
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.calendar import local_date
from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Field, Step, Text
from yuanba.web.citing import cite, governing
from yuanba.web.formats import day, daytime, language, last_day, money, text
from yuanba.web.naming import Names
from yuanba.web.public import wording

VERBS_FIELDS = {field.code: field for field in (REMARK, REASON, HELD_ON, ATTENDED, OPINION, FILE, NOTE)}
# Acts of single residents: told as a number, never one by one.
GATHERED = ("sign", "join")
LONG = 60
BASIS = "basis"


@dataclass(frozen=True, slots=True)
class Items:
    """Line items with their sums, as the act wrote them down."""

    label: str
    rows: tuple[Mapping[str, str], ...]
    income: str
    expense: str


@dataclass(frozen=True, slots=True)
class Told:
    """One act on the timeline. `facts` are labels and short values, `words` are labels and what somebody wrote."""

    seq: int
    at: datetime
    step: str
    act: str
    by: str
    to: str
    kind: str  # "", "clock" or "mended"
    law: tuple[Citation, ...]
    unverified: Text | None
    facts: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...]
    items: tuple[Items, ...]
    verdict: str
    passed: bool | None
    corrects: int | None
    mended_by: tuple[int, ...]
    leaf: str
    document: str
    paper: bool
    agent: bool
    struck: bool
    prints: bool  # a body moved the matter on, or called a meeting: such an act has a paper twin


def by_whom(line: Line, unit_kind: str) -> str:
    """The body that acted; residents and the clock where no body did. A sitting names the assembly that really sat."""
    if name := line.data.get("village_name_en" if language() == "en" else "village_name"):
        return f"{name}{' · ' if language() == 'en' else ''}{text(pack().bodies[line.body].title('village'))}"
    if line.body:
        return text(pack().bodies[line.data.get("body", line.body)].title(unit_kind))
    return text(CLOCK if line.clock else RESIDENT)


def destination(record: Record, to: str) -> str:
    """The name of the step or end that an act led to."""
    if not to:
        return ""
    return text((record.procedure.steps.get(to) or record.procedure.ended(to)).name)


def law_of(record: Record, step: Step) -> tuple[Citation, ...]:
    """The articles of a step that concern this matter: of a vote, those of the assemblies that may decide its power."""
    power = exercise(record.matter.power)
    if step.kind != "vote" or power is None:
        return governing(step.law, record.matter.unit.kind)
    kinds = power.deciders.get(record.matter.unit.kind, power.deciders["village"])
    opened = local_date(record.matter.opened_at)
    found = (pack().law.assembly(kind, opened).basis for kind in kinds)
    return tuple(dict.fromkeys(basis for basis in found if basis is not None))


def timeline(record: Record) -> list[Told]:
    """Every act in order; signatures that follow one another are one entry with their number."""
    mended: dict[int, list[int]] = {}
    for line in record.lines:
        if line.corrects is not None:
            mended.setdefault(line.corrects, []).append(line.seq)
    told: list[Told] = []
    run: list[Line] = []
    for line in record.lines:
        if run and (line.act != run[0].act or line.step != run[0].step):
            told.append(_gathered(record, run))
            run = []
        if line.act in GATHERED and not line.body:
            run.append(line)
        else:
            told.append(tell(record, line, tuple(mended.get(line.seq, ()))))
    return [*told, _gathered(record, run)] if run else told


def _gathered(record: Record, run: Sequence[Line]) -> Told:
    last, struck = run[-1], sum(line.seq in record.struck for line in run)
    count = len(run) - struck
    words = {
        "sign": ngettext("%(n)s 人签名联署，姓名不公开。", "%(n)s 人签名联署，姓名不公开。", count),
        "join": ngettext("%(n)s 人附议，姓名不公开。", "%(n)s 人附议，姓名不公开。", count),
    }[last.act] % {"n": count}
    if struck:
        words += ngettext(
            "另有 %(n)s 个名字查实不是本人的，已撤销。", "另有 %(n)s 个名字查实不是本人的，已撤销。", struck
        ) % {"n": struck}
    return _told(record, last, facts=(), verdict=words, mended=())


def tell(record: Record, line: Line, mended: tuple[int, ...] = ()) -> Told:
    """One act as a page and a print show it."""
    facts, words, items = _spelled(record.procedure.steps[line.step], line.data)
    verdict, passed = "", None
    if line.act == "convene":
        facts = [*_calling(line.data, record.matter.unit.kind), *facts]
    elif line.act == "sign-in":
        verdict = wording.came(line.data)
    elif line.act == "declare":
        verdict = wording.declared(line.data)
    elif line.act in ("confirm-interest", "confirm-above"):
        verdict = wording.confirmed(line.data)
    elif line.act == "count":
        verdict = wording.verdict(line.data, line.data["basis"], line.data["body"])
        passed = bool(line.data["passed"])
    elif line.act == "struck":
        verdict = wording.struck(line.data)
    elif line.act == "evidence":
        task = record.procedure.steps[line.step].tasks.get(str(line.data.get("task")))
        facts = [(_("材料"), text(task)), *facts] if task else facts
    elif "until" in line.data:
        until = datetime.fromisoformat(line.data["until"])
        facts = [
            (_("公示期"), _("%(since)s至%(until)s") % {"since": day(line.at), "until": last_day(until)}),
            (_("公示天数"), str(line.data["days"])),
            *facts,
        ]
    return _told(record, line, facts, words, items, verdict, passed, mended)


def _told(
    record: Record,
    line: Line,
    facts: Sequence[tuple[str, str]] = (),
    words: Sequence[tuple[str, str]] = (),
    items: Sequence[Items] = (),
    verdict: str = "",
    passed: bool | None = None,
    mended: tuple[int, ...] = (),
) -> Told:
    step, unit_kind = record.procedure.steps[line.step], record.matter.unit.kind
    # What a sitting rests on; a blank called basis is what somebody wrote.
    sits = line.act in ("convene", "count") and line.data.get("basis")
    basis = (Citation.parse(line.data["basis"]),) if sits else law_of(record, step)
    return Told(
        seq=line.seq,
        at=line.at,
        step=text(step.name),
        act=wording.act_name(line.act),
        by=by_whom(line, unit_kind),
        to=destination(record, line.to),
        kind="mended" if line.corrects is not None else "clock" if line.clock else "",
        law=basis,
        unverified=step.unverified,
        facts=tuple(facts),
        words=tuple(words),
        items=tuple(items),
        verdict=verdict,
        passed=passed,
        corrects=line.corrects,
        mended_by=mended,
        leaf=line.leaf,
        document=line.document,
        paper=line.paper,
        agent=line.agent,
        struck=line.seq in record.struck,
        prints=bool(line.leaf and not line.clock and (line.to or line.act == "convene")),
    )


def _calling(data: Mapping[str, Any], unit_kind: str) -> list[tuple[str, str]]:
    facts = [
        (_("由谁决定"), text(pack().bodies[data["body"]].title(unit_kind))),
        (_("开会时间"), daytime(data["meets_at"])),
        (_("地点"), data["venue"]),
        (_("议题"), data["motion"]),
    ]
    if data.get("urgent"):
        facts.append((_("紧急召集的理由"), data["urgent"]))
    return [*facts, (_("授权"), _("有会议授权的记录"))] if data.get("mandated") else facts


Spelled = tuple[list[tuple[str, str]], list[tuple[str, str]], list[Items]]


def spelled(fields: Mapping[str, Field], data: Mapping[str, Any]) -> Spelled:
    """(short facts, long words, tables) of what was written in these blanks, in the reader's language."""
    facts: list[tuple[str, str]] = []
    words: list[tuple[str, str]] = []
    items: list[Items] = []
    for code, field in fields.items():
        if code not in data or not field.public:
            continue
        label, value = text(field.name), data[code]
        if field.type == "items":
            items.append(_items(label, value))
        elif field.type == "long" or (field.type == "text" and len(str(value)) > LONG):
            words.append((label, str(value)))
        else:
            facts.append((label, _short(field, value)))
    return facts, words, items


def _spelled(step: Step, data: Mapping[str, Any]) -> Spelled:
    further = (*guards.spoken(step, data), *(pack().registers[step.enters].fields if step.enters else ()))
    own = {f.code: f for f in (*further, *step.fields)}
    facts, words, items = spelled({**own, **VERBS_FIELDS}, data)
    if "due" in data and "attended" in data:
        facts.insert(1, (_("应到人数"), str(data["due"])))
    return facts, words, items


def _cited(value: str) -> str:
    """A basis in words: of each citation the statute and its article, other words as they were written."""
    found = []
    for part in parts(value):
        try:
            article = cite(Citation.parse(part))
            found.append(article.text + (_("（未核实）") if article.unsure else ""))
        except ValueError:
            found.append(part)
    return _("、").join(found)


def _short(field: Field, value: Any) -> str:
    if field.code == BASIS:
        return _cited(str(value))
    if field.type == "money":
        return money(value)
    if field.type == "date":
        return day(value)
    if field.type == "choice":
        return text(field.choices.get(value)) or str(value)
    if field.type == "yes":
        return _("是") if value else _("否")
    return Names().said(field, value)


def _items(label: str, rows: Sequence[Mapping[str, str]]) -> Items:
    sums = totals({"rows": list(rows)})
    return Items(label, tuple(rows), sums.get("total_income", "0.00"), sums.get("total_expense", "0.00"))
