"""The API's village, and a clock that stands where the story stands."""

import pytest
from django.test import Client

from tests.api.asking import Asker, road
from tests.cast import Village
from yuanba import clock
from yuanba.kernel.matters.models import Matter


@pytest.fixture
def told(db: None, monkeypatch: pytest.MonkeyPatch) -> tuple[Village, Matter]:
    """The village, and the road whose decision is posted."""
    place, matter = road()
    monkeypatch.setattr(clock, "now", lambda: place.now)
    return place, matter


@pytest.fixture
def place(told: tuple[Village, Matter]) -> Village:
    return told[0]


@pytest.fixture
def matter(told: tuple[Village, Matter]) -> Matter:
    return told[1]


@pytest.fixture
def anyone(client: Client) -> Asker:
    """A reader who is nobody in particular."""
    return Asker(client, language="en")
