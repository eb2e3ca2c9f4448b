"""The settings of the tests: the real ones, fed by fixed keys and a throw-away directory, never by your environment."""

import os
import tempfile
from pathlib import Path

# Named, not made: linters read these settings too. Workers of one run inherit the name; conftest makes and removes it.
_data = Path(os.environ.setdefault("YUANBA_TEST_DATA", f"{tempfile.gettempdir()}/yuanba-test-{os.getpid()}"))
_key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="  # 0123456789abcdef, twice
for name in [name for name in os.environ if name.startswith("YUANBA_") and not name.startswith("YUANBA_TEST_")]:
    del os.environ[name]
os.environ |= {
    "YUANBA_DATA": str(_data),
    "YUANBA_DATABASE_URL": os.environ.get("YUANBA_TEST_DATABASE_URL", f"sqlite:///{_data}/yuanba.sqlite3"),
    "YUANBA_SECRET_KEY": "only for tests, " * 4,
    "YUANBA_FIELD_KEYS": f"test1:{_key}",
    "YUANBA_INDEX_KEY": _key,
    "YUANBA_BASE_URL": "http://testserver",
    "YUANBA_DEMO": "0",
}

from yuanba.settings import *  # noqa: E402, F403
from yuanba.settings import DATABASES, STORAGES  # noqa: E402

# A file, as in production: a database in memory shares one connection between threads and hides every lock.
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": f"{_data}/test.sqlite3"}
    # Rows that nobody put in an order come the other way round here, so that whoever relies on it is found out.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA reverse_unordered_selects=ON;"
    DATABASES["default"]["OPTIONS"]["timeout"] = 120  # fifty wait for each other on a busy machine
# WhiteNoise warns of a directory that is not there, and a warning is an error here; conftest makes this one.
STATIC_ROOT = _data / "collected"
# Hashed names need `collectstatic`, which tests of single pages do without.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Argon2 is slow on purpose; the tests that are about it set it themselves.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
