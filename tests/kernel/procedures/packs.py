"""A copy of the real pack that a test may break in one place."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

from yuanba.kernel.places import pack_check
from yuanba.kernel.procedures.checks import check
from yuanba.kernel.procedures.problems import Problem

SANTAI = Path(__file__).parents[3] / "county" / "santai"
P421 = "procedures/four-two-one.v1.toml"
QUERY = "procedures/supervision-query.v1.toml"
POWERS = "registers/powers.csv"

Breaking = Callable[["PackCopy"], None]


class PackCopy:
    """Santai's pack, without its lock, in a folder of its own. Every edit must hit: none can go stale unseen."""

    def __init__(self, root: Path) -> None:
        self.root = root / "pack"
        shutil.copytree(SANTAI, self.root)
        (self.root / "published.lock").unlink(missing_ok=True)

    def problems(self) -> list[Problem]:
        """What the checks say of it, places included."""
        return check(self.root, also=[pack_check.check])

    def write(self, file: str, text: str | bytes) -> None:
        """Replace a file, or add one."""
        (self.root / file).write_bytes(text.encode() if isinstance(text, str) else text)

    def append(self, file: str, text: str) -> None:
        """Add to the end of a file that is there."""
        path = self.root / file
        path.write_text(path.read_text(encoding="utf-8") + "\n" + text + "\n", encoding="utf-8")

    def prepend(self, file: str, text: str) -> None:
        """Add to the beginning of a file, before any table."""
        path = self.root / file
        path.write_text(text + "\n" + path.read_text(encoding="utf-8"), encoding="utf-8")

    def swap(self, file: str, old: str, new: str, *, after: str | tuple[str, ...] = "") -> None:
        """Replace the first `old` that follows `after`, or the first of several that stands in the file."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        mark = next(one for one in ((after,) if isinstance(after, str) else after) if one in text)
        begin = text.index(mark) + len(mark)
        at = text.index(old, begin)
        path.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")

    def swap_all(self, file: str, old: str, new: str) -> None:
        """Replace every `old`."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def drop(self, file: str) -> None:
        """Delete a file."""
        (self.root / file).unlink()

    def cut(self, file: str, line: int) -> None:
        """Delete one line of a file."""
        path = self.root / file
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        del lines[line]
        path.write_text("".join(lines), encoding="utf-8")

    def rename(self, file: str, new: str) -> None:
        """Move a file."""
        (self.root / file).rename(self.root / new)

    def power(self, code: str, **cells: str) -> None:
        """Change cells of one power's row, in whichever list it stands."""
        for path in sorted((self.root / "registers").glob("powers*.csv")):
            table = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
            for row in (row for row in table if row["code"] == code):
                assert cells.keys() <= row.keys()
                row.update(cells)
                rows = [list(table[0]), *(list(row.values()) for row in table)]
                self.write(path.relative_to(self.root).as_posix(), table_text(rows))
                return
        raise AssertionError(f"no power {code}")

    def table(self) -> list[list[str]]:
        """The cells of the first list of powers, its header first."""
        return list(csv.reader(io.StringIO((self.root / POWERS).read_text(encoding="utf-8"))))


def table_text(rows: list[list[str]]) -> str:
    """Rows as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def swap(file: str, old: str, new: str, *, after: str | tuple[str, ...] = "") -> Breaking:
    """A breaking that replaces one text."""
    return lambda pack: pack.swap(file, old, new, after=after)


def step(code: str, old: str, new: str, *, file: str = P421) -> Breaking:
    """A breaking inside one step of a procedure, which has a table of its own or stands on one line."""
    return swap(file, old, new, after=(f"[step.{code}]\n", f"\n{code} = {{"))


def append(file: str, text: str) -> Breaking:
    """A breaking that adds lines."""
    return lambda pack: pack.append(file, text)


def prepend(file: str, text: str) -> Breaking:
    """A breaking that adds lines before any table."""
    return lambda pack: pack.prepend(file, text)


def write(file: str, text: str | bytes) -> Breaking:
    """A breaking that replaces or adds a file."""
    return lambda pack: pack.write(file, text)


def power(code: str, **cells: str) -> Breaking:
    """A breaking in one power's row."""
    return lambda pack: pack.power(code, **cells)


def both(one: Breaking, other: Breaking) -> Breaking:
    """A breaking that takes two edits."""

    def do(pack: PackCopy) -> None:
        one(pack)
        other(pack)

    return do


def trial(steps: str) -> Breaking:
    """A breaking that adds a small procedure of its own, which begins at `a` and ends at `z`; `steps` is TOML."""
    head = """
code = "trial"
version = 1
name = "试"
name_en = "Trial"
summary = "试"
summary_en = "Trial"
[start.a]
name = "开始"
name_en = "Begin"
[end.z]
name = "结束"
name_en = "End"
"""
    return write("procedures/trial.v1.toml", head + steps)


def small_step(code: str, kind: str, by: str, on: str, more: str = "") -> str:
    """The TOML of one step of a trial procedure."""
    return f'[step.{code}]\nname = "步"\nname_en = "Step"\nkind = "{kind}"\nby = "{by}"\non = {{ {on} }}\n{more}\n'
