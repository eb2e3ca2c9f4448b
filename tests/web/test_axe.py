"""Nobody is shut out: no page and no form breaks a serious rule of axe, and none scrolls sideways.

Each page is looked at in eight ways, {zh, en} x {normal, large letters} x {390, 1280 px}, and judged by axe in two that
differ in everything; which two moves on from page to page, so that each test judges in all eight (`eyes.PAIRS`).
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.cast import SHEET, Village, village
from tests.kernel.matters.mandates import agent_of, authorise
from tests.stories.test_four_two_one import convene, deliberate, mandate, sit_and_count, wish
from tests.web.desk.conftest import account
from tests.web.eyes import PAIRS, Eyes, sound
from yuanba import clock
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.acts import correct, tick
from yuanba.kernel.matters.contesting import contest
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.opening import ask, object_to, open_matter
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures.editing import Change
from yuanba.kernel.registers.editions import put_in_force

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MEETING = {"attended": 3, "opinion": "同意提交审议"}
ACCOUNTS = [
    {"name": "集体拨付", "income": "180000"},
    {"name": "水泥砂石", "expense": "120000", "note": "三家比价，附发票"},
    {"name": "人工机械", "expense": "58000.50"},
]


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as play:
        # Playwright keeps an event loop in this thread, and the test looks into the database all the same.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        opened = play.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def place(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Village:
    """The village as a demonstration, whose pages carry the most: its bar, its cast, its tour."""
    settings.YUANBA_DATA, settings.YUANBA_DEMO = tmp_path, True
    made = village()
    for key, person in made.people.items():
        account(key, person)
    account("villager", made.villagers[15])
    account("deng", made.officer("deng", "township_office", "clerk").person)
    monkeypatch.setattr(clock, "now", lambda: made.now)
    return made


@pytest.fixture
def eyes(browser: Browser, live_server: Any) -> Eyes:
    return Eyes(browser, live_server.url)


def test_what_is_wrong_with_a_page_is_seen(eyes: Eyes, db: None) -> None:
    eyes.page.goto(f"{eyes.root}/healthz")
    eyes.page.set_content("<html lang=zh><title>x</title><main><h1 style='width:99rem;color:#ccc'>院坝</h1></main>")
    eyes.judge("a bad page", "zh", "normal", PAIRS[0])
    said = " ".join(eyes.faults)
    assert "color-contrast" in said
    assert "scrolls sideways" in said
    eyes.context.close()


# How many links of the head stand beside each other, row by row: the headings, then the tools beside the desk's.
ROWS = """query => {
  const tops = [...document.querySelectorAll(query)].map(one => Math.round(one.getBoundingClientRect().top / 8));
  return [...new Set(tops)].sort((a, b) => a - b).map(top => tops.filter(one => one === top).length);
}"""


def test_the_head_of_a_page_stands_in_even_rows_on_a_phone(place: Village, eyes: Eyes) -> None:
    eyes.page.set_viewport_size({"width": 390, "height": 844})
    for by, path in (("", "/law/"), ("deng", "/desk/")):
        eyes.be(by)
        for prefix, size in ((a, b) for a in ("", "/en") for b in ("normal", "large")):
            eyes.cookie("size", size)
            eyes.page.goto(f"{eyes.root}{prefix}{path}")
            rows = eyes.page.evaluate(ROWS, ".nav a")
            assert rows in ([6], [3, 3]), f"{prefix}{path} {by} {size}: {rows}"
            tools = eyes.page.evaluate(ROWS, ".tools .tool:not(.tool-desk)")
            assert len(tools) == 1, f"{prefix}{path} {by} {size}: {tools}"
    eyes.context.close()


def test_the_ways_of_judging_differ_in_everything_and_are_eight(eyes: Eyes) -> None:
    assert all(len(set(sides)) == 2 for pair in PAIRS for sides in zip(*pair, strict=True))
    assert {way for pair in PAIRS for way in pair} == set(product(("zh", "en"), ("normal", "large"), (390, 1280)))
    assert {eyes.turn(f"/p/51072210120{n}/", "") for n in range(4)} == set(PAIRS)
    eyes.context.close()


def take_page(matter: Matter) -> str:
    return f"/m/{matter.number}/take"


def lists(place: Village) -> None:
    """The town puts lists in force, one of them twice, so that there is a redline to look at."""
    town = place.unit.parent
    assert town is not None
    by = {"place": town, "at": place.now, "body": f"{town.code}/township_office"}
    for catalogue in ("micro", "assist", "negative"):
        put_in_force(catalogue=catalogue, since=place.today, **by)
    later = Change("amend", "M13", {"materials": "三家报价、会议记录", "time_limit": "60"})
    put_in_force(catalogue="micro", since=place.today + timedelta(days=1), changes=[later], **by)


def test_the_pages_of_the_county_its_law_and_the_demonstration(place: Village, eyes: Eyes) -> None:
    mandate(place, "M13")
    wish(place)
    unit = place.unit.code
    lists(place)
    eyes.look(
        "/",
        "/?q=凤凰",
        "/?q=zzz",
        "/refused/",
        "/p/510722101/",
        f"/p/{unit}/",
        f"/p/{unit}/matters/",
        f"/p/{unit}/registers/mandates/",
        "/law/",
        "/law/vcol-2026/",
        "/law/defaults/",
        "/procedures/",
        "/procedures/four-two-one/",
        "/procedures/objection/",
        "/powers/",
        f"/powers/?in={unit}",
        "/powers/micro/",
        "/powers/holders/collective/",
        "/powers/M13/",
        f"/powers/M10/?in={unit}",
        "/powers/micro/editions/",
        "/powers/micro/editions/2/?in=510722101",
        "/powers/N5/?in=510722101",
        "/powers/B13/?in=510722101",
        "/institutions/",
        "/institutions/four-two-one/",
        "/institutions/four-two-one/pilot/?in=510722101",
        "/coverage/supervision_committee/",
        "/coverage/grid_team/",
        f"/p/{unit}/chart/",
        "/p/510722101/chart/",
        "/p/510722/chart/",
        "/burden/",
        f"/p/{unit}/burden/",
        "/burden/departments/forestry/",
        f"/p/{unit}/ledgers/",
        f"/p/{unit}/ledgers/L01/",
        f"/p/{unit}/ledgers/L19/",
        "/p/510722/admission/",
        "/verify/",
        "/about/",
        "/complain/",
        "/why/",
        "/why/said/objection-open/",
        f"/why/p/{unit}/four-two-one.wish/",
        f"/why/p/{unit}/registers/mandates/keep/",
        f"/bodies/{place.bodies['committee'].pk}/",
        f"/bodies/{place.bodies['villager_rep_assembly'].pk}/",
        "/login/",
        "/demo/",
        "/tour/",
    )
    for board in ("village-affairs", "party-affairs", "finance"):
        eyes.look(f"/p/{unit}/{board}/")
    eyes.look("/nowhere/", status=404)
    eyes.look("/me/", f"/p/{unit}/new/", "/desk/", "/tour/", "/demo/", by="li")
    eyes.look(f"/p/{unit}/registers/halls/new", by="li")
    eyes.look(f"/p/{unit}/registers/mandates/new", by="li", status=403)
    eyes.look(f"/p/{unit}/registers/halls/new", by="wang", status=403)
    eyes.look("/desk/institutions/", by="deng")
    wished = f"/desk/institutions/?code=four-two-one&code=honours&place=510722101&since={place.today.isoformat()}"
    eyes.look(f"{wished}&doing=adopt", by="deng")
    eyes.look("/desk/institutions/", by="chen", status=403)
    eyes.press(f"/p/{unit}/new/", "act-four-two-one.wish", by="chen")
    sound(eyes)


def test_every_step_from_wish_to_resolution_and_the_roads_beside_it(place: Village, eyes: Eyes) -> None:
    mandate(place, "M13")
    aside, unsafe, road = wish(place), wish(place), wish(place)
    eyes.look(f"/m/{road.number}/")
    eyes.look(take_page(road), "/desk/", by="zhou")
    eyes.look(take_page(road), f"/why/m/{road.number}/agree/?said=stale", by="wang")
    eyes.look(*(f"/why/m/{road.number}/{act}/" for act in ("agree", "lapse", "count")))
    eyes.press(take_page(road), "act-agree", by="zhou")
    place.take(aside, "zhou", "party_org", "decline", reason="今年集体收入已有安排")
    eyes.look(f"/m/{aside.number}/")
    for key in ("chen", "li"):
        eyes.look(take_page(aside), by=key)
    place.take(unsafe, "zhou", "party_org", "urgent", power="M13", proposal="塌方路段先抢修", reason="道路塌方")
    eyes.look(take_page(unsafe), by="li")
    deliberate_slowly(place, road, eyes)
    eyes.look(take_page(road), by="wu")
    eyes.press(take_page(road), "act-convene", by="wu")
    convene(place, road, "villager_rep_assembly")
    eyes.look(f"/m/{road.number}/", f"/p/{place.unit.code}/")
    eyes.look(take_page(road), "/desk/", by="li")
    sit_and_count(place, road, votes_for=12, against=3)
    eyes.look(f"/m/{road.number}/")
    eyes.look(take_page(road), by="li")
    sound(eyes)


def deliberate_slowly(place: Village, road: Matter, eyes: Eyes) -> None:
    """As in the story, and each form is looked at before it is filled."""
    place.take(road, "zhou", "party_org", "agree", power="M13", proposal="硬化1.2公里村道", budget="180000")
    for key, body in (("wu", "committee"), ("zhou", "party_org")):
        eyes.look(take_page(road), by=key)
        place.take(road, key, body, "agree", held_on=place.today.isoformat(), **MEETING)


def test_every_step_from_posting_to_archive_with_objection_and_query(place: Village, eyes: Eyes) -> None:
    mandate(place, "M13")
    road = wish(place)
    deliberate(place, road)
    convene(place, road, "villager_rep_assembly")
    sit_and_count(place, road, votes_for=12, against=3)
    place.take(road, "li", "committee", "post", remark="金额18万元")
    public = f"/m/{road.number}/"
    notice = Notice.objects.get(matter=road)
    eyes.look(public, f"/n/{notice.pk}/", f"/p/{place.unit.code}/village-affairs/", "/")
    eyes.look(f"/m/{road.number}/object", take_page(road), by="villager")
    eyes.press(f"/m/{road.number}/object", "act-object", by="villager")
    eyes.look(f"/m/{road.number}/ask", by="wang")
    eyes.look(take_page(road), by="li")
    proposed = Taking.objects.get(matter=road, step="propose", act="agree")
    eyes.look(f"/m/{road.number}/correct/{proposed.seq}", by="zhou")
    mend(place, road, proposed)
    words = {"ground": "money", "words": "为什么要18万？", "at": place.now, "key": uuid4()}
    objection = object_to(parent=road.pk, by=Actor(place.villagers[15]), **words).matter
    eyes.look(public, f"/m/{objection.number}/")
    eyes.look(take_page(objection), by="wu")
    eyes.press(take_page(objection), "act-dismiss", by="wu")
    place.take(objection, "wu", "committee", "dismiss", answer="预算逐项列在公示里")
    eyes.look(take_page(objection), by="wang")
    place.take(objection, "wang", "supervision_committee", "refer", opinion="请乡镇核实", reason="两边说法不一")
    eyes.look(take_page(objection), "/desk/", by="deng")
    place.take(objection, "deng", "township_office", "dismiss", finding="账目清楚")
    wait(place, road)
    eyes.look(take_page(road), by="li")
    for task in ("contract", "vouchers", "acceptance"):
        place.take(road, "li", "committee", "evidence", task=task, file=SHEET)
    eyes.look(take_page(road), by="wu")
    place.take(road, "wu", "committee", "done")
    eyes.look(take_page(road), by="li")
    eyes.press(take_page(road), "act-post", by="li")
    place.take(road, "li", "committee", "post", accounts=ACCOUNTS)
    eyes.look(f"/n/{Notice.objects.filter(matter=road).latest('pk').pk}/")
    wait(place, road)
    auditor = place.actor("wang", "supervision_committee")
    query = ask(parent=road.pk, by=auditor, question="结余在哪里？", at=place.now, key=uuid4()).matter
    eyes.look(take_page(query), by="li")
    place.take(query, "li", "committee", "agree", answer="在村集体账户")
    eyes.look(f"/m/{query.number}/")
    eyes.look(take_page(road), by="wang")
    place.take(road, "wang", "supervision_committee", "report", report="程序合规，账目相符")
    eyes.look(take_page(road), by="li")
    place.take(road, "li", "committee", "done")
    eyes.look(public, f"/p/{place.unit.code}/matters/")
    eyes.look(take_page(road), by="li")
    eyes.look("/me/", by="wang")
    sound(eyes)


def test_the_pages_of_agents_receipts_and_contests(place: Village, eyes: Eyes) -> None:
    unit, mother = place.unit.code, place.villagers[12]
    account("mother", mother)
    row = authorise(place, mother, place.villagers[15], signed=None, by=Actor(mother), papers=["户口簿"])
    used = authorise(place, mother, place.villagers[15], signed=None, by=Actor(mother))
    opened = {"procedure": "four-two-one", "start": "wish", "unit": place.unit, "at": place.now, "data": {}}
    taking = open_matter(by=agent_of(used), title="装路灯", key=uuid4(), **opened)
    number = taking.matter.number
    eyes.look(f"/p/{unit}/forms/")
    eyes.look(f"/p/{unit}/authorise/", "/me/", f"/m/{number}/contest/1", f"/authorisations/{row.number}/", by="mother")
    eyes.press(f"/p/{unit}/authorise/", "act-own", by="mother")
    eyes.look(f"/authorisations/{row.number}/", "/desk/", f"/p/{unit}/new/", by="villager")
    eyes.look(f"/p/{unit}/authorise/", f"/p/{unit}/statement/", f"/authorisations/{row.number}/", by="li")
    eyes.look(f"/p/{unit}/enter/contest.lodge.submit/", by="li")
    eyes.look(f"/p/{unit}/statement/", f"/authorisations/{row.number}/", by="chen", status=403)
    child = contest(
        taking=taking.pk, by=Actor(mother), ground="not-me", words="不是我", at=place.now, key=uuid4()
    ).matter
    eyes.look(take_page(child), by="wang")
    place.take(child, "wang", "supervision_committee", "uphold", opinion="当面问过本人")
    eyes.look(f"/m/{number}/", f"/m/{child.number}/")
    eyes.look("/me/", by="mother")
    sound(eyes)


def mend(place: Village, road: Matter, proposed: Taking) -> None:
    """A slip of the proposal is corrected, so that the pages show the old beside the new."""
    correct(
        taking=proposed.pk,
        by=place.actor("zhou", "party_org"),
        data={"budget": "178000"},
        reason="预算写多了",
        at=place.now,
        key=uuid4(),
    )
    road.refresh_from_db()


def wait(place: Village, road: Matter) -> None:
    """The posting runs its days."""
    place.wait(days=20)
    tick(now=place.now)
    road.refresh_from_db()
