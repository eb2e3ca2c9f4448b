"""The arithmetic of the table: medians, ratios within a round, and goals that are missed are said."""

from bench.table import Measures, document, lines, misses


def measures(own: float, under: float, *, queries: int = 9) -> Measures:
    found = Measures([10, 100])
    for size in found.sizes:
        for _ in range(3):
            found.add("unit", size, [own, own, 9.0])
            found.add("unit/yardstick", size, [under, under, under])
        found.queries["unit", size] = queries
    return found


def test_a_ratio_is_that_of_medians_so_one_slow_answer_does_not_count() -> None:
    assert measures(0.004, 0.0002).part("unit", 10) == 0.05
    assert measures(0.004, 0.0002).milliseconds("unit", 10) == 4.0


def test_a_disturbed_round_weighs_no_more_than_a_quiet_one() -> None:
    found = measures(0.004, 0.0002)
    found.add("unit", 10, [4.0])
    found.add("unit/yardstick", 10, [0.0002])
    assert found.part("unit", 10) == 0.05


def test_goals_that_are_reached_are_not_said_to_be_missed() -> None:
    assert misses(measures(0.004, 0.0002)) == []


def test_a_slow_page_too_many_queries_and_growth_are_each_said() -> None:
    assert "0.033 of the yardstick" in misses(measures(0.006, 0.0002))[0]
    assert "13 queries" in misses(measures(0.004, 0.0002, queries=13))[0]
    grown = measures(0.004, 0.0002)
    grown.rounds["unit", 100] = [[0.005], [0.005], [0.005]]
    assert "1.25 times as slow" in misses(grown)[-1]


def test_what_could_not_be_measured_is_a_miss_and_stands_in_the_table() -> None:
    found = measures(0.004, 0.0002)
    found.absent["desk"] = "answered 500"
    assert misses(found) == ["the desk: not measured, answered 500"]
    assert "| the desk | answered 500 |" in "\n".join(lines(found))


def test_the_document_says_the_same_as_the_table() -> None:
    told = document(measures(0.004, 0.0002))
    assert told["rows"]["unit"] == {"ms": [4.0, 4.0], "ratio": [0.05, 0.05], "queries": [9, 9], "growth": 1.0}
