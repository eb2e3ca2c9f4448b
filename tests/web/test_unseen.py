"""A sign that nobody can type, in an address or a name to sign in with, is answered and breaks nothing."""

import pytest
from django.test import Client

from tests.cast import village
from tests.web.desk.conftest import account

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    [
        "/?q=%00",
        "/institutions/four-two-one/pilot/?in=%00",
        "/powers/negative/?in=510722%00",
        "/m/%00/",
        "/m/%00/take",
        "/p/510722101201/enter/wish.say.submit/?number=%00",
        "/verify/certificate/%00-aaaa/",
        "/why/p/510722101201/%00/",
        "/en/?q=a%00b",
    ],
)
def test_an_address_with_it_is_a_bad_request(path: str) -> None:
    place = village()
    client = Client(raise_request_exception=False)
    client.force_login(account("li", place.people["li"]), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("path", ["matters?place=%00", "matters/%00", "procedures/%00", "places/51072210120%00"])
def test_the_api_answers_it_with_a_problem(path: str) -> None:
    village()
    answer = Client(raise_request_exception=False).get(f"/api/v1/{path}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")


def test_a_name_with_it_is_a_wrong_name() -> None:
    village()
    answer = Client(raise_request_exception=False).post("/login/", {"username": "li\x00", "password": "x"})
    assert answer.status_code == 422
