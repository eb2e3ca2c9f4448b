"""The server is killed in the middle of a hundred acts: what was acknowledged is there, whole and once."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any
from uuid import uuid4

import pytest

from tests.house.tree import ROOT
from tests.ops.running import UNITS, VILLAGE, answer, environment, yuanba

pytestmark = pytest.mark.slow
ACTS = 100
KILL_AFTER = 25  # acknowledged acts
# A hundred matters before the Party organisation, and a token for its secretary.
PREPARE = f"""
import json
from uuid import uuid4
from django.db import transaction
from yuanba import clock
from yuanba.api import tokens
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.people.actors import Actor, tenures
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import Account
from yuanba.kernel.places.models import Place
at = clock.now()
account = Account.objects.get(username="zhou")
person, unit = account.person, Place.objects.get(code="{VILLAGE}")
by = Actor(person, next(t for t in tenures(person, local_day(at)) if t.body.kind == "party_org"))
with transaction.atomic():
    numbers = [
        open_matter(
            procedure="four-two-one", start="propose", unit=unit, by=by, title="事项", data={{}}, at=at, key=uuid4()
        ).matter.number
        for _ in range({ACTS})
    ]
print(json.dumps([numbers, tokens.issue(account=account, name="test", at=at)]))
"""
# Every matter with how many takings it counts and has, where it stands and where its last taking led, and its keys;
# and every taking of a body whose ledger entry is not the one that it names.
LOOK = """
import json
from yuanba.kernel.ledger import tiles
from yuanba.kernel.matters.models import Matter, Taking
rows = {}
for matter in Matter.objects.prefetch_related("takings"):
    takings = sorted(matter.takings.all(), key=lambda one: one.seq)
    led = [one.to for one in takings if one.to]
    rows[matter.number] = {
        "counted": matter.taken, "seqs": [one.seq for one in takings], "step": matter.step or matter.end,
        "led": led[-1] if led else None, "keys": [str(one.key) for one in takings],
    }
print(json.dumps(rows))
"""


PATIENCE = 180  # seconds: a busy machine is slow, and slowness is not what is judged here


def free_port() -> int:
    """A port of ours below those that the system gives away by itself, to servers of other tests and to callers."""
    for port in range(20_000 + os.getpid() % 10_000, 32_000):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")


@contextmanager
def server(data: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The real server, ready; killed at the end if it still runs."""
    command = [sys.executable, "-m", "yuanba.cli", "demo", "--data", str(data), "--units", UNITS, "--port", str(port)]
    with (data / "server.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + PATIENCE
        while not _answers(port):
            assert process.poll() is None, (data / "server.log").read_text()
            assert time.monotonic() < deadline, (data / "server.log").read_text()
            time.sleep(0.1)
        yield process
    finally:
        process.kill()
        process.wait()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def take(port: int, token: str, number: str, key: str) -> int | None:
    """Post one act; the status, or None where no answer came."""
    wanted = {"act": "agree", "data": {"power": "M13", "proposal": "硬化村道", "budget": "180000"}}
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/matters/{number}/takings",
        data=json.dumps(wanted).encode(),
        headers={
            "Authorization": f"Bearer {token}",
            "Idempotency-Key": key,
            "Content-Type": "application/json",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except (OSError, EOFError, http.client.HTTPException):
        return None


def look(data: Path) -> dict[str, Any]:
    return dict(json.loads(yuanba("shell", "--no-imports", "-c", LOOK, data=data).stdout))


def whole(rows: dict[str, Any]) -> None:
    """No half act: counts, numbers and steps of every matter agree with its takings, and no key stands twice."""
    for number, row in rows.items():
        assert row["seqs"] == list(range(1, row["counted"] + 1)), number
        assert row["led"] in (None, row["step"]), number
    keys = [key for row in rows.values() for key in row["keys"]]
    assert len(keys) == len(set(keys))


def test_kill_9_amid_a_hundred_takes_loses_nothing_acknowledged_and_leaves_no_half_act(own_demo: Path) -> None:
    made = yuanba("shell", "--no-imports", "-c", PREPARE, data=own_demo)
    numbers, token = json.loads(made.stdout)
    wanted = [(number, str(uuid4())) for number in numbers]
    acknowledged: dict[str, str] = {}
    enough = Event()
    port = free_port()

    def fire(one: tuple[str, str]) -> int | None:
        status = take(port, token, *one)
        if status == 201:
            acknowledged[one[1]] = one[0]
            if len(acknowledged) >= KILL_AFTER:
                # Here and not in the thread that waits: on a busy machine the other acts would be done before it woke.
                killing.send_signal(signal.SIGKILL)
                enough.set()
        return status

    with server(own_demo, port) as killing, ThreadPoolExecutor(ACTS) as crowd:
        answers = [crowd.submit(fire, one) for one in wanted]
        assert enough.wait(PATIENCE), [answer.result() for answer in answers[:3]]
        killing.wait()
        statuses = {answer.result() for answer in answers}
    assert statuses <= {201, None}
    assert len(acknowledged) < ACTS, "the server was killed too late to prove anything"

    rows = look(own_demo)
    whole(rows)
    for key, number in acknowledged.items():
        assert key in rows[number]["keys"], "an acknowledged act is lost"

    port = free_port()
    with server(own_demo, port):
        # Every client tries again with the UUID that it had.
        with ThreadPoolExecutor(16) as crowd:
            assert set(crowd.map(lambda one: take(port, token, *one), wanted)) == {201}
        deadline = time.monotonic() + PATIENCE
        while answer("verify", "--json", data=own_demo)["size"] < 2 * ACTS:
            assert time.monotonic() < deadline, "the ticker orders the ledger by itself"
        report = answer("verify", "--url", f"http://127.0.0.1:{port}", "--json")
        assert report["sound"], report["problems"]
    rows = look(own_demo)
    whole(rows)
    for number, key in wanted:
        assert rows[number]["keys"][1:] == [key]
        assert rows[number]["step"] == "confer"
    assert answer("tick", "--json", data=own_demo)["acts"] == 0
    assert answer("verify", "--json", data=own_demo)["sound"]


def test_a_server_stops_cleanly_when_interrupted_and_frees_its_port(own_demo: Path) -> None:
    port = free_port()
    with server(own_demo, port) as process:
        second = yuanba("demo", "--data", own_demo, "--units", UNITS, "--port", str(port))
        assert second.returncode == 2
        assert "stop it first" in second.stderr
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_demonstration_is_never_served_to_the_world(own_demo: Path) -> None:
    done = yuanba("serve", "--host", "0.0.0.0", "--port", str(free_port()), data=own_demo)
    assert done.returncode == 2
    assert "127.0.0.1 only" in done.stderr
