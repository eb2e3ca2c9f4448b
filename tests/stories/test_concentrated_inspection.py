"""集中督导检查: one plan of an admitted inspection, one visit, findings, correction, closing; nothing is asked twice."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from tests.burdened import act, admitted, burdened, department, gate, run_out
from tests.cast import Village
from tests.stories.showing import step_paper
from yuanba import clock
from yuanba.kernel.matters.acts import fields_of
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.matters.verbs import of
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db


def planned(place: Village, **data: object) -> Matter:
    matter = open_matter(
        procedure="inspection", start="plan", unit=place.unit, by=department(place), title="年度集中督导检查",
        data={"scope": "看村务公开和项目账目", "units": 12, **data}, at=place.now, key=uuid4(),
    ).matter  # fmt: skip
    matter.refresh_from_db()
    return matter


def test_an_inspection_is_admitted_planned_visited_mended_and_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    place, root = burdened()
    yearly = admitted(place, root, title="年度集中督导检查", asks="inspect", asker="social-work", hours=8)
    matter = planned(place, admitted=yearly.number)
    act(place, matter, gate(place), "agree")
    assert matter.step == "visit"
    act(place, matter, department(place), "done", findings="一处公示少了公示期。")
    place.take(matter, "li", "committee", "submit", reply="当时漏写，已经补上。")
    place.take(matter, "wu", "committee", "done")
    act(place, matter, department(place), "report", closing="公示期已经补正。")
    assert "公示期已经补正" in step_paper(matter)
    assert (matter.step, matter.end) == ("", "closed")
    monkeypatch.setattr(clock, "now", lambda: place.now)
    page = Client().get(f"/p/{place.unit.code}/ledgers/L14/?from=2026-01-01&to=2026-12-31").content.decode()
    assert yearly.number in page
    assert "一处公示少了公示期" in page, "the ledger of inspections fills itself"
    with pytest.raises(Refusal) as ended:
        act(place, matter, department(place), "done", findings="再查一遍。")
    assert ended.value.code == "matter-ended"


def test_an_inspection_that_is_not_admitted_or_not_merged_does_not_come() -> None:
    place, root = burdened()
    with pytest.raises(Refusal) as refused:
        planned(place)
    assert (refused.value.code, refused.value.law) == ("not-admitted", "vcol-2026:43")
    yearly = admitted(place, root, asks="inspect", asker="social-work", hours=8)
    matter = planned(place, admitted=yearly.number)
    run_out(place, matter, days=16)
    assert matter.end == "refused", "the gate did not agree in time, so nobody comes"


def test_no_step_of_an_inspection_asks_the_village_for_a_file_or_for_what_was_said_already() -> None:
    place, root = burdened()
    matter = planned(place, admitted=admitted(place, root, asks="inspect", hours=8).number)
    act(place, matter, gate(place), "agree")
    act(place, matter, department(place), "done", findings="没有发现问题。")
    case, clerk = load(matter, place.now), place.actor("li", "committee")
    (submit,) = [one for one in of(case).acts(case) if one.code == "submit"]
    asked = fields_of(case, submit, clerk)
    assert [field.code for field in asked] == ["reply"]
    written = Taking.objects.filter(matter=matter).values_list("data", flat=True)
    said = {key for data in written for key in json.loads(data)}
    assert not said & {field.code for field in asked}
