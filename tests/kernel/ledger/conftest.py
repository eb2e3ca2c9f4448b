"""A small ledger with its own key, a mirror of it, and the judge that is not ours."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from yuanba.kernel.ledger import acts, note, publish, sequence

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
UNITS = ["510722101201", "510722101202", "510722101"]
JUDGE = Path(__file__).parents[2] / "oracle" / "tlog_judge" / "main.go"
GOCODE = Path("/usr/share/gocode")
JUDGE_HINT = "Go's judge is missing: `apt-get install golang-go golang-golang-x-mod-dev`."

Judge = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def signer(tmp_path: Path) -> note.Key:
    return note.generate(tmp_path / "ledger.key")


@pytest.fixture
def founded(db: None, signer: note.Key) -> note.Key:
    sequence.found(host="yuanba.test", county="510722", at=AT, signer=signer)
    return signer


@pytest.fixture
def grow(founded: note.Key) -> Callable[[int], None]:
    """Record that many acts in turn among three units and put them in order."""

    def grow(count: int) -> None:
        with transaction.atomic():
            for number in range(count):
                acts.append(
                    unit=UNITS[number % 3],
                    kind="matter.taken",
                    at=AT,
                    body=f"{UNITS[number % 3]}/villagers-committee",
                    secrets=[b"kept private %d" % number] if number % 5 == 0 else [],
                )
        sequence.sequence(now=AT, signer=founded)

    return grow


@pytest.fixture
def mirror(grow: Callable[[int], None], tmp_path: Path) -> Path:
    """A mirror of 300 entries: one full bundle and a partial one."""
    grow(300)
    directory = tmp_path / "mirror"
    publish.export(directory)
    return directory


@pytest.fixture(scope="session")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """Runs Go's verifier with the given arguments; exit 0 is "sound", 1 a finding."""
    library = GOCODE / "src" / "golang.org" / "x" / "mod" / "sumdb"
    if shutil.which("go") is None or not library.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(JUDGE_HINT)
        pytest.skip(JUDGE_HINT)
    binary = tmp_path_factory.mktemp("judge") / "tlog_judge"
    environment = os.environ | {"GO111MODULE": "off", "GOPATH": str(GOCODE), "GOFLAGS": "", "CGO_ENABLED": "0"}
    environment.setdefault("GOCACHE", str(binary.parent / "cache"))
    subprocess.run(["go", "build", "-o", str(binary), str(JUDGE)], check=True, env=environment)

    def run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run([binary, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        return done

    return run
