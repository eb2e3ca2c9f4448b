"""A pilot report: an institution in a place before and after a day, and beside the units that have not adopted it.

It counts what the house holds, and no more: counts in a few grouped queries, never a person, never a village by name.
Townships differ and nobody drew lots, so it is no experiment; below `FEW` cases there are counts only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Case as Cases
from django.db.models import (
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from yuanba.institutions import burden_hours
from yuanba.institutions.account import InForce
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.acts import SHANGHAI
from yuanba.kernel.places.codes import COUNTY, TOWNSHIP
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.pack import Institution

FEW = 10
LONGEST = 365  # days of a window at most
SIDES = ("pilot", "others")
SPANS = ("before", "after")
Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Windows:
    """Two spans of equal length around a day: [since - days, since) and [since, since + days)."""

    since: date
    days: int

    @property
    def start(self) -> date:
        return self.since - timedelta(days=self.days)

    @property
    def end(self) -> date:
        return self.since + timedelta(days=self.days)


@dataclass(slots=True)
class Counts:
    """One side in one span. A share or median is None where there are too few cases for one."""

    units: int = 0
    opened: int = 0
    finished: int = 0
    median_days: float | None = None
    missed: int = 0  # of those opened: a deadline lapsed, or it runs now past its day
    postings: int = 0
    objections: int = 0
    asked: int = 0
    answered: int = 0
    in_time: int = 0
    hours: int = 0  # that are asked of its units in a year, as in the burden account, at the end of the span

    @property
    def hours_each(self) -> float | None:
        return self.hours / self.units if self.units else None

    @property
    def missed_share(self) -> float | None:
        return self.missed / self.opened if self.opened >= FEW else None

    @property
    def objections_each(self) -> float | None:
        return self.objections / self.postings if self.postings >= FEW else None

    @property
    def in_time_share(self) -> float | None:
        return self.in_time / self.answered if self.answered >= FEW else None


@dataclass(frozen=True, slots=True)
class Report:
    """The four cells, and what a reader must know: `silent` where the house held nothing for part of the first span."""

    windows: Windows
    cells: Mapping[Cell, Counts]
    compared: bool
    silent: bool
    held_since: date
    few: int = FEW

    def cell(self, side: str, span: str) -> Counts:
        return self.cells[side, span]


def windows(since: date, today: date) -> Windows:
    """As long after the day as has passed since, a year at most, and as long before it."""
    return Windows(since, max(1, min((today - since).days, LONGEST)))


def _instant(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Sides:
    """Which rows belong to the pilot, and which to units where the institution is not in force.

    `elsewhere`: the other places where it is. Rows of matters and of notices carry their unit and township.
    """

    place: Place
    elsewhere: tuple[str, ...]

    def tag(self) -> Cases:
        """The side of a row; null for what lies in another pilot, or in no township."""
        code = self.place.code
        if len(code) == COUNTY:
            return Cases(default=Value("pilot"))
        pilot = When(Q(township=code) if len(code) == TOWNSHIP else Q(unit=self.place.pk), then=Value("pilot"))
        if any(len(one) == COUNTY for one in self.elsewhere):
            return Cases(pilot)
        towns = [one for one in self.elsewhere if len(one) == TOWNSHIP]
        units = [one for one in self.elsewhere if len(one) > TOWNSHIP]
        other = ~Q(township__in=[code[:COUNTY], *towns])
        if units:
            other &= ~Q(unit__code__in=units)
        return Cases(pilot, When(other, then=Value("others")))


def _tagged(rows: QuerySet[Any], sides: Sides, when: str, span: Windows) -> QuerySet[Any]:
    """Rows of both spans with `side` and `span`."""
    bounds = {f"{when}__gte": _instant(span.start), f"{when}__lt": _instant(span.end)}
    earlier = Q(**{f"{when}__lt": _instant(span.since)})
    tagged = rows.filter(**bounds).annotate(
        side=sides.tag(), span=Cases(When(earlier, then=Value("before")), default=Value("after"))
    )
    return tagged.filter(side__isnull=False).order_by()


def report(
    institution: Institution, place: Place, since: date, now: datetime, adopted: Iterable[InForce], held_since: date
) -> Report:
    """The report on an institution in a place around a day; eight queries, however many matters there are.

    `adopted`: its standing adoptions; `held_since`: from when on the house holds anything.
    """
    today = now.astimezone(SHANGHAI).date()
    span = windows(since, today)
    elsewhere = tuple(one.place for one in adopted if not one.place.startswith(place.code))
    sides = Sides(place, elsewhere)
    cells = {(side, part): Counts() for side in SIDES for part in SPANS}
    mine = Matter.objects.filter(procedure__in=institution.procedures)
    _opened(cells, mine, sides, span, now)
    _finished(cells, mine, sides, span)
    _postings(cells, institution, sides, span)
    _children(cells, institution, sides, span)
    burden_hours.add(cells, place, elsewhere, span.since - timedelta(days=1), min(span.end, today))
    compared = any(cells["others", part].units for part in SPANS)
    return Report(span, cells, compared, span.start < held_since, held_since)


def _opened(cells: Mapping[Cell, Counts], mine: QuerySet[Matter], sides: Sides, span: Windows, now: datetime) -> None:
    lapsed = Exists(Taking.objects.filter(matter=OuterRef("pk"), act="lapse"))
    missed = Q(lapsed=True) | Q(closed_at__isnull=True, due_at__lt=now)
    rows = _tagged(mine, sides, "opened_at", span).annotate(lapsed=lapsed)
    for side, part, opened, late in rows.values_list("side", "span").annotate(
        n=Count("pk"), late=Count("pk", filter=missed)
    ):
        cells[side, part].opened, cells[side, part].missed = opened, late


def _finished(cells: Mapping[Cell, Counts], mine: QuerySet[Matter], sides: Sides, span: Windows) -> None:
    """How many ended in each span, and the median of their days: only the rows in the middle leave the database."""
    took = ExpressionWrapper(F("closed_at") - F("opened_at"), output_field=DurationField())
    rows = _tagged(mine.filter(closed_at__isnull=False), sides, "closed_at", span).annotate(took=took)
    cell = [F("side"), F("span")]
    ranked = rows.annotate(
        rank=Window(RowNumber(), partition_by=cell, order_by=[F("took").asc(), F("pk").asc()]),
        whole=Window(Count("pk"), partition_by=cell),
    )
    middle = ranked.filter(rank__gte=F("whole") / 2.0, rank__lte=F("whole") / 2.0 + 1)
    days: dict[Cell, list[float]] = {}
    for side, part, whole, length in middle.values_list("side", "span", "whole", "took"):
        cells[side, part].finished = whole
        days.setdefault((side, part), []).append(length.total_seconds() / 86400)
    for key, found in days.items():
        if cells[key].finished >= FEW:
            cells[key].median_days = sum(found) / len(found)


def _postings(cells: Mapping[Cell, Counts], institution: Institution, sides: Sides, span: Windows) -> None:
    notices = Notice.objects.filter(matter__procedure__in=institution.procedures, corrects__isnull=True)
    rows = _tagged(notices, sides, "since", span)
    for side, part, number in rows.values_list("side", "span").annotate(n=Count("pk")):
        cells[side, part].postings = number


def _children(cells: Mapping[Cell, Counts], institution: Institution, sides: Sides, span: Windows) -> None:
    """Objections and queries about matters of the institution; an answer is in time where no deadline lapsed."""
    lapsed = Exists(Taking.objects.filter(matter=OuterRef("pk"), act="lapse"))
    children = Matter.objects.filter(parent__procedure__in=institution.procedures, role__in=("objection", "query"))
    rows = _tagged(children, sides, "opened_at", span).annotate(lapsed=lapsed)
    ended = Q(closed_at__isnull=False)
    for side, part, role, number, answered, in_time in rows.values_list("side", "span", "role").annotate(
        n=Count("pk"), answered=Count("pk", filter=ended), in_time=Count("pk", filter=ended & Q(lapsed=False))
    ):
        counts = cells[side, part]
        if role == "objection":
            counts.objections = number
        else:
            counts.asked, counts.answered, counts.in_time = number, answered, in_time
