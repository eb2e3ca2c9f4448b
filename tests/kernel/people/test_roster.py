"""A county's list of office-holders, as offices keep it: read, judged by the cell, taken over, written out again."""

import subprocess
import sys
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from tests.cast import FOUNDED, Village, county, village
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.people import private
from yuanba.kernel.people.models import Body, Person, Private, Tenure
from yuanba.kernel.people.roster import child, columns, taking, values, workbook, writing
from yuanba.kernel.places.models import Place, Succession
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ID = "11010519491231002X"
HEADER = ["序号", "乡　镇", "行政村／社区", "组织", "职务", "姓 名", "性别", "任职时间", "联系电话", "身份证号码"]


def sheet(rows: Sequence[Sequence[Any]], header: Sequence[str] = HEADER, merge: str = "") -> bytes:
    """A workbook as an office sends it: a merged title, a note, the header, the rows."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("名单")
        page.merge_range(0, 0, 0, len(header) - 1, "潼川镇村（社区）干部名单")
        page.write(1, 0, "填表单位：潼川镇")
        for number, row in enumerate([header, *rows], 2):
            for at, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(number, at, cell, book.add_format({"num_format": "yyyy/m/d"}))
                else:
                    page.write(number, at, cell)
        if merge:
            page.merge_range(merge, "凤凰村")
    return out.getvalue()


def take(content: bytes, *, try_only: bool = False, scope: str = "510722") -> taking.Report:
    book = workbook.read(content)
    return taking.take_over(workbook=book, scope=scope, at=AT, body="510722/county", try_only=try_only)


def said(report: taking.Report) -> list[tuple[int, str, str]]:
    return [(fault.row + 1, fault.column, fault.refusal.code) for fault in report.faults]


@pytest.fixture
def places() -> tuple[Place, Place, Place]:
    return county(AT)


GOOD = [
    [1, "潼川镇", "凤凰村", "村党支部", "书记", "周　山", "男", "2026.1", 13900000001, ""],
    [2, "潼川镇", "凤凰村村民委员会", "村委会", "主任", "吴水", "男", "2026年1月5日", "１３９００００００02", ""],
    [3, "潼川镇", "凤凰村", "", "村委会副主任、党支部委员", "郑田", "女", 46027, "0816-5222000", ""],
    [],
    [4, "潼川镇", "凤凰村", "村委会", "委员", "钱土", "女", date(2026, 1, 6), "", ID],
    [5, "潼川镇", "凤凰村", "监委会", "主任", "王木", "女", "20260107", "", ""],
    [6, "潼川镇", "", "镇政府", "负责人", "邓金", "男", "2025-12", "", ""],
    ["", "填表人：小李", "", "", "", "", "", "", "", ""],
]


def test_a_list_as_offices_keep_it_is_taken_over(places: tuple[Place, Place, Place]) -> None:
    report = take(sheet(GOOD))
    assert said(report) == []
    assert (report.rows, report.places, report.posts, report.persons, report.taken) == (6, 2, 7, 6, True)
    held = {(t.body.kind, t.post, t.person.name): t for t in Tenure.objects.select_related("body", "person")}
    assert held["party_org", "secretary", "周山"].since == date(2026, 1, 1)
    assert held["committee", "director", "吴水"].since == date(2026, 1, 5)
    assert held["committee", "deputy", "郑田"].since == date(2026, 1, 5)
    assert held["party_org", "member", "郑田"].person_id == held["committee", "deputy", "郑田"].person_id
    assert held["committee", "member", "钱土"].until == date(2031, 1, 6), "a full term"
    assert held["supervision_committee", "chair", "王木"].since == date(2026, 1, 7)
    assert held["township_office", "head", "邓金"].body.place.code == "510722101"
    assert Person.objects.get(name="钱土").adult_on == date(1967, 12, 31)
    assert Entry.objects.filter(kind="place.constituted").count() == 2


def test_personal_numbers_stand_encrypted_and_nowhere_else(
    places: tuple[Place, Place, Place], settings: Any, tmp_path: Path
) -> None:
    settings.YUANBA_DATA = tmp_path  # its own: other workers write and delete in the one of the run
    take(sheet(GOOD))
    assert [p.name for p in private.holders("id_number", ID)] == ["钱土"]
    assert [p.name for p in private.holders("phone", "13900000002")] == ["吴水"]
    assert Private.objects.count() == 4
    # Everything that was written, as the database keeps it.
    from django.core import serializers

    everything = serializers.serialize("json", [*Person.objects.all(), *Body.objects.all(), *Tenure.objects.all()])
    for number in (ID, "13900000001", "13900000002", "0816-5222000"):
        assert number not in everything
    for path in Path(settings.YUANBA_DATA).rglob("*"):
        if path.is_file() and path.stat().st_size < 10_000_000 and "sqlite" not in path.name:
            assert ID.encode() not in path.read_bytes()


def test_the_same_list_again_changes_nothing(places: tuple[Place, Place, Place]) -> None:
    take(sheet(GOOD))
    before = Entry.objects.count()
    report = take(sheet(GOOD))
    assert (report.posts, report.unchanged, report.persons, said(report)) == (0, 7, 0, [])
    assert Entry.objects.count() == before


def test_a_dry_run_writes_nothing(places: tuple[Place, Place, Place]) -> None:
    report = take(sheet(GOOD), try_only=True)
    assert (report.sound, report.posts, report.taken) == (True, 7, False)
    assert not Person.objects.exists()
    assert not Entry.objects.filter(kind="place.constituted").exists()


BAD = [
    ([1, "潼川镇", "凤凰村", "村委会", "主任", "", "男", "2026.1", "", ""], "姓名", "cell-empty"),
    ([1, "潼川镇", "龙潭村", "村委会", "主任", "甲", "男", "2026.1", "", ""], "行政村/社区", "cell-place-unknown"),
    ([1, "芦溪镇", "凤凰村", "村委会", "主任", "甲", "男", "2026.1", "", ""], "行政村/社区", "cell-place-unknown"),
    ([1, "潼川镇", "凤凰村", "妇联", "主席", "甲", "女", "2026.1", "", ""], "组织", "cell-body-unknown"),
    ([1, "潼川镇", "凤凰村", "", "主任", "甲", "女", "2026.1", "", ""], "组织", "cell-body-missing"),
    ([1, "潼川镇", "凤凰村", "村委会", "村长", "甲", "男", "2026.1", "", ""], "职务", "cell-post-unknown"),
    ([1, "潼川镇", "凤凰村", "村委会", "主任", "甲", "汉", "2026.1", "", ""], "性别", "cell-sex"),
    ([1, "潼川镇", "凤凰村", "村委会", "主任", "甲", "男", "去年", "", ""], "任职时间", "cell-day"),
    ([1, "潼川镇", "凤凰村", "村委会", "主任", "甲", "男", 2026.1, "", ""], "任职时间", "cell-day-number"),
    ([1, "潼川镇", "凤凰村", "村委会", "主任", "甲", "男", "2026-13-01", "", ""], "任职时间", "cell-day"),
    ([1, "潼川镇", "凤凰村", "村委会", "主任", "甲", "男", "2027.1", "", ""], "任职时间", "cell-day-future"),
    ([1, "潼川镇", "凤凰村", "村委会", "主任", "甲", "男", "2026.1", 8165222000, ""], "联系电话", "cell-phone-number"),
    ([1, "潼川镇", "凤凰村", "村委会", "主任", "甲", "男", "2026.1", "1390000", ""], "联系电话", "cell-phone"),
    (
        [1, "潼川镇", "凤凰村", "村委会", "主任", "甲", "女", "2026.1", "", 110105194912310000],
        "身份证号",
        "cell-id-number",
    ),
    ([1, "潼川镇", "凤凰村", "村委会", "主任", "甲", "女", "2026.1", "", "1.10105E+17"], "身份证号", "cell-id-number"),
    ([1, "潼川镇", "凤凰村", "村委会", "主任", "甲", "女", "2026.1", "", ID[:-1] + "1"], "身份证号", "cell-id"),
    ([1, "潼川镇", "凤凰村", "村委会", "主任", "甲", "男", "2026.1", "", ID], "性别", "cell-sex-id"),
]


@pytest.mark.parametrize(("row", "column", "code"), BAD, ids=[f"{code}-{n}" for n, (_, _, code) in enumerate(BAD)])
def test_a_wrong_cell_is_named_and_nothing_is_taken_over(
    places: tuple[Place, Place, Place], row: list[Any], column: str, code: str
) -> None:
    report = take(sheet([*GOOD[:1], row]))
    assert said(report) == [(5, column, code)]
    assert not Person.objects.exists(), "all or nothing"


def test_the_file_comes_back_with_red_cells_and_what_is_wrong_and_all_else_as_it_was(
    places: tuple[Place, Place, Place],
) -> None:
    content = sheet([row for row, _, _ in BAD[:8]])
    book = workbook.read(content)
    report = taking.take_over(workbook=book, scope="510722", at=AT, body="510722/county", try_only=True)
    back = workbook.marked(book, [(f.row, f.at, f.refusal.sentence("zh-hans")) for f in report.faults])
    old, new = (openpyxl.load_workbook(BytesIO(one))["名单"] for one in (content, back))
    red = {cell.coordinate: cell.comment.text for row in new for cell in row if cell.comment is not None}
    assert set(red) == {"F4", "C5", "C6", "D7", "D8", "E9", "G10", "H11"}
    assert red["E9"].startswith("“村民委员会”没有“村长”这个职务。可以填：主任、副主任")
    assert new["E9"].fill.fgColor.rgb.endswith("FFC7CE")
    assert [[c.value for c in row] for row in new] == [[c.value for c in row] for row in old]
    assert [str(area) for area in new.merged_cells.ranges] == ["A1:J1"]


def test_a_name_that_several_places_have_needs_its_township(places: tuple[Place, Place, Place]) -> None:
    root = places[0]
    other = Place.objects.create(
        code="510722102", kind="township", name="塔山镇", name_en="Tashan", parent=root, since=FOUNDED
    )
    Place.objects.create(
        code="510722102201", kind="village", name="凤凰村", name_en="Fenghuang", parent=other, since=FOUNDED
    )
    rows = [["凤凰村", "村委会", "主任", "甲"], ["510722102201", "村委会", "主任", "乙"]]
    report = take(sheet([rows[0]], ["村名", "组织", "职务", "姓名"]))
    assert said(report) == [(4, "行政村/社区", "cell-place-many")]
    assert take(sheet([rows[0]], ["村名", "组织", "职务", "姓名"]), scope="510722101").posts == 1
    assert take(sheet([rows[1]], ["代码", "组织", "职务", "姓名"])).posts == 1
    outside = take(sheet([rows[1]], ["代码", "组织", "职务", "姓名"]), scope="510722101")
    assert said(outside) == [(4, "区划代码", "cell-place-outside")]


def test_a_village_merged_over_its_rows_is_read_for_each(places: tuple[Place, Place, Place]) -> None:
    rows = [["", "村委会", "主任", "甲"], ["", "村委会", "委员", "乙"], ["", "村委会", "委员", "丙"]]
    assert take(sheet(rows, ["村名", "组织", "职务", "姓名"], merge="A4:A6")).posts == 3


def test_bars_and_full_posts_are_faults_of_their_row(places: tuple[Place, Place, Place]) -> None:
    row = [1, "潼川镇", "凤凰村", "村委会", "主任", "甲", "男", "2026.1", "", ""]
    rows = [row, [*row[:5], "乙", *row[6:]], [*row[:3], "监委会", "主任", *row[5:]], row]
    report = take(sheet(rows))
    assert said(report) == [(7, "姓名", "cell-row-twice")]
    report = take(sheet(rows[:3]))
    assert said(report) == [(5, "姓名", "post-full"), (6, "姓名", "barred-own-post")]


def test_an_import_never_replaces_those_whom_the_villagers_chose() -> None:
    shown: Village = village()
    row = [1, "潼川镇", "凤凰村", "村委会", "副主任", "甲", "男", "2026.1", "", ""]
    report = take(sheet([row]))
    assert said(report) == [(4, "职务", "cell-in-office")]
    assert report.faults[0].refusal.law == "vcol-2026:8"
    assert "不能用导入代替" in report.faults[0].refusal.sentence("zh-hans")
    # Nobody elects a grid team: it may be added to.
    assert take(sheet([[*row[:3], "网格队伍", "专兼职网格员", *row[5:]]])).posts == 1
    assert shown.bodies["committee"].tenures.count() == 3


def test_two_of_one_name_are_told_apart_by_their_numbers() -> None:
    shown = village()
    Person.objects.create(name="陈伯", place=shown.unit, unit=shown.unit.code, adult_on=date(1990, 1, 1), since=FOUNDED)
    row = [1, "潼川镇", "凤凰村", "网格队伍", "专兼职网格员", "陈伯", "女", "2026.1", "", ""]
    assert said(take(sheet([row]))) == [(4, "姓名", "cell-person-many")]
    private.keep(person=shown.people["chen"], field="id_number", value=ID)
    assert take(sheet([[*row[:9], ID]])).posts == 1
    assert Tenure.objects.get(post="grid_worker").person == shown.people["chen"]
    assert said(take(sheet([[*row[:5], "陈婆", *row[6:9], ID]]))) == [(4, "姓名", "cell-person-other")]


def test_what_is_written_out_reads_in_again_and_founds_the_same_posts_elsewhere() -> None:
    shown = village()
    on = shown.today
    rows = writing.holders("510722", on)
    content = writing.book(rows, Place.objects.all(), "三台县任职人员名单")
    report = take(content)
    assert (said(report), report.posts, report.unchanged) == ([], 0, len(rows))
    held = Tenure.objects.filter(body__kind__in=["party_org", "committee", "supervision_committee"])
    was = sorted(held.values_list("body__kind", "post", "person__name", "since", "until"))
    Tenure.objects.all().delete()
    Body.objects.all().delete()
    assert take(content).posts == len(rows)
    assert sorted(held.all().values_list("body__kind", "post", "person__name", "since", "until")) == was


def test_no_ordinary_member_and_no_number_is_written_out() -> None:
    shown = village()
    private.keep(person=shown.people["wu"], field="phone", value="13900000009")
    text = str(writing.holders("510722", shown.today))
    assert "13900000009" not in text
    assert "陈伯" not in text, "an ordinary representative"
    assert "吴主任" in text


def test_the_empty_form_offers_lists_and_is_read_by_the_import(places: tuple[Place, Place, Place]) -> None:
    book = openpyxl.load_workbook(BytesIO(writing.book([], Place.objects.order_by("code"), "名单")))
    form = book[writing.SHEET]
    assert [cell.value for cell in form[3]] == [column.title for column in columns.COLUMNS]
    offered = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in form.data_validations.dataValidation}
    assert offered["C4"] == "选项!$B$1:$B$1"
    assert book[writing.LISTS]["B1"].value == "凤凰村"
    assert book[writing.LISTS].sheet_state == "hidden"
    assert form["K4"].number_format == "@" or form.column_dimensions["K"].width > 10


# What opens nothing: strangers' files.


def bomb() -> bytes:
    """A workbook that is honest on the outside, and of 200 MB of one letter inside."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<x/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"<a>" + b" " * (50 * 2**20) + b"</a>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"name,post\n", "sheet-kind"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "sheet-kind"),
        (b"PK\x03\x04 no zip at all", "sheet-unreadable"),
        (bomb(), "sheet-bomb"),
        (b"PK" + b"\0" * (5 * 2**20), "sheet-large"),
    ],
    ids=["csv", "xls", "torn", "bomb", "large"],
)
def test_what_is_no_honest_workbook_is_not_opened(content: bytes, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*args: Any) -> Any:
        raise AssertionError("it was opened")

    monkeypatch.setattr(workbook, "_ask", never)
    with pytest.raises(Refusal) as refused:
        workbook.read(content)
    assert refused.value.code == code


