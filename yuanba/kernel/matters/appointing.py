"""How those who were chosen come into office: the names typed once, judged at once, seated when the choice is final.

Guards ask for the body, the names by post and the post that falls vacant; effects seat, end and dissolve. Which body
decided is read from the matter's own count, never from what somebody says.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from yuanba.kernel.matters import effects, guards, representing
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.effects import typed
from yuanba.kernel.matters.models import Interest, Matter, Taking
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people import acts as people
from yuanba.kernel.people import rules, seating
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Body, Person, Tenure
from yuanba.kernel.people.rules import Warrant
from yuanba.kernel.people.seating import Seat
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.definitions import Field, Step, Text
from yuanba.kernel.procedures.pack import ELECTORATES, HOUSEHOLDS, VOTERS, BodyKind
from yuanba.kernel.procedures.refusal import Refusal

ELECTED = "elected"  # who came of a count: "post:person", kept beside its form
VACANT_POST = "vacant_post"  # which post an election fills, where it is not for the whole body
BALLOTED = "committee"  # whom an election elects, where no step has named a body
NAMES_HELP = Text(
    "一行写一个姓名，照名册写；重名的在后面写户号，例如 张三 012。",
    "One name a line, as on the roll; for two of one name add the household, as in 张三 012.",
)


def kinds_here(case: Case) -> dict[str, BodyKind]:
    """Kinds of bodies that an assembly of this kind of place elects."""
    bodies = pack().bodies
    return {
        code: kind
        for code, kind in bodies.items()
        if case.place.kind in kind.at and kind.posts and any(one not in ELECTORATES for one in kind.elected_by)
    }


def kind_of(case: Case, data: Mapping[str, Any]) -> BodyKind:
    """The kind of body that the matter fills: named on the way, or that of the post which falls vacant."""
    bodies = pack().bodies
    if "tenure" in data:
        return bodies[Tenure.objects.values_list("body__kind", flat=True).get(pk=int(data["tenure"]))]
    return bodies[data.get("body_kind", BALLOTED)]


def posts_of(case: Case, data: Mapping[str, Any]) -> dict[str, Text]:
    """The posts to fill, by code: of a vacancy the one, else all of the body."""
    kind = kind_of(case, data)
    if "tenure" in data:
        post = Tenure.objects.values_list("post", flat=True).get(pk=int(data["tenure"]))
        return {post: kind.posts[post].name}
    return {code: post.name for code, post in kind.posts.items()}


def _one_post(data: Mapping[str, Any]) -> bool:
    """Whether a matter fills one post, and those in office stay."""
    return bool({"tenure", VACANT_POST} & data.keys())


def on_roll(case: Case, names: str) -> list[Person]:
    """The grown persons whose names are written one a line. Refusals: `seat-not-on-roll`, `seat-many`."""
    by_name: dict[str, list[Person]] = {}
    for person in case.grown:
        by_name.setdefault(person.name, []).append(person)
    found = []
    for line in filter(str.strip, names.splitlines()):
        name, *home = line.split()
        same = by_name.get(name, [])
        if home:
            same = [one for one in same if one.household is not None and one.household.number == home[0]]
        if not same:
            raise Refusal("seat-not-on-roll", name=line.strip())
        if len(same) > 1:
            raise Refusal("seat-many", name=name, count=len(same))
        found.append(same[0])
    return found


def pairs(elected: Sequence[str]) -> list[tuple[str, int]]:
    """Post and person of each who came of a count."""
    return [(post, int(person)) for post, _, person in (one.rpartition(":") for one in elected)]


def seats(case: Case, data: Mapping[str, Any]) -> list[Seat]:
    """Who takes which post: as a count has found, else the names typed for each post. Refusals: those of `on_roll`."""
    kind = kind_of(case, data)
    if ELECTED in data and "tenure" not in data:
        won = pairs(data[ELECTED])
        people = Person.objects.in_bulk([person for _, person in won])
        return [Seat(kind.code, post, people[person]) for post, person in won]
    return [
        Seat(kind.code, post, person)
        for post in posts_of(case, data)
        for person in on_roll(case, str(data.get(f"seat_{post}", "")))
    ]


def warrant_of(matter: Matter, kind: BodyKind) -> Warrant:
    """Who chose, as the matter's own record has it: the assembly of its last count, else those who cast ballots."""
    where = f"{matter.number}#{matter.taken}"
    counted = Taking.objects.filter(matter=matter, act="count").order_by("-seq").first()
    electorate = next((code for code in (VOTERS, HOUSEHOLDS) if code in kind.elected_by), None)
    if electorate is None and counted is not None:
        data = json.loads(counted.data)
        if data.get("passed"):
            return Warrant(data["body"], where)
    electorate = representing.chose(typed(matter)) or electorate
    return Warrant(electorate or "", where)


