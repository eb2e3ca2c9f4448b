"""A village is redrawn as its own assembly agreed: kind, villages, names, groups and households (VCOL 3)."""

import json
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.agreeing import agree, done, form, officer, resolve, vote
from tests.cast import FOUNDED, SHEET
from tests.ground import ground
from tests.institutions.redrawing.test_merger import carry_out, snapshot
from tests.institutions.redrawing.two import NEW, TOWN, A, B, Two, into_b, into_new, two
from tests.stories.showing import refused
from yuanba.institutions.redrawing.act import redraw
from yuanba.institutions.redrawing.consents import consents
from yuanba.institutions.redrawing.order import Basis, Choices, Heir, Order
from yuanba.institutions.redrawing.plan import plan
from yuanba.kernel.matters.acts import correct, tick
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.opening import object_to, open_matter
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.places.models import Place, Redrawing

pytestmark = pytest.mark.django_db
TAIL, FARM = "510722101231", "510722101401"
SPLIT = {"redrawing": "split", "old_units": A, "new_units": f"{A}\n{TAIL} 凤尾村"}


def split(on: date, choices: Choices, name: str = "凤尾村") -> Order:
    """A gives a part to a village that is founded."""
    return Order("split", (A,), (Heir(A), Heir(TAIL, name)), on, choices)


def bounded(on: date, choices: Choices) -> Order:
    """A gives a part to its neighbour: both stand on."""
    return Order("split", (A,), (Heir(A), Heir(B)), on, choices)


def propose(scene: Two, unit: str, **data: str) -> Matter:
    """The township proposes something in a village."""
    place = Place.objects.get(code=unit)
    by = officer(place, "township_office", scene.a.now)
    filled = {**form(into_new(scene.today)), **data}
    return open_matter(
        procedure="redraw-consent", start="propose", unit=place, by=by, title="方案", data=filled, at=scene.a.now,
        key=uuid4(),
    ).matter  # fmt: skip


def test_what_both_assemblies_agreed_to_is_carried_out_and_cited() -> None:
    scene = two(into_new)
    made = plan(into_new(scene.today), at=scene.a.now)
    found = consents(made, Basis("7"))
    assert [one.place.code for one in found] == [A, B], "the village that is founded has nobody to ask"
    assert all(one.refusal is None for one in found)
    row = carry_out(scene, into_new(scene.today))
    assert json.loads(row.statement)["basis"]["agreed"] == [one.number for one in found]


@pytest.mark.parametrize(
    ("order", "what"),
    [
        (into_b, "以后的村：同意的是凤桥村（510722101230），这次是长桥村"),
        (lambda on: Order("merge", (A, B), (Heir(NEW, "长凤村"),), on), "的名称：同意的是“凤桥村”，这次是“长凤村”"),
        (lambda on: Order("merge", (A,), (Heir(NEW, "凤桥村"),), on), "原来的村"),
        (lambda on: split(on, Choices(rest=A)), "办的种类：同意的是合并，这次是拆分"),
    ],
)  # fmt: skip
def test_an_order_that_departs_from_what_was_agreed_is_refused_and_told_where(order: object, what: str) -> None:
    scene = two(into_new)
    before = snapshot()
    with refused("redraw-consent-differs", law="vcol-2026:3") as told:
        carry_out(scene, order(scene.today))  # type: ignore[operator]
    assert what in told.value.sentence("zh-hans")
    assert snapshot() == before


@pytest.mark.parametrize(
    ("choices", "what"),
    [
        (Choices({f"{A}.01": TAIL, "003": TAIL}, rest=A), ""),
        (Choices({"003": TAIL}, rest=A), f"{A}.01 一组：同意的是“{TAIL}”，这次是“{A}”"),
        (Choices({f"{A}.01": TAIL}, rest=A), f"户 003：同意的是“{TAIL}”，这次是“{A}”"),
        (Choices({f"{A}.01": TAIL, "003": TAIL, "004": TAIL}, rest=A), f"户 004：同意的是“{A}”，这次是“{TAIL}”"),
        (Choices({f"{A}.01": TAIL}, rest=TAIL), f"户 001：同意的是“{A}”，这次是“{TAIL}”"),
    ],
)
def test_every_group_and_household_goes_where_the_assembly_said(choices: Choices, what: str) -> None:
    scene = two(partial(split, choices=Choices({f"{A}.01": TAIL, "003": TAIL}, rest=A)))
    if not what:
        carry_out(scene, split(scene.today, choices))
        assert Place.objects.get(code=f"{TAIL}.01").until is None
        return
    with refused("redraw-consent-differs") as told:
        carry_out(scene, split(scene.today, choices))
    assert what in told.value.sentence("zh-hans")


