"""English names of places."""

from pathlib import Path

import pytest

from yuanba.kernel.places.division_file import read
from yuanba.kernel.places.english import english_name

SANTAI = Path(__file__).resolve().parents[3] / "county" / "santai" / "places" / "divisions.csv"


@pytest.mark.parametrize(
    ("name", "kind", "english"),
    [
        ("三台县", "county", "Santai County"),
        ("潼川镇", "township", "Tongchuan Town"),
        ("断石乡", "township", "Duanshi Township"),
        ("城北街道", "township", "Chengbei Sub-district"),
        ("城北街道办事处", "township", "Chengbei Sub-district"),
        ("凤凰村", "village", "Fenghuang Village"),
        ("凤凰", "village", "Fenghuang Village"),
        ("老西街社区", "community", "Laoxijie Community"),
        ("大十字", "community", "Dashizi Community"),
        ("乐安社区", "community", "Le'an Community"),
        ("长桥村", "village", "Changqiao Village"),
        ("黑柏林村", "village", "Heibailin Village"),
        ("吕家村", "village", "Lüjia Village"),
        ("第7村", "village", "Di7 Village"),
        ("村", "village", "Cun Village"),
        ("老林场", "quasi", "Lao Forest Farm"),
        ("生活区", "quasi", "Shenghuoqu Area"),
        ("三组", "group", "Group 3"),
        ("第十二村民小组", "group", "Group 12"),
        ("二十组", "group", "Group 20"),
        ("大湾组", "group", "Dawan Group"),
        ("王家院子", "courtyard", "Wangjia Courtyard"),
        ("锦绣小区", "compound", "Jinxiu Compound"),
        ("3号楼", "building", "Building 3"),
    ],
)
def test_a_place_has_one_word_of_pinyin_and_says_what_it_is(name: str, kind: str, english: str) -> None:
    assert english_name(name, kind) == english


def test_every_place_of_santai_is_one_word_and_its_kind() -> None:
    divisions = read(SANTAI)
    for unit in divisions.units:
        word, generic = english_name(unit.name, unit.kind).split(" ")
        assert word[0].isupper()
        assert word.replace("'", "").isalpha()
        assert generic == {"village": "Village", "community": "Community"}[unit.kind]
