"""What is not written down does not exist: every command and every setting stands in README.md or under docs/."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, committed, parse

COMMANDS = Path("yuanba/ops/commands")
PAGES = [path for path in committed() if path.name == "README.md" or (path.parts[0] == "docs" and path.suffix == ".md")]
WRITTEN = "\n".join((ROOT / path).read_text() for path in PAGES)
NAME = re.compile(r"\bYUANBA_[A-Z_]+\b")


def parsers(tree: ast.AST) -> Iterator[str]:
    """Names given to `add_parser("…")`."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="add_parser"), args=[ast.Constant(value=str(name)), *_]):
                yield name


def commands() -> set[str]:
    """Every command a person can type after `yuanba`, subcommands included: `places`, `places import`."""
    files = [path for path in committed() if path.parent == COMMANDS and not path.stem.startswith("_")]
    found = {path.stem for path in files}
    for path in files:
        found |= {f"{path.stem} {name}" for name in parsers(parse(ROOT / path))}
    entry = ROOT / "yuanba" / "cli.py"
    return found | set(parsers(parse(entry))) if entry.exists() else found


def settings() -> set[str]:
    """Every variable that the settings or the tests read from the environment, found as a string in the source."""
    files = [ROOT / "yuanba" / "settings.py", ROOT / "tests" / "settings.py", ROOT / "tests" / "conftest.py"]
    strings = (node.value for path in files for node in ast.walk(parse(path)) if isinstance(node, ast.Constant))
    return {text for text in strings if isinstance(text, str) and NAME.fullmatch(text) and not text.endswith("_")}


def missing_commands(written: str, names: set[str]) -> set[str]:
    """Commands that the text never shows as `yuanba NAME`."""
    return {name for name in names if not re.search(rf"\byuanba {name}(?![\w-])", written)}


def test_every_command_is_written_down() -> None:
    assert not missing_commands(WRITTEN, commands())


def test_every_setting_is_written_down_and_nothing_else_is() -> None:
    assert settings() == set(NAME.findall(WRITTEN))


@pytest.mark.parametrize("text", ["", "yuanba demos", "see places import", "yuanba places imported"])
def test_a_command_that_is_only_nearly_named_counts_as_missing(text: str) -> None:
    assert missing_commands(text, {"demo", "places import"}) == {"demo", "places import"}


def test_subcommands_are_found_in_the_source() -> None:
    assert list(parsers(ast.parse('sub.add_parser("import", help="x")'))) == ["import"]
