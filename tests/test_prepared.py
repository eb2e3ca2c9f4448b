"""A prepared query answers as the query that it was built from, on the database of this run."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import village
from yuanba.kernel.matters.case import locked
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.prepared import Prepared, given

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def test_rows_have_the_names_and_types_of_their_columns() -> None:
    place = village()
    ask = Prepared(
        lambda: (
            Tenure.objects.filter(valid_on(given("day")), body__kind=given("kind"))
            .order_by("pk")
            .values_list("pk", "person__name", "since")
        )
    )
    wanted = Tenure.objects.filter(valid_on(DAY), body__kind="committee").order_by("pk")
    found = ask(day=DAY, kind="committee")
    assert [tuple(row) for row in found] == list(wanted.values_list("pk", "person__name", "since"))
    assert found[0].person__name == place.people["wu"].name
    assert found[0].since == date(2026, 1, 1)
    assert ask(day=date(2025, 1, 1), kind="committee") == []


def test_models_come_with_what_is_joined_and_ask_nothing_more() -> None:
    place = village()
    ask = Prepared(
        lambda: Body.objects.filter(place__code__in=[given("unit"), given("town")]).select_related("place__parent")
    )
    with CaptureQueriesContext(connection) as seen:
        found = ask(unit=place.unit.code, town=place.unit.code[:9])
        assert {body.place.parent.name for body in found} == {"潼川镇", "三台县"}
    assert len(seen) == 1
    assert {body.pk for body in found} == {body.pk for body in place.bodies.values()}


def test_a_joined_model_that_is_missing_is_none() -> None:
    village()
    ask = Prepared(lambda: Place.objects.filter(code=given("code")).select_related("parent__parent"))
    assert ask(code="510722")[0].parent is None
    assert ask(code="510722101")[0].parent.code == "510722"


def test_instants_and_uuids_are_written_as_this_database_writes_them() -> None:
    at = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    place = village()
    number = {"number": "510722101201-2026-000001", "unit": place.unit, "version": 1, "procedure": "four-two-one"}
    matter = Matter.objects.create(**number, opened_at=at, entered_at=at, due_at=at, step="propose")
    key = UUID(int=7)
    Taking.objects.create(matter=matter, seq=1, step="wish", act="submit", at=at, key=key)
    by_key = Prepared(lambda: Taking.objects.filter(key=given("key"), at__lte=given("at")).select_related("matter"))
    (found,) = by_key(key=key, at=at)
    assert (found.at, found.key, found.matter.due_at) == (at, key, at)
    assert by_key(key=UUID(int=8), at=at) == []


def test_a_value_never_becomes_part_of_the_query() -> None:
    village()
    ask = Prepared(lambda: Place.objects.filter(name=given("name")).values_list("code"))
    assert ask(name="' OR '1'='1") == []


def test_a_forgotten_value_is_an_error_and_not_an_empty_answer() -> None:
    ask = Prepared(lambda: Place.objects.filter(name=given("name")).values_list("code"))
    with pytest.raises(KeyError):
        ask()


def test_a_matter_that_is_not_there_cannot_be_locked() -> None:
    with transaction.atomic(), pytest.raises(Matter.DoesNotExist):
        locked(10**9)
