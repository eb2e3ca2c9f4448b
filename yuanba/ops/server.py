"""Serving: granian's workers for people, one ticker for time, one server to a data directory on SQLite."""

import multiprocessing
import socket

from django.conf import settings
from django.db import connections

from yuanba.ops import static, ticking
from yuanba.ops.saying import BadUse

THREADS_SQLITE = 8  # one worker: SQLite has one writer, and reads share the page cache
THREADS_POSTGRESQL = 4
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadUse(f"Port {port} on {host} cannot be used: {error.strerror}.") from None


def serve(*, port: int, host: str = "127.0.0.1", workers: int | None = None) -> int:
    """Serve until interrupted; returns the exit code. A demonstration is refused any address but this machine's."""
    if settings.YUANBA_DEMO and host not in LOOPBACK:
        raise BadUse("A demonstration lets everybody act as anybody, so it serves on 127.0.0.1 only.")
    _refuse_taken(host, port)
    sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    if sqlite and (workers or 1) > 1:
        raise BadUse("SQLite is served by one worker; use PostgreSQL for more.")
    mount = static.gather()
    # The parent keeps no connection open and its children start afresh.
    connections.close_all()
    multiprocessing.set_start_method("spawn", force=True)
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    threads = THREADS_SQLITE if sqlite else THREADS_POSTGRESQL
    server = Granian(
        "yuanba.ops.door:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers or (1 if sqlite else 2),
        blocking_threads=threads,
        backpressure=threads * 16,
        websockets=False,
        static_path_route=[settings.STATIC_URL.rstrip("/")],
        static_path_mount=[mount],
        static_path_expires=3600,
        log_level=LogLevels.error,
        workers_kill_timeout=10,
        respawn_failed_workers=True,
    )
    ticker = ticking.Ticker()
    ticker.start()
    try:
        server.serve()
    finally:
        ticker.stop()
    return 0
