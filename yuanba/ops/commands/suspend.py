"""`yuanba suspend`: end institutions in a place from a day; what runs is finished as it began."""

import argparse

from yuanba.ops import house, saying

HELP = "End the adoption of institutions in a place from a day."
EXAMPLE = "yuanba suspend four-two-one --in 510722101 --on 2027-01-01"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codes", metavar="CODE", nargs="+", help="institutions of the pack")
    parser.add_argument("--in", dest="place", metavar="PLACE", required=True, help="code of a county, township or unit")
    parser.add_argument("--on", metavar="DATE", type=house.day, required=True, help="first day without it, YYYY-MM-DD")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(args: argparse.Namespace) -> int:
    house.enter_database()
    from yuanba import clock
    from yuanba.kernel.registers.adopting import suspend_all

    place = house.place(args.place, args.on)
    with house.refusals():
        suspend_all(
            institutions=args.codes, place=place, on=args.on, at=clock.now(), body=house.acting_body(place.code)
        )
    if args.json:
        rows = [{"institution": code, "place": place.code, "until": args.on} for code in args.codes]
        saying.document(rows[0] if len(rows) == 1 else {"suspended": rows})
    else:
        for code in args.codes:
            print(f"{code} is no longer in force in {place.code} {place.name} from {args.on}.")
    return 0
