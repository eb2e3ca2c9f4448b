"""`yuanba adopt`: put institutions in force in a place and everything under it, from a day; an act of that place."""

import argparse

from yuanba.ops import house, saying
from yuanba.ops.changing import show

HELP = "Adopt institutions in a place from a day, all of them or none."
EXAMPLE = "yuanba adopt four-two-one --in 510722101 --since 2026-12-01 --set posting_days=20"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codes", metavar="CODE", nargs="*", help="institutions of the pack")
    parser.add_argument("--all", action="store_true", help="every institution of the pack")
    parser.add_argument("--in", dest="place", metavar="PLACE", required=True, help="code of a county, township or unit")
    parser.add_argument("--since", metavar="DATE", type=house.day, required=True, help="first day, YYYY-MM-DD")
    parser.add_argument(
        "--set", dest="params", metavar="KEY=VALUE", action="append", default=[], help="local parameter"
    )
    parser.add_argument("--dry-run", action="store_true", help="only show what would change")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def _params(pairs: list[str]) -> dict[str, int]:
    params = {}
    for pair in pairs:
        key, given, value = pair.partition("=")
        if not given or not value.isdecimal():
            raise saying.BadUse(f"--set takes KEY=VALUE with a whole number, not {pair}.")
        params[key] = int(value)
    return params


def run(args: argparse.Namespace) -> int:
    params = _params(args.params)
    codes = house.institutions(args.codes, every=args.all)
    house.enter_database()
    from yuanba import clock
    from yuanba.kernel.registers.adopting import adopt_all, preview

    place = house.place(args.place, args.since)
    with house.refusals():
        at = clock.now()
        change = preview(institutions=codes, place=place, since=args.since, params=params, at=at)
        if not args.dry_run:
            adopt_all(
                institutions=codes,
                place=place,
                since=args.since,
                params=params,
                at=at,
                body=house.acting_body(place.code),
            )
    show(change, place, args.since, dry=args.dry_run, as_json=args.json)
    return 0
