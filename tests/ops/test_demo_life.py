"""The demonstration shows life under every institution: an agent's errand, contests, certificates, editions."""

from pathlib import Path
from typing import Any

import pytest

from tests.ops.running import COMMUNITY, UNITS, VILLAGE, asked, yuanba
from yuanba.ops.demo.living import tables

pytestmark = pytest.mark.slow

FOUND = """
import json
from django.test import Client
from yuanba.kernel.matters.certifying import check_part
from yuanba.kernel.matters.models import Authorisation, Contest, Matter, Taking
from yuanba.kernel.places.county import pack
from yuanba.kernel.registers.models import Record
used = dict.fromkeys(Matter.objects.values_list("procedure", flat=True))
client = Client(SERVER_NAME="127.0.0.1")
def get(path):
    answer = client.get(path)
    return answer.status_code, answer.content.decode()
sheets = list(Record.objects.filter(register="issued-certificates").order_by("code"))
acted = Taking.objects.filter(authorisation__isnull=False).select_related("matter", "resident").get()
posted = Matter.objects.get(procedure="catalogue-edition")
editions = Record.objects.filter(register="editions", code__startswith="micro")
print(json.dumps({
    "idle": [one.number for one in pack().institutions.values() if not used.keys() & set(one.procedures)],
    "untold": sorted({one.code for one in pack().procedures.values()} - used.keys()),
    "titles": list(Matter.objects.values_list("title", flat=True)),
    "kept": sorted(set(Record.objects.filter(place__code__startswith="510722101").values_list("register", flat=True))),
    "errand": [acted.resident.name, acted.matter.end],
    "authorities": [[bool(one.returned_at), hasattr(one, "taking")] for one in Authorisation.objects.order_by("pk")],
    "contests": [[one.matter.end, one.struck_at is not None] for one in Contest.objects.order_by("pk")],
    "certificates": [[one.code, get(f"/verify/certificate/{one.code}-{check_part(one)}/")] for one in sheets],
    "editions": sorted(editions.values_list("code", flat=True)),
    "posted": [posted.step, get(f"/m/{posted.number}/")],
    "refused": list(Record.objects.filter(register="refused").values_list("code", flat=True)),
    "demo": get("/demo/"),
    "errand_page": get(f"/m/{acted.matter.number}/"),
}))
"""


@pytest.fixture(scope="module")
def found(demo: Path) -> dict[str, Any]:
    return dict(asked(FOUND, data=demo))


def test_every_institution_and_procedure_has_a_matter_and_every_told_one_of_these_units_is_there(
    found: dict[str, Any],
) -> None:
    assert found["idle"] == []
    elsewhere = {one["way"].partition(".")[0] for one in tables("matter") if one["where"][:12] not in UNITS}
    assert set(found["untold"]) <= elsewhere, "every procedure of the pack has at least one matter"
    told = [
        one["title"] for one in tables("matter") if one["where"][:12] in (VILLAGE, COMMUNITY, "510722101", "510722")
    ]
    assert len(told) > 40
    assert set(told) <= set(found["titles"])
    assert {one["register"] for one in tables("record")} <= set(found["kept"])


def test_who_has_no_phone_had_an_errand_run_and_who_signed_nothing_had_it_struck(found: dict[str, Any]) -> None:
    assert found["errand"] == ["刘婆婆", "done"]
    assert found["authorities"] == [[True, True], [False, False]], "one used, its papers back; one waits to be used"
    assert found["contests"] == [["upheld", True], ["", False]]
    status, page = found["errand_page"]
    assert status == 200
    assert "凭委托书代办" in page
    assert "刘婆婆" not in page


def test_one_certificate_stands_and_one_was_revoked(found: dict[str, Any]) -> None:
    (one, (first, stands)), (two, (second, gone)) = found["certificates"]
    assert [number.rpartition("-")[2] for number in (one, two)] == ["Z0001", "Z0002"]
    assert (first, second) == (200, 200)
    assert "是真的，有效。" in stands
    assert "已经作废。" in gone


def test_a_second_edition_stands_beside_the_first_and_another_change_is_open_for_opinions(
    found: dict[str, Any],
) -> None:
    assert found["editions"] == ["micro-1", "micro-2"]
    step, (status, page) = found["posted"]
    assert (step, status) == ("consult", 200)
    assert "<del>" in page
    assert "<ins>" in page


def test_the_help_to_sign_in_lists_town_and_county_and_leads_to_what_is_worth_a_visit(found: dict[str, Any]) -> None:
    status, page = found["demo"]
    assert status == 200
    for words in ("郝科长", "顾主任", "宁股长", "邓干事", "镇上的人", "县里的人", "/verify/certificate/", "/refused/"):
        assert words in page
    assert found["refused"][0].split("-")[1] == "N3"


def test_two_builds_tell_the_same(demo: Path, tmp_path: Path) -> None:
    other = tmp_path / "data"
    assert yuanba("demo", "--no-serve", "--data", other, "--units", UNITS).returncode == 0
    code = (
        "import json; from yuanba.kernel.matters.models import Taking; "
        "print(json.dumps(list(Taking.objects.order_by('pk')"
        ".values_list('matter__title', 'step', 'act', 'to', 'person__name'))))"
    )
    one, two = (asked(code, data=data) for data in (demo, other))
    assert one == two
