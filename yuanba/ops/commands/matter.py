"""`yuanba matter show NUMBER`: the whole record of a matter that a public reader may see."""

import argparse
from typing import TYPE_CHECKING, Any

from yuanba.ops import house, saying
from yuanba.ops.actions import action

if TYPE_CHECKING:
    from yuanba.kernel.matters.record import Record

HELP = "Show the public record of a matter."
EXAMPLE = "yuanba matter show 510722101201-2026-000001 --json"


def add(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="show", required=True)
    show = action(
        actions,
        "show",
        help="show one matter",
        description=HELP,
        example=EXAMPLE,
    )
    show.add_argument("number", metavar="NUMBER")
    show.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(args: argparse.Namespace) -> int:
    house.enter_database()
    from yuanba.kernel.matters.models import Matter
    from yuanba.kernel.matters.record import read

    try:
        record = read(args.number)
    except Matter.DoesNotExist:
        raise saying.Finding(f"There is no matter with the number {args.number}.") from None
    if args.json:
        saying.document(_public(record))
    else:
        _print(record)
    return 0


def _public(record: "Record") -> dict[str, Any]:
    matter = record.matter
    return {
        "number": matter.number,
        "title": matter.title,
        "unit": {"code": matter.unit.code, "name": matter.unit.name, "name_en": matter.unit.name_en},
        "procedure": matter.procedure,
        "version": matter.version,
        "role": matter.role,
        "power": matter.power.code if matter.power else None,
        "step": matter.step or None,
        "end": matter.end or None,
        "opened_at": matter.opened_at,
        "due_at": matter.due_at,
        "closed_at": matter.closed_at,
        "parent": matter.parent.number if matter.parent else None,
        "children": [{"number": one.number, "role": one.role, "step": one.step or None} for one in record.children],
        "takings": [
            {
                "seq": line.seq,
                "step": line.step,
                "act": line.act,
                "to": line.to or None,
                "at": line.at,
                "body": line.body or None,
                "by": "body" if line.body else "clock" if line.clock else "resident",
                "paper": line.paper,
                "data": line.data,
                "leaf": line.leaf or None,
                "corrects": line.corrects,
            }
            for line in record.lines
        ],
    }


def _print(record: "Record") -> None:
    from yuanba.kernel.matters.record import body_names
    from yuanba.kernel.people.acts import SHANGHAI
    from yuanba.kernel.procedures.textchart import text

    language, matter = saying.language(), record.matter
    names = {record.procedure.steps[code].by: name[language] for code, name in body_names(record).items()}
    print(f"{matter.number} {matter.title}")
    print(text(record.procedure, language, current=record.lit, done=record.done(), bodies=names))
    for line in record.lines:
        who = line.body or ("clock" if line.clock else "resident")
        at = f"{line.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
        print(f"{line.seq:>3}  {at}  {line.step}: {line.act} ({who}) {line.leaf[:16]}".rstrip())
