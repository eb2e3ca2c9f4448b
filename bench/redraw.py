"""`python -m bench.redraw --data .demo`: merge the units of a built demonstration two by two, then split them again.

It works on a copy. The assemblies agree first, act by act; the mergers are done at once, the splits are ordered ahead
and done by the clock. Before, between and after it asks every old address, compares the county's counts around each
round, and audits the ledger; it prints one JSON document and exits 1 where anything was lost.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

DAY = timedelta(days=1)


def measure(data: Path) -> dict[str, Any]:
    """All the acts on a copy of the demonstration in `data`, with what each cost and what was found."""
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory) / "demo"
        shutil.copytree(data, copy)
        os.environ |= {"YUANBA_DEMO": "1", "YUANBA_DATA": str(copy), "DJANGO_SETTINGS_MODULE": "yuanba.settings"}
        import django

        django.setup()
        from yuanba.ops import static

        static.gather()
        return _run(Path(directory) / "mirror")


def _run(mirror: Path) -> dict[str, Any]:
    from bench.agreeing import agree, form, resolve
    from yuanba import clock
    from yuanba.institutions.redrawing.order import Basis, Choices, Heir, Order
    from yuanba.kernel.ledger import audit, publish
    from yuanba.kernel.people.acts import local_day
    from yuanba.kernel.places.models import Place
    from yuanba.ops import ticking

    bodied = Place.objects.filter(bodies__isnull=False, kind__in=("village", "community")).distinct()
    pairs = []
    for kind in ("village", "community"):
        units = list(bodied.filter(kind=kind).order_by("code"))
        pairs += list(zip(units[::2], units[1::2], strict=False))
    mergers = [Order("merge", (one.code, other.code), (Heir(other.code),), date.min) for one, other in pairs]
    at = agree([form(order) for order in mergers], clock.now(), wind=clock.wind)
    numbers, at = resolve([unit for pair in pairs for unit in pair if unit.kind == "community"], at, wind=clock.wind)
    basis, paths = Basis("例函1号", tuple(numbers)), _addresses()
    found: dict[str, Any] = {"addresses": len(paths), "answers": [_answers(paths)], "counts": [_counts()], "acts": []}
    for order in mergers:
        found["acts"].append(_act(replace(order, on=local_day(at)), basis, at))
    found["answers"].append(_answers(paths))
    found["counts"].append(_counts())
    at = clock.wind(at.replace(hour=1) + DAY)
    heirs, splits = bodied.filter(until__isnull=True, succeeds__isnull=False).order_by("code"), []
    for number, unit in enumerate(heirs):
        code = f"{unit.code[:9]}{'2' if unit.kind == 'village' else '0'}{90 + number % 10}"
        new = Heir(code, f"例分{number}{'村' if unit.kind == 'village' else '社区'}")
        choices = Choices(dict.fromkeys(_households(unit), code), unit.code)
        splits.append(Order("split", (unit.code,), (Heir(unit.code), new), date.min, choices))
    at = agree([form(order) for order in splits], at, wind=clock.wind)
    numbers, at = resolve([unit for unit in heirs if unit.kind == "community"], at, wind=clock.wind)
    basis = Basis("例函2号", tuple(numbers))
    for order in splits:
        unit, code = order.old[0], order.new[1].code
        given = {**order.choices.given, **dict.fromkeys(_matters(unit), code)}
        later = replace(order, on=local_day(at) + 2 * DAY, choices=Choices(given, order.choices.rest))
        found["acts"].append(_order(later, basis, at))
    ticking.once(clock.wind(at + DAY))
    found["counts"].append(_counts())
    at, began = clock.wind(at + 2 * DAY), time.perf_counter()
    found["by_clock"] = {"orders": _due(at), "ms": round(1000 * (time.perf_counter() - began)), "again": _due(at)}
    found["answers"].append(_answers(paths))
    found["counts"].append(_counts())
    ticking.once(clock.wind(at + DAY))
    publish.export(mirror)
    report = audit.audit_dir(mirror)
    found |= {"entries": report.size, "sound": report.sound}
    counts = found["counts"]
    kept = all(set(answers) <= {200, 301} for answers in found["answers"])
    done = found["by_clock"]["orders"] == len(splits) and not found["by_clock"]["again"]
    return {**found, "conserved": counts[0] == counts[1] and counts[2] == counts[3], "kept": kept, "done": done}


def _due(at: datetime) -> int:
    from yuanba.institutions.redrawing.ordering import carry_out_due

    return carry_out_due(now=at)


def _act(order: Any, basis: Any, at: datetime) -> dict[str, Any]:
    """A redrawing that is done at once, with its preview."""
    from yuanba.institutions.redrawing.act import redraw

    return _measured(order, basis, at, redraw)


def _order(order: Any, basis: Any, at: datetime) -> dict[str, Any]:
    """An order for a later day, with its preview."""
    from yuanba.institutions.redrawing.ordering import ahead

    return _measured(order, basis, at, ahead)


def _measured(order: Any, basis: Any, at: datetime, do: Callable[..., Any]) -> dict[str, Any]:
    from uuid import uuid4

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from yuanba.institutions.redrawing.plan import plan

    began = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        made = plan(order, at=at)
    seen = time.perf_counter()
    with CaptureQueriesContext(connection) as written:
        do(order=order, basis=basis, body=f"{order.codes[0][:9]}/township_office", at=at, key=uuid4())
    done = time.perf_counter()
    return {
        "kind": order.kind,
        "units": order.codes,
        "counts": {key: number for key, number in made.counts.items() if number},
        "preview": {"ms": round(1000 * (seen - began)), "queries": len(asked)},
        "act": {"ms": round(1000 * (done - seen)), "queries": len(written)},
    }


def _households(unit: Any) -> list[str]:
    """Every second household of a unit."""
    from yuanba.kernel.people.models import Household

    return list(Household.objects.filter(place=unit).order_by("pk").values_list("number", flat=True))[::2]


def _matters(unit: str) -> list[str]:
    """Every second matter that runs in a unit."""
    from yuanba.kernel.matters.models import Matter

    running = Matter.objects.filter(unit__code=unit, closed_at__isnull=True, parent__isnull=True, site__isnull=True)
    return list(running.order_by("pk").values_list("number", flat=True))[::2]


def _addresses() -> list[str]:
    from yuanba.kernel.boards.models import Notice
    from yuanba.kernel.matters.models import Matter
    from yuanba.kernel.people.models import Body
    from yuanba.kernel.places.county import pack
    from yuanba.kernel.places.models import Place

    found = []
    kept = [kind.code for kind in pack().registers.values() if kind.kept_by and kind.visibility == "public"]
    for place in Place.objects.filter(bodies__isnull=False, kind__in=("village", "community")).distinct():
        root = f"/p/{place.code}/"
        boards = [board.code for board in pack().boards.values() if place.kind in board.at]
        found += [root, f"{root}matters/", f"{root}feed.atom", f"{root}calendar.ics", f"{root}forms/wish.pdf"]
        found += [f"{root}{board}/" for board in boards] + [f"{root}registers/{register}/" for register in kept]
        found += [f"/api/v1/places/{place.code}", f"/api/v1/matters?place={place.code}", f"/en{root}"]
    for number in Matter.objects.values_list("number", flat=True):
        found += [f"/m/{number}/", f"/api/v1/matters/{number}"]
    # What hangs on a village's own board has no address for strangers.
    public = [code for code, board in pack().boards.items() if board.visibility == "public"]
    for notice in Notice.objects.filter(board__in=public).values_list("pk", flat=True):
        found += [f"/n/{notice}/", f"/api/v1/notices/{notice}"]
    return found + [f"/bodies/{body}/" for body in Body.objects.values_list("pk", flat=True)]


def _answers(paths: list[str]) -> dict[int, int]:
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    return dict(Counter(client.get(path).status_code for path in paths))


def _counts() -> dict[str, int]:
    """What the county has, wherever it lies; only what lies in a place that stands is counted."""
    from django.db.models import Q

    from yuanba import clock
    from yuanba.kernel.boards.models import Notice
    from yuanba.kernel.matters.models import Matter
    from yuanba.kernel.people.models import Household, Person
    from yuanba.kernel.places.models import Place
    from yuanba.kernel.registers.models import Record

    open_end, standing = Q(until__isnull=True), Q(place__until__isnull=True)
    units = Place.objects.filter(until__isnull=True).values("code")
    staying = ("mandates", "adoptions", "ledger-snapshots")  # they end, or stay sealed where they were made
    return {
        "persons": Person.objects.filter(open_end, standing, unit__in=units).count(),
        "households": Household.objects.filter(standing).count(),
        "running": Matter.objects.filter(closed_at__isnull=True, unit__until__isnull=True).count(),
        "matters": Matter.objects.count(),
        "standing": Notice.objects.filter(
            until__gt=clock.now() + DAY, taken_down_at__isnull=True, unit__until__isnull=True
        ).count(),
        "notices": Notice.objects.count(),
        "records": Record.objects.filter(open_end, standing).exclude(register__in=staying).count(),
    }


if __name__ == "__main__":
    words = argparse.ArgumentParser(prog="python -m bench.redraw", description=__doc__)
    words.add_argument("--data", type=Path, required=True, help="directory of a built demonstration")
    told = measure(words.parse_args().data)
    print(json.dumps(told, ensure_ascii=False, indent=2))
    sys.exit(0 if all(told[key] for key in ("conserved", "kept", "done", "sound")) else 1)
