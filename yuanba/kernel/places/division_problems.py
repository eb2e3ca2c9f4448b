"""What can be wrong with a file of divisions, in one sentence for the clerk who has to mend it, Chinese first."""

from dataclasses import dataclass
from typing import Any

PROBLEMS: dict[str, tuple[str, str]] = {
    "file-unreadable": (
        "这个文件打不开，请检查文件名和位置。",
        "This file cannot be opened; check its name and place.",
    ),
    "file-too-large": (
        "文件超过 {limit} 兆字节，一个县的区划表不会这么大，请检查是否选错了文件。",
        "The file is larger than {limit} MiB; no county's table is, so check that it is the right one.",
    ),
    "file-empty": ("文件是空的，没有任何一行。", "The file is empty."),
    "file-not-text": (
        "这是表格软件的文件，不是 CSV，请在表格软件里“另存为”CSV 再导入。",
        'This is a spreadsheet, not a CSV file; save it as CSV ("Save as") and import that.',
    ),
    "file-no-rows": ("文件只有表头，没有一个村或社区。", "The file has a header and not a single unit."),
    "encoding": (
        "这一行的文字编码读不出来，请把文件另存为 UTF-8 或 GB18030 编码。",
        "The text of this line cannot be decoded; save the file as UTF-8 or GB18030.",
    ),
    "columns-missing": (
        "表头缺少这些列：{columns}；四列应当是 code,name,township_code,township_name。",
        "The header lacks these columns: {columns}; the four are code,name,township_code,township_name.",
    ),
    "columns-unknown": (
        "表头多出不认识或重复的列：{columns}；四列应当是 code,name,township_code,township_name。",
        "The header has unknown or repeated columns: {columns}; the four are code,name,township_code,township_name.",
    ),
    "line-blank": ("这一行是空行，请删除。", "This line is blank; delete it."),
    "line-ragged": (
        "这一行有 {found} 格，应当是 {expected} 格。",
        "This line has {found} cells instead of {expected}.",
    ),
    "line-quotes": (
        "这一行的引号不成对，或者格子里换了行。",
        "The quotation marks of this line do not match, or a cell holds a line break.",
    ),
    "cell-formula": (
        "“{cell}”像是表格公式，请改成普通文字。",
        '"{cell}" looks like a spreadsheet formula; make it plain text.',
    ),
    "code-empty": ("没有填写代码。", "The code is missing."),
    "code-rounded": (
        "代码“{cell}”被表格软件改成了数值，末尾几位已经丢失，请从原表重新取得代码。",
        'A spreadsheet turned the code into the number "{cell}" and lost digits; take it from the source again.',
    ),
    "code-not-digits": (
        "代码“{cell}”里有不是数字的字符。",
        'The code "{cell}" holds characters that are not digits.',
    ),
    "code-short": (
        "代码“{cell}”只有 {found} 位，应当是 {expected} 位。",
        'The code "{cell}" has {found} digits instead of {expected}: too short.',
    ),
    "code-long": (
        "代码“{cell}”有 {found} 位，应当是 {expected} 位。",
        'The code "{cell}" has {found} digits instead of {expected}: too long.',
    ),
    "code-not-unit": (
        "代码“{cell}”是乡镇或县的汇总代码，不是村或社区的代码。",
        'The code "{cell}" stands for a whole township or county, not for a village or community.',
    ),
    "code-kind": (
        "代码“{cell}”的第 10 位是 {digit}，只有 0（社区）、2（村）、4 和 5（类似单位）可以导入。",
        'Digit 10 of the code "{cell}" is {digit}; only 0 (community), 2 (village), 4 and 5 (quasi-units) are known.',
    ),
    "code-twice": (
        "代码“{cell}”在第 {first} 行已经出现过。",
        'The code "{cell}" already stands on line {first}.',
    ),
    "county-other": (
        "代码“{cell}”不属于本文件的县 {county}，一个文件只能有一个县。",
        'The code "{cell}" lies outside {county}, the county of this file; one file holds one county.',
    ),
    "township-orphan": (
        "乡镇代码“{cell}”与代码“{unit}”的前 9 位不一致，这个村或社区找不到所属乡镇。",
        'The township code "{cell}" is not the first nine digits of "{unit}": the unit has no township.',
    ),
    "township-names": (
        "乡镇 {township} 在这里叫“{cell}”，在第 {first} 行叫“{other}”，请统一。",
        'Township {township} is called "{cell}" here and "{other}" on line {first}.',
    ),
    "name-empty": ("没有填写{column}。", "The {column_en} is missing."),
    "name-only-suffix": (
        "“{cell}”只有“居民委员会”“村民委员会”一类的通名，没有自己的名字。",
        '"{cell}" says only "committee"; the place\'s own name is missing.',
    ),
    "name-characters": (
        "“{cell}”里有地名不该有的字符，请检查文字或编码。",
        '"{cell}" holds characters that no place name has; check the text or its encoding.',
    ),
    "name-long": (
        "“{cell}……”太长，名称最多 {limit} 个字。",
        '"{cell}…" is too long; a name has at most {limit} characters.',
    ),
    "problems-more": (
        "问题太多，只列出前 {limit} 条，改好后请再检查一次。",
        "Only the first {limit} problems are listed; mend these and check again.",
    ),
}


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One thing to mend. `line` counts from 1 with the header as line 1; 0 is the file as a whole."""

    line: int
    code: str
    message: str
    message_zh: str


class DivisionFileError(ValueError):
    """A file that was refused as a whole, with every problem found, by line."""

    def __init__(self, problems: tuple[FileProblem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"line {problem.line}: {problem.message}" for problem in problems[:5]))


def problem(line: int, code: str, /, **facts: Any) -> FileProblem:
    zh, en = PROBLEMS[code]
    return FileProblem(line, code, en.format(**facts), zh.format(**facts))
