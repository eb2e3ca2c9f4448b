"""`yuanba backup FILE`: a consistent copy of database, uploads and ledger while others work."""

import argparse
from pathlib import Path

from yuanba.ops import house, saying

HELP = "Write a consistent backup (database with its ledger, uploads) while serving; keys only when asked."
EXAMPLE = "yuanba backup /srv/backups/2026-12-01.tar.gz"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a new .tar.gz file")
    parser.add_argument("--with-keys", action="store_true", help="also the keys: then keep the file as safe as them")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(args: argparse.Namespace) -> int:
    from yuanba.ops import archive

    key = house.signing_key() if args.with_keys else None
    try:
        manifest = archive.make(house.sqlite_path(), house.data_dir(), args.file, signing_key=key)
    except OSError as error:
        raise saying.BadUse(f"{args.file} cannot be written: {error.strerror}.") from None
    if args.json:
        saying.document({"file": str(args.file), **manifest})
    else:
        entries = manifest["ledger"].get("entries", 0)
        print(f"{args.file}: {entries} ledger entries, {manifest['uploads']} uploads.")
    return 0
