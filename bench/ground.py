"""A throw-away database with its servers: made, seeded, served on the loopback, removed."""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from bench.wire import Wire

ROOT = Path(__file__).resolve().parent.parent
START = 60.0  # seconds for a server to answer
SEED = 3600.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Ground(AbstractContextManager["Ground"]):
    """One size. `url` is a PostgreSQL server to make a database on, or "" for SQLite in the directory.

    `units` are those that get people, as `yuanba demo` understands it.
    """

    matters: int
    directory: Path
    url: str = ""
    units: str = "all"
    facts: dict[str, Any] = field(default_factory=dict)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __enter__(self) -> "Ground":
        self.directory.mkdir(parents=True)
        self.house, self.yard = Wire(free_port()), Wire(free_port())
        self.env = {key: value for key, value in os.environ.items() if not key.startswith("YUANBA_")}
        self.env |= {
            "DJANGO_SETTINGS_MODULE": "yuanba.settings",
            "PYTHONPATH": str(ROOT),
            "YUANBA_DATA": str(self.directory),
            "YUANBA_BASE_URL": f"http://127.0.0.1:{self.house.port}",
        }
        if self.url:
            self._database("CREATE")
            self.env["YUANBA_DATABASE_URL"] = urlunsplit(urlsplit(self.url)._replace(path=f"/{self.name}"))
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        if self.url:
            self._database("DROP")

    @property
    def name(self) -> str:
        return f"yuanba_bench_{os.getpid()}_{self.matters}"

    def _database(self, verb: str) -> None:
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as server:
            force = " WITH (FORCE)" if verb == "DROP" else ""
            server.execute(f"{verb} DATABASE {self.name}{force}")  # type: ignore[arg-type]

    def seed(self) -> None:
        """Build the county and its matters; then the settings of a real county take over from the demonstration's."""
        facts = self.directory / "facts.json"
        command = [sys.executable, "-m", "bench.seed", str(self.matters), str(facts), self.units]
        env = {**self.env, "YUANBA_DEMO": "1"}
        done = subprocess.run(command, env=env, cwd=ROOT, timeout=SEED, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"seeding {self.matters} matters failed: {done.stderr[-2000:]}")
        self.facts = json.loads(facts.read_text(encoding="utf-8"))
        self.env |= json.loads((self.directory / "keys.json").read_text(encoding="utf-8"))

    def serve(self) -> None:
        """Start the production server and, with the same granian and its settings, the yardsticks."""
        workers, threads = (2, 4) if self.url else (1, 8)
        bare = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.yard.port), "--no-ws"]
        bare += ["--workers", str(workers), "--blocking-threads", str(threads), "--backpressure", str(threads * 16)]
        for command in (
            [sys.executable, "-m", "yuanba.cli", "serve", "--port", str(self.house.port)],
            [sys.executable, "-m", "granian", *bare, "--log-level", "error", "bench.wsgi:application"],
        ):
            self.processes.append(subprocess.Popen(command, env=self.env, cwd=ROOT))
        for wire, path in ((self.house, "/"), (self.yard, "/bare/")):
            _wait(wire, path)

    def inside(self) -> subprocess.Popen[str]:
        """A process that measures in itself, on this database; it answers each line with a line of JSON."""
        command = [sys.executable, "-m", "bench.inside", json.dumps(self.facts)]
        return subprocess.Popen(
            command, env=self.env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def stop(self) -> None:
        self.house.close()
        self.yard.close()
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes = []


def _wait(wire: Wire, path: str) -> None:
    """Return when the server has answered anything; RuntimeError when it does not in time."""
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        try:
            wire.ask(path)
        except OSError:
            wire.close()
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"the server on port {wire.port} did not answer within {START:.0f} s")
