"""A token issued on the command line opens the API for its account, and for nobody else."""

from pathlib import Path

import pytest

from tests.ops.running import answer, sentence, yuanba

pytestmark = pytest.mark.slow


def test_a_secret_is_shown_once_and_kept_as_a_digest(own_demo: Path) -> None:
    told = answer("token", "li", "--name", "archive", "--days", "30", "--json", data=own_demo)
    assert told["account"] == "li"
    assert told["token"].startswith("yb_")
    kept = b"".join(path.read_bytes() for path in own_demo.glob("yuanba.sqlite3*"))
    assert told["token"].encode() not in kept
    assert b"archive" in kept


def test_an_unknown_account_and_an_endless_token_are_refused(own_demo: Path) -> None:
    assert "no account named nobody" in sentence(yuanba("token", "nobody", "--name", "x", data=own_demo), 1)
    assert "1 to 366 days" in sentence(yuanba("token", "li", "--name", "x", "--days", "9999", data=own_demo), 2)
