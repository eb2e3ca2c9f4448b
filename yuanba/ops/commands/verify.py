"""`yuanba verify`: audit a ledger from its public files alone."""

import argparse
import tempfile
from dataclasses import asdict
from pathlib import Path

from yuanba.kernel.ledger import audit
from yuanba.ops import house, saying

HELP = "Audit a ledger from its public files: signature, chains, tiles, root."
EXAMPLE = "yuanba verify --url http://127.0.0.1:8000/ledger --json"


def add(parser: argparse.ArgumentParser) -> None:
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--url", metavar="URL", help="the address of the ledger, or of the site that has it at /ledger/")
    where.add_argument("--dir", metavar="DIR", type=Path, help="a mirror (default: this installation's own ledger)")
    parser.add_argument(
        "--vkey", metavar="KEY", help="the verifier key that you trust (default: the one beside the ledger)"
    )
    parser.add_argument("--previous", metavar="FILE", type=Path, help="an older checkpoint that you kept")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def _address(url: str) -> str:
    url = url.rstrip("/")
    return url if url.endswith("/ledger") or "/ledger/" in url else f"{url}/ledger"


def _audit(args: argparse.Namespace) -> audit.Report:
    try:
        previous = args.previous.read_text(encoding="utf-8") if args.previous else None
    except OSError as error:
        raise saying.BadUse(f"{args.previous} cannot be read: {error.strerror}.") from None

    def progress(done: int, size: int) -> None:
        saying.draw(done, size, "entries")

    if args.url:
        try:
            return audit.audit_url(_address(args.url), vkey=args.vkey, previous=previous, progress=progress)
        except ValueError as error:
            raise saying.BadUse(f"{error}.") from None
    if args.dir:
        if not args.dir.is_dir():
            raise saying.BadUse(f"There is no directory {args.dir}.")
        return audit.audit_dir(args.dir, vkey=args.vkey, previous=previous, progress=progress)
    house.enter_database()
    from yuanba.kernel.ledger import publish

    with tempfile.TemporaryDirectory() as mirror:
        try:
            publish.export(Path(mirror))
        except LookupError as error:
            raise saying.Finding(f"The ledger cannot be read: {error}.") from None
        return audit.audit_dir(Path(mirror), vkey=args.vkey, previous=previous, progress=progress)


def run(args: argparse.Namespace) -> int:
    report = _audit(args)
    if args.json:
        saying.document({**asdict(report), "sound": report.sound})
    elif report.sound:
        print(f"{report.origin}: {report.size} entries of {len(report.units)} places, root {report.root}: sound.")
    else:
        chinese = saying.language() == "zh-hans"
        for problem in report.problems:
            saying.complain(f"[{problem.code}] {problem.message_zh if chinese else problem.message}")
    return 0 if report.sound else 1
