"""A filing that reaches many places is refused where the list of any of them is in force, or leaves those out."""

import json
from typing import Any
from uuid import uuid4

import pytest

from tests.burdened import act, admitted, burdened, department, file, gate
from tests.cast import Village
from tests.kernel.matters.lists import put_in_force
from tests.stories.showing import page
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.acts import correct
from yuanba.kernel.matters.guards import HEEDED
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.turned_away import BODIES
from yuanba.kernel.places.acts import found_place
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.imposed import TASKS, imposed, nearest
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db
APP: dict[str, Any] = {"asks": "app", "where": "510722"}


def county(*where: str) -> tuple[Village, Place]:
    """The county of the cast, with a second town, where the list is in force in these places alone."""
    place, root = burdened()
    made = {"code": "510722105", "kind": "township", "name": "刘营镇", "name_en": "Liuying Town"}
    found_place(**made, since=place.today, body="510722/county", at=place.now)
    for code in where:
        put_in_force(Place.objects.get(code=code), place)
    return place, root


def test_a_filing_for_the_whole_county_is_refused_for_the_town_whose_list_is_in_force() -> None:
    place, root = county("510722101")
    with pytest.raises(Refusal) as refused:
        file(place, root, **APP)
    assert (refused.value.code, refused.value.law) == ("falls-under-there", "vcol-2026:43")
    said = refused.value.sentence("zh-hans")
    assert "N5" in said
    assert Place.objects.get(code="510722101").name in said
    assert "第43条" in said
    assert not Matter.objects.exists()
    [record] = Record.objects.filter(register=BODIES)
    assert json.loads(record.data)["item"] == "N5", "tried, and on record"


def test_for_another_town_it_is_only_warned_about_while_the_countys_list_is_a_draft() -> None:
    place, root = county("510722101")
    with pytest.raises(Unfilled) as asked:
        file(place, root, **{**APP, "where": "510722105"})
    assert "还在起草" in asked.value.errors[HEEDED.code].sentence("zh-hans")


def test_a_list_in_force_in_one_village_speaks_for_it_against_its_town_and_county() -> None:
    place, root = county("510722101201")
    for where in ("510722", "510722101"):
        with pytest.raises(Refusal) as refused:
            file(place, root, **{**APP, "where": where})
        assert refused.value.code == "falls-under-there"
        assert place.unit.name in refused.value.facts["places"]
    with pytest.raises(Refusal) as refused:
        file(place, root, **{**APP, "where": place.unit.code})
    assert refused.value.code == "falls-under"


def test_whoever_says_so_files_without_those_places_and_the_register_leaves_them_out() -> None:
    place, root = county("510722101", "510722101201")
    matter = admitted(place, root, **APP, spare="on", heeded="on")
    said = json.loads(matter.takings.get(seq=1).public)["data"]
    assert said["without"] == "510722101", "the town is named, and with it its village"
    assert json.loads(Record.objects.get(register=TASKS).data)["without"] == "510722101"
    rows = imposed((TASKS,), place.today)
    assert not nearest(rows, place.unit.code)
    assert not nearest(rows, "510722101")
    assert [one.record.code for one in nearest(rows, "510722105201")] == [matter.number]


def test_what_is_left_out_hangs_on_the_board_by_name() -> None:
    place, root = county("510722101")
    matter = file(place, root, **APP, spare="on", heeded="on")
    act(place, matter, gate(place), "agree", opinion="看过。")
    act(place, matter, gate(place), "post")
    told = page(f"/m/{matter.number}/")
    assert "不包括" in told
    assert Place.objects.get(code="510722101").name in told
    assert Notice.objects.filter(matter=matter).exists()


def test_nobody_types_which_places_are_left_out() -> None:
    place, root = county("510722101")
    with pytest.raises(Refusal) as refused:
        file(place, root, **APP, without="510722101", heeded="on")
    assert refused.value.code == "falls-under-there"
    matter = file(place, root, asks="task", where="510722", without="510722105")
    assert json.loads(matter.takings.get(seq=1).data)["without"] == ""


def test_a_harmless_filing_reaches_every_place() -> None:
    place, root = county("510722101")
    matter = admitted(place, root, where="510722", spare="on")
    rows = imposed((TASKS,), place.today)
    assert [one.record.code for one in nearest(rows, place.unit.code)] == [matter.number]
    assert "without" not in json.loads(Record.objects.get(register=TASKS).data)


def test_what_may_not_be_filed_does_not_come_in_by_a_correction() -> None:
    place, root = county("510722101")
    matter = file(place, root, where="510722")
    with pytest.raises(Refusal) as refused:
        correct(
            taking=matter.takings.get(seq=1).pk, by=department(place), data={"asks": "app"}, reason="写错了",
            at=place.now, key=uuid4(),
        )  # fmt: skip
    assert refused.value.code == "falls-under-there"


def test_a_list_that_is_over_or_not_yet_in_force_forbids_nothing_there() -> None:
    place, root = county("510722101")
    Record.objects.filter(register="powers", place__code="510722101").update(until=place.today)
    with pytest.raises(Unfilled):
        file(place, root, **APP)