def test_a_workbook_that_eats_memory_kills_its_reader_and_nobody_else(tmp_path: Path) -> None:
    greedy = (
        Path(child.__file__)
        .read_text()
        .replace("def main() -> None:\n    limit()", "def main() -> None:\n    limit()\n    x = bytearray(2**31)")
    )
    script = tmp_path / "child.py"
    script.write_text(greedy)
    done = subprocess.run([sys.executable, "-I", str(script), "read", "x"], capture_output=True, check=False)
    assert done.returncode != 0
    assert b"MemoryError" in done.stderr


def test_the_reader_works_under_its_limits_and_says_what_it_cannot_read(tmp_path: Path) -> None:
    torn = BytesIO()
    with zipfile.ZipFile(torn, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook")
    with pytest.raises(Refusal) as refused:
        workbook.read(torn.getvalue())
    assert refused.value.code == "sheet-unreadable"
    with pytest.raises(Refusal) as refused:
        workbook.read(sheet([["x"] * 61], ["姓名", *["y"] * 60]))
    assert refused.value.code == "sheet-columns"
    with pytest.raises(Refusal) as refused:
        workbook.read(sheet([["x"]] * 5_100, ["姓名", "职务"]))
    assert refused.value.code == "sheet-rows"
    with pytest.raises(Refusal, match="No header"):
        columns.find(workbook.read(sheet([["x"]], ["甲", "乙"])).rows)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026.01", date(2026, 1, 1)),
        ("2026年10月", date(2026, 10, 1)),
        ("2026/1/3", date(2026, 1, 3)),
        ("２０２６－１－３", date(2026, 1, 3)),
        (" 2026 年 1 月 3 日 ", date(2026, 1, 3)),
        ("2026.1至今", date(2026, 1, 1)),
        (46023, date(2026, 1, 1)),
        (46023.0, date(2026, 1, 1)),
        (2026.12, date(2026, 12, 1)),
        ({"day": "2026-01-03"}, date(2026, 1, 3)),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(cell: Any, day: date | None) -> None:
    assert values.day(cell) == day


def test_who_was_elected_once_is_followed_by_election_alone() -> None:
    """When the last of a committee has left, no list makes another one."""
    shown = village()
    Tenure.objects.filter(body=shown.bodies["committee"]).update(until=date(2026, 2, 1))
    report = take(sheet([[1, "潼川镇", "凤凰村", "村委会", "主任", "甲", "男", "2026.2.2", "", ""]]))
    assert said(report) == [(4, "职务", "cell-in-office")]
    assert not Tenure.objects.filter(person__name="甲").exists()


def test_a_village_that_takes_over_from_others_elects_its_committee(places: tuple[Place, Place, Place]) -> None:
    _, town, unit = places
    heir = Place.objects.create(
        code="510722101299", kind="village", name="凤桥村", name_en="Fengqiao", parent=town, since=AT.date()
    )
    Succession.objects.create(old=unit, new=heir, on=AT.date(), kind="merge")
    report = take(sheet([[1, "潼川镇", "凤桥村", "村委会", "主任", "甲", "男", "2026.3.2", "", ""]]))
    assert said(report) == [(4, "职务", "cell-in-office")]


def test_a_list_replaces_nobodys_number_and_takes_nobody_for_a_namesake() -> None:
    shown = village()
    chen, other = shown.people["chen"], "110105194912310046"
    private.keep(person=chen, field="id_number", value=ID)
    private.keep(person=chen, field="phone", value="13900000001")
    row = [1, "潼川镇", "凤凰村", "网格队伍", "专兼职网格员", "陈伯", "女", "2026.1", "13900000009", ""]
    assert take(sheet([row])).posts == 1
    assert [one.pk for one in private.holders("phone", "13900000001")] == [chen.pk]
    assert private.holders("phone", "13900000009") == []
    # With another identity number she is another woman of that name.
    assert take(sheet([[*row[:9], other]])).persons == 1
    assert [one.pk for one in private.holders("id_number", ID)] == [chen.pk]
    assert private.holders("id_number", other)[0].pk != chen.pk


@pytest.mark.parametrize("name", ["甲" * 31, "甲\u202e乙"])
def test_a_name_is_a_name(places: tuple[Place, Place, Place], name: str) -> None:
    row = [1, "潼川镇", "凤凰村", "村委会", "主任", name, "男", "2026.1", "", ""]
    assert said(take(sheet([row]))) == [(4, "姓名", "cell-name")]
