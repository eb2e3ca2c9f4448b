"""Figures are read as a Chinese keyboard types them; nothing else passes for a figure."""

import pytest

from yuanba.kernel.procedures.blanks import Unfilled, fill
from yuanba.kernel.procedures.definitions import Field, Text


def blank(kind: str) -> Field:
    return Field("it", Text("某项", "Something"), kind)


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        ("number", "１２", 12),
        ("number", " ０３ ", 3),
        ("money", "１，２００．５０元", "1200.50"),
        ("date", "２０２６－０３－０２", "2026-03-02"),
    ],
)
def test_full_width_figures_are_figures(kind: str, typed: str, read: object) -> None:
    assert fill([blank(kind)], {"it": typed}) == {"it": read}


@pytest.mark.parametrize("typed", ["1²", "①", "十二", "-1", "１－２", "1.5", "٣"])
def test_what_only_looks_like_a_number_is_none(typed: str) -> None:
    with pytest.raises(Unfilled) as refused:
        fill([blank("number")], {"it": typed})
    assert refused.value.errors["it"].code == "blank-not-number"
