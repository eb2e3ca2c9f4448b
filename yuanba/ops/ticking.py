"""What time brings about: due steps, sealed days of residents' acts, the order and signature of the ledger."""

import logging
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections

from yuanba import clock
from yuanba.institutions.due import bring_about
from yuanba.kernel.ledger import note, sequence
from yuanba.kernel.ledger.note import Key

EVERY = 3  # seconds between two rounds while serving
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: acts that the clock took, days of residents' acts sealed, entries ordered and signed."""

    acts: int
    sealed: int
    sequenced: int


def signer() -> Key:
    """The signing key at `YUANBA_SIGNING_KEY_FILE`, made there where nobody has made one."""
    path = Path(settings.YUANBA_SIGNING_KEY_FILE)
    try:
        return note.load(path)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return note.generate(path)
    except FileExistsError:  # another process was quicker
        return note.load(path)


def found_ledger(county: str, *, at: datetime) -> str:
    """Found the ledger of a county under the host of the base address; returns its origin, the first one for ever."""
    return sequence.found(host=urlsplit(settings.YUANBA_BASE_URL).netloc, county=county, at=at, signer=signer())


def once(now: datetime) -> Round:
    """One round. Safe while another process does the same."""
    acts = bring_about(now=now)
    return Round(acts, sequence.seal_days(now=now), sequence.sequence(now=now, signer=signer()))


class Ticker:
    """Rounds in a thread of the serving process. One that fails is logged and tried again; no act is ever half done."""

    def __init__(self, every: float = EVERY) -> None:
        self.every = every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ticker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(timeout=30)

    def _run(self) -> None:
        while not self._stop.wait(self.every):
            close_old_connections()
            try:
                once(clock.now())
            except (DatabaseError, LookupError, sequence.LedgerDamaged):
                log.exception("A round of the ticker failed")
        connections.close_all()
