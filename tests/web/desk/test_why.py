"""`/why/…`: what anybody and what a person reads, in both languages, and that every "no" leads there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.cast import Village
from tests.stories.test_four_two_one import convene, deliberate, mandate, wish
from tests.web.desk.conftest import Sit
from tests.web.public.scene import posted, untranslated, words
from yuanba import clock
from yuanba.kernel.assemblies.models import Assembly
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.procedures.reasons import REASONS
from yuanba.web.asking import PAGES

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


def read(path: str, status: int = 200) -> str:
    answer = Client().get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def questions(unit: str, number: str) -> list[str]:
    """One of every kind."""
    return [
        *(f"/why/m/{number}/{act}/" for act in ("agree", "lapse", "count", "object", "ask", "correct.1", "sign")),
        *(f"/why/p/{unit}/four-two-one.{start}/" for start in ("wish", "propose", "petition")),
        f"/why/p/{unit}/registers/mandates/keep/",
        "/why/p/510722101/institutions/four-two-one/adopt/",
    ]


def test_every_sentence_and_error_page_has_its_page_in_both_languages() -> None:
    for code in (*REASONS, *PAGES):
        assert "为什么这样答复" in read(f"/why/said/{code}/")
        assert not untranslated(read(f"/en/why/said/{code}/")), code
    read("/why/said/because/", 404)
    index = read("/why/")
    assert all(f"/why/said/{code}/" in index for code in REASONS)
    assert not untranslated(read("/en/why/"))


def test_anybody_reads_who_may_and_by_what_law_and_it_is_kept(place: Village) -> None:
    matter = wish(place)
    for path in questions(place.unit.code, matter.number):
        page = read(path)
        assert "一环一环地看" in page
        assert not untranslated(read(f"/en{path}")), path
        hidden = [one.name for one in place.villagers] + [place.people[key].name for key in ("chen", "xiu", "ma")]
        assert not [name for name in hidden if name in page], path
    said = words(read(f"/why/m/{matter.number}/agree/"))
    assert "具备下列条件的人可以办" in said
    assert "周书记" in said
    assert "《村委会组织法》第28条" in said
    assert "（未核实）" in said
    first, again = Client().get(f"/why/m/{matter.number}/agree/"), Client().get(f"/why/m/{matter.number}/agree/")
    assert first.headers["ETag"] == again.headers["ETag"]


def test_a_person_reads_her_own_answer_and_no_cache_keeps_it(place: Village, sit: Sit) -> None:
    matter = wish(place)
    path = f"/why/m/{matter.number}/agree/"
    chen, zhou = sit("chen").open(path), sit("zhou").open(path)
    assert "现在不能办。 “党组织研究提议”这一步不归您的职务办理" in chen.text
    assert "可以办。" in zhou.text
    assert "您任凤凰村村党组织书记" in zhou.text.replace(" ", "")
    answer = zhou.client.get(path)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "不归您的职务" not in read(path)


def test_a_posting_leads_to_its_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = posted()
    monkeypatch.setattr(clock, "now", lambda: scene.place.now)
    notice = Notice.objects.get(matter=scene.matter)
    answer = Client().get(f"/why/n/{notice.pk}/object/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/why/m/{scene.matter.number}/object/")


@pytest.mark.parametrize(
    "path",
    [
        "/why/m/510722101201-2026-000099/agree/",
        "/why/n/99/object/",
        "/why/p/510722101201/four-two-one.nowhere/",
        "/why/p/510722101201/registers/nothing/keep/",
        "/why/p/510722101201/institutions/nothing/adopt/",
    ],
)
def test_what_nobody_can_ask_is_not_found(place: Village, path: str) -> None:
    read(path, 404)


def test_every_refusal_page_and_refused_form_asks_why_and_is_answered(place: Village, sit: Sit) -> None:
    matter = wish(place)
    take = f"/m/{matter.number}/take"
    key = "7b0b4c3e-2f6b-4a53-9c54-0a8f4d0f9c11"

    def answered(page: bytes) -> str:
        links = [one for one in html.fromstring(page).xpath("//a[contains(@class, 'why')]/@href") if one]
        assert links
        return words(Client().get(links[0]).content.decode())

    chen = sit("chen").client
    refused = chen.post(take, {"doing": "agree", "key": key, "seen": "1"})
    assert refused.status_code == 403
    assert f"/why/m/{matter.number}/agree/?said=not-your-step" in refused.content.decode()
    assert "党组织研究提议" in answered(refused.content)
    unfilled = sit("zhou").client.post(take, {"doing": "agree", "key": key, "seen": "1"})
    assert unfilled.status_code == 422
    assert "表没有填好" in answered(unfilled.content)
    assert "/why/said/blank-missing/" in unfilled.content.decode()
    for path, status, code in (
        (f"/m/{matter.number}/object", 422, f"/why/m/{matter.number}/object/?said=nothing-posted"),
        (f"/m/{matter.number}/ask", 403, f"/why/m/{matter.number}/ask/?said=not-your-step"),
        (f"/m/{matter.number}/correct/1", 422, f"/why/m/{matter.number}/correct.1/?said=correct-not-yours"),
        (
            f"/p/{place.unit.code}/registers/mandates/new",
            403,
            f"/why/p/{place.unit.code}/registers/mandates/keep/?said=not-your-register",
        ),
    ):
        page = chen.get(path)
        assert page.status_code == status
        assert code in page.content.decode()
        assert "一环一环地看" in answered(page.content)
    assert "/why/said/page-404/" in Client().get("/nowhere/").content.decode()


def test_a_button_that_is_missing_can_be_asked_why(place: Village, sit: Sit) -> None:
    matter = wish(place)
    own = sit("chen").open(f"/m/{matter.number}/take")
    assert "为什么我不能办" in own.text
    found = own.page.xpath("//ul[contains(@class, 'asks')]//a/@href")
    assert f"/why/m/{matter.number}/agree/" in found
    assert f"/why/m/{matter.number}/lapse/" in found
    assert f"/why/m/{matter.number}/ask/" in found
    assert "自动办理" in own.text
    hers = sit("zhou").open(f"/m/{matter.number}/take").page.xpath("//ul[contains(@class, 'asks')]//a/@href")
    assert f"/why/m/{matter.number}/agree/" not in hers
    public = html.fromstring(read(f"/m/{matter.number}/")).xpath("//ul[contains(@class, 'asks')]//a/@href")
    assert f"/why/m/{matter.number}/agree/" in public
    ways = sit("chen").open(f"/p/{place.unit.code}/new/").page.xpath("//ul[contains(@class, 'asks')]//a/@href")
    assert f"/why/p/{place.unit.code}/four-two-one.propose/" in ways
    assert f"/why/p/{place.unit.code}/four-two-one.wish/" not in ways


def test_an_answer_costs_few_queries_and_as_many_with_more_matters(place: Village, sit: Sit) -> None:
    matter = wish(place)
    paths = questions(place.unit.code, matter.number)

    def costs(ask: Callable[[str], object]) -> dict[str, int]:
        found = {}
        for path in paths:
            with CaptureQueriesContext(connection) as seen:
                ask(path)
            found[path] = len(seen)
        return found

    client = sit("chen").client
    client.get("/desk/")
    own, anybody = costs(client.get), costs(lambda path: Client().get(path))
    assert max(own.values()) <= MOST_QUERIES, own
    assert max(anybody.values()) <= MOST_QUERIES, anybody
    for _ in range(27):
        wish(place)
    assert costs(client.get) == own


def test_the_hour_of_a_meeting_makes_the_kept_answer_old(place: Village) -> None:
    mandate(place, "M13")
    matter = wish(place)
    deliberate(place, matter)
    convene(place, matter, "villager_rep_assembly")
    client, path = Client(), f"/why/m/{matter.number}/sign-in/"
    meeting = Assembly.objects.get(matter=matter)
    place.now = meeting.meets_at - timedelta(hours=1)

    def now(path: str) -> str:
        return words(client.get(path).content.decode())

    assert "现在不能办" in now(path)
    assert "签到" not in now(f"/m/{matter.number}/")
    place.now = meeting.meets_at
    assert "具备下列条件的人可以办" in now(path), "no act has happened, only the hour has come"
    assert "签到" in now(f"/m/{matter.number}/")
