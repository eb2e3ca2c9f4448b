"""An empty list says what would stand in it and how that comes about, not only that there is nothing."""

import pytest
from lxml import html

from tests.cast import village
from tests.web.public.conftest import Read
from yuanba import clock

pytestmark = pytest.mark.django_db
UNIT, TOWN = "510722101201", "510722101"
LISTS = [
    "/",
    f"/p/{TOWN}/",
    f"/p/{UNIT}/",
    f"/p/{UNIT}/matters/",
    f"/p/{UNIT}/village-affairs/",
    f"/p/{UNIT}/party-affairs/",
    f"/p/{UNIT}/ledgers/L01/",
    f"/p/{UNIT}/registers/mandates/",
    f"/p/{UNIT}/registers/halls/",
    "/refused/",
    "/powers/M13/",
    "/institutions/honours/",
]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(("prefix", "least"), [("", 18), ("/en", 60)])
def test_an_empty_list_says_what_would_stand_there(
    monkeypatch: pytest.MonkeyPatch, read: Read, path: str, prefix: str, least: int
) -> None:
    made = village()
    monkeypatch.setattr(clock, "now", lambda: made.now)
    said = html.fromstring(read(prefix + path)).xpath("//main//p[@class='empty']")
    assert said
    short = [one.text_content() for one in said if len(one.text_content()) < least]
    assert not short
