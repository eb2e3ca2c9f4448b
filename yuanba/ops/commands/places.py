"""`yuanba places` counts the places, `import` takes over any county's file, `merge` and `split` redraw its villages.

`orders` lists what waits for its day, `revoke` takes it back.
"""

import argparse
import sys
from pathlib import Path

from yuanba.ops import house, orders, redrawing, saying
from yuanba.ops.actions import action

HELP = "Count the places of the county, import its file of divisions, merge or split villages."
EXAMPLE = "yuanba places --json\n  yuanba places import county.csv --dry-run"
# The kinds that are counted, in the order of the answer, with the key of each.
COUNTED = {"township": "townships", "village": "villages", "community": "communities", "quasi": "quasi"}


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    actions = parser.add_subparsers(dest="action", metavar="import|merge|split|orders|revoke")
    load = action(
        actions,
        "import",
        help="import a county's file",
        description="Import a county's file with the columns code,name,township_code,township_name, all or nothing.",
        example="yuanba places import county.csv --name 某县 --name-en 'Some County'",
    )
    load.add_argument("file", metavar="FILE", type=Path, help="CSV in UTF-8 (BOM or none) or GB18030")
    load.add_argument("--dry-run", action="store_true", help="only read and check; needs no database")
    load.add_argument("--name", default="", help="the county's name; its code where neither you nor the pack name it")
    load.add_argument("--name-en", default="", help="the same in English")
    load.add_argument("--json", action="store_true", help="one JSON document on stdout")
    merge = action(
        actions,
        "merge",
        help="make several units one",
        description="Merge villages or communities on a day, with everything that hangs on them; --dry-run previews.",
        example="yuanba places merge 510722101201 510722101202 --into 510722101230 --name 凤桥村 "
        "--on 2026-12-01 --dry-run",
    )
    redrawing.add_merge(merge)
    split = action(
        actions,
        "split",
        help="make one unit several",
        description="Split a village or community on a day; what is not assigned is listed and nothing is done.",
        example="yuanba places split 510722101230 --into 510722101231=510722101230.01,017 "
        "--name 510722101231=凤尾村 --into 510722101230 --rest 510722101230 --on 2026-12-01 --dry-run",
    )
    redrawing.add_split(split)
    listed = action(
        actions,
        "orders",
        help="list the mergers and splits that wait for their day",
        description="List the orders that are given and not yet done, with the reason where the day has passed.",
        example="yuanba places orders --json",
    )
    orders.add_list(listed)
    revoke = action(
        actions,
        "revoke",
        help="take back an order that is not done yet",
        description="Take back an order for a later day in the county's name; its reason is public.",
        example="yuanba places revoke 3 --because 县里还要再议",
    )
    orders.add_revoke(revoke)


def run(args: argparse.Namespace) -> int:
    if args.action == "import":
        return _import(args)
    if args.action in ("merge", "split"):
        return redrawing.run(args)
    if args.action in ("orders", "revoke"):
        return orders.run(args)
    counts = _standing() if house.enter_if_any() else None
    source = "database"
    if counts is None:
        counts, source = _of_the_pack(), "pack"
    _say({**counts, "source": source}, as_json=args.json)
    return 0


def _of_the_pack() -> dict[str, int]:
    from yuanba.kernel.places.division_file import read
    from yuanba.kernel.places.division_problems import DivisionFileError

    file = house.pack_root() / "places" / "divisions.csv"
    try:
        return read(file).counts()
    except DivisionFileError as error:
        first = error.problems[0]
        said = first.message_zh if saying.language() == "zh-hans" else first.message
        raise saying.Finding(f"{file}: {said}") from None


def _standing() -> dict[str, int] | None:
    """Counts of the places that stand today; None in a database where nothing has been imported."""
    from django.db.models import Count

    from yuanba import clock
    from yuanba.kernel.people.acts import local_day
    from yuanba.kernel.places.models import Place
    from yuanba.kernel.places.scope import valid_on

    rows = Place.objects.filter(valid_on(local_day(clock.now()))).values_list("kind").annotate(Count("pk"))
    found = {str(kind): int(number) for kind, number in rows}
    if not found:
        return None
    counts = {key: found.get(kind, 0) for kind, key in COUNTED.items()}
    units = counts["villages"] + counts["communities"] + counts["quasi"]
    return {"townships": counts.pop("townships"), "units": units, **counts}


def _import(args: argparse.Namespace) -> int:
    from yuanba.kernel.places.division_file import read
    from yuanba.kernel.places.division_problems import DivisionFileError

    if not args.file.is_file():
        raise saying.BadUse(f"There is no file {args.file}.")
    try:
        divisions = read(args.file)
    except DivisionFileError as error:
        chinese = saying.language() == "zh-hans"
        for problem in error.problems:
            where = f"{args.file}:{problem.line}" if problem.line else str(args.file)
            saying.complain(f"{where}: {problem.message_zh if chinese else problem.message}")
        if args.json:
            keys = ("line", "code", "message", "message_zh")
            saying.document({"problems": [{key: getattr(p, key) for key in keys} for p in error.problems]})
        return 1
    answer = {"county": divisions.county, **divisions.counts(), "imported": False}
    if not args.dry_run:
        answer["imported"] = _found(args, divisions)
    _say(answer, as_json=args.json)
    return 0


def _found(args: argparse.Namespace, divisions: object) -> bool:
    """Found the county and, at the first import, its ledger; False where the county stood already, unchanged."""
    house.enter_database()
    from yuanba import clock
    from yuanba.kernel.places.acts import found_county
    from yuanba.kernel.places.division_file import Divisions
    from yuanba.kernel.places.models import Place
    from yuanba.ops import ticking

    assert isinstance(divisions, Divisions)
    pack = house.read_pack()
    ours = pack.code == divisions.county
    name = args.name or (pack.name.zh if ours else divisions.county)
    name_en = args.name_en or (pack.name.en if ours else divisions.county)
    stood = Place.objects.filter(code=divisions.county).exists()
    with house.refusals():
        found_county(code=divisions.county, name=name, name_en=name_en, divisions=divisions, at=clock.now())
    ticking.found_ledger(divisions.county, at=clock.now())
    return not stood


def _say(answer: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        saying.document(answer)
        return
    words = ", ".join(f"{value} {key}" for key, value in answer.items() if isinstance(value, int) and key != "imported")
    state = (
        {True: "; imported", False: "; nothing changed"}.get(bool(answer["imported"])) if "imported" in answer else ""
    )
    print(f"{words}{state}.", file=sys.stdout)
