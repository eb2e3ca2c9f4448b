"""`yuanba spread`: what a pilot runs put in force elsewhere, with the pilot's versions and parameters; one act."""

import argparse

from yuanba.ops import house, saying
from yuanba.ops.changing import show

HELP = "Spread institutions from a pilot to another place, with the pilot's versions and parameters."
EXAMPLE = "yuanba spread four-two-one --from 510722101 --to 510722 --since 2027-01-01"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codes", metavar="CODE", nargs="*", help="institutions of the pack")
    parser.add_argument("--all", action="store_true", help="every institution that is in force in the pilot")
    parser.add_argument("--from", dest="source", metavar="PLACE", required=True, help="code of the pilot")
    parser.add_argument("--to", dest="place", metavar="PLACE", required=True, help="code of a county, township or unit")
    parser.add_argument("--since", metavar="DATE", type=house.day, required=True, help="first day, YYYY-MM-DD")
    parser.add_argument("--dry-run", action="store_true", help="only show what would change")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(args: argparse.Namespace) -> int:
    codes = [] if args.all else house.institutions(args.codes, every=False)
    house.enter_database()
    from yuanba import clock
    from yuanba.kernel.registers.adopting import adopted_in, preview, spread

    source, place = house.place(args.source, args.since), house.place(args.place, args.since)
    if args.all:
        codes = adopted_in(source.code, args.since)
        if not codes:
            raise saying.Finding(f"Nothing is in force in {source.code} {source.name} on {args.since}.")
    with house.refusals():
        at = clock.now()
        change = preview(institutions=codes, place=place, since=args.since, params={}, at=at, source=source)
        if not args.dry_run:
            spread(
                institutions=codes,
                source=source,
                place=place,
                since=args.since,
                at=at,
                body=house.acting_body(place.code),
            )
    show(change, place, args.since, dry=args.dry_run, as_json=args.json)
    return 0
