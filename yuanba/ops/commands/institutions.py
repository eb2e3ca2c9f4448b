"""`yuanba institutions`: what the pack declares and where it is in force today."""

import argparse

from yuanba.ops import house, saying

HELP = "List the institutions that the pack declares and where each is adopted."
EXAMPLE = "yuanba institutions --json"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(args: argparse.Namespace) -> int:
    pack = house.read_pack()
    adopted = _adopted() if house.enter_if_any() else {}
    rows = [
        {
            "code": one.code,
            "name": one.name.zh,
            "name_en": one.name.en,
            "procedures": list(one.procedures),
            "registers": list(one.registers),
            "boards": list(one.boards),
            "adopted_in": adopted.get(one.code, []),
        }
        for one in sorted(pack.institutions.values(), key=lambda one: one.number)
    ]
    if args.json:
        saying.document({"institutions": rows})
        return 0
    key = "name" if saying.language() == "zh-hans" else "name_en"
    for row in rows:
        print(f"{row['code']:<24} {row[key]}  [{', '.join(row['adopted_in']) or '—'}]")
    return 0


def _adopted() -> dict[str, list[str]]:
    """Codes of the places where each institution is in force today."""
    from yuanba import clock
    from yuanba.kernel.people.acts import local_day
    from yuanba.kernel.places.scope import valid_on
    from yuanba.kernel.registers.acts import ADOPTIONS
    from yuanba.kernel.registers.models import Record

    rows = Record.objects.filter(valid_on(local_day(clock.now())), register=ADOPTIONS).order_by("place__code", "code")
    found: dict[str, list[str]] = {}
    for code, place in rows.values_list("code", "place__code"):
        found.setdefault(code, []).append(place)
    return found
