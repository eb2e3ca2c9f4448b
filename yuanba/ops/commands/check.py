"""`yuanba check`: validate a county pack; every fault at once, each with its code."""

import argparse
from dataclasses import asdict

from yuanba.ops import house, saying

HELP = "Validate a county pack."
EXAMPLE = "yuanba check --pack county/santai --json"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pack", metavar="DIR", help="the pack's folder (default: YUANBA_PACK, else county/santai)")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(args: argparse.Namespace) -> int:
    from yuanba.kernel.places import pack_check
    from yuanba.kernel.procedures import checks

    problems = checks.check(house.pack_root(args.pack), also=[pack_check.check])
    if args.json:
        saying.document({"problems": [asdict(problem) for problem in problems]})
    elif problems:
        chinese = saying.language() == "zh-hans"
        for problem in problems:
            basis = f" ({problem.basis})" if problem.basis else ""
            saying.complain(f"[{problem.code}] {problem.message_zh if chinese else problem.message}{basis}")
    else:
        print("The pack is sound.")
    return 1 if problems else 0
