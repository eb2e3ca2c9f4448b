"""One sentence is enough: it is routed, answered in time, and she alone reads what became of her words."""

import json

import pytest

from tests.ground import ground
from tests.stories.showing import page, printed, refused, step_paper
from tests.web.paper.reading import squeezed
from yuanba.kernel.registers.models import Index, Record

pytestmark = pytest.mark.django_db


def test_a_wish_is_routed_answered_and_rated_and_only_she_reads_the_answer() -> None:
    place = ground()
    place.adopt("wishes")
    clerk = place.officer("committee")
    wish = place.open("wish", "say", place.resident(3), "村口路灯不亮", words="晚上接娃娃看不见路")
    place.take(wish, clerk, "agree", theme="works")
    place.take(wish, clerk, "agree", answer="明天换灯泡")
    place.take(wish, place.resident(3), "submit", content="yes")
    assert wish.end == "answered"
    assert squeezed("村口路灯不亮") in step_paper(wish)
    seen = page(f"/m/{wish.number}/")
    assert "晚上接娃娃看不见路" not in seen
    assert place.residents[3].name not in seen


def test_a_wish_that_nobody_answers_goes_to_the_party_organisation_by_itself() -> None:
    place = ground()
    place.adopt("wishes")
    wish = place.open("wish", "say", place.resident(3), "水沟堵了", words="一下雨就漫水")
    with refused("not-your-step"):
        place.take(wish, place.officer("supervision_committee"), "agree")
    place.wait(days=5)
    wish.refresh_from_db()
    assert (wish.step, wish.holder) == ("overdue", place.bodies["party_org"])


def test_what_concerns_all_is_handed_on_to_deliberation() -> None:
    place = ground()
    place.adopt("wishes")
    wish = place.open("wish", "say", place.resident(3), "修一个候车亭", words="娃娃等车淋雨")
    place.take(wish, place.officer("committee"), "refer", reason="要花钱，转入四议两公开")
    assert wish.end == "handed-on"


def test_routing_enters_the_register_with_where_it_came_from_and_nothing_is_typed_twice() -> None:
    place = ground()
    place.adopt("wishes")
    clerk, worker = place.officer("committee"), place.officer("grid_team", "grid_worker")
    wishes = {
        "self": place.open("wish", "say", place.resident(3), "村口路灯不亮", words="看不见路", channel="phone"),
        "round": place.open("wish", "visit", worker, "门口排水沟堵塞", words="她说漫水"),
        "yard": place.open("wish", "note", clerk, "坝子里太挤", words="大家说的", channel="yard"),
    }
    assert not Record.objects.filter(register="wishes").exists(), "what nobody has looked at is in no summary"
    with refused("form-unfilled"):
        place.take(wishes["self"], clerk, "agree")
    for wish in wishes.values():
        place.take(wish, clerk, "agree", theme="works")
    entered = {json.loads(row.data)["channel"]: row for row in Record.objects.filter(register="wishes")}
    assert {channel: row.code for channel, row in entered.items()} == {
        channel: wish.number for channel, wish in wishes.items()
    }, "the channel follows from the way in, whatever is sent along"
    told = json.loads(entered["self"].data)
    assert told == {"channel": "self", "theme": "works"}
    assert "看不见路" not in entered["self"].data + entered["self"].name
    assert Index.objects.filter(field="theme", text="works").count() == 3


def test_the_ledger_of_wishes_is_derived_from_what_was_typed_once() -> None:
    place = ground()
    place.adopt("wishes")
    wish = place.open("wish", "say", place.resident(3), "村口路灯不亮", words="看不见路")
    place.take(wish, place.officer("committee"), "agree", theme="works")
    told = page(f"/p/{place.unit.code}/ledgers/L10/?from=2026-01-01&to=2026-12-31")
    assert "本人说的" in told
    assert "路、水、电、灯" in told
    assert "看不见路" not in told


def test_a_way_in_that_tells_the_channel_asks_for_none_on_screen_or_paper() -> None:
    place = ground()
    place.adopt("wishes")
    asked = page(f"/p/{place.unit.code}/new/", by=place.resident(3).person)
    assert "想说的话" in asked
    paper = printed(f"/p/{place.unit.code}/forms/wish.say.submit.pdf")
    assert squeezed("想说的话") in paper
    assert squeezed("本人说的") not in paper
    assert "本人说的" not in asked
