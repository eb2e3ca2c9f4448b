"""An election in the village, from its plan to the count: what the stories about elections share."""

import pytest

from tests.cast import SHEET, Village
from tests.stories.posts_cast import ELECTION, begin, furnished, newcomer
from yuanba.kernel.matters import verbs
from yuanba.kernel.matters.acts import fields_of, tick
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.procedures.refusal import Refusal

PLAN = {"number_deputy": 1, "number_member": 1, "number_clerk": 1}
STAND = {
    "stand_director": "吴主任\n许理事",
    "stand_deputy": "孙能人\n村民甲一",
    "stand_member": "郑委员\n村民乙一",
    "stand_clerk": "李会计\n村民丙一",
}
VOTES = {
    "吴主任": 25, "许理事": 5, "孙能人": 20, "村民甲一": 9, "郑委员": 18, "村民乙一": 12, "李会计": 28, "村民丙一": 1,
}  # fmt: skip


FIRST = {**VOTES, "郑委员": 15, "村民乙一": 14}


def electing() -> Village:
    """The village with its election committee in office and the election adopted."""
    made = furnished(
        "selection-of-cadres",
        seats=[("election_committee", post, name) for post, name in ELECTION],
        powers="A01 A02",
    )
    newcomer(made, "sun", "孙能人")
    return made


def sheets(place: Village, matter: Matter, *tasks: str) -> None:
    for task in tasks:
        place.take(matter, "chen", "election_committee", "evidence", task=task, file=SHEET)


def rolled(place: Village, matter: Matter) -> None:
    """The roll hangs for its twenty days."""
    place.take(matter, "chen", "election_committee", "post")
    place.wait(days=25)
    tick(now=place.now)
    matter.refresh_from_db()


def planned(place: Village, **data: object) -> Matter:
    """An election from the plan to the day on which candidates are settled."""
    matter = begin(
        place, "election-record", "prepare", "chen", "election_committee", power="A01",
        election_day="2026-05-10", **{**PLAN, **data},
    )  # fmt: skip
    rolled(place, matter)
    place.take(matter, "zhou", "party_org", "submit", persons="孙能人")
    sheets(place, matter, "sheet", "consents", "review")
    return matter


def standing(place: Village, **data: object) -> Matter:
    """An election to the day of the ballot."""
    matter = planned(place, **{code: data.pop(code) for code in list(data) if code.startswith("number_")})
    place.take(matter, "chen", "election_committee", "done", **{**STAND, "reviewed": True, **data})
    sheets(place, matter, "count", "minutes")
    return matter


def votes(place: Village, matter: Matter, by_name: dict[str, int]) -> dict[str, object]:
    """The votes as the form asks for them: a number beside the name of everybody who stands, and of nobody else."""
    case = load(matter, place.now)
    act = next(act for act in verbs.of(case).acts(case) if act.code == "done")
    asked = fields_of(case, act, place.actor("chen", "election_committee"))
    there = {
        field.name.zh.split("候选人")[1].removesuffix("得票"): field.code
        for field in asked
        if "候选人" in field.name.zh
    }
    assert set(there) == set(by_name)
    return {there[name]: number for name, number in by_name.items()}


def counted(place: Village, matter: Matter, by_name: dict[str, int], **data: object) -> Taking:
    numbers = {"registered": 34, "cast": 30, **votes(place, matter, by_name), **data}
    return place.take(matter, "chen", "election_committee", "done", **numbers)


def in_office(place: Village) -> dict[str, str]:
    held = Tenure.objects.filter(body__kind="committee", until__gt=place.today).select_related("person")
    return {tenure.person.name: tenure.post for tenure in held}


def refused(place: Village, matter: Matter, by_name: dict[str, int], **data: object) -> tuple[str, str | None]:
    with pytest.raises(Refusal) as found:
        counted(place, matter, by_name, **data)
    assert "{" not in found.value.sentence("zh") + found.value.sentence("en")
    return found.value.code, found.value.law
