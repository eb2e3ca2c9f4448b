"""One grid, one team, many matters: a worker's round is written down once, and nobody makes an officer of her."""

import pytest

from tests.driver import Driver
from tests.ground import Ground, ground
from tests.stories.showing import notice_paper, page, printed, refused
from tests.web.paper.reading import squeezed
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.registers.imposed import admitted

pytestmark = pytest.mark.django_db
SAID = "我屋门口的沟堵了，下雨就进水"


def noted(place: Ground) -> Matter:
    return place.open("wish", "visit", place.officer("grid_team", "grid_worker"), "门口排水沟堵塞", words=SAID)


def test_what_is_said_on_a_round_is_routed_answered_and_stays_private() -> None:
    place = ground()
    place.adopt("all-subject-grid")
    wish, clerk = noted(place), place.officer("committee")
    first = Taking.objects.get(matter=wish, seq=1)
    assert (first.body, wish.step) == ("grid_team", "route")
    place.take(wish, clerk, "agree", theme="works")
    with refused("not-your-step"):
        place.take(wish, place.officer("grid_team", "grid_worker"), "agree", answer="我去掏")
    answered = place.take(wish, clerk, "agree", answer="后天请人来掏，请把三轮车挪开")
    paper = printed(f"/m/{wish.number}/t/{answered.seq}.pdf")
    assert squeezed("门口排水沟堵塞") in paper
    for words in (SAID, "三轮车"):
        assert squeezed(words) not in paper
        assert words not in page(f"/m/{wish.number}/")
    assert Driver(place).to_the_end(wish) == "answered"


def test_a_wish_nobody_answers_goes_to_the_party_organisation_by_itself() -> None:
    place = ground()
    place.adopt("all-subject-grid")
    wish = noted(place)
    place.wait(days=5)
    wish.refresh_from_db()
    assert (wish.step, wish.holder) == ("overdue", place.bodies["party_org"])


def test_a_department_is_helped_only_with_what_stands_admitted_and_the_hours_hang_on_the_wall() -> None:
    place = ground()
    place.adopt("all-subject-grid", "lightening-tasks")
    department, worker = place.officer("county_department"), place.officer("grid_team", "grid_worker")
    asked = {"power": "B12", "task": "巡查时留意违规动火，看见就报", "money": "1500", "does": "report"}
    with refused("blank-not-a-choice", blank="admitted"):
        place.open("assist", "request", department, "安全隐患报告", **asked, admitted="电话里说的")
    with refused("not-your-step"):
        place.open("assist", "request-town", worker, "安全隐患报告", **asked)
    listed = admitted("task", place.unit.code, place.today)[0].record
    help_ = place.open("assist", "request", department, "安全隐患报告", **asked, admitted=listed.code)
    drive = Driver(place, given={"hours": 26, "paid": "1500"})
    drive.until(help_, "help")
    with refused("not-your-step"):
        place.take(help_, worker, "done", hours=26)
    assert drive.to_the_end(help_) == "archived"
    wall = notice_paper(help_)
    assert squeezed("用了多少小时26") in wall
    assert "1,500.00" in wall
