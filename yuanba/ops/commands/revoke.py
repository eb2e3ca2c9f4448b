"""`yuanba revoke`: take back adoptions of a place before the day on which they were to begin; one act."""

import argparse

from yuanba.ops import house, saying

HELP = "Revoke adoptions in a place that have not begun."
EXAMPLE = "yuanba revoke four-two-one --in 510722101 --since 2027-06-01"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codes", metavar="CODE", nargs="+", help="institutions of the pack")
    parser.add_argument("--in", dest="place", metavar="PLACE", required=True, help="code of a county, township or unit")
    parser.add_argument(
        "--since", metavar="DATE", type=house.day, required=True, help="the day on which they were to begin, YYYY-MM-DD"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(args: argparse.Namespace) -> int:
    house.enter_database()
    from yuanba import clock
    from yuanba.kernel.registers.adopting import revoke_all

    place = house.place(args.place, args.since)
    with house.refusals():
        revoke_all(
            institutions=args.codes, place=place, since=args.since, at=clock.now(), body=house.acting_body(place.code)
        )
    if args.json:
        rows = [{"institution": code, "place": place.code, "since": args.since} for code in args.codes]
        saying.document({"revoked": rows})
    else:
        for code in args.codes:
            print(f"{code} does not begin in {place.code} {place.name} on {args.since}: revoked.")
    return 0
