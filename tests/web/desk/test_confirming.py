"""An interest that others recorded stands on the desks of those who may confirm it, and on nobody else's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Village
from tests.stories.test_four_two_one import before_the_vote, convene
from tests.web.desk.conftest import Sit
from tests.web.desk.test_home import wishes
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.acts import declare_kinship

pytestmark = pytest.mark.django_db
HEADING = "等您确认的利害关系"


def waits(sit: Sit, who: str, path: str = "/desk/") -> list[tuple[str, str]]:
    """Title and tag of each row that waits for her to confirm."""
    page = sit(who).open(path).page
    rows = page.xpath("//h3[@id='said']/following-sibling::ul[1]/li")
    return [
        (one.xpath("string(a[@class='what'])"), one.xpath("string(.//span[contains(@class, 'tag')])")) for one in rows
    ]


def said_of(place: Village, matter: Matter, *whom: str) -> list[str]:
    return [str(place.take(matter, "wu", "committee", "declare", person=place.people[who].pk).seq) for who in whom]


@pytest.fixture
def matter(place: Village) -> Matter:
    """A matter that is about to be voted on."""
    return before_the_vote(place)


def test_each_supervisor_finds_how_many_wait_and_nobody_else_does(place: Village, sit: Sit, matter: Matter) -> None:
    said_of(place, matter, "ma", "chen")
    for who in ("wang", "feng", "jiang"):
        assert waits(sit, who) == [(matter.title, "等确认 2 人")]
        assert "现在没有等您办的事" not in sit(who).open("/desk/").text
    for who in ("wu", "zhou", "yang", "chen", "ma", "villager"):
        assert HEADING not in sit(who).open("/desk/").text
    feng = sit("feng").open("/desk/")
    feng.open(feng.page.xpath("//h3[@id='said']/following-sibling::ul[1]//a/@href")[0])
    assert "确认利害关系" in feng.text
    assert "2 people to confirm" in sit("feng").open("/en/desk/").text


def test_no_near_relative_is_asked_and_of_a_supervisor_the_township_is(
    officers: Village, sit: Sit, matter: Matter
) -> None:
    place = officers
    declare_kinship(person=place.people["feng"], relative=place.people["ma"], kind="sibling", at=place.now)
    said_of(place, matter, "ma")
    assert waits(sit, "feng") == []
    assert waits(sit, "jiang") == [(matter.title, "等确认 1 人")]
    assert waits(sit, "deng") == []
    said_of(place, matter, "feng")
    assert waits(sit, "deng") == [(matter.title, "等确认 1 人")], "only what was said of the supervisor"
    assert waits(sit, "feng") == [], "neither of herself nor of her brother"
    assert waits(sit, "jiang") == [(matter.title, "等确认 1 人")]
    assert waits(sit, "gu") == []


def test_on_the_matters_own_page_a_near_relative_is_not_asked_either(place: Village, sit: Sit, matter: Matter) -> None:
    declare_kinship(person=place.people["feng"], relative=place.people["ma"], kind="sibling", at=place.now)
    said_of(place, matter, "ma")
    path = f"/m/{matter.number}/take"
    assert "confirm-interest" in sit("jiang").open(path).forms()
    assert "confirm-interest" not in sit("feng").open(path).forms()
    why = sit("feng").open(f"/why/m/{matter.number}/confirm-interest/").text
    assert "现在不能办" in why
    assert "回避" in why
    said_of(place, matter, "chen")
    assert "confirm-interest" in sit("feng").open(path).forms(), "of somebody else she may say it"


def test_it_leaves_the_desk_when_it_is_answered_when_she_says_it_herself_and_when_people_have_signed_in(
    place: Village, sit: Sit, matter: Matter
) -> None:
    seqs = said_of(place, matter, "ma", "chen", "masao")
    place.take(
        matter, "jiang", "supervision_committee", "confirm-interest", declared=seqs[0], verdict="no", words="不是"
    )
    assert waits(sit, "feng") == [(matter.title, "等确认 2 人")]
    place.interested(matter, "wu", "committee", "xu")
    said_of(place, matter, "xu")
    assert waits(sit, "feng") == [(matter.title, "等确认 2 人")], "of whom it is known it need not be confirmed again"
    convene(place, matter, "villager_rep_assembly")
    assert waits(sit, "feng") == [(matter.title, "等确认 2 人")]
    place.take(matter, "li", "committee", "sign-in", present=[one.pk for one in place.villagers[:7]])
    assert waits(sit, "feng") == []
    assert HEADING not in sit("feng").open("/desk/").text


def test_thirty_take_as_many_queries_as_three_and_are_paged(place: Village, sit: Sit, matter: Matter) -> None:
    counts = []
    for more in (3, 30):
        for made in wishes(place, more):
            Matter.objects.filter(pk=made.pk).update(
                step="resolve", holder=place.bodies["committee"], power=matter.power_id
            )
            made.refresh_from_db()
            said_of(place, made, "ma", "wang")
        feng = sit("feng")
        with CaptureQueriesContext(connection) as queries:
            feng.open("/desk/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
    first = waits(sit, "feng")
    assert {tag for _, tag in first} == {"等确认 1 人"}
    onward = sit("feng").open("/desk/").page.xpath("//a[contains(@href, 'said=')]/@href")
    second = waits(sit, "feng", f"/desk/{onward[0]}")
    assert (len(first), len(second)) == (20, 13)
