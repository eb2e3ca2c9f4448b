"""`yuanba serve`: the production server on the configured database, with the ticker."""

import argparse

from yuanba.ops import house

HELP = "Serve the configured database, with the ticker."
EXAMPLE = "yuanba serve --port 8000"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=house.port, default=8000, metavar="N")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--workers", type=int, default=None, metavar="N", help="1 on SQLite, 2 on PostgreSQL")


def run(args: argparse.Namespace) -> int:
    house.enter_database()
    from pathlib import Path

    from django.conf import settings

    from yuanba.ops.holding import holding
    from yuanba.ops.server import serve

    with holding(Path(settings.YUANBA_DATA)):
        return serve(port=args.port, host=args.host, workers=args.workers)
