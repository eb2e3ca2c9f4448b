"""A key acts once: sent twice it answers as before, whoever the paper or the authority was; else it refuses."""

from uuid import UUID, uuid4

import pytest

from tests.cast import Village
from tests.kernel.matters.mandates import authorise
from tests.stories.showing import refused
from tests.web.desk.conftest import Sit
from tests.web.desk.noscript import photo
from yuanba.kernel.matters.acts import take
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.opening import ask, object_to, open_matter
from yuanba.kernel.people.actors import Actor
from yuanba.web.desk.cards import FOR

pytestmark = pytest.mark.django_db


def wished(place: Village, key: UUID, procedure: str = "four-two-one", start: str = "wish") -> Taking:
    return open_matter(
        procedure=procedure, start=start, unit=place.unit, by=place.actor("chen"), title="修路",
        data={"words": "下雨天太烂"}, at=place.now, key=key,
    )  # fmt: skip


def test_a_key_does_no_second_thing_in_any_way_in(place: Village) -> None:
    key = uuid4()
    first = wished(place, key)
    assert wished(place, key) == first
    with refused("key-reused"):
        place_of = {"parent": first.matter_id, "at": place.now, "key": key}
        ask(by=place.actor("chen"), question="问", **place_of)
    with refused("key-reused"):
        object_to(by=place.actor("chen"), ground="money", words="问", **place_of)
    zhou = {"power": "M13", "proposal": "修", "budget": "1"}
    again = uuid4()
    take(matter=first.matter_id, by=place.actor("zhou", "party_org"), act="agree", data=zhou, at=place.now, key=again)
    with refused("key-reused"):
        take(
            matter=first.matter_id, by=place.actor("zhou", "party_org"), act="decline", data={"reason": "不办"},
            at=place.now, key=again,
        )  # fmt: skip


def test_a_double_click_by_an_agent_answers_as_the_first_did(place: Village, sit: Sit) -> None:
    mother, agent = place.villagers[12], place.villagers[15]
    row = authorise(place, mother, agent, signed=None, by=Actor(mother))
    page = sit("villager").open(f"/p/{place.unit.code}/new/")
    code = f"four-two-one.wish{FOR}{row.pk}"
    sent = page.filled(code, title="修路")
    first, second = (page.client.post(f"/p/{place.unit.code}/new/", sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert Matter.objects.count() == 1


def test_a_double_click_on_a_residents_paper_is_one_and_another_residents_paper_needs_a_key_of_its_own(
    place: Village, sit: Sit
) -> None:
    page = sit("li").open(f"/p/{place.unit.code}/new/")
    code, where = "four-two-one.wish-paper", f"/p/{place.unit.code}/new/"
    answers = []
    for who in (12, 12, 13):
        sent = page.filled(code, title="修路", resident=str(place.villagers[who].pk))
        answers.append(page.client.post(where, {**sent, "paper": photo()}))
    assert [one.status_code for one in answers] == [303, 303, 422]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Matter.objects.count() == 1