def test_which_papers_go_where_is_nothing_an_assembly_decides() -> None:
    scene = two(partial(split, choices=Choices(rest=A)))
    carry_out(scene, split(scene.today, Choices({scene.road.number: TAIL}, rest=A)))
    assert Matter.objects.get(pk=scene.road.pk).unit.code == TAIL


def test_a_boundary_moves_when_both_villages_agree() -> None:
    choices = Choices({f"{A}.01": B}, rest=A)
    scene = two(partial(bounded, choices=choices))
    made = plan(bounded(scene.today, choices), at=scene.a.now)
    assert [one.place.code for one in consents(made, Basis("7"))] == [A, B]
    carry_out(scene, bounded(scene.today, choices))
    assert Place.objects.get(code=f"{B}.02").name.endswith("一组")
    assert not Place.objects.filter(code__in=(A, B), until__isnull=False).exists()


def test_one_village_cannot_agree_for_the_other() -> None:
    scene = two(lambda on: Order("rename", (B,), (Heir("510722101240", "新桥村"),), on))
    alone = propose(scene, A)
    scene.a.now = vote([alone], "villager_assembly", scene.a.now)
    with refused("redraw-consent-open", law="vcol-2026:3") as told:
        carry_out(scene, into_new(scene.today))
    assert "公布村民会议的决定" in told.value.sentence("zh-hans")


def test_while_an_objection_is_open_nothing_is_done() -> None:
    scene = two(lambda on: Order("rename", (B,), (Heir("510722101240", "新桥村"),), on))
    matters = [propose(scene, A), propose(scene, B)]
    at = scene.a.now = vote(matters, "villager_assembly", scene.a.now)
    for matter in matters:
        done(matter, officer(matter.unit, "committee", at), "post", {}, at)
    said = {"ground": "rights", "words": "没有听我们的意见"}
    object_to(parent=matters[0].pk, by=Actor(scene.a.villagers[9]), at=at, key=uuid4(), **said)
    scene.wait(20)
    tick(now=scene.a.now)
    matters[1].refresh_from_db()
    done(matters[1], officer(matters[1].unit, "township_office", at), "done", {"report_number": "9"}, scene.a.now)
    with refused("redraw-consent-open", law="vcol-2026:3") as told:
        carry_out(scene, into_new(scene.today))
    assert told.value.facts["number"] == matters[0].number
    assert not Redrawing.objects.exists()


def test_an_assembly_that_later_said_no_has_not_agreed() -> None:
    scene = two(into_new)
    again = propose(scene, A)
    meets = (scene.today + timedelta(days=12)).isoformat()
    called = {"meets_on": meets, "meets_time": "19:30", "venue": "坝子", "motion": "是否合并"}
    by = officer(scene.a.unit, "committee", scene.a.now)
    done(again, by, "convene", {"body": "villager_assembly", **called}, scene.a.now)
    scene.wait(13)
    present = [one.pk for one in (*scene.a.people.values(), *scene.a.villagers) if one.unit == A]
    done(again, by, "sign-in", {"present": present}, scene.a.now)
    cast = {"votes_for": 2, "against": len(present) - 2, "abstain": 0, "sheet": SHEET}
    done(again, by, "count", {**cast, "recorder_1": present[0], "recorder_2": present[1]}, scene.a.now)
    assert again.end == "rejected"
    with refused("redraw-not-agreed"):
        carry_out(scene, into_new(scene.today))


def test_representatives_cannot_stand_for_the_assembly() -> None:
    scene = two(into_b)
    matter = propose(scene, A)
    called = {"meets_on": scene.today.replace(month=12).isoformat(), "meets_time": "19:30", "venue": "坝子"}
    with refused("form-unfilled"):
        done(
            matter,
            officer(scene.a.unit, "committee", scene.a.now),
            "convene",
            {"body": "villager_rep_assembly", "motion": "是否合并", **called},
            scene.a.now,
        )


def test_what_was_agreed_before_a_village_was_redrawn_is_agreed_no_longer() -> None:
    scene = two(into_b, partial(bounded, choices=Choices({f"{A}.01": B}, rest=A)))
    carry_out(scene, bounded(scene.today, Choices({f"{A}.01": B}, rest=A)))
    scene.wait(1)
    with refused("redraw-not-agreed"):
        carry_out(scene, into_b(scene.today))


