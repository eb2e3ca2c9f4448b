"""Through the real forms of the desk: the seven prohibitions and the twenty certificates are refused by article."""

import pytest
from django.test import Client

from tests.cast import Village
from tests.kernel.matters import lists
from tests.web.desk.conftest import Sit, account
from tests.web.desk.noscript import Reader, photo
from yuanba import clock
from yuanba.kernel.matters.certifying import ISSUED, check_part
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.places.county import pack
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db
BARRED = [row for row in pack().registers["certificates"].rows if row["verdict"] == "barred"]
BY_TOWNSHIP = {
    "N1": ("enforce", "第6条"),
    "N2": ("guarantee", "第13条"),
    "N3": ("letter", "第43条"),
    "N4": ("certificate", "第13条"),
    "N5": ("app", "第43条"),
    "N6": ("fine", "第31条"),
    "N7": ("collect", "第6条"),
}
SEAL = {"title": "要一份证明", "purpose": "办事", "receiver": "某单位"}


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch, db: None) -> Village:
    """The village where the list is in force, everybody with an account."""
    made = lists.guarded("B01", "M23", "M04")
    for key, person in made.people.items():
        account(key, person)
    monkeypatch.setattr(clock, "now", lambda: made.now)
    return made


@pytest.fixture
def place(listed: Village) -> Village:
    """The same, under the name by which readers sit down in it."""
    return listed


def new(sit: Sit, place: Village, who: str) -> Reader:
    return sit(who).open(f"/p/{place.unit.code}/new/")


@pytest.mark.parametrize("item", BY_TOWNSHIP)
def test_the_township_reads_item_article_and_what_to_do_instead(place: Village, sit: Sit, item: str) -> None:
    answer, article = BY_TOWNSHIP[item]
    reader = new(sit, place, "deng")
    reader.submit("assist.request-town", title="请村里办", power="B01", does=answer, task="一件事", money="500")
    assert reader.status == 422
    assert f"负面清单 {item}" in reader.text
    assert article in reader.text
    assert lists.NEGATIVE[item]["may"] in reader.text
    assert not Matter.objects.exists()
    page = Client().get("/refused/").content.decode()
    assert item in page
    assert "乡镇人民政府" in page


@pytest.mark.parametrize("kind", [row["code"] for row in BARRED])
def test_a_resident_reads_where_to_go_for_each_of_the_twenty(place: Village, sit: Sit, kind: str) -> None:
    row = next(one for one in BARRED if one["code"] == kind)
    reader = new(sit, place, "chen")
    assert row["name"] in reader.options("seal-use.ask", "certificate")
    reader.submit("seal-use.ask", certificate=kind, **SEAL)
    assert reader.status == 422
    assert row["instead"] in reader.text
    assert "负面清单 N4" in reader.text
    assert "第13条" in reader.text
    page = Client().get("/refused/").content.decode()
    assert lists.NEGATIVE["N4"]["name"] in page
    assert place.people["chen"].name not in page


def test_words_bring_the_form_back_with_a_question_once(place: Village, sit: Sit) -> None:
    reader = new(sit, place, "wu")
    assert not reader.form("small-project.plan").xpath(".//*[@name='heeded']"), "nothing is asked before it is needed"
    filled = {"title": "修广场", "plan": "修广场，由村委会对乱停车的罚款", "budget": "30000"}
    reader.submit("small-project.plan", **filled)
    assert reader.status == 422
    assert any("听起来像" in one for one in reader.errors())
    reader.submit("small-project.plan", heeded="on")
    assert reader.status == 200, reader.text
    matter = Matter.objects.get()
    take = f"/m/{matter.number}/take"
    assert "听起来像负面清单上的事" in sit("wang").open(take).text
    assert "听起来像负面清单上的事" not in sit("wu").open(take).text
    assert "听起来像" not in Client().get(f"/m/{matter.number}/").content.decode()


def test_a_certificate_is_printed_for_her_and_checked_by_anybody(place: Village, sit: Sit) -> None:
    new(sit, place, "chen").submit("seal-use.ask", certificate="Z21", **SEAL)
    matter = Matter.objects.get()
    take = f"/m/{matter.number}/take"
    sit("wu").open(take).submit("agree", basis="社会救助法第37条")
    li = sit("li").open(take).submit("evidence", task="copy", file=photo())
    li.submit("done", subject=str(place.people["chen"].pk), statement="上月房屋被水淹，情况属实。")
    assert li.status == 200, li.text
    record = Record.objects.get(register=ISSUED)
    for key, status in (("chen", 200), ("li", 200), ("xiu", 403)):
        answer = sit(key).client.get(f"/m/{matter.number}/certificate.pdf")
        assert answer.status_code == status, key
        if status == 200:
            assert answer.content.startswith(b"%PDF")
            assert "no-store" in answer["Cache-Control"]
    assert record.code in sit("chen").open(take).text
    for prefix, word in (("", "是真的，有效"), ("/en", "Genuine")):
        page = Client().get(f"{prefix}/verify/certificate/{record.code}-{check_part(record)}/")
        assert word in page.content.decode()
        assert place.people["chen"].name not in page.content.decode()
    wrong = Client().get(f"/verify/certificate/{record.code}-{'a' * 16}/")
    assert wrong.status_code == 404
    assert "查不到" in wrong.content.decode()
    new(sit, place, "wu").submit("seal-use.revoke", title="作废", revoked=record.code, reason="写错了")
    page = Client().get(f"/verify/certificate/{record.code}-{check_part(record)}/")
    assert "已经作废" in page.content.decode()


def test_village_rules_show_each_sentence_that_may_be_unlawful(place: Village, sit: Sit) -> None:
    new(sit, place, "wu").submit("village-rules.opinions", title="村规民约", topic="环境卫生")
    take = f"/m/{Matter.objects.get().number}/take"
    wu = sit("wu").open(take)
    wu.submit("submit", wording="门前自己扫。乱倒垃圾的罚款五十元。", strength="agreed")
    assert wu.status == 422
    wu.submit("submit", heeded="on")
    zhou = sit("zhou").open(take)
    assert "法律提示" in zhou.text
    assert "乱倒垃圾的罚款五十元" in zhou.text
    assert zhou.form("agree").xpath(".//*[@name='legal_view']")
