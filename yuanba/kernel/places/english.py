"""English names of places: the name in one capitalised word of pinyin, then what it is ("Fenghuang Village").

Pinyin follows GB/T 16159 and the rules for place names: no tones, joined, an apostrophe before a, o, e ("Le'an").
"""

import re
from typing import Any

from pypinyin import Style, lazy_pinyin

# Readings that place names take and a dictionary of words gets wrong: 黑柏林 is no Berlin, 长桥 does not grow.
PLACE_READINGS = {"长": "chang", "柏": "bai"}

# By kind: endings of the Chinese name with their English, then what a name without any of them is called.
_UNIT = {"社区": "Community", "村": "Village", "林场": "Forest Farm", "农场": "Farm"}
GENERICS: dict[str, tuple[dict[str, str], str]] = {
    "county": ({"县": "County", "区": "District", "市": "City"}, "County"),
    "township": (
        {
            "街道办事处": "Sub-district",
            "街道": "Sub-district",
            "镇": "Town",
            "民族乡": "Ethnic Township",
            "乡": "Township",
            "开发区": "Zone",
        },
        "Area",
    ),
    "village": (_UNIT, "Village"),
    "community": (_UNIT, "Community"),
    "quasi": (_UNIT, "Area"),
    "group": ({"村民小组": "Group", "居民小组": "Group", "小组": "Group", "组": "Group"}, "Group"),
    "compound": ({"小区": "Compound"}, "Compound"),
    "courtyard": (
        {"院落": "Courtyard", "院坝": "Courtyard", "院子": "Courtyard", "大院": "Courtyard", "院": "Courtyard"},
        "Courtyard",
    ),
    "building": ({"号楼": "Building", "栋": "Building", "幢": "Building", "楼": "Building"}, "Building"),
}
NUMERALS = "零一二三四五六七八九"
NUMBERED = re.compile(r"第?(?:([0-9]{1,3})|([一二三四五六七八九]?十?[一二三四五六七八九]?))号?")


def english_name(name: str, kind: str) -> str:
    """English name of a place of `kind` (values of `Place.Kind`) called `name`, without a committee's ending.

    >>> english_name("老西街社区", "community"), english_name("三组", "group")
    ('Laoxijie Community', 'Group 3')
    """
    endings, generic = GENERICS[kind]
    stem = name
    for ending in sorted(endings, key=len, reverse=True):
        if name.endswith(ending) and name != ending:
            stem, generic = name.removesuffix(ending), endings[ending]
            break
    number = _number(stem)
    if number and kind in ("group", "building"):
        return f"{generic} {number}"
    return f"{_one_word(stem)} {generic}"


def _one_word(text: str) -> str:
    word = ""
    # One item for each character, so that a reading of ours can take its place.
    spoken = lazy_pinyin(text, style=Style.NORMAL, v_to_u=True, errors=_apart)
    for character, syllable in zip(text, spoken, strict=True):
        syllable = PLACE_READINGS.get(character, syllable)
        if syllable[0] in "aoe" and word[-1:].isalpha() and syllable != character:
            word += "'"
        word += syllable
    return word[:1].upper() + word[1:]


def _apart(text: str) -> Any:
    """Runs without pinyin, letter by letter; the package takes a list here, though its types say otherwise."""
    return list(text)


def _number(stem: str) -> int | None:
    found = NUMBERED.fullmatch(stem)
    if found is None:
        return None
    digits, words = found.groups()
    if digits:
        return int(digits)
    if "十" not in words:
        return NUMERALS.index(words) if len(words) == 1 else None
    tens, ones = words.split("十")
    return NUMERALS.index(tens or "一") * 10 + NUMERALS.index(ones or "零")
