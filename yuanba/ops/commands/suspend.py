"""`yuanba suspend`: end the adoption of an institution in a place from a day; matters that run are finished."""

import argparse

from yuanba.ops import house, saying

HELP = "End the adoption of an institution in a place from a day."
EXAMPLE = "yuanba suspend four-two-one --in 510722101 --on 2027-01-01"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="an institution of the pack")
    parser.add_argument("--in", dest="place", metavar="PLACE", required=True, help="code of a county, township or unit")
    parser.add_argument("--on", metavar="DATE", type=house.day, required=True, help="first day without it, YYYY-MM-DD")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(args: argparse.Namespace) -> int:
    house.enter_database()
    from yuanba import clock
    from yuanba.kernel.registers.acts import suspend

    place = house.place(args.place, args.on)
    with house.refusals():
        suspend(institution=args.code, place=place, on=args.on, at=clock.now(), body=house.acting_body(place.code))
    if args.json:
        saying.document({"institution": args.code, "place": place.code, "until": args.on})
    else:
        print(f"{args.code} is no longer in force in {place.code} {place.name} from {args.on}.")
    return 0
