"""One resident, or the supervision committee, has so many matters running at once and no more; each is named to her."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.cast import SHEET, village
from tests.ground import Ground, ground
from tests.stories.showing import refused
from tests.web.desk.conftest import account
from yuanba.kernel.matters import bounds
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import ask, open_matter
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import adopt

pytestmark = pytest.mark.django_db


def small() -> Ground:
    """Where five open wishes of one resident are the most."""
    place = ground()
    adopt(
        institution="wishes", place=place.town, since=place.today, params={"most_open": 5}, at=place.now,
        body=f"{place.town.code}/township_office",
    )  # fmt: skip
    return place


def wish(place: Ground, by: Actor, number: int) -> Matter:
    return place.open("wish", "say", by, f"第{number}个愿望", words="请看一看")


def test_a_resident_reads_how_many_of_her_wishes_are_open_and_which() -> None:
    place = small()
    mine = [wish(place, place.resident(3), number) for number in range(5)]
    with pytest.raises(Refusal) as full:
        wish(place, place.resident(3), 6)
    assert full.value.code == "too-many-open"
    said = full.value.sentence("zh-hans")
    assert place.unit.name in said
    assert "还有 5 件" in said
    assert all(one.number in said for one in mine)
    assert mine[4].number in full.value.sentence("en")
    assert Matter.objects.count() == 5
    assert wish(place, place.resident(4), 1).step == "route", "her neighbour's are another's"
    place.take(mine[0], place.officer("committee"), "refer", reason="转议事会")
    assert wish(place, place.resident(3), 6).step == "route", "one that has ended makes room"


def test_what_a_clerk_enters_for_her_counts_as_hers_and_what_officers_note_counts_for_nobody() -> None:
    place = small()
    clerk = place.officer("committee")
    for number in range(7):
        place.open("wish", "note", clerk, f"坝坝会第{number}条", words="大家说的", channel="yard")
    for number in range(5):
        wish(place, place.resident(3), number)
    paper = Actor(clerk.person, clerk.tenure, place.residents[3])
    with refused("too-many-open"):
        place.open("wish", "say", paper, "纸上的愿望", words="请看一看", paper=SHEET)


def test_the_supervision_committee_has_a_bound_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    place = village()
    matters = [
        open_matter(
            procedure="four-two-one", start="wish", unit=place.unit, by=place.actor("chen"), title=f"路灯{number}",
            data={"words": "天黑"}, at=place.now, key=uuid4(),
        ).matter
        for number in range(2)
    ]  # fmt: skip
    wang = place.actor("wang", "supervision_committee")
    asked = [
        ask(parent=matters[number % 2].pk, by=wang, question=f"第{number}问", at=place.now, key=uuid4()).matter
        for number in range(100)
    ]
    again = uuid4()
    with refused("too-many-open"):
        ask(parent=matters[0].pk, by=wang, question="再问一次", at=place.now, key=again)
    place.take(asked[0], "zhou", "party_org", "agree", answer="已经办了")
    ask(parent=matters[0].pk, by=wang, question="再问一次", at=place.now, key=again)


def test_a_procedure_without_the_parameter_is_bounded_too_and_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = village()
    monkeypatch.setattr(bounds, "MOST", 2)
    monkeypatch.setattr("yuanba.clock.now", lambda: place.now)
    facts = {"procedure": "four-two-one", "start": "wish", "unit": place.unit, "by": place.actor("chen"),
             "data": {"words": "天黑"}, "at": place.now}  # fmt: skip
    keys = [uuid4(), uuid4()]
    for number, key in enumerate(keys):
        open_matter(title=f"路灯{number}", key=key, **facts)
    with refused("too-many-open"):
        open_matter(title="路灯三", key=uuid4(), **facts)
    assert open_matter(title="路灯0", key=keys[0], **facts).key == keys[0], "a replay is no new one"
    client = Client()
    client.force_login(
        account("chen", place.people["chen"]), backend="django.contrib.auth.backends.ModelBackend"
    )  # fmt: skip
    answer = client.post(
        f"/p/{place.unit.code}/new/",
        {"doing": "four-two-one.wish", "title": "路灯四", "words": "天黑", "key": str(uuid4())},
    )
    assert answer.status_code == 422
    assert "最多 2 件" in answer.content.decode()
