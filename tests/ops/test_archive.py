"""Backups: whole, private, and never a way to fork the ledger."""

import io
import tarfile
from pathlib import Path

import pytest

from tests.ops.running import VILLAGE, ahead, answer, sentence, yuanba
from yuanba.ops.holding import holding

pytestmark = pytest.mark.slow


def act(data: Path) -> None:
    """One more act: the village adopts for itself."""
    done = yuanba("adopt", "four-two-one", "--in", VILLAGE, "--since", ahead(data, 4), data=data)
    assert done.returncode == 0, done.stderr


def test_a_backup_comes_back_with_its_ledger_and_its_uploads(own_demo: Path, tmp_path: Path) -> None:
    file, fresh = tmp_path / "backup.tar.gz", tmp_path / "fresh"
    made = answer("backup", file, "--with-keys", "--json", data=own_demo)
    assert made["uploads"] > 3
    assert file.stat().st_mode & 0o077 == 0
    root = answer("verify", "--json", data=own_demo)["root"]
    restored = yuanba("restore", file, data=fresh)
    assert restored.returncode == 0, restored.stderr
    assert answer("verify", "--json", data=fresh)["root"] == root
    uploads = sorted(path.relative_to(own_demo) for path in (own_demo / "uploads").rglob("*"))
    assert uploads == sorted(path.relative_to(fresh) for path in (fresh / "uploads").rglob("*"))
    act(fresh)
    # A midnight or a deadline may pass while this runs; what the clock adds, it counts.
    round_ = answer("tick", "--json", data=fresh)
    assert round_["sequenced"] == 1 + round_["acts"] + round_["sealed"]
    again = answer("verify", "--json", data=fresh)
    assert again["sound"]
    assert again["root"] != root


def test_keys_stay_outside_unless_they_are_asked_for(own_demo: Path, tmp_path: Path) -> None:
    inside = {}
    for name, words in (("without", []), ("with", ["--with-keys"])):
        assert yuanba("backup", tmp_path / name, *words, data=own_demo).returncode == 0
        with tarfile.open(tmp_path / name) as tar:
            inside[name] = set(tar.getnames())
    assert inside["with"] - inside["without"] == {"keys.json", "ledger.key"}


def test_a_restore_over_a_longer_ledger_is_refused_and_changes_nothing(own_demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    assert yuanba("backup", file, data=own_demo).returncode == 0
    act(own_demo)
    before = (own_demo / "yuanba.sqlite3").read_bytes()
    assert "would fork the ledger" in sentence(yuanba("restore", file, data=own_demo), 1)
    assert (own_demo / "yuanba.sqlite3").read_bytes() == before


def test_a_restore_over_another_history_of_the_same_length_is_refused(own_demo: Path, tmp_path: Path) -> None:
    file, fresh = tmp_path / "backup.tar.gz", tmp_path / "fresh"
    assert yuanba("backup", file, "--with-keys", data=own_demo).returncode == 0
    assert yuanba("restore", file, data=fresh).returncode == 0
    act(fresh)
    done = yuanba("suspend", "four-two-one", "--in", VILLAGE[:9], "--on", ahead(own_demo, 4), data=own_demo)
    assert done.returncode == 0
    yuanba("adopt", "four-two-one", "--in", VILLAGE, "--since", ahead(own_demo, 5), data=own_demo)
    other = tmp_path / "other.tar.gz"
    assert yuanba("backup", other, data=own_demo).returncode == 0
    assert "not the same in both" in sentence(yuanba("restore", other, data=fresh), 1)


def test_a_backup_older_than_a_published_checkpoint_is_refused(own_demo: Path, tmp_path: Path) -> None:
    file, mirror = tmp_path / "backup.tar.gz", tmp_path / "mirror"
    assert yuanba("backup", file, "--with-keys", data=own_demo).returncode == 0
    act(own_demo)
    assert yuanba("tick", data=own_demo).returncode == 0
    assert yuanba("ledger", "export", mirror, data=own_demo).returncode == 0
    lost = tmp_path / "lost"
    late = yuanba("restore", file, "--kept", mirror / "checkpoint", data=lost)
    assert "backup lacks" in sentence(late, 1)
    assert not (lost / "yuanba.sqlite3").exists()


def test_nothing_is_restored_while_another_process_holds_the_directory(own_demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    with holding(own_demo):
        assert yuanba("backup", file, data=own_demo).returncode == 0, "a backup is made while serving"
        assert "stop it first" in sentence(yuanba("restore", file, data=own_demo), 2)


def test_a_backup_never_replaces_a_file_and_a_damaged_one_is_found_out(own_demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    assert yuanba("backup", file, data=own_demo).returncode == 0
    assert "never replaces" in sentence(yuanba("backup", file, data=own_demo), 2)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert "not a whole backup" in sentence(yuanba("restore", file, data=tmp_path / "fresh"), 2)


def test_a_file_that_leads_out_of_the_backup_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "evil.tar.gz"
    with tarfile.open(file, "w:gz") as tar:
        entry = tarfile.TarInfo("../evil")
        entry.size = 4
        tar.addfile(entry, io.BytesIO(b"evil"))
    assert "does not belong" in sentence(yuanba("restore", file, data=tmp_path / "fresh"), 2)
    assert not (tmp_path / "evil").exists()
