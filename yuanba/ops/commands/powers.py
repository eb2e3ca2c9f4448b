"""`yuanba powers verify`: every item of the five lists has what it must, and its chart is that of what runs."""

import argparse
from dataclasses import asdict

from yuanba.ops import house, saying
from yuanba.ops.actions import action

HELP = "Count the five lists of powers and verify every item and its chart."
EXAMPLE = "yuanba powers verify --json\n  yuanba powers verify --pack county/santai"


def add(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="verify", required=True)
    verify = action(
        actions,
        "verify",
        help="count and verify the lists",
        description="Count the five lists of powers and verify every item and its chart; needs no database.",
        example=EXAMPLE,
    )
    verify.add_argument("--pack", metavar="DIR", help="the pack's folder (default: YUANBA_PACK, else county/santai)")
    verify.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(args: argparse.Namespace) -> int:
    from yuanba.kernel.procedures import accounting

    pack = house.read_pack(house.pack_root(args.pack))
    if accounting.POWERS not in pack.registers:
        raise saying.Finding(f"The pack has no register {accounting.POWERS}.")
    counts, flaws = accounting.counts(pack), accounting.account(pack)
    if args.json:
        saying.document({"counts": counts, "problems": [asdict(flaw) for flaw in flaws]})
        return 1 if flaws else 0
    chinese = saying.language() == "zh-hans"
    for flaw in flaws:
        saying.complain(f"{flaw.item} [{flaw.code}] {flaw.message_zh if chinese else flaw.message}")
    print(" / ".join(f"{code} {number}" for code, number in counts.items()))
    return 1 if flaws else 0
