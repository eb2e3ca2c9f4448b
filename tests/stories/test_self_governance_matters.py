"""Twenty-one matters that the villagers settle themselves: a report they may refuse, a quarrel that stays private."""

import pytest

from tests.cast import SHEET
from tests.driver import Driver
from tests.ground import Ground, ground
from tests.stories.showing import page, printed, refused, step_paper
from tests.web.paper.reading import squeezed
from yuanba.kernel.assemblies.models import Count
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.models import Person
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db


def reported(place: Ground) -> Matter:
    """The committee's report has been heard and questioned, and the villagers are called."""
    report = place.open(
        "work-report", "report", place.officer("committee"), "2025年度工作报告", power="A06",
        report="修好机耕道一条；垃圾分类没有做好。",
    )  # fmt: skip
    Driver(place, given={"questions": "垃圾分类为什么没有做好？"}).until(report, "resolve")
    called = {"meets_on": "2026-03-14", "meets_time": "19:30", "venue": "文化院坝", "motion": "是否认可年度报告"}
    place.take(report, place.officer("committee"), "convene", body="villager_assembly", **called)
    place.wait(days=12, hours=12)
    return report


def test_villagers_who_do_not_accept_a_report_get_a_better_one() -> None:
    place = ground()
    place.adopt("self-governance-matters")
    report, clerk = reported(place), place.officer("committee")
    grown = list(Person.objects.filter(unit=place.unit.code).order_by("pk"))
    place.take(report, clerk, "sign-in", present=[one.pk for one in grown])
    against = {"votes_for": 3, "against": len(grown) - 3, "abstain": 0}
    recorders = {"recorder_1": grown[0].pk, "recorder_2": grown[1].pk, "sheet": SHEET}
    place.take(report, clerk, "count", **against, **recorders)
    assert report.step == "redo", "not accepted: mended and handed in again"
    assert not Count.objects.get(motion__assembly__matter=report).passed
    drive = Driver(place, given={"mended": "四月起每天清运，六月再报一次"})
    assert drive.to_the_end(report) == "archived"
    assert squeezed("2025年度工作报告") in step_paper(report)
    assert grown[0].name not in page(f"/m/{report.number}/"), "how anybody voted is nobody's business"


def test_too_few_villagers_decide_nothing() -> None:
    place = ground()
    place.adopt("self-governance-matters")
    report, clerk = reported(place), place.officer("committee")
    few = list(Person.objects.filter(unit=place.unit.code).order_by("pk")[:5])
    place.take(report, clerk, "sign-in", present=[one.pk for one in few])
    recorders = {"recorder_1": few[0].pk, "recorder_2": few[1].pk, "sheet": SHEET}
    with refused("quorum-missing", law="vcol-2026:26"):
        place.take(report, clerk, "count", votes_for=5, against=0, abstain=0, **recorders)
    assert report.step == "resolve"


def test_a_quarrel_between_neighbours_is_settled_and_nothing_of_it_is_read_by_others() -> None:
    place = ground()
    place.adopt("self-governance-matters")
    mediators = place.officer("mediation_committee")
    quarrel = place.open("mediation", "ask", place.resident(4), "邻里调解", power="A16", words="他家屋檐水滴到我家灶房")
    with refused("not-your-step"):
        place.take(quarrel, place.officer("committee"), "agree")
    place.take(quarrel, mediators, "agree")
    met = {"held_on": place.today.isoformat(), "attended": 2, "opinion": "双方同意改装落水管"}
    place.take(quarrel, mediators, "agree", **met)
    place.take(quarrel, mediators, "done")
    assert quarrel.end == "settled"
    for told in (page(f"/m/{quarrel.number}/"), step_paper(quarrel)):
        assert "屋檐" not in told
        assert place.residents[4].name not in told


def test_the_list_has_twenty_one_matters_and_each_says_which_meeting_decides() -> None:
    place = ground()
    place.adopt("self-governance-matters")
    assert (
        sum(1 for code in Record.objects.filter(register="powers").values_list("code", flat=True) if code[0] == "A")
        == 21
    )
    wall = printed(f"/powers/self/?in={place.unit.code}&format=pdf&size=a4")
    assert squeezed("共 21 项") in wall
    assert "村民会议" in page(f"/powers/A06/?in={place.unit.code}")
