"""Which place may lie where, and who holds today what a place once held."""

from datetime import date

import pytest

from yuanba.kernel.places.rules import check_code, check_nesting, check_succession, heirs, valid
from yuanba.kernel.procedures.refusal import Refusal

SPRING, AUTUMN, WINTER = date(2026, 3, 1), date(2026, 9, 1), date(2026, 12, 1)


def test_the_last_day_is_the_first_on_which_a_place_no_longer_stands() -> None:
    assert valid(SPRING, AUTUMN, SPRING)
    assert not valid(SPRING, AUTUMN, AUTUMN)
    assert not valid(AUTUMN, None, SPRING)
    assert valid(SPRING, None, WINTER)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("510722", "county"),
        ("510722101", "township"),
        ("510722101201", "village"),
        ("510722101001", "community"),
        ("510722101401", "quasi"),
        ("510722101501", "quasi"),
        ("510722101201.03", "group"),
        ("510722101201.03.01", "courtyard"),
    ],
)
def test_a_code_fits_its_kind_and_no_other(code: str, kind: str) -> None:
    check_code(code, kind)
    other = "township" if kind != "township" else "village"
    with pytest.raises(Refusal) as refused:
        check_code(code, other)
    assert refused.value.code == "place-code-kind"


def test_a_broken_code_is_refused_in_plain_words() -> None:
    with pytest.raises(Refusal) as refused:
        check_code("5107221012", "village")
    assert refused.value.sentence("zh-hans").startswith("“5107221012”不是地方代码")


def test_a_building_holds_nothing_and_a_group_lies_in_no_courtyard() -> None:
    check_nesting("building", "courtyard", code="x")
    check_nesting("building", "village", code="x")
    check_nesting("courtyard", "group", code="x")
    for kind, parent in (("building", "building"), ("group", "courtyard"), ("group", "group")):
        with pytest.raises(Refusal, match="cannot lie there"):
            check_nesting(kind, parent, code="x")


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("merge", "AB", "C"),
        ("merge", "AB", "A"),
        ("merge", "B", "A"),
        ("split", "A", "AB"),
        ("split", "A", "BC"),
        ("rename", "A", "B"),
    ],
)
def test_a_succession_whose_sides_fit_is_accepted(kind: str, old: str, new: str) -> None:
    check_succession(kind, old, new)


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("merge", "AB", "CD"),
        ("merge", "A", "A"),
        ("merge", "", "A"),
        ("merge", "AAB", "C"),
        ("split", "A", "B"),
        ("split", "AB", "CD"),
        ("split", "A", "BB"),
        ("rename", "A", "A"),
        ("rename", "AB", "C"),
    ],
)
def test_a_succession_whose_sides_do_not_fit_is_refused(kind: str, old: str, new: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_succession(kind, old, new)
    assert refused.value.code == f"place-succession-{kind}"


def test_who_holds_a_place_follows_mergers_of_mergers_by_date() -> None:
    links = [("A", "C", SPRING), ("B", "C", SPRING), ("C", "D", AUTUMN)]
    closed = {"A": SPRING, "B": SPRING, "C": AUTUMN}
    assert heirs("A", links, on=date(2026, 2, 28), closed=closed) == ("A",)
    assert heirs("A", links, on=SPRING, closed=closed) == ("C",)
    assert heirs("A", links, on=AUTUMN, closed=closed) == ("D",)


def test_a_place_that_gave_away_a_part_and_was_closed_later_leaves_only_the_later_heirs() -> None:
    links = [("A", "B", SPRING), ("A", "C", AUTUMN)]
    assert heirs("A", links, on=SPRING, closed={"A": AUTUMN}) == ("A",)
    assert heirs("A", links, on=WINTER, closed={"A": AUTUMN}) == ("C",)


def test_a_split_place_has_several_heirs_and_an_abandoned_one_none() -> None:
    assert heirs("A", [("A", "B", SPRING), ("A", "C", SPRING)], on=WINTER, closed={"A": SPRING}) == ("B", "C")
    assert heirs("A", [], on=WINTER, closed={"A": SPRING}) == ()


def test_a_circle_in_the_record_does_not_run_forever() -> None:
    links = [("A", "B", SPRING), ("B", "A", SPRING)]
    assert heirs("A", links, on=WINTER, closed={"A": SPRING, "B": SPRING}) == ()
