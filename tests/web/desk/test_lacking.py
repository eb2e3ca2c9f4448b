"""A way in with nothing to choose is no form with an empty list: it says what is missing and where that comes from."""

from dataclasses import replace
from uuid import uuid4

from django.test import Client
from lxml import html

from tests.api.asking import writer
from tests.cast import Village
from tests.stories.showing import refused
from tests.stories.test_four_two_one import mandate
from tests.web.desk.conftest import Sit
from tests.web.desk.test_ways_in import adopted
from yuanba.kernel.matters import guards
from yuanba.kernel.matters.lacking import _BY_GUARD, BURDEN, POSTS, POWERS, ROLL, lacking
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.offers import ways
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.people.models import Person, Tenure
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.web.sources import source

__all__ = ["adopted"]
WITHDRAW = "mandate.revoke"


def barren(sit: Sit, who: str, place: Village, language: str = "") -> dict[str, str]:
    """Name and words of each way in that is not offered for want of something to choose."""
    page = sit(who).open(f"{language}/p/{place.unit.code}/new/").page
    rows = page.xpath("//*[@id='barren']//li")
    return {one.xpath("string(b)"): " ".join(one.xpath("string(div)").split()) for one in rows}


def offered(sit: Sit, who: str, place: Village) -> set[str]:
    page = sit(who).open(f"/p/{place.unit.code}/new/").page
    return set(page.xpath("//*[@id='acts']//input[@name='doing']/@value"))


def test_what_has_nothing_to_choose_is_told_and_not_drawn(adopted: Village, sit: Sit) -> None:
    told = barren(sit, "wu", adopted)["授权代表会议 · 提出收回授权"]
    assert told.startswith("没有生效的授权可以收回；会议通过一项授权以后才有。看授权记录")
    in_english = barren(sit, "wu", adopted, "/en").values()
    assert any(words.startswith("No mandate stands that could be withdrawn") for words in in_english)
    assert WITHDRAW not in offered(sit, "wu", adopted)
    sit("wu").open(f"/p/{adopted.unit.code}/new/").open(f"/p/{adopted.unit.code}/registers/mandates/")
    mandate(adopted, "M13")
    assert not any("授权可以收回" in words for words in barren(sit, "wu", adopted).values())
    assert WITHDRAW in offered(sit, "wu", adopted)


def test_nobody_in_an_elected_post_is_nobody_to_recall(adopted: Village, sit: Sit) -> None:
    assert "by-election.recall" in offered(sit, "villager", adopted)
    Tenure.objects.filter(body__place=adopted.unit).update(until=adopted.today)
    told = barren(sit, "villager", adopted)
    assert any("没有选民选出、正在任职的人" in words for words in told.values()), told
    assert "by-election.recall" not in offered(sit, "villager", adopted)


def test_sent_all_the_same_it_is_refused_and_nothing_begins(adopted: Village, sit: Sit) -> None:
    unit = adopted.unit.code
    mandates, sent = Matter.objects.filter(procedure="mandate"), {"title": "收回授权", "key": str(uuid4())}
    answer = sit("wu").client.post(f"/p/{unit}/new/", {**sent, "doing": WITHDRAW, "replaces": "1"})
    assert answer.status_code == 422
    assert "没有生效的授权可以收回" in answer.content.decode()
    wanted = {"place": unit, "procedure": "mandate", "start": "revoke", "title": "收回授权", "data": {"replaces": "1"}}
    problem = writer(adopted, "wu").post("/matters", wanted)
    assert problem.status_code == 409
    assert "nothing-to-choose" in problem.json()["type"]
    assert "no mandate stands" in problem.json()["detail"]
    with refused("blank-not-a-choice", blank="replaces"):
        open_matter(
            procedure="mandate", start="revoke", unit=adopted.unit, by=adopted.actor("wu", "committee"),
            title="收回授权", data={"replaces": "1", "reasons": "不用了"}, at=adopted.now, key=uuid4(),
        )  # fmt: skip
    assert not mandates.exists()


def test_why_says_the_same_to_everybody_and_leads_to_where_it_comes_from(adopted: Village, sit: Sit) -> None:
    unit = adopted.unit.code
    for client in (Client(), sit("wu").client):
        page = html.fromstring(client.get(f"/why/p/{unit}/{WITHDRAW}/").content)
        verdict = page.xpath("//section[contains(@class, 'verdict')]")[0]
        assert "现在还开始不了：没有生效的授权可以收回" in verdict.text_content()
        assert verdict.xpath(".//a/@href") == [f"/p/{unit}/registers/mandates/"]
    told = writer(adopted, "wu").read(f"/why?object={unit}&act={WITHDRAW}")
    assert (told["allowed"], told["reason"]["code"]) == (False, "nothing-to-choose")
    mandate(adopted, "M13")
    assert writer(adopted, "wu").read(f"/why?object={unit}&act={WITHDRAW}")["allowed"] is True
    refused_post = writer(adopted, "chen").read(f"/why?object={unit}&act={WITHDRAW}")
    assert refused_post["reason"]["code"] == "not-your-step"


def test_where_it_would_stand_can_be_opened_and_each_is_asked_by_a_guard(adopted: Village) -> None:
    assert set(_BY_GUARD) <= set(guards.GUARDS)
    assert adopted.unit.parent is not None
    for place in (adopted.unit, adopted.unit.parent):
        for where in {POSTS, ROLL, POWERS, BURDEN, *(lack.source for lack in _BY_GUARD.values())}:
            found = source(Refusal("nothing-to-choose", why="", why_en="", source=where), place)
            assert found is not None
            assert Client().get(found.href).status_code == 200, found
    assert source(Refusal("not-on-roll"), adopted.unit) is None


def test_a_roll_without_grown_people_names_nobody(adopted: Village, sit: Sit) -> None:
    case = next(way.case for way in ways(adopted.unit, adopted.now) if way.case.step.by == "committee")
    asks = (Field("who", Text("谁", "Who"), "person"),)
    assert lacking(case, asks) is None
    assert lacking(case, (replace(asks[0], type="choice"),)) is not None
    Person.objects.update(adult_on="2099-01-01")
    case.__dict__.pop("grown", None)
    told = lacking(replace(case, beside=None), asks)
    assert told is not None
    assert "no adult is on the roll" in told.sentence("en")
    assert lacking(case, (replace(asks[0], required=False),)) is None
