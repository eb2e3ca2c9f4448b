"""依法协助政府工作: admitted first, paid for, helped with, never decided by the village; and posted."""

from uuid import uuid4

import pytest

from tests.burdened import act, admitted, burdened, department, gate, run_out
from tests.cast import SHEET, Village
from tests.stories.showing import notice_paper
from yuanba.institutions.burden.reading import burden
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import enter

pytestmark = pytest.mark.django_db


def power(place: Village) -> None:
    """One row of the list of assistance, as the county enters it."""
    from yuanba.kernel.places.county import pack

    row = next(row for row in pack().registers["powers"].rows if row["code"] == "B10")
    data = {key: value for key, value in row.items() if value and key not in ("code", "name", "name_en", "stage")}
    root = place.unit.parent.parent if place.unit.parent else None
    assert root is not None
    enter(
        register="powers", code="B10", name=row["name"], name_en=row["name_en"], place=root, data=data,
        since=place.today, at=place.now, body="510722/county",
    )  # fmt: skip


def requested(place: Village, by: Actor, start: str, task: Matter) -> Matter:
    matter = open_matter(
        procedure="assist", start=start, unit=place.unit, by=by, title="清明巡山", at=place.now, key=uuid4(),
        data={"task": "清明前后巡山，发现火情报告。", "money": "3000", "admitted": task.number, "power": "B10", "does": "patrol"},
    ).matter  # fmt: skip
    matter.refresh_from_db()
    return matter


def test_what_is_admitted_is_helped_with_paid_and_posted() -> None:
    place, root = burdened()
    power(place)
    matter = requested(place, department(place), "request", admitted(place, root))
    act(place, matter, gate(place), "agree")
    place.take(matter, "wu", "committee", "agree")
    place.take(matter, "li", "committee", "evidence", task="record", file=SHEET)
    place.take(matter, "li", "committee", "done", hours=14)
    act(place, matter, department(place), "agree", paid="3000")
    place.take(matter, "li", "committee", "post")
    assert "清明前后巡山" in notice_paper(matter), "asked once by the department, posted without being typed again"
    run_out(place, matter)
    assert (matter.step, matter.end) == ("", "archived")
    assert burden(place.today).of(place.unit.code).asked == 60


def test_a_village_may_send_a_request_back_and_nobody_makes_it_enforce() -> None:
    place, root = burdened()
    power(place)
    town = place.officer("镇长", "township_office", "head")
    matter = requested(place, town, "request-town", admitted(place, root))
    act(place, matter, gate(place), "agree")
    place.take(matter, "wu", "committee", "return", reason="人手不够，请换时间。")
    assert matter.step == "admit"
    for by, what in ((gate(place), "done"), (department(place), "agree"), (town, "order")):
        with pytest.raises(Refusal):
            act(place, matter, by, what)
    act(place, matter, gate(place), "decline", reason="改由林场承担。")
    assert matter.end == "refused"


def test_what_has_expired_is_asked_for_no_more() -> None:
    place, root = burdened()
    power(place)
    task = admitted(place, root)
    run_out(place, task, days=301)
    with pytest.raises(Refusal) as refused:
        requested(place, department(place), "request", task)
    assert refused.value.code == "not-admitted"
    assert burden(place.today).of(place.unit.code).asked == 0
