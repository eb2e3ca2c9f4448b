"""Addresses and forms that nobody of good will would send; and what goes on when a body is replaced."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.cast import Village
from tests.stories.test_four_two_one import wish
from tests.web.desk.conftest import PASSWORD, Sit
from yuanba.kernel.matters.acts import take
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import dissolve, set_up, swear_in
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.web import links

pytestmark = pytest.mark.django_db
NUMBERS = ["9" * 25, "9" * 5000, "-1", "٣", "1'--", "\x00", ""]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_that_is_none_breaks_no_page(place: Village, sit: Sit, number: str) -> None:
    matter, desk = wish(place), sit("li").client
    hidden = 400 if "\x00" in number else 0  # an address with it is no request at all
    for path in ("/desk/", "/me/", "/demo/", "/tour/", f"/p/{place.unit.code}/matters/"):
        for name in ("after", "acts", "done"):
            assert desk.get(path, {name: number}).status_code in (hidden or 200, 404)
    assert desk.get(f"/m/{matter.number}/take", {"done": number}).status_code == (hidden or 200)
    for due in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "x"):
        assert desk.get("/desk/", {"after": f"{due}_{number}"}).status_code == (hidden or 200)
        assert desk.get("/desk/", {"after": f"{due}_1"}).status_code == 200
    place.take(matter, "zhou", "party_org", "decline", reason="没有钱")
    form = {"doing": "sign-paper", "key": str(uuid4()), "seen": number, "resident": number, "rows-rows": number}
    assert desk.post(f"/m/{matter.number}/take", form).status_code == 422


def test_every_spelling_of_a_name_is_locked_together(place: Village) -> None:
    client = Client()
    answers = [
        client.post("/login/", {"username": name, "password": "guess"}).status_code
        for name in ("zhou", "Zhou", "ZHOU", " zhou", "zhoU", "ZHou")
    ]
    assert answers[-2:] == [429, 429]
    assert client.post("/login/", {"username": "zHou", "password": PASSWORD}).status_code == 429


def test_a_name_may_be_typed_in_capitals(place: Village) -> None:
    assert Client().post("/login/", {"username": "ZHOU", "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize("path", ["/en//elsewhere.example/x", "/en///elsewhere.example", "/en//"])
def test_the_other_language_is_never_another_site(client: Client, db: None, path: str) -> None:
    assert links.other_language(path).startswith("/")
    assert not links.other_language(path).startswith("//")
    assert 'href="//' not in client.get(path).content.decode()


def test_what_waited_for_a_dissolved_body_waits_for_its_heir(place: Village, sit: Sit) -> None:
    matter, zhou = wish(place), place.people["zhou"]
    dissolve(body=place.bodies["party_org"], on=place.today, because="换届", at=place.now)
    with pytest.raises(Refusal) as refused:
        take(
            matter=matter.pk,
            by=Actor(zhou, place.bodies["party_org"].tenures.first()),
            act="decline",
            data={"reason": "没有钱"},
            at=place.now,
            key=uuid4(),
        )
    assert refused.value.code == "body-missing"
    place.wait(days=1)
    heir = set_up(place=place.unit, kind="party_org", since=place.today, at=place.now)
    swear_in(body=heir, post="secretary", person=zhou, since=place.today, until=None, at=place.now)
    assert matter.title in sit("zhou").open("/desk/").text
    place.take(matter, "zhou", "party_org", "decline", reason="没有钱")
    assert matter.step == "petition"


def test_a_term_that_ends_today_ended_this_morning(place: Village, sit: Sit) -> None:
    matter = wish(place)
    tenure = place.actor("zhou", "party_org").tenure
    assert tenure is not None
    tenure.until = place.today + timedelta(days=1)
    tenure.save()
    assert "同意" in sit("zhou").open(f"/m/{matter.number}/take").text
    place.wait(days=1)
    form = {"doing": "decline", "key": str(uuid4()), "seen": "1", "reason": "没有钱"}
    assert sit("zhou").client.post(f"/m/{matter.number}/take", form).status_code == 403
