"""Adoption as pure law: bounded parameters, the nearest ancestor's word, and that it may only be stricter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from yuanba.kernel.procedures.law import Law
from yuanba.kernel.procedures.pack import Pack
from yuanba.kernel.procedures.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Adoption:
    """An institution in force in a place and everything under it, from a day."""

    institution: str
    place: str
    since: date
    versions: Mapping[str, int] = field(default_factory=dict)
    params: Mapping[str, int] = field(default_factory=dict)
    until: date | None = None


def nearest(adoptions: Sequence[Adoption], on: date) -> Adoption | None:
    """The adoption that governs: of those standing on the day, the nearest ancestor's, and the latest of that place."""
    standing = [a for a in adoptions if a.since <= on and (a.until is None or on < a.until)]
    return max(standing, key=lambda a: (len(a.place), a.since), default=None)


def bounds(pack: Pack, institution: str) -> dict[str, tuple[int, int, int, str | None]]:
    """Parameters of an institution's procedures: code -> (min, max, default, rule that sets the floor)."""
    found = {}
    for code in pack.institutions[institution].procedures:
        for param in pack.procedure(code).params.values():
            found[param.code] = (param.min, param.max, param.default, param.rule)
    return found


def settle(
    pack: Pack, law: Law, institution: str, asked: Mapping[str, int], above: Adoption | None, on: date
) -> dict[str, int]:
    """The full parameters of a new adoption, or a refusal.

    A parameter stays between its own bounds; one whose floor the law fixes may not fall below the law, nor below what
    the place above has set. Refusals: `param-unknown`, `param-out-of-bounds`, `param-below-law`, `param-below-above`.
    """
    known = bounds(pack, institution)
    for code in asked:
        if code not in known:
            raise Refusal("param-unknown", param=code)
    settled = {}
    for code, (low, high, default, rule) in known.items():
        inherited = above.params.get(code, default) if above else default
        value = asked.get(code, inherited)
        if not low <= value <= high:
            raise Refusal("param-out-of-bounds", param=code, low=low, high=high)
        if rule:
            fixed = law.rule(rule, on)
            if fixed.bound == "min" and value < fixed.value:
                raise Refusal("param-below-law", law=str(fixed.basis), param=code, least=fixed.value)
            if fixed.bound == "min" and value < inherited:
                raise Refusal("param-below-above", param=code, least=inherited)
        settled[code] = value
    return settled
