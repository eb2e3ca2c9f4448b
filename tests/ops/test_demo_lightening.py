"""The demonstration's burden account has real numbers: told by the county's own acts, derived again without a fault."""

from pathlib import Path

from tests.ops.running import UNITS, answer, yuanba
from yuanba import clock
from yuanba.kernel.people.acts import local_day


def test_the_past_holds_admitted_refused_and_objected_tasks_and_sealed_ledgers(demo: Path) -> None:
    document = answer("ledgers", "--check", "--json", data=demo)
    assert document["mismatches"] == []
    assert document["snapshots"] == 4
    assert document["share"] >= 0.9
    before = local_day(clock.now()).year - 1  # in spring part of the story lies in the year before
    past = answer("ledgers", "--year", str(before), "--json", data=demo)
    both = zip(document["ledgers"], past["ledgers"], strict=True)
    rows = {now["code"]: now["rows"] + then["rows"] for now, then in both}
    assert rows["L01"] >= 5
    assert rows["L13"] == 1, "what was admitted was asked for, done and paid"


def test_matters_strewn_over_the_same_units_leave_the_sealed_ledgers_true(tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = yuanba("demo", "--no-serve", "--data", data, "--units", UNITS, "--matters", "5")
    assert done.returncode == 0, done.stderr
    document = answer("ledgers", "--check", "--json", data=data)
    assert (document["snapshots"], document["mismatches"]) == (4, [])
