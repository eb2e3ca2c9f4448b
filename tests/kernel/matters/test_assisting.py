"""Under an assist item a village assists: by the ways that the item names, led by a department, with its money."""

import pytest

from tests.kernel.matters.lists import file, guarded
from yuanba.kernel.matters.assisting import DOES
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db
ROWS = [row for row in pack().registers["powers"].rows if row["list"] == "assist"]
NEVER = ("enforce", "approve", "letter", "app", "certificate", "collect", "guarantee", "fine")


def test_every_item_names_ways_that_the_form_offers_and_none_that_no_item_may() -> None:
    assert len(ROWS) == 37
    for row in ROWS:
        ways = row["does"].split(";")
        assert set(ways) <= set(DOES.choices) - set(NEVER), row["code"]


def test_a_way_outside_the_item_is_refused_citing_it() -> None:
    made = guarded("B07")
    with pytest.raises(Refusal) as refused:
        file(
            made,
            "assist",
            "request-town",
            "deng",
            "township_office",
            power="B07",
            does="patrol",
            task="反诈",
            money="500",
        )
    assert refused.value.code == "assist-exceeds"
    assert refused.value.facts["item"] == "B07"
    assert "强制安装软件" in refused.value.sentence("zh-hans")
    assert refused.value.law == "vcol-2026:6"


def test_without_money_nothing_is_sent_down() -> None:
    made = guarded("B07")
    with pytest.raises(Refusal) as refused:
        file(
            made,
            "assist",
            "request-town",
            "deng",
            "township_office",
            power="B07",
            does="publicise",
            task="反诈",
            money="0",
        )
    assert (refused.value.code, refused.value.law) == ("assist-unpaid", "vcol-2026:43")


def test_without_an_item_nothing_is_sent_down_past_the_gate() -> None:
    made = guarded("B07")
    with pytest.raises(Unfilled):
        file(made, "assist", "request-town", "deng", "township_office", power="B07", task="反诈", money="500")


def test_an_item_that_nobody_leads_is_refused() -> None:
    made = guarded("B07")
    record = Record.objects.get(register="powers", code="B07")
    record.data = record.data.replace('"lead":"police",', "")
    record.save(update_fields=["data"])
    with pytest.raises(Refusal) as refused:
        file(
            made,
            "assist",
            "request-town",
            "deng",
            "township_office",
            power="B07",
            does="publicise",
            task="反诈",
            money="5",
        )
    assert refused.value.code == "assist-unled"


def test_what_an_item_allows_goes_to_the_gate() -> None:
    made = guarded("B07")
    taking = file(
        made, "assist", "request-town", "deng", "township_office", power="B07", does="publicise", task="院坝会上讲反诈",
        money="500",
    )  # fmt: skip
    assert taking.matter.step == "admit"


def test_the_gate_binds_the_item_and_is_held_to_it() -> None:
    made = guarded("B07")
    made.officer("gate", "county_gate", "clerk")
    asked = {"does": "patrol", "task": "巡查", "money": "500"}
    matter = file(made, "assist", "request-town", "deng", "township_office", **asked).matter
    with pytest.raises(Refusal) as refused:
        made.take(matter, "gate", "county_gate", "agree", power="B07")
    assert refused.value.code == "assist-exceeds"
