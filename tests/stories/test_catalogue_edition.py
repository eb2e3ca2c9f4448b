"""A list of powers is changed: proposed, posted, decided by whom it belongs to, in force from a day."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.driver import Driver
from tests.ground import Ground, ground
from yuanba import clock
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import object_to
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.editions import editions, governing, items

pytestmark = pytest.mark.django_db
WORDS = "需要的材料：三家报价、会议记录\n一般多少天办结：90"
AMEND = {"list": "micro", "change": "amend", "item": "m13", "cells": WORDS, "reason": "材料写得太笼统"}
BY = {"county": "county_guidance", "township": "township_office", "village": "committee"}
WAY = {
    "county": "catalogue-edition",
    "township": "catalogue-edition-town",
    "village": "catalogue-edition-unit",
}


@pytest.fixture
def place() -> Ground:
    made = ground()
    made.adopt()
    return made


def propose(place: Ground, where: Place, **data: Any) -> Matter:
    by = place.officer(BY[where.kind])
    return place.open(WAY[where.kind], "propose", by, "修改清单", at=where, **{**AMEND, **data})


def refused(place: Ground, where: Place, **data: Any) -> str:
    before = Matter.objects.count(), Entry.objects.count()
    with pytest.raises(Refusal) as raised:
        propose(place, where, **data)
    assert (Matter.objects.count(), Entry.objects.count()) == before
    return raised.value.code


def posted(place: Ground, matter: Matter, body: str) -> None:
    """Hung up, and nobody objects for the days that the law asks."""
    place.take(matter, place.officer(body), "post")
    place.wait(days=14)
    matter.refresh_from_db()
    assert matter.step == "consult"
    place.wait(days=2)
    matter.refresh_from_db()


def test_the_county_changes_an_item_after_fifteen_days_of_opinions(place: Ground) -> None:
    matter = propose(place, place.county)
    posted(place, matter, "county_guidance")
    day = place.today + timedelta(days=10)
    place.take(matter, place.officer("county_guidance"), "agree", since=day.isoformat())
    assert matter.end == "in-force"
    (edition,) = editions("micro", place.county.code)
    assert (edition.since, json.loads(edition.data)["matter"]) == (day, matter.number)
    today, then = ({row["code"]: row for row in items("micro", place.unit.code, on)} for on in (place.today, day))
    assert today["M13"]["time_limit"] == "120"
    assert (then["M13"]["time_limit"], then["M13"]["materials"]) == ("90", "三家报价、会议记录")
    assert {row.stage for row in governing("powers", place.unit.code, day) if row.code.startswith("M")} == {"in-force"}


def test_the_page_of_a_proposal_sets_it_beside_the_text_in_force(
    place: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = propose(place, place.county)
    monkeypatch.setattr(clock, "now", lambda: place.now)

    def shown(path: str = f"/m/{matter.number}/") -> str:
        return " ".join(html.fromstring(Client().get(path).content).xpath("string(//main)").split())

    page = Client().get(f"/m/{matter.number}/").content.decode()
    assert '<del><span class="hidden">（删去）</span>120</del>' in page
    assert '<ins><span class="hidden">（加上）</span>90</ins>' in page
    assert "没有施行以前，还按原来的文本办" in shown()
    assert "What would change" in shown(f"/en/m/{matter.number}/")
    with CaptureQueriesContext(connection) as caught:
        shown()
    assert len(caught) <= 15
    posted(place, matter, "county_guidance")
    place.take(matter, place.officer("county_guidance"), "agree")
    assert "已写进第 1 版" in shown()
    assert "/powers/micro/editions/1/" in Client().get(f"/m/{matter.number}/").content.decode()
    other = place.open("catalogue-edition-town", "propose", place.officer("township_office"), "照原文施行", at=place.town,
                       list="self", change="adopt", reason="试点")  # fmt: skip
    assert "要改什么" not in shown(f"/m/{other.number}/"), "nothing is changed"


def test_a_town_takes_a_list_up_as_it_stands_and_edits_nothing_of_the_villages(place: Ground) -> None:
    matter = propose(place, place.town, list="self", change="adopt", item="", cells="")
    posted(place, matter, "township_office")
    place.take(matter, place.officer("township_office"), "agree")
    (edition,) = editions("self", place.town.code)
    assert (edition.since, json.loads(edition.data)["changes"]) == (place.today, 0)
    assert refused(place, place.town, list="self", item="A12") == "edition-village-decides"
    assert refused(place, place.town, change="end", item="M22") == "edition-items-fixed"
    assert refused(place, place.town, cells="村里的决定机构：committee") == "edition-column-fixed"
    assert refused(place, place.town, list="negative", item="N5") == "edition-list-fixed"


def test_a_village_decides_its_own_words_in_its_assembly(place: Ground) -> None:
    matter = propose(place, place.unit)
    driver = Driver(place)
    assert driver.to_the_end(matter) == "in-force"
    assert matter.power is not None
    assert matter.power.code == "A05"
    (edition,) = editions("micro", place.unit.code)
    steps = list(matter.takings.order_by("seq").values_list("step", flat=True))
    assert list(dict.fromkeys(steps)) == ["propose", "study", "consult", "resolve", "announce", "enforce"]
    assert {row["code"]: row for row in items("micro", place.unit.code, edition.since)}["M13"]["time_limit"] == "90"
    assert items("micro", place.town.code, edition.since)[12]["time_limit"] == "120"


def test_an_objection_stops_the_change_until_it_is_answered(place: Ground) -> None:
    matter = propose(place, place.unit)
    place.take(matter, place.officer("party_org"), "agree", power="A05")
    place.take(matter, place.officer("committee"), "post")
    object_to(
        parent=matter.pk, by=place.resident(), ground="content", words="九十天不够", at=place.now,
        key=uuid4(),
    )  # fmt: skip
    place.wait(days=40)
    matter.refresh_from_db()
    assert matter.step == "consult"
    assert editions("micro", place.unit.code) == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"item": "M99"}, "edition-item-unknown"),
        ({"item": ""}, "edition-item-missing"),
        ({"cells": ""}, "edition-item-missing"),
        ({"cells": "颜色：红"}, "edition-line"),
        ({"cells": "一般多少天办结"}, "edition-line"),
        ({"cells": "一般多少天办结：很快"}, "form-unfilled"),
        ({"cells": "Deciding body in a village: committee"}, "edition-unlawful"),
        ({"change": "add", "item": "M13", "cells": "名称：某事"}, "edition-item-twice"),
        (
            {"change": "add", "item": "M25", "cells": "名称：某事\n英文名称：Thing\n持权主体：committee"},
            "form-unfilled",
        ),
    ],
)
def test_what_could_never_be_put_in_force_is_refused_at_the_door(place: Ground, data: Any, code: str) -> None:
    assert refused(place, place.county, **data) == code


def test_the_county_adds_an_item_and_ends_one(place: Ground) -> None:
    item = (
        "名称：公共场地使用安排\n英文名称：Use of common ground\n持权主体：committee\n法律依据：vcol-2026:11\n"
        "适用于：village\n程序：duty-roster\n需要的材料：申请\n一般多少天办结：15\n公开类别：consultation"
    )
    for data in ({"change": "add", "item": "M25", "cells": item}, {"change": "end", "item": "M22", "cells": ""}):
        matter = propose(place, place.county, **data)
        posted(place, matter, "county_guidance")
        place.take(matter, place.officer("county_guidance"), "agree")
        assert matter.end == "in-force"
    codes = [row["code"] for row in items("micro", place.unit.code, place.today)]
    assert len(codes) == 24
    assert "M25" in codes
    assert "M22" not in codes


def test_two_changes_on_one_day_become_two_editions_on_two_days(place: Ground) -> None:
    first, second = propose(place, place.county), propose(place, place.county, item="M05", cells="监督重点：比选过程")
    for matter in (first, second):
        place.take(matter, place.officer("county_guidance"), "post")
    place.wait(days=16)
    for matter in (first, second):
        matter.refresh_from_db()
        place.take(matter, place.officer("county_guidance"), "agree")
    assert [one.since - place.today for one in editions("micro", place.county.code)] == [
        timedelta(0), timedelta(days=1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "code"),
    [("9999-12-31", "blank-too-late"), ("2207-03-01", "blank-too-late"), ("1900-01-01", "blank-too-early")],
)
def test_a_slip_of_the_pen_locks_no_list_and_is_never_changed_in_silence(place: Ground, day: str, code: str) -> None:
    matter = propose(place, place.county)
    posted(place, matter, "county_guidance")
    for wrong in (day, (place.today - timedelta(days=1)).isoformat(), (place.today + timedelta(days=367)).isoformat()):
        with pytest.raises(Unfilled) as raised:
            place.take(matter, place.officer("county_guidance"), "agree", since=wrong)
        assert set(raised.value.errors) == {"since"}
        assert wrong != day or raised.value.errors["since"].code == code
    assert editions("micro", place.county.code) == []
    place.take(matter, place.officer("county_guidance"), "agree", since=(place.today + timedelta(days=366)).isoformat())
    assert [one.since - place.today for one in editions("micro", place.county.code)] == [timedelta(days=366)]


def test_what_is_decided_while_an_edition_is_planned_begins_after_it_or_is_refused(place: Ground) -> None:
    first, second = propose(place, place.county), propose(place, place.county, item="M05", cells="监督重点：比选过程")
    for matter in (first, second):
        place.take(matter, place.officer("county_guidance"), "post")
    place.wait(days=16)
    planned = (place.today + timedelta(days=30)).isoformat()
    by = place.officer("county_guidance")
    place.take(first, by, "agree", since=planned)
    entries = Entry.objects.count()
    for since in ({}, {"since": place.today.isoformat()}, {"since": planned}):
        with pytest.raises(Refusal) as raised:
            place.take(second, by, "agree", **since)
        assert raised.value.code == "edition-planned"
        assert planned in raised.value.sentence("zh-hans")
    assert Entry.objects.count() == entries
    after = place.today + timedelta(days=31)
    place.take(second, by, "agree", since=after.isoformat())
    assert [one.since for one in editions("micro", place.county.code)] == [after - timedelta(days=1), after]
    rows = {row["code"]: row for row in items("micro", place.unit.code, after)}
    assert (rows["M13"]["time_limit"], rows["M05"]["supervision"]) == ("90", "比选过程")


def test_whoever_reads_the_edition_is_led_to_the_matter_that_decided_it(
    place: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = propose(place, place.county)
    posted(place, matter, "county_guidance")
    place.take(matter, place.officer("county_guidance"), "agree")
    monkeypatch.setattr(clock, "now", lambda: place.now)
    page = Client().get("/powers/micro/editions/1/").content.decode()
    assert f'href="/m/{matter.number}/"' in page
    assert "<del>" in page
    assert "<ins>" in page
    assert "三家报价" in Client().get(f"/m/{matter.number}/").content.decode()
    prints = Client().get("/powers/micro/editions/1/?format=pdf")
    assert prints.content[:5] == b"%PDF-"
