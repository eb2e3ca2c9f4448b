"""The main path in a real browser on a phone, with JavaScript and without: the same presses, the same archive."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.cast import Village
from tests.stories.test_four_two_one import mandate
from tests.web.desk.conftest import PASSWORD
from tests.web.desk.noscript import PHOTO
from yuanba.kernel.matters.acts import tick
from yuanba.kernel.matters.models import Matter, Taking

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
REPRESENTATIVES = ("chen", "wang", "xiu", "ma", "masao", "wu", "li", "zheng")


@pytest.fixture(autouse=True, scope="module")
def beside_a_loop() -> Iterator[None]:
    """Playwright keeps an event loop in this thread, and the test looks into the database all the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


class Phone:
    """One person's phone."""

    def __init__(self, browser: Browser, root: str, scripts: bool, username: str) -> None:
        self.scripts, self.root = scripts, root
        self.context = browser.new_context(viewport=PHONE, java_script_enabled=scripts)
        self.context.set_default_timeout(60_000)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.open("/desk/")
        self.sign_in(self.page, username)

    @staticmethod
    def sign_in(page: Page, username: str) -> None:
        page.fill("#username", username)
        page.fill("#password", PASSWORD)
        page.get_by_role("main").get_by_role("button", name="登录").click()
        page.wait_for_url(lambda url: url.endswith("/desk/"))

    def open(self, path: str) -> "Phone":
        self.page.goto(f"{self.root}{path}")
        if self.scripts:
            wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{path} scrolls sideways by {wide} px"
        return self

    def card(self, code: str) -> Locator:
        found = self.page.locator(f"[id='act-{code}']")
        if found.evaluate("e => e.tagName == 'DETAILS' && !e.open"):
            found.locator("summary").first.click()
        return found

    def fill(self, code: str, **values: Any) -> Locator:
        card = self.card(code)
        for name, value in values.items():
            control = card.locator(f"[name='{name}']")
            match control.first.get_attribute("type"):
                case "checkbox" | "radio":
                    for one in value if isinstance(value, list) else [value]:
                        card.locator(f"[name='{name}'][value='{one}']").check()
                case "file":
                    control.set_input_files({"name": value, "mimeType": "image/jpeg", "buffer": PHOTO})
                case None if control.first.evaluate("e => e.tagName") == "SELECT":
                    control.select_option(value)
                case _:
                    control.fill(value)
        return card

    def submit(self, code: str, **values: Any) -> "Phone":
        """Fill a card, press its button, and see that it was done."""
        before = self.page.url
        self.fill(code, **values).locator("button[type=submit]:not([name])").click()
        self.page.wait_for_url(lambda url: "done=" in url and url != before)
        assert "办好了" in self.page.inner_text("main")
        return self

    def leave(self) -> None:
        self.context.close()
        # 422 is the answer to a form with errors: the browser notes it, and it is no fault.
        faults = [one for one in self.complaints if "422" not in one]
        assert not faults


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_the_main_path_on_a_phone(
    place: Village, live_server: Any, browser: Browser, scripts: bool, tmp_path: Path
) -> None:
    mandate(place, "M13")
    phones: dict[str, Phone] = {}

    def at(username: str, path: str) -> Phone:
        if username not in phones:
            phones[username] = Phone(browser, live_server.url, scripts, username)
        return phones[username].open(path)

    at("chen", f"/p/{place.unit.code}/new/").submit("four-two-one.wish", title="硬化1.2公里村道", words="下雨天路太烂")
    matter = Matter.objects.get(role="main")
    take = f"/m/{matter.number}/take"
    zhou = at("zhou", take)
    zhou.fill("agree", proposal="硬化村道").locator("button[type=submit]:not([name])").click()
    zhou.page.get_by_text("还没有办成").wait_for()
    assert zhou.page.input_value("#act-agree [name='proposal']") == "硬化村道", "what was typed is kept"
    zhou.submit("agree", power="M13", budget="180000")
    meeting = {"held_on": place.today.isoformat(), "attended": "3", "opinion": "同意提交审议"}
    at("wu", take).submit("agree", **meeting)
    at("zhou", take).submit("agree", **meeting)
    day = (place.today + timedelta(days=10)).isoformat()
    at("wu", take).submit(
        "convene", body="villager_rep_assembly", meets_on=day, meets_time="19:30", venue="坝子", motion="是否同意"
    )
    place.wait(days=10, hours=12)
    present = [place.people[key].pk for key in REPRESENTATIVES] + [one.pk for one in place.villagers[:7]]
    li = at("li", take).submit("sign-in", present=present)
    votes = {"votes_for": "12", "against": "3", "abstain": "0"}
    recorders = {"recorder_1": str(place.people["li"].pk), "recorder_2": str(place.people["xiu"].pk)}
    li.submit("count", **votes, **recorders, sheet="sheet.jpg").submit("post")
    villager = at("villager", f"/m/{matter.number}/object").submit("object", ground="money", words="为什么要18万？")
    objection = Matter.objects.get(role="objection")
    assert objection.number in villager.page.url
    at("wu", f"/m/{objection.number}/take").submit("dismiss", answer="预算逐项列在公示里")
    at("wang", f"/m/{objection.number}/take").submit("dismiss", opinion="账目属实")
    place.wait(days=20)
    tick(now=place.now)
    li.open(take)
    for task in ("contract", "vouchers", "acceptance"):
        li.submit("evidence", task=task, file=f"{task}.jpg")
    li.submit("done")
    accounts = {"accounts-0-name": "集体拨付", "accounts-0-income": "180000"}
    li.fill("post", **accounts).get_by_role("button", name="再加 8 行").click()
    li.page.locator("[name='accounts-15-name']").wait_for()
    li.submit("post", **{"accounts-9-name": "工程款", "accounts-9-expense": "178000"})
    place.wait(days=20)
    tick(now=place.now)
    at("wang", take).submit("report", report="程序合规，账目相符")
    at("li", take).submit("done")
    matter.refresh_from_db()
    assert matter.end == "archived"
    posted = json.loads(Taking.objects.filter(matter=matter, act="post").latest("pk").public)["data"]
    assert (posted["total_income"], posted["total_expense"]) == ("180000.00", "178000.00")
    for phone in phones.values():
        phone.leave()


