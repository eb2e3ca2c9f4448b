"""`yuanba people`: the county's office-holders from a spreadsheet and into one."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from yuanba.ops import house, saying

if TYPE_CHECKING:
    from yuanba.kernel.people.roster.taking import Report
    from yuanba.kernel.people.roster.workbook import Workbook

HELP = "Import a county's office-holders from Excel, or write them out."
EXAMPLE = (
    "yuanba people import 任职名单.xlsx --dry-run --out errors.xlsx\n  yuanba people export 名单.xlsx --in 510722101"
)


def add(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="import|export|template", required=True)
    load = actions.add_parser("import", help="take over a list of office-holders, all or nothing")
    load.add_argument("file", metavar="FILE.xlsx", type=Path)
    load.add_argument("--dry-run", action="store_true", help="only read and judge")
    load.add_argument("--out", type=Path, help="where to write the file with the wrong cells marked")
    load.add_argument("--in", dest="place", default="", help="only within this place; the whole county by default")
    load.add_argument("--json", action="store_true", help="one JSON document on stdout")
    for name, text in (("export", "write the present office-holders"), ("template", "write an empty form")):
        write = actions.add_parser(name, help=text)
        write.add_argument("file", metavar="FILE.xlsx", type=Path)
        write.add_argument("--in", dest="place", default="", help="only within this place")


def run(args: argparse.Namespace) -> int:
    house.enter_database()
    return _import(args) if args.action == "import" else _write(args)


def _import(args: argparse.Namespace) -> int:
    from yuanba import clock
    from yuanba.kernel.people.acts import local_day
    from yuanba.kernel.people.roster import taking, workbook
    from yuanba.kernel.places.county import pack

    if not args.file.is_file():
        raise saying.BadUse(f"There is no file {args.file}.")
    scope = house.place(args.place or pack().code, local_day(clock.now())).code
    with house.refusals():
        book = workbook.read(args.file.read_bytes())
        report = taking.take_over(
            workbook=book, scope=scope, at=clock.now(), body=f"{pack().code}/county", try_only=args.dry_run
        )
    _say(args, report)
    if report.faults and args.out is not None:
        _mark(args.out, book, report)
    return 0 if report.sound else 1


def _say(args: argparse.Namespace, report: "Report") -> None:
    language = saying.language()
    if args.json:
        faults = [
            {
                "row": fault.row + 1,
                "column": fault.column,
                "code": fault.refusal.code,
                "message": fault.refusal.sentence("en"),
                "message_zh": fault.refusal.sentence("zh-hans"),
            }
            for fault in report.faults
        ]
        counts = {key: getattr(report, key) for key in ("rows", "places", "posts", "unchanged", "persons", "taken")}
        saying.document({**counts, "unread": report.unread, "faults": faults})
        return
    for fault in report.faults:
        saying.complain(f"{args.file}:{fault.row + 1} {fault.column}: {fault.refusal.sentence(language)}")
    print(
        f"{report.rows} rows in {report.places} places: {report.posts} posts new, {report.unchanged} standing, "
        f"{report.persons} persons new; {'taken over' if report.taken else 'nothing written'}"
    )


def _mark(out: Path, book: "Workbook", report: "Report") -> None:
    from yuanba.kernel.people.roster import workbook

    with house.refusals():
        said = [(fault.row, fault.at, fault.refusal.sentence("zh-hans")) for fault in report.faults]
        out.write_bytes(workbook.marked(book, said))


def _write(args: argparse.Namespace) -> int:
    from yuanba import clock
    from yuanba.kernel.people.acts import local_day
    from yuanba.kernel.people.roster import writing
    from yuanba.kernel.places.county import pack
    from yuanba.kernel.places.models import Place
    from yuanba.kernel.places.scope import valid_on, within

    on = local_day(clock.now())
    scope = args.place or pack().code
    whole = house.place(scope, on)
    places = list(Place.objects.filter(valid_on(on), within(whole.code)).order_by("code"))
    rows = writing.holders(scope, on) if args.action == "export" else []
    args.file.write_bytes(writing.book(rows, places, f"{whole.name}任职人员名单"))
    print(f"{args.file}: {len(rows)} rows")
    return 0
