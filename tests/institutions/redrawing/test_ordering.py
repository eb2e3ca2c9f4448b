"""An order for a later day: everybody sees it, the county may take it back, the clock does it once or says why not."""

import json
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError

from tests.cast import FOUNDED
from tests.institutions.redrawing.test_consent import TAIL, split
from tests.institutions.redrawing.test_merger import carry_out, snapshot
from tests.institutions.redrawing.two import BASIS, NEW, TOWN, A, Asked, B, Two, counts, into_b, into_new, two
from tests.stories.showing import refused
from yuanba.institutions.redrawing import matters
from yuanba.institutions.redrawing.order import Basis, Choices
from yuanba.institutions.redrawing.ordering import carry_out_due, give, reason, revoke, revoke_by
from yuanba.kernel.ledger import leaf
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.matters.acts import tick
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.models import Household
from yuanba.kernel.places.acts import succeed
from yuanba.kernel.places.models import Place, Redrawing, RedrawingOrder
from yuanba.kernel.procedures.canonical import digest

pytestmark = pytest.mark.django_db
OFFICE = f"{TOWN}/township_office"


def ordered(scene: Two, asked: Asked = into_new, days: int = 10, **given: object) -> RedrawingOrder:
    """An order for the day in so many days."""
    facts = {"basis": BASIS, "key": uuid4(), **given}
    order = asked(scene.today + timedelta(days=days))
    row = give(order=order, body=OFFICE, at=scene.a.now, **facts)  # type: ignore[arg-type]
    assert isinstance(row, RedrawingOrder)
    return row


def come(scene: Two, days: int = 10) -> int:
    """The day comes: how many orders the clock did."""
    scene.wait(days)
    return carry_out_due(now=scene.a.now)


def test_an_order_changes_nothing_until_its_day_and_then_all_of_it_once() -> None:
    scene = two(into_new)
    row = ordered(scene)
    assert Place.objects.get(code=A).until is None
    assert come(scene, 9) == 0
    before = {scope: counts(scope, scene.today, scene.a.now) for scope in (TOWN, "510722")}
    assert come(scene, 1) == 1
    assert {scope: counts(scope, scene.today, scene.a.now) for scope in (TOWN, "510722")} == before
    assert carry_out_due(now=scene.a.now) == 0, "a second tick, or a second process, finds it done"
    row.refresh_from_db()
    assert row.done == Redrawing.objects.get()
    assert row.done.on == row.on == scene.today
    assert Place.objects.get(code=A).until == scene.today
    told = json.loads(row.done.statement)
    assert told["ordered"] == {"on": row.on.isoformat(), "leaf": row.leaf}
    assert told["basis"] == json.loads(row.statement)["basis"]


def test_an_order_is_one_entry_and_its_statement_is_what_was_entered() -> None:
    scene = two(into_new)
    before = Entry.objects.count()
    row = ordered(scene)
    [entry] = Entry.objects.order_by("pk")[before:]
    assert (entry.unit, entry.kind, entry.body) == (TOWN, "place.redrawing-ordered", OFFICE)
    assert leaf.decode(bytes(entry.leaf)).documents == (digest(json.loads(row.statement)),)


def test_what_happens_until_the_day_is_taken_along() -> None:
    scene = two(into_new)
    ordered(scene)
    Household.objects.create(place=scene.a.unit, number="099")
    scene.wait(5)
    assert come(scene, 5) == 1
    assert Household.objects.get(number__endswith="099").place.code == NEW


def test_a_double_click_is_one_order_and_the_same_order_is_not_given_twice() -> None:
    scene = two(into_new)
    key = uuid4()
    assert ordered(scene, key=key) == ordered(scene, key=key)
    with refused("key-reused"):
        ordered(scene, into_b, key=key)
    with refused("redraw-order-stands") as told:
        ordered(scene)
    assert "2026" in told.value.sentence("zh-hans")
    assert RedrawingOrder.objects.count() == 1


def test_while_an_order_is_pending_nothing_else_redraws_its_villages() -> None:
    scene = two(into_new, into_b)
    ordered(scene)
    with refused("redraw-order-stands"):
        carry_out(scene, into_b(scene.today))
    assert not Redrawing.objects.exists()


def test_the_county_takes_an_order_back_and_its_day_passes() -> None:
    scene = two(into_new)
    row, key = ordered(scene), uuid4()
    for _ in range(2):
        revoke(order=row.pk, body="510722/county_guidance", because="县里还要再议", at=scene.a.now, key=key)
    assert Entry.objects.filter(kind="place.redrawing-revoked").count() == 1
    assert come(scene) == 0
    assert Place.objects.get(code=A).until is None
    with refused("redraw-order-over"):
        revoke(order=row.pk, body="510722/county_guidance", because="再撤一次", at=scene.a.now, key=uuid4())
    assert isinstance(ordered(scene), RedrawingOrder), "another order may follow"


def test_only_the_county_takes_an_order_back_and_it_says_why() -> None:
    scene = two(into_new)
    row = ordered(scene)
    by = scene.a.officer("office", "township_office", "clerk")
    with refused("redraw-revoke-not-yours", law="vcol-2026:3"):
        revoke_by(order=row.pk, by=by, because="不合适", at=scene.a.now, key=uuid4())
    with refused("blank-missing"):
        revoke(order=row.pk, body="510722/county_guidance", because=" ", at=scene.a.now, key=uuid4())


def test_an_order_that_is_done_is_not_taken_back() -> None:
    scene = two(into_new)
    row = ordered(scene)
    come(scene)
    with refused("redraw-order-over"):
        revoke(order=row.pk, body="510722/county_guidance", because="后悔了", at=scene.a.now, key=uuid4())


