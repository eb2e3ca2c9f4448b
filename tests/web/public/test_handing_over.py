"""Hand-over within ten days: what goes with the office is listed by the house, and being late is seen."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from tests.web.public.conftest import Read
from tests.web.public.scene import Scene, posted, words
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.acts import leave
from yuanba.kernel.people.models import Tenure

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(at_noon: Callable[[Scene], Scene]) -> Scene:
    return at_noon(posted())


def departed(shown: Scene, days_ago: int) -> None:
    tenure = Tenure.objects.get(body=shown.body("committee"), post="member")
    leave(tenure=tenure, on=shown.place.today - timedelta(days=days_ago), because="搬走了", at=shown.place.now)


@pytest.mark.parametrize(
    ("days_ago", "said"), [(3, "前办完工作移交"), (10, "前办完工作移交"), (11, "工作移交已经逾期")]
)
def test_a_departure_owes_a_hand_over_and_being_late_is_seen(
    shown: Scene, read: Read, days_ago: int, said: str
) -> None:
    page = f"/bodies/{shown.body('committee').pk}/"
    assert "移交已经" not in words(read(page))
    departed(shown, days_ago)
    assert said in words(read(page))


def test_a_finished_hand_over_settles_it(shown: Scene, read: Read) -> None:
    departed(shown, 11)
    done = shown.matter
    Matter.objects.filter(pk=done.pk).update(
        procedure="hand-over", version=1, step="", end="archived", closed_at=shown.place.now
    )
    assert "工作移交" not in words(read(f"/bodies/{shown.body('committee').pk}/"))


def test_the_list_names_what_is_unfinished_and_three_who_sign(shown: Scene, client: Client) -> None:
    answer = client.get(f"/bodies/{shown.body('committee').pk}/handover.pdf")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).replace("\n", "")
    for said in ("移交清单", "印章", "账目", "移交人", "接收人", "监交人", shown.matter.number, "没有办完的事项"):
        assert said.replace(" ", "") in text.replace(" ", ""), said


def test_a_body_that_hands_nothing_over_has_no_list(shown: Scene, client: Client) -> None:
    assert client.get(f"/bodies/{shown.body('supervision_committee').pk}/handover.pdf").status_code == 404


def test_a_term_that_runs_out_is_seen_sixty_days_before(shown: Scene, read: Read) -> None:
    page = f"/bodies/{shown.body('supervision_committee').pk}/"
    Tenure.objects.filter(body__kind="supervision_committee").update(until=shown.place.today + timedelta(days=61))
    assert "届满" not in words(read(page))
    Tenure.objects.filter(body__kind="supervision_committee").update(until=shown.place.today + timedelta(days=60))
    assert "请安排换届" in words(read(page))


def test_vacant_seats_cost_the_same_queries_however_many(shown: Scene, read: Read) -> None:
    reps = shown.body("villager_rep_assembly")
    page, counts = f"/bodies/{reps.pk}/", []
    for number in (1, 6):
        chosen = Tenure.objects.filter(body=reps, until__gt=shown.place.today).order_by("pk")[:number]
        for tenure in chosen:
            leave(tenure=tenure, on=shown.place.today, because="搬走了", at=shown.place.now)
        with CaptureQueriesContext(connection) as queries:
            assert "由原来推选的小组或者各户补选" in words(read(page))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
