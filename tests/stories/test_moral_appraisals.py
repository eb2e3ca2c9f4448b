"""The moral council appraises conduct by the village's own rules and names nobody; who is concerned stands aside."""

import pytest

from tests.ground import ground
from tests.stories.showing import notice_paper, refused
from tests.web.paper.reading import squeezed

pytestmark = pytest.mark.django_db
MEETING = {"attended": 3, "opinion": "按村规民约第八条，建议邻里商量错峰浇地。"}


def test_conduct_is_weighed_by_the_rules_and_posted_without_a_name() -> None:
    place = ground()
    place.adopt("moral-appraisals")
    council = place.officer("moral_council")
    words = {"power": "A17", "conduct": "抢水浇地引起争吵", "rule": "第八条"}
    moral = place.open("moral-appraisal", "raise", council, "抢水浇地的事", **words)
    place.take(moral, council, "agree", recused=1)
    place.take(moral, council, "agree", held_on=place.today.isoformat(), **MEETING)
    place.take(moral, place.officer("committee"), "post")
    assert squeezed("抢水浇地的事") in notice_paper(moral)
    place.wait(days=18)
    moral.refresh_from_db()
    assert moral.end == "archived"


def test_no_conduct_is_put_down_with_a_name() -> None:
    place = ground()
    place.adopt("moral-appraisals")
    council = place.officer("moral_council")
    with refused("names-a-resident"):
        words = {"power": "A17", "conduct": f"{place.residents[4].name}抢水浇地", "rule": "第八条"}
        place.open("moral-appraisal", "raise", council, "抢水浇地的事", **words)
    with refused("not-your-step"):
        words = {"power": "A17", "conduct": "抢水浇地", "rule": "第八条"}
        place.open("moral-appraisal", "raise", place.officer("party_org"), "抢水浇地的事", **words)
