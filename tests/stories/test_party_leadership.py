"""Institution 1: the Party organisation studies first and leads; the assembly decides, and nobody decides for it."""

import pytest
from django.test import Client

from tests.cast import Village
from tests.stories.posts_cast import furnished, printed
from tests.stories.test_four_two_one import before_the_vote, decided
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Village:
    return furnished("party-leadership")


def test_the_party_organisation_proposes_and_the_assembly_decides(place: Village, client: Client) -> None:
    matter = decided(place)
    by = {taking.step: taking.body for taking in Taking.objects.filter(matter=matter).exclude(to="").order_by("seq")}
    assert by["propose"] == "party_org"
    assert by["resolve"] == "villager_rep_assembly"
    assert "村民代表会议" in printed(client, Taking.objects.get(matter=matter, act="count"))


def test_the_secretary_does_not_decide_what_the_law_gives_to_the_assembly(place: Village) -> None:
    matter = before_the_vote(place)
    with pytest.raises(Refusal) as refused:
        place.take(matter, "zhou", "party_org", "count", votes_for=1, against=0, abstain=0)
    assert refused.value.code == "act-not-open"


def test_a_cell_of_the_chart_says_whom_it_leads_and_that_it_elects_nobody(place: Village, client: Client) -> None:
    page = client.get(f"/p/{place.unit.code}/chart/").content.decode()
    led = page.split("用文字说")[1].split("村党组织")[1].split("</li>")[0]
    assert "领导：村民委员会" in led
    assert "选举产生：" not in led.replace("由其选举产生：", "")
