"""Who may not hold what: incompatibilities and near relatives, as pure law."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from yuanba.kernel.procedures.law import Law
from yuanba.kernel.procedures.pack import BodyKind
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


def incomplete(kind: BodyKind, members: int) -> bool:
    """Whether a body has fewer members than the law or the pack asks for: such a body is counted as missing."""
    return members < (kind.size[0] if kind.size else 1)
