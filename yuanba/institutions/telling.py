"""Asking for a pilot report, and telling it as data: the same for the page, the API and the command."""

from datetime import date, datetime
from typing import Any

from yuanba.institutions import account, pilot
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.places.codes import UNIT
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.bounded import EARLIEST
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.pack import Institution

FIGURES = (
    "units", "opened", "finished", "median_days", "missed", "missed_share", "postings", "objections",
    "objections_each", "asked", "answered", "in_time", "in_time_share", "hours", "hours_each",
)  # fmt: skip
NO_EXPERIMENT = Text(
    "各乡镇本来就不一样，也没有抽签分组，所以这不是试验：前后和两边的差别，不能都算在这项制度头上。",
    "Townships differ and nobody drew lots: this is no experiment; not every difference is the institution's doing.",
)
SMALL = Text(
    "不到 {few} 件的，只写件数，不算比例和中位数：几件事说明不了什么。",
    "Below {few} cases only counts are given, no shares and no medians: a few cases prove nothing.",
)
SILENT = Text(
    "本系统从{day}起才有记录，之前那段没有数，不等于没有办事。",
    "The house holds records only since {day}: nothing counted before that does not mean that nothing was done.",
)
ALONE = Text("全县都在执行，没有可以对照的地方。", "It is in force everywhere: there is nothing to compare with.")


def ask(institution: Institution, place: Place, since: date | None, now: datetime) -> pilot.Report | None:
    """The report; without a day it is divided by the adoption that governs the place.

    None where nothing governs, where the day is not in the past or in no year of ours, or inside a unit.
    """
    today = local_day(now)
    adopted = account.in_force(today, institution.code).get(institution.code, [])
    if since is None:
        # The widest comes first: the nearest to the place is the last that takes it in.
        since = next((one.since for one in reversed(adopted) if place.code.startswith(one.place)), None)
    if since is None or not EARLIEST <= since < today or len(place.code) > UNIT:
        return None
    held_since = Place.objects.values_list("since", flat=True).get(code=pack().code)
    return pilot.report(institution, place, since, now, adopted, held_since)


def cautions(report: pilot.Report) -> list[Text]:
    """What a reader must know before she compares."""
    found = [NO_EXPERIMENT, Text(SMALL.zh.format(few=report.few), SMALL.en.format(few=report.few))]
    if report.silent:
        day = report.held_since
        said = SILENT.zh.format(day=f"{day.year}年{day.month}月{day.day}日")
        found.append(Text(said, SILENT.en.format(day=f"{day:%-d %b %Y}")))
    if not report.compared:
        found.append(ALONE)
    return found


def _figure(counts: pilot.Counts, key: str) -> int | float | None:
    value = getattr(counts, key)
    return round(value, 3) if isinstance(value, float) else value


def document(institution: Institution, place: Place, report: pilot.Report) -> dict[str, Any]:
    """The report as plain data."""
    return {
        "institution": institution.code,
        "place": place.code,
        "windows": {
            "since": report.windows.since,
            "days": report.windows.days,
            "start": report.windows.start,
            "end": report.windows.end,
        },
        "few": report.few,
        "cells": [
            {"side": side, "span": span, **{key: _figure(counts, key) for key in FIGURES}}
            for (side, span), counts in report.cells.items()
        ],
        "cautions": [{"zh": one.zh, "en": one.en} for one in cautions(report)],
    }
