"""`yuanba restore FILE`: put a backup back; refused where that would fork the ledger or while a server runs."""

import argparse
from pathlib import Path

from yuanba.ops import house, saying

HELP = "Put a backup back; refuses to fork the ledger."
EXAMPLE = "yuanba restore /srv/backups/2026-12-01.tar.gz"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--kept", metavar="CHECKPOINT", type=Path, help="a published checkpoint that it must continue")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(args: argparse.Namespace) -> int:
    from yuanba.ops import archive
    from yuanba.ops.holding import holding

    if not args.file.is_file():
        raise saying.BadUse(f"There is no file {args.file}.")
    try:
        kept = args.kept.read_text(encoding="utf-8") if args.kept else None
    except OSError as error:
        raise saying.BadUse(f"{args.kept} cannot be read: {error.strerror}.") from None
    data, database = house.data_dir(), house.sqlite_path()
    with holding(data):
        manifest = archive.put_back(args.file, database, data, signing_key=house.signing_key(), kept=kept)
    if args.json:
        saying.document({"file": str(args.file), **manifest})
    else:
        print(f"Restored the state of {manifest['made_at']}; `yuanba migrate` brings its tables up to date.")
    return 0
