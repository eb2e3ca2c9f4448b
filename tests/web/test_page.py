"""The page around every page: languages, large letters, error pages; and how days, money and articles are written."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString

from yuanba.kernel.procedures.citations import Citation
from yuanba.web import citing, errors, formats, links

UNIT, NUMBER = "510722101201", "510722101201-2026-000001"


@pytest.mark.parametrize(
    ("path", "other"),
    [("/", "/en/"), ("/p/510722/?after=3", "/en/p/510722/?after=3"), ("/english/", "/en/english/")],
)
def test_the_language_switch_keeps_the_page_and_leads_back(path: str, other: str) -> None:
    assert links.other_language(path) == other
    assert links.other_language(other) == path


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_cheap_addresses_are_those_of_the_resolver(language: str) -> None:
    with translation.override(language):
        assert links.home() == reverse("county")
        assert links.place(UNIT) == reverse("place", args=[UNIT])
        assert links.board(UNIT, "finance") == reverse("board", args=[UNIT, "finance"])
        assert links.register(UNIT, "mandates") == reverse("register", args=[UNIT, "mandates"])
        assert (links.burden(UNIT), links.burden("510722")) == (reverse("place-burden", args=[UNIT]), reverse("burden"))
        assert links.matters(UNIT) == reverse("matters", args=[UNIT])
        assert links.matter(NUMBER) == reverse("matter", args=[NUMBER])
        assert links.taking_paper(NUMBER, 3) == reverse("taking-paper", args=[NUMBER, 3])
        assert links.notice(7) == reverse("notice", args=[7])
        assert links.institution("wishes") == reverse("institution", args=["wishes"])
        assert links.pilot("wishes", UNIT) == f"{reverse('pilot', args=['wishes'])}?in={UNIT}"
        assert links.procedure("objection") == reverse("procedure", args=["objection"])
        assert links.body(9) == reverse("body", args=[9])
        assert links.form(UNIT, "wish") == reverse("form", args=[UNIT, "wish"])
        assert links.law("vcol-2026") == reverse("statute", args=["vcol-2026"])
        assert links.law(Citation("vcol-2026", 28, 3)) == reverse("statute", args=["vcol-2026"]) + "#a28"


@pytest.mark.django_db
def test_large_letters_are_a_cookie_that_a_plain_link_sets() -> None:
    client = Client()
    answer = client.get("/size/large/?next=/en/law/")
    assert (answer.status_code, answer["Location"]) == (302, "/en/law/")
    assert 'data-size="large"' in client.get("/law/").content.decode()
    client.get("/size/normal/?next=/law/")
    assert 'data-size="normal"' in client.get("/law/").content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", "/\\example.org"]
)
def test_the_size_link_never_leads_to_another_site(elsewhere: str) -> None:
    assert Client().get("/size/large/", {"next": elsewhere})["Location"] == "/"


def test_an_unknown_size_is_not_found() -> None:
    assert Client().get("/size/huge/").status_code == 404


@pytest.mark.parametrize(
    ("view", "status", "said"),
    [
        (errors.bad_request, 400, "没看懂这个请求"),
        (errors.forbidden, 403, "这一页不对您开放"),
        (errors.stale, 403, "这张表过期了"),
        (errors.missing, 404, "没有这一页"),
        (errors.broken, 500, "系统出错了"),
    ],
)
def test_an_error_is_one_plain_sentence_and_a_way_on(view: object, status: int, said: str) -> None:
    answer = view(RequestFactory().get("/x/"))  # type: ignore[operator]
    page = answer.content.decode()
    assert answer.status_code == status
    assert said in page
    assert 'href="/"' in page


def test_an_english_error_page_is_english() -> None:
    page = Client().get("/en/nowhere/").content.decode()
    assert "There is no such page" in page
    assert 'lang="en"' in page


def test_no_page_carries_an_inline_script_or_style() -> None:
    page = Client().get("/nowhere/").content.decode()
    assert "<script" not in page
    assert "style=" not in page


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (date(2026, 12, 1), "2026年12月1日", "1 Dec 2026"),
        ("2026-12-01", "2026年12月1日", "1 Dec 2026"),
        # 17:00 UTC is the next day in Santai.
        (datetime(2026, 11, 30, 17, tzinfo=UTC), "2026年12月1日", "1 Dec 2026"),
        ("2026-11-30T17:00:00+00:00", "2026年12月1日", "1 Dec 2026"),
        (None, "", ""),
    ],
)
def test_days_are_written_in_the_readers_language_and_chinas_time(value: object, zh: str, en: str) -> None:
    assert formats.day(value) == zh  # type: ignore[arg-type]
    with translation.override("en"):
        assert formats.day(value) == en  # type: ignore[arg-type]


def test_a_period_that_ends_at_midnight_ends_on_the_day_before() -> None:
    midnight = datetime(2026, 3, 30, 16, tzinfo=UTC)
    assert formats.last_day(midnight) == "2026年3月30日"
    assert formats.last_day(datetime(2026, 3, 30, 11, 30, tzinfo=UTC)) == "2026年3月30日"
    assert formats.days_left(midnight, datetime(2026, 3, 30, 1, tzinfo=UTC)) == 0
    assert formats.days_left(midnight, datetime(2026, 3, 30, 16, tzinfo=UTC)) == -1
    assert formats.days_left(midnight, datetime(2026, 3, 27, 15, tzinfo=UTC)) == 3


def test_money_has_thousands_and_two_decimals() -> None:
    assert formats.money("1234567.50") == "1,234,567.50"
    assert formats.money(None) == ""


def test_what_somebody_wrote_is_marked_as_chinese_on_an_english_page_and_escaped() -> None:
    assert formats.said("修桥") == "修桥"
    with translation.override("en"):
        assert formats.said("修<b>桥") == '<span lang="zh-Hans">修&lt;b&gt;桥</span>'
        assert isinstance(formats.said("修桥"), SafeString)
        assert not isinstance(formats.said("<b>"), SafeString)


def test_a_citation_is_worded_linked_and_marked_where_nobody_re_read_it() -> None:
    assert citing.cite("vcol-2026:28(3)").text == "《村委会组织法》第28条第（3）项"
    assert citing.cite("vcol-2026:28(3)").href == "/law/vcol-2026/#a28"
    assert not citing.cite("vcol-2026:28(3)").unsure
    assert citing.cite("vcol-2026:28(3)", "en").text == "Villagers' Committees Law, art. 28(3)"
    assert citing.cite("vcol-2026:999").unsure


def test_a_village_is_not_shown_the_law_of_communities_and_a_township_is_shown_both() -> None:
    both = (Citation("vcol-2026", 35), Citation("rcol-2026", 34), Citation("rceo-2025", 26))
    assert citing.governing(both, "village") == (both[0], both[2])
    assert citing.governing(both[:2], "township") == both[:2]


def test_chinese_words_that_a_sentence_of_ours_quotes_are_marked_one_by_one() -> None:
    assert formats.quoting("请填写组织") == "请填写组织"
    with translation.override("en"):
        assert formats.quoting("No date") == "No date"
        marked = formats.quoting("Fill in <组织> & 姓名.")
        assert marked == 'Fill in &lt;<span lang="zh-Hans">组织</span>&gt; &amp; <span lang="zh-Hans">姓名</span>.'
        assert isinstance(marked, SafeString)
