"""Paper twins of the lists of powers: one item for the counter, one list for the wall, two editions for a meeting."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse

from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures import textchart
from yuanba.web import links
from yuanba.web.citing import cite
from yuanba.web.formats import day, language, text
from yuanba.web.paper.sheet import Column, Sheet, Step, Table
from yuanba.web.public.catalogue import Item, lists, noon
from yuanba.web.public.papers import SIZES, blank, cited, pdf
from yuanba.web.public.procedure import names
from yuanba.web.speaking import counted
from yuanba.web.speaking import word as _


def own_words() -> str:
    """Whose words these are: printed on every sheet."""
    return _("文字和编号由本项目拟写，不是县里的正式文本；县里的文本可以替换它。")


def sheet_of(place: Place, size: str, path: str, **content: Any) -> Sheet:
    """A sheet about the lists in a place; 404 for a size that is not printed."""
    if size not in SIZES:
        raise Http404
    asked = "" if len(place.code) == 6 else f"?in={place.code}"
    return blank(place, size=size, url=f"{settings.YUANBA_BASE_URL}{path}{asked}", **content)


def facts(item: Item, place: Place) -> list[tuple[str, str]]:
    """What a villager asks about an item, label and answer, without what it does not have."""
    colon = _("：")
    kinds = {"village": _("村"), "community": _("社区"), "group": _("小组")}
    deciders = "; ".join(f"{kinds[kind]}{colon}{body}" for kind, body in item.deciders_in(place.kind) if kind in kinds)
    disclosed = _("%(what)s，%(often)s，公示不少于 %(n)s 天") % {
        "what": item.disclosed, "often": item.often, "n": item.disclosure.get("days", ""),
    }  # fmt: skip
    told = [
        (_("所属清单"), f"{item.title} · {item.stage_word}"),
        (_("谁持有"), item.holder),
        (_("谁决定"), deciders + (_("（可以授权代表会议）") if item.delegable else "")),
        (_("谁实施"), item.executor),
        (_("走哪个程序"), "; ".join(text(one.name) for one in item.procedures)),
        (_("在哪一步行使"), item.step),
        (_("牵头部门（由它出经费）"), item.lead),
        (_("可以做什么"), item.cell("may")),
        (_("不可以做什么"), item.cell("may_not")),
        (_("由哪道关口把守"), item.guard if item.row.get("guard") else ""),
        (_("需要的材料"), item.cell("materials")),
        (_("一般多少天办结"), item.row.get("time_limit", "")),
        (_("怎样公开"), disclosed if item.disclosure else ""),
        (_("监督什么"), item.cell("supervision")),
        (_("其他依据（从转载件读到）"), item.cell("document")),
        (_("未核实的依据"), item.cell("unverified")),
        (_("不对找谁"), complaints()),
    ]
    return [(label, said) for label, said in told if said]


def complaints() -> str:
    """Who to turn to past the holder, with the numbers of the pack."""
    phones, end = pack().settings["telephone"], "_en" if language() == "en" else ""
    told = [
        (_("乡镇人民政府、街道办事处"), phones[f"unit{end}"]),
        (_("县级人民政府及其主管部门、监察机关"), phones[f"county{end}"]),
    ]
    return "; ".join(f"{who}{_('：')}{number}" for who, number in told)


def item_paper(place: Place, item: Item, size: str) -> HttpResponse:
    """An item as a sheet: what it is, who holds and decides it, its papers, days and steps, and the articles."""
    held = names()
    steps = [
        Step(name=row.name, body=held.get(row.body, row.body))
        for one in item.procedures[:1]
        for row in textchart.steps(one, language=language(), bodies=held)
        if row.number is not None
    ]
    sheet = sheet_of(
        place,
        size,
        item.href,
        kind="record",
        title=item.name,
        number=item.code,
        subtitle=_("%(place)s施行，自%(day)s") % {"place": _place(item), "day": day(item.since)},
        paragraphs=(own_words(), *_summaries(item, place)),
        facts=tuple(facts(item, place)),
        steps=tuple(steps),
        law=cited(item.basis_in(place.kind)),
    )
    return pdf(sheet, noon(item.since), f"power-{item.code}-{size}")


def _place(item: Item) -> str:
    return str(item.place.name_en or item.place.name) if language() == "en" else str(item.place.name)


def _summaries(item: Item, place: Place) -> tuple[str, ...]:
    """Each article in our own words."""
    statutes, colon = pack().law.statutes, _("：")
    found = [(cite(one), text(statutes[one.statute].edition)) for one in item.basis_in(place.kind)]
    return tuple(f"{one.text} ({edition}){colon}{one.summary}" for one, edition in found if one.summary)


def list_paper(place: Place, catalogue: str, rows: Sequence[Item], size: str) -> HttpResponse:
    """A whole list as a table for the wall."""
    columns = (
        Column(title=_("编码")), Column(title=_("事项"), width=2.6), Column(title=_("持权主体"), width=1.5),
        Column(title=_("程序或者关口"), width=1.8), Column(title=_("依据"), width=3.2), Column(title=_("天数"), align="right"),
    )  # fmt: skip
    sheet = sheet_of(
        place,
        size,
        links.powers(catalogue),
        kind="notice",
        title=text(lists()[catalogue]),
        subtitle=counted("共 %(n)s 项", "共 %(n)s 项", len(rows)) % {"n": len(rows)},
        paragraphs=(own_words(),),
        table=Table(columns=columns, rows=tuple(_line(one, place) for one in rows)),
    )
    since = max((one.since for one in rows), default=place.since)
    return pdf(sheet, noon(since), f"powers-{catalogue}-{place.code}-{size}")


def _line(item: Item, place: Place) -> tuple[str, ...]:
    ways = "; ".join(text(one.name) for one in item.procedures) + (f" · {item.step}" if item.step else "")
    unverified = item.cell("unverified")
    basis = [*cited(item.basis_in(place.kind)), *([unverified + _("（未核实）")] if unverified else [])]
    return (
        item.code,
        item.name,
        item.holder,
        ways or (item.guard if item.row.get("guard") else ""),
        _("、").join(basis) or item.cell("document"),
        item.row.get("time_limit", ""),
    )
