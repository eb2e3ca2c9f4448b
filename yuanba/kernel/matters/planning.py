"""The plan of an election: in which manner, how many to which post; and which posts are vacant (VCOL 23)."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import chain
from typing import Any

from yuanba.kernel.matters import guards
from yuanba.kernel.matters.appointing import BALLOTED, VACANT_POST
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Taking
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.people.vacancies import left_since
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.law import ElectionLaw
from yuanba.kernel.procedures.pack import PostKind
from yuanba.kernel.procedures.refusal import Refusal

PROCEDURE, WHOLE, PART = "election-record", "prepare", "vacancy"  # its two ways in: a whole committee, vacant posts
_MODE = Text("选举方式", "Manner of election")


def _number(post: PostKind) -> Text:
    return Text(f"{post.name.zh}选几人", f"To be elected: {post.name.en}")


def manners(case: Case) -> Mapping[str, ElectionLaw]:
    """The manners of electing a committee that the law of this kind of unit knows."""
    return case.law.elections(case.law_day, at=case.unit.kind)


def mode_field(case: Case) -> Field:
    """Which manner of election; where the law knows one alone nobody is asked."""
    names = {code: law.name for code, law in manners(case).items()}
    return Field("mode", _MODE, "choice", choices=names, fixed=len(names) == 1)


def planned(data: Mapping[str, Any]) -> dict[str, int]:
    """How many are elected to each post, as the plan says it."""
    posts = pack().bodies[BALLOTED].posts.values()
    if VACANT_POST in data:
        return {data[VACANT_POST]: data[f"number_{data[VACANT_POST]}"]}
    numbers = {
        post.code: post.seats[0] if post.seats[0] == post.seats[1] else data.get(f"number_{post.code}", 0)
        for post in posts
    }
    return {post: number for post, number in numbers.items() if number}


class BallotPlan:
    """The manner of election and how many are elected, as the law of this kind of unit has it (VCOL 8, RCOL 8)."""

    code = "ballot-plan"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        posts = pack().bodies[BALLOTED].posts.values()
        return (
            mode_field(case),
            *(
                Field(f"number_{post.code}", _number(post), "number", False)
                for post in posts
                if post.seats[0] != post.seats[1]
            ),
        )

    def spoken(self, data: Mapping[str, Any]) -> tuple[Field, ...]:
        known = chain.from_iterable(statute.elections.items() for statute in pack().law.statutes.values())
        posts = pack().bodies[BALLOTED].posts.values()
        return (
            Field("mode", _MODE, "choice", choices={code: law.name for code, law in known}),
            *(Field(f"number_{post.code}", _number(post), "number", False) for post in posts),
        )

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        if "mode" not in data:
            return
        kind, wanted = pack().bodies[BALLOTED], planned(data)
        for code, number in wanted.items():
            post = kind.posts[code]
            if number > post.seats[1]:
                raise Refusal("post-full", post=post.name.zh, post_en=post.name.en, seats=post.seats[1])
        size, members, title = kind.size_at(case.unit.kind), sum(wanted.values()), kind.title(case.unit.kind)
        if size is not None and not size[0] <= members <= size[1]:
            raise Refusal(
                "size-wrong",
                law=case.cite(kind.law),
                body=title.zh,
                body_en=title.en,
                least=size[0],
                most=size[1],
                members=members,
            )


def unfilled(unit: Place, on: date) -> dict[str, int]:
    """Vacant seats of the standing committee by post: of those planned at its election, or left since; five queries.

    Where no election is on record only what the pack wants at least counts, and what somebody has left.
    """
    tenures = Tenure.objects.filter(body__place=unit, body__kind=BALLOTED, body__until__isnull=True)
    held = Counter(tenures.filter(valid_on(on)).values_list("post", flat=True))
    kind = pack().bodies[BALLOTED]
    left = next(iter(left_since(kind, tenures, on).values()), {})
    of_elections = Taking.objects.filter(matter__unit=unit, matter__procedure=PROCEDURE)
    seated = of_elections.filter(act="done", to="result").order_by("-at", "-pk").values_list("matter", flat=True)
    begun = (
        of_elections.filter(seq=1, step=WHOLE, matter__in=list(seated)).order_by("-at").values_list("data", flat=True)
    )
    wanted = planned(json.loads(begun[0])) if begun else {}
    numbers = {
        code: max(wanted.get(code, 0) - held[code], post.seats[0] - held[code], left.get(code, 0))
        for code, post in kind.posts.items()
    }
    return {code: number for code, number in numbers.items() if number > 0}


class VacantPost:
    """Which vacant post is filled: of all its vacant seats, in a manner that the law knows."""

    code = "vacant-post"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        posts, choices = pack().bodies[BALLOTED].posts, {}
        for code, number in unfilled(case.unit, case.on).items():
            name = posts[code].name
            choices[code] = Text(f"{name.zh}（缺 {number} 人）", f"{name.en} ({number} vacant)")
        return (
            Field(VACANT_POST, Text("哪个空缺职务", "Which vacant post"), "choice", choices=choices),
            mode_field(case),
        )

    def spoken(self, data: Mapping[str, Any]) -> tuple[Field, ...]:
        names = {code: post.name for code, post in pack().bodies[BALLOTED].posts.items()}
        return (
            Field(VACANT_POST, Text("空缺职务", "Vacant post"), "choice", choices=names),
            *BallotPlan().spoken(data),
        )

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        return None

    def follows(self, case: Case, act: Act, data: Mapping[str, Any]) -> dict[str, Any]:
        if VACANT_POST not in data:
            return {}
        return {f"number_{data[VACANT_POST]}": unfilled(case.unit, case.on)[data[VACANT_POST]]}


for _guard in (BallotPlan(), VacantPost()):
    guards.register(_guard)
