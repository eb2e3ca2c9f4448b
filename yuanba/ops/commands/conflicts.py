"""`yuanba conflicts`: posts that exclude each other, and acts in what concerned the one who acted or her family."""

import argparse
from typing import TYPE_CHECKING, Any

from yuanba.ops import house, saying

if TYPE_CHECKING:
    from yuanba.kernel.people.conflicts import Conflict

HELP = "Find conflicts of interest from declared kinship and interests."
EXAMPLE = "yuanba conflicts --in 510722101 --json"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--in", dest="place", default="", help="only within this place; the whole county by default")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(args: argparse.Namespace) -> int:
    house.enter_database()
    from yuanba import clock
    from yuanba.kernel.matters.conflicts import conflicts
    from yuanba.kernel.people.acts import local_day
    from yuanba.kernel.places.county import pack

    on = local_day(clock.now())
    scope = house.place(args.place, on).code if args.place else pack().code
    found = conflicts(scope, on)
    if args.json:
        saying.document({"on": on, "conflicts": [_told(one) for one in found]})
    else:
        for one in found:
            print(_sentence(one))
        print(f"{len(found)} found")
    return 1 if found else 0


def _told(one: "Conflict") -> dict[str, Any]:
    return {
        "kind": one.kind,
        "place": one.place.code,
        "matter": one.matter,
        "person": one.person.name,
        "post": one.post,
        "other": one.other.name,
        "kinship": one.kinship,
        "law": one.law,
        "sentence": _sentence(one),
    }


def _sentence(one: "Conflict") -> str:
    near = "herself" if one.person.pk == one.other.pk else f"{one.other.name} ({one.kinship})"
    where = f"{one.place.code} {one.place.name}"
    if one.kind == "posts":
        return f"{where}: {one.person.name} holds {one.post} and may not, because of {near}; {one.law}"
    return f"{where}: {one.person.name} ({one.post}) acted in {one.matter}, which concerns {near}; {one.law}"
