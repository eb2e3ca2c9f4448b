"""What the commands tell about a county's pack without a database."""

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.house.tree import ROOT
from tests.ops.running import answer, sentence, yuanba

DIVISIONS = ROOT / "county" / "santai" / "places" / "divisions.csv"
ROWS = [
    "code,name,township_code,township_name",
    "511181100001,河口社区居民委员会,511181100,河口镇",
    "511181100202,梨树村村民委员会,511181100,河口镇",
    "511181101203,桥头村村民委员会,511181101,桥头乡",
]


def test_the_real_county_has_33_townships_and_462_units() -> None:
    counts = {"townships": 33, "units": 462, "villages": 383, "communities": 79, "quasi": 0}
    assert answer("places", "--json") == {**counts, "source": "pack"}


def test_the_pack_is_sound_and_a_broken_one_is_named(tmp_path: Path) -> None:
    assert answer("check", "--json") == {"problems": []}
    broken = shutil.copytree(ROOT / "county" / "santai", tmp_path / "pack")
    file = broken / "procedures" / "objection.v1.toml"
    file.write_text(file.read_text().replace('submit = "answer"', 'submit = "nowhere"'))
    problems = answer("check", "--pack", broken, "--json", code=1)["problems"]
    assert problems
    assert all(set(one) == {"file", "code", "where", "message", "message_zh", "basis"} for one in problems)
    assert any("nowhere" in one["message"] for one in problems)
    assert answer("check", "--json", code=1, YUANBA_PACK=str(broken))["problems"] == problems


def test_institutions_are_listed_with_their_clauses() -> None:
    rows = answer("institutions", "--json")["institutions"]
    four = next(row for row in rows if row["code"] == "four-two-one")
    assert set(four) == {"code", "name", "name_en", "procedures", "registers", "boards", "adopted_in"}
    assert (four["procedures"], four["adopted_in"]) == (["four-two-one", "mandate"], [])


def test_a_chart_comes_as_text_svg_and_bpmn() -> None:
    text = yuanba("chart", "four-two-one", "--at", "resolve", LANG="zh_CN.UTF-8").stdout
    assert "▶ 5. 会议决议" in text
    svg = ElementTree.fromstring(yuanba("chart", "four-two-one.v1", "--svg", "--at", "resolve").stdout)
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    bpmn = ElementTree.fromstring(yuanba("chart", "four-two-one", "--bpmn").stdout.encode())
    assert bpmn.find("{http://www.omg.org/spec/BPMN/20100524/DI}BPMNDiagram") is not None


def test_another_county_is_read_in_the_encodings_that_counties_use(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        file = tmp_path / f"{encoding}.csv"
        file.write_bytes("\r\n".join(ROWS).encode(encoding))
        found = answer("places", "import", file, "--dry-run", "--json")
        assert (found["county"], found["villages"], found["communities"]) == ("511181", 2, 1)
        assert found["imported"] is False


def test_a_faulty_file_is_refused_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("\n".join([*ROWS, ROWS[2], "5111811012,短码村村民委员会,511181101,桥头乡"]))
    done = yuanba("places", "import", file, "--dry-run", "--json")
    assert done.returncode == 1
    assert [line.split(":")[1] for line in done.stderr.splitlines()] == ["5", "6"]
    chinese = yuanba("places", "import", file, "--dry-run", LANG="zh_CN.UTF-8")
    assert chinese.stderr != done.stderr


@pytest.mark.slow
def test_a_county_is_imported_whole_once_and_founds_its_ledger(tmp_path: Path) -> None:
    file, data = tmp_path / "county.csv", tmp_path / "data"
    file.write_text("\n".join(ROWS))
    data.mkdir()
    assert "empty" in sentence(yuanba("places", "import", file, data=data), 2)
    assert yuanba("migrate", data=data).returncode == 0
    first = answer("places", "import", file, "--json", "--name", "某县", data=data)
    assert (first["imported"], first["units"]) == (True, 3)
    assert answer("places", "--json", data=data) == {
        "townships": 2,
        "units": 3,
        "villages": 2,
        "communities": 1,
        "quasi": 0,
        "source": "database",
    }
    assert answer("places", "import", file, "--json", "--name", "某县", data=data)["imported"] is False
    assert answer("tick", "--json", data=data)["sequenced"] == 1
    report = answer("verify", "--json", data=data)
    assert (report["sound"], report["units"]) == (True, {"511181": 1})
    file.write_text("\n".join(ROWS[:-1]))
    assert "differs" in sentence(yuanba("places", "import", file, "--name", "某县", data=data), 1)
    assert answer("places", "--json", data=data)["units"] == 3


def test_the_five_lists_are_verified_without_a_database_and_a_flaw_is_named(tmp_path: Path) -> None:
    counts = {"powers": 36, "micro": 24, "self": 21, "assist": 37, "negative": 7}
    assert answer("powers", "verify", "--json") == {"counts": counts, "problems": []}
    assert yuanba("powers", "verify").stdout.strip() == "powers 36 / micro 24 / self 21 / assist 37 / negative 7"
    broken = shutil.copytree(ROOT / "county" / "santai", tmp_path / "pack")
    file = broken / "registers" / "powers.negative.csv"
    file.write_text(file.read_text().replace(",guarantee,", ",,"))
    found = answer("powers", "verify", "--pack", broken, "--json", code=1)["problems"]
    assert [(one["item"], one["code"]) for one in found] == [("N2", "guard-missing")]
    assert "N2" in yuanba("powers", "verify", "--pack", broken).stderr


def test_a_list_that_lost_an_item_is_told_with_both_numbers_by_both_commands(tmp_path: Path) -> None:
    broken = shutil.copytree(ROOT / "county" / "santai", tmp_path / "pack")
    file = broken / "registers" / "powers.micro.csv"
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:-1]))
    document = answer("powers", "verify", "--pack", broken, "--json", code=1)
    assert document["counts"]["micro"] == 23
    [flaw] = document["problems"]
    assert (flaw["item"], flaw["code"]) == ("micro", "count-differs")
    [problem] = answer("check", "--pack", broken, "--json", code=1)["problems"]
    assert (problem["file"], problem["code"]) == ("registers/powers.micro.csv", "count-differs")
    for message in (flaw["message"], problem["message"]):
        assert "registers/powers.micro.csv" in message
        assert "24" in message
        assert "23" in message
    declaring = broken / "registers" / "powers.toml"
    declaring.write_text(declaring.read_text().replace("micro = 24", "micro = 23"))
    assert answer("powers", "verify", "--pack", broken, "--json")["problems"] == [], "another county, another number"
