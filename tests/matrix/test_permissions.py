"""The golden matrix: every act of every step of every procedure, against every post, a resident and her agents.

`permissions.txt` is generated from the pack and committed: a change of who may do what is seen in review. Write it
anew with `YUANBA_TEST_GOLDEN=write .venv/bin/pytest tests/matrix`.
"""

import os
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from tests.cast import FOUNDED, Village, village
from yuanba.kernel.matters import verbs
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Authorisation, Matter
from yuanba.kernel.matters.permission import permit
from yuanba.kernel.matters.purposes import code_of
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Body, Person, Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.models import Record

GOLDEN = Path(__file__).with_name("permissions.txt")
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def actors(place: Village) -> dict[str, Actor]:
    """One holder for each post of each body, who holds nothing else; and a villager without any post."""
    found = {"resident": Actor(place.villagers[19])}
    for kind, body in sorted(place.bodies.items()):
        for post in pack().bodies[kind].posts:
            someone = Person.objects.create(
                name=f"{kind}{post}",
                place=place.unit,
                unit=place.unit.code,
                adult_on=AT.date().replace(year=1980),
                since=AT.date(),
            )
            tenure = Tenure.objects.create(body=body, post=post, person=someone, since=AT.date().replace(month=1))
            found[f"{kind}.{post}"] = Actor(someone, tenure)
    return found


def agents(place: Village, purpose: str) -> dict[str, Actor]:
    """Who could act for a resident by an authority for just this: one whom she names, a grid worker, a committee's."""
    resident, named, worker = place.villagers[17:20]
    team, _ = Body.objects.get_or_create(kind="grid_team", place=place.unit, since=FOUNDED)
    posted, _ = Tenure.objects.get_or_create(body=team, post="grid_worker", person=worker, since=FOUNDED)
    offices = {None: named, posted: worker, place.actor("zheng", "committee").tenure: place.people["zheng"]}
    found = {}
    for office, agent in offices.items():
        row = Authorisation.objects.create(
            number=f"{agent.pk}-{Authorisation.objects.count()}",
            unit=place.unit,
            resident=resident,
            agent=agent,
            office=office,
            purpose=purpose,
            last_day=AT.date(),
            entered_at=AT,
            entered_by=resident,
            key=uuid4(),
            pending=1,
        )
        found[f"agent.{office.body.kind if office else 'named'}"] = Actor(agent, office, resident, row.pk)
    return found


def rows(place: Village) -> list[str]:
    people, table = actors(place), []
    power = Record.objects.get(register="powers", code="M13")
    for key, procedure in sorted(pack().procedures.items()):
        for step in procedure.steps.values():
            matter = Matter(unit=place.unit, power=power, opened_at=AT, entered_at=AT, step=step.code)
            matter.about = place.bodies["committee"]
            case = Case(matter, procedure, step, AT, pack().law)
            inner = [Act("sign", step.name, who="resident")] if step.kind == "collect" else []
            for act in (*inner, *(verbs.arrow(case, outcome) for outcome in step.on)):
                whose = agents(place, code_of(procedure.code, step.code, act.code))
                may = [name for name, actor in {**people, **whose}.items() if _may(case, act, actor)]
                Authorisation.objects.all().delete()
                table.append(f"{key} {step.code} {act.code}: {' '.join(may) or '(the clock)'}")
    return table


def _may(case: Case, act: Act, actor: Actor) -> bool:
    try:
        permit(case, act, actor)
    except Refusal:
        return False
    return True


def test_who_may_do_what_is_as_reviewed() -> None:
    found = "\n".join(rows(village())) + "\n"
    if os.environ.get("YUANBA_TEST_GOLDEN") == "write":
        GOLDEN.write_text(found)
    assert found == GOLDEN.read_text()


def test_agents_do_residents_acts_only_and_the_committees_none_against_its_own_body() -> None:
    carried = [line for line in GOLDEN.read_text().splitlines() if "agent." in line]
    assert carried
    for line in GOLDEN.read_text().splitlines():
        assert ("agent.named" in line) == ("agent.grid_team" in line) == (": resident " in line), line
    barred = {line.split()[0] for line in carried if "agent.committee" not in line}
    assert barred == {"objection.v1", "objection-above.v1", "contest.v1", "convene.v1", "four-two-one.v1"}


def test_supervisors_hold_only_steps_of_oversight() -> None:
    for line in GOLDEN.read_text().splitlines():
        key, step, *_ = line.split()
        if "supervision_committee." in line and not pack().procedures[key].steps[step].oversight:
            assert " sign:" in line or " submit:" in line, f"a supervisor acts in {key} {step}"


def test_no_post_may_do_what_only_time_does() -> None:
    clocks = [
        line
        for line in GOLDEN.read_text().splitlines()
        if line.split()[2].rstrip(":") in ("lapse", "elapsed", "upheld", "reached")
    ]
    assert clocks
    assert all(line.endswith("(the clock)") for line in clocks)
