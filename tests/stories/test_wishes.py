"""One sentence is enough: it is routed, answered in time, and she alone reads what became of her words."""

import pytest

from tests.ground import ground
from tests.stories.showing import page, refused, step_paper
from tests.web.paper.reading import squeezed

pytestmark = pytest.mark.django_db


def test_a_wish_is_routed_answered_and_rated_and_only_she_reads_the_answer() -> None:
    place = ground()
    place.adopt("wishes")
    clerk = place.officer("committee")
    wish = place.open("wish", "say", place.resident(3), "村口路灯不亮", words="晚上接娃娃看不见路")
    place.take(wish, clerk, "agree")
    place.take(wish, clerk, "agree", answer="明天换灯泡")
    place.take(wish, place.resident(3), "submit", content="yes")
    assert wish.end == "answered"
    assert squeezed("村口路灯不亮") in step_paper(wish)
    seen = page(f"/m/{wish.number}/")
    assert "晚上接娃娃看不见路" not in seen
    assert place.residents[3].name not in seen


def test_a_wish_that_nobody_answers_goes_to_the_party_organisation_by_itself() -> None:
    place = ground()
    place.adopt("wishes")
    wish = place.open("wish", "say", place.resident(3), "水沟堵了", words="一下雨就漫水")
    with refused("not-your-step"):
        place.take(wish, place.officer("supervision_committee"), "agree")
    place.wait(days=5)
    wish.refresh_from_db()
    assert (wish.step, wish.holder) == ("overdue", place.bodies["party_org"])


def test_what_concerns_all_is_handed_on_to_deliberation() -> None:
    place = ground()
    place.adopt("wishes")
    wish = place.open("wish", "say", place.resident(3), "修一个候车亭", words="娃娃等车淋雨")
    place.take(wish, place.officer("committee"), "refer", reason="要花钱，转入四议两公开")
    assert wish.end == "handed-on"
