"""Two processes that begin at once agree on the one key of the ledger."""

from pathlib import Path
from typing import Any

import pytest

from yuanba.kernel.ledger import note
from yuanba.ops import ticking


def test_who_comes_second_takes_the_key_that_the_first_has_made(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.YUANBA_SIGNING_KEY_FILE = tmp_path / "keys" / "ledger.key"
    real, made = note.load, []

    def slow(path: Path) -> note.Key:
        """Nobody has made one yet; and by the time that this is known, another process has."""
        if not made:
            path.parent.mkdir()
            made.append(note.generate(path))
            raise FileNotFoundError(path)
        return real(path)

    monkeypatch.setattr(note, "load", slow)
    assert ticking.signer().vkey("a") == made[0].vkey("a")
