"""What is written in a matter and not public is read by the bodies whose work it is, and by no other of the unit."""

import pytest
from django.test import Client

from tests.ground import Ground, ground
from tests.web.desk.conftest import account
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.actors import Actor
from yuanba.web.desk.files import near, working
from yuanba.web.public.ledgers import FORMULA, _plain

pytestmark = pytest.mark.django_db
SECRET = "两家为了宅基地的滴水打了一架"


def mediation(place: Ground) -> Matter:
    place.adopt("self-governance-matters")
    return place.open("mediation", "offer", place.officer("mediation_committee"), "邻里纠纷", about=SECRET)


def reads(by: Actor, matter: Matter) -> bool:
    assert by.person is not None
    client = Client()
    if not hasattr(by.person, "account"):
        account(f"reader{by.person.pk}", by.person)
    client.force_login(by.person.account, backend="django.contrib.auth.backends.ModelBackend")
    return SECRET in client.get(f"/m/{matter.number}/take").content.decode()


def test_a_dispute_is_read_by_the_mediators_and_the_supervisors_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    place = ground()
    monkeypatch.setattr("yuanba.clock.now", lambda: place.now)
    matter = Matter.objects.select_related("unit", "power", "about").get(pk=mediation(place).pk)
    assert working(matter) == {"mediation_committee"}
    assert reads(place.officer("mediation_committee"), matter)
    for other in ("committee", "party_org", "collective", "grid_team"):
        assert not near(place.officer(other), matter), other
    assert not reads(place.officer("collective"), matter)
    assert not reads(place.resident(3), matter)
    assert near(place.officer("supervision_committee"), matter)


def test_of_what_the_meeting_decides_all_who_have_a_part_read_along() -> None:
    place = ground()
    place.adopt("four-two-one")
    wish = place.open("four-two-one", "wish", place.resident(3), "修路", words="下雨天太烂")
    assert {"committee", "party_org", "supervision_committee"} <= working(wish)


@pytest.mark.parametrize("sign", [*FORMULA, " =", "\u3000＝", "\n+"])
def test_no_cell_of_an_export_begins_a_formula(sign: str) -> None:
    assert _plain(f"{sign}1+1").startswith("'")
    assert _plain("村口路灯") == "村口路灯"
