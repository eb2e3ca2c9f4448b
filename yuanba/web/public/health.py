"""Whether this process lives, and whether it can serve: for machines, without a language."""

import os
import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

LEAST_FREE = 200 * 2**20  # bytes: a scanned sheet, a checkpoint and the write-ahead log still fit


def healthz(request: HttpRequest) -> HttpResponse:
    """`/healthz`: the process answers."""
    return _plain(HttpResponse("ok\n", content_type="text/plain; charset=utf-8"))


def readyz(request: HttpRequest) -> HttpResponse:
    """`/readyz`: database, migrations, signer and disk, each true or false; 503 when one is not."""
    found = {"database": _database(), "migrations": _migrations(), "signer": _signer(), "disk": _disk()}
    return _plain(JsonResponse(found, status=200 if all(found.values()) else 503))


def _plain(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def _migrations() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def _signer() -> bool:
    return os.access(settings.YUANBA_SIGNING_KEY_FILE, os.R_OK)


def _disk() -> bool:
    try:
        return shutil.disk_usage(settings.YUANBA_DATA).free >= LEAST_FREE
    except OSError:
        return False
