"""Whatever a command is asked, it answers in one sentence and with its exit code, never with a traceback."""

import shutil
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tests.ops.running import UNITS, sentence, yuanba


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nope"], "no command nope"),
        ([""], "no command"),
        (["check", "--pack", ""], "no pack"),
        (["chart", "four-two-one.vx"], "no procedure four-two-one.vx"),
        (["chart", "four-two-one.v²"], "no procedure four-two-one.v²"),
        (["serve", "--port", "99999999"], "--port"),
        (["demo", "--no-serve", "--port", "0"], "--port"),
        (["migrate"], "YUANBA_SECRET_KEY is not set"),
        (["demo", "--no-serve", "--data", "pyproject.toml"], "pyproject.toml"),
        (["demo", "--no-serve", "--data", "/proc/nope"], "/proc/nope"),
        (["demo", "--no-serve", "--data", ""], "holds other things"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_asked_so_is_bad_use_in_one_sentence(words: list[str], said: str) -> None:
    assert said in sentence(yuanba(*words), 2)


def test_a_directory_with_other_things_is_not_touched_by_a_demonstration(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    assert "holds other things" in sentence(yuanba("demo", "--no-serve", "--data", tmp_path, "--units", UNITS), 2)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_pack_without_divisions_or_with_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path, demo: Path) -> None:
    assert "divisions.csv" in sentence(yuanba("places", "--json", YUANBA_PACK=str(tmp_path)), 1)
    assert "county.toml" in sentence(yuanba("conflicts", "--json", data=demo, YUANBA_PACK=str(tmp_path)), 1)


def test_a_pack_that_does_not_say_what_is_invented_is_not_demonstrated(tmp_path: Path) -> None:
    pack = shutil.copytree(ROOT / "county" / "santai", tmp_path / "pack")
    county = (pack / "county.toml").read_text(encoding="utf-8")
    before, after = county.index("[demo]"), county.index("# Which body")
    (pack / "county.toml").write_text(county[:before] + county[after:], encoding="utf-8")
    done = yuanba("demo", "--no-serve", "--data", tmp_path / "data", YUANBA_PACK=str(pack))
    assert "has no [demo]" in sentence(done, 1)


@pytest.mark.parametrize("command", [["conflicts"], ["institutions"], ["places"]], ids=" ".join)
def test_a_file_that_is_no_database_is_said_to_be_none(command: list[str], demo: Path, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("no database at all" * 100)
    done = yuanba(*command, "--json", data=demo, YUANBA_DATABASE_URL=f"sqlite:///{tmp_path / 'letter'}")
    assert "cannot be opened: file is not a database" in sentence(done, 2)


@pytest.mark.parametrize(("held", "said", "code"), [("no key", "no signing key", 2), (None, "is not the one", 1)])
def test_a_key_that_does_not_sign_this_ledger_is_named(
    own_demo: Path, tmp_path: Path, held: str | None, said: str, code: int
) -> None:
    key = tmp_path / "other.key"
    if held:
        key.write_text(held)
    done = yuanba("tick", "--now", "2090-01-01T09:00", data=own_demo, YUANBA_SIGNING_KEY_FILE=str(key))
    assert said in sentence(done, code)


def test_lists_of_people_go_only_where_a_file_can_be_written_and_a_place_stands(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "names.xlsx"
    assert "no place with the code nope" in sentence(yuanba("people", "export", out, "--in", "nope", data=demo), 2)
    assert "/proc/names.xlsx" in sentence(yuanba("people", "export", "/proc/names.xlsx", data=demo), 2)
    assert yuanba("people", "export", out, data=demo).returncode == 0
    assert "no place" in sentence(yuanba("people", "import", out, "--in", "nope", "--json", data=demo), 2)


def test_a_data_directory_that_is_a_file_is_bad_use(tmp_path: Path, demo: Path) -> None:
    shutil.copy(demo / "keys.json", tmp_path / "file")
    assert "file" in sentence(yuanba("conflicts", "--json", data=tmp_path / "file"), 2)


def test_a_demonstration_is_not_wound_to_where_dates_end(demo: Path) -> None:
    assert "to the year 2200" in sentence(yuanba("tick", "--now", "9999-12-31T23:59", data=demo), 2)
