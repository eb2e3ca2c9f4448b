"""挂牌 台账 证明: what hangs and what is kept is asked for its basis; ledgers derive, print, export and check themselves."""

import io
import json
from datetime import date, timedelta
from uuid import uuid4

import openpyxl
import pytest
from django.test import Client

from tests.burdened import act, burdened, department, gate, run_out
from tests.cast import Village
from tests.stories.test_four_two_one import decided
from tests.web.desk.conftest import account
from tests.web.paper.reading import pages, squeezed
from yuanba import clock
from yuanba.institutions.ledgers.sealing import SNAPSHOTS, compare, seal
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.people.models import PrivateRead
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import enter
from yuanba.kernel.registers.imposed import SIGNBOARDS, imposed, nearest
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db
L01 = "/p/510722101201/ledgers/L01/?from=2026-01-01&to=2026-12-31"


def hung(place: Village, root: Place) -> Record:
    """A signboard of the county's starting set."""
    data = {"asker": "social-work", "hours": 6, "verdict": "open"}
    return enter(
        register=SIGNBOARDS, code="SB06", name="示范点牌子", name_en="Model point", place=root, data=data,
        since=place.today, at=place.now, body="510722/county",
    )  # fmt: skip


def listed(place: Village, item: str, **data: object) -> Matter:
    return open_matter(
        procedure="signboard-review", start="list", unit=place.unit, by=place.actor("li", "committee"),
        title="清理示范点牌子", data={"item": item, "asker": "social-work", "hours": 8, **data}, at=place.now, key=uuid4(),
    ).matter  # fmt: skip


def test_a_signboard_without_a_basis_is_taken_down_and_the_register_says_so() -> None:
    place, root = burdened()
    old = hung(place, root)
    matter = listed(place, "signboards:SB06")
    run_out(place, matter, days=16)
    assert matter.step == "drop", "no basis in time"
    act(place, matter, place.actor("li", "committee"), "done")
    assert matter.end == "dropped"
    (here,) = nearest(imposed((SIGNBOARDS,), place.today), place.unit.code)
    assert (here.verdict, here.hours, here.record.place_id) == ("drop", 8, place.unit.pk)
    old.refresh_from_db()
    assert old.until is None, "elsewhere in the county it still hangs"
    with pytest.raises(Refusal):
        act(place, matter, place.actor("li", "committee"), "done")


def test_a_ledger_that_nobody_has_listed_is_listed_kept_or_merged() -> None:
    place, root = burdened()
    with pytest.raises(Refusal):
        listed(place, "ledger-forms:new")
    matter = listed(place, "ledger-forms:new", item_name="河长巡河记录本")
    act(place, matter, department(place), "report", grounds="《河长制规定》第九条。")
    act(place, matter, gate(place), "return", reason="并入环境整治台账。")
    assert matter.step == "merge"
    act(place, matter, place.actor("wu", "committee"), "done")
    record = Record.objects.get(register="ledger-forms", code=matter.number)
    assert (record.name, json.loads(record.data)["verdict"]) == ("河长巡河记录本", "merge")
    kept = listed(place, "ledger-forms:new", item_name="防汛值班本")
    act(place, kept, department(place), "report", grounds="依法值班。")
    act(place, kept, gate(place), "agree", finding="确有必要。")
    assert json.loads(Record.objects.get(code=kept.number).data)["verdict"] == "keep"
    with pytest.raises(Refusal):
        open_matter(
            procedure="signboard-review", start="list", unit=root, by=gate(place), title="牌子",
            data={"item": "signboards:new", "item_name": "牌", "asker": "land", "hours": 1}, at=place.now, key=uuid4(),
        )  # fmt: skip


def shown(place: Village, monkeypatch: pytest.MonkeyPatch) -> Matter:
    matter = decided(place)
    place.take(matter, "li", "committee", "post", remark="金额18万元")
    monkeypatch.setattr(clock, "now", lambda: place.now)
    return matter


def test_a_ledger_prints_and_exports_itself_and_names_no_resident(monkeypatch: pytest.MonkeyPatch) -> None:
    place, _ = burdened()
    matter = shown(place, monkeypatch)
    page = Client().get(L01).content.decode()
    assert matter.number in page
    assert "用集体拨付的18万元硬化1.2公里村道" in page
    assert "赞成 12，反对 3，弃权 0" in page
    pdf = Client().get(L01.replace("L01/?", "L01.pdf?size=a3&"))
    assert "18万元硬化" in squeezed("".join(pages(pdf.content)))
    book = openpyxl.load_workbook(
        io.BytesIO(b"".join(Client().get(L01.replace("L01/?", "L01.xlsx?")).streaming_content))
    )
    rows = list(book.active.values)
    assert rows[0][:2] == ("事项", "编号")
    assert rows[1][1] == matter.number
    text = b"".join(Client().get(L01.replace("L01/?", "L01.csv?")).streaming_content).decode()
    assert text.startswith("\ufeff事项,编号")
    for content in (page, text):
        assert "下雨天路太烂" not in content
        assert "陈伯" not in content
    assert "这段时间没有记录" in Client().get(L01.replace("2026-12-31", "2026-01-02")).content.decode()
    assert Client().get("/p/510722101201/ledgers/L99/").status_code == 404


