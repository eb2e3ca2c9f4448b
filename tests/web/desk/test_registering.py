"""A mandate from before is entered from its paper, and everybody reads it in the register; a new one takes a matter."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Village
from tests.web.desk.conftest import Sit
from yuanba.kernel.registers.acts import enter
from yuanba.kernel.registers.models import Record

MANDATE = {
    "name": "授权代表会议使用集体拨款",
    "body": "villager_rep_assembly",
    "granted_by": "villager_assembly",
    "powers": "M13",
    "resolved_on": "2025-11-28",
}
PNG = b"\x89PNG\r\n\x1a\n" + b"a resolution on paper" * 9
PAGE = "/p/510722101201/registers/mandates/"


def test_the_clerk_enters_an_old_one_from_its_paper_once_and_the_public_reads_it(place: Village, sit: Sit) -> None:
    assert "照纸质文件录入以前决定的" in Client().get(PAGE).content.decode()
    reader = sit("li")
    form = reader.client.get(f"{PAGE}new")
    assert "登记后立即公开" in form.content.decode()
    assert "授权代表会议" in form.content.decode()
    for _ in range(2):
        paper = SimpleUploadedFile("resolution.png", PNG, "image/png")
        sent = {**MANDATE, "key": "6f0f4cd2-2f3c-4bd5-9d0f-0a3b1a2c3d4e", "doing": "record", "paper": paper}
        assert reader.client.post(f"{PAGE}new", sent).status_code in (302, 303)
    assert Record.objects.filter(register="mandates").count() == 1
    page = Client().get(PAGE).content.decode()
    assert MANDATE["name"] in page
    for words in ("村民代表会议", "村民会议", "2025年11月28日"):
        assert words in page
    assert "villager_assembly" not in page, "no code of a body is shown to a villager"
    assert "Mandates" in Client().get(f"/en{PAGE}").content.decode()


def test_a_new_mandate_is_no_thing_to_write_down(place: Village, sit: Sit) -> None:
    sent = {**MANDATE, "resolved_on": "2026-02-28", "key": "6f0f4cd2-2f3c-4bd5-9d0f-0a3b1a2c3d4e", "doing": "record"}
    told = sit("li").client.post(f"{PAGE}new", sent)
    assert told.status_code == 422
    assert "由“授权代表会议”这项程序办成以后写进来" in told.content.decode()
    assert not Record.objects.filter(register="mandates").exists()


def test_once_a_matter_has_written_there_nobody_is_offered_a_form(place: Village, sit: Sit) -> None:
    enter(
        register="mandates", code="510722101201-2026-000009", name="授权", name_en="", place=place.unit,
        data={key: value for key, value in MANDATE.items() if key != "name"}, since=place.today, at=place.now,
        body="510722101201/committee",
    )  # fmt: skip
    page = Client().get(PAGE).content.decode()
    assert "registers/mandates/new" not in page
    assert "/p/510722101201/new/?open=mandate.propose" in page
    answer = sit("li").client.get(f"{PAGE}new")
    assert answer.status_code == 403
    assert "不能直接登记" in answer.content.decode()


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
