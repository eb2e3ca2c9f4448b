"""A reader meets names: no page of the demonstration shows a code of the pack or of a place where a name belongs."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.ops.running import COMMUNITY, VILLAGE, asked
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.definitions import Text

pytestmark = pytest.mark.slow
COUNTY, TOWN = "510722", "510722101"

# Follows every link of the public pages, a few pages of each kind, and says what can be read on each.
CRAWL = """
import json, re
from collections import Counter
from django.test import Client
from lxml import html
from yuanba.kernel.places.county import pack
places = {places}
queue = [prefix + path for prefix in ("", "/en") for path in ("/", "/refused/", "/burden/", "/procedures/",
    *(f"/p/{{code}}/" for code in places if len(code) > 6),
    *(f"/p/{{code}}/registers/{{one}}/" for code in places for one, kind in pack().registers.items()
      if kind.visibility == "public"))]
away = re.compile(r"^/(size|ledger/|api|desk|demo|login|me|static|tour)|[.](pdf|svg|bpmn|ics|atom|xlsx|csv)"
    r"|/(new|authorise|take|object|ask|redraw|enter)(/|$)|format=pdf|[?&](q|size)=|^/en/(desk|demo|tour|login|me)/")
client, kinds, read, missing = Client(SERVER_NAME="127.0.0.1"), Counter(), {{}}, []
for path in queue:
    kind = re.sub(r"(?<=/)[0-9]+(?=/)|[0-9.]{{6,}}(-[0-9-]+)?|(?<=powers/)[A-Z][^/]*|(?<=said/)[^/]+", "N", path)
    kinds[kind] += 1
    if kinds[kind] > (12 if "/m/N/" in kind else 4):
        continue
    answer = client.get(path)
    if answer.status_code in (301, 302):
        continue
    if answer.status_code != 200:
        missing.append(path)
        continue
    if not answer["Content-Type"].startswith("text/html"):
        continue
    tree = html.fromstring(answer.content.decode())
    for link in tree.xpath("//a/@href"):
        link = link.partition("#")[0]
        link = path.partition("?")[0] + link if link.startswith("?") else link
        if link.startswith("/") and not away.search(link) and link not in queue:
            queue.append(link)
    hidden = "script|style|svg|code|pre|del|ins".split("|")
    other = "zh-Hans" if path.startswith("/en") else "en"
    words = tree.xpath("//body//text()[not(" + " or ".join(f"ancestor::{{one}}" for one in hidden)
        + f" or ancestor::*[@lang='{{other}}' and not(self::html)])]")
    read[path] = sorted({{text for one in words if (text := " ".join(one.split()))}})
print(json.dumps({{"read": read, "missing": missing}}))
"""
# What is said on purpose: how a citation is typed, and the name of a public format.
MEANT = {"vcol-2026", "tlog-tiles"}
TOKEN = re.compile(r"(?<![A-Za-z0-9_@./-])[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*(?::[a-z0-9_()-]+)?(?![A-Za-z0-9_-])")
PROSE = re.compile(r"(?:[A-Za-z,.;:'-]+ ){2,}[A-Za-z]+")
PLACE = re.compile(r"(?<![0-9A-Za-z.-])5107[0-9]{2}(?:[0-9]{3}){0,2}(?:\.[0-9]+)?(?![0-9.-])")


def vocabulary() -> set[str]:
    """Every code of the pack: of its files, of what they declare, and of the rows of its registers."""
    found: set[str] = {*pack().institutions, *pack().bodies, *pack().boards, *pack().registers, *pack().subjects}
    found |= {*pack().law.statutes, *(post for body in pack().bodies.values() for post in body.posts)}
    for procedure in pack().procedures.values():
        found |= {procedure.code, *procedure.params, *procedure.steps, *procedure.ends}
        for step in procedure.steps.values():
            found |= {*step.on, *step.tasks, *(one.code for one in step.fields)}
            found |= {code for one in step.fields for code in one.choices}
    for register in pack().registers.values():
        found |= {row["code"] for row in register.rows if "code" in row}
        found |= {code for one in register.fields for code in (one.code, *one.choices)}
    return {code for code in found if re.fullmatch(r"[a-z][a-z0-9_-]+", code)}


def english(thing: Any) -> Iterator[str]:
    """Every English name of the pack, down to the choices of a field."""
    if isinstance(thing, Text):
        yield thing.en
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from english(value)
    elif isinstance(thing, tuple | list):
        for value in thing:
            yield from english(value)
    elif hasattr(thing, "__dataclass_fields__"):
        for name in thing.__dataclass_fields__:
            yield from english(getattr(thing, name))


def codes_in(text: str, codes: set[str]) -> list[str]:
    """Codes that stand in a text as such, and not as words of an English sentence."""
    found = [one for one in TOKEN.findall(PROSE.sub(" ", text)) if one.partition(":")[0] not in MEANT]
    raw = [one for one in found if one in codes or "_" in one or one.partition(":")[0] in codes]
    return raw + PLACE.findall(text)


def test_a_code_is_told_from_a_word() -> None:
    codes = {"party_org", "finance", "four-two-one", "ask", "vcol-2026"}
    assert codes_in("party_org;committee", codes) == ["party_org"]
    assert codes_in("公开栏finance", codes) == ["finance"]
    assert codes_in("matters:four-two-one", codes | {"matters"}) == ["matters:four-two-one"]
    assert codes_in("写在 pipl-2021:39", codes | {"pipl-2021"}) == ["pipl-2021:39"]
    assert codes_in("压给哪里 510722101", codes) == ["510722101"]
    assert not codes_in("三台县 510722101201-2026-000012", codes), "the number of a matter is its name"
    assert not codes_in("We ask for help with finance", codes), "these are words"


@pytest.fixture(scope="module")
def crawled(demo: Path) -> dict[str, Any]:
    script = CRAWL.format(places=[COUNTY, TOWN, VILLAGE, COMMUNITY])
    return dict(asked(script, data=demo))


def test_no_public_page_says_a_code_where_a_name_belongs(crawled: dict[str, Any]) -> None:
    read: dict[str, list[str]] = crawled["read"]
    assert len(read) > 500
    in_chinese = vocabulary()
    # On an English page a code that is also an English word or name proves nothing.
    spoken = " ".join(english([pack().procedures, pack().bodies, pack().boards, pack().registers, pack().law.statutes]))
    in_english = {code for code in in_chinese if "-" in code and code.lower() not in spoken.lower()}
    raw: dict[str, str] = {}
    for path, texts in read.items():
        codes = in_english if path.startswith("/en") else in_chinese
        for text in texts:
            for code in codes_in(text, codes):
                raw.setdefault(code, f"{path}: {text[:80]}")
    assert not raw


def test_no_label_on_a_public_register_tells_how_to_fill_in_a_form(crawled: dict[str, Any]) -> None:
    asked = re.compile(r"隔开）|地方代码，|（英文）$|分开）|separated by|\(English\)$")
    pages = {path: texts for path, texts in crawled["read"].items() if "/registers/" in path}
    assert len(pages) > 60
    assert not [(path, text) for path, texts in pages.items() for text in texts if asked.search(text)]


def test_every_link_of_a_public_page_leads_somewhere(crawled: dict[str, Any]) -> None:
    assert crawled["missing"] == []
