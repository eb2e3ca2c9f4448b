"""The lesser matters of the demonstration, told from tables: who does what after how many days, in which words.

Each file in `life/` holds matters and records of registers. Whoever is named acts in her post through the same acts as
everybody; what a form takes beside words is written as `{ resident = 5 }`, `{ names = [1, 2] }`, `{ day = 12 }` (days
from the act), `{ scan = "title" }`, `{ post = "body.post" }`, `{ number = "title of a matter" }`, of a place inside a
unit `{ neighbour = 0 }` (a name with its household) and `{ representative = 0 }` (her seat).
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from yuanba.kernel.assemblies.models import Assembly, Attendance
from yuanba.kernel.assemblies.voting import entitled
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.electing import Count
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.matters.opening import lies_in
from yuanba.kernel.matters.representing import seats
from yuanba.kernel.people.actors import Actor, officers
from yuanba.kernel.people.acts import SHANGHAI, local_day
from yuanba.kernel.people.models import Account, Person, Tenure
from yuanba.kernel.places.codes import UNIT, ancestors
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.registers.keeping import keep
from yuanba.ops.demo.paper import scan
from yuanba.ops.demo.telling import Story, Teller, days, until

LIFE = Path(__file__).parent / "life"
HOUR = timedelta(hours=1)
ABSENT = 7  # every seventh of a roll stays at home
Told = Mapping[str, Any]


def tables(kind: str) -> Iterator[Told]:
    """Every matter, or every record, of the files."""
    for path in sorted(LIFE.glob("*.toml")):
        yield from tomllib.loads(path.read_text(encoding="utf-8")).get(kind, [])


@dataclass
class Life:
    """Tells the tables of those units that are in this demonstration."""

    teller: Teller
    units: Sequence[str]
    _residents: dict[str, list[Person]] = field(default_factory=dict)

    def begin(self, now: datetime) -> None:
        """Set every matter and record on its day before `now`, at its own hour of the morning."""
        for number, told in enumerate([*tables("matter"), *tables("record")]):
            if told["where"][:UNIT] in self.units:
                hour = datetime.combine(local_day(now), time(8, 30), SHANGHAI) + timedelta(minutes=number * 11 % 170)
                story = self.matter(told) if "way" in told else self.record(told)
                self.teller.begin(story, hour - days(told["ago"]))

    def record(self, told: Told) -> Story:
        """One record, written by those who keep the register."""
        place, tell = self._place(told), self.teller
        data = self._form(told["form"], place)
        by = self.who(told["by"], place)
        keep(register=told["register"], unit=place, by=by, data=data, at=tell.now, key=tell.key())
        return
        yield

    def matter(self, told: Told) -> Story:
        """One matter from its way in as far as the table goes."""
        place = self._place(told)
        procedure, start = told["way"].split(".")
        form = self._form(told["form"], place)
        matter = self.teller.begin_matter(procedure, start, place, self.who(told["by"], place), told["title"], **form)
        for act in told.get("acts", ()):
            if "until" in act:
                yield from until(lambda: _stands(matter, act["until"]))  # noqa: B023  consumed in this round
            yield days(act.get("after", 0))
            yield from self.act(matter, act, place)

    def act(self, matter: Matter, told: Told, place: Place) -> Story:
        """One act, with what its step needs: papers for its tasks, today for a meeting that was held."""
        by, tell = self.who(told["by"], place), self.teller
        if told["act"] == "vote":
            yield from self.vote(matter, told, by)
            return
        step = pack().procedure(matter.procedure, matter.version).steps[matter.step]
        form = self._form(told.get("form", {}), place)
        if step.kind == "meet":
            form.setdefault("held_on", tell.today.isoformat())
        if step.kind == "do" and told["act"] == step.forward:
            for task, name in step.tasks.items():
                tell.take(matter, by, "evidence", task=task, file=scan(f"{matter.title} {name.zh}"))
        if "polled" in told:
            form |= self._polled(matter, told["polled"])
        tell.take(matter, by, told["act"], **form)

    def _polled(self, matter: Matter, told: Mapping[str, Sequence[int]]) -> dict[str, int]:
        """The votes for those who stand, by post, in the order in which they were named."""
        standing = Count(load(matter, self.teller.now), {})
        by_post: dict[str, list[str]] = {post: [] for post in told}
        for one, (post, _) in zip(standing.fields(), standing.standing, strict=True):
            by_post[post].append(one.code)
        return {code: number for post, codes in by_post.items() for code, number in zip(codes, told[post], strict=True)}

    def vote(self, matter: Matter, told: Told, by: Actor) -> Story:
        """The assembly is called, sits on its day, signs in and votes; two of those present count."""
        tell = self.teller
        meets_on = tell.today + timedelta(days=told["ahead"])
        calling = {"body": told["body"], "venue": told["venue"], "motion": told["motion"]}
        tell.take(matter, by, "convene", meets_on=meets_on, meets_time="19:30", **calling)
        yield datetime.combine(meets_on, time(19, 40), SHANGHAI) - tell.now
        sitting = Assembly.objects.filter(matter=matter).select_related("unit", "matter__site").latest("pk")
        present = [one for number, one in enumerate(sorted(entitled(sitting)), 1) if number % ABSENT]
        tell.take(matter, by, "sign-in", present=present)
        yield HOUR
        voting = list(Attendance.objects.filter(assembly=sitting, recused=False).order_by("pk"))
        against, abstain = told["against"], told["abstain"]
        tell.take(
            matter,
            by,
            "count",
            votes_for=len(voting) - against - abstain,
            against=against,
            abstain=abstain,
            sheet=scan(f"计票单 {matter.number}"),
            recorder_1=voting[0].person_id,
            recorder_2=voting[1].person_id,
        )

    def who(self, named: str, place: Place) -> Actor:
        """“resident 5”, or the holder of “body.post” in a place or the nearest place around it."""
        if named.startswith("resident "):
            return Actor(self.residents(place)[int(named.partition(" ")[2])])
        tenure = self._held(named, place)
        return Actor(tenure.person, tenure)

    def _held(self, named: str, place: Place) -> Tenure:
        body, post = named.split(".")
        held = Tenure.objects.filter(
            valid_on(self.teller.today), body__place__code__in=[*ancestors(place.code), place.code]
        )
        # The code of a place begins with those of the places around it, so the nearest sorts last.
        near = held.filter(body__kind=body, post=post).select_related("person", "body__place")
        return near.order_by("-body__place__code", "pk")[0]

    def residents(self, place: Place) -> list[Person]:
        """Grown people of a unit in no post that acts and in no other story, the last on the roll first."""
        unit = place.code[:UNIT]
        if unit not in self._residents:
            held = Tenure.objects.filter(body__place__code__startswith=unit).values_list("person", "body__kind", "post")
            busy = {person for person, body, post in held if post in officers(body)}
            grown = Person.objects.filter(unit=unit, account__isnull=True, adult_on__lt=self.teller.today)
            self._residents[unit] = [one for one in grown.order_by("-pk") if one.pk not in busy]
        return self._residents[unit]

    def representatives(self, place: Place) -> list[Tenure]:
        """Seats that those of a place fill, of representatives in no other story, the last on the roll first."""
        unit, _ = lies_in(place)
        held = [one for one in seats(unit, self.teller.today) if one.place == place.code and not one.vacant]
        told = set(Account.objects.filter(person__unit=unit.code).values_list("person_id", flat=True))
        free = (one.tenure for one in held if one.tenure.person_id not in told)
        return sorted(free, key=lambda tenure: -tenure.person_id)

    @staticmethod
    def _place(told: Told) -> Place:
        return Place.objects.get(code=told["where"])

    def _form(self, form: Told, place: Place) -> dict[str, Any]:
        return {code: self._value(value, place) for code, value in form.items()}

    def _value(self, value: Any, place: Place) -> Any:
        match value:
            case {"resident": number}:
                return self.residents(place)[number].pk
            case {"representative": number}:
                return str(self.representatives(place)[number].pk)
            case {"neighbour": number}:
                near = [one for one in self.residents(place) if one.place_id == place.pk][number]
                return f"{near.name} {near.household.number}" if near.household else near.name
            case {"names": numbers}:
                return "\n".join(self.residents(place)[number].name for number in numbers)
            case {"day": number}:
                return (self.teller.today + timedelta(days=number)).isoformat()
            case {"scan": title}:
                return scan(title)
            case {"post": named}:
                return str(self._held(named, place).pk)
            case {"number": title}:
                return Matter.objects.get(title=title).number
            case _:
                return value


def _stands(matter: Matter, step: str) -> bool:
    matter.refresh_from_db()
    return matter.step == step
