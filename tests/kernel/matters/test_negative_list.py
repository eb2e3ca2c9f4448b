"""What falls under one of the seven is refused at the door, with item and article; words only raise a question."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import FOUNDED, SHEET, Village
from tests.kernel.matters.lists import NEGATIVE, file, guarded
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.matters.acts import take
from yuanba.kernel.matters.guards import HEEDED
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.turned_away import BODIES, RESIDENTS
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import adopt
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db
ASKED = {"task": "请村里办一件事", "money": "2000"}
# Each prohibition by an answer that falls under it, and the article it is refused with.
BY_TOWNSHIP = {
    "N1": ("enforce", "vcol-2026:6"),
    "N2": ("guarantee", "vcol-2026:13"),
    "N3": ("letter", "vcol-2026:43"),
    "N4": ("certificate", "vcol-2026:13"),
    "N5": ("app", "vcol-2026:43"),
    "N6": ("fine", "vcol-2026:31"),
    "N7": ("collect", "pipl-2021:6"),
}
CONTRACT = {"terms": "和公司的合同", "decision": "无", "wording": SHEET}
OTHER_FORMS: list[tuple[str, str, str, str, str, dict[str, Any]]] = [
    ("N2", "contract", "draft", "yang", "collective", {**CONTRACT, "what": "guarantee"}),
    ("N2", "contract", "draft", "yang", "collective", {**CONTRACT, "what": "debt"}),
    ("N2", "seal-use", "own", "wu", "committee", {"purpose": "给企业用", "paper": "guarantee"}),
    ("N1", "seal-use", "own", "wu", "committee", {"purpose": "发通知", "paper": "enforce"}),
    ("N3", "seal-use", "own", "wu", "committee", {"purpose": "交给镇上", "paper": "letter"}),
    ("N7", "seal-use", "own", "wu", "committee", {"purpose": "交给公司", "paper": "collect"}),
    ("N2", "members-assembly", "propose", "yang", "collective", {"proposal": "帮一家公司", "negative": "guarantee"}),
    ("N5", "small-project", "plan", "wu", "committee", {"plan": "做牌子", "budget": "900", "negative": "burden"}),
]


def turned_away(refused: Any) -> tuple[str, str]:
    return refused.value.facts["item"], refused.value.law


@pytest.mark.parametrize("item", BY_TOWNSHIP)
def test_a_township_is_refused_under_each_item_with_its_article(item: str) -> None:
    made = guarded("B01")
    answer, article = BY_TOWNSHIP[item]
    with pytest.raises(Refusal) as refused:
        file(made, "assist", "request-town", "deng", "township_office", does=answer, power="B01", **ASKED)
    assert refused.value.code == "falls-under"
    assert turned_away(refused) == (item, article)
    said = refused.value.sentence("zh-hans")
    assert NEGATIVE[item]["name"] in said
    assert NEGATIVE[item]["may"] in said
    assert "{" not in refused.value.sentence("en")
    assert not Matter.objects.exists()


@pytest.mark.parametrize(("item", "procedure", "start", "key", "body", "data"), OTHER_FORMS)
def test_contracts_seals_projects_and_proposals_are_refused_by_their_answers(
    item: str, procedure: str, start: str, key: str, body: str, data: dict[str, Any]
) -> None:
    with pytest.raises(Refusal) as refused:
        file(guarded(), procedure, start, key, body, **data)
    assert refused.value.code == "falls-under"
    assert refused.value.facts["item"] == item


@pytest.mark.parametrize("answer", ["fine", "deprive"])
def test_rules_that_fine_or_deprive_are_refused_when_the_draft_is_handed_in(answer: str) -> None:
    made = guarded("M02")
    matter = file(made, "village-rules", "opinions", "wu", "committee", topic="环境卫生").matter
    with pytest.raises(Refusal) as refused:
        made.take(matter, "wu", "committee", "submit", wording="门前自己扫。", strength=answer)
    assert turned_away(refused) == ("N6", "vcol-2026:31")


def test_the_party_organisation_may_not_propose_what_the_list_forbids() -> None:
    made = guarded()
    matter = file(made, "four-two-one", "wish", "chen", None).matter
    with pytest.raises(Refusal) as refused:
        made.take(matter, "zhou", "party_org", "agree", power="M13", proposal="给合作社帮忙", negative="guarantee")
    assert turned_away(refused) == ("N2", "vcol-2026:13")
    matter.refresh_from_db()
    assert (matter.taken, matter.step) == (1, "propose")


def test_where_the_list_is_a_draft_only_a_statute_refuses_and_the_rest_is_put_to_the_person() -> None:
    made = guarded("B01", in_force=False)
    for item, (answer, article) in BY_TOWNSHIP.items():
        with pytest.raises(Refusal) as refused:
            file(made, "assist", "request-town", "deng", "township_office", does=answer, power="B01", **ASKED)
        if item in ("N2", "N6", "N7"):
            assert turned_away(refused) == (item, article)
        else:
            # Outside the item all the same: what B01 may not mean is no part of assisting.
            assert refused.value.code == "assist-exceeds", item
    with pytest.raises(Unfilled) as asked:
        file(made, "seal-use", "own", "wu", "committee", purpose="交给镇上", paper="letter")
    assert "还在起草" in asked.value.errors[HEEDED.code].sentence("zh-hans")
    taking = file(made, "seal-use", "own", "wu", "committee", purpose="交给镇上", paper="letter", heeded="on")
    assert [flag["item"] for flag in json.loads(taking.data)["flags"]] == ["N3"]


def test_words_raise_a_question_and_never_refuse() -> None:
    made = guarded()
    data = {"plan": "修村口广场，由村委会对乱停车的罚款", "budget": "30000"}
    with pytest.raises(Unfilled) as asked:
        file(made, "small-project", "plan", "wu", "committee", **data)
    assert "N1" in asked.value.errors[HEEDED.code].sentence("zh-hans")
    taking = file(made, "small-project", "plan", "wu", "committee", **data, heeded="on")
    assert taking.matter.step == "study"
    kept = json.loads(taking.data)["flags"]
    assert [(flag["item"], flag["why"]) for flag in kept] == [("N1", "words"), ("N6", "words")]
    assert "flags" not in taking.public
    assert "heeded" not in taking.public


def test_a_sentence_that_sounds_so_by_two_words_is_asked_about_and_kept_once() -> None:
    made = guarded()
    data = {"plan": "由村委会罚款，强制拆除摊点", "budget": "30000"}
    taking = file(made, "small-project", "plan", "wu", "committee", **data, heeded="on")
    kept = [tuple(flag.items()) for flag in json.loads(taking.data)["flags"]]
    assert len(kept) == len(set(kept))
    assert [flag["item"] for flag in json.loads(taking.data)["flags"]] == ["N1", "N6"]


def test_a_harmless_filing_is_asked_nothing() -> None:
    made = guarded()
    taking = file(made, "small-project", "plan", "wu", "committee", plan="修四百米入户路", budget="30000")
    assert "flags" not in json.loads(taking.data)


def test_a_refusal_of_a_body_stands_in_a_public_register_and_in_the_ledger_once_a_day() -> None:
    made, key = guarded("B01"), uuid4()
    data = {"does": "letter", "power": "B01", "title": "秸秆禁烧", **ASKED}
    for again in (key, key, uuid4()):
        with pytest.raises(Refusal):
            file(made, "assist", "request-town", "deng", "township_office", again=again, **data)
    [record] = Record.objects.filter(register=BODIES)
    told = json.loads(record.data)
    assert (told["item"], told["body"], told["where"], told["title"]) == (
        "N3", "township_office", made.unit.code, "秸秆禁烧",
    )  # fmt: skip
    assert record.place.code == "510722101"
    entry = Entry.objects.filter(unit="510722101", kind="record.entered").latest("pk")
    assert entry.body == "510722101/township_office"
    made.wait(days=1)
    with pytest.raises(Refusal):
        file(made, "assist", "request-town", "deng", "township_office", again=key, **data)
    assert Record.objects.filter(register=BODIES).count() == 1, "a replay of the same key records nothing more"
    with pytest.raises(Refusal):
        file(made, "assist", "request-town", "deng", "township_office", **data)
    assert Record.objects.filter(register=BODIES).count() == 2, "another day is another refusal"


def test_of_residents_only_the_number_is_kept_and_one_who_asks_twice_counts_once() -> None:
    made = guarded()
    asked = {"certificate": "Z05", "purpose": "找工作", "receiver": "一家公司"}
    for key in ("chen", "chen", "xiu"):
        with pytest.raises(Refusal):
            file(made, "seal-use", "ask", key, None, **asked)
    records = Record.objects.filter(register=RESIDENTS)
    assert records.count() == 2
    for record in records:
        assert json.loads(record.data) == {"item": "N4"}
        assert made.people["chen"].name not in record.name
    assert not Record.objects.filter(register=BODIES).exists()


def test_a_task_of_the_county_is_refused_where_it_would_reach_a_place_with_the_list_in_force() -> None:
    made, root = guarded(), Place.objects.get(code="510722")
    adopt(institution="lightening-tasks", place=root, since=FOUNDED, params={}, at=made.now, body="510722/county_gate")
    until = (made.today + timedelta(days=200)).isoformat()
    asked = {"task": "做一件事", "basis": "vcol-2026:43", "money": "100", "hours": "10", "asker": "justice"}
    asked |= {"from_on": made.today.isoformat(), "until_on": until}
    for answer, item in (("letter", "N3"), ("enforce", "N1"), ("app", "N5")):
        where = {"where": "510722101", "asks": answer}
        with pytest.raises(Refusal) as refused:
            file(made, "task-admission", "file", "qiu", "county_department", place=root, **asked, **where)
        assert refused.value.facts["item"] == item
        with pytest.raises(Refusal) as wider:
            file(
                made, "task-admission", "file", "qiu", "county_department", place=root, **asked,
                where="510722", asks=answer,
            )  # fmt: skip
        assert (wider.value.code, wider.value.facts["item"]) == ("falls-under-there", item)


def test_nothing_of_a_refused_act_is_left() -> None:
    made: Village = guarded()
    matter = file(made, "four-two-one", "wish", "chen", None).matter
    before = Taking.objects.count()
    with pytest.raises(Refusal):
        take(
            matter=matter.pk, by=made.actor("zhou", "party_org"), act="agree", at=made.now, key=uuid4(),
            data={"power": "M13", "proposal": "借款", "negative": "guarantee"},
        )  # fmt: skip
    assert Taking.objects.count() == before
    matter.refresh_from_db()
    assert matter.power_id is None
