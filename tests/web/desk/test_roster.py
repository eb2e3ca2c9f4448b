"""The list of office-holders at the desk: checked, sent back with its faults marked, taken over, and for whom."""

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Village
from tests.kernel.people.test_roster import BAD, GOOD, ID, sheet
from tests.web.desk.conftest import account
from yuanba.kernel.people.models import Account, Tenure

pytestmark = pytest.mark.django_db
ROWS = [[1, "潼川镇", "凤凰村", "网格队伍", "专兼职网格员", "钱土", "女", "2026.1", "13900000001", ID]]


@pytest.fixture
def officer(place: Village) -> Client:
    clerk = place.officer("deng", "township_office", "clerk").person
    assert clerk is not None
    account("deng", clerk)
    return signed_in("deng")


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(client: Client, content: bytes, doing: str) -> Any:
    return client.post("/desk/people/", {"file": SimpleUploadedFile("名单.xlsx", content), "doing": doing})


def test_a_sound_list_is_checked_and_then_taken_over(place: Village, officer: Client) -> None:
    checked = send(officer, sheet(ROWS), "check").content.decode()
    assert "没有错：1 行，1 个地方，将新登记职务 1 个" in checked
    assert not Tenure.objects.filter(post="grid_worker").exists()
    taken = send(officer, sheet(ROWS), "take").content.decode()
    assert "已经登记：1 个地方，新任职务 1 个" in taken
    assert Tenure.objects.get(post="grid_worker").person.name == "钱土"


def test_faults_are_told_and_the_file_comes_back_marked_and_is_not_kept(place: Village, officer: Client) -> None:
    content = sheet([row for row, _, _ in BAD[:3]])
    for doing in ("check", "take"):
        told = send(officer, content, doing).content.decode()
        assert "有 3 处要改，什么也没有登记" in told
        assert "这一格要填写" in told
    marked = send(officer, content, "mark")
    assert "attachment" in marked["Content-Disposition"]
    book = openpyxl.load_workbook(BytesIO(marked.content))
    assert sum(cell.comment is not None for row in book.active for cell in row) == 3
    kept = [path for path in Path(settings.YUANBA_DATA).rglob("*") if path.is_file() and path.suffix == ".xlsx"]
    assert kept == []
    assert not (Path(settings.YUANBA_DATA) / "uploads").exists()


def test_what_is_no_workbook_is_refused_in_a_sentence(officer: Client) -> None:
    answer = send(officer, b"name,post", "check")
    assert answer.status_code == 422
    assert "不是 .xlsx 文件" in answer.content.decode()


def test_a_township_does_not_reach_into_another_nor_above(officer: Client) -> None:
    rows = [[1, "", "三台县", "县基层群众自治指导监督部门", "负责人", "甲", "男", "2026.1", "", ""]]
    told = send(officer, sheet(rows), "take").content.decode()
    assert "不在您管的范围里" in told


def test_the_empty_form_and_the_present_holders_download(officer: Client) -> None:
    for which, rows in (("template", 3), ("export", 10)):
        answer = officer.get(f"/desk/people/?file={which}")
        book = openpyxl.load_workbook(BytesIO(answer.content))
        assert (book.active.max_row >= rows) is True
        assert answer["Cache-Control"] == "private, no-store" or "no-store" in answer["Cache-Control"]


def test_a_village_officer_and_a_resident_have_no_such_page(place: Village) -> None:
    for key in ("wu", "chen"):
        client = signed_in(key)
        assert client.get("/desk/people/").status_code == 403
        assert send(client, sheet(GOOD), "take").status_code == 403
    assert Client().get("/desk/people/").status_code == 302
