"""Boards of the village and of the members are read by those they are for, and by nobody who has left."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from tests.cast import FOUNDED
from tests.web.desk.conftest import account
from tests.web.public.scene import Scene, posted
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.people.models import Account, Person
from yuanba.kernel.places.models import Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(at_noon: Callable[[Scene], Scene]) -> Scene:
    """The decision hangs on a board that is for the village alone."""
    made = at_noon(posted())
    Notice.objects.filter(pk=made.notice().pk).update(board="relief")
    return made


def reader(who: Person | None) -> Client:
    client = Client()
    if who is not None:
        account(f"reader-{who.pk}", who)
        found = Account.objects.get(username=f"reader-{who.pk}")
        client.force_login(found, backend="django.contrib.auth.backends.ModelBackend")
    return client


def sees(scene: Scene, who: Person | None) -> tuple[int, bool, bool]:
    """What the notice answers, whether the board lists it, and whether the API does."""
    client, notice = reader(who), scene.notice()
    board = client.get(f"/p/{scene.unit}/relief/").content.decode()
    api = client.get(f"/api/v1/notices?place={scene.unit}").content.decode()
    return client.get(f"/n/{notice.pk}/").status_code, f"/n/{notice.pk}/" in board, f"/n/{notice.pk}/" in api


def test_those_who_live_in_the_village_read_it_and_no_stranger(scene: Scene) -> None:
    elsewhere = Place.objects.create(
        code="510722101202", kind="village", name="龙顶村", name_en="Longding", parent=None, since=FOUNDED
    )
    other = Person.objects.create(
        name="外村人", place=elsewhere, unit=elsewhere.code, adult_on=date(1980, 1, 1), since=FOUNDED
    )
    assert sees(scene, scene.place.villagers[12]) == (200, True, False)
    assert sees(scene, None) == (404, False, False)
    assert sees(scene, other) == (404, False, False)


def test_who_has_moved_away_reads_it_no_more(scene: Scene) -> None:
    gone = scene.place.villagers[12]
    Person.objects.filter(pk=gone.pk).update(until=scene.place.today)
    assert sees(scene, gone) == (404, False, False)
