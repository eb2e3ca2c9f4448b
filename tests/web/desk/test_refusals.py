"""What the desk says no to, and how: a page with the sentence, nothing changed, and what was typed still there."""

from datetime import timedelta
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client

from tests.cast import Village
from tests.stories.test_four_two_one import deliberate, mandate, wish
from tests.web.desk.conftest import Sit
from tests.web.desk.noscript import Reader, photo
from tests.web.desk.test_main_job import carry_to_the_posting
from yuanba.kernel.matters.acts import tick
from yuanba.kernel.matters.models import Evidence, Matter, Support, Taking
from yuanba.kernel.people.acts import leave
from yuanba.kernel.people.models import Account, Person, Tenure
from yuanba.kernel.places.models import Place

pytestmark = pytest.mark.django_db
AGREED = {"power": "M13", "proposal": "硬化村道"}


def take_of(matter: Matter) -> str:
    return f"/m/{matter.number}/take"


def test_a_stranger_is_led_to_the_login_and_back(place: Village) -> None:
    matter = wish(place)
    reader = Reader(Client()).open(take_of(matter))
    assert unquote(reader.path) == f"/login/?next={take_of(matter)}"
    form = reader.page.xpath("//form[.//input[@name='password']]")[0]
    data = {one.get("name"): one.value or "" for one in form.xpath(".//input")}
    wrong = reader.client.post("/login/", {**data, "username": "zhou", "password": "guess"})
    assert wrong.status_code == 422
    assert "用户名或密码不对" in wrong.content.decode()
    right = reader.client.post("/login/", {**data, "username": "zhou", "password": "a dry road in the rain"})
    assert right.headers["Location"] == take_of(matter)
    assert "同意" in reader.open(take_of(matter)).text


def test_the_login_leads_nowhere_but_here(place: Village) -> None:
    sent = {"username": "zhou", "password": "a dry road in the rain", "next": "https://elsewhere.example/"}
    assert Client().post("/login/", sent).headers["Location"] == "/desk/"


def test_five_wrong_passwords_lock_the_name_with_a_friendly_page(place: Village) -> None:
    client = Client()
    for _ in range(5):
        answer = client.post("/login/", {"username": "zhou", "password": "guess"})
    assert answer.status_code == 429
    assert "锁住 15 分钟" in answer.content.decode()
    right = {"password": "a dry road in the rain"}
    assert client.post("/login/", {"username": "zhou", **right}).status_code == 429
    assert client.post("/login/", {"username": "li", **right}).status_code == 302, "others are not locked"


def test_the_wrong_post_sees_no_form_and_is_refused_with_the_sentence(place: Village, sit: Sit) -> None:
    matter = wish(place)
    chen = sit("chen").open(take_of(matter))
    assert chen.forms() == []
    assert "这一步现在没有要您办的事" in chen.text
    sent = {"doing": "agree", "key": str(uuid4()), "seen": "1", **AGREED}
    answer = chen.client.post(take_of(matter), sent)
    assert answer.status_code == 403
    assert "“党组织研究提议”这一步不归您的职务办理" in answer.content.decode()
    assert Taking.objects.filter(matter=matter).count() == 1


def test_an_ended_term_is_named_as_the_reason(place: Village, sit: Sit) -> None:
    matter = wish(place)
    zhou = sit("zhou").open(take_of(matter))
    sent = zhou.filled("agree", **AGREED)
    tenure = place.people["zhou"].tenures.get(body=place.bodies["party_org"])
    leave(tenure=tenure, on=place.today + timedelta(days=1), because="换届", at=place.now)
    place.wait(days=2)
    answer = zhou.client.post(take_of(matter), sent)
    assert answer.status_code == 403
    assert "您的任期没有开始或者已经结束" in answer.content.decode()
    matter.refresh_from_db()
    assert matter.step == "propose"


def test_a_supervisor_is_told_that_she_only_supervises(place: Village, sit: Sit) -> None:
    matter = wish(place)
    sent = {"doing": "agree", "key": str(uuid4()), "seen": "1", **AGREED}
    assert "不归您的职务办理" in sit("wang").client.post(take_of(matter), sent).content.decode()
    # Sworn in by mistake of the paper files: the two posts bar each other, and the step is refused all the same.
    Tenure.objects.create(
        body=place.bodies["party_org"], post="deputy", person=place.people["wang"], since=place.unit.since
    )
    answer = sit("wang").client.post(take_of(matter), sent)
    assert (answer.status_code, "监督委员会成员只监督" in answer.content.decode()) == (403, True)


