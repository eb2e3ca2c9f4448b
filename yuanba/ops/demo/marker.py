"""What a demonstration's directory says about itself: a second start takes seconds, and nothing is overwritten."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from yuanba.ops.saying import BadUse

FILE = "demo.json"
BUILDING = "demo.building"
# What a start leaves in a directory before anything is built in it.
BEFORE = frozenset(("in-use.lock", "keys.json", "clock.json"))
ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Marker:
    """The build: fingerprint of the pack and the tables, the units and further matters asked for, the tour's matter."""

    fingerprint: str
    units: str
    matters: int
    tour: dict[str, str] = field(default_factory=dict)


def fingerprint(pack: Path) -> str:
    """Digest of what a build is made of: the pack's files and the tables' migrations, by name and content."""
    digest = hashlib.sha256()
    tables = sorted((ROOT / "yuanba" / "kernel").glob("*/migrations/0*.py"))
    for path in [*sorted(p for p in pack.rglob("*") if p.is_file()), *tables]:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def read(data: Path) -> Marker | None:
    """The marker of a directory; None where no finished demonstration is in it."""
    path = data / FILE
    if not path.exists():
        return None
    held = json.loads(path.read_text(encoding="utf-8"))
    return Marker(**{key: held[key] for key in ("fingerprint", "units", "matters", "tour")})


def ours(data: Path) -> None:
    """BadUse where a directory holds what neither a demonstration nor a database of this house has put there."""
    held = {path.name for path in data.iterdir()} if data.exists() else set()
    if held - BEFORE and not held & {FILE, BUILDING, "yuanba.sqlite3"}:
        raise BadUse(f"{data} holds other things; name another directory with --data.")


def reusable(data: Path, wanted: Marker) -> bool:
    """Whether the directory already holds what is wanted.

    False where it is empty or a build broke off in it. BadUse where it holds something else, which is never touched.
    """
    found = read(data)
    if found is None:
        if (data / BUILDING).exists() or not (data / "yuanba.sqlite3").exists():
            return False
        raise BadUse(f"{data} holds data that no demonstration made; name another directory with --data.")
    if (found.units, found.matters) != (wanted.units, wanted.matters):
        asked = f"--units {found.units} --matters {found.matters}"
        raise BadUse(f"The demonstration in {data} was built with {asked}; name another directory with --data.")
    if found.fingerprint != wanted.fingerprint:
        raise BadUse(
            f"The demonstration in {data} was built from another pack or version; "
            "name another directory with --data, or remove this one to build it anew."
        )
    return True


def write(data: Path, marker: Marker) -> None:
    """Declare the build finished."""
    staged = data / f"{FILE}.new"
    staged.write_text(json.dumps(asdict(marker), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    staged.replace(data / FILE)
    (data / BUILDING).unlink(missing_ok=True)
