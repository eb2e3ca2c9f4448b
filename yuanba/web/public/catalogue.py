"""The lists of powers as pages read them: whose edition governs where, and each item in the reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_noop as N_

from yuanba import clock
from yuanba.kernel.places.codes import COUNTY, UNIT
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import ancestors
from yuanba.kernel.procedures.calendar import local_date
from yuanba.kernel.procedures.catalogue import procedures_of
from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Procedure, Text
from yuanba.kernel.registers.editions import DRAFTS, POWERS, REPEALED, governing, row_of
from yuanba.kernel.registers.models import Record
from yuanba.web import cache, links
from yuanba.web.citing import governing as of_kind
from yuanba.web.formats import language, text
from yuanba.web.public import queries
from yuanba.web.speaking import word as _

STAGES = {"drafting": N_("草案"), "consulting": N_("征求意见"), "in-force": N_("施行"), "repealed": N_("已废止")}
# What each list is, for who opens it for the first time.
MEANING = {
    "powers": N_("村里每个组织手里有哪些权力，谁持有、谁决定、走哪个程序。"),
    "micro": N_("和村民关系最近、最容易出问题的小事小权：花钱、用人、盖章、低保、宅基地。"),
    "self": N_("法律交给村（居）民自己决定的事，乡镇只能指导，不能代替。"),
    "assist": N_("政府部门可以请村里帮忙的事：只协助，不决定、不执法，谁请谁出钱。"),
    "negative": N_("任何人都不能要村里做、村里自己也不能做的事。"),
}
# Columns that hold a code of the pack and not words.
BODIES = ("holder", "decider", "decider_community", "executor")


def lists() -> dict[str, Text]:
    """The five lists, by code, in their order."""
    return dict(next(field for field in pack().registers[POWERS].fields if field.code == "list").choices)


def called(kind: str, place_kind: str = "") -> str:
    """The name of a kind of body; nothing where the pack has none."""
    body = pack().bodies.get(kind)
    return text(body.title(place_kind) if place_kind else body.name) if body else ""


@dataclass(frozen=True)
class Item:
    """One item of a list, as it governs in a place."""

    row: Mapping[str, str]
    stage: str
    place: Place
    since: date

    @property
    def code(self) -> str:
        return self.row["code"]

    def raw(self, column: str) -> str:
        """What stands in a column, a code or words; nothing where it is empty."""
        return self.row.get(column, "")

    def cell(self, column: str) -> str:
        """The words of a column in the reader's language."""
        other = self.row.get(f"{column}_en", "") if language() == "en" else ""
        return other or self.row.get(column, "")

    @property
    def name(self) -> str:
        return self.cell("name")

    @property
    def list(self) -> str:
        return self.row["list"]

    @property
    def title(self) -> str:
        return text(lists()[self.list])

    @property
    def href(self) -> str:
        return links.power(self.code)

    @property
    def draft(self) -> bool:
        return self.stage in DRAFTS

    @property
    def stage_word(self) -> str:
        return _(STAGES[self.stage])

    @property
    def at(self) -> tuple[str, ...]:
        return tuple(parts(self.row.get("at")))

    @property
    def holder(self) -> str:
        return called(self.row.get("holder", ""))

    @property
    def executor(self) -> str:
        return called(self.row.get("executor", ""))

    @cached_property
    def basis(self) -> tuple[Citation, ...]:
        return tuple(map(Citation.parse, parts(self.row.get("basis"))))

    def basis_in(self, kind: str) -> tuple[Citation, ...]:
        """The articles that speak of a kind of place; all of them above the unit."""
        return of_kind(self.basis, kind) if kind in ("village", "community") else self.basis

    @property
    def deciders(self) -> tuple[tuple[str, str], ...]:
        """(kind of unit, deciding assembly or body) where somebody decides beside the holder."""
        columns = {"village": "decider", "community": "decider_community", "group": "decider"}
        found = ((kind, called(self.row.get(columns.get(kind, ""), ""), kind)) for kind in self.at)
        return tuple((kind, body) for kind, body in found if body)

    def deciders_in(self, kind: str) -> tuple[tuple[str, str], ...]:
        """Who decides in a kind of unit; in all of them above the unit."""
        here = tuple(one for one in self.deciders if one[0] == kind)
        return here if kind in ("village", "community", "group") else self.deciders

    @property
    def deciding(self) -> str:
        return " / ".join(dict.fromkeys(body for _kind, body in self.deciders))

    @property
    def delegable(self) -> bool:
        return self.row.get("delegable") == "yes"

    @cached_property
    def procedures(self) -> tuple[Procedure, ...]:
        """The newest version of each procedure by which it is exercised, the regular one first."""
        known = {one.code for one in pack().procedures.values()}
        return tuple(pack().procedure(code) for code in procedures_of(self.row) if code in known)

    @property
    def step(self) -> str:
        """The step in which it is exercised, where that is one of a larger procedure."""
        step = self.procedures[0].steps.get(self.row.get("step", "")) if self.procedures else None
        return text(step.name) if step else ""

    @property
    def disclosure(self) -> Mapping[str, str]:
        rows = pack().registers["disclosure-classes"].rows
        return next((row for row in rows if row["code"] == self.row.get("disclosure")), {})

    @property
    def disclosed(self) -> str:
        """The class of disclosure in words; how often and how long stand beside it."""
        return str(self.disclosure.get("name_en" if language() == "en" else "name", ""))

    @property
    def often(self) -> str:
        return str(self.disclosure.get("frequency_en" if language() == "en" else "frequency", ""))

    @property
    def lead(self) -> str:
        rows = pack().registers["departments"].rows
        found = next((row for row in rows if row["code"] == self.row.get("lead")), {})
        return str(found.get("name_en" if language() == "en" else "name", ""))

    @property
    def guard(self) -> str:
        return choice("guard", self.row.get("guard", ""))

    @property
    def own_wording(self) -> bool:
        return self.row.get("wording") == "project"


