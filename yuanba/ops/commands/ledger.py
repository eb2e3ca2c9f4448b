"""`yuanba ledger export DIR`: a static mirror of the ledger, for any web server or USB stick."""

import argparse
from pathlib import Path

from yuanba.ops import house, saying
from yuanba.ops.actions import action

HELP = "Write the ledger's public files to a directory, or bring a mirror up to date."
EXAMPLE = "yuanba ledger export /srv/mirror/ledger"


def add(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="export", required=True)
    export = action(
        actions,
        "export",
        help="write or update a mirror",
        description=HELP,
        example=EXAMPLE,
    )
    export.add_argument("dir", metavar="DIR", type=Path)
    export.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(args: argparse.Namespace) -> int:
    house.enter_database()
    from yuanba.kernel.ledger import note, publish, tiles

    try:
        written = publish.export(args.dir)
    except (publish.ForkError, note.NoteError, LookupError) as error:
        raise saying.Finding(f"Nothing was exported: {error}.") from None
    except OSError as error:
        raise saying.BadUse(f"{args.dir} cannot be written: {error.strerror}.") from None
    if args.json:
        saying.document({"dir": str(args.dir), "files": written, "size": tiles.size()})
    else:
        print(f"{args.dir}: {written} files written, {tiles.size()} entries.")
    return 0
