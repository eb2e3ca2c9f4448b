"""The checks of a county pack, all at once: what cannot be read, what does not hang together, what is not lawful."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from yuanba.kernel.procedures import catalogue, citing, forbidding, lawful, ledger_words, shape
from yuanba.kernel.procedures.pack import Fault, Pack, load
from yuanba.kernel.procedures.problems import Problem, located, problem
from yuanba.kernel.procedures.soundness import sound

LOCK = "published.lock"
_LOCKED = re.compile(r"([0-9a-f]{64})  (procedures/[^/]+\.toml)")

# A check from further up the house, such as the reading of the places' files.
Check = Callable[[Path], Iterable[Problem]]


def check(root: Path, *, on: date | None = None, also: Iterable[Check] = ()) -> list[Problem]:
    """Every problem of the pack in a folder, in the order of its files; empty when it may be used.

    The law is asked as of `on`, or of the day on which the pack says it was last looked at (`as_of` in county.toml).
    """
    pack, faults = load(root)
    day = on or pack.settings.get("as_of")
    found = [*map(_told, faults), *_whole(pack), *_published(root)]
    if isinstance(day, date):
        found += _by_law(pack, day)
    for more in also:
        found += more(root)
    return sorted(found, key=lambda one: (one.file, one.where, one.code))


def _told(fault: Fault) -> Problem:
    return located(fault.file, fault.code, fault.where, fault.message, fault.message_zh)


def _whole(pack: Pack) -> Iterator[Problem]:
    for part in (
        shape.codes,
        shape.bodies,
        shape.chain,
        shape.boards,
        shape.institutions,
        shape.subjects,
        shape.adopters,
        lawful.supervisors,
        catalogue.rows,
        catalogue.counts,
        ledger_words.problems,
        forbidding.assistance,
        forbidding.prohibitions,
    ):
        yield from part(pack)
    for procedure in pack.procedures.values():
        yield from sound(pack, procedure)


def _by_law(pack: Pack, on: date) -> Iterator[Problem]:
    for part in (citing.statutes, citing.citing, lawful.majorities, lawful.terms, catalogue.powers):
        yield from part(pack, on)
    for procedure in pack.procedures.values():
        if procedure == pack.procedure(procedure.code):
            yield from lawful.lawful(pack, procedure, on)


def _published(root: Path) -> Iterator[Problem]:
    """Adopted versions never change: each line of the lock is the SHA-256 of a file as it was adopted."""
    path = root / LOCK
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines() if path.is_file() else []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        locked = _LOCKED.fullmatch(line)
        if locked is None:
            yield problem(LOCK, "lock-malformed", f"line {number}")
            continue
        digest, file = locked.groups()
        if not (root / file).is_file():
            yield problem(file, "published-missing")
        elif digest_of(root / file) != digest:
            yield problem(file, "published-changed")


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal, as it stands in the lock."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def lock_line(root: Path, procedure: str) -> str:
    """The line that locks one version, such as `four-two-one.v1`, as it is now."""
    file = f"procedures/{procedure}.toml"
    return f"{digest_of(root / file)}  {file}"