def test_a_resident_of_another_village_can_begin_nothing_here(place: Village, sit: Sit) -> None:
    other = Place.objects.create(
        code="510722101202",
        kind="village",
        name="龙顶村",
        name_en="Longding Village",
        parent=place.unit.parent,
        since=place.unit.since,
    )
    guest = Person.objects.create(
        name="外村人",
        place=other,
        unit=other.code,
        adult_on=place.unit.since.replace(year=1990),
        since=place.unit.since,
    )
    Account.objects.create(username="guest", person=guest, password="!")
    reader = sit("guest").open(f"/p/{place.unit.code}/new/")
    assert (reader.status, "只有凤凰村的村民、居民可以这样办" in reader.text) == (403, True)
    sent = {"doing": "four-two-one.wish", "key": str(uuid4()), "title": "修路"}
    assert reader.client.post(f"/p/{place.unit.code}/new/", sent).status_code == 403
    assert not Matter.objects.exists()


def test_a_double_click_counts_once_and_leads_to_the_same_result(place: Village, sit: Sit) -> None:
    matter = wish(place)
    zhou = sit("zhou").open(take_of(matter)).submit("agree", **AGREED)
    first = zhou.path
    assert zhou.again().path == first
    assert "办好了，记为第 2 笔" in zhou.text
    assert Taking.objects.filter(matter=matter).count() == 2


def test_a_replay_long_after_still_leads_to_its_own_result(place: Village, sit: Sit) -> None:
    matter = wish(place)
    zhou = sit("zhou").open(take_of(matter))
    sent = zhou.filled("agree", **AGREED)
    first = zhou.client.post(take_of(matter), sent).headers["Location"]
    place.wait(days=1)
    meeting = {"held_on": place.today.isoformat(), "attended": "3", "opinion": "同意"}
    sit("wu").open(take_of(matter)).submit("agree", **meeting)
    again = zhou.client.post(take_of(matter), sent)
    assert (again.status_code, again.headers["Location"]) == (303, first)
    assert Taking.objects.filter(matter=matter).count() == 3


def test_a_key_used_twice_for_two_people_is_refused(place: Village, sit: Sit) -> None:
    matter = wish(place)
    zhou = sit("zhou").open(take_of(matter)).submit("agree", **AGREED)
    sent = {"doing": "agree", "key": zhou.sent["key"], "seen": "2"}
    answer = sit("wu").client.post(take_of(matter), sent)
    assert (answer.status_code, "已经用在别的事情上" in answer.content.decode()) == (422, True)


def test_a_stale_tab_changes_nothing_and_keeps_what_was_typed(place: Village, sit: Sit) -> None:
    mandate(place, "M13")
    matter = wish(place)
    deliberate(place, matter)
    wu, li = sit("wu").open(take_of(matter)), sit("li").open(take_of(matter))
    li.submit("declare", person=str(place.people["ma"].pk))
    day = (place.today + timedelta(days=10)).isoformat()
    call = {"body": "villager_rep_assembly", "meets_on": day, "meets_time": "19:30", "venue": "坝子", "motion": "修路"}
    wu.submit("convene", **call)
    assert (wu.status, "刚才有人已经办了一步" in wu.text) == (422, True)
    assert wu.filled("convene")["venue"] == "坝子", "what was typed is kept"
    wu.submit("convene")
    assert "办好了" in wu.text


def test_a_stale_tab_whose_act_is_gone_shows_what_is_open_now(place: Village, sit: Sit) -> None:
    matter = wish(place)
    zhou = sit("zhou").open(take_of(matter))
    sit("zhou").open(take_of(matter)).submit("decline", reason="今年没有钱")
    zhou.submit("agree", **AGREED)
    assert (zhou.status, "刚才有人已经办了一步" in zhou.text) == (422, True)
    assert zhou.forms() == ["sign"]