def _seated_in(case: Case, data: Mapping[str, Any]) -> Place:
    """Where the body stands whose post is filled: of a vacancy its own place, else that of the matter."""
    if "tenure" in data:
        return Tenure.objects.select_related("body__place").get(pk=int(data["tenure"])).body.place
    return case.place


class RightElectors:
    """Which body is to be chosen; refused where the assembly that will decide does not elect it."""

    code, ask = "right-electors", Text("哪个组织", "Which body")
    field, ends = "body_kind", False

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        if {"body_kind", "body_ends"} & typed(case.matter, case.step.code).keys():
            return ()
        names = {code: kind.title(case.unit.kind) for code, kind in self.kinds(case).items()}
        return (Field(self.field, self.ask, "choice", choices=names),)

    def kinds(self, case: Case) -> dict[str, BodyKind]:
        return kinds_here(case)

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        known = {**typed(case.matter, case.step.code), **data}
        if self.field not in known:
            return
        kind = pack().bodies[known[self.field]]
        if case.exercise is not None:
            deciders = case.exercise.deciders.get(case.sphere) or case.exercise.deciders["village"]
            first = next((code for code in deciders if code in kind.elected_by), "")
            warrant = Warrant(first, case.matter.number)
            rules.warranted(kind, pack().bodies, warrant, law=case.law, at=case.unit.kind)
        if self.ends and case.body(kind.code) is None:
            raise Refusal("body-ended")


class EndsBody(RightElectors):
    """Which body is to end; refused where it does not stand."""

    code, ask = "ends-body", Text("撤销哪个组织", "Which body ends")
    field, ends = "body_ends", True


class FilledHere(RightElectors):
    """Which team's people are entered: only of those that nobody elects and nobody above appoints."""

    code, ask = "filled-here", Text("哪支队伍", "Which team")

    def kinds(self, case: Case) -> dict[str, BodyKind]:
        return {
            code: kind
            for code, kind in pack().bodies.items()
            if case.place.kind in kind.at and kind.filled_by == case.kinds(case.step)[0].code
        }


class Eligible:
    """The names by post, judged as if they were seated today: bars, near relatives, numbers, age."""

    code = "eligible"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        known = typed(case.matter)
        if "body_ends" in known:
            return ()
        kind, single = kind_of(case, known), "tenure" in known
        return tuple(
            Field(f"seat_{code}", name, "long", single or kind.posts[code].seats[0] > 0, False, help=NAMES_HELP)
            for code, name in posts_of(case, known).items()
        )

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        known = {**typed(case.matter, case.step.code), **data}
        if not any(code.startswith("seat_") for code in data):
            return
        would_sit(case, known, seats(case, known))


def would_sit(case: Case, known: Mapping[str, Any], chosen: Sequence[Seat], *, whole: bool = True) -> None:
    """Judge those chosen as if they were seated today; `whole` is whether nobody is still to be chosen beside them.

    Refusals: those of `seating.choose`.
    """
    kind = kind_of(case, known)
    warrant = Warrant(kind.elected_by[0] if kind.elected_by else "", "")
    with transaction.atomic():
        _vacate(known, case)
        seating.choose(
            place=_seated_in(case, known),
            kind=kind.code,
            seats=chosen,
            since=case.on,
            warrant=warrant,
            renew=not _one_post(known),
            whole=whole,
        )
        transaction.set_rollback(True)


def _vacate(data: Mapping[str, Any], case: Case) -> None:
    """The post that falls vacant is empty by the time its successor comes; so is that of who came by a wrong result."""
    if "tenure" in data:
        seating.end_tenures(Tenure.objects.filter(pk=int(data["tenure"])), case.on)
    if _one_post(data):
        seating.end_tenures(representing.brought_in(case.matter, case.on), case.on)


