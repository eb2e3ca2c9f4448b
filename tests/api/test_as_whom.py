"""Through the API a resident is a resident: what she asks for stands in no body's name, taken or refused."""

import pytest
from django.test import Client

from tests.api.asking import UNIT, writer
from tests.kernel.matters.lists import guarded
from yuanba import clock
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.turned_away import BODIES, RESIDENTS
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["chen", "xiu", "wang", "zhou", "zheng"])
def test_a_barred_certificate_is_a_number_on_the_page_of_what_was_refused(
    key: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = guarded()
    monkeypatch.setattr(clock, "now", lambda: made.now)
    asked = {"place": UNIT, "procedure": "seal-use", "start": "ask", "title": "我和张三是一家人"}
    data = {"purpose": "办事用", "receiver": "某单位"}
    answer = writer(made, key).post("/matters", {**asked, "data": {**data, "certificate": "Z12"}})
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("certificate-barred")
    assert not Record.objects.filter(register=BODIES).exists()
    assert Record.objects.filter(register=RESIDENTS).count() == 1
    page = client.get("/refused/").content.decode()
    assert asked["title"] not in page
    answer = writer(made, key).post("/matters", {**asked, "data": {**data, "certificate": "Z21", "heeded": True}})
    assert answer.status_code == 201, answer.content
    taking = Taking.objects.get()
    assert (taking.tenure, taking.body) == (None, "")
