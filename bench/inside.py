"""What is measured without HTTP, in a process on one of the databases: the ledger, a printed notice, counts of queries.

Run by the benchmark: `python -m bench.inside FACTS`. Each line read is the name of a measure; each line written is its
answer in JSON: seconds of every run, or the number of queries by row.
"""

import json
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.rows import ROWS, Row, proposal, words  # noqa: E402
from yuanba import clock  # noqa: E402
from yuanba.kernel.ledger import acts, audit, tiles, tlog  # noqa: E402
from yuanba.kernel.ledger.models import Checkpoint  # noqa: E402
from yuanba.ops import static  # noqa: E402
from yuanba.web.public.notice import load  # noqa: E402
from yuanba.web.public.papers import notice_sheet  # noqa: E402

ROUND = 20
AUDITED = 10_000
BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def timed(run: Callable[[], Any], times: int) -> list[float]:
    found = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        found.append(time.perf_counter() - began)
    return found


class Inside:
    """The measures of one database, by name."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self.facts = facts
        self.chance = random.Random(1)

    def bare_insert(self) -> list[float]:
        """A bare INSERT in a transaction of its own."""

        def run() -> None:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("INSERT INTO bench_line (account, at, words) VALUES (%s, %s, %s)", [1, "now", "words"])

        return timed(run, ROUND)

    def append(self) -> list[float]:
        """One ledger entry with a document and a secret, in a transaction of its own."""
        unit, document = self.facts["unit"], bytes(32)

        def run() -> None:
            with transaction.atomic():
                acts.append(
                    unit=unit,
                    kind="bench.done",
                    at=clock.now(),
                    body=f"{unit}/committee",
                    documents=[document],
                    secrets=[b"secret"],
                )

        return timed(run, ROUND)

    def proof(self) -> list[float]:
        """The inclusion proof of an entry anywhere in the log."""
        size = tiles.size()
        return timed(lambda: tiles.inclusion(self.chance.randrange(size), size), ROUND)

    def verify(self) -> list[float]:
        """The audit of the log's first 10,000 entries (or all, where there are fewer) from their public files."""
        signed = Checkpoint.objects.filter(size__lte=AUDITED).order_by("-size")[0]
        with tempfile.TemporaryDirectory() as name:
            mirror(Path(name), signed.size, signed.note)
            began = time.perf_counter()
            report = audit.audit_dir(Path(name))
            took = time.perf_counter() - began
        if not report.sound or report.size != signed.size:
            raise RuntimeError(f"the seeded ledger does not verify: {report.problems[:1]}")
        return [took * AUDITED / signed.size]

    def paper(self) -> list[float]:
        """A notice read, set and written as an A4 PDF; each with other words, as typst remembers what it has set."""
        from dataclasses import replace

        from django.http import HttpRequest

        from yuanba.web.paper import press

        def run() -> None:
            notice = load(HttpRequest(), self.facts["notice"])
            sheet = replace(notice_sheet(notice), title=f"{notice.title} {self.chance.randrange(10**6)}")
            press.pdf(sheet, timestamp=notice.since)

        return timed(run, 4)

    def queries(self) -> dict[str, int]:
        """Queries of each row, without the brackets of transactions. A first reading warms what a process keeps."""
        return {row.key: found for row in ROWS if row.how != "static" and (found := self._count(row)) is not None}

    def _count(self, row: Row) -> int | None:
        if row.key in ("bare", "insert"):
            return {"bare": 0, "insert": 3}[row.key]
        path = row.path.format(**words(self.facts))
        form = {**proposal(proposing=True), "seen": str(next(iter(self.facts["waiting"].values())))}
        for _ in range(2):
            # Each client loads the middleware anew, so its first page is in no cache.
            client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
            if row.how in ("desk", "take"):
                client.cookies["sessionid"] = self.facts["session"]
            etag = client.get(path).headers.get("ETag", "") if row.how in ("kept", "304") else ""
            sent = {"HTTP_IF_NONE_MATCH": etag} if row.how == "304" else {}
            undone = transaction.atomic() if row.how == "take" else nullcontext()
            with undone, CaptureQueriesContext(connection) as seen:
                if row.how == "take":
                    answer = client.post(path, {**form, "key": str(uuid.uuid4())})
                    transaction.set_rollback(True)
                else:
                    answer = client.get(path, **sent)
                answer.close()
        if answer.status_code >= 400:
            return None
        return sum(not query["sql"].startswith(BRACKETS) for query in seen.captured_queries)


def mirror(directory: Path, size: int, note: str) -> None:
    """The public files of the log as they stood at a checkpoint."""
    for level, number, width in tlog.tile_widths(size):
        for name in (level, "entries") if level == 0 else (level,):
            path = tlog.tile_path(name, number, width)
            (directory / path).parent.mkdir(parents=True, exist_ok=True)
            (directory / path).write_bytes(tiles.read(path) or b"")
    (directory / "vkey").write_text(tiles.vkey() + "\n")
    (directory / "checkpoint").write_text(note)


def main() -> None:
    static.gather()
    inside = Inside(json.loads(sys.argv[1]))
    for line in sys.stdin:
        print(json.dumps(getattr(inside, line.strip())()), flush=True)


if __name__ == "__main__":
    main()
