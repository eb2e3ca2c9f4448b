"""A program acts for a resident by the number of her written authorisation: once, and only with the agent's token."""

from uuid import uuid4

import pytest

from tests.api.asking import UNIT, writer
from tests.cast import Village
from tests.kernel.matters.mandates import CONTEST, OBJECT, authorise
from yuanba.kernel.matters.models import Authorisation, Matter, Taking
from yuanba.kernel.people.actors import Actor

pytestmark = pytest.mark.django_db
WISH = {"place": UNIT, "procedure": "four-two-one", "start": "wish", "title": "给村口装路灯"}


def given(place: Village, purpose: str = "four-two-one.wish.submit", matter: Matter | None = None) -> Authorisation:
    """The mother, by her own account, authorises chen."""
    mother = place.villagers[12]
    return authorise(place, mother, place.people["chen"], purpose, signed=None, matter=matter, by=Actor(mother))


def test_an_agent_opens_a_matter_for_her_and_a_replay_hears_the_first_answer(place: Village) -> None:
    row, chen, key = given(place), writer(place, "chen"), uuid4()
    first = chen.post("/matters", {**WISH, "authorisation": row.number}, key)
    assert first.status_code == 201, first.content
    taking = Taking.objects.get(matter__number=first.json()["matter"])
    assert (taking.resident, taking.authorisation) == (place.villagers[12], row)
    again = chen.post("/matters", {**WISH, "authorisation": row.number}, key)
    assert (again.status_code, again.content) == (201, first.content)
    spent = chen.post("/matters", {**WISH, "authorisation": row.number})
    assert (spent.status_code, spent.json()["type"]) == (409, "/problems/authorisation-spent")
    shown = chen.read(f"/matters/{first.json()['matter']}")
    assert shown["takings"][0]["agent"] is True
    assert row.number not in str(shown)


def test_nobody_elses_token_serves_and_no_number_is_guessed(place: Village) -> None:
    row = given(place)
    for who, number in (("zhou", row.number), ("chen", f"{UNIT}-2026-A999999")):
        answer = writer(place, who).post("/matters", {**WISH, "authorisation": number})
        assert answer.json()["type"] == "/problems/authorisation-unknown"
    malformed = writer(place, "chen").post("/matters", {**WISH, "authorisation": "1"})
    assert malformed.status_code == 422
    assert not Matter.objects.filter(title=WISH["title"]).exists()


def test_an_agent_objects_and_another_contests_it(place: Village, matter: Matter) -> None:
    row, chen = given(place, OBJECT, matter), writer(place, "chen")
    body = {"ground": "money", "words": "请说明", "authorisation": row.number}
    done = chen.post(f"/matters/{matter.number}/objections", body)
    assert done.status_code == 201, done.content
    objection = Matter.objects.get(number=done.json()["matter"])
    seq = done.json()["seq"]
    not_hers = writer(place, "xiu").post(f"/matters/{objection.number}/contests", {"seq": seq, "ground": "not-me"})
    assert (not_hers.status_code, not_hers.json()["type"]) == (403, "/problems/contest-not-yours")
    mother = place.villagers[12]
    other = authorise(place, mother, place.people["xiu"], CONTEST, signed=None, matter=objection, by=Actor(mother))
    said = writer(place, "xiu").post(
        f"/matters/{objection.number}/contests", {"seq": seq, "ground": "not-so", "authorisation": other.number}
    )
    assert said.status_code == 201, said.content
    assert Matter.objects.get(number=said.json()["matter"]).role == "contest"


def test_an_agent_is_told_the_blanks_of_her_purpose_and_nothing_else(place: Village) -> None:
    row, chen = given(place), writer(place, "chen")
    found = chen.read(f"/ways?place={UNIT}&authorisation={row.number}")["items"]
    assert [(one["procedure"]["code"], one["code"], one["resident"]) for one in found] == [
        ("four-two-one", "wish", True)
    ]
    assert "words" in {one["code"] for one in found[0]["fields"]}
    answer = writer(place, "zhou").get(f"/ways?place={UNIT}&authorisation={row.number}")
    assert answer.json()["type"] == "/problems/authorisation-unknown"
    assert answer.status_code in (403, 404, 409, 422)
    matter = Matter.objects.latest("pk")
    assert chen.read(f"/matters/{matter.number}/acts?authorisation={row.number}")["items"] == []
