"""A village is split again: each thing goes to whom it was given, and what nobody gave away holds the act up."""

from datetime import date
from functools import partial
from uuid import uuid4

import pytest

from tests.institutions.redrawing.test_merger import carry_out, snapshot
from tests.institutions.redrawing.two import NEW, TOWN, A, B, Two, apart, counts, into_new, two
from yuanba.institutions.redrawing.order import Choices, Heir, Order
from yuanba.institutions.redrawing.plan import plan
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.models import Body, Household, Person, Tenure
from yuanba.kernel.places.models import Place, Succession
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db
TAIL = "510722101231"


def merged() -> Two:
    scene = two(into_new)
    carry_out(scene, into_new(scene.today))
    scene.wait(1)
    return scene


def test_what_nobody_has_given_away_is_listed_and_holds_the_act_up() -> None:
    scene = merged()
    made = plan(apart(scene.today, Choices()), at=scene.a.now)
    listed = {one.what for one in made.undecided}
    assert listed == {"place", "household", "record", "matter"}
    assert {f"{NEW}.01", f"{NEW}.02", scene.road.number} <= {one.key for one in made.undecided}
    before = snapshot()
    with pytest.raises(Refusal) as refused:
        carry_out(scene, apart(scene.today, Choices()))
    assert refused.value.code == "redraw-undecided"
    assert snapshot() == before


def test_a_part_goes_and_the_rest_stays_and_nothing_is_lost() -> None:
    scene = merged()
    choices = Choices({f"{NEW}.01": TAIL, "201-003": TAIL, scene.road.number: TAIL}, rest=NEW)
    scene.agree(partial(apart, choices=choices))
    before = counts(TOWN, scene.today, scene.a.now)
    order = apart(scene.today, choices)
    stays = plan(order, at=scene.a.now)
    carry_out(scene, order)
    assert counts(TOWN, scene.today, scene.a.now) == before
    assert {p.code for p in Place.objects.filter(code__startswith=f"{TAIL}.")} == {f"{TAIL}.01", f"{TAIL}.01.02"}
    assert Place.objects.get(code=f"{NEW}.02").until is None
    # The one that was given, and one of which everybody lives in the group.
    assert set(Household.objects.filter(place__code=TAIL).values_list("number", flat=True)) == {"201-003", "201-011"}
    assert set(Person.objects.filter(household__number="201-003").values_list("unit", flat=True)) == {TAIL}
    assert set(Person.objects.filter(place__code=f"{TAIL}.01").values_list("unit", flat=True)) == {TAIL}
    for pk in (scene.road.pk, scene.objection.pk):
        assert Matter.objects.get(pk=pk).unit.code == TAIL, "an objection goes with what it objects to"
    assert Notice.objects.get(matter=scene.road).unit.code == TAIL
    assert Matter.objects.get(pk=scene.begun.pk).unit.code == NEW
    assert Record.objects.filter(register="grids", place__code=f"{TAIL}.01.02", until__isnull=True).count() == 1
    assert Record.objects.filter(register="grids", place__code=NEW, until__isnull=True).count() == 2
    assert not stays.bodies.ending
    assert Body.objects.filter(place__code=NEW, until__isnull=True).exists(), "the village that stays keeps its bodies"
    assert Tenure.objects.get(body__kind="group", until__gt=scene.today).body.place.code == f"{TAIL}.01"
    assert {(s.old.code, s.new.code) for s in Succession.objects.filter(kind="split")} == {(NEW, TAIL)}
    assert Place.objects.get(code=NEW).until is None


def test_a_village_can_be_split_up_wholly() -> None:
    scene = merged()

    def up(on: date) -> Order:
        heirs = (Heir(TAIL, "凤尾村"), Heir("510722101232", "凤头村"))
        return Order("split", (NEW,), heirs, on, Choices({f"{NEW}.01": TAIL}, rest="510722101232"))

    scene.agree(up)
    before = counts(TOWN, scene.today, scene.a.now)
    carry_out(scene, up(scene.today))
    assert counts(TOWN, scene.today, scene.a.now) == before
    assert Place.objects.get(code=NEW).until == scene.today
    assert not Person.objects.filter(unit__in=(A, B, NEW)).exists()
    assert Body.objects.filter(place__code=NEW, until__isnull=True).count() == 0


def test_a_household_of_which_all_live_in_one_group_goes_with_the_group() -> None:
    scene = merged()
    group = Place.objects.get(code=f"{NEW}.02")
    home = Household.objects.get(place__code=NEW, number="202-001")
    home.persons.update(place=group)
    choices = Choices({f"{NEW}.02": TAIL}, rest=NEW)
    scene.agree(partial(apart, choices=choices))
    carry_out(scene, apart(scene.today, choices))
    home.refresh_from_db()
    assert (home.place.code, home.number) == (TAIL, "202-001")
    assert set(home.persons.values_list("unit", "place__code")) == {(TAIL, f"{TAIL}.02")}


@pytest.mark.parametrize(
    ("choices", "refused_as"),
    [
        (Choices({"999": TAIL}, rest=NEW), "redraw-choice-idle"),
        (Choices({f"{NEW}.01": B}, rest=NEW), "redraw-choice-unknown"),
        (Choices(rest=A), "redraw-choice-unknown"),
    ],
)
def test_a_choice_that_means_nothing_is_refused(choices: Choices, refused_as: str) -> None:
    scene = merged()
    with pytest.raises(Refusal) as refused:
        carry_out(scene, apart(scene.today, choices), key=uuid4())
    assert refused.value.code == refused_as


def test_a_village_that_became_a_community_takes_everything_along() -> None:

    def urban(on: date) -> Order:
        return Order("rename", (A,), (Heir("510722101050", "凤凰社区"),), on)

    scene = two(urban)
    before = counts(TOWN, scene.today, scene.a.now)
    carry_out(scene, urban(scene.today))
    assert counts(TOWN, scene.today, scene.a.now) == before
    assert Matter.objects.get(pk=scene.road.pk).unit.kind == "community"
    assert Household.objects.filter(place__code="510722101050", number="001").exists(), (
        "a lone village keeps its numbers"
    )
