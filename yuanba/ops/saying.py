"""What commands say: one JSON document, one sentence of error, a bar while something takes long. No Django here."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sized
from datetime import date, datetime
from typing import Any, TypeVar

T = TypeVar("T")
BAR = 30


class Finding(Exception):
    """The command worked and found something amiss, or the house refused: exit code 1."""


class BadUse(Exception):
    """The command was asked for something that cannot be done so: exit code 2."""


def language() -> str:
    """ "zh-hans" on a Chinese terminal, else "en"; read as every program does, from LC_ALL, LC_MESSAGES and LANG."""
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh-hans" if locale.startswith("zh") else "en"


def document(content: Any) -> None:
    """Print one JSON document on stdout."""
    print(json.dumps(content, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not JSON")


def complain(sentence: str) -> None:
    """Print one sentence on stderr."""
    print(" ".join(sentence.split()), file=sys.stderr)


def bar(items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
    """Pass the items on, drawing a bar on stderr when that is a terminal and nothing when it is a pipe."""
    whole = total if total is not None else len(items) if isinstance(items, Sized) else 0
    for done, item in enumerate(items):
        draw(done, whole, label)
        yield item
    draw(whole, whole, label)


def draw(done: int, whole: int, label: str) -> None:
    """One state of the bar; the last one ends the line."""
    if not whole or not sys.stderr.isatty():
        return
    filled = BAR * done // whole
    end = "\n" if done >= whole else ""
    print(f"\r{label:<24} [{'█' * filled}{'·' * (BAR - filled)}] {done}/{whole}", end=end, file=sys.stderr, flush=True)


def say(sentence: str) -> None:
    """Print one line on stdout at once, also into a pipe: whoever waits for it may act on it."""
    print(sentence, flush=True)
