"""The village with accounts, its clock on every page, and uploads of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import FOUNDED, Village, village
from tests.web.desk.noscript import Reader
from yuanba import clock
from yuanba.kernel.people.acts import set_up
from yuanba.kernel.people.models import Account, Person
from yuanba.kernel.places.models import Place

PASSWORD = "a dry road in the rain"
Sit = Callable[[str], Reader]


def account(username: str, person: Person) -> Account:
    made = Account(username=username, person=person)
    made.set_password(PASSWORD)
    made.save()
    return made


@pytest.fixture
def place(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Village:
    """The village; the pages' clock is the story's, and what is handed in goes to a directory of this test."""
    settings.YUANBA_DATA = tmp_path
    made = village()
    for key, person in made.people.items():
        account(key, person)
    account("villager", made.villagers[15])
    monkeypatch.setattr(clock, "now", lambda: made.now)
    return made


@pytest.fixture
def officers(place: Village) -> Village:
    """An officer of the township, and one of the county's guiding department."""
    county = Place.objects.get(code="510722")
    place.bodies["county_guidance"] = set_up(place=county, kind="county_guidance", since=FOUNDED, at=place.now)
    account("deng", place.officer("deng", "township_office", "head").person)
    account("gu", place.officer("gu", "county_guidance", "head").person)
    return place


@pytest.fixture
def sit(place: Village) -> Sit:
    """Sit down at a browser as one of the cast."""

    def seated(username: str) -> Reader:
        client = Client()
        client.force_login(Account.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
        return Reader(client)

    return seated
