"""The concern board shows places and habits, never persons; it leaves a week for reply and takes itself down."""

import pytest

from tests.ground import ground
from tests.stories.showing import notice_paper, page, refused
from tests.web.paper.reading import squeezed
from yuanba.kernel.boards.models import Notice

pytestmark = pytest.mark.django_db
MEETING = {"attended": 3, "opinion": "沟里的垃圾已经说了两次。"}


def test_a_heap_of_rubbish_is_shown_after_a_week_for_reply_and_comes_down_by_itself() -> None:
    place = ground()
    place.adopt("boards-red-and-concern")
    clerk, council = place.officer("committee"), place.officer("moral_council")
    heap = place.open("concern-board", "note", clerk, "东头水沟边的垃圾堆", matter="东头水沟边乱倒垃圾", kind="litter")
    place.take(heap, council, "agree")
    assert heap.step == "reply"
    place.wait(days=9)
    heap.refresh_from_db()
    place.take(heap, council, "agree", held_on=place.today.isoformat(), **MEETING)
    place.take(heap, clerk, "post")
    assert squeezed("东头水沟边的垃圾堆") in notice_paper(heap, place.residents[0])
    assert "东头水沟边的垃圾堆" in page(f"/p/{place.unit.code}/concern/", place.residents[0])
    assert "东头水沟边的垃圾堆" not in page(f"/p/{place.unit.code}/concern/"), "not on the open net"
    place.wait(days=18)
    heap.refresh_from_db()
    assert heap.end == "gone"
    assert Notice.objects.get(matter=heap).until <= place.now


def test_no_person_ever_stands_on_it() -> None:
    place = ground()
    place.adopt("boards-red-and-concern")
    with refused("names-a-resident"):
        words = {"matter": f"{place.residents[5].name}乱倒垃圾", "kind": "litter"}
        place.open("concern-board", "note", place.officer("committee"), "乱倒垃圾", **words)


def test_it_is_off_where_the_village_has_not_adopted_it() -> None:
    place = ground()
    with refused("not-adopted-here"):
        words = {"matter": "水沟边乱倒垃圾", "kind": "litter"}
        place.open("concern-board", "note", place.officer("committee"), "乱倒垃圾", **words)
