"""`yuanba chart PROCEDURE`: the chart on the wall, as SVG, BPMN 2.0 or text."""

import argparse
import sys

from yuanba.ops import house, saying

HELP = "Draw a procedure: SVG, BPMN 2.0 with diagram interchange, or text."
EXAMPLE = "yuanba chart four-two-one --svg --at resolve > chart.svg"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("procedure", metavar="PROCEDURE", help="its code; code.v2 for a version, else the newest")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--svg", dest="form", action="store_const", const="svg")
    form.add_argument("--bpmn", dest="form", action="store_const", const="bpmn")
    form.add_argument("--text", dest="form", action="store_const", const="text", help="the default")
    parser.add_argument("--at", metavar="STEP", help="the step (or end) to light")
    parser.add_argument("--tall", action="store_true", help="SVG for a phone")
    parser.add_argument("--language", choices=("zh-hans", "en"), default=saying.language())


def run(args: argparse.Namespace) -> int:
    pack = house.read_pack()
    code, versioned, version = args.procedure.partition(".v")
    try:
        procedure = pack.procedure(code, int(version) if versioned else None)
    except (KeyError, ValueError):
        known = ", ".join(sorted({one.code for one in pack.procedures.values()}))
        raise saying.BadUse(f"The pack has no procedure {args.procedure}; it has {known}.") from None
    if args.at is not None and args.at not in procedure.steps and args.at not in procedure.ends:
        raise saying.BadUse(f"{procedure.code} has no step {args.at}; it has {', '.join(procedure.steps)}.")
    bodies = {kind.code: kind.name[args.language] for kind in pack.bodies.values()}
    if args.form == "bpmn":
        from yuanba.kernel.procedures.bpmn import export

        sys.stdout.buffer.write(export(procedure, language=args.language, bodies=bodies))
    elif args.form == "svg":
        from yuanba.kernel.procedures.chart import svg
        from yuanba.kernel.procedures.drawing import Shape

        shape: Shape = "tall" if args.tall else "wide"
        print(svg(procedure, language=args.language, current=args.at, shape=shape, bodies=bodies), end="")
    else:
        from yuanba.kernel.procedures.textchart import text

        print(text(procedure, args.language, current=args.at, bodies=bodies), end="")
    return 0
