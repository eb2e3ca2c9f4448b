"""Every act open to a resident, three ways: by her own account, through an agent, on paper. None is missing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from tests.cast import FOUNDED, Village, village
from tests.kernel.matters.mandates import agent_of, authorise, scan
from tests.kernel.matters.residents import begin, do, filled, full, lead_to, way_in
from tests.stories.test_four_two_one import decided
from yuanba.kernel.matters import verbs
from yuanba.kernel.matters.acts import fields_of, take
from yuanba.kernel.matters.authorising import open_to
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.contesting import contest
from yuanba.kernel.matters.models import Matter, Support, Taking
from yuanba.kernel.matters.opening import object_to
from yuanba.kernel.matters.purposes import Purpose, code_of, purposes
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Person
from yuanba.kernel.places.county import pack
from yuanba.kernel.registers.acts import adopt

pytestmark = pytest.mark.django_db
WAYS = ("account", "agent", "paper")
# Written down by hand, so that an act that falls out of the enumeration is missed here.
ACTS = sorted(one.code for procedure in pack().procedures.values() for one in purposes(procedure))
AT_LEAST = {
    "four-two-one.wish.submit",
    "four-two-one.petition.open",
    "four-two-one.petition.sign",
    "convene.petition.open",
    "convene.petition.sign",
    "objection.lodge.submit",
    "contest.lodge.submit",
    "wish.say.submit",
    "wish.rate.submit",
    "agency.ask.submit",
    "agency.rate.submit",
    "application.apply.submit",
    "seal-use.ask.submit",
    "feast-report.say.submit",
    "honour.nominate.submit",
    "moral-appraisal.suggest.submit",
    "mediation.ask.submit",
    "five-step.raise.submit",
    "by-election.recall.submit",
    "selection.offer.submit",
    "red-collar.answer.submit",
    "duty-roster.suggest.submit",
    "good-customs.tell.submit",
}


@pytest.fixture
def place(db: None) -> Village:
    return full(village())


@pytest.fixture
def signed(settings: Any, tmp_path: Path) -> dict[str, Any]:
    return scan(settings, tmp_path)


def test_the_list_has_every_start_and_step_of_residents_in_the_pack() -> None:
    assert set(ACTS) >= AT_LEAST
    for procedure in pack().procedures.values():
        for step in procedure.steps.values():
            if step.by == "@resident":
                assert any(code.startswith(f"{procedure.code}.{step.code}.") for code in ACTS), (procedure.key, step)


def test_no_verb_offers_a_resident_an_act_that_the_list_has_not(place: Village) -> None:
    """Whatever a verb says a resident may do in any step of any procedure can be authorised and entered on paper."""
    for procedure in pack().procedures.values():
        for step in procedure.steps.values():
            blank = Matter(unit=place.unit, procedure=procedure.code, version=procedure.version, step=step.code)
            blank.opened_at = blank.entered_at = place.now
            verb = verbs.VERBS[step.kind]
            if step.kind not in ("draft", "collect", "review", "meet", "wait") or step.by == "@deciding-body":
                continue
            for act in verb.acts(load(blank, place.now)):
                if act.who == "resident" or (step.by == "@resident" and act.who != "clock"):
                    begun = act.code == "submit" and step.code in {start.step for start in procedure.starts}
                    assert code_of(procedure.code, step.code, act.code) in ACTS or begun


def test_every_act_can_be_authorised_where_all_is_adopted(place: Village) -> None:
    assert sorted(open_to(place.unit, place.now)) == ACTS


Done = Callable[[Actor], Taking]


def posted_above(place: Village) -> Matter:
    """What the county's gate has posted, for every village to object to."""
    town = place.unit.parent
    assert town is not None
    assert town.parent is not None
    adopt(
        institution="lightening-tasks",
        place=town.parent,
        since=FOUNDED,
        params={},
        at=place.now,
        body="510722/county",
    )
    county = replace(place, unit=town.parent)
    matter = lead_to(county, "task-admission", "comment", place.villagers[0])
    do(county, matter, next(one for one in verbs.of(load(matter, place.now)).acts(load(matter, place.now))))
    return matter


def doing(place: Village, purpose: Purpose, resident: Person, signed: dict[str, Any]) -> tuple[Done, Matter | None]:
    """How a purpose is carried out once everything before it has happened, and the matter that it is about."""
    role, code = purpose.procedure.role, purpose.procedure.code
    if role == "objection":
        posted = posted_above(place) if code == "objection-above" else decided(place)
        if posted.unit_id == place.unit.pk:
            place.take(posted, "li", "committee", "post")
        posted.refresh_from_db()
        words = {"ground": "money", "words": "为什么", "at": place.now, "paper": signed}
        return lambda by: object_to(parent=posted.pk, by=by, key=uuid4(), **words), posted
    if role == "contest":
        wished = way_in(place, "wish", "say")
        old = begin(place, wished, replace(place.actor("li", "committee"), resident=resident), paper=signed)
        first = Taking.objects.get(matter=old, seq=1)
        said = {"ground": "not-me", "words": "不是我", "at": place.now, "paper": signed}
        return lambda by: contest(taking=first.pk, by=by, key=uuid4(), **said), old
    if purpose.begins:
        way = way_in(place, code, purpose.step.code)
        return lambda by: Taking.objects.get(matter=begin(place, way, by), seq=1), None
    matter = lead_to(place, code, purpose.step.code, resident)

    def step(by: Actor) -> Taking:
        case = load(Matter.objects.select_related("unit", "power", "about").get(pk=matter.pk), place.now)
        act = next(one for one in verbs.of(case).acts(case) if one.code == purpose.act)
        data = filled(fields_of(case, act, by), place)
        return take(matter=matter.pk, by=by, act=act.code, data=data, at=place.now, key=uuid4())

    return step, matter


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_every_act_is_really_done(place: Village, signed: dict[str, Any], way: str) -> None:
    done = []
    for code in ACTS:
        with transaction.atomic():
            one_act(place, signed, code, way)
            done.append(code)
            transaction.set_rollback(True)
    assert done == ACTS


def one_act(place: Village, signed: dict[str, Any], code: str, way: str) -> None:
    purpose = open_to(place.unit, place.now)[code]
    resident, daughter = place.villagers[12], place.villagers[13]
    opener = place.villagers[14] if purpose.step.kind == "collect" else resident
    act, matter = doing(place, purpose, opener, signed)
    match way:
        case "account":
            by = Actor(resident)
        case "agent":
            by = agent_of(authorise(place, resident, daughter, code, signed=signed, matter=matter))
        case _:
            by = replace(place.actor("zheng", "committee"), resident=resident)
    taking = act(by)
    assert (taking.resident or taking.person) == resident, code
    assert (taking.authorisation is not None) == (way == "agent"), code
    assert taking.body == "", code
    assert taking.pending, f"{code}: a resident's act in the ledger, whoever's hand held the pen"
    if purpose.step.kind == "collect" or purpose.procedure.role == "objection":
        assert Support.objects.filter(matter=taking.matter, person=resident).count() == 1, code
