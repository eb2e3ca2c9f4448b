"""Whoever asks is told every blank that she would be asked, with what she can choose; what is not asked is refused."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.api.asking import UNIT, Asker, writer
from tests.cast import Village, person
from tests.kernel.matters.lists import guarded
from tests.stories.test_four_two_one import convene, deliberate, wish
from yuanba import clock
from yuanba.api import asked
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures.definitions import Field, Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Village:
    village = guarded()
    monkeypatch.setattr(clock, "now", lambda: village.now)
    return village


def blanks(act: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["code"]: one for one in act["fields"]}


def way(asker: Asker, procedure: str, start: str) -> dict[str, Any]:
    found = asker.read(f"/ways?place={UNIT}&procedure={procedure}")["items"]
    assert {one["procedure"]["code"] for one in found} == {procedure}
    return next(one for one in found if one["code"] == start)


def test_a_way_in_names_what_its_guards_ask_and_what_can_be_chosen(made: Village) -> None:
    told = way(writer(made, "chen"), "seal-use", "ask")
    assert (told["resident"], told["body"], told["lack"]) == (True, None, None)
    certificate = blanks(told)["certificate"]
    assert (certificate["type"], certificate["required"], certificate["more"]) == ("choice", True, False)
    assert {"Z12", "Z21", "other"} <= {one["code"] for one in certificate["choices"]}
    assert {"purpose", "receiver", "words"} <= set(blanks(told))


def test_what_is_listed_is_enough_to_begin(made: Village) -> None:
    chen = writer(made, "chen")
    listed = blanks(way(chen, "seal-use", "ask"))
    said = {"certificate": "Z21", "purpose": "办事用", "receiver": "某单位"}
    assert {code for code, one in listed.items() if one["required"]} == set(said)
    answer = chen.post("/matters", {"place": UNIT, "procedure": "seal-use", "start": "ask", "title": "x", "data": said})
    assert answer.status_code == 201, answer.content


def test_a_body_is_told_its_step_and_the_power_that_it_has_to_bind(made: Village) -> None:
    matter = wish(made)
    acts = writer(made, "zhou").read(f"/matters/{matter.number}/acts")
    assert acts["taken"] == matter.taken
    agree = next(one for one in acts["items"] if one["code"] == "agree")
    assert (agree["resident"], agree["body"]["kind"], agree["place"]) == (False, "party_org", UNIT)
    assert {"power", "proposal", "budget", "heeded"} <= set(blanks(agree))
    assert "M13" in {one["code"] for one in blanks(agree)["power"]["choices"]}
    assert blanks(agree)["heeded"]["late"] is True
    assert writer(made, "xiu").read(f"/matters/{matter.number}/acts")["items"] == []


def test_the_roll_is_told_by_name_and_only_to_who_acts_for_a_body(made: Village) -> None:
    matter, li = wish(made), writer(made, "li")
    deliberate(made, matter)
    path = f"/matters/{matter.number}/acts"

    def named(act: str, blank: str, words: str) -> tuple[list[str], bool]:
        offered = next(one for one in li.read(f"{path}?named={words}")["items"] if one["code"] == act)
        found = blanks(offered)[blank]
        return [choice["name"]["zh"] for choice in found["choices"]], found["more"]

    assert named("declare", "person", "马") == (["马包工（006 户）", "马大嫂（006 户）"], True)
    assert named("declare", "person", "006") == (["马包工（006 户）", "马大嫂（006 户）"], True)
    assert named("declare", "person", "") == ([], True)
    convene(made, matter, "villager_assembly")
    assert named("sign-in", "present", "马") == (["马包工（006 户）", "马大嫂（006 户）"], True)
    assert named("sign-in", "present", "蒋") == (["蒋监委（003 户）"], True)
    made.take(matter, "li", "committee", "sign-in", present=[made.people["jiang"].pk])
    assert named("sign-in", "present", "蒋") == ([], True)


def test_a_resident_is_never_told_the_roll(made: Village) -> None:
    case = load(wish(made), made.now)
    field = Field("person", Text("谁", "Who"), "person")
    assert asked.blank(case, "submit", field, Actor(made.people["chen"]), "马")["choices"] == []
    assert asked.blank(case, "submit", field, made.actor("li", "committee"), "马")["choices"]


def test_a_stranger_signs_in_first_and_an_ended_matter_offers_nothing(made: Village, client: Client) -> None:
    matter = wish(made)
    for path in (f"/matters/{matter.number}/acts", f"/ways?place={UNIT}"):
        assert Asker(client).get(path).status_code == 401
    Matter.objects.filter(pk=matter.pk).update(step="", end="declined")
    answer = writer(made, "zhou").get(f"/matters/{matter.number}/acts")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/matter-ended")
    assert writer(made, "zhou").get("/ways?place=510722101999").status_code == 404


def test_what_an_act_does_not_ask_is_refused_by_its_name_and_nothing_is_done(made: Village) -> None:
    chen, before = writer(made, "chen", "zh"), Taking.objects.count()
    wanted = {"place": UNIT, "procedure": "four-two-one", "start": "wish", "title": "装路灯"}
    answer = chen.post("/matters", {**wanted, "data": {"words": "太黑", "budget": "9000", "title": "别的"}})
    assert answer.status_code == 422
    errors = answer.json()["errors"]
    assert set(errors) == {"budget", "title"}
    assert "“budget”" in errors["budget"]
    assert "words（" in errors["budget"]
    matter = wish(made)
    count = Taking.objects.count()
    said = {"act": "decline", "data": {"reason": "没有钱", "proposal": "装二十盏"}}
    answer = writer(made, "zhou").post(f"/matters/{matter.number}/takings", said)
    assert (answer.status_code, set(answer.json()["errors"])) == (422, {"proposal"})
    assert (count, Taking.objects.count()) == (before + 1, count)


def test_what_is_open_costs_as_many_questions_with_three_as_with_thirty_on_the_roll(made: Village) -> None:
    matter, li = wish(made), writer(made, "li")
    deliberate(made, matter)
    for path in (f"/ways?place={UNIT}&named=村民", f"/matters/{matter.number}/acts?named=村民"):
        li.read(path)
        with CaptureQueriesContext(connection) as few:
            li.read(path)
        for number in range(30):
            person(made.unit, f"村民新{number}", 50 + number, False)
        with CaptureQueriesContext(connection) as many:
            li.read(path)
        assert len(many) == len(few), path
        assert len(few) <= 15, [one["sql"][:90] for one in few]


def test_no_blank_lists_more_than_its_bound(made: Village) -> None:
    case = load(wish(made), made.now)
    many = Field("kind", Text("哪种", "Which"), "choice", choices={f"c{n}": Text("一", "a") for n in range(300)})
    told = asked.blank(case, "submit", many, made.actor("li", "committee"), "")
    assert (len(told["choices"]), told["more"]) == (asked.MOST, True)
