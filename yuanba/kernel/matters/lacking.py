"""A way in with nothing to choose: said in one sentence with where the thing comes from, instead of an empty list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.opening import first_fields
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.refusal import Refusal

# Where what a blank names is entered: posts, the roll, lists of powers, the burden account, or a register by its code.
POSTS, ROLL, POWERS, BURDEN, REGISTER = "posts", "roll", "powers", "burden", "registers/"


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a blank has nothing to choose and what brings it; `source`: where it would stand."""

    blank: str
    why: Text
    source: str


# By the guard that asks.
_BY_GUARD: Mapping[str, Lack] = {
    "office-holder": Lack(
        "tenure",
        Text(
            "这里没有选民选出、正在任职的人；换届选举办结，或者任职名单登记以后才有。",
            "nobody whom the voters elected is in office here; an election or the list of office-holders brings them.",
        ),
        POSTS,
    ),
    "vacant-post": Lack(
        "vacant_post",
        Text(
            "委员会没有空缺的职务；有人离任，或者选举没有选满以后才有。",
            "no post of the committee is vacant; one is when somebody leaves, or an election leaves a seat.",
        ),
        POSTS,
    ),
    "vacant-seat": Lack(
        "tenure",
        Text(
            "这里没有缺额的代表名额；代表辞职、被罢免或者离任以后才有。",
            "no representative's seat is vacant here; one is when she resigns, is recalled or leaves.",
        ),
        POSTS,
    ),
    "seat-held": Lack(
        "tenure",
        Text(
            "这里没有登记由这里推选的代表；推选结果登记以后才有。",
            "no representative chosen here is on record; the result of the choice brings her.",
        ),
        POSTS,
    ),
    "standing-mandate": Lack(
        "replaces",
        Text(
            "没有生效的授权可以收回；会议通过一项授权以后才有。",
            "no mandate stands that could be withdrawn; one does when the assembly has given it.",
        ),
        f"{REGISTER}mandates",
    ),
    "admitted": Lack(
        "admitted",
        Text(
            "准入目录里没有可以向这里提出的任务；县里准入以后才有。",
            "no task stands admitted for this place; the county's admission brings one.",
        ),
        BURDEN,
    ),
}
_POWER = Lack(
    "power",
    Text(
        "这里施行的权力清单里，没有一项用这个程序来办；清单施行或者加上以后才有。",
        "no power of the lists in force here is exercised by this procedure; putting such a list in force brings one.",
    ),
    POWERS,
)
_PERSON = Text(
    "名册上还没有成年人可以选；名册登记以后才有。",
    "no adult is on the roll to be named; entering the roll brings them.",
)


def lacking(case: Case, fields: Iterable[Field]) -> Refusal | None:
    """`nothing-to-choose`, where a blank that must be filled has nothing to choose; None where all can be filled."""
    told = {one.blank: one for code in case.step.guards if (one := _BY_GUARD.get(code)) is not None}
    for field in fields:
        lack = _of(case, field, told)
        if lack is not None:
            return Refusal("nothing-to-choose", why=lack.why.zh, why_en=lack.why.en, source=lack.source)
    return None


def at_start(case: Case, act: Act) -> Refusal | None:
    """The same of a way in, whoever begins."""
    return lacking(case, first_fields(case, act, Actor()))


def _of(case: Case, field: Field, told: Mapping[str, Lack]) -> Lack | None:
    if field.code in told and not field.choices:
        return told[field.code]
    if field.fixed or not field.required:
        return None
    if field.type == "person" and not case.grown:
        return Lack(field.code, _PERSON, ROLL)
    if field.type != "choice" or field.choices:
        return None
    why = Text(f"“{field.name.zh}”没有可以选的。", f"there is nothing to choose for “{field.name.en}”.")
    return _POWER if field.code == _POWER.blank else Lack(field.code, why, POSTS)


def why(refusal: Refusal) -> Text:
    """What such a refusal says beside that it cannot be begun."""
    return Text(refusal.facts["why"], refusal.facts["why_en"])
