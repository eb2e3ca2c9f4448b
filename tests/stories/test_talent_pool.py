"""The talent pool stands on consent: entered when she agreed, read by officers only, never on the open net."""

import json

import pytest
from django.test import Client

from tests.ground import ground
from tests.stories.showing import refused, step_paper
from tests.web.paper.reading import squeezed
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db


def test_who_agreed_stands_in_the_register_with_her_skills_and_the_public_reads_nothing() -> None:
    place = ground()
    place.adopt("talent-pool")
    secretary, worker = place.officer("party_org"), place.residents[6]
    invited = place.open("red-collar", "invite", secretary, "登记返乡电工", words="请你登记到人才库")
    place.take(invited, place.resident(6), "submit", consent=True)
    known = {
        "person": worker.pk,
        "skills": "电工、水电安装",
        "state": "thinking",
        "consent_on": place.today.isoformat(),
    }
    place.take(invited, secretary, "done", **known)
    record = Record.objects.get(register="talent-pool", code=invited.number)
    assert json.loads(record.data)["skills"] == "电工、水电安装"
    assert record.indexes.get(field="skills").text == "电工、水电安装"
    paper = step_paper(invited)
    assert squeezed("登记返乡电工") in paper
    assert worker.name not in paper
    assert Client().get(f"/p/{place.unit.code}/registers/talent-pool/").status_code == 404, "officers only"


def test_without_her_word_nobody_is_entered() -> None:
    place = ground()
    place.adopt("talent-pool")
    secretary = place.officer("party_org")
    invited = place.open("red-collar", "invite", secretary, "登记返乡电工", words="请你登记到人才库")
    with refused("not-a-resident"):
        place.take(invited, place.officer("township_office"), "submit", consent=True)
    with refused("act-not-open"):
        place.take(invited, secretary, "done", person=place.residents[6].pk, skills="电工", state="away")
    assert not Record.objects.filter(register="talent-pool").exists()