def choice(column: str, code: str) -> str:
    """The name of a choice of the register's field."""
    field = next(one for one in pack().registers[POWERS].fields if one.code == column)
    return text(field.choices.get(code))


def where(request: HttpRequest) -> Place:
    """The place of `?in=`, else the county; 404 where there is no such place."""
    code = request.GET.get("in") or pack().code
    found: list[Place] = queries.place(code=code)
    if found:
        return found[0]
    if code != pack().code:
        raise Http404
    return Place(code=code, kind="county", name=pack().name.zh, name_en=pack().name.en)


def depend(request: HttpRequest, place: Place) -> None:
    """A unit's page is as old as the heads around it; above the unit any act of the county may be shown."""
    if len(place.code) < UNIT:
        cache.declare(request, prefix=place.code[:COUNTY])
    else:
        cache.declare(request, codes=cache.around(place.code))


def items(place: Place) -> list[Item]:
    """Every item that governs in a place today, by code; one query."""
    return [item(row) for row in governing(POWERS, place.code, local_date(clock.now()))]


def ended(code: str, place: Place) -> Item | None:
    """An item that governed around a place once and no longer does: matters that were opened under it lead here."""
    around = [*ancestors(place.code), place.code]
    found = Record.objects.filter(register=POWERS, code=code, place__code__in=around).select_related("place")
    last = found.order_by("-since", "-pk").first()
    return Item(row_of(last), REPEALED, last.place, last.since) if last is not None else None


def item(record: Record) -> Item:
    return Item(row_of(record), record.stage, record.place, record.since)


def by_list(found: Iterable[Item]) -> dict[str, list[Item]]:
    """Items by list, in the order of the lists; an empty list too."""
    sorted_: dict[str, list[Item]] = {code: [] for code in lists()}
    for one in found:
        sorted_[one.list].append(one)
    return sorted_


def noon(day: date) -> datetime:
    """A moment of a day, for the time that is written into a printed sheet."""
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
