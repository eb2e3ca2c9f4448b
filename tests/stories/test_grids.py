"""A grid is proposed, conferred on, posted and put in use; then it stands in the register, and no group is changed."""

import json

import pytest

from tests.driver import Driver
from tests.ground import ground
from tests.stories.showing import notice_paper, page, refused
from tests.web.paper.reading import squeezed
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.places.models import Place
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db
GRID = {"households": 362, "kind": "village", "covers": "一组、二组和桂花院落"}


def test_a_grid_is_agreed_posted_and_entered_from_what_was_typed_once() -> None:
    place = ground()
    place.adopt("grids")
    before = list(Place.objects.order_by("pk").values_list("code", "name", "until"))
    clerk, town = place.officer("committee"), place.officer("township_office")
    grid = place.open("grid-division", "propose", clerk, "凤凰村第一网格", **GRID)
    drive = Driver(place)
    drive.until(grid, "publish")
    place.take(grid, clerk, "post")
    wall = notice_paper(grid)
    assert squeezed("户数：362") in wall or "户数362" in wall
    assert squeezed("一组、二组和桂花院落") in wall
    place.wait(days=18)
    grid.refresh_from_db()
    assert not Record.objects.filter(register="grids").exists(), "nothing is in use before its posting is over"
    place.take(grid, town, "done")
    assert grid.end == "adopted"
    record = Record.objects.get(register="grids", code=grid.number)
    assert (record.name, record.place, json.loads(record.data)) == ("凤凰村第一网格", place.unit, GRID)
    assert Entry.objects.filter(kind="record.entered", unit=place.unit.code).exists()
    told = page(f"/p/{place.unit.code}/registers/grids/")
    assert "凤凰村第一网格" in told
    assert "362" in told
    assert list(Place.objects.order_by("pk").values_list("code", "name", "until")) == before, (
        "a grid is no place of self-governance"
    )


def test_a_grid_is_neither_drawn_by_the_township_nor_put_in_use_by_the_village() -> None:
    place = ground()
    place.adopt("grids")
    clerk, town = place.officer("committee"), place.officer("township_office")
    with refused("not-your-step"):
        place.open("grid-division", "propose", town, "第一网格", **GRID)
    with refused("blank-not-number", blank="households"):
        place.open("grid-division", "propose", clerk, "第一网格", **{**GRID, "households": "三百多"})
    grid = place.open("grid-division", "propose", clerk, "第一网格", **GRID)
    Driver(place).until(grid, "adopt")
    with refused("not-your-step"):
        place.take(grid, clerk, "done")
    place.take(grid, town, "fail", reason="把桂花院落分成了两半，请重新划")
    assert grid.step == "propose"
    assert not Record.objects.filter(register="grids").exists()
