"""Reading as anybody, at the moment of a scene."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.public.scene import Scene
from yuanba import clock

Read = Callable[[str], str]


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> Callable[[Scene], Scene]:
    """Set the one clock to the scene's time."""

    def wind(scene: Scene) -> Scene:
        monkeypatch.setattr(clock, "now", lambda: scene.place.now)
        return scene

    return wind


@pytest.fixture
def read() -> Read:
    """Read a page as anybody for the first time: it is there, sets no cookie and carries no token."""

    def page(path: str) -> str:
        response = Client().get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        assert not response.cookies
        text = response.content.decode()
        assert "csrfmiddlewaretoken" not in text
        return text

    return page
