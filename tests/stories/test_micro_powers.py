"""Twenty-four small powers, where small corruption starts: each expense is seen by others, and then by everybody."""

import json
from uuid import uuid4

import pytest

from tests.cast import SHEET
from tests.driver import Driver
from tests.ground import ground
from tests.stories.showing import notice_paper, page, printed, refused
from tests.web.paper.reading import squeezed
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.opening import ask

pytestmark = pytest.mark.django_db
BILLS = [
    {"name": "上年结转", "income": "3000"},
    {"name": "会议室灯管", "expense": "186.40", "note": "发票一张"},
    {"name": "打印纸两箱", "expense": "320", "note": "发票一张"},
]


def test_an_everyday_expense_passes_three_pairs_of_eyes_and_hangs_item_by_item() -> None:
    place = ground()
    place.adopt("micro-powers")
    clerk = place.officer("committee")
    claim = place.open("finance-review", "claim", clerk, "三月日常开支", power="M12", accounts=BILLS, vouchers=SHEET)
    with refused("not-your-step"):
        place.take(claim, clerk, "agree", held_on="2026-03-02", attended=1, opinion="同意")
    group = place.officer("finance_review_group")
    place.take(claim, group, "agree", held_on=place.today.isoformat(), attended=3, opinion="两张发票都对得上")
    supervisor = place.officer("supervision_committee")
    question = ask(parent=claim.pk, by=supervisor, question="灯管换在哪里？", at=place.now, key=uuid4()).matter
    with refused("queries-open", law="vcol-2026:37"):
        place.take(claim, supervisor, "report", report="账目属实")
    place.take(question, clerk, "agree", answer="换在老年活动室")
    place.take(claim, supervisor, "report", report="账目属实")
    place.take(claim, clerk, "post", accounts=BILLS)
    wall = notice_paper(claim)
    assert squeezed("会议室灯管186.40发票一张") in wall
    assert "506.40" in wall, "the house adds up, nobody types a sum"
    assert squeezed("账目属实") in wall, "what the supervisors found hangs beside the bills"
    assert SHEET["name"] not in page(f"/m/{claim.number}/"), "the vouchers stay with those who check them"
    place.wait(days=18)
    claim.refresh_from_db()
    place.take(claim, clerk, "done")
    assert claim.end == "archived"


def test_a_small_project_is_resolved_compared_and_accepted_and_the_list_says_it_is_a_draft() -> None:
    place = ground()
    place.adopt("micro-powers")
    lamps = place.open(
        "small-project", "plan", place.officer("committee"), "六盏太阳能路灯", power="M04",
        plan="文化院坝到桂花院落装六盏", budget="14800",
    )  # fmt: skip
    drive = Driver(place)
    drive.until(lamps, "offers")
    with refused("evidence-missing"):
        place.take(lamps, place.officer("committee"), "done")
    assert drive.to_the_end(lamps) == "archived"
    kept = Taking.objects.filter(matter=lamps, act="evidence").order_by("seq")
    steps = list(kept.values_list("evidence__task", flat=True))
    assert steps[:2] == ["quotes", "choice"], "three offers and why this one, before anything is built"
    first = json.loads(Notice.objects.filter(matter=lamps).earliest("pk").data)
    assert (first["road"]["budget"], first["count"]["body"]) == ("14800.00", "villager_assembly")
    wall = printed(f"/powers/micro/?in={place.unit.code}&format=pdf&size=a4")
    assert squeezed("共 24 项") in wall
    assert "草案" in page(f"/powers/M04/?in={place.unit.code}")
