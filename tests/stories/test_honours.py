"""A neighbour nominates, the person agrees, homes are asked, the council compares, the honour is posted and entered."""

import json

import pytest

from tests.cast import SHEET
from tests.ground import ground
from tests.stories.showing import notice_paper, page, refused
from tests.web.paper.reading import squeezed
from yuanba.kernel.places.county import pack
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db


def test_a_good_neighbour_agrees_and_is_honoured() -> None:
    place = ground()
    place.adopt("honours")
    clerk, council = place.officer("committee"), place.officer("moral_council")
    honoured = place.residents[7]
    honour = place.open("honour", "nominate", place.resident(2), "推荐一位好邻居", power="M22", deeds="常年照看孤老")
    place.take(honour, clerk, "evidence", task="consent", file=SHEET)
    place.take(honour, clerk, "done", person=honoured.pk)
    place.take(honour, council, "done", homes=100)
    place.take(honour, council, "agree", held_on=place.today.isoformat(), attended=5, opinion="一致同意")
    place.take(honour, clerk, "post")
    assert squeezed("推荐一位好邻居") in notice_paper(honour, clerk.person)
    place.wait(days=18)
    honour.refresh_from_db()
    titles = pack().registers["honours"].fields[0].choices
    given = {"title": next(iter(titles)), "given_on": "2026-03-20", "consent_on": "2026-03-02"}
    place.take(honour, clerk, "done", **given)
    assert honour.end == "honoured"
    record = json.loads(Record.objects.get(register="honours", code=honour.number).data)
    assert record["person"] == honoured.pk, "the person was named once, when she agreed"
    assert honoured.name not in page(f"/m/{honour.number}/")


def test_without_consent_there_is_no_honour() -> None:
    place = ground()
    place.adopt("honours")
    clerk = place.officer("committee")
    honour = place.open("honour", "nominate-org", clerk, "推荐一位孝老之星", power="M22", deeds="照料婆婆二十年")
    with refused("evidence-missing"):
        place.take(honour, clerk, "done", person=place.residents[7].pk)
    place.take(honour, clerk, "fail", reason="本人不愿意张扬")
    assert honour.end == "no-consent"
