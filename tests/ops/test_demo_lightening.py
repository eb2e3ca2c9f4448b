"""The demonstration's burden account has real numbers: told by the county's own acts, derived again without a fault."""

from pathlib import Path

from tests.ops.running import answer


def test_the_past_holds_admitted_refused_and_objected_tasks_and_sealed_ledgers(demo: Path) -> None:
    document = answer("ledgers", "--check", "--json", data=demo)
    assert document["mismatches"] == []
    assert document["snapshots"] == 4
    assert document["share"] >= 0.9
    rows = {row["code"]: row["rows"] for row in document["ledgers"]}
    assert rows["L01"] >= 5
    assert rows["L13"] == 1, "what was admitted was asked for, done and paid"
