"""A judge that is not ours reads the OpenAPI document, asks everything it allows and forbids, and checks the answers.

It is run as anyone would run it against a served demonstration: over HTTP, with every check, seeded so that it repeats.
"""

import subprocess
import sys
from typing import Any

import pytest
from django.core.servers.basehttp import WSGIRequestHandler

from tests.api.asking import UNIT, account
from tests.cast import Village
from yuanba.api import tokens
from yuanba.api.openapi import document
from yuanba.kernel.matters.models import Matter, Taking

# The server has threads of its own, so the village is committed rather than held in an open transaction.
pytestmark = [pytest.mark.slow, pytest.mark.oracle, pytest.mark.django_db(transaction=True)]
RUN = [sys.executable, "-m", "schemathesis.cli", "run", "--no-color", "--continue-on-failure"]
HOW = ["--max-examples", "20", "--seed", "421", "--generation-database", "none", "--warnings", "off"]


@pytest.fixture(autouse=True)
def prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Headers and body go out as two packets, and a kernel would wait 40 ms between them, two thousand times."""
    monkeypatch.setattr(WSGIRequestHandler, "disable_nagle_algorithm", True)


def judge(url: str, tmp_path: Any, *how: str) -> str:
    """What the judge says; the test fails with its words where it found anything."""
    said = subprocess.run(
        [*RUN, *HOW, *how, f"{url}/api/openapi.json"], cwd=tmp_path, capture_output=True, text=True, timeout=900
    )
    assert said.returncode == 0, said.stdout + said.stderr
    return said.stdout


def test_every_answer_to_a_stranger_is_as_described(place: Village, live_server: Any, tmp_path: Any) -> None:
    before = Taking.objects.count()
    said = judge(live_server.url, tmp_path)
    operations = sum(len(path) for path in document()["paths"].values())
    assert f"Tested: {operations}" in said
    assert Taking.objects.count() == before, "a stranger changes nothing"


def test_every_answer_to_a_clerk_is_as_described(place: Village, live_server: Any, tmp_path: Any) -> None:
    secret = tokens.issue(account=account(place, "li"), name="judge", at=place.now)
    # No schema can say what is lawful: a well-formed act is still refused in the wrong step, so one check is left out.
    judge(
        live_server.url,
        tmp_path,
        "-H",
        f"Authorization: Bearer {secret}",
        "--exclude-checks",
        "positive_data_acceptance",
    )
    assert {row.unit.code for row in Matter.objects.select_related("unit")} == {UNIT}
