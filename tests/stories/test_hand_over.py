"""A hand-over begins by itself when a post ends, however it ends; nothing is begun twice, and nobody forgets it."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.cast import SHEET, Village
from tests.institutions.redrawing.two import BASIS, TOWN, A, Two, into_b, into_new, two
from tests.stories.posts_cast import begin, furnished, newcomer
from tests.stories.showing import page, printed, step_paper
from tests.web.desk.conftest import account
from yuanba import clock
from yuanba.institutions.redrawing.act import redraw
from yuanba.institutions.redrawing.order import Choices, Heir, Order
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.matters import handing_over
from yuanba.kernel.matters.acts import take, tick
from yuanba.kernel.matters.handing import owed
from yuanba.kernel.matters.handing_over import begin_due
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import Seat, constitute, fill, leave, swear_in
from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.people.rules import Warrant
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.calendar import end_of, start_of
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db
ELECTED = Warrant("@voters", "an election")
PEOPLE = ("zhou", "wu", "li", "zheng", "sun")


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Village:
    made = furnished("selection-of-cadres", powers="A01 A02")
    newcomer(made, "sun", "孙能人")
    for key in PEOPLE:
        account(key, made.people[key])
    monkeypatch.setattr(clock, "now", lambda: made.now)
    return made


def tenure(place: Village, key: str) -> Tenure:
    return Tenure.objects.get(person=place.people[key], body__kind="committee")


def gone(place: Village, *keys: str) -> None:
    for key in keys:
        leave(tenure=tenure(place, key), on=place.today, because="去世", at=place.now)


def handed(place: Village) -> Matter:
    """The one hand-over there is."""
    assert begin_due(now=place.now) == 1
    return Matter.objects.get(procedure="hand-over")


def told(matter: Matter) -> dict[str, object]:
    return dict(json.loads(Taking.objects.get(matter=matter, seq=1).data))


def desk(place: Village, key: str) -> str:
    return page("/desk/", place.people[key])


def clerk(place: Village) -> Actor:
    return place.officer("镇办干部", "township_office", "clerk")


def test_who_leaves_hands_over_to_those_who_stay_within_ten_days_of_leaving(place: Village) -> None:
    gone(place, "zheng")
    left_on = place.today
    place.wait(days=2)
    matter = handed(place)
    assert (matter.unit, matter.step, matter.about) == (place.unit, "give", tenure(place, "zheng").body)
    assert told(matter)["outgoing"] == "郑委员"
    assert told(matter)["incoming"] == "吴主任、李会计", "until the post is filled those in office receive it"
    assert matter.due_at == end_of(start_of(left_on), 10), "counted from the day she left, not from the clock's round"
    found = owed(matter.about, pack().bodies["committee"], place.today) if matter.about else None
    assert found is not None
    assert found.matter == matter.number
    assert f"/m/{matter.number}/" in page(f"/bodies/{tenure(place, 'zheng').body_id}/")
    shown = page(f"/m/{matter.number}/")
    assert "村民委员会委员" in shown
    assert "郑委员" not in shown, "who left is a resident again: the public page names the post"
    assert matter.title in page(f"/p/{place.unit.code}/")


def test_it_stands_on_the_desks_of_both(place: Village) -> None:
    gone(place, "zheng")
    body = tenure(place, "wu").body
    swear_in(body=body, post="member", person=place.people["sun"], since=place.today, at=place.now, warrant=ELECTED)
    matter = handed(place)
    assert told(matter)["incoming"] == "孙能人"
    for key in ("zheng", "sun", "wu"):
        assert matter.title in desk(place, key), key
    assert matter.title not in desk(place, "zhou"), "nor on anybody else's"


def test_it_is_begun_once_whatever_comes_twice(place: Village) -> None:
    gone(place, "zheng")
    matter = handed(place)
    entries = Entry.objects.count()
    for _ in range(3):
        assert begin_due(now=place.now) == 0
        tick(now=place.now)
    assert (Matter.objects.filter(procedure="hand-over").count(), Entry.objects.count()) == (1, entries)
    # Another who leaves the same day, after the clock came round, is in none yet.
    gone(place, "li")
    assert begin_due(now=place.now) == 1
    second = Matter.objects.filter(procedure="hand-over").latest("pk")
    assert told(second)["outgoing"] == "李会计"
    assert begin_due(now=place.now) == 0
    key = uuid4()
    office = place.officer("镇办干部", "township_office", "clerk")
    for _ in range(2):
        with pytest.raises(Refusal):
            take(matter=matter.pk, by=office, act="done", data={}, at=place.now, key=key)
    assert begin_due(now=place.now) == 0


def test_two_clocks_at_once_find_the_posts_named(place: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    gone(place, "zheng")
    body = tenure(place, "zheng").body_id
    # The first look of the second clock is from before the first clock's act.
    monkeypatch.setattr(handing_over, "waiting", lambda on: [body])
    assert begin_due(now=place.now) == 1
    assert begin_due(now=place.now) == 0
    assert Matter.objects.filter(procedure="hand-over").count() == 1


def test_an_election_hands_over_from_those_not_elected_again(place: Village) -> None:
    names = [("director", "wu"), ("clerk", "li"), ("member", "sun")]
    fill(
        place=place.unit, kind="committee", seats=[Seat("committee", post, place.people[key]) for post, key in names],
        since=place.today, warrant=ELECTED, renew=True, at=place.now, acting=f"{place.unit.code}/election_committee",
    )  # fmt: skip
    matter = handed(place)
    assert (told(matter)["outgoing"], told(matter)["incoming"]) == ("郑委员", "孙能人")


def test_a_term_that_runs_out_with_nobody_elected_goes_to_the_township(place: Village) -> None:
    end = tenure(place, "wu").until
    assert end is not None
    place.now = start_of(end) - timedelta(hours=1)
    assert begin_due(now=place.now) == 0
    place.wait(hours=2)
    matter = handed(place)
    assert matter.step == "custody"
    assert told(matter)["outgoing"] == "吴主任、李会计、郑委员"
    assert matter.due_at == end_of(start_of(end), 10)
    assert "未核实" in page("/procedures/hand-over/")
    office = clerk(place)
    take(matter=matter.pk, by=office, act="evidence", data={"task": "list", "file": SHEET}, at=place.now, key=uuid4())
    take(matter=matter.pk, by=office, act="done", data={}, at=place.now, key=uuid4())
    matter.refresh_from_db()
    assert matter.step == "pass-on"
    fill(
        place=place.unit, kind="committee",
        seats=[Seat("committee", post, place.people[key]) for post, key in [("director", "sun"), ("member", "zheng"),
                                                                           ("member", "li")]],
        since=place.today, warrant=ELECTED, renew=True, at=place.now, acting=f"{place.unit.code}/election_committee",
    )  # fmt: skip
    take(matter=matter.pk, by=office, act="done", data={}, at=place.now, key=uuid4())
    matter.refresh_from_db()
    assert (matter.step, matter.holder) == ("give", tenure_of(place, "sun").body)
    assert begin_due(now=place.now) == 0, "the new ones have handed nothing over"


def tenure_of(place: Village, key: str) -> Tenure:
    return Tenure.objects.get(person=place.people[key], body__kind="committee")


def test_who_changes_posts_in_the_body_hands_nothing_over(place: Village) -> None:
    gone(place, "zheng")
    swear_in(
        body=tenure(place, "wu").body, post="deputy", person=place.people["zheng"], since=place.today, at=place.now,
        warrant=ELECTED,
    )  # fmt: skip
    assert begin_due(now=place.now) == 0


def test_posts_that_owe_none_begin_none(place: Village) -> None:
    for body, key in (("supervision_committee", "feng"), ("villager_rep_assembly", "chen")):
        row = Tenure.objects.get(person=place.people[key], body__kind=body)
        leave(tenure=row, on=place.today, because="去世", at=place.now)
    assert begin_due(now=place.now) == 0


def test_one_begun_by_hand_is_not_begun_again(place: Village) -> None:
    gone(place, "zheng")
    constitute(
        place=place.unit, bodies=["election_committee"],
        seats=[Seat("election_committee", "chair", place.people["chen"])], since=place.today, at=place.now,
    )  # fmt: skip
    begin(place, "hand-over", "begin", "chen", "election_committee", posts="委员")
    assert begin_due(now=place.now) == 0


def test_it_is_witnessed_printed_and_then_nothing_is_owed(place: Village) -> None:
    gone(place, "zheng")
    matter = handed(place)
    for task in ("seal", "accounts", "papers"):
        place.take(matter, "wu", "committee", "evidence", task=task, file=SHEET)
    with pytest.raises(Refusal) as refused:
        take(matter=matter.pk, by=clerk(place), act="done", data={}, at=place.now, key=uuid4())
    assert refused.value.code == "not-your-step"
    place.take(matter, "wu", "committee", "done")
    take(matter=matter.pk, by=clerk(place), act="report", data={}, at=place.now, key=uuid4())
    matter.refresh_from_db()
    assert matter.end == "archived"
    assert "移交" in step_paper(matter)
    body = tenure(place, "wu").body
    assert owed(body, pack().bodies["committee"], place.today) is None
    assert "移交清单" in printed(f"/bodies/{body.pk}/handover.pdf")
    assert matter.title not in desk(place, "zheng")


def test_late_is_late_by_itself(place: Village) -> None:
    gone(place, "zheng")
    matter = handed(place)
    place.wait(days=13)
    tick(now=place.now)
    matter.refresh_from_db()
    assert matter.step == "press"
    assert "工作移交已经逾期" in Client().get(f"/bodies/{matter.about_id}/").content.decode()


@pytest.mark.parametrize("order", [into_b, into_new])
def test_a_merger_hands_over_at_the_heir(order: Callable[..., Order]) -> None:
    scene: Two = two()
    old = Body.objects.get(kind="committee", place__code=scene.a.unit.code)
    redraw(order=order(scene.today), basis=BASIS, body=f"{TOWN}/township_office", at=scene.a.now, key=uuid4(), seen="")
    begun = begin_due(now=scene.a.now)
    assert begin_due(now=scene.a.now) == 0
    found = list(Matter.objects.filter(procedure="hand-over").order_by("pk"))
    assert begun == len(found) == (1 if order is into_b else 2), "each committee that ended hands over once"
    mine = next(one for one in found if one.about == old)
    # Where the heir's committee stands it receives; a new village has none yet, so the township keeps it.
    assert mine.step == ("give" if order is into_b else "custody")
    assert mine.unit.until is None
    assert Place.objects.get(pk=old.place_id).until == scene.today


def parted(on: date) -> Order:
    """Village A becomes two new ones."""
    heirs = (Heir("510722101240", "凤头村"), Heir("510722101241", "凤尾村"))
    return Order("split", (A,), heirs, on, Choices(rest=heirs[0].code))


def test_after_a_split_the_township_keeps_what_several_heirs_will_share() -> None:
    scene = two(parted)
    old = Body.objects.get(kind="committee", place__code=A)
    order = parted(scene.today)
    redraw(order=order, basis=BASIS, body=f"{TOWN}/township_office", at=scene.a.now, key=uuid4(), seen="")
    assert begin_due(now=scene.a.now) == 1
    assert Matter.objects.get(procedure="hand-over", about=old).step == "custody"
