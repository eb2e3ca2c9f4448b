"""`yuanba pilot CODE`: an institution before and after its adoption in a place, and beside the units without it."""

import argparse

from yuanba.ops import house, saying

HELP = "Report on a pilot: before and after, and beside the units without it, on counts that the house holds."
EXAMPLE = "yuanba pilot four-two-one --in 510722101 --json"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="an institution of the pack")
    parser.add_argument("--in", dest="place", metavar="PLACE", required=True, help="code of a county, township or unit")
    parser.add_argument(
        "--since", metavar="DATE", type=house.day, help="the day that divides; the adoption's by default"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(args: argparse.Namespace) -> int:
    house.enter_database()
    from yuanba import clock
    from yuanba.institutions import telling
    from yuanba.kernel.people.acts import local_day
    from yuanba.kernel.places.county import pack

    institution = pack().institutions.get(args.code)
    if institution is None:
        raise saying.BadUse(f"The pack has no institution {args.code}.")
    now = clock.now()
    place = house.place(args.place, local_day(now))
    asked = telling.ask(institution, place, args.since, now)
    if asked is None:
        raise saying.Finding(
            f"{args.code} is not in force in {place.code} {place.name}, or not yet; name a past day with --since."
        )
    answer = telling.document(institution, place, asked)
    if args.json:
        saying.document(answer)
        return 0
    span = answer["windows"]
    print(f"{args.code} in {place.code} {place.name}: {span['days']} days before and after {span['since']}")
    heads = [f"{one['side']}, {one['span']}" for one in answer["cells"]]
    print(f"{'':<24}" + "".join(f"{head:>18}" for head in heads))
    for key in telling.FIGURES:
        values = ["—" if one[key] is None else str(one[key]) for one in answer["cells"]]
        print(f"{key:<24}" + "".join(f"{value:>18}" for value in values))
    for caution in answer["cautions"]:
        print(caution["zh" if saying.language() == "zh-hans" else "en"])
    return 0
