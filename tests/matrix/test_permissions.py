"""The golden matrix: every act of every step of every procedure, against every post and a resident.

`permissions.txt` is generated from the pack and committed: a change of who may do what is seen in review. Write it
anew with `YUANBA_TEST_GOLDEN=write .venv/bin/pytest tests/matrix`.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cast import Village, village
from yuanba.kernel.matters import verbs
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.permission import permit
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Person, Tenure
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
                may = [name for name, actor in people.items() if _may(case, act, actor)]
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
