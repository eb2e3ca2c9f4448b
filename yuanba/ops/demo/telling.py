"""How the demonstration's past is told: several stories at once, each act on its day, the clock's own acts between.

A story is a generator that does an act and yields how long it waits for the next. The teller always lets the one go on
whose turn comes first, so every unit's ledger is in the order of time, as if people had done it.
"""

import heapq
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid5

from yuanba import clock
from yuanba.kernel.ledger.sequence import seal_days
from yuanba.kernel.matters.acts import take, tick
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.opening import ask, object_to, open_matter
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import SHANGHAI, local_day
from yuanba.kernel.people.models import Person, Tenure
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on

Wait = timedelta
Story = Generator[Wait, None, None]
SPACE = UUID("6f2b7a52-5d0e-4a3c-9f0e-421421421421")


@dataclass
class Teller:
    """The clock of the telling, and what the stories do at its time."""

    now: datetime
    name: str = "demo"  # tells the UUIDs of one telling from another's
    _waiting: list[tuple[datetime, int, Story]] = field(default_factory=list)
    _numbers: Any = field(default_factory=count)

    @property
    def today(self) -> date:
        return local_day(self.now)

    def begin(self, story: Story, at: datetime) -> None:
        """Let a story begin at an instant."""
        heapq.heappush(self._waiting, (at, next(self._numbers), story))

    def tell(self, until: datetime) -> None:
        """Tell all stories up to an instant; what would come later stays untold."""
        while self._waiting and self._waiting[0][0] <= until:
            at, _, story = heapq.heappop(self._waiting)
            self._pass(at)
            try:
                wait = next(story)
            except StopIteration:
                continue
            self.begin(story, at + wait)
        self._pass(until)
        tick(now=until)

    def _pass(self, to: datetime) -> None:
        """Let time go by as the ticker does: whatever falls due falls due at a midnight."""
        midnight = datetime.combine(self.today + timedelta(days=1), time(), SHANGHAI)
        while midnight <= to:
            tick(now=midnight)
            seal_days(now=midnight)
            midnight += timedelta(days=1)
        self.now = to

    def key(self) -> UUID:
        """The next UUID of the telling; the same in every build."""
        return uuid5(SPACE, f"{self.name}/{next(self._numbers)}")

    def wish(self, unit: Place, person: Person, title: str, words: str, power: str | None = None) -> Matter:
        """A resident states a wish."""
        return self.open(unit, Actor(person), "wish", title, words=words, power=power)

    def open(self, unit: Place, by: Actor, start: str, title: str, **data: object) -> Matter:
        """Begin a matter under "421" at one of its ways in."""
        return self.begin_matter("four-two-one", start, unit, by, title, **data)

    def begin_matter(self, procedure: str, start: str, unit: Place, by: Actor, title: str, **data: object) -> Matter:
        """Begin a matter under any procedure."""
        return open_matter(
            procedure=procedure,
            start=start,
            unit=unit,
            by=by,
            title=title,
            data=data,
            at=self.now,
            key=self.key(),
        ).matter

    def take(self, matter: Matter, by: Actor, act: str, **data: object) -> Taking:
        """One act in a matter, now."""
        taking = take(matter=matter.pk, by=by, act=act, data=data, at=self.now, key=self.key())
        matter.refresh_from_db()
        return taking

    def object_to(self, matter: Matter, person: Person, ground: str, words: str) -> Matter:
        """A resident objects to what is posted."""
        return object_to(
            parent=matter.pk, by=Actor(person), ground=ground, words=words, at=self.now, key=self.key()
        ).matter

    def ask(self, matter: Matter, by: Actor, question: str) -> Matter:
        """The supervision committee puts a question."""
        return ask(parent=matter.pk, by=by, question=question, at=self.now, key=self.key()).matter


def days(number: float) -> Wait:
    return timedelta(days=number)


def officer(unit: Place, body: str, post: str) -> Actor:
    """Who holds a post in a unit today, in that post."""
    tenure = (
        Tenure.objects.filter(valid_on(local_day(clock.now())), body__place=unit, body__kind=body, post=post)
        .select_related("person", "body__place")
        .order_by("pk")[0]
    )
    return Actor(tenure.person, tenure)


def until(when: Callable[[], bool], step: float = 1) -> Story:
    """Wait day by day until something is so."""
    while not when():
        yield days(step)
