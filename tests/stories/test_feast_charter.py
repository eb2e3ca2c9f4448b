"""Limits for feasts are agreed by the villagers themselves, under their village rules, and carry no fine."""

import json
from uuid import uuid4

import pytest

from tests.driver import Driver
from tests.ground import ground
from tests.stories.showing import page, refused, step_paper
from tests.web.paper.reading import squeezed
from yuanba.kernel.registers.keeping import keep
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db
WORDING = "第六条 提倡婚事不超过二十桌，丧事不超过三天；量力而行，互相体谅。"


def test_the_charter_is_agreed_in_the_assembly_and_its_limits_stand_in_a_register() -> None:
    place = ground()
    place.adopt("feast-charter")
    drive = Driver(place, given={"power": "A05", "wording": WORDING, "edition": "2026年版"})
    rules = place.open(
        "village-rules", "opinions", place.officer("committee"), "红白喜事章程", topic="红白喜事", power="A05"
    )
    assert drive.to_the_end(rules) == "archived"
    record = Record.objects.get(register="village-rules", code=rules.number)
    assert json.loads(record.data)["wording"] == WORDING, "typed once, kept as the rules in force"
    assert squeezed("红白喜事章程") in step_paper(rules)
    limit = {"name": "婚事桌数", "limit": "20 桌", "rule": "第六条"}
    by = place.officer("ceremony_council")
    keep(register="feast-limits", unit=place.unit, by=by, data=limit, at=place.now, key=uuid4())
    assert "婚事桌数" in page(f"/p/{place.unit.code}/registers/feast-limits/")


def test_only_the_council_keeps_the_limits() -> None:
    place = ground()
    place.adopt("feast-charter")
    limit = {"name": "婚事桌数", "limit": "20 桌"}
    with refused("not-your-register"):
        key = uuid4()
        keep(register="feast-limits", unit=place.unit, by=place.officer("committee"), data=limit, at=place.now, key=key)
