"""A good migrant worker is invited home and answers herself; progress counts against the county's own figure."""

import pytest

from tests.driver import Driver
from tests.ground import ground
from tests.stories.showing import page, refused, step_paper
from tests.web.paper.reading import squeezed
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db


def test_somebody_is_invited_answers_is_visited_trained_and_comes_home() -> None:
    place = ground()
    place.adopt("red-collar-plan")
    invited = place.open(
        "red-collar", "invite", place.officer("party_org"), "邀请返乡养蜂能手", words="村里的蜂场等你回来"
    )
    place.take(invited, place.resident(6), "submit", consent=True)
    assert Driver(place).to_the_end(invited) == "returned"
    assert squeezed("邀请返乡养蜂能手") in step_paper(invited)
    assert "村里的蜂场等你回来" not in page(f"/m/{invited.number}/")
    target = Record.objects.get(register="red-collar-targets")
    assert '"target":200' in target.data
    assert Matter.objects.filter(procedure="red-collar", end="returned").count() == 1


def test_who_does_not_answer_is_left_in_peace_and_nobody_answers_for_her() -> None:
    place = ground()
    place.adopt("red-collar-plan")
    invited = place.open("red-collar", "invite", place.officer("party_org"), "邀请返乡木匠", words="盼你回来")
    with refused("paper-by-clerk"):
        other = place.officer("party_org")
        place.take(invited, Actor(other.person, other.tenure, place.residents[6]), "submit", consent=True)
    with refused("blank-missing", blank="consent"):
        place.take(invited, place.resident(6), "submit", consent="")
    place.wait(days=200)
    invited.refresh_from_db()
    assert invited.end == "no-answer"
