"""`yuanba coverage BODY`: which places that should have a body have it not, or not complete."""

import argparse
from dataclasses import asdict

from yuanba.ops import house, saying

HELP = "Name the places that lack a body which they should have."
EXAMPLE = "yuanba coverage supervision_committee --json"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("body", metavar="BODY", help="a kind of body of the pack, such as supervision_committee")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(args: argparse.Namespace) -> int:
    house.enter_database()
    from yuanba import clock
    from yuanba.kernel.people.acts import local_day
    from yuanba.kernel.people.coverage import coverage
    from yuanba.kernel.people.vacancies import total
    from yuanba.kernel.places.county import pack

    if args.body not in pack().bodies:
        raise saying.BadUse(f"The pack has no body {args.body}; it has {', '.join(sorted(pack().bodies))}.")
    found = coverage(args.body, local_day(clock.now()), seats=True)
    seats = total(found.seats)
    missing = [
        {
            "code": gap.place.code,
            "name": gap.place.name,
            "township": gap.place.parent.name if gap.place.parent else "",
            "members": gap.members,
            "least": gap.least,
        }
        for gap in found.gaps
    ]
    if args.json:
        lacks = [{"code": one.place.code, "lacks": [words.zh for words in one.words]} for one in found.lacks]
        ending = [{"code": one.place.code, "until": one.until, "over": one.over} for one in found.ending]
        saying.document(
            {
                "body": args.body,
                "whole": found.whole,
                "covered": found.covered,
                "missing": missing,
                "lacks": lacks,
                "ending": ending,
                "seats": asdict(seats),
                "units": [
                    {"code": one.place.code, "name": one.place.name, **asdict(one.numbers)} for one in found.seats
                ],
            }
        )
    else:
        print(f"{args.body}: {found.covered} of {found.whole}")
        if found.seats:
            print(f"  {seats.held} seats held, at least {seats.least} declared, {seats.vacant} vacant")
        for row in missing:
            state = "none" if row["members"] is None else f"{row['members']} of at least {row['least']} members"
            print(f"  {row['code']} {row['township']}{row['name']}: {state}")
        for lack in found.lacks:
            print(f"  {lack.place.code} {lack.place.name}: {'; '.join(words.en for words in lack.words)}")
        for end in found.ending:
            print(f"  {end.place.code} {end.place.name}: the term {'ended' if end.over else 'ends'} on {end.until}")
    return 1 if missing else 0
