"""A critical reader with a browser: every page in both languages, both sizes of letters, on a phone and on a desk."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from yuanba.kernel.people.models import Account

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
HINT = f"{AXE.name} is missing: `make setup` installs it with the other front-end packages."
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
# A way of reading: language, size of letters, width. Every page is measured for sideways scrolling in all eight. Axe,
# which takes longest, judges a page in two that differ in everything, so in both languages, both sizes and both widths;
# the next page of its kind is judged in the next two, and kinds begin at different ones. So the cost is two of eight
# runs a page, a kind of page looked at four times is judged in all eight ways, and the pages together in each.
Way = tuple[str, str, int]
PAIRS: tuple[tuple[Way, Way], ...] = (
    (("zh", "normal", 390), ("en", "large", 1280)),
    (("zh", "large", 1280), ("en", "normal", 390)),
    (("zh", "large", 390), ("en", "normal", 1280)),
    (("zh", "normal", 1280), ("en", "large", 390)),
)
JUDGE = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"], preload: false});
  return found.violations.filter(one => ["serious", "critical"].includes(one.impact)).map(one => one.id + " (" +
    one.impact + "): " + one.nodes.slice(0, 3).map(node => node.target.join(" ")).join(" | "));
}"""
MEASURE = """() => {
  const wide = document.scrollingElement.scrollWidth - innerWidth;
  if (wide <= 0) return [];
  const past = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1);
  return ["scrolls sideways by " + wide + " px: " + past.slice(0, 3).map(e => e.tagName + "." + e.className).join(" ")];
}"""
# What is folded away must be as readable as the rest.
UNFOLD = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })"


def kind_of(path: str, by: str) -> str:
    """Pages that one view makes for one kind of reader: the path without numbers, codes and what is asked of it."""
    return re.sub(r"[0-9][0-9.-]*|[?].*|(?<=/)[A-Z][0-9]+", "#", path) + (" signed in" if by else "")


@dataclass
class Eyes:
    """Looks at pages of a server and keeps what is wrong with them, one line each."""

    browser: Browser
    root: str
    faults: list[str] = field(default_factory=list)
    pages: int = 0
    judged: Counter[Way] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        if not AXE.exists():
            pytest.fail(HINT)
        # The judge is put into the page, which our Content-Security-Policy forbids to everybody else.
        self.context = self.browser.new_context(viewport=PHONE, bypass_csp=True)
        self.context.add_init_script(path=AXE)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(60_000)

    def cookie(self, name: str, value: str) -> None:
        self.context.add_cookies([{"name": name, "value": value, "url": self.root}])

    def be(self, username: str) -> None:
        """Sign in as one of the cast; "" signs out."""
        self.context.clear_cookies(name="sessionid")
        if username:
            client = Client()
            client.force_login(Account.objects.get(username=username))
            self.cookie("sessionid", client.cookies["sessionid"].value)

    def look(self, *paths: str, by: str = "", status: int = 200) -> None:
        """Read pages as one of the cast, or as anybody, in every way there is."""
        self.be(by)
        for path in paths:
            ways = self.turn(path, by)
            for language, size in ((a, b) for a in ("zh", "en") for b in ("normal", "large")):
                self.cookie("size", size)
                answer = self.page.goto(f"{self.root}{'/en' if language == 'en' else ''}{path}")
                assert answer is not None
                assert answer.status == status, f"{path} as {by or 'anybody'}: {answer.status}"
                self.judge(f"{path} {by}", language, size, ways)
            self.pages += 1

    def turn(self, path: str, by: str) -> tuple[Way, Way]:
        """The two ways in which a page is judged: those that come next for its kind."""
        kind = kind_of(path, by)
        self.kinds[kind] += 1
        return PAIRS[(crc32(kind.encode()) + self.kinds[kind]) % len(PAIRS)]

    def judge(self, name: str, language: str, size: str, ways: tuple[Way, Way]) -> None:
        """Measure the page as it stands now at both widths, and judge it where it is its turn."""
        for viewport in (PHONE, DESK):
            self.page.set_viewport_size(viewport)
            self.page.evaluate(UNFOLD)
            found = list(self.page.evaluate(MEASURE))
            if (way := (language, size, viewport["width"])) in ways:
                found += self.page.evaluate(JUDGE)
                self.judged[way] += 1
            self.faults += [f"{name} [{language}, {size}, {viewport['width']}]: {one}" for one in found]

    def press(self, path: str, card: str, by: str) -> None:
        """Send a form as it is, which lacks what it needs, and judge what is said beside its blanks."""
        self.be(by)
        self.cookie("size", "normal")
        self.page.goto(f"{self.root}{path}")
        self.page.evaluate(UNFOLD)
        form = self.page.locator(f"[id='{card}'] button[type=submit]:not([name])")
        form.click()
        self.page.locator("main .wrong").first.wait_for()
        ways = self.turn(f"{path}refused", by)
        for size in ("normal", "large"):
            self.page.evaluate(f"document.documentElement.dataset.size = {json.dumps(size)}")
            self.judge(f"{path} {by}, refused", "zh", size, ways)
        self.pages += 1


def sound(eyes: Eyes) -> None:
    """Nothing is wrong with what was seen; else all of it is said. Every way of reading had its share of the pages."""
    assert not eyes.faults, "\n".join(eyes.faults)
    ways = {way for pair in PAIRS for way in pair}
    assert set(eyes.judged) == ways, f"never judged: {ways - set(eyes.judged)}"
    eyes.context.close()