def test_an_order_rests_on_the_same_papers_as_an_act() -> None:
    scene = two(into_new)
    with refused("redraw-unapproved"):
        ordered(scene, basis=Basis(" "))
    with refused("redraw-consent-differs"):
        ordered(scene, into_b)
    with refused("redraw-changed"):
        ordered(scene, seen="0" * 64)
    assert not RedrawingOrder.objects.exists()


def test_a_village_that_is_gone_on_the_day_holds_the_order_and_says_why() -> None:
    scene = two(into_new)
    row = ordered(scene)
    bare = Place.objects.create(
        code="510722101205", kind="village", name="远村", name_en="Far", parent=scene.a.unit.parent, since=FOUNDED
    )
    Place.objects.filter(parent=scene.b.unit).update(until=scene.today)
    succeed(old=[scene.b.unit], new=[bare], on=scene.today, kind="merge", body=OFFICE, at=scene.a.now)
    before = snapshot()[:-1]
    assert come(scene) == 0
    assert snapshot()[:-1] == before, "nothing half done"
    row.refresh_from_db()
    assert (row.done, row.revoked_at) == (None, None)
    found = reason(row)
    assert found is not None
    assert found.code == "place-not-standing"
    assert "长桥村" in found.sentence("zh-hans")
    assert Entry.objects.filter(kind="place.redrawing-held", unit=TOWN).count() == 1
    assert come(scene, 0) == come(scene, 1) == 0
    assert Entry.objects.filter(kind="place.redrawing-held").count() == 1, "one reason is one entry"
    revoke(order=row.pk, body="510722/county_guidance", because="长桥村已经没有了", at=scene.a.now, key=uuid4())


def test_what_was_in_the_way_and_is_so_no_longer_lets_the_next_day_do_it() -> None:
    scene = two(into_new)
    row = ordered(scene)
    Place.objects.filter(code=TOWN).update(until=scene.today + timedelta(days=5))
    assert come(scene) == 0
    Place.objects.filter(code=TOWN).update(until=None)
    assert carry_out_due(now=scene.a.now) == 0, "tried once a day"
    assert come(scene, 1) == 1
    row.refresh_from_db()
    assert (row.held, row.on) == ("", scene.today - timedelta(days=1))
    assert row.done is not None
    assert row.done.on == scene.today, "nothing is backdated"


def test_a_fault_on_the_day_leaves_nothing_half_done_and_stays_pending(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = two(into_new)
    row = ordered(scene)
    before = snapshot()[:-1]

    def broken(*_: object) -> None:
        raise IntegrityError("the power went out")

    with monkeypatch.context() as patch:
        patch.setattr(matters, "write", broken)
        assert come(scene) == 0
    assert snapshot()[:-1] == before
    row.refresh_from_db()
    found = reason(row)
    assert found is not None
    assert found.code == "redraw-broke"
    assert come(scene, 1) == 1


def test_a_killed_process_leaves_the_order_for_the_next_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = two(into_new)
    row = ordered(scene)
    before = snapshot()

    def killed(*_: object) -> None:
        raise SystemExit(137)

    scene.wait(10)
    with monkeypatch.context() as patch:
        patch.setattr(matters, "write", killed)
        with pytest.raises(SystemExit):
            carry_out_due(now=scene.a.now)
    assert snapshot() == before
    row.refresh_from_db()
    assert (row.held, row.done) == ("", None)
    assert carry_out_due(now=scene.a.now) == 1


def test_a_split_ahead_names_who_takes_what_comes_until_then() -> None:
    asked = partial(split, choices=Choices({f"{A}.01": TAIL}, rest=A))
    scene = two(asked)
    with refused("redraw-rest-missing"):
        ordered(scene, partial(split, choices=Choices({f"{A}.01": TAIL})))
    choices = Choices({f"{A}.01": TAIL, scene.begun.number: TAIL}, rest=A)
    ordered(scene, partial(split, choices=choices))
    Matter.objects.filter(pk=scene.begun.pk).update(step="", end="declined", closed_at=scene.a.now, holder=None)
    assert come(scene) == 1, "a matter that has ended since is nobody's to take"
    assert Place.objects.get(code=f"{TAIL}.01").until is None


def test_an_assembly_that_says_no_before_the_day_holds_the_order() -> None:
    scene = two(into_new)
    row = ordered(scene)
    old = Matter.objects.filter(procedure="redraw-consent", unit=scene.b.unit)
    old.update(end="rejected")
    assert come(scene) == 0
    row.refresh_from_db()
    found = reason(row)
    assert found is not None
    assert (found.code, found.law) == ("redraw-not-agreed", "vcol-2026:3")


def test_a_meeting_that_is_called_for_that_day_is_called_again() -> None:
    from tests.stories.test_four_two_one import convene, deliberate
    from yuanba.kernel.assemblies.models import Assembly

    scene = two(into_new)
    deliberate(scene.a, scene.begun)
    scene.b.now = scene.a.now
    ordered(scene, days=10)
    convene(scene.a, scene.begun, "villager_assembly")
    sitting = Assembly.objects.get(matter=scene.begun)
    assert sitting.adjourned_at is None
    assert carry_out_due(now=scene.a.now) == 1
    sitting.refresh_from_db()
    assert sitting.adjourned_at == scene.a.now
    scene.begun.refresh_from_db()
    assert (scene.begun.unit.code, scene.begun.step) == (NEW, "resolve")


def test_deadlines_of_the_day_and_the_order_of_the_day_do_not_hinder_each_other() -> None:
    scene = two(into_b)
    ordered(scene, into_b)
    scene.wait(10)
    tick(now=scene.a.now)
    assert carry_out_due(now=scene.a.now) == 1
    assert tick(now=scene.a.now) == 0
    assert Matter.objects.get(pk=scene.road.pk).unit.code == B
