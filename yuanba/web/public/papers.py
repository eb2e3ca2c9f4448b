"""The paper twin of public pages: a notice, a completed step, a called meeting, and blank forms for residents.

What is printed carries the time of the act and no other, so that the same page always gives the same bytes.
"""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from yuanba.kernel.assemblies.voting import MOTION
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.boards.publishing import REMARK
from yuanba.kernel.matters import guards
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.record import Record, body_names, read
from yuanba.kernel.matters.verbs import REASON
from yuanba.kernel.places.codes import UNIT
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.lineage import seat
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures import textchart
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import STRUCK, Step
from yuanba.web import links
from yuanba.web.citing import cite, governing
from yuanba.web.formats import day, language, last_day, money, name, text
from yuanba.web.paper import press
from yuanba.web.paper.sheet import Column, Fingerprint, Language, Period, Sheet, Signature, Size, Table
from yuanba.web.paper.sheet import Step as PaperStep
from yuanba.web.public.lines import Items, Spelled, Told, spelled, tell
from yuanba.web.public.rows import posted, procedure
from yuanba.web.public.wording import verdict

SIZES = ("a4", "a3")
STATES: dict[str, Any] = {"past": "done", "current": "current", "future": "ahead"}


def pdf(sheet: Sheet, at: datetime, file: str) -> HttpResponse:
    """The printed sheet as an answer; `at` is the time written into it."""
    response = HttpResponse(press.pdf(sheet, timestamp=at), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file}.pdf"'
    response["Cache-Control"] = "public, max-age=60"
    return response


def blank(place: Place, **content: Any) -> Sheet:
    """A sheet with what every print of a place carries: where, telephone, language, and that it is a demonstration."""
    chain = [place]
    while (above := chain[0].parent) is not None and len(chain) < 3:
        chain.insert(0, above)
    spaced = " · " if language() == "en" else "　"
    telephone = pack().settings["telephone"]["unit_en" if language() == "en" else "unit"]
    return Sheet(
        place=spaced.join(name(one) for one in chain),
        telephone=telephone,
        language=cast(Language, language()),
        demo=pack().settings["demo"]["notice_en" if language() == "en" else "notice"] if settings.YUANBA_DEMO else None,
        **content,
    )


def fingerprint(leaf: str) -> Fingerprint | None:
    """The leaf of an act with the way to check it; residents' own acts have none."""
    how = _("在 %(site)s 的“账本验证”页可以核对") % {"site": settings.YUANBA_BASE_URL}
    return Fingerprint(leaf=leaf, how=how) if leaf else None


def cited(citations: tuple[Citation, ...]) -> tuple[str, ...]:
    """Citations as printed words, with "unverified" where nobody has re-read the article."""
    found = [cite(citation) for citation in citations]
    return tuple(one.text + (_("（未核实）") if one.unsure else "") for one in found)


def table(items: Items) -> Table:
    """Line items with their sums, in yuan."""
    return Table(
        caption=items.label,
        columns=(
            Column(title=_("项目"), width=3),
            Column(title=_("收入（元）"), align="right", width=1.4),
            Column(title=_("支出（元）"), align="right", width=1.4),
            Column(title=_("说明"), width=2),
        ),
        rows=tuple((row["name"], _amount(row["income"]), _amount(row["expense"]), row["note"]) for row in items.rows),
        total=(_("合计"), money(items.income), money(items.expense), ""),
    )


def _amount(value: str) -> str:
    return "" if value == "0.00" else money(value)


def step_of(notice: Notice) -> Step:
    """The step that posted a notice."""
    return procedure(notice.matter.procedure, notice.matter.version).steps[notice.taking.step]


def issued_in(notice: Notice) -> Place:
    """The unit whose body posted a notice: it may hang in another since a merger or split."""
    return seat(notice.unit, notice.matter.number.partition("-")[0], notice.since)


def contents(notice: Notice) -> Spelled:
    """(facts, words, tables) of what a notice posts: what was proposed and decided on the way, then its own words."""
    data = json.loads(notice.data)
    steps = procedure(notice.matter.procedure, notice.matter.version).steps.values()
    road = data.get("road", {})
    asked = {f.code: f for step in steps for f in (*step.fields, *guards.spoken(step, road)) if f.code in road}
    facts, words, items = spelled({**asked, "motion": MOTION}, road)
    if count := data.get("count"):
        assembly = text(pack().bodies[count["body"]].title(notice.unit.kind))
        words.append((assembly, verdict(count, count["basis"], count["body"])))
    own = {**{f.code: f for f in step_of(notice).fields}, "remark": REMARK, "reason": REASON}
    more = spelled(own, data)
    return facts + more[0], words + more[1], items + more[2]