@pytest.mark.parametrize(
    ("data", "blank", "code"),
    [
        ({"old_units": f"{A}\n51072210120"}, "old_units", "place-code-malformed"),
        ({"old_units": f"{A}\n{TOWN}"}, "old_units", "place-code-kind"),
        ({"old_units": f"{A}\n510722101299"}, "old_units", "redraw-units-only"),
        ({"old_units": f"{B}\n510722101203"}, "old_units", "redraw-units-only"),
        ({"new_units": f"{B} 凤桥村"}, "new_units", "place-code-taken"),
        ({"new_units": NEW}, "new_units", "place-name-empty"),
        ({"new_units": f"{NEW} 甲村\n{TAIL} 乙村"}, "new_units", "place-succession-merge"),
        ({"redrawing": "split", "old_units": A, "new_units": f"{A}\n{B}", "rest": A}, "redrawing", "redraw-fact-kind"),
        (SPLIT, "rest", "redraw-rest-missing"),
        ({"old_units": f"{A}\n510722101401"}, "old_units", "redraw-quasi"),
        ({"new_units": "510722101501 园区"}, "new_units", "redraw-quasi"),
        (
            {**SPLIT, "rest": A, "goes": f"{A}.77={TAIL}"},
            "goes",
            "redraw-choice-idle",
        ),
        (
            {**SPLIT, "rest": A, "goes": f"{A}.01={B}"},
            "goes",
            "redraw-choice-unknown",
        ),
    ],
)  # fmt: skip
def test_what_the_assembly_would_be_asked_has_to_hold_together(data: dict[str, str], blank: str, code: str) -> None:
    scene = two(into_b)
    with refused(code, blank=blank):
        propose(scene, A, **data)


def test_a_village_is_asked_only_about_itself() -> None:
    scene = two(into_b)
    third = Place.objects.create(
        code="510722101203", kind="village", name="远村", name_en="Far", parent=scene.a.unit.parent, since=FOUNDED
    )
    with refused("redraw-fact-elsewhere", blank="old_units"):
        propose(scene, third.code)


def test_what_is_before_the_assembly_is_not_changed_behind_its_back() -> None:
    scene = two(into_b)
    matter = propose(scene, A)
    taking = Taking.objects.get(matter=matter, act="submit")
    by = officer(scene.a.unit, "township_office", scene.a.now)
    with refused("redraw-facts-fixed", law="vcol-2026:3"):
        correct(
            taking=taking.pk,
            by=by,
            data={"new_units": f"{NEW} 长凤村"},
            reason="写错",
            at=scene.a.now,
            key=uuid4(),
        )


def test_only_the_township_proposes() -> None:
    scene = two(into_b)
    committee = officer(scene.a.unit, "committee", scene.a.now)
    with refused("not-your-step"):
        open_matter(
            procedure="redraw-consent",
            start="propose",
            unit=scene.a.unit,
            by=committee,
            title="我们自己合并",
            data=form(into_new(scene.today)),
            at=scene.a.now,
            key=uuid4(),
        )


def test_of_a_community_a_matter_counts_that_its_residents_passed() -> None:
    place = ground("community")
    place.adopt()
    order = Order("rename", (place.unit.code,), (Heir("510722101055", "涪滨社区"),), place.today)
    with refused("redraw-community-not-agreed") as told:
        redraw(order=order, basis=Basis("7"), body=f"{TOWN}/township_office", at=place.now, key=uuid4())
    assert "未核实" in told.value.sentence("zh-hans")
    numbers, at = resolve([place.unit], place.now)
    order = Order("rename", (place.unit.code,), (Heir("510722101055", "涪滨社区"),), at.date())
    basis = Basis("7", tuple(numbers))
    row = redraw(order=order, basis=basis, body=f"{TOWN}/township_office", at=at, key=uuid4())
    assert json.loads(row.statement)["basis"]["agreed"] == numbers


def test_the_house_asks_as_often_for_thirty_consents_as_for_three() -> None:
    scene = two(into_b, into_new)
    made = plan(into_new(scene.today), at=scene.a.now)
    with CaptureQueriesContext(connection) as few:
        consents(made, Basis("7"))
    for _ in range(5):
        scene.a.now = agree([form(into_b(scene.today))], scene.a.now)
    with CaptureQueriesContext(connection) as many:
        consents(made, Basis("7"))
    assert len(many) == len(few) <= 5


@pytest.mark.parametrize(
    "change", [{"old": (A, FARM)}, {"new": (Heir(FARM),)}, {"new": (Heir("510722101501", "园区"),)}]
)
def test_a_unit_without_an_assembly_is_neither_merged_nor_taken_over(change: dict[str, Any]) -> None:
    scene = two(into_b)
    Place.objects.create(code=FARM, kind="quasi", name="老林场", parent=scene.a.unit.parent, since=FOUNDED)
    order = Order("merge", change.get("old", (A, B)), change.get("new", (Heir(B),)), scene.today)
    with refused("redraw-quasi", law="vcol-2026:3") as told:
        plan(order, at=scene.a.now)
    assert ("老林场" in str(told.value.sentence("zh-hans"))) != ("园区" in told.value.sentence("zh-hans"))
    assert "unverified" in told.value.sentence("en")
    assert not Redrawing.objects.exists()