def test_a_form_without_its_token_is_not_believed(place: Village) -> None:
    matter = wish(place)
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(username="zhou"), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(take_of(matter), {"doing": "agree", "key": str(uuid4()), "seen": "1", **AGREED})
    assert (answer.status_code, "这张表过期了" in answer.content.decode()) == (403, True)
    assert Taking.objects.filter(matter=matter).count() == 1


def test_every_wrong_blank_is_named_at_once_beside_it_and_at_the_top(place: Village, sit: Sit) -> None:
    matter = wish(place)
    zhou = sit("zhou").open(take_of(matter))
    zhou.submit("agree", proposal="请打 13812345678", budget="十八万")
    assert zhou.status == 422
    assert len(zhou.errors()) == 3
    assert "这里会公开，不能写手机号码或银行账号。" in zhou.errors()
    links = zhou.page.xpath("//div[contains(@class, 'summary')]//li/a/@href")
    ids = set(zhou.page.xpath("//@id"))
    assert len(links) == 3
    assert {link.removeprefix("#") for link in links} <= ids, "each line leads to its blank"
    bad = zhou.page.xpath("//*[@aria-invalid='true']")
    assert all(set(one.get("aria-describedby").split()) <= ids for one in bad)
    assert zhou.filled("agree")["budget"] == "十八万"


def test_a_refusal_by_law_names_and_links_the_article(place: Village, sit: Sit) -> None:
    matter = wish(place)
    deliberate(place, matter)
    day = (place.today + timedelta(days=10)).isoformat()
    wu = sit("wu").open(take_of(matter))
    wu.submit(
        "convene", body="villager_rep_assembly", meets_on=day, meets_time="19:30", venue="坝子", motion="是否同意"
    )
    assert (wu.status, "没有查到村民（居民、成员）会议的授权记录" in wu.text) == (422, True)
    assert "/law/vcol-2026/#a28" in wu.page.xpath("//div[contains(@class, 'summary')]//a/@href")
    assert wu.filled("convene")["motion"] == "是否同意"


def test_a_file_that_is_no_photo_is_refused_and_a_good_one_is_not_asked_for_twice(place: Village, sit: Sit) -> None:
    matter = carry_to_the_posting(place, sit)
    place.wait(days=20)
    tick(now=place.now)
    li = sit("li").open(take_of(matter))
    li.submit("evidence", task="contract", file=photo("contract.exe", b"MZ not a photo"))
    assert (li.status, li.errors()) == (422, ["只能交照片（JPG、PNG、WebP）或 PDF。"])
    li.submit("evidence", task="contract", note="x" * 121, file=photo("contract.jpg"))
    assert li.status == 422
    assert "contract.jpg" in li.text
    li.submit("evidence", note="甲方乙方都签了字")
    assert "办好了" in li.text
    assert Evidence.objects.filter(task="contract").count() == 1


def test_a_kept_file_belongs_to_whoever_sent_it(place: Village, sit: Sit) -> None:
    matter = wish(place)
    deliberate(place, matter)
    place.take(matter, "li", "committee", "declare", person=place.people["ma"].pk)
    stolen = signing.dumps(
        {"sha256": "0" * 64, "name": "x", "size": 1, "media": "image/jpeg"}, salt="yuanba.desk.kept.1"
    )
    clerk = sit("li").open(f"/p/{place.unit.code}/new/")
    code = "four-two-one.wish-paper"
    sent = clerk.filled(code, title="修路", resident=str(place.villagers[0].pk))
    answer = clerk.client.post(f"/p/{place.unit.code}/new/", {**sent, "paper-kept": stolen})
    assert answer.status_code == 422
    assert "请填写“本人签名的纸质材料（照片或扫描件）”" in answer.content.decode()


def petition(place: Village) -> Matter:
    matter = wish(place)
    place.take(matter, "zhou", "party_org", "decline", reason="今年没有钱")
    place.take(matter, "chen", None, "sign", power="M13")
    return matter


