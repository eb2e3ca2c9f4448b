"""Seven things that a village does not do, whoever asks: refused at the door with the article, and put on record."""

import json

import pytest

from tests.ground import ground
from tests.stories.showing import page, printed, refused, step_paper
from tests.web.paper.reading import squeezed
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.turned_away import BODIES, RESIDENTS
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db
ASKED = {"power": "B11", "task": "用火安全", "money": "2000"}


def test_a_township_that_wants_a_guarantee_is_refused_in_public_and_may_ask_for_help_instead() -> None:
    place = ground()
    place.adopt("negative-list", "assist-matters")
    town = place.officer("township_office")
    with refused("falls-under", law="vcol-2026:13"):
        place.open("assist", "request-town", town, "企业贷款担保", **ASKED, does="guarantee")
    assert not Matter.objects.exists(), "no number is given to what may not be"
    record = Record.objects.get(register=BODIES)
    told = json.loads(record.data)
    assert (told["item"], told["body"], record.place) == ("N2", "township_office", place.town)
    assert Entry.objects.filter(kind="record.entered", unit=place.town.code).exists()
    assert "企业贷款担保" in page("/refused/"), "what a body asked for is for everybody to read"
    help_ = place.open("assist", "request-town", town, "用火安全宣传", **ASKED, does="publicise")
    assert help_.step == "admit"
    assert squeezed("用火安全宣传") in step_paper(help_)


def test_of_a_resident_only_the_number_is_known() -> None:
    place = ground()
    place.adopt("negative-list", "signboards-ledgers-certificates")
    resident = place.resident(5)
    with refused("certificate-barred"):
        place.open(
            "seal-use",
            "ask",
            resident,
            "无犯罪记录证明",
            power="M23",
            certificate="Z05",
            purpose="找工作",
            receiver="电子厂",
        )
    assert Record.objects.filter(register=RESIDENTS).count() == 1
    assert not Record.objects.filter(register=BODIES).exists()
    told = page("/refused/")
    assert resident.person.name not in told
    assert "找工作" not in told


def test_the_seven_hang_on_the_wall_with_their_articles_and_what_to_do_instead() -> None:
    place = ground()
    place.adopt("negative-list")
    wall = printed(f"/powers/negative/?in={place.unit.code}&format=pdf&size=a4")
    assert squeezed("共 7 项") in wall
    assert "第13条" in wall
    item = printed(f"/powers/N2/?in={place.unit.code}&format=pdf&size=a4")
    assert squeezed("需要资金的，走会议决定") in item
