"""In a real browser on a phone: what the lists forbid is refused with its article, and words only ask."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.cast import Village
from tests.kernel.matters import lists
from tests.web.desk.conftest import account
from tests.web.desk.test_browser import Phone, beside_a_loop, browser
from tests.web.desk.test_guarded_forms import BARRED, BY_TOWNSHIP, SEAL
from yuanba import clock
from yuanba.kernel.matters.models import Matter

__all__ = ["beside_a_loop", "browser"]
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def guarded(monkeypatch: pytest.MonkeyPatch, db: None) -> Village:
    made = lists.guarded("B01", "M04")
    for key in ("deng", "chen", "wu"):
        account(key, made.people[key])
    monkeypatch.setattr(clock, "now", lambda: made.now)
    return made


def said(phone: Phone) -> str:
    box = phone.page.locator(".summary").first
    box.wait_for()
    return str(box.text_content())


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "noscript"])
def test_forms_are_refused_with_the_article(
    browser: Browser, live_server: Any, guarded: Village, scripts: bool
) -> None:
    new = f"/p/{guarded.unit.code}/new/"
    deng = Phone(browser, live_server.url, scripts, "deng").open(new)
    asked = {"title": "请村里办", "power": "B01", "task": "一件事", "money": "500"}
    # Each of the seven and of the twenty with scripts; two of each without, where the same form is read.
    items = dict(list(BY_TOWNSHIP.items())[: None if scripts else 2])
    for item, (answer, article) in items.items():
        deng.open(new).fill("assist.request-town", does=answer, **asked).locator("button[type=submit]").last.click()
        assert item in said(deng)
        assert article in said(deng)
    chen = Phone(browser, live_server.url, scripts, "chen")
    for row in BARRED[: None if scripts else 2]:
        form = chen.open(new).fill("seal-use.ask", certificate=row["code"], **SEAL)
        form.locator("button[type=submit]").last.click()
        assert row["instead"] in said(chen)
        assert "第13条" in said(chen)
    assert not Matter.objects.exists()
    chen.open("/refused/")
    assert "乡镇人民政府" in str(chen.page.text_content("main"))


def test_a_tick_sends_what_only_sounded_forbidden(browser: Browser, live_server: Any, guarded: Village) -> None:
    wu = Phone(browser, live_server.url, True, "wu").open(f"/p/{guarded.unit.code}/new/")
    plan = {"title": "修广场", "plan": "修广场，由村委会对乱停车的罚款", "budget": "30000"}
    wu.fill("small-project.plan", **plan).locator("button[type=submit]").last.click()
    assert "还没有办成" in said(wu)
    card = wu.card("small-project.plan")
    card.locator("[name=heeded]").check()
    card.locator("button[type=submit]").last.click()
    wu.page.wait_for_url("**/take?done=1")
    assert Matter.objects.get().step == "study"
