"""A round of the clock reads an end once, however many stand; and the mark that it leaves loses no hand-over."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import FOUNDED, Village, village
from yuanba.kernel.matters import handing_over
from yuanba.kernel.matters.handing_over import begin_due, unlooked
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.acts import leave, swear_in
from yuanba.kernel.people.models import Body, Person, Tenure
from yuanba.kernel.people.rules import Warrant
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db
ELECTED = Warrant("@voters", "an election")


@pytest.fixture
def place() -> Village:
    return village()


def committee(place: Village) -> Body:
    return Body.objects.get(kind="committee", place=place.unit)


def held(place: Village, key: str) -> Tenure:
    return Tenure.objects.get(person=place.people[key], body=committee(place), until__gt=place.today)


def opened() -> int:
    return Matter.objects.filter(procedure="hand-over").count()


def terms_changed(place: Village, number: int) -> None:
    """So many were members of the committee, and of the assembly, until yesterday; everybody was chosen again."""
    yesterday, body = place.today - timedelta(days=1), committee(place)
    assembly = Body.objects.get(kind="villager_rep_assembly", place=place.unit)
    people = Person.objects.bulk_create(
        Person(name=f"村民{n}", place=place.unit, unit=place.unit.code, adult_on=FOUNDED, since=FOUNDED)
        for n in range(number)
    )
    Tenure.objects.bulk_create(
        Tenure(body=where, post=post, person=one, since=since, until=until)
        for one in people
        for where, post in ((body, "member"), (assembly, "representative"))
        for since, until in ((FOUNDED, yesterday), (yesterday, None))
    )


@pytest.mark.parametrize("number", [3, 300])
def test_a_round_with_nothing_new_is_one_query_that_finds_no_row(place: Village, number: int) -> None:
    terms_changed(place, number)
    assert unlooked(place.today).count() == 2 * number
    assert begin_due(now=place.now) == 0, "everybody stays"
    with CaptureQueriesContext(connection) as round_:
        assert begin_due(now=place.now) == 0
    assert len(round_) == 1
    assert not unlooked(place.today).exists(), "nor has the index a row for it"


@pytest.mark.parametrize("number", [3, 300])
def test_what_is_new_costs_its_own_body_only(place: Village, number: int) -> None:
    terms_changed(place, number)
    begin_due(now=place.now)
    leave(tenure=Tenure.objects.get(person=place.people["chen"], body__kind="villager_rep_assembly"),
          on=place.today, because="去世", at=place.now)  # fmt: skip
    with CaptureQueriesContext(connection) as round_:
        assert begin_due(now=place.now) == 0
    assert len(round_) == 3, "one that owes no hand-over is settled, and read no more"
    with CaptureQueriesContext(connection) as round_:
        begin_due(now=place.now)
    assert len(round_) == 1


def test_the_ends_that_nobody_has_looked_at_are_found_by_their_index(place: Village) -> None:
    terms_changed(place, 300)
    begin_due(now=place.now)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "people_tenure_unsettled" in unlooked(place.today).explain()


def test_one_whose_other_post_ends_later_leaves_with_both(place: Village) -> None:
    leave(tenure=held(place, "zheng"), on=place.today, because="改任", at=place.now)
    body = committee(place)
    swear_in(body=body, post="deputy", person=place.people["zheng"], since=place.today, at=place.now, warrant=ELECTED)
    assert begin_due(now=place.now) == 0
    place.wait(days=20)
    leave(tenure=held(place, "zheng"), on=place.today, because="去世", at=place.now)
    assert begin_due(now=place.now) == 1
    assert "副主任" in Matter.objects.get(procedure="hand-over").title
    assert begin_due(now=place.now) == 0


def test_an_end_told_late_is_looked_at_however_late(place: Village) -> None:
    """Her second post is said to have ended long before the first: that she left is seen all the same."""
    first, since = held(place, "zheng"), place.today - timedelta(days=300)
    second = Tenure.objects.create(body=first.body, post="deputy", person=first.person, since=since)
    leave(tenure=first, on=place.today, because="改任", at=place.now)
    assert begin_due(now=place.now) == 0, "she has another post"
    leave(tenure=second, on=place.today - timedelta(days=100), because="去世", at=place.now)
    assert begin_due(now=place.now) == 1


def test_an_end_that_is_moved_is_another_one(place: Village) -> None:
    """An end is looked at in the round that falls on it; brought forward by an act, it is looked at again."""
    row = held(place, "zheng")
    Tenure.objects.filter(pk=row.pk).update(settled=row.until)
    assert begin_due(now=place.now) == 0
    leave(tenure=row, on=place.today, because="去世", at=place.now)
    assert begin_due(now=place.now) == 1
    Tenure.objects.filter(pk=row.pk).update(until=place.today - timedelta(days=3))
    assert unlooked(place.today).exists()
    assert begin_due(now=place.now) == 0, "the matter names her post, whenever it ended"
    assert not unlooked(place.today).exists()


def test_a_term_that_runs_out_with_no_act_is_found_on_its_day(place: Village) -> None:
    end = held(place, "wu").until
    assert end is not None
    assert begin_due(now=place.now) == 0
    place.wait(days=(end - place.today).days - 1)
    assert begin_due(now=place.now) == 0
    place.wait(days=1)
    assert begin_due(now=place.now) == 1


@pytest.mark.parametrize(("days", "begun"), [(1, 1), (59, 1), (60, 0), (400, 0)])
def test_what_an_import_writes_is_looked_at_by_its_day(place: Village, days: int, begun: int) -> None:
    until = place.today - timedelta(days=days)
    Tenure.objects.bulk_create([
        Tenure(body=committee(place), post="member", person=place.people["chen"], since=date(2020, 1, 1), until=until)
    ])  # fmt: skip
    assert begin_due(now=place.now) == begun == opened()
    assert begin_due(now=place.now) == 0
    assert not unlooked(place.today).exists()


class Killed(BaseException):
    """The process ends in the middle of a round."""


def test_a_round_that_is_killed_loses_nothing(place: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    leave(tenure=held(place, "zheng"), on=place.today, because="去世", at=place.now)
    with monkeypatch.context() as patch:

        def die(*_: object) -> None:
            raise Killed

        patch.setattr(handing_over, "set_due", die)
        with pytest.raises(Killed):
            begin_due(now=place.now)
    assert opened() == 0
    assert begin_due(now=place.now) == 1
    assert begin_due(now=place.now) == 0


def test_one_that_cannot_begin_yet_waits(place: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    leave(tenure=held(place, "zheng"), on=place.today, because="去世", at=place.now)
    with monkeypatch.context() as patch:

        def refuse(*_: object) -> None:
            raise Refusal("not-on-roll")

        patch.setattr(handing_over, "statutory", refuse)
        assert begin_due(now=place.now) == 0
        patch.setattr(handing_over, "heirs", lambda *_: [])
        assert begin_due(now=place.now) == 0
    assert begin_due(now=place.now) == 1


def test_a_pack_without_the_procedure_owes_nothing(place: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    leave(tenure=held(place, "zheng"), on=place.today, because="去世", at=place.now)
    monkeypatch.setattr(handing_over, "PROCEDURE", "no-such-procedure")
    assert begin_due(now=place.now) == 0
    assert "hand-over" in {one.code for one in pack().procedures.values()}
