"""Village rules are made by the villagers' own assembly; advice from above binds nobody; a register keeps them."""

import json

import pytest

from tests.driver import Driver
from tests.ground import Ground, ground
from tests.stories.showing import page, refused, step_paper
from tests.web.paper.reading import squeezed
from yuanba.kernel.assemblies.models import Assembly
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db
WORDING = "第三条 院坝公用的地方不堆柴草；第四条 红白喜事量力而行。"


def drafted(place: Ground, power: str = "A05") -> tuple[Matter, Driver]:
    """The committee asks for opinions; the rest is driven with the words that belong to it."""
    place.adopt("village-rules")
    rules = place.open(
        "village-rules", "opinions", place.officer("committee"), "修订村规民约", topic="院坝和红白喜事", power=power
    )
    return rules, Driver(place, given={"wording": WORDING, "edition": "2026年修订", "advice": "内容不违反法律。"})


@pytest.mark.parametrize(("kind", "assembly"), [("village", "villager_assembly"), ("community", "resident_assembly")])
def test_the_assembly_adopts_them_and_the_township_only_files_them(kind: str, assembly: str) -> None:
    place = ground(kind)
    rules, drive = drafted(place)
    drive.until(rules, "filing")
    assert Assembly.objects.get(matter=rules).body == assembly
    place.take(rules, place.officer("township_office"), "report")
    drive.until(rules, "archive")
    place.take(rules, place.officer("committee"), "done", edition="2026年修订", resolved_on=place.today.isoformat())
    record = json.loads(Record.objects.get(register="village-rules", code=rules.number).data)
    assert record["wording"] == WORDING, "written once, in the draft"
    assert squeezed("修订村规民约") in step_paper(rules)
    assert "2026年修订" in page(f"/p/{place.unit.code}/registers/village-rules/")


def test_the_township_advises_and_orders_corrections_and_never_approves() -> None:
    place = ground()
    rules, drive = drafted(place)
    drive.until(rules, "advice")
    with refused("act-not-open"):
        place.take(rules, place.officer("township_office"), "decline", reason="不同意")
    drive.until(rules, "filing")
    place.take(rules, place.officer("township_office"), "order")
    assert rules.step == "drafting", "an unlawful rule is ordered to be mended (VCOL 31), by the village itself"
    decided = Taking.objects.filter(matter=rules, body="township_office", step="resolve")
    assert not decided.exists()


def test_representatives_of_a_village_may_not_make_its_rules() -> None:
    place = ground()
    rules, drive = drafted(place)
    drive.until(rules, "resolve")
    asked = {"meets_on": "2026-04-20", "meets_time": "19:30", "venue": "院坝", "motion": "同意吗"}
    with refused("blank-not-a-choice", blank="body"):
        place.take(rules, place.officer("committee"), "convene", body="villager_rep_assembly", **asked)
