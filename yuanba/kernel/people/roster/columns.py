"""The columns of a list of office-holders: what each is called in the field, and where the header stands."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yuanba.kernel.procedures.refusal import Refusal

HEADER_WITHIN = 30


@dataclass(frozen=True, slots=True)
class Column:
    """`title` is how we write it; `others` are further headers that mean the same."""

    code: str
    title: str
    others: tuple[str, ...] = ()


COLUMNS = (
    Column("code", "区划代码", ("代码", "统计用区划代码", "行政区划代码", "单位代码")),
    Column(
        "township",
        "乡镇",
        ("镇乡", "乡镇街道", "乡镇/街道", "乡/镇/街道", "街道", "镇", "乡", "所属乡镇", "所在乡镇", "乡镇名称"),
    ),
    Column(
        "unit",
        "行政村/社区",
        (
            "行政村",
            "村社区",
            "村/社区",
            "村",
            "社区",
            "村名",
            "村名称",
            "行政村名称",
            "所属村",
            "所在村",
            "单位",
            "单位名称",
            "村居",
        ),
    ),
    Column("body", "组织", ("组织名称", "机构", "机构名称", "任职组织", "班子")),
    Column("post", "职务", ("职位", "岗位", "现任职务", "任职", "担任职务")),
    Column("name", "姓名", ("名字", "任职人员", "人员姓名")),
    Column("sex", "性别", ()),
    Column("born", "出生年月", ("出生日期", "出生时间", "生日")),
    Column("since", "任职时间", ("任职日期", "任职起始时间", "任现职时间", "当选时间", "起任时间", "到任时间")),
    Column("until", "任期届满", ("任期至", "届满时间", "任期结束", "届满日期")),
    Column("phone", "联系电话", ("电话", "手机", "手机号", "手机号码", "联系方式", "联系电话(手机)")),
    Column("id_number", "身份证号", ("身份证号码", "身份证", "公民身份号码", "证件号码")),
)
NEEDED = ("post", "name")
# What people add to a list and nobody needs: it is left alone, and never stored.
IGNORED = ("序号", "编号", "备注", "说明", "民族", "学历", "文化程度", "政治面貌", "年龄", "籍贯")


def tidy(cell: Any) -> str:
    """A cell as text: full-width signs made plain, spaces of every kind taken away."""
    if isinstance(cell, dict):
        return str(cell["day"])
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return re.sub(r"[\s\u200b\ufeff]+", "", unicodedata.normalize("NFKC", "" if cell is None else str(cell)))


def _key(header: str) -> str:
    """A header without its marks and the note behind it, such as `*姓名(必填)`."""
    return re.sub(r"\([^()]*\)$", "", header.replace("、", "/").strip("*:")).strip("*:")


_BY_HEADER: Mapping[str, str] = {
    _key(tidy(name)): column.code for column in COLUMNS for name in (column.title, *column.others)
}


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands and which column is which; what it has besides is not read."""

    row: int
    at: Mapping[str, int]
    unknown: tuple[str, ...]


def find(rows: Sequence[Sequence[Any]]) -> Header:
    """The header below titles and notes: the first row that names a post and a person. Refusals `sheet-header…`."""
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        at: dict[str, int] = {}
        unknown, twice = [], []
        for place, cell in enumerate(row):
            said = _key(tidy(cell))
            code = _BY_HEADER.get(said)
            if code is None:
                unknown += [said] if said and said not in IGNORED else []
            elif code in at:
                twice.append(said)
            else:
                at[code] = place
        if all(code in at for code in NEEDED):
            if twice:
                raise Refusal("sheet-header-twice", columns="、".join(twice))
            if "unit" not in at and "code" not in at and "township" not in at:
                raise Refusal("sheet-header-place")
            return Header(number, at, tuple(unknown))
    raise Refusal("sheet-header", rows=HEADER_WITHIN)
