"""Opening the house for a command: the pack without Django, Django when needed, the database where there is one."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from yuanba.kernel.procedures import bounded
from yuanba.kernel.procedures.pack import Pack, load
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.ops.saying import BadUse, Finding, language

if TYPE_CHECKING:
    from yuanba.kernel.places.models import Place

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_PACK = "county/santai"


def pack_root(named: str | None = None) -> Path:
    """The folder of the pack: as named, else `YUANBA_PACK`, else Santai's. BadUse where there is none."""
    root = Path(named or " ") if named is not None else ROOT / (os.environ.get("YUANBA_PACK") or DEFAULT_PACK)
    if not root.is_dir():
        raise BadUse(f"There is no pack in {root}.")
    return root.resolve()


def read_pack(root: Path | None = None) -> Pack:
    """The pack without Django; Finding where one of its files cannot be read."""
    pack, faults = load(root or pack_root())
    if faults:
        raise Finding(f"{faults[0].file}: {faults[0].message}; `yuanba check` names everything.")
    return pack


def enter() -> None:
    """Set Django up with the settings of the environment; BadUse in one sentence where they are missing or wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuanba.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise BadUse(str(error)) from None


def enter_database() -> None:
    """Set Django up and make sure that the tables are there; BadUse otherwise."""
    enter()
    deployed_pack()
    if not _has_tables():
        raise BadUse("The database is empty: run `yuanba migrate` and `yuanba places import`, or `yuanba demo`.")


def deployed_pack() -> Pack:
    """The pack that this process uses, read once; Finding where one of its files cannot be read."""
    from yuanba.kernel.places.county import pack

    try:
        return pack()
    except RuntimeError as error:
        raise Finding(f"{error}.") from None


def enter_if_any() -> bool:
    """Set Django up where the environment leads to a database with tables; False, without a trace, where not."""
    # Opening an SQLite file that is not there would make an empty one.
    if not on_postgresql() and not sqlite_path().exists():
        return False
    try:
        enter()
    except BadUse:
        return False
    return _has_tables()


def data_dir() -> Path:
    """The data directory that the settings would use, read without them."""
    return Path(os.environ.get("YUANBA_DATA") or "data").resolve()


def signing_key() -> Path:
    """The signing key's file that the settings would use, read without them."""
    return Path(os.environ.get("YUANBA_SIGNING_KEY_FILE") or data_dir() / "ledger.key").resolve()


def on_postgresql() -> bool:
    return os.environ.get("YUANBA_DATABASE_URL", "").startswith("postgresql:")


def sqlite_path() -> Path:
    """The SQLite file that the settings would open, read without them; BadUse on PostgreSQL."""
    if on_postgresql():
        raise BadUse("This command copies SQLite; on PostgreSQL use pg_dump and pg_restore, and copy the uploads.")
    url = os.environ.get("YUANBA_DATABASE_URL")
    return Path(unquote(urlsplit(url).path[1:])).resolve() if url else data_dir() / "yuanba.sqlite3"


def _has_tables() -> bool:
    from django.db import connection
    from django.db.utils import DatabaseError

    try:
        return {"places_place", "ledger_head"} <= set(connection.introspection.table_names())
    except DatabaseError as error:
        raise BadUse(f"The database cannot be opened: {str(error).splitlines()[0]}.") from None


@contextmanager
def refusals() -> Iterator[None]:
    """Turn a refusal of the house into a finding, in the language of the terminal."""
    try:
        yield
    except Refusal as refusal:
        raise Finding(refusal.sentence(language()).rstrip(".。")) from None


def place(code: str, on: date) -> "Place":
    """The place with this code that stands on a day; BadUse where there is none."""
    from yuanba.kernel.places.models import Place
    from yuanba.kernel.places.scope import valid_on

    found = Place.objects.filter(valid_on(on), code=code).first()
    if found is None:
        raise BadUse(f"There is no place with the code {code} on {on}.")
    return found


def institutions(codes: list[str], *, every: bool) -> list[str]:
    """The institutions that a command names, or every one of the pack; BadUse where it names none, or both."""
    if bool(codes) == every:
        raise BadUse("Name institutions, or say --all.")
    return sorted(read_pack().institutions) if every else codes


def acting_body(code: str) -> str:
    """The body that acts for a place when an administrator types its command: county, township office or committee."""
    kinds = {6: "county", 9: "township_office"}
    return f"{code[:12]}/{kinds.get(len(code), 'committee')}"


def port(text: str) -> int:
    """A port, for argparse."""
    number = int(text)
    if not 0 < number < 2**16:
        raise ValueError(text)
    return number


def day(text: str) -> date:
    """A date, for argparse, in the bounds of every date that is typed."""
    try:
        return bounded.day(date.fromisoformat(text))
    except Refusal as refusal:
        raise argparse.ArgumentTypeError(refusal.sentence(language()).rstrip(".。")) from None


def instant(text: str) -> datetime:
    """An aware instant, for argparse: ISO 8601; without an offset it is the time in Santai."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo("Asia/Shanghai"))
