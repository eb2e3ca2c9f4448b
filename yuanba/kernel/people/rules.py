"""Who may not hold what: incompatibilities and near relatives, as pure law."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.law import Law
from yuanba.kernel.procedures.pack import ELECTORATES, BodyKind
from yuanba.kernel.procedures.refusal import Refusal

# Civil Code 1045: spouse, parents, children, siblings, grandparents and grandchildren on both sides.
NEAR_RELATIVES = (
    "spouse",
    "parent",
    "child",
    "sibling",
    "grandparent",
    "maternal_grandparent",
    "grandchild",
    "daughters_child",
)
# A bar of a body kind -> the body kind it looks at, and whether it also reaches that body's near relatives.
BARS: Mapping[str, tuple[str, bool]] = {
    "committee_member": ("committee", False),
    "near_relative_of_committee_member": ("committee", True),
    "collective_director": ("collective", False),
    "near_relative_of_collective_director": ("collective", True),
}


@dataclass(frozen=True, slots=True)
class Holding:
    """A standing post in the unit: the kind of its body."""

    body: str
    post: str


def bar_swearing_in(
    kind: BodyKind,
    kinds: Mapping[str, BodyKind],
    *,
    own: Collection[Holding],
    relatives: Collection[Holding],
    law: Law,
    at: str,
) -> None:
    """Refuse a tenure that the bars of any body in the unit exclude, whichever of the two posts came first.

    `at` is the kind of unit, whose law is cited. `own` are the person's standing posts in the unit, `relatives` those
    of her declared near relatives.
    Refusals: `barred-own-post`, `barred-near-relative`, naming both bodies (VCOL 37, RCOL 36).
    """
    for held, others_kin in ((own, False), (relatives, True)):
        for holding in held:
            for guarded, other in ((kind, kinds[holding.body]), (kinds[holding.body], kind)):
                for bar in guarded.bars:
                    target, reaches_kin = BARS[bar]
                    if target == other.code and reaches_kin == others_kin:
                        raise Refusal(
                            "barred-near-relative" if others_kin else "barred-own-post",
                            law=law.cite(guarded.law, at),
                            body=guarded.name.zh,
                            body_en=guarded.name.en,
                            other=other.name.zh,
                            other_en=other.name.en,
                        )


def seat_free(kind: BodyKind, post: str, taken: int) -> None:
    """Refuse a post that the body has not, or whose seats are all taken. Refusals: `post-unknown`, `post-full`."""
    if post not in kind.posts:
        raise Refusal("post-unknown", body=kind.name.zh, body_en=kind.name.en)
    if taken >= kind.posts[post].seats[1]:
        name = kind.posts[post].name
        raise Refusal("post-full", post=name.zh, post_en=name.en, seats=kind.posts[post].seats[1])


def incomplete(kind: BodyKind, members: int, at: str) -> bool:
    """Whether a body has fewer members than the law or the pack asks for: such a body is counted as missing."""
    size = kind.size_at(at)
    return members < (size[0] if size else 1)


@dataclass(frozen=True, slots=True)
class Warrant:
    """Who chose an office-holder: the electing body (or "@voters", "@households"), and the matter that records it."""

    by: str
    matter: str

    def __str__(self) -> str:
        return f"{self.by} {self.matter}".strip()


# The state of a unit as its paper files have it on the day it joins: every later change needs a warrant.
OPENING = Warrant("opening", "")


def warranted(kind: BodyKind, kinds: Mapping[str, BodyKind], warrant: Warrant | None, *, law: Law, at: str) -> None:
    """Refuse a post, or the end of a body, that the electing body has not decided. Refusal `not-chosen`.

    A body that nobody elects needs no warrant: it is made up by those who set it up.
    """
    if not kind.elected_by or (warrant is not None and (warrant == OPENING or warrant.by in kind.elected_by)):
        return
    names = [ELECTORATES[code] if code in ELECTORATES else kinds[code].title(at) for code in electors(kind, kinds, at)]
    title = kind.title(at)
    raise Refusal(
        "not-chosen",
        law=law.cite(kind.law, at),
        body=title.zh,
        body_en=title.en,
        electors="或者".join(name.zh for name in names),
        electors_en=" or ".join(name.en for name in names),
    )


def electors(kind: BodyKind, kinds: Mapping[str, BodyKind], at: str) -> list[str]:
    """Who elects a kind of body in a kind of place: those of its electing bodies that can stand there or below."""
    local = ("group", "compound", "courtyard", "building")
    return [
        code
        for code in kind.elected_by
        if code in ELECTORATES or at in kinds[code].at or at in local or set(kinds[code].at) <= set(local)
    ]


def years_later(day: date, years: int) -> date:
    """The same day some years later; the last of February stays the last of February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def term_end(kind: BodyKind, since: date, standing: Collection[date]) -> date | None:
    """When a tenure ends that begins on a day: with the term of those in office, else after the full term.

    Who is elected to fill a vacancy serves what is left of the term (VCOL 23). None: the kind has no terms.
    """
    if kind.term_years is None:
        return None
    running = [day for day in standing if day > since]
    return max(running) if running else years_later(since, kind.term_years)


@dataclass(frozen=True, slots=True)
class Made:
    """What a body is made of: how many hold each post, how many persons in all, how many of them women."""

    posts: Mapping[str, int]
    members: int
    women: int


def composed(kind: BodyKind, made: Made, *, law: Law, at: str) -> None:
    """Refuse a body that has not the number of members the law fixes. Refusals: `size-wrong`, `number-even`."""
    title, basis = kind.title(at), law.cite(kind.law, at)
    size = kind.size_at(at)
    if size is not None and not size[0] <= made.members <= size[1]:
        raise Refusal(
            "size-wrong", law=basis, body=title.zh, body_en=title.en, least=size[0], most=size[1], members=made.members
        )
    counted = sum(made.posts.get(post, 0) for post in kind.odd)
    if kind.odd and counted % 2 == 0:
        raise Refusal("number-even", law=basis, body=title.zh, body_en=title.en, members=counted)


def wanting(kind: BodyKind, made: Made, *, at: str) -> list[Text]:
    """What a standing body lacks, as sentences: a post without its holders, too few members, no woman.

    An election stands although no woman was elected; the next by-election has to mend it (VCOL 8).
    """
    found = []
    for post in kind.posts.values():
        if (lacking := post.seats[0] - made.posts.get(post.code, 0)) > 0:
            found.append(Text(f"{post.name.zh}缺 {lacking} 人", f"{post.name.en}: {lacking} vacant"))
    size = kind.size_at(at)
    if size is not None and made.members < size[0]:
        found.append(
            Text(f"只有 {made.members} 人，至少要 {size[0]} 人", f"{made.members} of at least {size[0]} members")
        )
    if made.women < kind.women_min:
        found.append(
            Text(f"妇女成员不足 {kind.women_min} 人", f"Fewer than {kind.women_min} woman/women among the members")
        )
    return found
