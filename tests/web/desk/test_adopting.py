"""Officers of a township and the county adopt, change, spread and suspend: seen first, done once, by nobody else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.cast import Village
from tests.web.desk.conftest import Sit
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.registers.acts import governing
from yuanba.kernel.registers.models import Record
from yuanba.kernel.registers.planning import ADOPTIONS

PAGE = "/desk/institutions/"
TOWN, COUNTY = "510722101", "510722"


def form(village: Village, /, **changes: object) -> dict[str, object]:
    since = village.today.isoformat()
    sent = {"doing": "adopt", "code": ["four-two-one"], "place": TOWN, "source": "", "since": since, "stage": "preview"}
    return {**sent, "key": str(uuid4()), **changes}


def test_the_township_sees_what_would_change_and_then_changes_it_once(officers: Village, sit: Sit) -> None:
    client = sit("deng").client
    assert 'value="510722101"' in client.get(PAGE).content.decode()
    sent = form(officers, **{"param-posting_days": "20"})
    entries = Entry.objects.count()
    seen = client.post(PAGE, sent).content.decode()
    assert "15 → <b>20</b>" in seen
    assert "成员代表大会" in seen, "a body that is lacking is named"
    assert Entry.objects.count() == entries, "a preview writes nothing"
    for _ in range(2):
        answer = client.post(PAGE, {**sent, "stage": "do"})
        assert answer.status_code == 303
    assert Entry.objects.count() == entries + 1
    assert "已经办好并记入账本" in client.get(answer["Location"]).content.decode()
    found = governing("four-two-one", officers.unit.code, officers.today)
    assert found is not None
    assert (found.place, found.params["posting_days"]) == (TOWN, 20)


def test_what_the_law_forbids_is_told_and_the_form_is_kept(officers: Village, sit: Sit) -> None:
    client = sit("deng").client
    answer = client.post(PAGE, form(officers, **{"param-posting_days": "10", "stage": "do"}))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "参数“公示天数”要在 15 到 60 之间" in page
    assert 'value="four-two-one" checked' in page
    for changes in ({"since": "x"}, {"code": []}, {"place": "99"}, {"param-posting_days": "many"}):
        assert client.post(PAGE, form(officers, **changes)).status_code == 422


def test_the_county_spreads_the_pilot_and_the_township_may_not(officers: Village, sit: Sit) -> None:
    sent = form(officers, doing="spread", place=COUNTY, source=TOWN)
    for stage in ("preview", "do"):
        assert sit("deng").client.post(PAGE, {**sent, "stage": stage}).status_code == 403
    assert governing("four-two-one", COUNTY, officers.today) is None
    client = sit("gu").client
    assert "潼川镇" in client.post(PAGE, sent).content.decode()
    assert client.post(PAGE, {**sent, "stage": "do"}).status_code == 303
    assert governing("four-two-one", COUNTY, officers.today) is not None
    assert Entry.objects.latest("pk").body == "510722/county_guidance"


def test_suspending_is_seen_done_once_and_refused_where_nothing_is_adopted(officers: Village, sit: Sit) -> None:
    client = sit("deng").client
    sent = form(officers, doing="suspend")
    assert "按原来的程序办完" in client.post(PAGE, sent).content.decode()
    entries = Entry.objects.count()
    for _ in range(2):
        assert client.post(PAGE, {**sent, "stage": "do"}).status_code == 303
    assert Entry.objects.count() == entries + 1
    assert governing("four-two-one", TOWN, officers.today) is None
    assert client.post(PAGE, form(officers, doing="suspend", code=["honours"])).status_code == 422


def test_what_has_not_begun_is_revoked_once_and_what_is_in_force_is_not(officers: Village, sit: Sit) -> None:
    client, later = sit("deng").client, (officers.today + timedelta(days=60)).isoformat()
    assert client.post(PAGE, form(officers, since=later, stage="do", **{"param-posting_days": "20"})).status_code == 303
    assert client.post(PAGE, form(officers, doing="revoke")).status_code == 422
    sent = form(officers, doing="revoke", since=later)
    assert "在那以前施行的照旧施行" in client.post(PAGE, sent).content.decode()
    entries = Entry.objects.count()
    for _ in range(2):
        answer = client.post(PAGE, {**sent, "stage": "do"})
        assert answer.status_code == 303
    assert "撤回还没有开始的采用" in client.get(answer["Location"]).content.decode()
    assert Entry.objects.count() == entries + 1
    found = governing("four-two-one", TOWN, officers.today + timedelta(days=60))
    assert found is not None
    assert found.params["posting_days"] == 15


@pytest.mark.parametrize("day", ["9999-12-31", "2099-12-31"])
def test_no_slip_of_the_pen_is_adopted_for_ever(officers: Village, sit: Sit, day: str) -> None:
    for stage in ("preview", "do"):
        answer = sit("deng").client.post(PAGE, form(officers, since=day, stage=stage))
        assert answer.status_code == 422
        assert "日期写得太远了" in answer.content.decode()


def test_a_wish_in_an_address_is_seen_and_never_done(officers: Village, sit: Sit) -> None:
    entries = Entry.objects.count()
    sent = form(officers, stage="do", **{"param-posting_days": "20"})
    assert "15 → <b>20</b>" in sit("deng").client.get(PAGE, sent).content.decode()
    assert Entry.objects.count() == entries


def test_nobody_else_adopts_and_a_stranger_is_asked_to_sign_in(officers: Village, sit: Sit) -> None:
    records = Record.objects.filter(register=ADOPTIONS).count()
    for key in ("wu", "chen", "wang"):
        answer = sit(key).client.get(PAGE)
        assert answer.status_code == 403
        assert "县基层群众自治指导监督部门" in answer.content.decode()
        assert sit(key).client.post(PAGE, form(officers, stage="do")).status_code == 403
    assert Client().get(PAGE).status_code == 302
    assert Record.objects.filter(register=ADOPTIONS).count() == records


def test_the_desk_of_an_officer_leads_there_and_that_of_a_villager_does_not(officers: Village, sit: Sit) -> None:
    assert PAGE in sit("deng").client.get("/desk/").content.decode()
    assert PAGE not in sit("chen").client.get("/desk/").content.decode()


@pytest.mark.parametrize("doing", ["adopt", "suspend"])
def test_nothing_is_adopted_or_suspended_from_a_day_that_is_over(officers: Village, sit: Sit, doing: str) -> None:
    client, before = sit("deng").client, Record.objects.filter(register=ADOPTIONS, until__isnull=True).count()
    yesterday = (officers.today - timedelta(days=1)).isoformat()
    for stage in ("preview", "do"):
        answer = client.post(PAGE, form(officers, doing=doing, since=yesterday, stage=stage))
        assert answer.status_code == 422
        assert "从今天或者以后起" in answer.content.decode()
    assert Record.objects.filter(register=ADOPTIONS, until__isnull=True).count() == before
