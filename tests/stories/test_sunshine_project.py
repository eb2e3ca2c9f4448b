"""Whoever exercises a listed power leaves a trail that everybody can walk: who, when, under which article."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.driver import Driver
from tests.ground import ground
from tests.stories.showing import notice_paper, page, refused
from tests.web.paper.reading import squeezed
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.opening import object_to

pytestmark = pytest.mark.django_db


def test_every_act_of_a_body_in_a_small_project_is_in_the_ledger_and_on_the_page() -> None:
    place = ground()
    place.adopt("sunshine-project")
    drive = Driver(place, given={"plan": "一组水渠清淤八百米", "finding": "账目齐全"})
    canal = place.open(
        "small-project", "plan", place.officer("committee"), "一组水渠清淤", power="M04",
        plan="一组水渠清淤八百米", budget="9600",
    )  # fmt: skip
    assert drive.to_the_end(canal) == "archived"
    acts = Taking.objects.filter(matter=canal).exclude(body="")
    assert Entry.objects.filter(pk__in=acts.values("entry")).count() == acts.count() > 10
    assert {one.body for one in acts} == {"committee", "party_org", "villager_assembly", "supervision_committee"}
    told = page(f"/m/{canal.number}/")
    assert all(f'id="t{one.seq}"' in told for one in acts.exclude(to="")), "each step that was taken has its line"
    decision, result = Notice.objects.filter(matter=canal).order_by("pk")
    assert (decision.posts, result.posts) == ("decision", "result")
    assert all(one.until - one.since >= timedelta(days=15) for one in (decision, result))
    wall = notice_paper(canal)
    assert squeezed("材料费120.50有发票") in wall
    assert squeezed("一组水渠清淤八百米") in wall, "what was planned hangs beside what it cost"


def test_while_somebody_objects_nothing_is_bought_and_nobody_skips_the_offers() -> None:
    place = ground()
    place.adopt("sunshine-project")
    clerk = place.officer("committee")
    canal = place.open("small-project", "plan", clerk, "水渠清淤", power="M04", plan="清淤八百米", budget="9600")
    drive = Driver(place)
    drive.until(canal, "publish")
    place.take(canal, clerk, "post")
    objection = object_to(
        parent=canal.pk, by=place.resident(9), ground="money", words="八百米要九千六？", at=place.now, key=uuid4()
    ).matter
    with refused("objection-open", law="vcol-2026:35"):
        place.take(canal, clerk, "amend", reason="改个数字")
    place.wait(days=8)
    canal.refresh_from_db()
    assert canal.step == "publish"
    objection.refresh_from_db()
    assert drive.to_the_end(objection)
    drive.until(canal, "offers")
    with refused("evidence-missing"):
        place.take(canal, clerk, "done")


def test_an_audit_is_ordered_by_the_township_and_its_finding_hangs_in_the_village() -> None:
    place = ground()
    place.adopt("sunshine-project")
    town = place.officer("township_office")
    with refused("not-your-step"):
        place.open("audit", "order", place.officer("committee"), "任期审计", scope="2021至2025年收支")
    audit = place.open("audit", "order", town, "任期经济责任审计", scope="2021至2025年收支")
    drive = Driver(place, given={"finding": "一张四百元的收据没有附件，应当补齐"})
    drive.until(audit, "publish")
    place.take(audit, place.officer("committee"), "post")
    assert json.loads(Notice.objects.get(matter=audit).data)["road"]["scope"] == "2021至2025年收支"
    assert squeezed("一张四百元的收据没有附件，应当补齐") in notice_paper(audit)
    assert drive.to_the_end(audit) == "archived"