class OfficeHolder:
    """The post that the matter is about, chosen among those held now; its holder and near relatives withdraw."""

    code = "office-holder"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        names = {str(row.pk): self._name(case, row) for row in self._held(case)}
        question = Text("哪个职务（任职的人）", "Which post (and who holds it)")
        return (Field("tenure", question, "choice", public=False, choices=names, subject=True),)

    @staticmethod
    def _held(case: Case) -> list[Tenure]:
        """Posts that the voters fill (VCOL 14, 19, 38), with who holds them."""
        shown = {
            (kind.code, post.code)
            for kind in pack().bodies.values()
            if VOTERS in kind.elected_by
            for post in kind.posts.values()
            if post.public
        }
        return [row for row in case.terms if (row.body.kind, row.post) in shown]

    @staticmethod
    def _name(case: Case, row: Tenure) -> Text:
        kind = pack().bodies[row.body.kind]
        title, post = kind.title(case.unit.kind), kind.posts[row.post].name
        return Text(f"{title.zh}{post.zh} {row.person.name}", f"{title.en}: {post.en}, {row.person.name}")

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        return None


class SeatThose:
    """Those named take their posts; or the body ends, where that was proposed."""

    code = "seat"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return ()

    def apply(self, case: Case, step: Step, taking: Taking, data: Mapping[str, Any], by: Actor) -> None:
        acting = f"{case.unit.code}/{taking.body}"
        if "body_ends" in data:
            kind = pack().bodies[data["body_ends"]]
            body = Body.objects.get(place=case.place, kind=kind.code, until__isnull=True)
            because = case.matter.number
            people.dissolve(body=body, on=case.on, because=because, at=case.at, warrant=warrant_of(case.matter, kind))
            return
        kind = kind_of(case, data)
        if _one_post(data):
            # An objection to the result was upheld and the ballot held again: who came by the first leaves.
            for tenure in representing.brought_in(case.matter, case.on):
                people.leave(tenure=tenure, on=case.on, because=case.matter.number, at=case.at)
        people.fill(
            place=_seated_in(case, data),
            kind=kind.code,
            seats=seats(case, data),
            since=case.on,
            warrant=warrant_of(case.matter, kind),
            renew=not _one_post(data),
            at=case.at,
            acting=acting,
        )


class EndTenure:
    """The post that the matter is about falls vacant."""

    code = "end-tenure"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return ()

    def apply(self, case: Case, step: Step, taking: Taking, data: Mapping[str, Any], by: Actor) -> None:
        tenure = Tenure.objects.filter(valid_on(case.on), pk=int(data.get("tenure", 0))).first()
        # Who has left in the meantime need not be ended again.
        if tenure is not None:
            people.leave(tenure=tenure, on=case.on, because=case.matter.number, at=case.at)


class EndIfUnfitTwice(EndTenure):
    """Who is found “not competent” in two appraisals in a row leaves office by law (VCOL 38, RCOL 37)."""

    code = "end-if-unfit-twice"

    def apply(self, case: Case, step: Step, taking: Taking, data: Mapping[str, Any], by: Actor) -> None:
        if unfit(case.matter) and unfit(_appraised_before(case.matter)):
            super().apply(case, step, taking, data, by)


def unfit(matter: Matter | None) -> bool:
    """Whether the last count of an appraisal found the person not competent."""
    counted = Taking.objects.filter(matter=matter, act="count").order_by("-seq").first() if matter else None
    return counted is not None and not json.loads(counted.data)["passed"]


def _appraised_before(matter: Matter) -> Matter | None:
    """The appraisal of the same person in the same unit that was counted before this one."""
    person = Interest.objects.filter(matter=matter).order_by("pk").values_list("person_id", flat=True)[:1]
    return (
        Matter.objects.filter(
            unit=matter.unit, procedure=matter.procedure, interests__person__in=person, pk__lt=matter.pk
        )
        .filter(takings__act="count")
        .order_by("-pk")
        .first()
    )


for _guard in (RightElectors(), FilledHere(), EndsBody(), Eligible(), OfficeHolder()):
    guards.register(_guard)
for _effect in (SeatThose(), EndTenure(), EndIfUnfitTwice()):
    effects.register(_effect)
