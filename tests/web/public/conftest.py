"""The village at the moment that a test looks at it."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.public.scene import Scene
from yuanba import clock

Read = Callable[[str], str]


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> Callable[[Scene], None]:
    """Set the one clock to the scene's time."""

    def wind(scene: Scene) -> None:
        monkeypatch.setattr(clock, "now", lambda: scene.place.now)

    return wind


@pytest.fixture
def read(client: Client) -> Read:
    """Read a page as anybody: it must be there, set no cookie and ask for no session."""

    def page(path: str) -> str:
        response = client.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        return str(response.content.decode())

    return page
