"""The burden account: pure sums over rows and places, and the same numbers on the pages."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.burdened import act, admitted, burdened, file, gate, run_out
from tests.web.public.scene import untranslated, words
from yuanba import clock
from yuanba.institutions.burden.reading import burden
from yuanba.institutions.burden.sums import ASKED, DERIVED, DROPPED, account, by_department, counting
from yuanba.kernel.places.models import Place
from yuanba.kernel.registers.acts import enter
from yuanba.kernel.registers.imposed import FORMS, TASKS, Imposed
from yuanba.kernel.registers.models import Record

UNITS = ["510722101201", "510722101202", "510722102201"]


def row(code: str, where: str, hours: int, verdict: str = "keep", register: str = TASKS, **more: object) -> Imposed:
    record = Record(register=register, code=code, name=code, place=Place(code="510722"), pk=len(code))
    return Imposed(record, {"where": where, "hours": hours, "verdict": verdict, "asker": "land", **more})


def test_hours_are_counted_once_for_each_unit_in_which_a_row_counts() -> None:
    rows = [row("A", "510722101", 10, money="100"), row("B", "510722", 5, "drop"), row("C", "510722101202", 7)]
    counted = counting(rows, UNITS)
    whole = account(counted, "510722", UNITS)
    assert (whole.asked, whole.saved, whole.money, whole.units) == (27, 15, Decimal(200), 3)
    one = account(counted, "510722101202", UNITS)
    assert (one.asked, one.saved, one.units) == (17, 5, 1)
    assert account(counted, "510722102201", UNITS).asked == 0


def test_the_row_of_the_nearest_place_takes_the_place_of_the_others() -> None:
    rows = [row("A", "510722", 10), row("A", "510722101201", 10, "drop")]
    counted = counting(rows, UNITS)
    assert (account(counted, "510722101201", UNITS).asked, account(counted, "510722101201", UNITS).saved) == (0, 10)
    assert (account(counted, "510722", UNITS).asked, account(counted, "510722", UNITS).saved) == (20, 10)


def test_a_derived_ledger_is_saved_and_one_by_hand_is_asked() -> None:
    rows = [
        row("L1", "510722", 4, register=FORMS, origin="derived"),
        row("L2", "510722", 3, register=FORMS, origin="justified"),
        row("L3", "510722", 2, "merge", register=FORMS, origin="derived"),
    ]
    made = account(counting(rows, UNITS), "510722", UNITS)
    assert [(line.row.record.code, line.why, line.hours) for line in made.lines] == [
        ("L1", DERIVED, 12),
        ("L2", ASKED, 9),
        ("L3", DROPPED, 6),
    ]


def test_the_sums_of_the_departments_are_the_sums_of_the_units() -> None:
    rows = [row("A", "510722101", 10), row("B", "510722", 5, asker="police"), row("C", "510722102201", 7)]
    counted = counting(rows, UNITS)
    by_units = sum(account(counted, unit, UNITS).asked for unit in UNITS)
    assert sum(one.asked for one in by_department(counted, UNITS).values()) == by_units == 42


def filed(name: str, where: str, hours: int, asker: str = "land") -> Imposed:
    """A filing that the gate turned away."""
    return row(name, where, hours, "drop", refused=True, asker=asker)


def test_one_task_that_is_turned_away_again_and_again_counts_once_in_a_unit_and_is_not_saved() -> None:
    rows = [filed("巡河 照片", "510722", 50), filed("巡河照片。", "510722101", 40), filed("巡河照片", "510722101", 40)]
    counted = counting(rows, UNITS)
    whole = account(counted, "510722", UNITS)
    assert (whole.asked, whole.saved, whole.turned) == (0, 0, 2 * 40 + 50)
    more = counting([*rows, filed("巡河照片", "510722", 50, asker="police")], UNITS)
    assert account(more, "510722", UNITS).turned == 130 + 150, "another department's is another task"


def test_what_stands_or_was_dropped_is_not_turned_away_as_well() -> None:
    rows = [row("巡山", "510722101", 10), row("报表", "510722", 5, "drop")]
    counted = counting([*rows, filed("巡山", "510722", 90), filed("报表", "510722", 90)], UNITS)
    whole = account(counted, "510722", UNITS)
    assert (whole.asked, whole.saved, whole.turned) == (20, 15, 90)


@pytest.mark.django_db
def test_what_the_gate_let_lapse_or_what_was_filed_for_a_span_that_is_over_counts_nowhere() -> None:
    place, root = burdened()
    lapsed = file(place, root, title="签到", hours=2000, heeded=True)
    run_out(place, lapsed, days=20)
    assert lapsed.end == "refused"
    turned = file(place, root, title="每周报表", hours=52, heeded=True)
    act(place, turned, gate(place), "decline", reason="没有依据。")
    found = burden(place.today).of("510722")
    assert (found.asked, found.saved, found.turned) == (0, 0, 52)
    assert burden(place.today + timedelta(days=301)).of("510722").turned == 0


@pytest.mark.django_db
def test_the_pages_show_what_was_admitted_and_refused_with_the_formula_and_no_ranking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place, root = burdened()
    monkeypatch.setattr(clock, "now", lambda: place.now)
    assert "没有登记任何事务" in words(Client().get("/p/510722101201/burden/").content.decode())
    admitted(place, root)
    turned = file(place, root, title="每周报送巡河照片", hours=52, asker="ecology", heeded=True)
    act(place, turned, gate(place), "decline", reason="没有依据。")
    found = burden(place.today)
    assert (found.of("510722").asked, found.of("510722").saved, found.of("510722").turned) == (60, 0, 52)
    assert (found.departments["forestry"].asked, found.departments["ecology"].turned) == (60, 52)
    for path in ("/burden/", "/p/510722101/burden/", "/p/510722101201/burden/"):
        page = words(Client().get(path).content.decode())
        assert re.search(r"60 ?小时：每年要村里做的", page), path
        assert "52 小时" in page.replace("52小时", "52 小时")
        assert re.search(r"没有准入的（村里没有做过） ?逐项列出（1 项，共 52 小时）", page), path
        assert "不排名次" in page
        assert "不予准入" in page
        for name in [person.name for person in place.people.values()]:
            assert name not in page
    assert "3,000.00" in words(Client().get("/burden/departments/forestry/").content.decode())
    assert "这个部门没有要村里做的事" in words(Client().get("/burden/departments/land/").content.decode())
    assert Client().get("/burden/departments/nobody/").status_code == 404
    assert Client().get("/p/510722/burden/").status_code == 404
    for path in ("/burden/", "/p/510722101201/burden/", "/burden/departments/forestry/"):
        assert not untranslated(Client().get(f"/en{path}").content.decode()), path


def queries(path: str) -> int:
    client = Client()
    client.get("/robots.txt")
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


@pytest.mark.django_db
def test_the_pages_ask_as_often_with_thirty_rows_as_with_three(monkeypatch: pytest.MonkeyPatch) -> None:
    place, root = burdened()
    monkeypatch.setattr(clock, "now", lambda: place.now)
    paths = ("/burden/", "/p/510722101/burden/", "/p/510722101201/burden/", "/burden/departments/forestry/")

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            data = {"asks": "task", "asker": "forestry", "hours": 3, "verdict": "admit", "basis": "vcol-2026:43"}
            enter(
                register=TASKS, code=f"X{number:02d}", name="事", name_en="task", place=root, data=data,
                since=place.today, at=place.now, body="510722/county",
            )  # fmt: skip

    more(0, 3)
    before = {path: queries(path) for path in paths}
    more(3, 30)
    assert {path: queries(path) for path in paths} == before
    assert max(before.values()) <= 15
