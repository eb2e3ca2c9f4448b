"""What can be wrong with a county pack, in plain words for whoever has to mend it: one stable code for each fault."""

from dataclasses import dataclass
from typing import Any

from yuanba.kernel.procedures.problem_words import PROBLEMS


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `where` is a dotted path or a line in `file`; `basis` a citation where law is the reason."""

    file: str
    code: str
    where: str
    message: str
    message_zh: str
    basis: str | None = None


def located(file: str, code: str, where: str, english: str, chinese: str, basis: str | None = None) -> Problem:
    """A problem whose sentences begin with the file and the place in it."""
    at, at_zh = (f"{file}, {where}: ", f"{file}，{where}：") if where else (f"{file}: ", f"{file}：")
    return Problem(file, code, where, at + english, at_zh + chinese, basis)


def problem(file: str, code: str, where: str = "", *, basis: object = None, **facts: Any) -> Problem:
    """One problem by its code; `facts` fill the blanks of its sentences, `basis` is a citation or its text."""
    zh, en = PROBLEMS[code]
    return located(file, code, where, en.format(**facts), zh.format(**facts), str(basis) if basis else None)
