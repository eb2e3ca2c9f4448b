"""Two villages become one: everything follows or stays where it is said to, once, and in one entry."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.institutions.redrawing.two import BASIS, NEW, TOWN, A, B, Two, apart, counts, into_b, into_new, two
from tests.stories.test_four_two_one import convene, deliberate
from yuanba.institutions.redrawing import act, matters
from yuanba.institutions.redrawing.act import redraw
from yuanba.institutions.redrawing.order import Basis, Choices, Heir, Order
from yuanba.institutions.redrawing.plan import plan
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.ledger import leaf
from yuanba.kernel.ledger.models import Entry, Pending
from yuanba.kernel.ledger.sequence import seal_days
from yuanba.kernel.matters.acts import tick
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import object_to, open_matter
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import Seat, constitute
from yuanba.kernel.people.models import Body, Household, Person, Tenure
from yuanba.kernel.places.models import Place, Redrawing, Succession
from yuanba.kernel.procedures.canonical import digest
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db


def agreed(order: Callable[..., Order], *units: str) -> list[str]:
    """Numbers of the consents of units to an order, in the order in which `two` let the assemblies agree."""
    which = (into_b, into_new).index(order)
    rows = [Matter.objects.filter(procedure="redraw-consent", unit__code=code).order_by("pk") for code in units]
    return [row[which].number for row in rows]


def carry_out(scene: Two, order: Order, *, basis: Basis = BASIS, key: UUID | None = None, seen: str = "") -> Redrawing:
    return redraw(
        order=order, basis=basis, body=f"{TOWN}/township_office", at=scene.a.now, key=key or uuid4(), seen=seen
    )


@pytest.mark.parametrize("order", [into_b, into_new])
def test_nothing_of_the_township_is_lost_or_doubled(order: Callable[..., Order]) -> None:
    scene = two()
    before = {scope: counts(scope, scene.today, scene.a.now) for scope in (TOWN, "510722")}
    assert all(before[TOWN].values())
    carry_out(scene, order(scene.today))
    assert {scope: counts(scope, scene.today, scene.a.now) for scope in (TOWN, "510722")} == before


@pytest.mark.parametrize("order", [into_b, into_new])
def test_the_preview_says_what_the_act_then_does(order: Callable[..., Order]) -> None:
    scene = two()
    seen = plan(order(scene.today), at=scene.a.now)
    row = carry_out(scene, order(scene.today), seen=seen.digest)
    told = json.loads(row.statement)
    assert told.pop("basis") == {"approval": BASIS.approval, "agreed": agreed(order, A, B), "paper": "cd" * 32}
    assert told == seen.statement
    number = seen.counts
    heir = Place.objects.get(code=told["new"][0])
    assert number["persons"] == Person.objects.filter(pk__in=[one.pk for one in seen.roll.residents]).count() > 30
    assert not Person.objects.filter(unit=A).exists()
    assert number["matters"] == Matter.objects.filter(number__startswith=A, unit=heir).count() + (
        Matter.objects.filter(number__startswith=B, unit=heir).count() if heir.code == NEW else 0
    )
    assert number["notices"] == Notice.objects.filter(unit=heir, matter=scene.road).count() == 1
    assert number["places"] == Place.objects.filter(code__startswith=f"{heir.code}.", since=scene.today).count()


def test_one_act_is_one_entry_of_the_place_that_takes_in_all() -> None:
    scene = two()
    before = Entry.objects.count()
    row = carry_out(scene, into_new(scene.today))
    [entry] = Entry.objects.order_by("pk")[before:]
    assert (entry.unit, entry.kind, entry.body) == (TOWN, "place.redrawn", f"{TOWN}/township_office")
    assert leaf.decode(bytes(entry.leaf)).documents == (digest(json.loads(row.statement)),)
    assert row.leaf == bytes(entry.leaf_hash).hex()
    assert set(Succession.objects.values_list("redrawing", flat=True)) == {row.pk}


def test_the_old_places_end_and_say_who_took_over() -> None:
    scene = two()
    carry_out(scene, into_new(scene.today))
    ended = {place.code: place.until for place in Place.objects.filter(until__isnull=False)}
    assert ended == dict.fromkeys((A, B, f"{A}.01", f"{A}.01.02", f"{B}.01"), scene.today)
    links = set(Succession.objects.values_list("old__code", "new__code", "kind"))
    assert {(A, NEW, "merge"), (B, NEW, "merge")} < links
    assert (f"{A}.01.02", f"{NEW}.01.02", "rename") in links
    # Both villages had such a group: the second to come takes a free code and its village's name.
    assert dict(Place.objects.filter(code__startswith=f"{NEW}.").values_list("code", "name")) == {
        f"{NEW}.01": "一组",
        f"{NEW}.01.02": "槐树院落",
        f"{NEW}.02": "长桥村一组",
    }


def test_households_keep_apart_and_a_lone_number_is_kept() -> None:
    scene = two()
    carry_out(scene, into_b(scene.today))
    numbers = list(Household.objects.filter(place__code=B).values_list("number", flat=True))
    assert len(numbers) == len(set(numbers))
    assert {"001", "201-001"} <= set(numbers), "B's household keeps its number, A's takes a sign before it"
    [grouped] = Household.objects.filter(place__code=f"{B}.02")
    assert grouped.number == "010", "a household of a group goes with its group and keeps its number"


def test_bodies_of_the_old_village_end_and_those_of_its_group_go_on() -> None:
    scene = two()
    made = plan(into_new(scene.today), at=scene.a.now)
    fate = {need.kind: (need.fate, need.elected_by) for need in made.bodies.needs}
    assert fate["supervision_committee"] == ("elect", ("villager_assembly", "villager_rep_assembly"))
    assert fate["committee"][0] == "elect"
    assert fate["villager_assembly"][0] == "set-up"
    carry_out(scene, into_new(scene.today))
    for code in (A, B):
        assert set(Body.objects.filter(place__code=code).values_list("until", flat=True)) == {scene.today}
        assert not Tenure.objects.filter(body__place__code=code).exclude(until=scene.today).exists()
    assert {b.kind for b in Body.objects.filter(place__code=NEW)} == {"villager_assembly", "two_committees"}
    [head] = Tenure.objects.filter(body__kind="group", until__gt=scene.today)
    assert (head.body.place.code, head.person_id, head.since) == (f"{NEW}.01", scene.a.villagers[0].pk, scene.today)
    assert Tenure.objects.filter(body__place__code=f"{A}.01", until=scene.today).count() == 1


def test_records_are_entered_at_the_heir_with_a_link_and_mandates_and_adoptions_end() -> None:
    scene = two()
    carry_out(scene, into_b(scene.today))
    old = Record.objects.get(register="grids", place__code=A)
    new = Record.objects.get(register="grids", place__code=B, since=scene.today)
    assert (old.until, new.code, new.name) == (scene.today, "201-G1", old.name)
    assert json.loads(new.data) == {**json.loads(old.data), "came_from": old.pk}
    assert sorted(new.indexes.values_list("field", "text")) == sorted(old.indexes.values_list("field", "text"))
    assert Record.objects.get(register="grids", place__code=f"{B}.02.02").code == "G9"
    for register in ("mandates", "adoptions"):
        assert Record.objects.get(register=register, place__code=A).until == scene.today
        assert not Record.objects.filter(register=register, place__code=B).exists()


def test_a_matter_follows_under_its_number_and_an_open_objection_still_holds_it() -> None:
    scene = two()
    due = scene.road.due_at
    carry_out(scene, into_b(scene.today))
    scene.road.refresh_from_db()
    assert (scene.road.unit.code, scene.road.number[:12], scene.road.due_at) == (B, A, due)
    assert scene.road.holder == scene.b.bodies["committee"]
    scene.wait(70)
    tick(now=scene.a.now)
    scene.road.refresh_from_db()
    assert scene.road.step == "publish-decision"
    scene.objection.refresh_from_db()
    assert scene.objection.unit.code == B


def test_the_heirs_officers_finish_what_the_old_village_began() -> None:
    scene = two()
    carry_out(scene, into_b(scene.today))
    with pytest.raises(Refusal, match="not for your post"):
        scene.a.take(scene.objection, "wu", None, "dismiss", answer="预算逐项列在公示里")
    scene.b.take(scene.objection, "b1", "committee", "dismiss", answer="预算逐项列在公示里")
    scene.b.take(scene.objection, "b4", "supervision_committee", "dismiss", opinion="账目属实")
    scene.wait(70)
    tick(now=scene.a.now)
    scene.road.refresh_from_db()
    assert scene.road.step == "carry-out"
    assert Entry.objects.filter(unit=B, kind="matter.due").exists(), "what happens now lies in the heir's chain"


def test_where_the_heir_has_no_body_yet_a_matter_waits_and_is_not_lost() -> None:
    scene = two()
    made = plan(into_new(scene.today), at=scene.a.now)
    waits = {line.number: line for line in made.business.running if line.waits}
    assert waits[scene.road.number].kind == "committee"
    carry_out(scene, into_new(scene.today))
    scene.road.refresh_from_db()
    assert scene.road.holder == scene.a.bodies["committee"], "it keeps whom it waited for"
    new = Place.objects.get(code=NEW)
    wu, wang = scene.a.people["wu"], scene.a.people["wang"]
    bodies = constitute(
        place=new,
        bodies=["committee", "supervision_committee"],
        seats=[Seat("committee", "director", wu), Seat("supervision_committee", "chair", wang)],
        since=scene.today,
        at=scene.a.now,
    )
    scene.a.take(scene.objection, "wu", "committee", "dismiss", answer="预算逐项列在公示里")
    assert scene.objection.holder == bodies["supervision_committee"]


def test_a_matter_of_a_group_lies_in_the_group_where_that_stands_now() -> None:
    scene = two()
    group = Place.objects.get(code=f"{A}.01")
    Matter.objects.filter(pk=scene.begun.pk).update(site=group, holder=Body.objects.get(place=group))
    carry_out(scene, into_new(scene.today))
    scene.begun.refresh_from_db()
    assert scene.begun.site is not None
    assert (scene.begun.unit.code, scene.begun.site.code) == (NEW, f"{NEW}.01")


def test_a_resident_of_the_old_village_takes_part_at_the_heir_at_once() -> None:
    scene = two()
    carry_out(scene, into_b(scene.today))
    scene.a.people["chen"].refresh_from_db()
    facts = {"procedure": "four-two-one", "start": "wish", "title": "装路灯", "data": {"words": "天黑看不见。"}}
    taking = open_matter(**facts, unit=scene.b.unit, by=scene.a.actor("chen"), at=scene.a.now, key=uuid4())
    assert taking.matter.number.startswith(B)
    with pytest.raises(Refusal) as refused:
        open_matter(**facts, unit=Place.objects.get(code=A), by=scene.a.actor("chen"), at=scene.a.now, key=uuid4())
    assert refused.value.code == "place-closed"


def test_what_has_ended_stays_with_the_old_place() -> None:
    scene = two()
    ended = Matter.objects.get(pk=scene.begun.pk)
    Matter.objects.filter(pk=ended.pk).update(step="", end="declined", closed_at=scene.a.now, holder=None)
    made = plan(into_b(scene.today), at=scene.a.now)
    assert made.counts["matters_archived"] == 3, "this one, and the two consents"
    carry_out(scene, into_b(scene.today))
    ended.refresh_from_db()
    assert ended.unit.code == A


def test_a_meeting_that_was_called_is_called_again() -> None:
    scene = two()
    deliberate(scene.a, scene.begun)
    convene(scene.a, scene.begun, "villager_assembly")
    scene.b.now = scene.a.now
    made = plan(into_b(scene.today), at=scene.a.now)
    assert [line.number for line in made.business.sittings] == [scene.begun.number]
    carry_out(scene, into_b(scene.today))
    day = {"meets_on": scene.today.replace(month=12).isoformat(), "meets_time": "19:30", "venue": "坝子"}
    with pytest.raises(Refusal, match="90"):
        scene.b.take(scene.begun, "b1", "committee", "convene", body="villager_assembly", motion="修路", **day)


def test_residents_commitments_of_the_old_village_are_still_sealed() -> None:
    scene = two()
    assert Pending.objects.filter(unit=A, entry__isnull=True).exists()
    carry_out(scene, into_new(scene.today))
    scene.wait(1)
    seal_days(now=scene.a.now)
    assert not Pending.objects.filter(entry__isnull=True).exists()
    assert Entry.objects.filter(unit=A, kind="residents.acted").exists()


def test_a_double_click_is_one_merger() -> None:
    scene = two()
    key = uuid4()
    first = carry_out(scene, into_new(scene.today), key=key)
    assert carry_out(scene, into_new(scene.today), key=key) == first
    assert Redrawing.objects.count() == 1
    with pytest.raises(Refusal) as refused:
        carry_out(scene, Order("split", (A,), (Heir(A), Heir(B)), scene.today), key=key)
    assert refused.value.code == "key-reused"


def test_a_merger_that_breaks_off_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = two()
    before = snapshot()

    def broken(*_: object) -> None:
        raise IntegrityError("the power went out")

    monkeypatch.setattr(matters, "write", broken)
    with pytest.raises(IntegrityError):
        carry_out(scene, into_new(scene.today))
    assert snapshot() == before


def snapshot() -> list[object]:
    tables = (Place, Succession, Redrawing, Body, Tenure, Household, Person, Record, Matter, Notice, Entry)
    return [list(table.objects.order_by("pk").values_list()) for table in tables]


@pytest.mark.parametrize(
    ("change", "refused_as"),
    [
        ({"on": -1}, "redraw-past"),
        ({"on": 1}, "redraw-not-today"),
        ({"basis": Basis(approval=" ", paper=BASIS.paper)}, "redraw-unapproved"),
        ({"new": (Heir("510722101240", "新村"),)}, "redraw-consent-differs"),
        ({"new": (Heir("510722101"),)}, "redraw-units-only"),
        ({"new": (Heir("510722101231"),)}, "place-name-empty"),
        ({"new": (Heir("510722199231", "远村"),)}, "place-parent-missing"),
        ({"new": (Heir(B, "新村"),)}, "place-code-taken"),
        ({"old": (A, "510722101299")}, "redraw-units-only"),
        ({"old": (B,), "new": (Heir(B),)}, "place-succession-merge"),
        ({"seen": "0" * 64}, "redraw-changed"),
    ],
)
def test_what_must_not_be_done_is_refused_and_changes_nothing(change: dict[str, Any], refused_as: str) -> None:
    scene = two()
    before = snapshot()
    on = scene.today + timedelta(days=change.get("on", 0))
    order = Order("merge", change.get("old", (A, B)), change.get("new", (Heir(B),)), on)
    with pytest.raises(Refusal) as refused:
        carry_out(scene, order, basis=change.get("basis", BASIS), seen=change.get("seen", ""))
    assert refused.value.code == refused_as
    assert snapshot() == before


def test_a_village_that_was_founded_today_is_not_split_today() -> None:
    scene = two()
    carry_out(scene, into_new(scene.today))
    with pytest.raises(Refusal) as refused:
        plan(apart(scene.today, Choices(rest=NEW)), at=scene.a.now)
    assert refused.value.code == "redraw-new-today"


def test_a_plan_asks_as_often_for_many_as_for_few() -> None:
    scene = two()
    act.plan(into_new(scene.today), at=scene.a.now)
    with CaptureQueriesContext(connection) as few:
        plan(into_new(scene.today), at=scene.a.now)
    for number in range(30):
        home = Household.objects.create(place=scene.a.unit, number=f"9{number:02d}")
        Person.objects.create(
            name=f"新{number}", place=scene.a.unit, unit=A, household=home, adult_on=scene.today, since=scene.today
        )
        Place.objects.create(
            code=f"{A}.{20 + number}",
            kind="group",
            name=f"{number}组",
            name_en="",
            parent=scene.a.unit,
            since="2026-01-01",
        )
        scene.begun.pk, scene.begun.number = None, f"{A}-2026-9{number:05d}"
        scene.begun.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        made = plan(into_new(scene.today), at=scene.a.now)
    assert made.counts["matters"] > 30
    assert len(many) == len(few) <= 20


def test_choices_are_no_matter_where_there_is_one_heir() -> None:
    scene = two()
    order = Order("merge", (A, B), (Heir(B),), scene.today, Choices(rest=B))
    assert not plan(order, at=scene.a.now).undecided


def test_matters_are_held_before_numbers_as_whoever_objects_holds_them() -> None:
    """In the other order an objection and a merger would wait for each other for ever."""
    scene = two()
    with CaptureQueriesContext(connection) as seen, transaction.atomic():
        matters.hold([A, B])
    order = [
        table for one in seen for table in ("matters_matter", "matters_counter") if f'FROM "{table}"' in one["sql"]
    ]
    assert order == ["matters_matter", "matters_counter", "matters_matter"]
    with CaptureQueriesContext(connection) as seen:
        object_to(
            parent=scene.road.pk, by=Actor(scene.a.villagers[9]), ground="rights", words="不同意", at=scene.a.now,
            key=uuid4(),
        )  # fmt: skip
    order = [
        table for one in seen for table in ("matters_matter", "matters_counter") if f'FROM "{table}"' in one["sql"]
    ]
    assert order.index("matters_counter") > order.index("matters_matter")
