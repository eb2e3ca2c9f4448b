"""What those who act in a matter are shown, and others are not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import SHEET, Village
from tests.stories.test_four_two_one import decided, wish
from tests.web.desk.conftest import Sit
from tests.web.desk.test_main_job import carry_to_the_posting
from yuanba.kernel.matters.acts import tick
from yuanba.kernel.matters.models import Matter

pytestmark = pytest.mark.django_db
WORDS = "为什么要18万？隔壁村才12万。"


def test_who_answers_reads_the_objection_and_nobody_reads_whose_it_is(place: Village, sit: Sit) -> None:
    matter = carry_to_the_posting(place, sit)
    sit("villager").open(f"/m/{matter.number}/object").submit("object", ground="money", words=WORDS)
    objection = Matter.objects.get(role="objection")
    for key in ("wu", "wang"):
        page = sit(key).open(f"/m/{objection.number}/take")
        assert WORDS in page.text
        assert place.villagers[15].name not in page.text
    assert WORDS not in sit("chen").open(f"/m/{objection.number}/take").text
    assert WORDS not in sit("villager").open(f"/m/{objection.number}/").text


def test_a_supervisor_finds_the_question_a_body_its_slip_a_resident_the_objection(place: Village, sit: Sit) -> None:
    matter = carry_to_the_posting(place, sit)
    path = f"/m/{matter.number}"

    def links(key: str) -> set[str]:
        return set(sit(key).open(f"{path}/take").page.xpath("//main//a/@href"))

    assert f"{path}/ask" in links("wang")
    assert f"{path}/ask" not in links("wu")
    assert f"{path}/correct/2" in links("zhou"), "the branch wrote the proposal"
    counted = matter.takings.get(act="count").seq
    assert f"{path}/correct/3" in links("li"), "the committee sat in the joint meeting"
    assert f"{path}/correct/{counted}" not in links("li"), "a count is not mended by a form"
    assert f"{path}/object" in links("chen")


def test_a_community_or_village_is_shown_its_own_law_only(place: Village, sit: Sit) -> None:
    text = sit("zhou").open(f"/m/{wish(place).number}/take").text
    assert "《村委会组织法》第28条" in text
    assert "居委会组织法" not in text
    assert "（未核实）" in text, "what nobody has re-read is shown with the word"


def test_the_page_in_english_says_what_will_happen(place: Village, sit: Sit) -> None:
    text = sit("zhou").open(f"/en/m/{wish(place).number}/take").text
    assert "Submit: Agreed" in text
    assert "Once submitted, it goes to “Joint meeting of the two committees confers”" in text


def test_the_page_of_a_matter_asks_as_often_for_one_step_as_for_all_that_came_before(place: Village, sit: Sit) -> None:
    """What each earlier step lets somebody correct is judged without asking anew who is in office."""

    def queries() -> int:
        client = sit("li").client
        client.get(f"/m/{matter.number}/take")
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/m/{matter.number}/take").status_code == 200
        return len(seen)

    matter = decided(place)
    place.take(matter, "li", "committee", "post", remark="金额18万元")
    first = queries()
    place.wait(days=20)
    tick(now=place.now)
    matter.refresh_from_db()
    for task in ("contract", "vouchers", "acceptance"):
        place.take(matter, "li", "committee", "evidence", task=task, file=SHEET)
    assert max(first, queries()) <= 15
