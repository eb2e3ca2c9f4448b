"""`yuanba ledgers`: which fields of ledgers are derived; derived once more, and compared with what was sealed."""

import argparse
from datetime import date
from typing import Any

from yuanba.ops import house, saying

HELP = "Derive every ledger and compare it with what was sealed."
EXAMPLE = "yuanba ledgers --json --in 510722101201 --check"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.add_argument("--in", dest="place", metavar="PLACE", help="a place and all in it; without it the county")
    parser.add_argument("--year", type=int, metavar="YEAR", help="the rows of this year; without it of the current one")
    parser.add_argument("--check", action="store_true", help="fail where there is no database to compare with")


def run(args: argparse.Namespace) -> int:
    from yuanba.institutions.ledgers.words import told

    county = house.read_pack()
    document: dict[str, Any] = told(county)
    document |= {"snapshots": 0, "mismatches": []}
    if house.enter_if_any():
        _derive(document, args.place or county.code, args.year)
    elif args.check or args.place or args.year:
        raise saying.BadUse("There is no database to derive ledgers from.")
    if args.json:
        saying.document(document)
    else:
        key = "name" if saying.language() == "zh-hans" else "name_en"
        for row in document["ledgers"]:
            derived = sum(field["derived"] for field in row["fields"])
            print(f"{row['code']}  {derived:>2}/{len(row['fields']):<2}  {row.get('rows', '—')!s:>6}  {row[key]}")
        print(f"{document['derived']} of {document['total']} fields derived ({document['share']:.1%})")
        print(f"{document['snapshots']} sealed ledgers, {len(document['mismatches'])} mismatches")
    return 1 if document["mismatches"] or document["share"] < 0.9 else 0


def _derive(document: dict[str, Any], place: str, year: int | None) -> None:
    """Derive each ledger of a year (up to today) once more, count its rows, and compare all that was sealed."""
    from dataclasses import asdict

    from yuanba import clock
    from yuanba.institutions.ledgers.forms import forms
    from yuanba.institutions.ledgers.sealing import compare, digests
    from yuanba.institutions.ledgers.span import Span
    from yuanba.kernel.people.acts import local_day

    at = clock.now()
    today = local_day(at)
    house.place(place, today)
    year = today.year if year is None else year
    if not 1 <= year <= today.year:
        raise saying.BadUse("--year is this year or one before it.")
    first, last = date(year, 1, 1), min(date(year, 12, 31), today)
    for row in saying.bar(document["ledgers"], "ledgers"):
        form = forms()[row["code"]]
        row["rows"], row["digests"] = digests(form, Span(place, first, last, at))
    document["snapshots"], wrong = compare(place)
    document["mismatches"] = [asdict(one) for one in wrong]
