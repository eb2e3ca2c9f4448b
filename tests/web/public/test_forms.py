"""Every resident's act prints as a blank form, and every form leads whoever types it in to the right place."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Village
from tests.kernel.matters.residents import full
from tests.kernel.matters.test_every_residents_act import ACTS
from tests.web.desk.conftest import Sit, place, sit  # noqa: F401
from tests.web.paper.reading import pages, squeezed
from tests.web.public.scene import untranslated
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import open_matter
from yuanba.web.public import blank_forms
from yuanba.web.public.blank_forms import asked_on_paper, form_sheet, purpose_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(place: Village) -> Village:  # noqa: F811
    return full(place)


def test_the_list_names_a_form_for_every_act_and_the_authorisation(village: Village) -> None:
    page = Client().get(f"/p/{village.unit.code}/forms/").content.decode()
    linked = re.findall(r'/forms/([a-z0-9.-]+)\.pdf"', page)
    assert sorted(set(linked) - {"authorisation"}) == ACTS
    assert "authorisation" in linked
    assert not untranslated(Client().get(f"/en/p/{village.unit.code}/forms/").content.decode())


def test_the_list_costs_few_queries(village: Village) -> None:
    Client().get("/robots.txt")
    with CaptureQueriesContext(connection) as seen:
        assert Client().get(f"/p/{village.unit.code}/forms/").status_code == 200
    assert len(seen) <= 5


@pytest.mark.parametrize("code", ACTS)
def test_a_form_asks_on_paper_what_the_screen_asks(village: Village, code: str) -> None:
    purpose = purpose_of(code)
    sheet = form_sheet(village.unit, purpose)
    assert sheet.url.endswith(f"/p/{village.unit.code}/enter/{code}/")
    assert sheet.signature_lines or sheet.table, "somewhere to sign"
    assert sheet.agent, "somewhere for who wrote or acted for her"
    if purpose.act in blank_forms.LISTS:
        return
    printed = [label for label, _ in (*sheet.facts, *sheet.writing)]
    printed += [question for question, _ in sheet.ticks] + [box for _, boxes in sheet.ticks for box in boxes]
    printed += [*sheet.materials, sheet.table.caption if sheet.table else ""]
    for field in asked_on_paper(village.unit, purpose):
        assert any(field.name.zh in one for one in printed), f"{code} does not ask {field.name.zh}"
        for choice in field.choices.values():
            # Anybody may fetch a form: whom it is about is written by hand.
            assert (choice.zh in printed) is not field.persons


@pytest.mark.parametrize(
    "code", ["agency.ask.submit", "authorisation", "contest.lodge.submit", "honour.nominate.submit"]
)
def test_a_form_prints_on_one_sheet_in_both_languages(village: Village, code: str) -> None:
    for prefix in ("", "/en"):
        answer = Client().get(f"{prefix}/p/{village.unit.code}/forms/{code}.pdf")
        assert answer.status_code == 200
        found = pages(answer.content)
        assert len(found) == 1, f"{code} needs {len(found)} pages"
        assert code in squeezed(found[0])


@pytest.mark.parametrize("which", ["x.y.z", "audit.order.submit", "four-two-one.propose.agree", "wish.say"])
def test_there_is_no_form_for_what_residents_cannot_do(village: Village, which: str) -> None:
    assert Client().get(f"/p/{village.unit.code}/forms/{which}.pdf").status_code == 404


def test_forms_that_hang_in_the_office_already_keep_their_address(village: Village) -> None:
    for which in ("wish", "petition", "objection"):
        assert Client().get(f"/p/{village.unit.code}/forms/{which}.pdf").status_code == 200


def test_the_code_on_every_form_leads_the_clerk_to_its_page(village: Village, sit: Sit) -> None:  # noqa: F811
    unit, clerk = village.unit.code, sit("li")
    matter = open_matter(
        procedure="wish", start="say", unit=village.unit, by=village.actor("chen"), title="路灯",
        data={"words": "黑"}, at=village.now, key=uuid4(),
    ).matter  # fmt: skip
    begun = clerk.open(f"/p/{unit}/new/").forms()
    for code in ACTS:
        clerk.open(f"/p/{unit}/enter/{code}/")
        purpose = purpose_of(code)
        if not purpose.needs_matter:
            form = f"{purpose.procedure.code}.{purpose.step.code}-paper"
            assert clerk.path == f"/p/{unit}/new/?open={form}#act-{form}", code
            assert form in begun
            assert clerk.page.xpath(f"//details[@id='act-{form}'][@open]"), "and its form is open"
            continue
        assert clerk.page.xpath("//input[@name='number']"), code
        wrong = clerk.open(f"/p/{unit}/enter/{code}/?number=510722101201-2026-999999&seq=1")
        assert (wrong.status, "没有查到这个编号" in wrong.text) == (422, True)
        answer = clerk.client.get(f"/p/{unit}/enter/{code}/?number={matter.number}&seq=1")
        to = {"objection": "/object", "contest": "/contest/1"}.get(purpose.procedure.role, "/take#act-")
        assert answer.headers["Location"].startswith(f"/m/{matter.number}{to}"), code
    assert clerk.open(f"/p/{unit}/enter/authorisation/").path == f"/p/{unit}/authorise/"
    assert Matter.objects.count() == 1


def test_a_stranger_at_the_code_signs_in_first(village: Village) -> None:
    answer = Client().get(f"/p/{village.unit.code}/enter/authorisation/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login/")
