"""The guide to adding an institution names every verb, outcome, role and type of field that data may use."""

from tests.house.tree import ROOT
from yuanba.kernel.procedures.definitions import OUTCOMES, ROLES
from yuanba.kernel.procedures.pack_forms import FIELD_TYPES

GUIDE = (ROOT / "docs" / "adding-an-institution.md").read_text(encoding="utf-8")


def test_the_guide_has_a_row_for_every_verb_with_its_outcomes_in_order() -> None:
    for verb, outcomes in OUTCOMES.items():
        assert f"| `{verb}` | {' '.join(f'`{one}`' for one in outcomes)}" in GUIDE


def test_the_guide_names_every_role_and_every_type_of_field() -> None:
    assert all(f"`{word}`" in GUIDE for word in (*ROLES, *FIELD_TYPES))
