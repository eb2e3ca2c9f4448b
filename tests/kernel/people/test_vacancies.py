"""How many seats of a body are declared, held and vacant: place by place, in the term that runs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import FOUNDED, Village, person, village
from yuanba.kernel.matters.representing import seats as of_representatives
from yuanba.kernel.people.acts import leave
from yuanba.kernel.people.coverage import coverage
from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.people.vacancies import Numbers, total
from yuanba.kernel.places.models import Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Village:
    return village()


def numbers(place: Village, kind: str) -> Numbers:
    (one,) = coverage(kind, place.today, seats=True).seats
    return one.numbers


def first(kind: str, post: str) -> Tenure:
    return Tenure.objects.filter(body__kind=kind, post=post).select_related("body__place").order_by("pk")[0]


def go(place: Village, kind: str, post: str) -> Tenure:
    tenure = first(kind, post)
    leave(tenure=tenure, on=place.today, because="辞职", at=place.now)
    return tenure


def follow(place: Village, old: Tenure, until: object) -> None:
    someone = person(place.unit, "后来人", 90, True)
    Tenure.objects.create(body=old.body, post=old.post, person=someone, since=place.today, until=until)


def test_a_full_body_has_no_vacant_seat_and_says_how_many_it_may_have(place: Village) -> None:
    assert numbers(place, "supervision_committee") == Numbers(held=3, least=3, most=5, vacant=0)


def test_who_leaves_within_the_term_leaves_a_seat_until_somebody_follows(place: Village) -> None:
    before = numbers(place, "committee")
    until = first("committee", "director").until
    old = go(place, "committee", "clerk")
    after = numbers(place, "committee")
    assert (after.held, after.vacant) == (before.held - 1, before.vacant + 1), "the clerk need not be, and was"
    follow(place, old, until)
    assert numbers(place, "committee") == before


def test_a_new_term_has_no_seats_of_the_last_one(place: Village) -> None:
    fourth = first("committee", "clerk")
    someone = person(place.unit, "第四人", 90, True)
    Tenure.objects.create(body=fourth.body, post="deputy", person=someone, since=fourth.since, until=fourth.until)
    go(place, "committee", "deputy")
    assert numbers(place, "committee").vacant == 1
    place.wait(days=1)
    held = Tenure.objects.filter(body__kind="committee", until__gt=place.today)
    held.update(since=place.today, until=place.today + timedelta(days=5 * 366))
    assert numbers(place, "committee").vacant == 0


def test_seats_that_the_pack_wants_are_vacant_whoever_held_them(place: Village) -> None:
    go(place, "supervision_committee", "chair")
    assert numbers(place, "supervision_committee").vacant == 1
    Tenure.objects.filter(body__kind="supervision_committee").update(until=place.today)
    assert numbers(place, "supervision_committee") == Numbers(held=0, least=3, most=5, vacant=3)
    Body.objects.filter(kind="supervision_committee").update(until=place.today)
    (one,) = coverage("supervision_committee", place.today, seats=True).seats
    assert (one.body, one.numbers.vacant) == (None, 3), "where the body is not, all that it needs is vacant"


def test_it_counts_the_same_vacant_representatives_as_the_page_of_their_assembly(place: Village) -> None:
    kind = "villager_rep_assembly"
    assert numbers(place, kind).most is None
    Tenure.objects.filter(body__kind=kind).update(until=place.today + timedelta(days=900))
    for number in range(21):
        someone = person(place.unit, f"代表{number}", 60 + number, False)
        body = Body.objects.get(kind=kind)
        Tenure.objects.create(
            body=body, post="representative", person=someone, since=FOUNDED, until=place.today + timedelta(days=900)
        )
    assert numbers(place, kind).vacant == 0
    for _ in range(2):
        place.wait(days=1)
        tenure = Tenure.objects.filter(body__kind=kind, until__gt=place.today).order_by("-pk")[0]
        leave(tenure=tenure, on=place.today, because="外出", at=place.now)
    assert numbers(place, kind).vacant == 2
    assert sum(one.vacant for one in of_representatives(place.unit, place.today)) == 2


def test_the_page_lists_every_place_with_a_total_page_by_page_and_asks_as_often(place: Village) -> None:
    town = place.unit.parent
    counts = []
    for more in (range(300, 303), range(310, 370)):
        for number in more:
            unit = Place.objects.create(
                code=f"510722101{number}", kind="village", name=f"{number}村", parent=town, since=FOUNDED
            )
            Body.objects.create(kind="supervision_committee", place=unit, since=FOUNDED)
        with CaptureQueriesContext(connection) as asked:
            page = Client().get(f"/coverage/supervision_committee/?after={more[0]}").content.decode()
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15
    found = coverage("supervision_committee", place.today, seats=True).seats
    assert total(found) == Numbers(held=3, least=3 * 64, most=5 * 64, vacant=3 * 63)
    page = Client().get("/coverage/supervision_committee/").content.decode()
    assert "<b>189</b>个席位空缺" in page
    assert "合计 192 至 320 个席位" in page
    assert "?after=510722101355#seats" in page
    second = Client().get("/en/coverage/supervision_committee/?after=510722101355").content.decode()
    table = second.split('id="seats"')[1]
    assert table.count('scope="row"') == 14
    assert "Back to the first page" in table
