"""Adoption as pure law: bounded parameters, the nearest ancestor's word, and that it may only be stricter."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from yuanba.kernel.places.rules import LOCAL_RANKS
from yuanba.kernel.procedures.definitions import Param, Procedure
from yuanba.kernel.procedures.law import Law
from yuanba.kernel.procedures.pack import BodyKind, Pack
from yuanba.kernel.procedures.refusal import Refusal

UNITS = frozenset(("village", "community", "quasi"))


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
    return max(standing(adoptions, on), key=lambda a: (len(a.place), a.since), default=None)


def standing(adoptions: Iterable[Adoption], on: date) -> list[Adoption]:
    """The adoptions in force on a day."""
    return [a for a in adoptions if a.since <= on and (a.until is None or on < a.until)]


def word(pack: Pack, procedure: str, adoptions: Iterable[Adoption]) -> Adoption | None:
    """Whose word on a procedure counts in a place, of the adoptions in force there and above it.

    Several institutions may use one procedure. The nearest place speaks first, then the latest day, then the
    institution with the lowest number: the same answer whatever the order in which they are asked.
    """
    using = [a for a in adoptions if procedure in a.versions]
    return max(using, key=lambda a: (len(a.place), a.since, -pack.institutions[a.institution].number), default=None)


def bounds(pack: Pack, institution: str, versions: Mapping[str, int] | None = None) -> dict[str, Param]:
    """Parameters of an institution's procedures, by code: of the newest versions, or of those given."""
    found: dict[str, Param] = {}
    for code in pack.institutions[institution].procedures:
        found.update(pack.procedure(code, (versions or {}).get(code)).params)
    return found


def around(kind: str) -> set[str]:
    """Kinds of places that can lie in a place of a kind, above it, or be it."""
    if kind in LOCAL_RANKS:
        inside = {one for one, rank in LOCAL_RANKS.items() if rank > LOCAL_RANKS[kind]}
        return {kind, "county", "township", *UNITS, *inside}
    units = UNITS if kind in ("county", "township") else {kind}
    return {"county", "township", *units, *LOCAL_RANKS}


def runs(procedure: Procedure, bodies: Mapping[str, BodyKind], kinds: Collection[str]) -> bool:
    """Whether one of its ways in leads to its purpose, a good end, by steps that somebody can hold in such places."""
    good = {end.code for end in procedure.ends.values() if end.tone == "good"}

    def held(step: str) -> bool:
        body = bodies.get(procedure.steps[step].by)
        return body is None or bool(set(body.at) & set(kinds))

    if not set(procedure.at) & set(kinds):
        return False
    waiting = [start.step for start in procedure.starts if held(start.step)]
    seen = set(waiting)
    while waiting:
        for target in procedure.steps[waiting.pop()].on.values():
            if target in (good or procedure.ends):
                return True
            if target in procedure.steps and target not in seen and held(target):
                seen.add(target)
                waiting.append(target)
    return False


def settle(
    pack: Pack,
    law: Law,
    institution: str,
    asked: Mapping[str, int],
    above: Adoption | None,
    on: date,
    versions: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """The full parameters of a new adoption, or a refusal.

    A parameter stays between its own bounds; one whose floor the law fixes may not fall below the law, nor below what
    the place above has set. Refusals: `param-unknown`, `param-out-of-bounds`, `param-below-law`, `param-below-above`.
    """
    known = bounds(pack, institution, versions)
    for code in asked:
        if code not in known:
            raise Refusal("param-unknown", param=code)
    settled = {}
    for code, param in known.items():
        inherited = above.params.get(code, param.default) if above else param.default
        value = asked.get(code, inherited)
        called = {"param": param.name.zh, "param_en": param.name.en}
        if not param.min <= value <= param.max:
            raise Refusal("param-out-of-bounds", low=param.min, high=param.max, **called)
        if param.rule:
            fixed = law.rule(param.rule, on)
            if fixed.bound == "min" and value < fixed.value:
                raise Refusal("param-below-law", law=str(fixed.basis), least=fixed.value, **called)
            if fixed.bound == "min" and value < inherited:
                raise Refusal("param-below-above", least=inherited, **called)
        settled[code] = value
    return settled
