"""The pages of institutions: all 44 in three parts, each with four clauses, and a pilot before and after."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Village, village
from tests.stories.test_four_two_one import wish
from tests.web.public.conftest import Read
from tests.web.public.scene import Scene, archived, posted, words
from yuanba.institutions import account, panels, pilot, telling
from yuanba.institutions.burden.reading import burden
from yuanba.institutions.panels import Panel
from yuanba.kernel.matters.acts import tick
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.pack import Institution
from yuanba.kernel.registers.acts import enter
from yuanba.kernel.registers.adopting import adopt_all
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db
TOWN = "510722101"


def test_the_list_holds_all_44_in_three_parts(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    at_noon(posted())
    page = read("/institutions/")
    assert [len(rows) for _, rows in account.parts()] == [11, 17, 16]
    for one in pack().institutions.values():
        assert f'href="/institutions/{one.code}/"' in page
        assert one.name.zh in page


def test_every_institution_has_a_page_that_links_its_four_clauses(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    at_noon(posted())
    for one in pack().institutions.values():
        page = read(f"/institutions/{one.code}/")
        for body in one.bodies:
            kind = pack().bodies[body]
            # A meeting has nobody in office: there is nothing to cover, so its name leads nowhere.
            assert (f'href="/coverage/{body}/"' in page) == bool(kind.posts or kind.required)
        for procedure in one.procedures:
            assert f'href="/procedures/{procedure}/"' in page
        for register in one.registers:
            assert pack().registers[register].name.zh in page


def test_a_page_shows_place_day_numbers_floor_with_its_article_use_and_reading(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    at_noon(posted())
    page = words(read("/institutions/four-two-one/"))
    for shown in ("潼川镇", "自2026年1月1日起", "公示天数：15", "法律定的下限是 15", "全县至今 1 件", "本项目的解读"):
        assert shown in page, shown
    assert "还没有地方采用" in words(read("/institutions/honours/"))
    matter = Matter.objects.get(procedure="four-two-one")
    assert f'href="/m/{matter.number}/"' in read("/institutions/four-two-one/"), "its newest matters are one click away"
    assert "最近的事项" not in read("/institutions/honours/")


def test_the_place_page_links_each_adopted_institution(at_noon: Callable[[Scene], Scene], read: Read) -> None:
    shown = at_noon(posted())
    assert 'href="/institutions/four-two-one/"' in read(f"/p/{shown.unit}/")


def test_a_further_part_of_the_page_comes_from_whoever_registers_it(
    at_noon: Callable[[Scene], Scene], read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_noon(posted())
    monkeypatch.setattr(panels, "_makers", [])

    @panels.add
    def made(one: Institution) -> Panel | None:
        return Panel(Text("负担", "Burden"), ((Text("步数", "Steps"), "7"),)) if one.number == 23 else None

    assert "负担" in words(read("/institutions/four-two-one/"))
    assert "负担" not in words(read("/institutions/wishes/"))


def test_pages_of_unknown_institutions_and_places_are_not_there(at_noon: Callable[[Scene], Scene]) -> None:
    at_noon(posted())
    for path in ("/institutions/x/", "/institutions/x/pilot/", "/institutions/wishes/pilot/?in=999999"):
        assert Client().get(path).status_code == 404, path


def test_a_report_says_that_it_is_no_experiment_and_hides_shares_of_few_cases(
    at_noon: Callable[[Scene], Scene], read: Read
) -> None:
    at_noon(archived())
    page = words(read(f"/institutions/four-two-one/pilot/?in={TOWN}"))
    assert "这不是试验" in page
    assert "本系统从2026年1月1日起才有记录" in page
    assert "%" not in page
    assert "办结用时的中位数" not in page


@pytest.mark.parametrize("since", ["0001-01-01", "1948-12-31", "9999-12-31", "31.12.2026"])
def test_a_day_that_divides_nothing_is_told_and_breaks_nothing(
    at_noon: Callable[[Scene], Scene], read: Read, since: str
) -> None:
    at_noon(archived())
    page = words(read(f"/institutions/four-two-one/pilot/?in={TOWN}&since={since}"))
    assert ("这不是试验" in page) is (since == "31.12.2026"), "what is no day at all asks for the adoption's"
    answer = Client().get(f"/api/v1/institutions/four-two-one/pilot?place={TOWN}&since={since}")
    assert answer.status_code == (422 if since == "31.12.2026" else 404)


def test_a_report_stays_within_fifteen_queries_with_three_and_with_thirty_matters(
    at_noon: Callable[[Scene], Scene],
) -> None:
    shown = at_noon(posted())
    path = f"/institutions/four-two-one/pilot/?in={TOWN}"

    def queries() -> int:
        client = Client()
        client.get("/robots.txt")
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    before = queries()
    for _ in range(29):
        wish(shown.place)
    assert queries() == before <= 15


def _other_town(place: Village) -> Place:
    """A second township with a village, where nothing is adopted."""
    county = Place.objects.get(code="510722")
    since = place.unit.since
    town = Place.objects.create(
        code="510722102", kind="township", name="刘营镇", name_en="Liuying Town", parent=county, since=since
    )
    return Place.objects.create(
        code="510722102201", kind="village", name="例村", name_en="Li Village", parent=town, since=since
    )


def _copy(matter: Matter, unit: Place, shift: int, lasts: int | None) -> None:
    """A matter of another unit or day as a row: how it came to be is not what is counted."""
    opened = matter.opened_at + timedelta(days=shift)
    values = {field.attname: getattr(matter, field.attname) for field in Matter._meta.concrete_fields}
    values |= {"id": None, "number": f"copy-{uuid4().hex[:20]}", "unit_id": unit.pk, "township": unit.code[:9]}
    values |= {"opened_at": opened, "holder_id": None, "rings_at": None}
    if lasts is not None:
        values |= {"closed_at": opened + timedelta(days=lasts), "step": "", "end": "archived", "due_at": None}
    Matter.objects.create(**values)


def _report(place: Village, since_days_ago: int, code: str = "four-two-one", at: str = TOWN) -> pilot.Report:
    where = Place.objects.get(code=at)
    since = place.today - timedelta(days=since_days_ago)
    made = telling.ask(pack().institutions[code], where, since, place.now)
    assert made is not None
    return made


def test_matters_fall_into_the_right_side_and_span_and_the_median_is_the_middle() -> None:
    place = village()
    other = _other_town(place)
    place.wait(days=100)
    matter = wish(place)
    for number in range(11):
        _copy(matter, place.unit, -42, number)  # ends after 0 … 10 days, well before the day
    for number in range(12):
        _copy(matter, other, -20, 2 + number)  # 2 … 13
    _copy(matter, place.unit, -65, None)  # before both spans
    made = _report(place, 30)
    assert (made.windows.days, made.windows.start) == (30, place.today - timedelta(days=60))
    before, after = made.cell("pilot", "before"), made.cell("pilot", "after")
    assert (before.opened, before.finished, before.median_days) == (11, 11, 5.0)
    assert (after.opened, after.finished, after.median_days) == (0, 0, None), "what is opened today is not yet counted"
    others = made.cell("others", "after")
    assert (others.opened, others.finished, others.median_days) == (12, 12, 7.5)
    assert made.cell("others", "before").opened == 0
    assert (before.units, others.units) == (1, 1)


def test_fewer_than_ten_cases_give_counts_and_nothing_else() -> None:
    place = village()
    place.wait(days=100)
    matter = wish(place)
    for _ in range(pilot.FEW - 1):
        _copy(matter, place.unit, -5, 1)
    after = _report(place, 30).cell("pilot", "after")
    assert (after.opened, after.finished) == (9, 9)
    assert (after.median_days, after.missed_share) == (None, None)
    _copy(matter, place.unit, -5, 1)
    after = _report(place, 30).cell("pilot", "after")
    assert (after.median_days, after.missed_share) == (1.0, 0.0)


def test_a_deadline_missed_is_counted_by_its_record_and_by_the_day() -> None:
    place = village()
    lapsed = wish(place)
    place.wait(days=20)
    tick(now=place.now)
    lapsed.refresh_from_db()
    assert lapsed.step == "petition", "the Party organisation let its days pass"
    late = wish(place)
    Matter.objects.filter(pk=late.pk).update(due_at=place.now + timedelta(days=1))
    place.wait(days=5)
    assert _report(place, 40).cell("pilot", "after").missed == 2


def test_units_that_adopted_it_elsewhere_are_no_yardstick() -> None:
    place = village()
    other = _other_town(place)
    place.wait(days=60)
    assert _report(place, 30).compared
    for where in (other, other.parent, Place.objects.get(code="510722")):
        assert where is not None
        adopt_all(
            institutions=["four-two-one"],
            place=where,
            since=place.today,
            params={},
            at=place.now,
            body="510722/county",
        )
        assert not _report(place, 30).compared


def test_objections_postings_and_answers_are_those_of_the_institution(at_noon: Callable[[Scene], Scene]) -> None:
    shown = at_noon(archived())
    shown.place.wait(days=1)
    days = (shown.place.today - shown.place.unit.since).days - 1
    made = _report(shown.place, days).cell("pilot", "after")
    assert (made.objections, made.asked, made.answered, made.in_time) == (1, 1, 1, 1)
    assert made.postings >= 2
    other = _report(shown.place, days, "honours").cell("pilot", "after")
    assert (other.opened, other.objections, other.postings) == (0, 0, 0)


def test_hours_are_those_of_the_burden_account_drafts_too_times_the_units_below_their_place() -> None:
    place = village()
    other = _other_town(place)
    county, town = Place.objects.get(code="510722"), Place.objects.get(code=TOWN)
    since = place.today - timedelta(days=200)

    def task(code: str, where: Place, hours: int, verdict: str, from_day: int = 200) -> None:
        enter(
            register="tasks",
            code=code,
            name=code,
            name_en=code,
            place=where,
            data={"asks": "task", "asker": "organisation", "hours": str(hours), "verdict": verdict},
            since=place.today - timedelta(days=from_day),
            at=place.now,
            body="510722/county_gate",
        )

    task("T1", county, 10, "admit")
    task("T2", town, 5, "keep", from_day=10)
    task("T3", county, 100, "drop")
    Record.objects.filter(register="tasks", code="T1").update(stage="drafting")
    assert since < place.today
    Place.objects.create(
        code="510722101202", kind="village", name="样村", name_en="Yang Village", parent=town, since=place.unit.since
    )
    made = _report(place, 30)
    assert (made.cell("pilot", "before").hours, made.cell("pilot", "after").hours) == (20, 30)
    assert made.cell("others", "after").hours == 10
    assert (made.cell("pilot", "after").hours_each, made.cell("others", "after").hours_each) == (15, 10)
    whole = burden(place.today)
    assert made.cell("pilot", "after").hours == whole.of(TOWN).asked, "both pages tell of the same rows"
    assert made.cell("others", "after").hours == whole.of("510722").asked - whole.of(TOWN).asked
    assert other.code not in (place.unit.code,)
