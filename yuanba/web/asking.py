"""What stands behind a page that cannot be shown, and the acts of a step as rows that can be asked why."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from yuanba.kernel.assemblies.models import Assembly
from yuanba.kernel.matters import verbs
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.why_about import ASK, OBJECT
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.definitions import Step, Text
from yuanba.kernel.procedures.outcomes import ROLE_NAMES
from yuanba.kernel.procedures.reasons import REASONS, Reason, sentence
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.web import links
from yuanba.web.formats import text

# Error pages are refusals too: each with its kind of reason and its sentence.
PAGES: Mapping[str, tuple[str, Text]] = {
    "page-400": ("form", Text("地址或内容写得不对，没看懂这个请求。", "The address or what was sent cannot be read.")),
    "page-403": (
        "procedure",
        Text("这一页只给担任相应职务的人用。", "This page is for holders of the posts that it serves."),
    ),
    "page-stale": (
        "software",
        Text(
            "这张表打开太久，为了防止别人冒用，要重新打开。",
            "The form was open too long: open it anew, so that nobody sends it in your name.",
        ),
    ),
    "page-404": ("record", Text("没有这一页，地址可能写错了。", "There is no such page; the address may be wrong.")),
    "page-500": ("software", Text("系统出错了，刚才的操作没有记录。", "Something broke, and nothing was recorded.")),
}


def said(code: str) -> tuple[Reason, Text] | None:
    """The reason and the sentence of a refusal, or of an error page; None where the house does not say so."""
    if code in REASONS:
        return REASONS[code], sentence(code)
    if code in PAGES:
        kind, words = PAGES[code]
        return Reason(kind), words
    return None


@dataclass(frozen=True, slots=True)
class Row:
    """An act of a step: who does it, and where its answer stands. `rings`: time does it, then."""

    name: str
    whom: str
    href: str
    clock: bool = False
    rings: datetime | None = None


def body(case: Case, step: Step) -> str:
    """Who takes a step in this case, in the reader's words; the role where the power that names it is not bound yet."""
    try:
        kinds = case.kinds(step)
    except Refusal:
        kinds = ()
    if not kinds:
        return text(ROLE_NAMES[step.by]) if step.by in ROLE_NAMES else ""
    return _("或").join(text(kind.title(case.unit.kind)) for kind in kinds)


def moments(case: Case) -> list[datetime]:
    """When the acts of a step become other ones without anybody's act: its dates, and the hour of a meeting."""
    found = [case.matter.due_at, case.matter.rings_at]
    if case.step.kind == "vote":
        called = Assembly.objects.filter(matter=case.matter, adjourned_at__isnull=True, counted_at__isnull=True)
        found += called.values_list("meets_at", flat=True)
    return [moment for moment in found if moment is not None and moment > case.at]


def rows(case: Case, offered: Collection[str] = ()) -> list[Row]:
    """The acts of a matter's step now, but for those in `offered`; objecting and questioning among them."""
    object, found = f"m/{case.matter.number}", []
    residents, holder = text(ROLE_NAMES["@resident"]), body(case, case.step)
    for act in verbs.of(case).acts(case):
        if act.code in offered:
            continue
        clock = act.who == "clock"
        whom = residents if act.who == "resident" else holder
        rings = case.matter.rings_at if clock else None
        found.append(Row(text(act.name), "" if clock else whom, links.why(object, act.code), clock, rings))
    if case.matter.role == "main":
        if "object" not in offered and case.step.kind == "publish":
            found.append(Row(text(OBJECT), residents, links.why(object, "object")))
        overseer = next((kind for kind in pack().bodies.values() if kind.oversight and case.unit.kind in kind.at), None)
        if "ask" not in offered and overseer is not None:
            found.append(Row(text(ASK), text(overseer.title(case.unit.kind)), links.why(object, "ask")))
    return found
