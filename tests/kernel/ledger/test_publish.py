import pytest

from tests.kernel.ledger.forging import leaves_of, rechained, rewrite
from yuanba.kernel.ledger import note, publish, tiles


def files(directory):
    return {str(path.relative_to(directory)) for path in directory.rglob("*") if path.is_file()}


def test_a_mirror_holds_the_files_that_are_served(mirror):
    expected = {
        "vkey",
        "checkpoint",
        "tile/0/000",
        "tile/0/001.p/44",
        "tile/1/000.p/1",
        "tile/entries/000",
        "tile/entries/001.p/44",
    }
    assert files(mirror) == expected
    assert all((mirror / name).read_bytes() == tiles.read(name) for name in expected)


def test_a_second_export_writes_nothing_and_a_later_one_only_what_is_new(mirror, grow):
    assert publish.export(mirror) == 0
    before = {name: (mirror / name).stat().st_mtime_ns for name in files(mirror)}
    grow(6)
    assert publish.export(mirror) == 3
    kept = files(mirror) & before.keys() - {"checkpoint"}
    assert {name: (mirror / name).stat().st_mtime_ns for name in kept} == {name: before[name] for name in kept}


def test_partial_tiles_go_once_the_full_one_is_there(mirror, grow):
    grow(212)
    publish.export(mirror)
    assert "tile/0/001" in files(mirror)
    assert not any(name.startswith(("tile/0/001.p", "tile/entries/001.p")) for name in files(mirror))


def test_a_mirror_that_is_ahead_is_not_overwritten(mirror, grow, founded):
    rewrite(mirror, [*leaves_of(mirror), b"{}"], founded)
    with pytest.raises(publish.ForkError, match="does not extend"):
        publish.export(mirror)


def test_a_mirror_of_another_history_is_not_overwritten(mirror, grow, founded):
    rewrite(mirror, rechained(leaves_of(mirror)[1:]), founded)
    grow(1)
    with pytest.raises(publish.ForkError, match="does not extend"):
        publish.export(mirror)


def test_a_mirror_of_another_ledger_is_not_overwritten(mirror, tmp_path):
    (mirror / "vkey").write_text(note.generate(tmp_path / "other.key").vkey("other.test/ledger/510722"))
    with pytest.raises(publish.ForkError, match="another ledger"):
        publish.export(mirror)


def test_nothing_is_exported_before_the_founding(db, tmp_path):
    with pytest.raises(LookupError, match="founded"):
        publish.export(tmp_path / "mirror")
    assert not (tmp_path / "mirror").exists()
