"""What every test gets: no network, and a clear word about a missing Chromium."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from tests.still import Still
from yuanba import clock
from yuanba.web.cache import LedgerCache

LOOPBACK = ("127.0.0.1", "::1", "localhost", "")
CHROMIUM_HINT = "Chromium is missing: `apt-get install chromium`, or `.venv/bin/playwright install chromium`."
_connect = socket.socket.connect
# The same examples in every run, and none judged by how long a busy machine takes for it.
hypothesis.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
# `--hypothesis-profile searching` looks for examples that nobody has seen.
hypothesis.register_profile("searching", deadline=None, max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("steady")


def _connect_at_home(self: socket.socket, address: Any) -> None:
    """Connect to this machine only; a path is a socket file and stays allowed."""
    if isinstance(address, tuple) and address[0] not in LOOPBACK:
        raise RuntimeError(f"A test may not leave this machine, and this one asked for {address[0]}.")
    _connect(self, address)


def pytest_configure(config: pytest.Config) -> None:
    """Make the throw-away directory of this run, empty; its workers share it."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(settings.YUANBA_DATA, ignore_errors=True)  # left by a run that was killed and had this number
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the directory when the last of the run ends; a worker leaves it to the one who started it."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(settings.YUANBA_DATA, ignore_errors=True)


def pytest_report_header() -> str:
    """Name the database in the first lines, because the same suite runs on two."""
    return f"database: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse every connection beyond this machine, for the whole run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _connect_at_home)
        yield


@pytest.fixture(autouse=True, scope="session")
def still() -> Iterator[None]:
    """Nothing passes unless a test winds its own clock."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "datetime", Still)
        yield


@pytest.fixture(autouse=True)
def no_page_of_another_test(live_pages: WeakSet[LedgerCache]) -> None:
    """A server that lives through several tests keeps no page of the one before: their heads may stand alike."""
    for kept in live_pages:
        with kept.lock:
            kept.pages.clear()
            kept.held = 0


@pytest.fixture(scope="session")
def live_pages() -> Iterator[WeakSet[LedgerCache]]:
    """The caches of pages in this process."""
    made: WeakSet[LedgerCache] = WeakSet()
    begin = LedgerCache.__init__

    def noted(self: LedgerCache, get_response: Any) -> None:
        begin(self, get_response)
        made.add(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LedgerCache, "__init__", noted)
        yield made


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Every test begins in Chinese: a request in English leaves its thread in English."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


def chromium() -> str | None:
    """The Chromium to use: `YUANBA_TEST_CHROMIUM`, else one on the path, else the one that playwright installed."""
    named = os.environ.get("YUANBA_TEST_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found:
        return found
    downloaded = sorted((Path.home() / ".cache" / "ms-playwright").glob("chromium-*/chrome-linux*/chrome"))
    return str(downloaded[-1]) if downloaded else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium the browser tests are skipped with a hint; a run that calls itself CI lets them fail instead."""
    if chromium() or os.environ.get("CI") == "true":
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=CHROMIUM_HINT))


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The path of Chromium, for `playwright.chromium.launch(executable_path=…, args=["--no-sandbox"])`."""
    return chromium() or pytest.fail(CHROMIUM_HINT)
