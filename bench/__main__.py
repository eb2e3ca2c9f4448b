"""`python -m bench`: the benchmark on the command line."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.ground import Ground
from bench.rows import ROWS, Asker, Row, expected
from bench.table import INSIDE, Measures, document, lines, misses

ROUNDS = 12
YARD = 16  # requests of the yardstick before each row
QUICK = ((60, 180), 1, "510722101002,510722101201,510722101204")


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m bench", description="Ratios of medians from interleaved rounds.")
    made.add_argument("--sizes", default="10000,100000", metavar="N,N", help="matters in each database")
    made.add_argument("--rounds", type=int, default=ROUNDS, metavar="N")
    made.add_argument(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="postgresql: on the server of YUANBA_DATABASE_URL, in databases of its own",
    )
    made.add_argument(
        "--quick", action="store_true", help="tiny sizes, three units, one round: shows that it works, no more"
    )
    made.add_argument("--only", default="", metavar="KEY,…", help="only these rows (and their yardsticks)")
    made.add_argument("--json", action="store_true", help="one JSON document on stdout")
    made.add_argument("--strict", action="store_true", help="exit with 1 when a goal is missed")
    return made


def main(words: Sequence[str] | None = None) -> int:
    args = parser().parse_args(words)
    sizes, rounds, units = [int(size) for size in args.sizes.split(",")], args.rounds, "all"
    if args.quick:
        sizes, rounds, units = list(QUICK[0]), QUICK[1], QUICK[2]
    url = os.environ.get("YUANBA_DATABASE_URL", "") if args.database == "postgresql" else ""
    if args.database == "postgresql" and not url.startswith("postgresql:"):
        print("YUANBA_DATABASE_URL must name a PostgreSQL server.", file=sys.stderr)
        return 2
    wanted = {key for key in args.only.split(",") if key}
    rows = [row for row in ROWS if not wanted or row.key in wanted or row.key in {r.against for r in ROWS}]
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="yuanba-bench-")))
        grounds = [stack.enter_context(Ground(size, root / str(size), url, units)) for size in sizes]
        for ground in grounds:
            say(f"seeding {ground.matters:,} matters …")
            ground.seed()
        found = measure(grounds, rows, rounds)
    missed = misses(found)
    if args.json:
        print(json.dumps(document(found), ensure_ascii=False, indent=2))
    else:
        print("\n".join(lines(found)))
        print("\n" + ("\n".join(f"missed: {one}" for one in missed) if missed else "Every goal is reached."))
    return 1 if missed and args.strict else 0


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def measure(grounds: Sequence[Ground], rows: Sequence[Row], rounds: int) -> Measures:
    """Serve every ground at once and ask all rows of all sizes in turn, `rounds` times, after each has been warmed."""
    found = Measures([ground.matters for ground in grounds])
    workers = {ground.matters: ground.inside() for ground in grounds}
    try:
        for size, worker in workers.items():
            for key, number in ask(worker, "queries").items():
                found.queries[key, size] = number
            found.add("verify", size, ask(worker, "verify"))
        for ground in grounds:
            ground.serve()
        askers = [Asker(ground) for ground in grounds]
        present = [row for row in rows if not (why := absent(row, askers)) or found.absent.update({row.key: why})]
        for turn in range(rounds):
            say(f"round {turn + 1} of {rounds}")
            # The other way round every second time: nobody always goes first.
            order = askers if turn % 2 == 0 else askers[::-1]
            for row in present:
                yardstick = next(one for one in ROWS if one.key == row.against)
                for asker in order:
                    size = asker.ground.matters
                    # Right before the row, so that a busy minute of the machine lies on both.
                    found.add(f"{row.key}/yardstick", size, burst(asker, yardstick, YARD))
                    found.add(row.key, size, burst(asker, row, row.times))
            for key, _, _ in INSIDE:
                for size, worker in workers.items() if key != "verify" else ():
                    found.add(key, size, ask(worker, key))
    finally:
        for worker in workers.values():
            assert worker.stdin is not None
            worker.stdin.close()
            worker.wait()
    return found


def burst(asker: Asker, row: Row, times: int) -> list[float]:
    """Seconds of some requests one after the other; the first two only wake the server up."""
    return [asker.ask(row).seconds for _ in range(times + 2)][2:]


def absent(row: Row, askers: Sequence[Asker]) -> str:
    """Warm a row; "" where it answers as it should, else what it answered."""
    for asker in askers:
        # Often enough that each of the server's threads has opened its connection and read its templates.
        for _ in range(16):
            answer = asker.ask(row)
        if answer.status not in expected(row):
            return f"answered {answer.status}"
    return ""


def ask(worker: subprocess.Popen[str], measure: str) -> Any:
    """One measure of a process inside; RuntimeError when it has died."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(f"{measure}\n")
    worker.stdin.flush()
    line = worker.stdout.readline()
    if not line:
        raise RuntimeError(f"the measuring process died at {measure}")
    return json.loads(line)


if __name__ == "__main__":
    sys.exit(main())
