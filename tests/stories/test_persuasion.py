"""Persuasion against waste: with consent, naming nobody, and never against a household's will."""

import pytest

from tests.cast import SHEET
from tests.ground import ground
from tests.stories.showing import page, refused, step_paper
from tests.web.paper.reading import squeezed

pytestmark = pytest.mark.django_db


def test_a_household_agrees_to_a_visit_and_nobody_reads_what_was_said() -> None:
    place = ground()
    place.adopt("persuasion")
    council = place.officer("ceremony_council")
    visit = place.open("persuasion-visit", "plan", council, "寿宴简办劝导", topic="waste")
    place.take(visit, council, "done")
    place.wait(days=2)
    place.take(visit, council, "done", talk="劝过以后愿意把四十桌减到十五桌")
    assert visit.step == "look-back"
    place.take(visit, council, "agree")
    assert visit.end == "changed"
    paper = step_paper(visit)
    assert squeezed("寿宴简办劝导") in paper
    assert "四十桌" not in paper
    assert "四十桌" not in page(f"/m/{visit.number}/")


def test_who_does_not_want_a_visit_gets_none_and_only_the_council_calls() -> None:
    place = ground()
    place.adopt("persuasion")
    with refused("not-your-step"):
        place.open("persuasion-visit", "plan", place.officer("committee"), "劝导", topic="waste")
    council = place.officer("ceremony_council")
    visit = place.open("persuasion-visit", "plan", council, "劝导", topic="burial")
    with refused("names-a-resident"):
        place.take(visit, council, "fail", reason=f"{place.residents[3].name}不愿意")
    place.take(visit, council, "fail", reason="住户不愿意")
    assert visit.end == "not-wanted"
    with refused("matter-ended"):
        place.take(visit, council, "done", file=SHEET)
