"""An officer of the township merges two villages in the browser: the preview first, then the button, once."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import FOUNDED
from tests.institutions.redrawing.two import NEW, TOWN, A, B, Two, into_new, two
from tests.web.desk.conftest import account
from tests.web.public.scene import untranslated
from yuanba import clock
from yuanba.institutions.redrawing.ordering import carry_out_due
from yuanba.kernel.people.acts import Seat, constitute
from yuanba.kernel.people.models import Account, Household, Person
from yuanba.kernel.places.models import Place, Redrawing, RedrawingOrder

pytestmark = pytest.mark.django_db
PAGE = f"/p/{TOWN}/redraw/"
MERGER = {"kind": "merge", "old": [A, B], "code-0": NEW, "name-0": "凤桥村"}
KEY = "6f0f4cd2-2f3c-4bd5-9d0f-0a3b1a2c3d4e"
Sit = Callable[[str], Client]


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Two:
    """The two villages, an officer in the township's office and one in the county's department."""
    settings.YUANBA_DATA = tmp_path
    made = two(into_new)
    for key, place, kind in (("town", made.a.unit.parent, "township_office"), ("county", None, "county_guidance")):
        seat = place or Place.objects.get(code="510722")
        who = Person.objects.create(
            name=f"例{key}", place=seat, unit=seat.code, adult_on=date(1980, 1, 1), since=FOUNDED
        )
        account(key, who)
        if key == "town":
            made.a.officer(key, kind, "head")
            account("officer", made.a.people[key])
        else:
            constitute(place=seat, bodies=[kind], seats=[Seat(kind, "head", who)], since=FOUNDED, at=made.a.now)
    account("wu", made.a.people["wu"])
    monkeypatch.setattr(clock, "now", lambda: made.a.now)
    return made


def sit(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    return client


def confirm(client: Client, page: str, **more: Any) -> Any:
    """Send the confirming form as the page drew it."""
    found = re.search('name="seen" value="([0-9a-f]{64})"', page)
    assert found, page
    paper = SimpleUploadedFile("approval.pdf", b"%PDF-1.4 the county approves", "application/pdf")
    sent = {**MERGER, "key": KEY, "seen": found[1], "approval": "三府函〔2026〕7号", "paper": paper, **more}
    return client.post(PAGE, sent)


@pytest.mark.parametrize("who", ["officer", "county"])
def test_the_preview_comes_before_the_button_and_a_double_click_is_one_merger(scene: Two, who: str) -> None:
    client = sit(who)
    page = client.get(PAGE, MERGER).content.decode()
    for words in ("预览：凤凰村、长桥村 → 凤桥村", "现在什么都没有改", "监督委员会", "村民会议", scene.road.number):
        assert words in page
    assert "/law/vcol-2026/#a3" in page
    assert not Redrawing.objects.exists()
    for _ in range(2):
        answer = confirm(client, page)
        assert (answer.status_code, answer["Location"]) == (303, f"/p/{NEW}/")
    assert Redrawing.objects.count() == 1
    assert Place.objects.get(code=A).until == scene.today


def test_a_unit_without_an_assembly_is_named_and_not_offered(scene: Two) -> None:
    farm = "510722101401"
    assert "类似单位" not in sit("officer").get(PAGE).content.decode()
    Place.objects.create(code=farm, kind="quasi", name="老林场", parent=scene.a.unit.parent, since=scene.today)
    page = sit("officer").get(PAGE).content.decode()
    assert "老林场是类似单位，没有村（居）民会议" in page
    assert f'value="{farm}"' not in page
    told = sit("officer").get(PAGE, {**MERGER, "old": [A, farm]}).content.decode()
    assert "没有人能替它同意" in told
    assert "确认办理" not in told


def test_a_committee_cannot_merge_its_village(scene: Two) -> None:
    answer = sit("wu").get(PAGE)
    assert answer.status_code == 403
    assert "不归您的职务办理" in answer.content.decode()
    assert sit("wu").post(PAGE, {**MERGER, "key": KEY, "approval": "7"}).status_code == 403
    assert not Redrawing.objects.exists()
    assert Client().get(PAGE).status_code == 302


def test_without_the_assemblies_consent_there_is_no_button_and_the_page_says_in_what_it_differs(scene: Two) -> None:
    client = sit("officer")
    other = {**MERGER, "name-0": "长凤村"}
    page = client.get(PAGE, other).content.decode()
    assert f"{NEW} 的名称：同意的是“凤桥村”，这次是“长凤村”" in page
    assert "确认办理" not in page
    sent = {**other, "key": KEY, "seen": "", "approval": "三府函〔2026〕7号"}
    answer = client.post(PAGE, sent)
    assert answer.status_code == 422
    assert "请照同意的办" in answer.content.decode()
    agreed = client.get(PAGE, MERGER).content.decode()
    assert "同意了" in agreed
    assert "确认办理" in agreed
    assert not Redrawing.objects.exists()


def test_without_the_countys_approval_it_is_refused_and_nothing_typed_is_lost(scene: Two) -> None:
    client = sit("officer")
    page = client.get(PAGE, MERGER).content.decode()
    answer = confirm(client, page, approval="")
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "请填写“县级人民政府批准的文号”" in told
    assert "approval.pdf" in told
    assert not Redrawing.objects.exists()


def test_what_has_changed_since_the_preview_is_shown_before_anything_is_done(scene: Two) -> None:
    client = sit("officer")
    page = client.get(PAGE, MERGER).content.decode()
    Household.objects.create(place=scene.a.unit, number="099")
    answer = confirm(client, page)
    assert answer.status_code == 422
    assert "预览以后情况有了变化" in answer.content.decode()
    assert confirm(client, answer.content.decode()).status_code == 303


def test_a_split_asks_for_each_thing_until_all_is_decided(scene: Two) -> None:
    client = sit("officer")
    split = {"kind": "split", "old": A, "into": A, "code-0": NEW, "name-0": "凤尾村"}
    page = client.get(PAGE, split).content.decode()
    assert "没有说定归谁" in page
    assert f'name="give {A}.01"' in page
    assert "确认办理" not in page
    page = client.get(PAGE, {**split, f"give {A}.01": NEW, "rest": A}).content.decode()
    assert f"{NEW}.01" in page
    assert "没有说定归谁" not in page


@pytest.mark.parametrize(
    ("change", "words"),
    [({"old": [A], "into": A, "code-0": ""}, "合并是几个地方并成一个"), ({"code-0": "51072210123"}, "不是地方代码")],
)
def test_an_order_that_cannot_be_is_told_beside_the_form(scene: Two, change: dict[str, Any], words: str) -> None:
    answer = sit("officer").get(PAGE, {**MERGER, **change})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_the_page_is_in_english_too_and_asks_as_often_for_many_as_for_few(scene: Two) -> None:
    client = sit("officer")
    into_b = {"kind": "merge", "old": [A, B], "into": B}
    told = client.get(f"/en{PAGE}", into_b).content.decode()
    assert "ordered Changqiao Village" in told
    assert not untranslated(told.replace("凤桥村", "")), "a name that was typed stays as it is"
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE, MERGER)
    for number in range(30):
        Household.objects.create(place=scene.a.unit, number=f"9{number:02d}")
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE, MERGER)
    assert len(many) == len(few) <= 35


def test_an_officer_of_one_township_sees_no_preview_of_anothers_villages(scene: Two) -> None:
    root = Place.objects.get(code="510722")
    town = Place.objects.create(
        code="510722102", kind="township", name="塔山镇", name_en="Tashan", parent=root, since=FOUNDED
    )
    far = [
        Place.objects.create(
            code=f"51072210220{n}", kind="village", name=f"塔山{n}村", name_en=f"Tashan {n}", parent=town, since=FOUNDED
        ).code
        for n in (1, 2)
    ]
    Household.objects.create(place=Place.objects.get(code=far[0]), number="SECRET-1")
    order = {"kind": "split", "old": [far[0]], "into": far}
    refused = sit("officer").get(PAGE, order)
    assert refused.status_code == 403
    assert "SECRET-1" not in refused.content.decode()
    assert "SECRET-1" in sit("county").get(PAGE, order).content.decode()


def later(scene: Two, days: int = 9) -> str:
    return (scene.today + timedelta(days=days)).isoformat()


def test_an_order_for_a_later_day_is_public_on_both_sides_and_the_county_takes_it_back(scene: Two) -> None:
    client = sit("officer")
    asked = {**MERGER, "on": later(scene)}
    page = client.get(PAGE, asked).content.decode()
    assert "下达命令" in page
    before = {path: Client().get(path).content for path in (f"/p/{A}/", f"/p/{B}/")}
    for _ in range(2):
        answer = confirm(client, page, on=later(scene))
        assert (answer.status_code, answer["Location"]) == (303, f"/p/{A}/")
    row = RedrawingOrder.objects.get()
    for path in before:
        told = Client().get(path).content.decode()
        assert "三府函〔2026〕7号" in told
        assert "到那一天自动办理" in told
    assert "三府函〔2026〕7号" in Client().get(f"/p/{TOWN}/").content.decode()
    [order] = Client().get(f"/api/v1/places/{A}").json()["orders"]
    assert (order["on"], order["new"]) == (later(scene), [NEW])
    assert not untranslated(Client().get(f"/en/p/{A}/").content.decode().replace("三府函〔2026〕7号", ""))
    assert "撤回这个命令" not in sit("officer").get(PAGE).content.decode()
    assert sit("officer").post(f"{PAGE}orders/{row.pk}/revoke", {"key": KEY, "because": "不办了"}).status_code == 403
    county = sit("county")
    assert "三府函〔2026〕7号" in county.get("/desk/").content.decode()
    form = county.get(PAGE).content.decode()
    assert f"{PAGE}orders/{row.pk}/revoke" in form
    key = re.search('name="key" value="([^"]+)"', form)
    assert key
    for _ in range(2):
        sent = county.post(f"{PAGE}orders/{row.pk}/revoke", {"key": key[1], "because": "县里还要再议"})
        assert sent.status_code == 303
    assert {path: Client().get(path).content for path in before} == before
    assert Place.objects.get(code=A).until is None


def test_an_order_that_could_not_be_done_says_why_to_everybody_and_to_the_county(scene: Two) -> None:
    client = sit("officer")
    page = client.get(PAGE, {**MERGER, "on": later(scene)}).content.decode()
    confirm(client, page, on=later(scene))
    Place.objects.filter(code=TOWN).update(until=scene.today + timedelta(days=5))
    scene.wait(9)
    assert carry_out_due(now=scene.a.now) == 0
    Place.objects.filter(code=TOWN).update(until=None)
    for path in (f"/p/{A}/", f"/p/{B}/", f"/p/{TOWN}/"):
        assert "到了日子没有办成" in Client().get(path).content.decode(), path
    assert "到了日子没有办成" in sit("county").get("/desk/").content.decode()
    held = Client().get(f"/api/v1/places/{A}").json()["orders"][0]["held"]
    assert TOWN in held["zh"]


def test_beside_an_order_that_waits_no_second_button_is_offered(scene: Two) -> None:
    client = sit("officer")
    page = client.get(PAGE, {**MERGER, "on": later(scene)}).content.decode()
    confirm(client, page, on=later(scene))
    answer = client.get(PAGE, MERGER)
    assert answer.status_code == 422
    assert "请县里先撤回它" in answer.content.decode()
    assert "确认办理" not in answer.content.decode()


def test_a_boundary_is_asked_for_with_the_village_that_takes_the_part(scene: Two) -> None:
    page = sit("officer").get(PAGE, {"kind": "boundary", "old": A, "into": B, "rest": A}).content.decode()
    assert "预览：凤凰村 → 凤凰村、长桥村" in page
    assert "办的种类：同意的是合并，这次是调整范围" in page


def test_what_was_agreed_fills_the_form_and_is_typed_by_nobody_again(scene: Two) -> None:
    client = sit("officer")
    found = re.search(rf'href="({PAGE}[?][^"#]+)#preview"', client.get(PAGE).content.decode())
    assert found
    page = client.get(found[1].replace("&amp;", "&")).content.decode()
    assert "预览：凤凰村、长桥村 → 凤桥村" in page
    assert "确认办理" in page


@pytest.mark.parametrize("on", ["2026-13-40", "2020-01-01"])
def test_a_day_that_is_none_or_is_over_is_refused(scene: Two, on: str) -> None:
    assert sit("officer").get(PAGE, {**MERGER, "on": on}).status_code == 422
