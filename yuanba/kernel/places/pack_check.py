"""A pack's files of places, as one more check: hand `check` to `procedures.checks.check(root, also=[...])`."""

from collections.abc import Iterator
from pathlib import Path

from yuanba.kernel.places.codes import COUNTY
from yuanba.kernel.places.division_file import read
from yuanba.kernel.places.division_problems import DivisionFileError
from yuanba.kernel.procedures.pack import load
from yuanba.kernel.procedures.problems import Problem, located, problem


def check(root: Path) -> Iterator[Problem]:
    """Every problem of `places/*.csv`, by line (codes `places-…`), and files that hold another county's divisions."""
    expected = load(root)[0].code
    for path in sorted((root / "places").glob("*.csv")):
        file = path.relative_to(root).as_posix()
        try:
            divisions = read(path)
        except DivisionFileError as error:
            for fault in error.problems:
                where = f"line {fault.line}" if fault.line else ""
                yield located(file, f"places-{fault.code}", where, fault.message, fault.message_zh)
        else:
            if len(expected) == COUNTY and divisions.county != expected:
                yield problem(file, "places-other-county", found=divisions.county, expected=expected)
