"""`yuanba demo`: build the demonstration, or find it built, print its addresses and accounts, and serve it."""

import argparse
import os
import time
from pathlib import Path

from yuanba.ops import house, saying
from yuanba.ops.demo import marker

HELP = "Build (or reuse) the demonstration county and serve it on this machine."
EXAMPLE = "yuanba demo --port 8000 --data .demo"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data", type=Path, default=None, metavar="DIR", help="its directory (default: YUANBA_DATA, else ./data)"
    )
    parser.add_argument("--port", type=house.port, default=8000, metavar="N")
    parser.add_argument("--no-serve", action="store_true", help="build only")
    parser.add_argument("--units", default="all", metavar="all|CODE,…", help="units that get bodies and people")
    parser.add_argument("--matters", type=int, default=0, metavar="N", help="further matters to strew over the units")


def run(args: argparse.Namespace) -> int:
    if args.matters < 0:
        raise saying.BadUse("--matters takes a number from 0.")
    data = (args.data or Path(os.environ.get("YUANBA_DATA") or "data")).resolve()
    marker.ours(data)
    os.environ["YUANBA_DEMO"] = "1"
    os.environ["YUANBA_DATA"] = str(data)
    os.environ.setdefault("YUANBA_BASE_URL", f"http://127.0.0.1:{args.port}")
    house.enter()
    if "demo" not in house.deployed_pack().settings:
        raise saying.Finding("The pack's county.toml has no [demo], which says that everything is invented.")
    from yuanba.ops.demo.build import build
    from yuanba.ops.holding import holding
    from yuanba.ops.server import serve

    with holding(data):
        began = time.monotonic()
        build(data, units=args.units, matters=args.matters)
        saying.say(f"The demonstration is ready in {data} ({time.monotonic() - began:.1f} s).")
        if args.no_serve:
            return 0
        _greet(args.port)
        return serve(port=args.port)


def _greet(port: int) -> None:
    """The addresses to open and the accounts to sign in with."""
    from yuanba.kernel.people.models import Account
    from yuanba.kernel.places.models import Place
    from yuanba.ops.demo.build import data_dir
    from yuanba.ops.demo.cast import PASSWORD

    root = f"http://127.0.0.1:{port}"
    held = marker.read(data_dir())
    tour = held.tour if held else {}
    accounts = list(Account.objects.filter(person__isnull=False).select_related("person").order_by("pk"))
    homes = {account.person.unit for account in accounts if account.person}
    names = {place.code: f"{place.name} {place.name_en}" for place in Place.objects.filter(code__in=homes)}
    county = house.deployed_pack().name
    lines = [f"  {root}/  {county.zh} {county.en}", f"  {root}/en/  in English"]
    if tour:
        lines += [
            f"  {root}/p/{tour['unit']}/  {names[tour['unit']]}",
            f"  {root}/m/{tour['matter']}/  the tour's matter",
        ]
    lines += [
        f"  {root}/desk/  the desk, after signing in",
        f"Accounts, all with the password {PASSWORD}; {root}/demo/ changes from one to another:",
    ]
    for code in sorted(names, key=len, reverse=True):
        lines.append(f"  {names[code]}")
        lines += [f"    {one.username} {one.person.name}" for one in accounts if one.person and one.person.unit == code]
    saying.say(
        "\n".join(
            ["演示：人物均为虚构，非官方 · Demonstration: invented persons, not official", *lines, "Ctrl-C stops."]
        )
    )
