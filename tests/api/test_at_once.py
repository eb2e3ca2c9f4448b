"""The same request several times at once: done once, and everybody hears the one answer."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connections

from tests.api.asking import writer
from tests.api.test_writing import WISH
from tests.cast import Village
from yuanba.api.models import Answer
from yuanba.kernel.matters.models import Taking

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_key_sent_six_times_at_once_is_one_matter_and_one_answer(place: Village) -> None:
    key, before = uuid4(), Taking.objects.count()
    askers = [writer(place, "chen") for _ in range(6)]

    def ask(index: int) -> tuple[int, bytes]:
        try:
            answer = askers[index].post("/matters", WISH, key)
            return answer.status_code, answer.content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        heard = set(pool.map(ask, range(6)))
    assert {status for status, _ in heard} == {201}
    assert len(heard) == 1
    assert (Taking.objects.count(), Answer.objects.count()) == (before + 1, 1)
