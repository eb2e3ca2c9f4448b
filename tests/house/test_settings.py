"""The settings speak up: what is missing or mistyped stops the start, and a secret is never printed."""

import base64
import os
import runpy
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.house.tree import ROOT

KEY = base64.b64encode(bytes(range(32))).decode()
OTHER = base64.b64encode(bytes(32)).decode()
COMPLETE = {
    "YUANBA_SECRET_KEY": "s" * 50,
    "YUANBA_FIELD_KEYS": f"new:{KEY},old:{OTHER}",
    "YUANBA_INDEX_KEY": OTHER,
    "YUANBA_BASE_URL": "https://santai.example",
}


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Run the settings file afresh with exactly these variables."""

    def run(**variables: str) -> dict[str, Any]:
        for name in [name for name in os.environ if name.startswith("YUANBA_")]:
            monkeypatch.delenv(name)
        for name, value in {"YUANBA_DATA": str(tmp_path), **variables}.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "yuanba" / "settings.py"))

    return run


@pytest.mark.parametrize("name", sorted(COMPLETE))
def test_a_missing_variable_is_named(start: Any, name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"{name} is not set"):
        start(**{key: value for key, value in COMPLETE.items() if key != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("YUANBA_FIELD_KEYS", "k1:c2hvcnQ="),
        ("YUANBA_FIELD_KEYS", f"k1:{KEY},k1:{OTHER}"),
        ("YUANBA_FIELD_KEYS", KEY),
        ("YUANBA_INDEX_KEY", "not base64"),
        ("YUANBA_DEMO", "true"),
        ("YUANBA_BASE_URL", "santai.example"),
        ("YUANBA_BASE_URL", "https://santai.example/path"),
        ("YUANBA_DATABASE_URL", "mysql://localhost/yuanba"),
        ("YUANBA_DATABASE_URL", "sqlite://relative"),
    ],
)
def test_a_variable_that_cannot_be_read_is_named_and_its_value_is_not(start: Any, name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"{name} cannot be read") as caught:
        start(**{**COMPLETE, name: value})
    assert KEY not in str(caught.value)
    assert "c2hvcnQ" not in str(caught.value)


def test_the_newest_field_key_comes_first_and_older_ones_stay(start: Any) -> None:
    assert list(start(**COMPLETE)["YUANBA_FIELD_KEYS"]) == ["new", "old"]


def test_a_demonstration_makes_its_keys_once_and_only_its_owner_may_read_them(start: Any, tmp_path: Path) -> None:
    first = start(YUANBA_DEMO="1")
    second = start(YUANBA_DEMO="1")
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert first["YUANBA_FIELD_KEYS"] == second["YUANBA_FIELD_KEYS"]
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0


def test_keys_of_a_demonstration_never_serve_a_real_county(start: Any) -> None:
    start(YUANBA_DEMO="1")
    with pytest.raises(ImproperlyConfigured, match="YUANBA_SECRET_KEY is not set"):
        start(YUANBA_DEMO="0")


def test_sqlite_takes_the_write_lock_at_once_and_syncs_fully(start: Any, tmp_path: Path) -> None:
    database = start(**COMPLETE)["DATABASES"]["default"]
    assert database["NAME"] == str(tmp_path / "yuanba.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]


def test_a_postgresql_address_is_read_with_its_escaped_password(start: Any) -> None:
    url = "postgresql://clerk:p%40ss@db.example:5433/county?sslmode=require"
    database = start(**{**COMPLETE, "YUANBA_DATABASE_URL": url})["DATABASES"]["default"]
    assert (database["USER"], database["PASSWORD"], database["HOST"], database["PORT"], database["NAME"]) == (
        "clerk",
        "p@ss",
        "db.example",
        "5433",
        "county",
    )
    assert database["OPTIONS"] == {"sslmode": "require"}


def test_a_secure_address_brings_secure_cookies_and_a_plain_one_does_not(start: Any) -> None:
    secure = start(**COMPLETE)
    plain = start(**{**COMPLETE, "YUANBA_BASE_URL": "http://10.0.0.7:8000"})
    assert secure["SESSION_COOKIE_SECURE"]
    assert not plain["SESSION_COOKIE_SECURE"]
    assert "10.0.0.7" in plain["ALLOWED_HOSTS"]
