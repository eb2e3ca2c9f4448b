"""Electing a committee on paper and recording it: the candidates, the count, and who came of it.

Names are typed once, when candidates are settled; each number once, when the ballots are counted. Who is elected, and
which seats are left for a second ballot, the house computes from the law of the manner chosen in the plan.
"""

from collections.abc import Mapping
from typing import Any

from yuanba.kernel.matters import effects, guards, representing
from yuanba.kernel.matters.appointing import (
    BALLOTED,
    ELECTED,
    NAMES_HELP,
    VACANT_POST,
    kind_of,
    on_roll,
    pairs,
    seats,
    would_sit,
)
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.effects import typed
from yuanba.kernel.matters.models import Interest, Taking
from yuanba.kernel.matters.planning import manners, mode_field, planned, unfilled
from yuanba.kernel.matters.verbs import SHORT, Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Person
from yuanba.kernel.people.seating import Seat
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures import elections
from yuanba.kernel.procedures.definitions import Field, Step, Text
from yuanba.kernel.procedures.elections import Tally
from yuanba.kernel.procedures.law import ElectionLaw, Threshold
from yuanba.kernel.procedures.refusal import Refusal

HALF = Threshold("voters", "gt", 1, 2)  # of a recall, whose article knows no manners (VCOL 19)
# Whom a turnout is a share of, as the count asks for them.
_WHO: Mapping[str, Text] = {
    "voters": Text("登记选民数", "Registered voters"),
    "household_reps": Text("参加选举的户数", "Households that may vote"),
    "representatives": Text("居民代表数", "Residents' representatives"),
}
REGISTERED = Field("registered", _WHO["voters"], "number")
CAST = Field("cast", Text("收回选票数", "Ballots cast"), "number")
PROXIES = Field("proxies", Text("其中委托投票数", "Of these by written proxy"), "number", False)
VOTES = Field("won", Text("当选人得票数", "Votes for the one elected"), "number")
SEATED = Field("elected_count", Text("当选人数", "Elected"), "number")
VACANT = Field(SHORT, Text("空缺名额", "Seats left vacant"), "number")
TALLY = Field("tally", Text("各人得票", "Votes by candidate"), "long", public=False)


def candidates(case: Case, data: Mapping[str, Any]) -> list[tuple[str, Person]]:
    """Who stands for which post, as typed when the candidates were settled, found on the roll."""
    return [(post, person) for post in planned(data) for person in on_roll(case, str(data.get(f"stand_{post}", "")))]


class Candidates:
    """Who stands: on the roll, once each, more than seats, looked at for what bars a nomination (VCOL 18)."""

    code = "candidates"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        known, kind = typed(case.matter), kind_of(case, {})
        asked = [
            Field(
                f"stand_{code}",
                Text(
                    f"{kind.posts[code].name.zh}候选人（选 {number} 人）",
                    f"Candidates: {kind.posts[code].name.en} ({number} to be elected)",
                ),
                "long",
                public=False,
                help=NAMES_HELP,
            )
            for code, number in planned(known).items()
        ]
        law = manners(case)[known["mode"]]
        if law.barred is not None:
            looked = Text(
                f"选举委员会逐人审查过，候选人没有法律规定不得提名的情形（{law.barred.zh}）",
                f"The election committee has looked at every candidate: nothing bars one ({law.barred.en})",
            )
            asked.append(Field("reviewed", looked, "yes"))
        return tuple(asked)

    def spoken(self, data: Mapping[str, Any]) -> tuple[Field, ...]:
        posts = pack().bodies[BALLOTED].posts.values()
        return (
            Field("reviewed", Text("候选人资格已逐人审查", "Every candidate was looked at"), "yes"),
            *(
                Field(
                    f"stand_{post.code}",
                    Text(f"{post.name.zh}候选人", f"Candidates: {post.name.en}"),
                    "long",
                    True,
                    False,
                )
                for post in posts
            ),
        )

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        if not any(code.startswith("stand_") for code in data):
            return
        known = {**typed(case.matter, case.step.code), **data}
        standing, kind = candidates(case, known), kind_of(case, {})
        met: set[int] = set()
        for _, person in standing:
            if person.pk in met:
                raise Refusal("candidate-twice", name=person.name)
            met.add(person.pk)
        law = manners(case)[known["mode"]]
        for code, number in planned(known).items():
            named, post = sum(one == code for one, _ in standing), kind.posts[code].name
            if law.contested and named <= number:
                raise Refusal(
                    "candidates-too-few",
                    law=str(law.basis),
                    post=post.zh,
                    post_en=post.en,
                    seats=number,
                    number=named,
                )


