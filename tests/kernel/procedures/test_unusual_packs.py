"""Packs that nobody here would write so, and that are sound all the same."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kernel.procedures.packs import SANTAI, PackCopy
from yuanba.kernel.procedures.checks import digest_of

TREES = 'code = "trees"\nname = "古树"\nname_en = "Old trees"\n[field.girth]\nname = "胸围"\nname_en = "Girth"\n'
TREES += 'type = "number"\nrequired = false\n'
DO = """code = "tiny"
version = 1
name = "小"
name_en = "Tiny"
summary = "小"
summary_en = "Tiny"
start.a = { name = "始", name_en = "Go" }
end.z = { name = "完", name_en = "Done" }
[step.a]
name = "办"
name_en = "Do"
kind = "do"
by = "committee"
on = { done = "z" }
"""


def _without(pack: PackCopy, begin: str, end: str) -> None:
    text = (pack.root / "county.toml").read_text(encoding="utf-8")
    at = text.index(begin)
    pack.write("county.toml", text[:at] + (text[text.index(end) :] if end else ""))


def _trees(table: str) -> Callable[[PackCopy], None]:
    def do(pack: PackCopy) -> None:
        pack.write("registers/trees.toml", TREES)
        pack.write("registers/trees.csv", table)

    return do


def _every_file(change: Callable[[bytes], bytes]) -> Callable[[PackCopy], None]:
    def do(pack: PackCopy) -> None:
        for path in pack.root.rglob("*.*"):
            path.write_bytes(change(path.read_bytes()))

    return do


def _second_version(pack: PackCopy) -> None:
    text = (pack.root / "procedures/disclosure.v1.toml").read_text(encoding="utf-8")
    pack.write("procedures/disclosure.v12.toml", text.replace("version = 1", "version = 12"))


def _traces(pack: PackCopy) -> None:
    pack.write("bodies/._committee.toml", b"\x00\x05\x16\x07")
    pack.write("registers/.~lock.powers.csv#", "office")
    pack.write("registers/~$powers.xlsx", "office")
    pack.write("bodies/committee.toml.bak", "code = ")
    (pack.root / "bodies/.#group.toml").symlink_to("nowhere")


def _lock(pack: PackCopy) -> None:
    file = "procedures/four-two-one.v1.toml"
    pack.write("published.lock", f"\ufeff# adopted\r\n\r\n{digest_of(SANTAI / file)}  {file}\r\n")


def _linked(pack: PackCopy) -> None:
    shutil.move(pack.root / "law", pack.root / "statutes")
    (pack.root / "law").symlink_to("statutes")


UNUSUAL: list[tuple[str, Callable[[PackCopy], None]]] = [
    ("every file with CRLF", _every_file(lambda raw: raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))),
    ("every file marked as UTF-8", _every_file(lambda raw: b"\xef\xbb\xbf" + raw.removeprefix(b"\xef\xbb\xbf"))),
    ("no demonstration", lambda pack: _without(pack, "[demo]", "# Which body")),
    ("no reading of its own", lambda pack: _without(pack, "[reading]", "")),
    ("nobody who adopts but the administrator", lambda pack: _without(pack, "[adopts]", "# Where a term")),
    ("no places", lambda pack: shutil.rmtree(pack.root / "places")),
    ("an empty table", _trees("")),
    ("a header and blank rows", _trees("code,name,name_en,girth\n\n,,,\n")),
    ("semicolons and a quoted one", _trees('code;name;name_en;girth\r\nT1;"树;一";One;\r\n')),
    ("a cell of two lines", _trees('code,name,name_en,girth\nT1,"树\n又一行",One,3\n')),
    ("rare characters and a picture", _trees("code,name,name_en,girth\nT1,𠮷𪚥树🌳,Tree,3\n")),
    ("a procedure of one step", lambda pack: pack.write("procedures/tiny.v1.toml", DO)),
    ("a twelfth version after the first", _second_version),
    ("traces of an office and a Macintosh", _traces),
    ("a lock with remarks", _lock),
    ("a folder that is a link", _linked),
    (
        "an institution that only has a name",
        lambda pack: pack.write(
            "institutions/idle.toml", 'code = "idle"\nnumber = 99\nname = "闲"\nname_en = "Idle"\n'
        ),
    ),
]


@pytest.mark.parametrize("change", [one for _, one in UNUSUAL], ids=[name for name, _ in UNUSUAL])
def test_an_unusual_pack_is_sound(change: Callable[[PackCopy], None], tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    change(pack)
    assert pack.problems() == []
