"""“This was not me”: the name falls and the count is made anew; record and ledger stay, and who made it judges not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import Village, village
from tests.kernel.matters.mandates import CONTEST, SIGN, WISH, agent_of, authorise, scan
from tests.kernel.matters.test_agency import refused, wished
from tests.kernel.matters.test_speaking_for import petition
from tests.stories.test_four_two_one import decided
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.matters.acts import take, tick
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.collecting import progress
from yuanba.kernel.matters.contesting import contest
from yuanba.kernel.matters.models import Authorisation, Contest, Matter, Support, Taking
from yuanba.kernel.matters.opening import object_to
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Person
from yuanba.kernel.procedures.definitions import STRUCK

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db: None) -> Village:
    return village()


@pytest.fixture
def signed(settings: Any, tmp_path: Path) -> dict[str, Any]:
    return scan(settings, tmp_path)


def paper_of(place: Village, resident: Person, clerk: str = "li", body: str = "committee") -> Actor:
    return replace(place.actor(clerk, body), resident=resident)


def forged(place: Village, matter: Matter, resident: Person, signed: dict[str, Any]) -> Taking:
    """A signature that the clerk entered on a paper which the resident never signed."""
    data = {"power": "M13", "paper": signed}
    return take(matter=matter.pk, by=paper_of(place, resident), act="sign", data=data, at=place.now, key=uuid4())


def contested(place: Village, old: Taking, by: Actor | None = None, **more: Any) -> Matter:
    assert old.resident is not None
    words = {"ground": "not-me", "words": "我没有签过字", "at": place.now, "key": uuid4(), **more}
    return contest(taking=old.pk, by=by or Actor(old.resident), **words).matter


def judge(place: Village, matter: Matter, act: str, key: str = "wang") -> Taking:
    return place.take(matter, key, "supervision_committee", act, opinion="当面问过本人，签名不符")


def test_a_forged_signature_falls_and_the_petition_counts_without_it(place: Village, signed: dict[str, Any]) -> None:
    matter = petition(place)
    place.take(matter, "chen", None, "sign", power="M13")
    old = forged(place, matter, place.villagers[12], signed)
    assert progress(load(matter, place.now))[0][1] == 2
    child = contested(place, old)
    assert (child.step, child.parent, child.role) == ("examine", matter, "contest")
    assert Support.objects.filter(matter=matter).count() == 2, "until it is looked into, it counts"
    before = Entry.objects.count()
    judge(place, child, "uphold")
    assert progress(load(matter, place.now))[0][1] == 1
    matter.refresh_from_db()
    struck = Taking.objects.get(matter=matter, act="struck")
    assert (struck.corrects, struck.body, struck.person) == (old, "supervision_committee", None)
    assert '"signed":1' in struck.public
    assert '"holds":false' in struck.public
    assert Entry.objects.count() == before + 2, "the judgement and the striking, each an entry"
    old.refresh_from_db()
    assert Taking.objects.filter(pk=old.pk).exists()
    assert old.pending, "nothing was deleted"
    own = take(matter=matter.pk, by=Actor(place.villagers[12]), act="sign", data={}, at=place.now, key=uuid4())
    assert Support.objects.get(matter=matter, person=place.villagers[12]).taking == own, "she may still sign herself"


def test_what_is_dismissed_with_reasons_stands(place: Village, signed: dict[str, Any]) -> None:
    matter = petition(place)
    old = forged(place, matter, place.villagers[12], signed)
    child = contested(place, old)
    judge(place, child, "dismiss")
    assert (child.end, Support.objects.filter(matter=matter).count()) == ("dismissed", 1)
    assert not Taking.objects.filter(act="struck").exists()
    again = contested(place, old)
    judge(place, again, "uphold")
    assert refused(lambda: contested(place, old)) == "contested-already"


def test_a_contest_that_nobody_looks_into_goes_up_to_the_township(place: Village, signed: dict[str, Any]) -> None:
    matter = petition(place)
    child = contested(place, forged(place, matter, place.villagers[12], signed))
    place.wait(days=12)
    tick(now=place.now)
    child.refresh_from_db()
    assert child.step == "investigate"
    deng = place.officer("deng", "township_office", "clerk")
    take(matter=child.pk, by=deng, act="uphold", data={"finding": "签名不符"}, at=place.now, key=uuid4())
    struck = Taking.objects.get(matter=matter, act="struck")
    assert struck.body == "township_office"
    assert not Support.objects.filter(matter=matter).exists()


def test_only_she_contests_and_only_what_others_did_in_her_name(place: Village, signed: dict[str, Any]) -> None:
    matter = petition(place)
    old = forged(place, matter, place.villagers[12], signed)
    own = take(matter=matter.pk, by=Actor(place.villagers[13]), act="sign", data={}, at=place.now, key=uuid4())
    assert refused(lambda: contested(place, old, Actor(place.villagers[13]))) == "contest-not-yours"
    assert refused(lambda: contested(place, old, place.actor("li", "committee"))) == "contest-not-yours"
    assert refused(lambda: contest(taking=own.pk, by=Actor(place.villagers[13]), ground="not-me", words="x",
                                   at=place.now, key=uuid4())) == "contest-not-yours"  # fmt: skip
    contested(place, old)
    assert refused(lambda: contested(place, old)) == "contested-already"


def test_who_made_the_entry_neither_takes_down_nor_judges_what_is_said_against_it(
    place: Village, signed: dict[str, Any]
) -> None:
    matter, resident = petition(place), place.villagers[12]
    old = forged(place, matter, resident, signed)
    assert refused(lambda: contested(place, old, paper_of(place, resident), paper=signed)) == "contest-own"
    child = contested(place, old, paper_of(place, resident, "zheng"), paper=signed)
    assert child.step == "examine"
    by_supervisor = forged(place, matter, place.villagers[13], signed)
    supervisor = paper_of(place, place.villagers[13], "feng", "supervision_committee")
    assert contested(place, by_supervisor, supervisor, paper=signed).step == "examine"
    feng = place.people["feng"]
    row = authorise(place, place.villagers[14], feng, SIGN, signed=signed, matter=matter)
    wrong = take(matter=matter.pk, by=agent_of(row), act="sign", data={}, at=place.now, key=uuid4())
    against_feng = contested(place, wrong)
    assert refused(lambda: judge(place, against_feng, "dismiss", "feng")) == "contest-own"
    judge(place, against_feng, "uphold", "wang")


def test_another_agent_contests_but_never_the_one_who_is_contested(place: Village, signed: dict[str, Any]) -> None:
    resident, bad, good = place.villagers[12], place.villagers[13], place.villagers[14]
    old = wished(place, agent_of(authorise(place, resident, bad, signed=signed)))
    again = authorise(place, resident, bad, CONTEST, signed=signed, matter=old.matter)
    assert refused(lambda: contested(place, old, agent_of(again))) == "contest-own"
    row = authorise(place, resident, good, CONTEST, signed=signed, matter=old.matter)
    child = contested(place, old, agent_of(row))
    first = Taking.objects.get(matter=child, seq=1)
    assert (first.resident, first.authorisation) == (resident, row)
    zheng = authorise(place, resident, place.people["zheng"], CONTEST, signed=signed, matter=old.matter)
    judge(place, child, "dismiss")
    assert contested(place, old, agent_of(zheng)).step == "examine", "a named agent's act is not the committee's"


def test_no_committee_officer_is_agent_against_an_entry_of_her_committee(
    place: Village, signed: dict[str, Any]
) -> None:
    matter = petition(place)
    old = forged(place, matter, place.villagers[12], signed)
    row = authorise(place, place.villagers[12], place.people["zheng"], CONTEST, signed=signed, matter=matter)
    assert refused(lambda: contested(place, old, agent_of(row))) == "agent-conflict"


def test_a_wish_that_was_never_hers_ends_as_struck_and_ends_the_agents_other_authorities(
    place: Village, signed: dict[str, Any]
) -> None:
    resident, agent = place.villagers[12], place.villagers[13]
    old = wished(place, agent_of(authorise(place, resident, agent, signed=signed)))
    spare = authorise(place, resident, agent, WISH, signed=signed)
    judge(place, contested(place, old), "uphold")
    matter = Matter.objects.get(pk=old.matter_id)
    assert (matter.step, matter.end, matter.due_at, matter.rings_at) == ("", STRUCK.code, None, None)
    assert matter.closed_at == place.now
    spare.refresh_from_db()
    assert spare.ended_because == "struck"
    assert refused(lambda: wished(place, agent_of(spare))) == "authorisation-ended"
    assert Authorisation.objects.get(taking=old).ended_because == "struck"
    assert Taking.objects.filter(matter=matter).count() == 2


def test_a_wish_that_a_body_has_taken_up_goes_on_with_the_struck_entry_beside_it(
    place: Village, signed: dict[str, Any]
) -> None:
    resident = place.villagers[12]
    old = wished(place, paper_of(place, resident), data={"paper": signed})
    matter = Matter.objects.get(pk=old.matter_id)
    place.take(matter, "zhou", "party_org", "agree", power="M13", proposal="硬化村道")
    judge(place, contested(place, old), "uphold")
    matter.refresh_from_db()
    assert (matter.step, matter.end) == ("confer", "")
    assert Contest.objects.get(taking=old).struck_at == place.now


def test_an_objection_falls_with_the_last_name_under_it_and_blocks_no_longer(
    place: Village, signed: dict[str, Any]
) -> None:
    matter = decided(place)
    place.take(matter, "li", "committee", "post")
    words = {"ground": "money", "words": "为什么", "at": place.now, "paper": signed}
    lodged = object_to(parent=matter.pk, by=paper_of(place, place.villagers[12]), key=uuid4(), **words)
    joined = object_to(parent=matter.pk, by=paper_of(place, place.villagers[13]), key=uuid4(), **words)
    judge(place, contested(place, lodged), "uphold")
    objection = Matter.objects.get(pk=lodged.matter_id)
    assert objection.step == "answer", "another stands behind it"
    judge(place, contested(place, joined), "uphold")
    objection.refresh_from_db()
    assert objection.end == STRUCK.code
    place.wait(days=20)
    tick(now=place.now)
    matter.refresh_from_db()
    assert matter.step == "carry-out"


def test_after_the_days_that_the_village_set_it_is_too_late(place: Village, signed: dict[str, Any]) -> None:
    old = forged(place, petition(place), place.villagers[12], signed)
    place.now = old.at + timedelta(days=181)
    assert refused(lambda: contested(place, old)) == "contest-too-late"
    place.now = old.at + timedelta(days=180)
    assert contested(place, old).step == "examine"


def test_a_replayed_contest_is_one(place: Village, signed: dict[str, Any]) -> None:
    old, key = forged(place, petition(place), place.villagers[12], signed), uuid4()
    first: Callable[[], Matter] = lambda: contested(place, old, key=key)  # noqa: E731
    assert first() == first()
    assert Contest.objects.count() == 1


def test_an_ended_matter_can_still_be_contested(place: Village, signed: dict[str, Any]) -> None:
    old = wished(place, paper_of(place, place.villagers[12]), data={"paper": signed})
    matter = Matter.objects.get(pk=old.matter_id)
    place.take(matter, "zhou", "party_org", "decline", reason="今年没有钱")
    place.wait(days=70)
    tick(now=place.now)
    matter.refresh_from_db()
    assert matter.end == "not-taken-up"
    judge(place, contested(place, old), "uphold")
    matter.refresh_from_db()
    assert matter.end == "not-taken-up"
    assert Taking.objects.filter(matter=matter, act="struck").exists()
