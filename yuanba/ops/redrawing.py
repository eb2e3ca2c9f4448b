"""`yuanba places merge` and `split`: the preview on the terminal, and the act, or an order where the day is later."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yuanba.ops import house, saying

if TYPE_CHECKING:
    from yuanba.institutions.redrawing.order import Basis, Order
    from yuanba.institutions.redrawing.plan import Plan

BASIS_HELP = "number of the matter in which a community agreed, once for each; a village's own consent is found"


def add_merge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codes", metavar="CODE", nargs="+", help="units that are merged")
    parser.add_argument("--into", metavar="CODE", required=True, help="the unit that takes over; a free code founds it")
    parser.add_argument("--name", default="", help="name of the unit that is founded")
    _both(parser)


def add_split(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codes", metavar="CODE", nargs=1, help="the unit that is split")
    parser.add_argument(
        "--into",
        metavar="CODE[=THING,…]",
        action="append",
        required=True,
        help="a unit that takes over, and what it gets: codes of inner places, numbers of households or matters",
    )
    parser.add_argument("--name", metavar="CODE=NAME", action="append", default=[], help="of a unit that is founded")
    parser.add_argument("--rest", metavar="CODE", default="", help="who gets all that is not named")
    _both(parser)


def _both(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", metavar="DATE", type=house.day, required=True, help="the day, YYYY-MM-DD")
    parser.add_argument("--approval", default="", help="number of the county's document of approval")
    parser.add_argument("--agreed", metavar="NUMBER", action="append", default=[], help=BASIS_HELP)
    parser.add_argument("--paper", metavar="FILE", type=Path, help="scan of the county's approval")
    parser.add_argument("--dry-run", action="store_true", help="only show what would move")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def _pairs(texts: list[str]) -> dict[str, str]:
    pairs = {}
    for text in texts:
        code, given, value = text.partition("=")
        if not given:
            raise saying.BadUse(f"--name takes CODE=NAME here, not {text}.")
        pairs[code] = value
    return pairs


def merger(codes: list[str], into: str, name: str, on: date) -> "Order":
    """The order of a merger."""
    from yuanba.institutions.redrawing.order import Heir, Order

    return Order("merge", tuple(dict.fromkeys(codes)), (Heir(into, name),), on)


def split(code: str, into: list[str], names: dict[str, str], rest: str, on: date) -> "Order":
    """The order of a split."""
    from yuanba.institutions.redrawing.order import Choices, Heir, Order

    heirs: list[Heir] = []
    given: dict[str, str] = {}
    for text in into:
        heir, _, things = text.partition("=")
        heirs.append(Heir(heir, names.get(heir, "")))
        given |= {thing.strip(): heir for thing in things.split(",") if thing.strip()}
    return Order("split", (code,), tuple(heirs), on, Choices(given, rest))


def run(args: argparse.Namespace) -> int:
    """Show what an order moves, and carry it out unless it is a dry run."""
    house.enter_database()
    if args.action == "merge":
        order = merger(args.codes, args.into, args.name, args.on)
    else:
        order = split(args.codes[0], args.into, _pairs(args.name), args.rest, args.on)
    with house.refusals():
        made, leaf, state = _carry_out(args, order)
    told = {
        **made.statement,
        "undecided": [{"key": one.key, "what": one.what, "name": one.name} for one in made.undecided],
        "digest": made.digest,
        "done": state == "done",
        "ordered": state == "ordered",
        "leaf": leaf,
    }
    if args.json:
        saying.document(told)
    else:
        _tell(made, leaf, state)
    return 1 if made.undecided else 0


def _carry_out(args: argparse.Namespace, order: "Order") -> tuple["Plan", str, str]:
    from uuid import uuid4

    from yuanba import clock
    from yuanba.institutions.redrawing.ordering import give
    from yuanba.institutions.redrawing.plan import plan
    from yuanba.kernel.places.models import Redrawing
    from yuanba.kernel.places.succession import meeting

    at = clock.now()
    made = plan(order, at=at)
    if args.dry_run:
        return made, "", ""
    body = house.acting_body(meeting(order.codes))
    row = give(order=order, basis=_basis(args), body=body, at=at, key=uuid4(), seen=made.digest)
    return made, row.leaf, "done" if isinstance(row, Redrawing) else "ordered"


def _basis(args: argparse.Namespace) -> "Basis":
    from yuanba.institutions.redrawing.order import Basis
    from yuanba.kernel.matters import uploads

    paper: dict[str, Any] | None = None
    if args.paper is not None:
        if not args.paper.is_file():
            raise saying.BadUse(f"There is no file {args.paper}.")
        paper = uploads.keep(args.paper.read_bytes(), args.paper.name)
    return Basis(args.approval, tuple(args.agreed), paper)


def _tell(made: "Plan", leaf: str, state: str) -> None:
    from yuanba.institutions.redrawing.words import COUNTS

    chinese = saying.language() == "zh-hans"
    names = {code: made.place(code).name for code in made.order.codes}
    old, new = (" ".join(f"{code} {names[code]}" for code in codes) for codes in (made.ground.old, made.ground.heirs))
    print(f"{made.order.kind} {made.order.on}: {old} → {new}")
    for key, words in COUNTS.items():
        if number := made.counts[key]:
            print(f"{number:>7}  {words.zh if chinese else words.en}")
    for need in made.bodies.needs:
        if need.fate == "elect":
            print(
                f"  {need.heir} {need.kind}: to be elected or appointed ({', '.join(need.elected_by) or 'see its law'})"
            )
    for one in made.undecided:
        print(f"  undecided: {one.what} {one.key} {one.name}")
    said = {"done": f"Done; ledger leaf {leaf}.", "ordered": f"Ordered for {made.order.on}; ledger leaf {leaf}."}
    print(said.get(state, "Nothing was changed."))