def test_a_paper_is_entered_with_its_scan_marked_and_counted_once(place: Village, sit: Sit) -> None:
    matter = petition(place)
    li = sit("li").open(take_of(matter))
    assert li.forms() == ["sign", "sign-paper"]
    villager = place.villagers[15]
    li.submit("sign-paper", resident=str(villager.pk))
    assert (li.status, li.errors()) == (422, ["请填写“本人签名的纸质材料（照片或扫描件）”。"])
    li.submit("sign-paper", paper=photo("signature.jpg"))
    assert "办好了" in li.text
    support = Support.objects.get(matter=matter, person=villager)
    assert (support.taking.person, support.taking.resident) == (place.people["li"], villager)
    assert '"paper":true' in support.taking.public
    assert villager.name not in support.taking.public
    own = sit("villager").open(take_of(matter)).submit("sign")
    assert (own.status, "您已经签过名，每人只算一次" in own.text) == (422, True)
    li.open(take_of(matter)).submit("sign-paper", resident=str(villager.pk), paper=photo("again.jpg"))
    assert (li.status, "这位村（居）民本人已经签过名" in li.text, "您已经签过名" in li.text) == (422, True, False)


def test_nobody_but_the_units_committee_enters_papers(place: Village, sit: Sit) -> None:
    matter = petition(place)
    assert sit("zhou").open(take_of(matter)).forms() == ["sign"]
    sent = {"doing": "sign-paper", "key": str(uuid4()), "seen": str(Matter.objects.get(pk=matter.pk).taken)}
    answer = sit("zhou").client.post(take_of(matter), {**sent, "resident": str(place.villagers[0].pk)})
    assert (answer.status_code, "由本村（社区）委员会的人代为录入" in answer.content.decode()) == (403, True)
    assert Support.objects.filter(matter=matter).count() == 1


def test_papers_are_for_officers_and_a_residents_only_for_committee_and_supervisors(place: Village, sit: Sit) -> None:
    matter = petition(place)
    sit("li").open(take_of(matter)).submit(
        "sign-paper", resident=str(place.villagers[3].pk), paper=photo("signature.jpg")
    )
    paper = Evidence.objects.get(taking__matter=matter)
    path = f"/m/{matter.number}/file/{paper.sha256}"
    for key in ("li", "wu", "wang"):
        answer = sit(key).client.get(path)
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert b"".join(answer.streaming_content).startswith(b"\xff\xd8\xff")
        assert "no-store" in answer.headers["Cache-Control"]
    for key in ("zhou", "chen", "villager", "xu"):
        assert sit(key).client.get(path).status_code == 403
        assert "signature.jpg" not in sit(key).open(take_of(matter)).text
    assert Client().get(path).status_code == 302


def test_a_slip_is_mended_beside_what_was_written(place: Village, sit: Sit) -> None:
    matter = wish(place)
    zhou = sit("zhou").open(take_of(matter)).submit("agree", **AGREED, budget="18000")
    zhou.open(f"/m/{matter.number}/correct/2")
    assert "原来写的：18000.00" in zhou.text
    zhou.submit("correct", reason="少写一个零")
    assert (zhou.status, "没有写要更正的内容" in zhou.text) == (422, True)
    zhou.submit("correct", budget="180000")
    mended = Taking.objects.get(corrects__seq=2)
    assert '"budget":"180000.00"' in mended.public
    other = sit("wu").open(f"/m/{matter.number}/correct/2")
    assert (sit("li").open(f"/m/{matter.number}/correct/2").status, other.status) == (403, 200), "wu sits in the branch"


def test_objecting_where_nothing_is_posted_is_answered_with_the_way_to_the_supervisors(
    place: Village, sit: Sit
) -> None:
    matter = wish(place)
    reader = sit("villager").open(f"/m/{matter.number}/object")
    assert (reader.status, "可以向监督委员会反映" in reader.text) == (422, True)


def test_htmx_gets_the_form_alone_and_is_led_on_by_a_header(place: Village, sit: Sit) -> None:
    matter = wish(place)
    zhou = sit("zhou").open(take_of(matter))
    sent = zhou.filled("agree", proposal="硬化村道")
    wrong = zhou.client.post(take_of(matter), sent, headers={"HX-Request": "true"})
    assert wrong.status_code == 422
    assert "<html" not in wrong.content.decode()
    assert 'id="acts"' in wrong.content.decode()
    right = zhou.client.post(take_of(matter), {**sent, "power": "M13"}, headers={"HX-Request": "true"})
    assert right.headers["HX-Redirect"] == f"{take_of(matter)}?done=2"