def objecting(place: Place) -> str:
    """Who may object to a posting of a place, and where."""
    if len(place.code) < UNIT:
        return _(
            "公示期内，村（居）民委员会可以本村（社区）名义，村民、居民可以自己的名义，在网上或者书面提出异议；异议没有了结，这件事不往下办。"
        )
    return _(
        "公示期内，本村（社区）村民、居民有异议的，可以在网上或者书面向村（居）民委员会提出；异议没有了结，这件事不往下办。"
    )


def notice_sheet(notice: Notice, size: str = "a4") -> Sheet:
    """A notice for the board."""
    facts, words, items = contents(notice)
    unit, power = issued_in(notice), notice.matter.power
    return blank(
        unit,
        kind="notice",
        size=cast(Size, size),
        title=notice.title,
        subtitle=posted(notice.posts) + (_("（更正）") if notice.corrects_id else ""),
        number=notice.matter.number,
        paragraphs=tuple(f"{label}{_('：')}{said}" for label, said in words),
        facts=((_("行使的权力"), name(power)), *facts) if power else tuple(facts),
        table=table(items[0]) if items else None,
        period=Period(
            since=day(notice.since),
            until=last_day(notice.until),
            text=objecting(unit),
        ),
        issuer=text(pack().bodies[notice.body].title(unit.kind)),
        issued_on=day(notice.since),
        seal_area=True,
        url=f"{settings.YUANBA_BASE_URL}{links.notice(notice.pk)}",
        fingerprint=fingerprint(notice.taking.leaf),
        law=cited(laws(notice)),
    )


def laws(notice: Notice) -> tuple[Citation, ...]:
    """The articles that a notice rests on: on posting it, and on how the meeting decided."""
    count = json.loads(notice.data).get("count")
    decided = (Citation.parse(count["basis"]),) if count else ()
    return (*governing(step_of(notice).law, notice.unit.kind), *decided)


def notice_paper(notice: Notice, size: str) -> HttpResponse:
    """`/n/<id>/?format=pdf&size=a4|a3`."""
    if size not in SIZES:
        raise Http404
    return pdf(notice_sheet(notice, size), notice.since, f"notice-{notice.pk}-{size}")


def taking_sheet(record: Record, told: Told) -> Sheet:
    """A completed step as a record for the file, or the notice of a meeting that was called."""
    row = record.matter
    calling = told.passed is None and not told.to
    names = {code: text(one) for code, one in body_names(record).items()}
    return blank(
        row.unit,
        kind="notice" if calling else "record",
        title=row.title,
        subtitle=_("会议通知") if calling else f"{told.step}{_('：')}{told.act}",
        number=row.number,
        paragraphs=(
            *([told.verdict] if told.verdict else []),
            *(f"{label}{_('：')}{said}" for label, said in told.words),
        ),
        facts=((_("办理机构"), told.by), (_("办理时间"), day(told.at)), *told.facts),
        table=table(told.items[0]) if told.items else None,
        steps=() if calling else _steps(record, names),
        issuer=told.by,
        issued_on=day(told.at),
        seal_area=True,
        signature_lines=() if calling else (Signature(label=_("负责人")), Signature(label=_("记录人"))),
        url=f"{settings.YUANBA_BASE_URL}{links.matter(row.number)}",
        fingerprint=fingerprint(told.leaf),
        law=cited(told.law),
    )


def _steps(record: Record, names: dict[str, str]) -> tuple[PaperStep, ...]:
    left = {line.step: line.at for line in record.lines if line.to}
    rows = textchart.steps(record.procedure, language=language(), current=record.lit, done=record.done())
    return tuple(
        PaperStep(name=row.name, body=names[row.code], on=day(left.get(row.code)), state=STATES[row.state])
        for row in rows
        if row.number is not None or row.state != "future"
    )


def taking(request: HttpRequest, number: str, seq: str) -> HttpResponse:
    """`/m/<number>/t/<seq>.pdf`: only acts by which a body moved the matter on or called a meeting."""
    try:
        record = read(number)
    except (Matter.DoesNotExist, Taking.DoesNotExist):
        raise Http404 from None
    line = next((line for line in record.lines if line.seq == int(seq)), None)
    if line is None:
        raise Http404
    # What the old village did stays its own on paper, wherever the matter has gone since.
    record.matter.unit = seat(record.matter.unit, number.partition("-")[0], line.at)
    told = tell(record, line)
    if not told.prints:
        raise Http404
    return pdf(taking_sheet(_until(record, told.seq), told), told.at, f"{number}-{told.seq}")


def _until(record: Record, seq: int) -> Record:
    """The record as it stood after an act, so that its print never changes."""
    lines = tuple(line for line in record.lines if line.seq <= seq)
    row = record.matter
    row.step = next((line.to for line in reversed(lines) if line.to in record.procedure.steps), lines[-1].step)
    ends = (*record.procedure.ends, STRUCK.code)
    row.end = next((line.to for line in lines if line.to in ends), "")
    if row.end:
        row.step = ""
    return replace(record, lines=lines)
