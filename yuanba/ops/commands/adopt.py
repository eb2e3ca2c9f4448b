"""`yuanba adopt`: put an institution in force in a place and everything under it, from a day; an act of that place."""

import argparse

from yuanba.ops import house, saying

HELP = "Adopt an institution in a place from a day."
EXAMPLE = "yuanba adopt four-two-one --in 510722101 --since 2026-12-01 --set posting_days=20"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="an institution of the pack")
    parser.add_argument("--in", dest="place", metavar="PLACE", required=True, help="code of a county, township or unit")
    parser.add_argument("--since", metavar="DATE", type=house.day, required=True, help="first day, YYYY-MM-DD")
    parser.add_argument(
        "--set", dest="params", metavar="KEY=VALUE", action="append", default=[], help="local parameter"
    )
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
    house.enter_database()
    from yuanba import clock
    from yuanba.kernel.registers.acts import adopt

    place = house.place(args.place, args.since)
    with house.refusals():
        adoption = adopt(
            institution=args.code,
            place=place,
            since=args.since,
            params=params,
            at=clock.now(),
            body=house.acting_body(place.code),
        )
    answer = {
        "institution": adoption.institution,
        "place": adoption.place,
        "since": adoption.since,
        "versions": dict(adoption.versions),
        "params": dict(adoption.params),
    }
    if args.json:
        saying.document(answer)
    else:
        set_to = ", ".join(f"{key}={value}" for key, value in adoption.params.items())
        print(f"{adoption.institution} is in force in {place.code} {place.name} from {adoption.since} ({set_to}).")
    return 0
