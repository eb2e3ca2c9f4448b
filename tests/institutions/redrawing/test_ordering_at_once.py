"""Two clocks, an officer and the county at the same moment: on either database an order is done once, or not at all."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError

from tests.institutions.redrawing.two import BASIS, NEW, TOWN, A, Two, into_new, two
from tests.kernel.matters.test_at_once import at_once
from yuanba.institutions.redrawing import matters
from yuanba.institutions.redrawing.act import redraw
from yuanba.institutions.redrawing.ordering import ahead, carry_out_due, revoke
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.places.models import Place, Redrawing, RedrawingOrder, Succession

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
OFFICE = f"{TOWN}/township_office"


def waiting() -> tuple[Two, RedrawingOrder]:
    """An order whose day has come."""
    scene = two(into_new)
    order = into_new(scene.today + timedelta(days=3))
    row = ahead(order=order, basis=BASIS, body=OFFICE, at=scene.a.now, key=uuid4())
    scene.wait(3)
    return scene, row


def test_many_clocks_do_an_order_once() -> None:
    scene, row = waiting()
    done = at_once([lambda: carry_out_due(now=scene.a.now)] * 6)
    assert sorted(done) == [0, 0, 0, 0, 0, 1]  # type: ignore[type-var]
    assert Redrawing.objects.count() == 1
    assert Entry.objects.filter(kind="place.redrawn").count() == 1
    assert Succession.objects.filter(new__code=NEW).count() == 2
    row.refresh_from_db()
    assert (row.done, row.held) == (Redrawing.objects.get(), "")


def test_the_county_that_revokes_at_that_moment_is_first_or_late() -> None:
    scene, row = waiting()
    told = {"order": row.pk, "body": "510722/county_guidance", "because": "再议", "at": scene.a.now}
    done = at_once([lambda: carry_out_due(now=scene.a.now), lambda: revoke(**told, key=uuid4()).pk])
    row.refresh_from_db()
    if row.done is not None:
        assert done == [1, "redraw-order-over"]
    else:
        assert done == [0, row.pk]
        assert Place.objects.get(code=A).until is None
    assert Redrawing.objects.count() == int(row.done is not None)


def test_an_officer_who_presses_the_button_while_the_clock_acts_does_it_no_second_time() -> None:
    scene, _ = waiting()
    order = into_new(scene.today)
    at_once(
        [
            lambda: carry_out_due(now=scene.a.now),
            lambda: redraw(order=order, basis=BASIS, body=OFFICE, at=scene.a.now, key=uuid4()).pk,
        ]
    )
    assert Redrawing.objects.count() == 1


def test_of_the_same_order_given_by_two_officers_at_once_one_stands() -> None:
    scene = two(into_new)
    order = into_new(scene.today + timedelta(days=3))
    given = at_once(
        [lambda: ahead(order=order, basis=BASIS, body=OFFICE, at=scene.a.now, key=uuid4()).pk for _ in range(4)]
    )
    assert given.count("redraw-order-stands") == 3
    assert RedrawingOrder.objects.count() == 1


def test_a_busy_database_puts_an_order_off_by_a_round_and_not_by_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    scene, row = waiting()

    def busy(*_: object) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(matters, "write", busy)
        assert carry_out_due(now=scene.a.now) == 0
    row.refresh_from_db()
    assert row.held == ""
    assert carry_out_due(now=scene.a.now) == 1
