"""What a text sounds like: words that raise a question. A flag names sentence, word and rule, and decides nothing."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.folding import folded

REGISTER = "warning-words"
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_CLAUSE = re.compile(r"[^，,、：:]+")
# Said before a word in its clause, these turn it round: what is forbidden or prevented is not asked for.
_AGAINST = re.compile("不得|不许|不要|不写|不会|严禁|防范|防止|杜绝|拒绝|反对|清理|取消|废除|保护")
_NOT = ("不", "无", "未", "免", "非", "没有", "不准", "禁止")
_GAP = ".{0,8}?"  # what … stands for


def _pattern(cell: str) -> re.Pattern[str] | None:
    words = [one.strip() for one in cell.split("|") if one.strip()]
    if not words:
        return None
    return re.compile("|".join(_GAP.join(map(re.escape, one.split("…"))) for one in sorted(words, key=len)[::-1]))


@dataclass(frozen=True)
class Sign:
    """One row of the register of warning words."""

    code: str
    name: Text
    kind: str
    words: str
    near: str = ""
    unless: str = ""
    basis: tuple[Citation, ...] = ()

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None, re.Pattern[str] | None]:
        return _pattern(self.words), _pattern(self.near), _pattern(self.unless)


@dataclass(frozen=True, slots=True)
class Flag:
    """Where a text sounds like something: the sentence, the word in it, and the sign it was told by."""

    sign: Sign
    sentence: str
    word: str

    @property
    def kind(self) -> str:
        return self.sign.kind


def signs(rows: Iterable[Mapping[str, str]]) -> tuple[Sign, ...]:
    """The signs of the register's rows."""
    return tuple(
        Sign(
            row["code"],
            Text(row["name"], row["name_en"]),
            row["guard"],
            row["words"],
            row.get("near", ""),
            row.get("unless", ""),
            tuple(map(Citation.parse, parts(row.get("basis")))),
        )
        for row in rows
    )


def flags(text: str, known: Iterable[Sign]) -> list[Flag]:
    """Every sign that a text gives, one a sign and sentence, in the order of the text, however it is written."""
    found = []
    for sentence in _SENTENCE.findall(text):
        plain = folded(sentence)
        for sign in known:
            if word := _told(plain, sign):
                found.append(Flag(sign, sentence.strip(), word))
    return found


def _told(sentence: str, sign: Sign) -> str:
    words, near, unless = sign.patterns
    if words is None or (near and not near.search(sentence)) or (unless and unless.search(sentence)):
        return ""
    for match in words.finditer(sentence):
        if not _turned(sentence, match.start()):
            return match.group()
    return ""


def _turned(sentence: str, at: int) -> bool:
    """Whether what stands before a word in its clause turns it round."""
    clause = next((one for one in _CLAUSE.finditer(sentence) if one.start() <= at < one.end()), None)
    before = sentence[clause.start() if clause else 0 : at]
    return before.endswith(_NOT) or _AGAINST.search(before) is not None
