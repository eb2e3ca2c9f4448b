"""A mandate is written down by the committee, and everybody reads it in the register."""

from django.test import Client

from tests.cast import Village
from tests.web.desk.conftest import Sit
from yuanba.kernel.registers.models import Record

MANDATE = {
    "name": "授权代表会议使用集体拨款",
    "body": "villager_rep_assembly",
    "granted_by": "villager_assembly",
    "powers": "M13",
    "resolved_on": "2026-02-28",
}
PAGE = "/p/510722101201/registers/mandates/"


def test_the_clerk_writes_it_once_and_the_public_reads_it(place: Village, sit: Sit) -> None:
    reader = sit("li")
    form = reader.client.get(f"{PAGE}new")
    assert "登记后立即公开" in form.content.decode()
    sent = {**MANDATE, "key": "6f0f4cd2-2f3c-4bd5-9d0f-0a3b1a2c3d4e", "doing": "record"}
    for _ in range(2):
        assert reader.client.post(f"{PAGE}new", sent).status_code in (302, 303)
    assert Record.objects.filter(register="mandates").count() == 1
    page = Client().get(PAGE).content.decode()
    assert MANDATE["name"] in page
    assert "村民委员会" in page
    for words in ("村民代表会议", "村民会议", "2026年2月28日"):
        assert words in page
    assert "villager_assembly" not in page, "no code of a body is shown to a villager"
    assert "Mandates" in Client().get(f"/en{PAGE}").content.decode()


def test_a_wrong_day_is_told_beside_its_blank_and_nothing_is_lost(place: Village, sit: Sit) -> None:
    sent = {**MANDATE, "resolved_on": "去年", "key": "6f0f4cd2-2f3c-4bd5-9d0f-0a3b1a2c3d4e", "doing": "record"}
    answer = sit("li").client.post(f"{PAGE}new", sent)
    assert answer.status_code == 422
    assert "请填写日期" in answer.content.decode()
    assert MANDATE["name"] in answer.content.decode()


def test_nobody_else_writes_it(place: Village, sit: Sit) -> None:
    answer = sit("wang").client.get(f"{PAGE}new")
    assert answer.status_code == 403
    assert "不归您的职务登记" in answer.content.decode()


def test_a_register_that_is_not_kept_by_hand_is_read_but_not_written(place: Village, sit: Sit) -> None:
    page = Client().get("/p/510722101201/registers/adoptions/")
    assert page.status_code == 200
    assert "我来登记" not in page.content.decode()
    assert sit("li").client.get("/p/510722101201/registers/adoptions/new").status_code == 404


def test_an_adoption_reads_as_words(place: Village) -> None:
    page = Client().get("/p/510722101/registers/adoptions/").content.decode()
    assert "四议两公开一监督第 1 版" in page
    assert "公示天数 15" in page
    assert "{" not in page.split("<main")[1].split("</main>")[0], "no data as the machine writes it"
