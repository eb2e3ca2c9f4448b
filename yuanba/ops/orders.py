"""`yuanba places orders` and `yuanba places revoke`: what waits for its day, and taking it back."""

import argparse
from typing import TYPE_CHECKING, Any

from yuanba.ops import house, saying

if TYPE_CHECKING:
    from yuanba.kernel.places.models import RedrawingOrder


def add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def add_revoke(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("order", metavar="ORDER", type=int, help="its number, as `yuanba places orders` tells it")
    parser.add_argument("--because", required=True, help="the reason; it is public")


def run(args: argparse.Namespace) -> int:
    """List the orders that are pending, or revoke one."""
    house.enter_database()
    return _revoke(args) if args.action == "revoke" else _list(args)


def _list(args: argparse.Namespace) -> int:
    from yuanba.institutions.redrawing.act import PENDING
    from yuanba.kernel.places.models import RedrawingOrder

    found = [_told(row) for row in RedrawingOrder.objects.filter(PENDING).order_by("on", "pk")]
    if args.json:
        saying.document({"orders": found})
        return 0
    for one in found:
        print(f"{one['order']}  {one['on']}  {one['kind']}: {' '.join(one['old'])} -> {' '.join(one['new'])}")
        if one["held"]:
            print(f"    not done: {one['held']}")
    if not found:
        print("No order is pending.")
    return 0


def _told(row: "RedrawingOrder") -> dict[str, Any]:
    import json

    from yuanba.institutions.redrawing.ordering import reason

    held = reason(row)
    return {
        "order": row.pk,
        **json.loads(row.statement),
        "leaf": row.leaf,
        "held": held.sentence(saying.language()) if held else None,
    }


def _revoke(args: argparse.Namespace) -> int:
    from uuid import uuid4

    from yuanba import clock
    from yuanba.institutions.redrawing.act import COUNTY_OFFICE
    from yuanba.institutions.redrawing.ordering import revoke
    from yuanba.kernel.places.models import RedrawingOrder

    body = f"{house.read_pack().code}/{COUNTY_OFFICE}"
    if not RedrawingOrder.objects.filter(pk=args.order).exists():
        raise saying.BadUse(f"There is no order {args.order}.")
    with house.refusals():
        row = revoke(order=args.order, body=body, because=args.because, at=clock.now(), key=uuid4())
    print(f"Order {row.pk} for {row.on} is revoked.")
    return 0
