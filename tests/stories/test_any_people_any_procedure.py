"""Random people through random procedures, for ten thousand steps: whatever they try, the house keeps its word.

No step is skipped, nobody acts outside a term of office, nothing is carried out over an open objection, and no matter
is left that cannot end. A refused act changes nothing at all.
"""

from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.driver import Driver
from tests.ground import Ground, ground
from yuanba.kernel.matters import verbs
from yuanba.kernel.matters.acts import take
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.opening import object_to
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import leave, local_day
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.lawful import carries_out
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LIVES, STEPS = 42, 125  # of each of two machines: more than 10,000 steps in all
GROUNDS = ("content", "procedure", "interest", "money", "rights")
seeds = st.integers(0, 2**32)


class House(RuleBasedStateMachine):
    """One unit with everybody in office. Each life of the machine is rolled back."""

    place: Ground
    start: Any
    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.place.now = self.start
        self.checked = Taking.objects.count()

    def teardown(self) -> None:
        try:
            running = Matter.objects.filter(closed_at__isnull=True, role="main").order_by("pk").last()
            if running is not None:
                assert Driver(self.place).to_the_end(running), f"{running.number} stays at {running.step}"
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def any_matter(self, random: Random) -> Matter | None:
        running = list(Matter.objects.filter(closed_at__isnull=True).order_by("pk"))
        return random.choice(running) if running else None

    def any_actor(self, random: Random) -> Actor:
        if random.random() < 0.4:
            return Actor(random.choice(self.place.residents))
        tenure = random.choice(list(Tenure.objects.select_related("person", "body__place").order_by("pk")))
        return Actor(tenure.person, tenure)

    @rule(seed=seeds)
    def begin(self, seed: int) -> None:
        """Somebody begins something somewhere."""
        random, driver = Random(seed), Driver(self.place, Random(seed))
        here = random.choice([self.place.unit, self.place.unit, self.place.county, *self.place.inner.values()])
        found = driver.ways(here)
        if found:
            with suppress(Refusal), transaction.atomic():
                driver.begin(random.choice(found), "随便一件事")
        self.count()

    @rule(seed=seeds)
    def go_on(self, seed: int) -> None:
        """Somebody who may does something that is open."""
        random, driver = Random(seed), Driver(self.place, Random(seed))
        matter = self.any_matter(random)
        chance = next(driver.possible(matter), None) if matter else None
        if matter and chance:
            before = matter.taken
            try:
                with transaction.atomic():
                    driver.do(matter, *chance)
            except Refusal:
                matter.refresh_from_db()
                assert matter.taken == before, "a refused act changes nothing"
        self.count()

    @rule(seed=seeds)
    def meddle(self, seed: int) -> None:
        """Anybody tries anything, open or not."""
        random = Random(seed)
        matter = self.any_matter(random)
        if matter is not None:
            step = pack().procedure(matter.procedure, matter.version).steps[matter.step]
            act = random.choice([*step.on, "post", "sign", "count", "evidence", "convene"])
            before = (matter.taken, matter.step)
            by = self.any_actor(random)
            try:
                with transaction.atomic():
                    take(matter=matter.pk, by=by, act=act, data={}, at=self.place.now, key=uuid4())
            except Refusal:
                matter.refresh_from_db()
                assert (matter.taken, matter.step) == before, "a refused act changes nothing"
        self.count()

    @rule(seed=seeds)
    def object(self, seed: int) -> None:
        """A resident objects to whatever is posted."""
        random = Random(seed)
        running = list(Matter.objects.filter(closed_at__isnull=True, role="main").order_by("pk"))
        random.shuffle(running)
        cases = (load(matter, self.place.now) for matter in running)
        posted = next((one for one in cases if one.step.kind == "publish" and verbs.of(one).stands(one)), None)
        if posted is not None:
            words = {"ground": random.choice(GROUNDS), "words": "这样不对", "at": self.place.now, "key": uuid4()}
            with suppress(Refusal), transaction.atomic():
                object_to(parent=posted.matter.pk, by=Actor(random.choice(self.place.residents)), **words)
        self.count()

    @rule(days=st.sampled_from([1, 3, 11, 30]))
    def wait(self, days: int) -> None:
        """Time passes, and does what it brings."""
        self.place.wait(days=days)
        self.count()

    @rule(seed=seeds)
    def retire(self, seed: int) -> None:
        """Now and then somebody leaves office; the body has others, or waits for a successor."""
        random = Random(seed)
        tenures = Tenure.objects.filter(post__in=["member", "clerk", "deputy"]).order_by("pk")
        held = tenures.select_related("body__place")
        tomorrow = self.place.today + timedelta(days=1)
        standing = [one for one in held if one.until is None or one.until > tomorrow]
        if standing and random.random() < 0.1:
            tenure = random.choice(standing)
            leave(tenure=tenure, on=tomorrow, because="辞职", at=self.place.now)
        self.count()

    def count(self) -> None:
        type(self).steps += 1

    @invariant()
    def the_house_kept_its_word(self) -> None:
        """Every taking since the last look: along its arrow, in its turn, in office, over no open objection."""
        fresh = Taking.objects.filter(pk__gt=self.checked).select_related("matter", "tenure").order_by("pk")
        for taking in fresh:
            self.checked = taking.pk
            matter = taking.matter
            steps = pack().procedure(matter.procedure, matter.version).steps
            before = Taking.objects.filter(matter=matter, seq__lt=taking.seq).exclude(to="").order_by("-seq").first()
            if before is not None:
                assert taking.step == before.to or taking.act == "correct", "a step was skipped"
            if taking.to:
                on = steps[taking.step].on
                short = taking.act == "done" and taking.to == on.get("short")
                assert short or taking.to == on[taking.act], "no such arrow"
            if (tenure := taking.tenure) is not None:
                day = local_day(taking.at)
                assert tenure.since <= day, "not yet in office"
                assert tenure.until is None or day < tenure.until, "out of office"
            if taking.to in steps and carries_out(steps[taking.to]):
                children = Matter.objects.filter(parent=matter, role="objection", parent_step=taking.step)
                still = children.filter(opened_at__lte=taking.at).exclude(closed_at__lte=taking.at)
                assert not still.exists(), "carried out over an open objection"


@pytest.mark.parametrize("kind", ["village", "community"])
def test_whatever_people_try_the_house_keeps_its_word(kind: str) -> None:
    # The walk is about the rules and not about the database, so the second one gets a tenth of it.
    lives = LIVES if connection.vendor == "sqlite" else LIVES // 10
    place = ground(kind)
    place.adopt()
    machine = type("House", (House,), {"place": place, "start": place.now, "steps": 0})
    how = settings(
        max_examples=lives,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=True,
        # The steps are told as they were; making them fewer would take an hour.
        phases=[Phase.generate],
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=how)
    assert machine.steps >= lives * STEPS * 9 // 10
