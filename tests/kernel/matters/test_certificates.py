"""Certificates: twenty kinds are never issued and say where to go; a lawful one has a number, a check and an end."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import SHEET, Village
from tests.kernel.matters.lists import file, guarded
from tests.kernel.matters.mandates import agent_of, authorise, scan
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.matters.certifying import ISSUED, check_part, verify
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.matters.turned_away import BODIES, RESIDENTS
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db
ROWS = pack().registers["certificates"].rows
BARRED = [row for row in ROWS if row["verdict"] == "barred"]
SERIES = ("2026-Z0001", "2026-Z0002", "2026-Z0003", "2027-Z0001")
ASKED = {"purpose": "办事用", "receiver": "某单位"}


def issued(made: Village, kind: str = "Z21", key: str = "chen") -> Record:
    """A certificate on its whole way: asked for, checked, sealed."""
    matter = file(made, "seal-use", "ask", key, None, certificate=kind, **ASKED).matter
    made.take(matter, "wu", "committee", "agree", basis="社会救助法第37条")
    made.take(matter, "li", "committee", "evidence", task="copy", file=SHEET)
    made.take(matter, "li", "committee", "done", subject=made.people[key].pk, statement="该户上月遭火灾，情况属实。")
    assert (matter.step, matter.end) == ("", "sealed")
    return Record.objects.filter(register=ISSUED).latest("pk")


def test_there_are_twenty_kinds_that_are_never_issued() -> None:
    assert len(BARRED) == 20
    assert all(row["instead"] and row["document"] for row in BARRED)


@pytest.mark.parametrize("kind", [row["code"] for row in BARRED])
def test_a_barred_kind_is_refused_with_where_to_go_and_the_article(kind: str) -> None:
    row = next(one for one in BARRED if one["code"] == kind)
    with pytest.raises(Refusal) as refused:
        file(guarded(), "seal-use", "ask", "chen", None, certificate=kind, **ASKED)
    assert refused.value.code == "certificate-barred"
    assert refused.value.law == "vcol-2026:13"
    assert refused.value.facts["item"] == "N4"
    for word in (row["name"], row["instead"], row["document"]):
        assert word in refused.value.sentence("zh-hans")
    for word in (row["name_en"], row["instead_en"], row["document_en"]):
        assert word in refused.value.sentence("en")
    assert not Matter.objects.exists()


def test_the_twenty_are_refused_where_the_list_is_still_a_draft_too() -> None:
    with pytest.raises(Refusal) as refused:
        file(guarded(in_force=False), "seal-use", "ask", "chen", None, certificate="Z01", **ASKED)
    assert refused.value.code == "certificate-barred"


def test_a_kind_off_the_list_is_refused_and_one_that_nobody_knows_is_no_choice() -> None:
    made = guarded()
    with pytest.raises(Refusal) as refused:
        file(made, "seal-use", "ask", "chen", None, certificate="other", **ASKED)
    assert refused.value.code == "certificate-off-list"
    with pytest.raises(Unfilled):
        file(made, "seal-use", "ask", "chen", None, certificate="Z99", **ASKED)


def test_a_lawful_one_is_numbered_and_verified_without_a_word_about_whom() -> None:
    made = guarded()
    record = issued(made)
    assert record.code == f"{made.unit.code}-2026-Z0001"
    verdict = verify(record.code, check_part(record), made.today)
    assert verdict is not None
    assert (verdict.state, verdict.unit.zh, verdict.issued_on) == ("genuine", made.unit.name, made.today)
    assert made.people["chen"].name not in str(verdict)
    later = verify(record.code, check_part(record), made.today + timedelta(days=91))
    assert later is not None
    assert later.state == "expired"


def test_the_public_ledger_and_the_matter_say_nothing_of_her() -> None:
    made = guarded()
    record = issued(made)
    entry = Entry.objects.filter(kind="record.entered", unit=made.unit.code).latest("pk")
    leaf = json.loads(entry.leaf)
    assert (leaf.get("documents", []), len(leaf["commitments"])) == ([], 1), "only a salted commitment"
    matter = Matter.objects.get(number=json.loads(record.data)["matter"])
    told = [json.loads(taking.public)["data"] for taking in matter.takings.all()]
    assert not [data for data in told if {"subject", "certificate", "statement"} & set(data)]


def test_numbers_have_no_gaps_and_begin_anew_each_year() -> None:
    made = guarded()
    numbers = [issued(made).code for _ in range(3)]
    made.wait(days=310)
    assert made.today.year == 2027
    numbers.append(issued(made).code)
    assert numbers == [f"{made.unit.code}-{series}" for series in SERIES]


def test_a_wrong_check_and_a_number_never_given_are_told_apart_by_nobody() -> None:
    made = guarded()
    first, second = issued(made), issued(made, key="xiu")
    assert verify(first.code, check_part(second), made.today) is None
    assert verify(f"{made.unit.code}-2026-Z0009", check_part(first), made.today) is None
    assert verify(first.code, "", made.today) is None
    assert verify(first.code, "证", made.today) is None
    assert len(check_part(first)) == 16


def test_a_revoked_one_says_so_and_is_revoked_once() -> None:
    made = guarded()
    record = issued(made)
    made.wait(days=2)
    file(made, "seal-use", "revoke", "wu", "committee", revoked=record.code, reason="写错了")
    verdict = verify(record.code, check_part(record), made.today)
    assert verdict is not None
    assert verdict.state == "revoked"
    with pytest.raises(Unfilled):
        file(made, "seal-use", "revoke", "wu", "committee", revoked=record.code, reason="再作废一次")


def test_only_somebody_of_the_roll_can_be_certified_and_a_seal_alone_is_no_certificate() -> None:
    made = guarded()
    matter = file(made, "seal-use", "ask", "chen", None, certificate="Z21", **ASKED).matter
    made.take(matter, "wu", "committee", "agree", basis="社会救助法第37条")
    made.take(matter, "li", "committee", "evidence", task="copy", file=SHEET)
    with pytest.raises(Refusal) as refused:
        made.take(matter, "li", "committee", "done", subject=99999, statement="属实")
    assert refused.value.code == "not-on-roll"
    seal = file(made, "seal-use", "ask", "xiu", None, certificate="seal", **ASKED).matter
    made.take(seal, "wu", "committee", "agree", basis="村委会组织法")
    made.take(seal, "li", "committee", "evidence", task="copy", file=SHEET)
    made.take(seal, "li", "committee", "done")
    assert seal.end == "sealed"
    assert not Record.objects.filter(register=ISSUED).exists()


def test_what_an_officer_asked_as_a_residents_agent_is_the_residents_and_stands_on_no_public_page(
    settings: Any, tmp_path: Path
) -> None:
    made = guarded()
    mother, clerk = made.villagers[12], made.people["li"]
    row = authorise(
        made, mother, clerk, "seal-use.ask.submit", signed=scan(settings, tmp_path), in_office=True,
        by=made.actor("wu", "committee"),
    )  # fmt: skip
    with pytest.raises(Refusal) as refused:
        open_matter(
            procedure="seal-use", start="ask", unit=made.unit, by=agent_of(row), title="要一份无犯罪记录证明",
            data={"certificate": "Z05", **ASKED}, at=made.now, key=uuid4(),
        )  # fmt: skip
    assert refused.value.code == "certificate-barred"
    assert Record.objects.filter(register=RESIDENTS).count() == 1
    assert not Record.objects.filter(register=BODIES).exists()


def to_be_sealed(made: Village) -> Matter:
    """A lawful kind, asked for and agreed to, with its copy handed in: the seal is next."""
    matter = file(made, "seal-use", "ask", "chen", None, certificate="Z21", **ASKED).matter
    made.take(matter, "wu", "committee", "agree", basis="社会救助法第37条")
    made.take(matter, "li", "committee", "evidence", task="copy", file=SHEET)
    return matter


def test_a_lawful_form_that_is_made_to_say_what_is_barred_is_asked_about_and_the_supervisors_see_it() -> None:
    made = guarded()
    matter = to_be_sealed(made)
    said = {"subject": made.people["chen"].pk, "statement": "兹证明他無犯罪記錄，可以开无犯罪记录证明。"}
    with pytest.raises(Unfilled) as asked:
        made.take(matter, "li", "committee", "done", **said)
    assert "N4" in asked.value.errors["heeded"].sentence("zh-hans")
    assert not Record.objects.filter(register=ISSUED).exists()
    taking = made.take(matter, "li", "committee", "done", **said, heeded="on")
    assert [flag["item"] for flag in json.loads(taking.data)["flags"]] == ["N4"]


def test_a_resident_who_names_a_lawful_kind_is_asked_nothing() -> None:
    asks = {"certificate": "Z22", **ASKED, "title": "集体经济组织成员身份证明"}
    assert file(guarded(), "seal-use", "ask", "chen", None, **asks).matter.step == "check"


@pytest.mark.parametrize("kind", ["Z21", "Z22", "seal"])
@pytest.mark.parametrize(
    ("blank", "said", "like"),
    [
        ("title", "开婚姻状况证明", "婚姻状况证明"),
        ("title", "无犯罪记录证明", "无犯罪记录证明"),
        ("title", "死亡证明", "死亡证明"),
        ("purpose", "证明名下有房产", "居民财产证明"),
        ("receiver", "民政局婚姻登记处", "婚姻状况证明"),
        ("words", "我和他是亲兄弟", "亲属关系证明"),
    ],
)
def test_whatever_is_written_on_the_asking_form_is_looked_at_and_asked_about_but_never_refused(
    kind: str, blank: str, said: str, like: str
) -> None:
    made = guarded()
    asks = {"certificate": kind, **ASKED, blank: said}
    with pytest.raises(Unfilled) as asked:
        file(made, "seal-use", "ask", "chen", None, **asks)
    assert like in asked.value.errors["heeded"].sentence("zh-hans")
    assert not Matter.objects.exists()
    taking = file(made, "seal-use", "ask", "chen", None, **asks, heeded="on")
    assert taking.matter.step == "check"
    assert [flag["item"] for flag in json.loads(taking.data)["flags"]] == ["N4"]


def test_a_statement_of_kinship_under_a_lawful_kind_is_asked_about_at_the_seal() -> None:
    made = guarded()
    matter = to_be_sealed(made)
    said = {"subject": made.people["chen"].pk, "statement": "兹证明罗三哥与罗四哥是亲兄弟"}
    with pytest.raises(Unfilled) as asked:
        made.take(matter, "li", "committee", "done", **said)
    sentence = asked.value.errors["heeded"]
    assert "亲属关系证明" in sentence.sentence("zh-hans")
    assert "kinship" in sentence.sentence("en")
    assert not Record.objects.filter(register=ISSUED).exists()