def test_the_inside_ledger_is_for_officers_of_the_unit_and_each_look_is_seen_by_the_resident(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place, _ = burdened()
    shown(place, monkeypatch)
    inside = L01.replace("L01/", "L01/inside")
    clerk, resident = Client(), Client()
    for client, key in ((clerk, "li"), (resident, "chen")):
        client.force_login(account(key, place.people[key]), backend="django.contrib.auth.backends.ModelBackend")
    assert Client().get(inside).status_code == 302
    assert resident.get(inside).status_code == 403
    assert not PrivateRead.objects.exists()
    assert clerk.get(inside).status_code == 200
    trace = PrivateRead.objects.get()
    assert (trace.person, trace.reader) == (place.people["chen"], place.people["li"])
    assert "议事决策台账" in resident.get("/me/").content.decode()


def test_an_officer_of_another_body_is_refused_on_screen_on_paper_and_in_the_export(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place, _ = burdened()
    shown(place, monkeypatch)
    director, supervisor = Client(), Client()
    for client, key in ((director, "he"), (supervisor, "feng")):
        client.force_login(account(key, place.people[key]), backend="django.contrib.auth.backends.ModelBackend")
    inside = "/p/510722101201/ledgers/L10/inside?from=2026-01-01&to=2026-12-31"
    for way in ("", "&as=pdf", "&as=xlsx"):
        answer = director.get(inside + way)
        assert answer.status_code == 403, way
        assert "只给办这件事的组织看：村民委员会、村党组织" in answer.content.decode()
    assert director.post(inside, {"from": "2026-01-01", "to": "2026-01-02", "key": str(uuid4())}).status_code == 403
    money = L01.replace("L01/", "L01/inside")
    assert supervisor.get(money).status_code == 200, "those who supervise see every ledger about money"
    assert "村民委员会、村党组织" in Client().get(inside.replace("inside", "")).content.decode(), (
        "and everybody reads who sees what is inside"
    )


def test_no_officer_above_reads_the_names_of_all_her_villages_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    place, _ = burdened()
    shown(place, monkeypatch)
    head = place.officer("deng", "township_office", "head").person
    assert head is not None
    client = Client()
    client.force_login(account("deng", head), backend="django.contrib.auth.backends.ModelBackend")
    for code in (place.unit.code, place.unit.code[:9], place.unit.code[:6]):
        answer = client.get(L01.replace("L01/", "L01/inside").replace(place.unit.code, code))
        assert answer.status_code in (403, 404), code
        assert "陈伯" not in answer.content.decode()


def test_a_sealed_ledger_is_derived_again_and_a_changed_record_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    place, _ = burdened()
    matter = shown(place, monkeypatch)
    clerk, first = place.actor("li", "committee"), date(2026, 1, 1)
    with pytest.raises(Refusal) as open_:
        seal(form="L01", unit=place.unit, first=first, last=place.today, by=clerk, at=place.now, key=uuid4())
    assert open_.value.code == "period-open"
    place.wait(days=2)
    last, key = place.today - timedelta(days=1), uuid4()
    for _ in range(2):
        record = seal(form="L01", unit=place.unit, first=first, last=last, by=clerk, at=place.now, key=key)
    assert Record.objects.filter(register=SNAPSHOTS).count() == 1
    assert json.loads(record.data)["rows"] == 1
    with pytest.raises(Refusal) as again:
        seal(form="L01", unit=place.unit, first=first, last=last, by=clerk, at=place.now, key=uuid4())
    assert again.value.code == "sealed-already"
    with pytest.raises(Refusal) as other:
        seal(
            form="L02", unit=place.unit, first=first, last=last, by=place.actor("zhou", "party_org"), at=place.now,
            key=uuid4(),
        )  # fmt: skip
    assert other.value.code == "ledger-not-yours"
    assert compare("510722") == (1, [])
    run_out(place, matter, days=30)
    assert compare("510722") == (1, []), "what was done later changes nothing of what was sealed"
    proposal = Taking.objects.get(matter=matter, step="propose", act="agree")
    Taking.objects.filter(pk=proposal.pk).update(public=proposal.public.replace("180000", "280000"))
    count, wrong = compare("510722")
    assert (count, [one.column for one in wrong]) == (1, ["budget"])
    Matter.objects.filter(pk=matter.pk).update(opened_at=place.now)
    assert next(one.column for one in compare(place.unit.code)[1]) == "rows"