class Stand:
    """Whoever stands, and her near relatives, carry out nothing more of this election (VCOL 15)."""

    code = "stand"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return ()

    def apply(self, case: Case, step: Step, taking: Taking, data: Mapping[str, Any], by: Actor) -> None:
        for _, person in candidates(case, data):
            Interest.objects.get_or_create(matter=case.matter, person=person, defaults={"taking": taking})


class Count:
    """One ballot of an election: who stands in it, for how many seats, and who is elected by the votes typed."""

    def __init__(self, case: Case, data: Mapping[str, Any]) -> None:
        self.case, self.data = case, data
        known = typed(case.matter, case.step.code)
        self.law = manners(case)[{**known, **data}["mode"]]
        everyone, seats = candidates(case, known), planned(known)
        if VACANT_POST in known:
            # What another matter has filled in the meantime is no longer open; who came by a wrong result makes room.
            open_now, ours = unfilled(case.unit, case.on), len(representing.brought_in(case.matter, case.on))
            seats = {post: min(number, open_now.get(post, 0) + ours) for post, number in seats.items()}
        self.again = any(one.on.get("short") == case.step.code for one in case.procedure.steps.values())
        self.before = pairs(known[ELECTED]) if self.again else []
        self.seats = elections.left(seats, self.before)
        self.standing = everyone
        if self.again:
            first = self._tallies(known, everyone)
            won = [one for one in first if (one.post, one.person) in self.before]
            there = {(one.post, one.person) for one in elections.second(first, won, self.seats)}
            self.standing = [(post, person) for post, person in everyone if (post, person.pk) in there]

    @staticmethod
    def _tallies(data: Mapping[str, Any], standing: list[tuple[str, Person]]) -> list[Tally]:
        return [Tally(post, person.pk, data.get(_votes(post, person), 0)) for post, person in standing]

    def fields(self) -> tuple[Field, ...]:
        """A blank for the votes of everybody who stands."""
        posts = kind_of(self.case, {}).posts
        return tuple(
            Field(
                _votes(code, person),
                Text(
                    f"{posts[code].name.zh}候选人{person.name}得票", f"{posts[code].name.en}: votes for {person.name}"
                ),
                "number",
                public=False,
            )
            for code, person in self.standing
        )

    @property
    def least(self) -> Threshold:
        return self.law.second if self.again else self.law.elect

    def tallies(self) -> list[Tally]:
        return self._tallies(self.data, self.standing)

    def elected(self) -> list[tuple[str, int]]:
        """Everybody elected so far, those of the first ballot among them."""
        won = elections.elected(self.tallies(), self.seats, ballots=self.data[CAST.code], least=self.least)
        return [*self.before, *((one.post, one.person) for one in won)]

    def told(self) -> str:
        """The votes of everybody who stands, a line for each, as the count sheet has them."""
        posts, won = kind_of(self.case, {}).posts, self.elected()
        return "\n".join(
            f"{posts[code].name.zh} {person.name} {self.data[_votes(code, person)]}"
            + ("，当选" if (code, person.pk) in won else "")
            for code, person in self.standing
        )

    def vacant(self) -> int:
        """How many seats are left after this ballot."""
        return sum(self.seats.values()) - len(self.elected()) + len(self.before)


def _votes(post: str, person: Person) -> str:
    return f"polled_{post}_{person.pk}"


