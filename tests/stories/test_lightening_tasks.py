"""清理行政事务和检查评比: nothing reaches villages that the county has not admitted, and a village has its own voice."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.burdened import act, admitted, asked, burdened, department, file, gate, guidance, posted, run_out
from tests.cast import Village
from tests.web.paper.reading import pages, squeezed
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import object_to, open_matter
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.imposed import TASKS, imposed, nearest
from yuanba.kernel.registers.models import Record
from yuanba.web.paper import press
from yuanba.web.public.papers import notice_sheet

pytestmark = pytest.mark.django_db


def objected(place: Village, matter: Matter, by: Actor, ground: str = "content") -> Matter:
    return object_to(
        parent=matter.pk, by=by, ground=ground, words="这件事去年已经由林场做了。", at=place.now, key=uuid4()
    ).matter  # fmt: skip


def refused(place: Village, root: Place, **changes: object) -> Refusal:
    with pytest.raises(Refusal) as found:
        file(place, root, **changes)
    return found.value


def assist(place: Village, **data: object) -> Matter:
    return open_matter(
        procedure="assist", start="request", unit=place.unit, by=department(place), title="巡山", at=place.now,
        data={"task": "清明前后巡山", "money": "3000", "does": "patrol", **data}, key=uuid4(),
    ).matter  # fmt: skip


def test_a_task_is_filed_posted_admitted_expires_and_is_dropped() -> None:
    place, root = burdened()
    matter = posted(place, root)
    notice = Notice.objects.get(matter=matter)
    assert (notice.board, notice.unit) == ("admission", root)
    assert (notice.until - notice.since) >= timedelta(days=15)
    assert "森林防火巡山" in squeezed(pages(press.pdf(notice_sheet(notice), timestamp=notice.since))[0])
    run_out(place, matter)
    assert matter.step == "enter"
    act(place, matter, gate(place), "done", verdict="admit")
    record = Record.objects.get(register=TASKS, code=matter.number)
    entered = json.loads(record.data)
    typed = asked(place)
    assert {key: entered[key] for key in ("asks", "asker", "basis", "hours", "where")} == {
        key: typed[key] for key in ("asks", "asker", "basis", "hours", "where")
    }, "typed once by the department, never again"
    assert (entered["money"], entered["verdict"]) == ("3000.00", "admit")
    assert [one.record.code for one in nearest(imposed((TASKS,), place.today), place.unit.code)] == [matter.number]
    run_out(place, matter, days=366)
    assert matter.step == "renew"
    assert not imposed((TASKS,), place.today), "after its last day it counts no more, whatever anybody does"
    act(place, matter, gate(place), "decline", reason="林场自己有巡护员。")
    act(place, matter, gate(place), "done")
    assert (matter.step, matter.end) == ("", "dropped")
    record.refresh_from_db()
    assert record.until == place.today
    again = Record.objects.get(register=TASKS, code=matter.number, until__isnull=True)
    assert json.loads(again.data)["verdict"] == "drop"
    assert Entry.objects.filter(kind="record.closed").exists()


def test_what_is_kept_runs_on_for_a_year_at_most() -> None:
    place, root = burdened()
    matter = admitted(place, root)
    run_out(place, matter, days=366)
    late = (place.today + timedelta(days=400)).isoformat()
    with pytest.raises(Refusal) as found:
        act(place, matter, gate(place), "agree", finding="还需要。", renewed_until=late)
    assert found.value.code == "admission-span"
    until = (place.today + timedelta(days=200)).isoformat()
    act(place, matter, gate(place), "agree", finding="还需要。", renewed_until=until)
    assert matter.end == "renewed"
    (row,) = imposed((TASKS,), place.today)
    assert (row.verdict, row.data["until_on"], row.hours) == ("keep", until, 60)


def test_a_village_objects_in_its_own_name_once_and_the_filing_goes_back() -> None:
    place, root = burdened()
    matter = posted(place, root)
    officer = place.actor("wu", "committee")
    objection = objected(place, matter, officer)
    first = objection.takings.get(seq=1)
    assert first.body == "committee"
    assert json.loads(first.public)["data"]["village"] == place.unit.code
    assert not objection.supports.exists(), "a village is no person"
    assert Entry.objects.filter(body=f"{place.unit.code}/committee", kind="matter.taken").exists()
    with pytest.raises(Refusal) as found:
        objected(place, matter, place.actor("zheng", "committee"))
    assert found.value.code == "village-objected"
    other = objected(place, matter, place.actor("zheng", "committee"), "money")
    assert other != objection, "another ground is another objection"
    resident = objected(place, matter, Actor(place.villagers[3]))
    assert resident == objection, "a resident of any unit joins, and is not named"
    assert objection.supports.count() == 1
    run_out(place, matter, days=20)
    assert matter.step == "comment", "an open objection holds the posting"
    for one in (objection, other):
        one.refresh_from_db()
    assert objection.step == "investigate", "the gate did not answer in time: the guiding department looks into it"
    with pytest.raises(Refusal):
        act(place, objection, gate(place), "uphold", finding="不该由准入办自己认定。")
    act(place, objection, guidance(place), "uphold", finding="重复了林场的工作。")
    matter.refresh_from_db()
    assert matter.step == "screen", "upheld: turned back to the gate"
    assert Notice.objects.get(matter=matter).taken_down_because == "objection-upheld"


def test_only_an_officer_in_office_speaks_for_a_village() -> None:
    place, root = burdened()
    matter = posted(place, root)
    stranger = Actor(place.villagers[4], place.actor("wu", "committee").tenure)
    with pytest.raises(Refusal) as found:
        objected(place, matter, stranger)
    assert found.value.code == "not-your-step"
    tenure = place.actor("li", "committee").tenure
    assert tenure is not None
    tenure.until = place.today
    with pytest.raises(Refusal) as found:
        objected(place, matter, Actor(place.people["li"], tenure))
    assert found.value.code == "tenure-over"


def test_a_filing_without_an_article_or_with_columns_that_are_held_is_refused() -> None:
    place, root = burdened()
    assert refused(place, root, basis="上级要求").code == "basis-without-article"
    assert refused(place, root, basis="forest-fire-2009:999").code == "basis-without-article"
    again = refused(place, root, asks="form", wants="受理日期\n库房门牌")
    assert (again.code, again.law) == ("held-already", "vcol-2026:43")
    assert "受理日期" in again.sentence("zh-hans")
    assert "库房门牌" not in again.sentence("zh-hans")
    long = (place.today + timedelta(days=900)).isoformat()
    assert refused(place, root, until_on=long).code == "admission-span"
    assert file(place, root, asks="form", wants="库房门牌", basis="《森林防火条例》第十六条").step == "screen"


def test_a_filing_for_the_end_of_all_days_is_refused_in_a_sentence() -> None:
    place, root = burdened()
    for first, last in (("9999-12-01", "9999-12-31"), ("9999-01-01", "9999-12-31"), ("0001-01-01", "0001-01-02")):
        found = refused(place, root, from_on=first, until_on=last)
        assert isinstance(found, Unfilled)
        assert set(found.errors) == {"from_on", "until_on"}
    far = refused(place, root, from_on=(place.today + timedelta(days=732)).isoformat())
    assert isinstance(far, Unfilled)
    assert (place.today + timedelta(days=731)).isoformat() in far.errors["from_on"].sentence("zh-hans")


def test_hours_are_those_of_one_working_year_and_what_is_handed_over_comes_with_money() -> None:
    place, root = burdened()
    with pytest.raises(Unfilled) as unfilled:
        file(place, root, hours=999_999)
    assert "2000" in unfilled.value.errors["hours"].sentence("zh-hans")
    for asks in ("task", "form"):
        unpaid = refused(place, root, asks=asks, money="0", heeded=True)
        assert (unpaid.code, unpaid.law) == ("task-unpaid", "vcol-2026:43")
    assert not Matter.objects.exists()
    assert file(place, root, asks="inspect", money="0").step == "screen", "an inspection hands no work over"
    assert file(place, root, hours=2000).step == "screen"


def test_nothing_reaches_a_village_that_was_not_admitted_for_it() -> None:
    place, root = burdened()
    with pytest.raises(Refusal) as found:
        assist(place)
    assert (found.value.code, found.value.law) == ("not-admitted", "vcol-2026:43")
    elsewhere = admitted(place, root, where="510722101201")
    Record.objects.filter(code=elsewhere.number).update(
        data=Record.objects.get(code=elsewhere.number).data.replace("510722101201", "510722102")
    )
    with pytest.raises(Refusal) as found:
        assist(place, admitted=elsewhere.number)
    assert found.value.code == "not-admitted", "what was admitted for another township is not admitted here"
    here = admitted(place, root)
    with pytest.raises(Unfilled):
        assist(place, admitted=elsewhere.number)
    assert assist(place, admitted=here.number).step == "admit"
    with pytest.raises(Refusal):
        open_matter(
            procedure="inspection", start="plan", unit=place.unit, by=department(place), title="查台账",
            data={"scope": "台账", "units": 1, "admitted": here.number}, at=place.now, key=uuid4(),
        )  # fmt: skip
