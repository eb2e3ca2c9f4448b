"""Editions of the lists of powers: put in force in a place by one act; the nearest place's edition governs."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import FOUNDED, Village, power, village
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.matters.powers import choice, draft, records
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.editing import Change
from yuanba.kernel.procedures.redline import apply, redline
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.editions import editions, governing, items, items_of, put_in_force
from yuanba.kernel.registers.models import Record

SHORTER = Change("amend", "M13", {"materials": "三家报价、会议记录", "time_limit": "90"})


@pytest.fixture
def place(db: None) -> Village:
    return village()


def put(place: Village, where: Place, *changes: Change, catalogue: str = "micro", in_days: int = 0) -> Record:
    return put_in_force(
        catalogue=catalogue, place=where, since=place.today + timedelta(days=in_days), changes=changes, at=place.now,
        body=f"{where.code}/committee", key=uuid4(),
    )  # fmt: skip


def offered(place: Village, on: date | None = None) -> dict[str, Record]:
    rows = governing("powers", place.unit.code, on or place.today)
    return {row.code: row for row in records(rows, "four-two-one", place.unit.kind)}


def refused(place: Village, where: Place, *changes: Change, catalogue: str = "micro", in_days: int = 1) -> str:
    before = Record.objects.count(), Entry.objects.count()
    with pytest.raises(Refusal) as raised:
        put(place, where, *changes, catalogue=catalogue, in_days=in_days)
    assert (Record.objects.count(), Entry.objects.count()) == before
    return raised.value.code


def test_a_list_is_put_in_force_by_one_act_with_one_entry_in_the_ledger(place: Village) -> None:
    town = place.unit.parent
    assert town is not None
    for code in ("M01", "M05"):
        power(town.parent, code, place.now)
    entries = Entry.objects.count()
    edition = put(place, town)
    assert Entry.objects.count() == entries + 1
    assert [row["code"] for row in items_of(edition)] == ["M01", "M05", "M10", "M13"]
    assert {row.stage for row in Record.objects.filter(register="powers", place=town)} == {"in-force"}
    assert {row.stage for row in Record.objects.filter(register="powers", place=town.parent, code="M13")} == {
        "drafting"
    }
    assert Record.objects.filter(register="powers", place=town.parent, until__isnull=False).count() == 0


def test_where_nothing_was_entered_the_packs_own_list_is_put_in_force(place: Village) -> None:
    assert len(items_of(put(place, place.unit.parent, catalogue="negative"))) == 7
    assert len(items("self", place.unit.code, place.today)) == 21


def test_the_nearest_edition_governs_from_its_day_and_the_draft_until_then(place: Village) -> None:
    town = place.unit.parent
    put(place, town, in_days=10)
    put(place, place.unit, SHORTER, in_days=20)
    day = place.today
    assert offered(place)["M13"].place.code == "510722"
    assert draft(offered(place)["M13"])
    assert offered(place, day + timedelta(days=10))["M13"].place == town
    assert not draft(offered(place, day + timedelta(days=10))["M13"])
    assert offered(place, day + timedelta(days=20))["M13"].place == place.unit
    assert len(governing("powers", place.unit.code, day + timedelta(days=30))) == 2


def test_a_form_says_which_powers_are_of_a_draft(place: Village) -> None:
    names = choice(governing("powers", place.unit.code, place.today), "four-two-one", "village", required=True).choices
    assert names["M13"].zh.endswith("（清单还是草案）")
    assert names["M13"].en.endswith("(list still a draft)")
    put(place, place.unit.parent)
    names = choice(governing("powers", place.unit.code, place.today), "four-two-one", "village", required=True).choices
    assert "草案" not in names["M13"].zh


def test_what_an_edition_ended_or_repealed_is_no_longer_offered(place: Village) -> None:
    put(place, place.unit, Change("end", "M10"))
    assert set(offered(place)) == {"M13"}
    Record.objects.filter(place=place.unit, code="M13").update(stage="repealed")
    assert offered(place)["M13"].place.code == "510722"


def test_a_matter_keeps_the_row_it_was_opened_with(place: Village) -> None:
    put(place, place.unit.parent)
    matter = open_matter(
        procedure="four-two-one", start="propose", unit=place.unit, by=place.actor("zhou", "party_org"), title="修路",
        data={}, at=place.now, key=uuid4(),
    ).matter  # fmt: skip
    place.take(matter, "zhou", "party_org", "agree", power="M13", proposal="硬化村道")
    bound = Matter.objects.get(pk=matter.pk).power
    put(place, place.unit.parent, SHORTER, in_days=5)
    place.wait(days=6)
    now = offered(place)["M13"]
    assert bound is not None
    assert (now.pk != bound.pk, now.place) == (True, bound.place)
    assert Matter.objects.get(pk=matter.pk).power == bound
    bound.refresh_from_db()
    assert bound.until == now.since


def test_the_redline_of_two_editions_makes_the_second_of_the_first(place: Village) -> None:
    town = place.unit.parent
    first = put(place, town)
    second = put(place, town, SHORTER, in_days=3)
    lines = redline(items_of(first), items_of(second))
    assert apply(items_of(first), lines) == items_of(second)
    assert [(line.code, line.fate) for line in lines] == [("M10", "same"), ("M13", "changed")]
    assert [one.code for one in editions("micro", town.code)] == ["micro-1", "micro-2"]


def test_a_second_click_puts_nothing_in_force_twice(place: Village) -> None:
    town, key = place.unit.parent, uuid4()
    asked = {
        "catalogue": "micro",
        "place": town,
        "since": place.today,
        "at": place.now,
        "body": f"{town.code}/committee",
    }
    first = put_in_force(**asked, key=key)
    entries = Entry.objects.count()
    assert put_in_force(**asked, key=key) == first
    assert Entry.objects.count() == entries


def test_editions_do_not_go_back_in_time_and_say_something_new(place: Village) -> None:
    town = place.unit.parent
    assert refused(place, town, in_days=-1) == "edition-backdated"
    put(place, town, in_days=5)
    assert refused(place, town, SHORTER, in_days=5) == "edition-backdated"
    assert refused(place, town, SHORTER, in_days=4) == "edition-backdated"
    assert refused(place, town, in_days=6) == "edition-nothing"
    same = Change("amend", "M13", {"name": items("micro", town.code, place.today + timedelta(days=6))[1]["name"]})
    assert refused(place, town, same, in_days=6) == "edition-nothing"


def test_an_edition_that_yuanba_check_would_not_pass_is_refused(place: Village) -> None:
    root = place.unit.parent.parent
    assert refused(place, root, Change("amend", "M10", {"decider": "villager_assembly"})) == "edition-unlawful"
    assert refused(place, root, Change("amend", "M13", {"basis": "vcol-2026:99"})) == "edition-unlawful"
    assert refused(place, root, Change("amend", "M13", {"procedure": "nothing"})) == "edition-unlawful"
    assert refused(place, root, Change("amend", "M13", {"time_limit": "soon"})) == "form-unfilled"
    assert refused(place, root, Change("end", "M10"), Change("end", "M13")) == "edition-empty"
    assert refused(place, root, catalogue="wishes") == "edition-list-unknown"


def test_a_town_does_not_edit_what_a_village_decides(place: Village) -> None:
    power(place.unit.parent.parent, "A12", place.now)
    change = Change("amend", "A12", {"materials": "会议记录"})
    assert refused(place, place.unit.parent, change, catalogue="self") == "edition-village-decides"
    assert [row["materials"] for row in items_of(put(place, place.unit, change, catalogue="self"))] == ["会议记录"]


def test_what_governs_is_asked_in_one_query_however_many_places_have_an_edition(place: Village) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            offered(place)
        return len(seen)

    before = asked()
    put(place, place.unit.parent)
    put(place, place.unit)
    assert (before, asked()) == (1, 1)


def test_a_row_from_before_the_house_was_founded_governs_nothing(place: Village) -> None:
    assert offered(place, FOUNDED - timedelta(days=1)) == {}
