"""Institution 10, “2+1+N”: whose posts are filled, and whose are vacant."""

import pytest
from django.test import Client

from tests.cast import SHEET, Village
from tests.stories.posts_cast import begin, furnished, printed
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.coverage import coverage
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db
NAMES = {
    "seat_community_grid_chief": "阿秀",
    "seat_compound_grid_chief": "马包工",
    "seat_grid_worker": "马大嫂",
    "seat_volunteer": "村民甲一 010\n村民乙一",
}


@pytest.fixture
def place() -> Village:
    return furnished("grid-staffing")


def asked(place: Village, kind: str = "grid_team") -> Matter:
    matter = begin(place, "fill-posts", "propose", "wu", "committee", body_kind=kind, way="自愿报名")
    place.take(matter, "li", "committee", "evidence", task="consent", file=SHEET)
    place.take(matter, "wu", "committee", "done")
    return matter


def test_a_team_is_entered_and_its_vacancies_are_seen(place: Village, client: Client) -> None:
    matter = asked(place)
    done = place.take(matter, "wu", "committee", "done", **NAMES)
    assert matter.end == "entered"
    team = Tenure.objects.filter(body__kind="grid_team")
    assert team.count() == 5
    assert coverage("grid_team", place.today).lacks == ()
    assert "登记到岗" in printed(client, done)
    worker = team.get(post="grid_worker")
    worker.until = place.today
    worker.since = place.today.replace(year=2025)
    worker.save()
    assert [one.zh for one in coverage("grid_team", place.today).lacks[0].words] == ["专兼职网格员缺 1 人"]


def test_a_post_that_must_be_filled_may_not_be_left_out(place: Village) -> None:
    matter = asked(place)
    with pytest.raises(Unfilled) as unfilled:
        place.take(matter, "wu", "committee", "done", **{**NAMES, "seat_grid_worker": ""})
    assert set(unfilled.value.errors) == {"seat_grid_worker"}


def test_an_elected_body_is_not_entered_like_a_team(place: Village) -> None:
    with pytest.raises(Unfilled):
        asked(place, "supervision_committee")
    with pytest.raises(Unfilled):
        asked(place, "committee")


def test_nobody_outside_the_committee_enters_a_team(place: Village) -> None:
    with pytest.raises(Refusal) as refused:
        begin(place, "fill-posts", "propose", "xiu", None, body_kind="grid_team", way="x")
    assert refused.value.code == "not-your-step"