def wishing(place: Village, live_server: Any, browser: Browser) -> tuple[Phone, Locator, Locator]:
    """陈伯's phone, his wish typed and not sent yet, and its button."""
    chen = Phone(browser, live_server.url, True, "chen").open(f"/p/{place.unit.code}/new/")
    card = chen.fill("four-two-one.wish", title="硬化1.2公里村道", words="下雨天路太烂")
    return chen, card, card.locator("button[type=submit]:not([name])")


def test_what_was_typed_stays_where_another_has_signed_in_on_the_same_phone(
    place: Village, live_server: Any, browser: Browser
) -> None:
    chen, card, button = wishing(place, live_server, browser)
    said = chen.page.locator(".unsent .notice-box")

    def elsewhere(username: str) -> None:
        tab = chen.context.new_page()
        tab.goto(f"{chen.root}/desk/")
        tab.locator("form.logout button").click()
        tab.goto(f"{chen.root}/login/")
        chen.sign_in(tab, username)
        tab.close()

    elsewhere("wang")
    button.click()
    said.filter(has_text="这张表是另一个人打开的").wait_for()
    elsewhere("chen")
    button.click()
    said.filter(has_text="请再按一次").wait_for()
    assert chen.page.locator("main").count() == 1
    assert card.locator("[name='words']").input_value() == "下雨天路太烂"
    button.click()
    chen.page.wait_for_url(lambda url: "done=" in url)
    assert Matter.objects.get().title == "硬化1.2公里村道"
    chen.complaints = [one for one in chen.complaints if "403" not in one]
    chen.leave()


def test_a_form_without_a_network_says_so_keeps_what_was_typed_and_counts_once(
    place: Village, live_server: Any, browser: Browser
) -> None:
    chen, card, button = wishing(place, live_server, browser)
    chen.context.set_offline(True)
    for _ in range(2):
        button.click()
        card.locator(".unsent").get_by_text("网络不通").wait_for()
    chen.context.set_offline(False)
    assert card.locator("[name='words']").input_value() == "下雨天路太烂"
    button.click()
    chen.page.wait_for_url(lambda url: "done=" in url)
    assert Matter.objects.count() == 1
    chen.context.close()
