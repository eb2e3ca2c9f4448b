"""Many hands at once: on either database no act is lost, done twice or half done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from tests.cast import Village, village
from tests.kernel.matters.mandates import agent_of, authorise, scan
from yuanba.kernel.ledger.models import Entry, Head
from yuanba.kernel.matters.acts import take
from yuanba.kernel.matters.handing_over import begin_due
from yuanba.kernel.matters.models import Matter, Support, Taking
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import leave
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
HANDS = 12


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """Do all acts at the same moment, each on a connection of its own; refusals are returned as their codes."""
    start = Barrier(len(acts))

    def one(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def wish(place: Village, title: str = "修路") -> Matter:
    return open_matter(
        procedure="four-two-one",
        start="wish",
        unit=place.unit,
        by=place.actor("chen"),
        title=title,
        data={},
        at=place.now,
        key=uuid4(),
    ).matter


def test_a_double_click_is_one_act() -> None:
    place = village()
    matter, by, key = wish(place), place.actor("zhou", "party_org"), uuid4()
    words = {"power": "M13", "proposal": "硬化村道"}
    done = at_once(
        [lambda: take(matter=matter.pk, by=by, act="agree", data=words, at=place.now, key=key, seen=1).pk] * HANDS
    )
    assert len(set(done)) == 1
    assert Taking.objects.filter(matter=matter, act="agree").count() == 1


def test_of_many_stale_tabs_one_acts_and_the_others_are_told() -> None:
    place = village()
    matter, by = wish(place), place.actor("zhou", "party_org")
    words = {"power": "M13", "proposal": "硬化村道"}
    done = at_once(
        [lambda: take(matter=matter.pk, by=by, act="agree", data=words, at=place.now, key=uuid4(), seen=1).pk] * HANDS
    )
    assert done.count("stale") == HANDS - 1


def test_signatures_given_at_once_are_each_counted_once_and_the_number_moves_the_matter() -> None:
    place = village(villagers=100)
    matter = wish(place)
    place.take(matter, "zhou", "party_org", "decline", reason="没有钱")
    signers = [Actor(person) for person in place.villagers[20:29]] * 2
    done = at_once(
        [
            lambda by=by: (
                take(matter=matter.pk, by=by, act="sign", data={"power": "M13"}, at=place.now, key=uuid4()).seq
            )  # type: ignore[misc]
            for by in signers
        ]
    )
    assert done.count("signed-already") == 9
    assert Support.objects.filter(matter=matter).count() == 9
    for person in place.villagers[29:32]:
        take(matter=matter.pk, by=Actor(person), act="sign", data={}, at=place.now, key=uuid4())
    matter.refresh_from_db()
    assert matter.step == "resolve"


def test_numbers_and_ledger_sequences_have_no_gaps() -> None:
    place = village()
    numbers = at_once([lambda: wish(place).number] * HANDS)
    assert sorted(str(n)[-6:] for n in numbers) == [f"{i:06d}" for i in range(1, HANDS + 1)]
    head = Head.objects.get(unit=place.unit.code)
    assert sorted(Entry.objects.filter(unit=place.unit.code).values_list("seq", flat=True)) == list(
        range(1, head.seq + 1)
    )


def test_many_clocks_begin_a_hand_over_once() -> None:
    place = village()
    leave(
        tenure=Tenure.objects.get(person=place.people["zheng"], body__kind="committee"),
        on=place.today,
        because="去世",
        at=place.now,
    )
    done = at_once([lambda: begin_due(now=place.now)] * 6)
    assert sorted(done) == [0, 0, 0, 0, 0, 1]  # type: ignore[type-var]
    assert Matter.objects.filter(procedure="hand-over").count() == 1
    assert begin_due(now=place.now) == 0


def test_one_authority_used_from_two_phones_at_once_serves_once(settings: Any, tmp_path: Path) -> None:
    place = village()
    row = authorise(place, place.villagers[12], place.villagers[13], signed=scan(settings, tmp_path))
    by = agent_of(row)

    def use() -> object:
        return open_matter(
            procedure="four-two-one",
            start="wish",
            unit=place.unit,
            by=by,
            title="修路",
            data={},
            at=place.now,
            key=uuid4(),
        ).pk

    done = at_once([use] * HANDS)
    assert sorted(map(str, done))[1:] == ["authorisation-spent"] * (HANDS - 1)
    assert Matter.objects.count() == Taking.objects.filter(authorisation=row).count() == 1
