"""`yuanba tick`: do what is due and order the ledger. A server does this by itself every few seconds."""

import argparse
from dataclasses import asdict

from yuanba.ops import house, saying

HELP = "Do everything that is due: deadlines, take-downs, the order of the ledger."
EXAMPLE = "yuanba tick --now 2026-12-20T09:00+08:00"

# Terms and periods reach further than the day on which they begin, and dates end in 9999.
LAST_YEAR = 2200


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--now", metavar="ISO8601", type=house.instant, help="wind the demonstration's clock forward to this instant"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(args: argparse.Namespace) -> int:
    house.enter_database()
    from django.conf import settings

    from yuanba import clock
    from yuanba.kernel.ledger.note import NoteError
    from yuanba.kernel.ledger.sequence import LedgerDamaged
    from yuanba.ops import ticking

    if args.now is not None:
        if not settings.YUANBA_DEMO:
            raise saying.BadUse("--now winds the clock of a demonstration only: set YUANBA_DEMO=1.")
        if args.now.year > LAST_YEAR:
            raise saying.BadUse(f"The clock of a demonstration goes to the year {LAST_YEAR}.")
        if args.now < clock.now():
            raise saying.BadUse(f"The clock only goes forward, and it is {clock.now().isoformat()}.")
        clock.wind(args.now)
    now = clock.now()
    try:
        done = ticking.once(now)
    except NoteError as error:
        raise saying.BadUse(f"{error}.") from None
    except LedgerDamaged as error:
        raise saying.Finding(f"{error}.") from None
    except LookupError:
        raise saying.Finding("The ledger has not been founded: run `yuanba places import` first.") from None
    if args.json:
        saying.document({"now": now, **asdict(done)})
    else:
        print(f"{now.isoformat()}: {done.acts} acts, {done.sealed} days sealed, {done.sequenced} entries ordered.")
    return 0
