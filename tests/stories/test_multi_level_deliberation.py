"""A matter lies where its people are: it rises when a courtyard cannot settle it, and comes back down to be done."""

import json

import pytest

from tests.driver import Driver
from tests.ground import Ground, ground
from tests.stories.showing import notice_paper, page, refused, step_paper
from tests.web.paper.reading import squeezed
from yuanba.kernel.assemblies.models import Count
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Person

pytestmark = pytest.mark.django_db


def neighbour(place: Ground, kind: str, number: int = -1) -> Actor:
    """Somebody who lives in a place inside the unit; the last ones hold no post."""
    return Actor(list(Person.objects.filter(place=place.inner[kind]).order_by("pk"))[number])


def suggested(place: Ground) -> Matter:
    """The people of one building suggest what their own council can only begin."""
    return place.open(
        "duty-roster", "suggest", neighbour(place, "building"), "1号楼门口到公路的八十米路",
        at=place.inner["building"], about="一下雨老人就滑倒，大家一起垫",
    )  # fmt: skip


def test_a_stairwells_path_rises_to_the_village_comes_back_and_its_labour_is_thanked() -> None:
    place = ground("community")
    place.adopt("multi-level-deliberation")
    path, yard = suggested(place), place.officer("courtyard_council")
    assert (path.unit, path.site) == (place.unit, place.inner["building"])
    assert path.holder == place.bodies["courtyard_council"]
    place.take(path, yard, "refer", reason="路是两个院落和小学共用的")
    assert (path.step, path.holder) == ("rise", place.bodies["deliberation_council"])
    council = place.officer("deliberation_council")
    with refused("not-your-step"):
        place.take(path, yard, "agree", held_on="2026-03-02", attended=3, opinion="我们自己定")
    place.take(path, council, "agree", held_on="2026-03-02", attended=5, opinion="社区出石子，两个院落出工")
    assert path.holder == place.bodies["courtyard_council"], "agreed above, done and looked after below"
    place.take(path, yard, "post")
    assert Notice.objects.get(matter=path).board == "courtyard"
    place.wait(days=18)
    path.refresh_from_db()
    place.take(path, yard, "done", hours=64, given="820")
    place.take(path, yard, "post")
    thanks = Notice.objects.filter(matter=path).latest("pk")
    assert (thanks.board, thanks.posts) == ("thanks", "result")
    assert json.loads(thanks.data)["road"] == {"hours": 64, "given": "820.00"}
    wall = notice_paper(path)
    assert "64" in wall
    assert "820.00" in wall
    assert neighbour(place, "building").person.name not in wall + page(f"/m/{path.number}/"), "thanked, not ranked"
    place.wait(days=21)  # Qingming lies between
    path.refresh_from_db()
    assert path.end == "done"
    assert squeezed("1号楼门口到公路的八十米路") in step_paper(path)


def test_what_no_council_settles_reaches_the_township_which_helps_and_decides_nothing() -> None:
    place = ground("community")
    place.adopt("multi-level-deliberation")
    path = suggested(place)
    place.wait(days=8)
    place.wait(days=21)
    place.wait(days=31)
    path.refresh_from_db()
    town = place.officer("township_office")
    with refused("act-not-open"):
        place.take(path, town, "decline", reason="乡镇不同意")
    assert (path.step, path.holder.place) == ("town", place.town)
    with refused("blank-missing", blank="help"):
        place.take(path, town, "agree")
    place.take(path, town, "agree", help="请交通站来看坡度，借一台压路机")
    assert (path.step, path.holder) == ("talk", place.bodies["courtyard_council"]), "back to those whose path it is"


def test_what_nobody_takes_up_at_any_level_ends_and_says_so() -> None:
    place = ground("community")
    place.adopt("multi-level-deliberation")
    path = suggested(place)
    for days in (8, 21, 31, 20):
        place.wait(days=days)
    path.refresh_from_db()
    assert path.end == "unsettled", "time alone leads no matter round and round"


def test_a_group_decides_by_its_own_people_and_a_courtyard_does_not_hear_strangers() -> None:
    place = ground()
    place.adopt("multi-level-deliberation", "catalogue-of-powers")
    group, head = place.inner["group"], place.officer("group")
    canal = place.open("group-meeting", "agenda", head, "修组里的水渠", at=group)
    drive = Driver(place, given={"power": "G01", "topic": "每户自愿出工两天"})
    assert drive.to_the_end(canal) == "archived"
    own = Person.objects.filter(place=group).count()
    assert 0 < Count.objects.get(motion__assembly__matter=canal).votes_for < own, "one against, and only the group's"
    with refused("not-a-resident"):
        place.open(
            "duty-roster", "suggest", neighbour(place, "group"), "院里种树", at=place.inner["courtyard"], about="种树"
        )
    with refused("procedure-not-here"):
        place.open("group-meeting", "agenda", head, "修全村的路")
