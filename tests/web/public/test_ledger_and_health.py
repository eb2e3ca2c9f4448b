"""The ledger's public files, the page that explains them, and what machines ask."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.web.public.conftest import Read
from tests.web.public.scene import Scene, posted, words
from yuanba.kernel.ledger import note, sequence, tiles
from yuanba.web.public import health

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 20, tzinfo=UTC)


@pytest.fixture
def ledger(at_noon: Callable[[Scene], Scene], tmp_path: Path) -> None:
    """A village's acts, ordered and signed."""
    at_noon(posted())
    key = note.generate(tmp_path / "ledger.key")
    sequence.found(host="testserver", county="510722", at=AT, signer=key)
    sequence.sequence(now=AT, signer=key)


def test_before_the_ledger_is_founded_the_page_says_so(read: Read) -> None:
    assert "账本还没有设立。" in words(read("/verify/"))
    assert Client().get("/ledger/checkpoint").status_code == 404


@pytest.mark.usefixtures("ledger")
def test_the_page_shows_key_checkpoint_and_the_command(read: Read) -> None:
    page = read("/verify/")
    assert tiles.vkey() in page.replace("&#43;", "+")
    assert "testserver/ledger/510722" in page
    assert "yuanba verify --url http://testserver" in page


@pytest.mark.usefixtures("ledger")
def test_tiles_are_served_for_ever_and_the_checkpoint_for_seconds() -> None:
    client = Client()
    checkpoint = client.get("/ledger/checkpoint")
    assert checkpoint.content.decode() == tiles.checkpoint()
    assert "max-age=5" in checkpoint["Cache-Control"]
    width = tiles.size()
    tile = client.get(f"/ledger/tile/0/000.p/{width}")
    assert len(tile.content) == 32 * width
    assert "immutable" in tile["Cache-Control"]
    for answer in (checkpoint, tile):
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("path", ["tile/0/999", "tile/0/../../settings.py", "key", "checkpoint/"])
def test_a_path_that_names_no_file_of_the_ledger_is_not_found(path: str) -> None:
    assert Client().get(f"/ledger/{path}").status_code == 404


def test_the_process_says_that_it_lives() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Cache-Control"] == "no-store"


def test_readiness_names_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "YUANBA_SIGNING_KEY_FILE", tmp_path / "none.key")
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"database": True, "migrations": True, "signer": False, "disk": True}
    (tmp_path / "none.key").write_text("key")
    assert Client().get("/readyz").status_code == 200
    monkeypatch.setattr(health, "LEAST_FREE", 2**80)
    assert Client().get("/readyz").json()["disk"] is False


def test_robots_may_read_what_people_read() -> None:
    text = Client().get("/robots.txt").content.decode()
    assert "Disallow: /desk/" in text
    assert "Disallow: /p/" not in text
