"""The command line as a whole: help with examples, exit codes, one sentence of error, Django's own commands."""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tests.ops.running import environment, sentence, yuanba
from yuanba.cli import COMMANDS

WITHOUT_DJANGO = [
    ["check"],
    ["check", "--json"],
    ["chart", "four-two-one", "--svg"],
    ["chart", "four-two-one", "--bpmn"],
    ["institutions", "--json"],
    ["places", "--json"],
    ["places", "import", "county/santai/places/divisions.csv", "--dry-run"],
]


@pytest.mark.parametrize("command", [[name] for name in COMMANDS] + [["places", "import"], ["matter", "show"]])
def test_the_help_of_every_command_shows_an_example(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    from yuanba.cli import main

    with pytest.raises(SystemExit) as left:
        main([*command, "--help"])
    assert left.value.code == 0
    assert f"Example:\n  yuanba {command[0]}" in capsys.readouterr().out


def test_the_overview_names_every_command() -> None:
    done = yuanba("--help")
    assert done.returncode == 0
    assert all(f"\n  {name} " in done.stdout for name in COMMANDS)


def test_the_version_is_ours() -> None:
    done = yuanba("--version")
    assert (done.returncode, done.stdout) == (0, f"yuanba {version('yuanba')}\n")


@pytest.mark.parametrize("words", [["--help"], ["institutions"], ["places", "--json"]], ids=" ".join)
def test_a_reader_who_goes_away_is_no_error(words: list[str]) -> None:
    shut, ours = os.pipe()
    os.close(shut)
    with os.fdopen(ours, "w") as pipe:
        command = [sys.executable, "-m", "yuanba.cli", *words]
        done = subprocess.run(command, cwd=ROOT, env=environment(), stdout=pipe, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("words", WITHOUT_DJANGO, ids=" ".join)
def test_what_needs_no_database_runs_without_environment_and_without_django(words: list[str], tmp_path: Path) -> None:
    code = (
        "import sys; from yuanba.cli import main; code = main(sys.argv[1:]); "
        "sys.exit(code or 3 * ('django' in sys.modules))"
    )
    words = [str(ROOT / word) if word.endswith(".csv") else word for word in words]
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=tmp_path,
        env=environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert not list(tmp_path.iterdir()), "it left something behind"


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["adopt", "four-two-one"], "required"),
        (["adopt", "four-two-one", "--in", "510722", "--since", "soon"], "soon"),
        (["adopt", "x", "--in", "510722", "--since", "2026-12-01", "--set", "posting_days"], "KEY=VALUE"),
        (["matter"], "required"),
        (["verify", "--url", "x", "--dir", "y"], "not allowed"),
        (["verify", "--url", "ftp://x"], "http"),
        (["verify", "--dir", "/nowhere"], "/nowhere"),
        (["chart", "no-such-procedure"], "no-such-procedure"),
        (["chart", "four-two-one", "--at", "nowhere"], "nowhere"),
        (["check", "--pack", "/nowhere"], "/nowhere"),
        (["places", "import", "/nowhere.csv"], "/nowhere.csv"),
        (["restore", "/nowhere.tar.gz"], "/nowhere.tar.gz"),
    ],
)
def test_bad_use_is_one_sentence_and_exit_code_2(words: list[str], hint: str) -> None:
    assert hint in sentence(yuanba(*words), 2)


@pytest.mark.parametrize("words", [["coverage", "committee"], ["tick"], ["serve"], ["ledger", "export", "x"]])
def test_a_command_without_its_settings_says_which_is_missing(words: list[str], tmp_path: Path) -> None:
    assert "YUANBA_SECRET_KEY is not set" in sentence(yuanba(*words, YUANBA_DATA=str(tmp_path / "none")), 2)


@pytest.mark.slow
def test_every_command_of_django_is_reachable_even_where_ours_has_its_name(demo: Path) -> None:
    assert "System check identified no issues" in yuanba("django", "check", data=demo).stdout
    assert "people" in yuanba("showmigrations", data=demo).stdout
    # Commands that an app brings, and not Django's core.
    assert "yuanba.css" in yuanba("findstatic", "yuanba.css", data=demo).stdout
    assert "axes" in yuanba("axes_list_attempts", "--help", data=demo).stdout