class ValidBallot:
    """Enough have voted, the numbers can be, and who is elected has votes enough (VCOL 18, 19; RCOL 19)."""

    code = "valid-ballot"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        if not self._elects(case.step):
            return (REGISTERED, CAST)
        known = typed(case.matter, case.step.code)
        if "mode" not in known:
            return (mode_field(case), REGISTERED, CAST, VOTES)
        count = Count(case, {})
        share, proxies = elections.share(count.law.turnout), count.law.proxies
        who, enough = _WHO[count.law.turnout.of], elections.share(count.least)
        name, known_already = count.law.name, known.get(REGISTERED.code) if count.again else None
        turnout = Text(f"{name.zh}：要{share.zh}参加投票才有效。", f"{name.en}: valid if {share.en} vote.")
        if known_already is not None:
            turnout = Text(f"{turnout.zh}{who.zh} {known_already}。", f"{turnout.en} {who.en}: {known_already}.")
        elects = Text(f"得{enough.zh}的选票才当选。", f"A candidate needs {enough.en} of these.")
        cast_help = Text(f"{turnout.zh}{elects.zh}", f"{turnout.en} {elects.en}") if count.again else elects
        asked = [] if count.again else [Field(REGISTERED.code, who, "number", help=turnout)]
        asked.append(Field(CAST.code, CAST.name, "number", help=cast_help))
        if proxies:
            rule = Text(
                f"书面委托，一人最多代 {proxies} 人；候选人不得代；委托投票名单要公布。",
                f"In writing, for {proxies} others at most, never by a candidate; the list of proxies is posted.",
            )
            asked.append(Field(PROXIES.code, PROXIES.name, "number", False, help=rule))
        return (*asked, *count.fields())

    def spoken(self, data: Mapping[str, Any]) -> tuple[Field, ...]:
        return (REGISTERED, CAST, PROXIES, SEATED, VACANT, TALLY)

    @staticmethod
    def _elects(step: Step) -> bool:
        return step.effect == "seat"

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        if CAST.code not in data:
            return
        if REGISTERED.code not in data:  # counted once, for both ballots
            data = {REGISTERED.code: typed(case.matter)[REGISTERED.code], **data}
        law = case.cite(case.step.law)
        if data["cast"] > data["registered"] or data.get("agreed", 0) > data["cast"]:
            raise Refusal("ballot-impossible", law=law)
        if not self._elects(case.step):
            self._turnout(data, HALF, law)
            if not HALF.met(data["agreed"], data["cast"]):
                raise Refusal("recall-fails", law=law, cast=data["cast"], agreed=data["agreed"])
            return
        known = {**typed(case.matter, case.step.code), **data}
        manner = manners(case)[known["mode"]]
        self._turnout(data, manner.turnout, str(manner.basis))
        if VOTES.code in data:
            self._one(case, data, manner)
        else:
            self._all(case, Count(case, data), known)

    @staticmethod
    def _turnout(data: Mapping[str, Any], least: Threshold, law: str | None) -> None:
        if not least.met(data["cast"], data["registered"]):
            share, who = elections.share(least), _WHO[least.of]
            raise Refusal(
                "ballot-invalid",
                law=law,
                who=who.zh,
                who_en=who.en,
                share=share.zh,
                share_en=share.en.capitalize(),
                registered=data["registered"],
                cast=data["cast"],
            )

    @staticmethod
    def _one(case: Case, data: Mapping[str, Any], manner: ElectionLaw) -> None:
        """A by-election fills one post: whoever is named has votes enough."""
        cast, votes = data[CAST.code], data[VOTES.code]
        if votes > cast:
            raise Refusal("votes-impossible", law=str(manner.basis), cast=cast)
        if not manner.elect.met(votes, cast):
            share = elections.share(manner.elect)
            name = "、".join(one.person.name for one in seats(case, {**typed(case.matter), **data}))
            raise Refusal(
                "successor-not-elected",
                law=str(manner.basis),
                name=name,
                votes=votes,
                cast=cast,
                share=share.zh,
                share_en=share.en,
            )

    @staticmethod
    def _all(case: Case, count: Count, known: Mapping[str, Any]) -> None:
        cast, proxies, most = known[CAST.code], count.data.get(PROXIES.code, 0), count.law.proxies
        if proxies > most * (cast - proxies):
            raise Refusal(
                "proxies-too-many", law=str(count.law.basis), proxies=proxies, present=max(cast - proxies, 0), most=most
            )
        if elections.impossible(count.tallies(), count.seats, cast):
            raise Refusal("votes-impossible", law=str(count.law.basis), cast=cast)
        people = {person.pk: person for _, person in candidates(case, known)}
        chosen = [Seat(kind_of(case, {}).code, post, people[pk]) for post, pk in count.elected()]
        short = count.vacant() > 0 and SHORT in case.step.on
        would_sit(case, known, chosen, whole=not short)

    def follows(self, case: Case, act: Act, data: Mapping[str, Any]) -> dict[str, Any]:
        if not self._elects(case.step) or CAST.code not in data or VOTES.code in data:
            return {}
        count = Count(case, data)
        won = count.elected()
        return {
            ELECTED: [f"{post}:{pk}" for post, pk in won],
            SEATED.code: len(won),
            SHORT: count.vacant(),
            TALLY.code: count.told(),
            **({REGISTERED.code: typed(case.matter, case.step.code)[REGISTERED.code]} if count.again else {}),
        }


for _guard in (Candidates(), ValidBallot()):
    guards.register(_guard)
effects.register(Stand())
