"""A written authority serves its agent, its purpose, its resident and its time, once; whoever tries more is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import Village, village
from tests.kernel.matters.mandates import OBJECT, SIGN, WISH, agent_of, authorise, grid_worker, scan
from tests.kernel.matters.test_speaking_for import petition
from tests.stories.test_four_two_one import decided, wish
from yuanba.kernel.ledger.acts import opens_resident
from yuanba.kernel.matters.acts import take
from yuanba.kernel.matters.authorising import give_back, revoke
from yuanba.kernel.matters.models import Authorisation, Interest, Matter, Support, Taking
from yuanba.kernel.matters.opening import object_to, open_matter
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import leave
from yuanba.kernel.people.models import Person, Tenure
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.canonical import encode
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db: None) -> Village:
    return village()


@pytest.fixture
def signed(settings: Any, tmp_path: Path) -> dict[str, Any]:
    return scan(settings, tmp_path)


def wished(place: Village, by: Actor, **more: Any) -> Taking:
    return open_matter(
        **{
            "procedure": "four-two-one",
            "start": "wish",
            "unit": place.unit,
            "by": by,
            "title": "修路",
            "data": {"words": "路太烂"},
            "at": place.now,
            "key": uuid4(),
            **more,
        }
    )


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as no:
        act()
    return no.value.code


def test_a_daughter_wishes_for_her_mother_and_the_entry_says_by_which_authority(
    place: Village, signed: dict[str, Any]
) -> None:
    mother, daughter = place.villagers[12], place.villagers[13]
    row = authorise(place, mother, daughter, signed=signed)
    assert row.number == "510722101201-2026-A000001"
    taking = wished(place, agent_of(row))
    assert (taking.person, taking.resident, taking.authorisation) == (daughter, mother, row)
    assert taking.body == ""
    assert '"agent":true' in taking.public
    assert '"paper":false' in taking.public
    assert row.number not in taking.public
    assert taking.pending, "in the ledger it is a resident's act"


def test_one_authority_serves_once_and_a_double_click_is_one_act(place: Village, signed: dict[str, Any]) -> None:
    row = authorise(place, place.villagers[12], place.villagers[13], signed=signed)
    by, key = agent_of(row), uuid4()
    first = wished(place, by, key=key)
    assert wished(place, by, key=key) == first, "the same key is the same act"
    assert refused(lambda: wished(place, by)) == "authorisation-spent"
    assert refused(lambda: wished(place, agent_of(row))) == "authorisation-spent"
    assert Matter.objects.count() == 1


def test_nobody_uses_anothers_authority_or_uses_hers_for_another_resident(
    place: Village, signed: dict[str, Any]
) -> None:
    row = authorise(place, place.villagers[12], place.villagers[13], signed=signed)
    by = agent_of(row)
    thief = replace(by, person=place.villagers[14])
    other = replace(by, resident=place.villagers[15])
    missing = replace(by, authorisation=row.pk + 99)
    posing = replace(by, tenure=place.actor("li", "committee").tenure)
    bare = replace(by, resident=None)
    for forged in (thief, other, missing, posing, bare):
        assert refused(lambda forged=forged: wished(place, forged)) == "authorisation-unknown"
    assert not Matter.objects.exists()


def test_an_authority_of_one_village_serves_in_no_other(place: Village, signed: dict[str, Any]) -> None:
    row = authorise(place, place.villagers[12], place.villagers[13], signed=signed)
    other = Place.objects.create(
        code="510722101202",
        kind="village",
        name="龙顶村",
        name_en="Longding",
        parent=place.unit.parent,
        since=place.unit.since,
    )
    assert refused(lambda: wished(place, agent_of(row), unit=other)) == "not-a-resident"
    moved = place.villagers[12]
    Person.objects.filter(pk=moved.pk).update(unit=other.code, place=other)
    assert refused(lambda: wished(place, agent_of(row), unit=other)) == "authorisation-unknown"
    assert refused(lambda: wished(place, agent_of(row))) == "not-a-resident"


def test_an_authority_ends_with_its_last_day(place: Village, signed: dict[str, Any]) -> None:
    row = authorise(place, place.villagers[12], place.villagers[13], signed=signed, days=3)
    place.wait(days=4)
    assert refused(lambda: wished(place, agent_of(row))) == "authorisation-expired"
    assert (
        refused(lambda: authorise(place, place.villagers[12], place.villagers[13], signed=signed, days=31))
        == "authorisation-too-long"
    )
    assert (
        refused(lambda: authorise(place, place.villagers[12], place.villagers[13], signed=signed, days=-1))
        == "authorisation-too-long"
    )


def test_an_officers_errand_ends_with_her_post(place: Village, signed: dict[str, Any]) -> None:
    worker, resident = place.villagers[14], place.villagers[12]
    assert refused(lambda: authorise(place, resident, worker, signed=signed, in_office=True)) == "agent-out-of-office"
    grid_worker(place, worker)
    row = authorise(place, resident, worker, signed=signed, in_office=True)
    assert row.office is not None
    leave(tenure=row.office, on=place.today + timedelta(days=1), because="换人", at=place.now)
    place.wait(days=2)
    assert refused(lambda: wished(place, agent_of(row))) == "agent-out-of-office"


def test_an_authority_serves_its_purpose_and_its_matter_only(place: Village, signed: dict[str, Any]) -> None:
    matter, another = petition(place), petition(place)
    resident, agent = place.villagers[12], place.villagers[13]
    row = authorise(place, resident, agent, SIGN, signed=signed, matter=matter)
    by = agent_of(row)
    assert refused(lambda: wished(place, by)) == "authorisation-purpose"

    def sign(into: Matter) -> Taking:
        return take(matter=into.pk, by=by, act="sign", data={"power": "M13"}, at=place.now, key=uuid4())

    assert refused(lambda: sign(another)) == "authorisation-purpose"
    assert sign(matter).resident == resident
    assert Support.objects.get(matter=matter).person == resident


def test_a_purpose_names_a_running_matter_of_its_kind_or_none(place: Village, signed: dict[str, Any]) -> None:
    resident, agent, matter = place.villagers[12], place.villagers[13], wish(place)
    assert refused(lambda: authorise(place, resident, agent, SIGN, signed=signed)) == "purpose-matter"
    assert refused(lambda: authorise(place, resident, agent, WISH, signed=signed, matter=matter)) == "purpose-matter"
    assert refused(lambda: authorise(place, resident, agent, "audit.order.submit", signed=signed)) == "purpose-unknown"
    assert refused(lambda: authorise(place, resident, agent, "x.y.z", signed=signed)) == "purpose-unknown"
    rate = "agency.rate.submit"
    assert refused(lambda: authorise(place, resident, agent, rate, signed=signed, matter=matter)) == "purpose-unknown"


def test_an_officers_step_is_never_done_by_an_agent(place: Village, signed: dict[str, Any]) -> None:
    matter = wish(place)
    by = agent_of(authorise(place, place.villagers[12], place.people["zhou"], signed=signed))
    posing = replace(by, tenure=place.actor("zhou", "party_org").tenure)
    words = {"power": "M13", "proposal": "修路"}
    for actor in (by, posing):
        assert (
            refused(
                lambda actor=actor: take(matter=matter.pk, by=actor, act="agree", data=words, at=place.now, key=uuid4())
            )
            == "paper-by-clerk"
        )


def test_a_committee_officer_carries_no_objection_to_her_committee_but_a_grid_worker_does(
    place: Village, signed: dict[str, Any]
) -> None:
    matter = decided(place)
    place.take(matter, "li", "committee", "post")
    matter.refresh_from_db()
    resident, worker = place.villagers[12], place.villagers[14]
    grid_worker(place, worker)
    zheng = place.people["zheng"]
    for office in (True, False):
        assert (
            refused(
                lambda office=office: authorise(
                    place, resident, zheng, OBJECT, signed=signed, matter=matter, in_office=office
                )
            )
            == "agent-conflict"
        )
    row = authorise(place, resident, worker, OBJECT, signed=signed, matter=matter, in_office=True)
    words = {"ground": "money", "words": "为什么要18万", "at": place.now}
    taking = object_to(parent=matter.pk, by=agent_of(row), key=uuid4(), **words)
    assert (taking.resident, taking.authorisation) == (resident, row)
    later = authorise(place, place.villagers[15], place.villagers[16], OBJECT, signed=signed, matter=matter)
    joined = object_to(parent=matter.pk, by=agent_of(later), key=uuid4(), **words)
    assert (joined.act, joined.matter) == ("join", taking.matter)
    again = authorise(place, resident, place.villagers[16], OBJECT, signed=signed, matter=matter)
    assert (
        refused(lambda: object_to(parent=matter.pk, by=agent_of(again), key=uuid4(), **words)) == "joined-for-already"
    )
    again.refresh_from_db()
    assert not hasattr(again, "taking"), "what was refused is not spent"


def test_who_has_an_interest_in_a_matter_carries_nothing_in_it_for_others(
    place: Village, signed: dict[str, Any]
) -> None:
    matter = decided(place)
    place.take(matter, "li", "committee", "post")
    matter.refresh_from_db()
    builder, other = place.villagers[13], place.villagers[14]
    Interest.objects.create(matter=matter, person=builder, taking=matter.takings.first())
    words = {"ground": "money", "words": "为什么要18万", "at": place.now}
    row = authorise(place, place.villagers[12], builder, OBJECT, signed=signed, matter=matter)
    assert refused(lambda: object_to(parent=matter.pk, by=agent_of(row), key=uuid4(), **words)) == "agent-interested"
    again = authorise(place, place.villagers[12], other, OBJECT, signed=signed, matter=matter)
    taking = object_to(parent=matter.pk, by=agent_of(again), key=uuid4(), **words)
    assert taking.resident == place.villagers[12]


def test_who_joins_the_committee_later_may_no_longer_carry_it(place: Village, signed: dict[str, Any]) -> None:
    matter = decided(place)
    place.take(matter, "li", "committee", "post")
    matter.refresh_from_db()
    row = authorise(place, place.villagers[12], place.villagers[13], OBJECT, signed=signed, matter=matter)
    Tenure.objects.create(body=place.bodies["committee"], post="member", person=place.villagers[13], since=place.today)
    words = {"ground": "money", "words": "为什么要18万", "at": place.now}
    assert refused(lambda: object_to(parent=matter.pk, by=agent_of(row), key=uuid4(), **words)) == "agent-conflict"


def test_a_signature_that_makes_the_committee_convene_is_not_carried_by_the_committee(
    place: Village, signed: dict[str, Any]
) -> None:
    matter = petition(place)
    row = authorise(
        place, place.villagers[12], place.people["zheng"], SIGN, signed=signed, matter=matter, in_office=True
    )
    sign = {"act": "sign", "data": {"power": "M13"}, "at": place.now}
    assert refused(lambda: take(matter=matter.pk, by=agent_of(row), key=uuid4(), **sign)) == "agent-conflict"


def test_account_paper_and_agent_count_one_person_once_in_any_mixture(place: Village, signed: dict[str, Any]) -> None:
    matter, clerk = petition(place), place.actor("li", "committee")
    for first, resident in enumerate(place.villagers[12:15]):
        agent = place.villagers[17]
        ways: list[Actor] = [
            Actor(resident),
            replace(clerk, resident=resident),
            agent_of(authorise(place, resident, agent, SIGN, signed=signed, matter=matter)),
        ]
        data = {"power": "M13", "paper": signed}

        def sign(by: Actor, data: dict[str, Any] = data) -> Taking:
            return take(matter=matter.pk, by=by, act="sign", data=data, at=place.now, key=uuid4())

        assert sign(ways[first]).act == "sign"
        for way in ways:
            spent = way is ways[first] and way.agent
            already = "signed-already" if way.resident is None else "signed-for-already"
            expected = "authorisation-spent" if spent else already
            assert refused(lambda way=way: sign(way)) == expected
    assert Support.objects.filter(matter=matter).count() == 3


def test_an_objection_counts_one_person_once_in_any_mixture(place: Village, signed: dict[str, Any]) -> None:
    matter, clerk, agent = decided(place), place.actor("li", "committee"), place.villagers[17]
    place.take(matter, "li", "committee", "post")
    matter.refresh_from_db()
    words = {"ground": "money", "words": "为什么", "at": place.now, "paper": signed}
    for first, resident in enumerate(place.villagers[12:15]):

        def ways(resident: Person = resident) -> list[Actor]:
            row = authorise(place, resident, agent, OBJECT, signed=signed, matter=matter)
            return [Actor(resident), replace(clerk, resident=resident), agent_of(row)]

        object_to(parent=matter.pk, by=ways()[first], key=uuid4(), **words)
        for again in ways():
            said = refused(lambda again=again: object_to(parent=matter.pk, by=again, key=uuid4(), **words))
            assert said == ("joined-already" if again.resident is None else "joined-for-already")
    assert Support.objects.filter(matter__parent=matter).count() == 3


def test_only_the_resident_or_who_takes_down_signed_papers_puts_an_authority_on_record(
    place: Village, signed: dict[str, Any]
) -> None:
    resident, agent = place.villagers[12], place.villagers[13]
    own = authorise(place, resident, agent, signed=None, by=Actor(resident))
    assert own.scan == "{}"
    for by in (Actor(agent), place.actor("zhou", "party_org"), place.actor("wang", "supervision_committee")):
        assert (
            refused(lambda by=by: authorise(place, resident, agent, signed=signed, by=by)) == "authorisation-by-clerk"
        )
    clerk = place.actor("li", "committee")
    assert clerk.tenure is not None
    borrowed = Actor(agent, clerk.tenure)
    assert refused(lambda: authorise(place, resident, agent, signed=signed, by=borrowed)) == "authorisation-by-clerk"
    assert refused(lambda: authorise(place, resident, resident, signed=signed)) == "agent-is-herself"
    leave(tenure=clerk.tenure, on=place.today + timedelta(days=1), because="辞职", at=place.now)
    clerk.tenure.refresh_from_db()
    place.wait(days=2)
    assert refused(lambda: authorise(place, resident, agent, signed=signed, by=clerk)) == "tenure-over"


def test_a_scan_that_was_never_handed_in_is_no_signature(place: Village, signed: dict[str, Any]) -> None:
    for forged in (None, {}, {**signed, "sha256": "ab" * 32}, {**signed, "sha256": "../../etc/passwd"}, {"name": "x"}):
        with pytest.raises(Unfilled) as no:
            authorise(place, place.villagers[12], place.villagers[13], signed=forged)
        assert list(no.value.errors) == ["scan"]
    assert not Authorisation.objects.exists()


def test_a_repeated_grant_is_one_and_a_key_of_somebody_else_is_refused(place: Village, signed: dict[str, Any]) -> None:
    key, resident, agent = uuid4(), place.villagers[12], place.villagers[13]
    first = authorise(place, resident, agent, signed=signed, key=key)
    assert authorise(place, resident, agent, signed=signed, key=key) == first
    wu = place.actor("wu", "committee")
    assert refused(lambda: authorise(place, resident, agent, signed=signed, key=key, by=wu)) == "key-reused"
    assert opens_resident(
        pending=first.pending,
        payload=encode(
            [first.number, resident.pk, agent.pk, WISH, None, first.last_day.isoformat(), "[]", first.scan, str(key)]
        ),
    )


def test_papers_come_back_signed_for_and_an_unused_authority_can_be_taken_back(
    place: Village, signed: dict[str, Any]
) -> None:
    resident, agent = place.villagers[12], place.villagers[13]
    row = authorise(place, resident, agent, signed=signed, papers=["户口簿", " ", "身份证复印件"])
    assert row.papers == '["户口簿","身份证复印件"]'
    clerk = place.actor("li", "committee")
    assert refused(lambda: give_back(authorisation=row.pk, by=Actor(agent), scan=signed, at=place.now)) == (
        "authorisation-by-clerk"
    )
    with pytest.raises(Unfilled):
        give_back(authorisation=row.pk, by=clerk, scan=None, at=place.now)
    back = give_back(authorisation=row.pk, by=clerk, scan=signed, at=place.now)
    assert (back.returned_at, back.returned_by) == (place.now, clerk.person)
    revoke(authorisation=row.pk, by=Actor(resident), scan=None, at=place.now)
    assert refused(lambda: wished(place, agent_of(row))) == "authorisation-ended"
    bare = authorise(place, resident, agent, signed=signed)
    assert (
        refused(lambda: give_back(authorisation=bare.pk, by=clerk, scan=signed, at=place.now)) == "nothing-handed-over"
    )
    wished(place, agent_of(bare))
    assert (
        refused(lambda: revoke(authorisation=bare.pk, by=Actor(resident), scan=None, at=place.now))
        == "authorisation-spent"
    )


def test_what_a_resident_began_nobody_else_rates(place: Village, signed: dict[str, Any]) -> None:
    from tests.kernel.matters.residents import full, lead_to

    rich = full(place)
    matter = lead_to(rich, "wish", "rate", begun_by=place.villagers[12])
    rate = {"act": "submit", "data": {"content": "yes"}, "at": place.now}
    assert refused(lambda: take(matter=matter.pk, by=Actor(place.villagers[13]), key=uuid4(), **rate)) == (
        "not-your-matter"
    )
    other = authorise(place, place.villagers[13], place.villagers[14], "wish.rate.submit", signed=signed, matter=matter)
    assert refused(lambda: take(matter=matter.pk, by=agent_of(other), key=uuid4(), **rate)) == "not-your-matter"
    hers = authorise(place, place.villagers[12], place.villagers[14], "wish.rate.submit", signed=signed, matter=matter)
    assert take(matter=matter.pk, by=agent_of(hers), key=uuid4(), **rate).to == "answered"


def test_an_authority_ends_with_its_agents_life(place: Village, signed: dict[str, Any]) -> None:
    row = authorise(place, place.villagers[12], place.villagers[13], signed=signed)
    Person.objects.filter(pk=row.agent_id).update(until=place.today)
    assert refused(lambda: wished(place, agent_of(row))) == "agent-not-of-age"


def test_a_key_that_entered_one_residents_paper_enters_no_other(place: Village, signed: dict[str, Any]) -> None:
    clerk, key = place.actor("li", "committee"), uuid4()
    first, second = (replace(clerk, resident=one) for one in place.villagers[12:14])
    paper = {"words": "路太烂", "paper": signed}
    wished(place, first, key=key, data=paper)
    assert wished(place, first, key=key, data=paper).resident == first.resident
    assert refused(lambda: wished(place, second, key=key, data=paper)) == "key-reused"
