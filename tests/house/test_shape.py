"""The shape of the house: short files, plain names, nothing left for later, no clock in the kernel."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, SOURCES, committed, parse

FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "base", "managers", "services"}
# Put together from halves, so that this file does not find itself.
LEFT_FOR_LATER = re.compile(
    "|".join(["TO" + "DO", "FIX" + "ME", r"\bX" + r"XX\b", "NotImplemented" + "Error", "pragma: no" + " cover"])
)
CLOCK = {"now", "utcnow", "today", "localdate", "localtime", "time_ns"}
REASONED = {"skip", "skipif", "xfail"}
kernel = [path for path in SOURCES if path.is_relative_to(ROOT / "yuanba" / "kernel")]


def clock_calls(tree: ast.AST) -> Iterator[int]:
    """Lines that call a clock: `datetime.now()`, `timezone.now()`, `date.today()`, `time.time()` and their like."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCK:
                yield node.lineno
            case ast.Call(func=ast.Attribute(value=ast.Name(id="time"), attr="time" | "monotonic")):
                yield node.lineno
            case ast.ImportFrom(module="django.utils.timezone" | "time", names=names) if any(
                alias.name in CLOCK | {"time"} for alias in names
            ):
                yield node.lineno


def silent_skips(tree: ast.AST) -> Iterator[int]:
    """Lines that skip or excuse a test without saying why."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="mark"), attr=name), keywords=words) if (
                name in REASONED
            ):
                if not any(word.arg == "reason" for word in words):
                    yield node.lineno
            case ast.Call(func=ast.Attribute(value=ast.Name(id="pytest"), attr="skip" | "xfail"), args=[], keywords=[]):
                yield node.lineno
            case ast.FunctionDef(decorator_list=marks):
                bare = (mark for mark in marks if isinstance(mark, ast.Attribute) and mark.attr in REASONED)
                yield from (mark.lineno for mark in bare)


def hidden_effects(tree: ast.AST) -> Iterator[int]:
    """Lines that define `save` or `delete` on a class, import signals, or build a generic key."""
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(body=body):
                for item in body:
                    if isinstance(item, ast.FunctionDef) and item.name in ("save", "delete"):
                        yield item.lineno
            case ast.ImportFrom(module=str(module)) if "signal" in module or module.startswith("django.dispatch"):
                yield node.lineno
            case ast.Name(id="GenericForeignKey") | ast.Attribute(attr="GenericForeignKey"):
                yield node.lineno


def test_no_python_file_is_longer_than_400_lines() -> None:
    long = {str(path.relative_to(ROOT)): n for path in SOURCES if (n := path.read_text().count("\n")) > 400}
    assert not long


def test_no_procedure_is_longer_than_120_lines_of_toml() -> None:
    files = list((ROOT / "county").glob("*/procedures/*.toml"))
    long = {str(path.relative_to(ROOT)): n for path in files if (n := path.read_text().count("\n")) > 120}
    assert files
    assert not long


def test_no_line_is_wider_than_120_characters() -> None:
    wide = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SOURCES
        if path.parent.name != "migrations"  # written by Django
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > 120
    ]
    assert not wide


def test_no_file_has_a_name_that_says_nothing() -> None:
    vague = [str(path) for path in committed() if FORBIDDEN_NAMES & {path.stem, *path.parent.parts}]
    assert not vague


def test_nothing_is_left_for_later() -> None:
    endings = {".py", ".html", ".css", ".js", ".toml", ".typ", ".md", ".yml"}
    marks = [
        f"{path}: {found.group()}"
        for path in committed()
        if path.suffix in endings and (found := LEFT_FOR_LATER.search((ROOT / path).read_text()))
    ]
    assert not marks


def test_the_kernel_never_reads_the_clock() -> None:
    readings = [f"{path.relative_to(ROOT)}:{line}" for path in kernel for line in clock_calls(parse(path))]
    assert not readings


def test_no_model_hides_an_effect_in_save_delete_or_a_signal() -> None:
    hidden = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in SOURCES
        if path.is_relative_to(ROOT / "yuanba")
        for line in hidden_effects(parse(path))
    ]
    assert not hidden


def test_no_test_is_skipped_or_excused_without_a_reason() -> None:
    silent = [f"{path.relative_to(ROOT)}:{line}" for path in SOURCES for line in silent_skips(parse(path))]
    assert not silent


@pytest.mark.parametrize(
    "code",
    ["datetime.now(UTC)", "timezone.now()", "date.today()", "time.time()", "from django.utils.timezone import now"],
)
def test_the_search_for_clocks_finds(code: str) -> None:
    assert list(clock_calls(ast.parse(code))) == [1]


def test_the_search_for_clocks_lets_pass_a_time_that_is_passed_in() -> None:
    assert not list(clock_calls(ast.parse("def due(at):\n    return at + timedelta(days=15)")))


@pytest.mark.parametrize("code", ["@pytest.mark.skip\ndef test(): ...", "@pytest.mark.xfail()\ndef test(): ..."])
def test_the_search_for_silent_skips_finds(code: str) -> None:
    assert list(silent_skips(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["class A:\n    def save(self): ...", "from django.db.models.signals import post_save"]
)
def test_the_search_for_hidden_effects_finds(code: str) -> None:
    assert list(hidden_effects(ast.parse(code)))


def test_the_tree_under_test_is_this_repository() -> None:
    assert Path("yuanba/settings.py") in committed()
    assert len(kernel) > 5
