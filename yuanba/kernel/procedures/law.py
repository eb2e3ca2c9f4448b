"""Law as data: statutes by edition, the quorum and majority of each deciding body, numeric rules, reserved matters.

以上 includes the number (`ge`), 过半数 / 超过 does not (`gt`): Civil Code art. 1259.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Text

Certainty = Literal["A", "B", "C", "L"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share of a count: `cmp` "gt" is strictly more than num/den, "ge" is at least num/den of what `of` names."""

    of: str
    cmp: Literal["gt", "ge"]
    num: int
    den: int

    def met(self, reached: int, whole: int) -> bool:
        """Whole-number arithmetic: no rounding can move a boundary case."""
        return reached * self.den > whole * self.num if self.cmp == "gt" else reached * self.den >= whole * self.num

    def least(self, whole: int) -> int:
        """The smallest whole number that meets this threshold."""
        quotient, rest = divmod(whole * self.num, self.den)
        return quotient + 1 if self.cmp == "gt" or rest else quotient

    def at_least_as_strict_as(self, other: "Threshold") -> bool:
        """Whether meeting this one always meets `other`, for the same base."""
        mine, theirs = self.num * other.den, other.num * self.den
        return mine > theirs or (mine == theirs and (self.cmp == "gt" or other.cmp == "ge"))


@dataclass(frozen=True, slots=True)
class AssemblyLaw:
    """How one kind of assembly is convened, may sit and decides, by one article."""

    body: str
    basis: Citation
    cert: Certainty
    quorum_any: tuple[Threshold, ...] = ()
    quorum_all: tuple[Threshold, ...] = ()
    pass_all: tuple[Threshold, ...] = ()
    petition_any: tuple[Threshold, ...] = ()
    notice_days: int = 0
    urgent: bool = False  # an ad hoc notice is lawful in an emergency
    convened_by: str = ""
    requires_mandate: bool = False
    remote: str = "none"
    proxy: str = "none"
    binding: bool = True

    def quorum(self, counts: Mapping[str, tuple[int, int]]) -> bool:
        """`counts[base] = (present, due)`; a base that is not counted is not met."""
        any_met = not self.quorum_any or any(t.met(*counts[t.of]) for t in self.quorum_any if t.of in counts)
        return any_met and all(t.of in counts and t.met(*counts[t.of]) for t in self.quorum_all)

    def passes(self, votes_for: int, wholes: Mapping[str, int]) -> bool:
        """`wholes[base]`: what the majority is a share of ("present" counts those who abstain); KeyError if not counted."""
        return bool(self.pass_all) and all(t.met(votes_for, wholes[t.of]) for t in self.pass_all)


@dataclass(frozen=True, slots=True)
class Rule:
    """A number fixed by law or by our default: `bound` says which way a local parameter may move it."""

    code: str
    value: int
    basis: Citation | None  # None: our default, never shown as law
    cert: Certainty
    bound: Literal["min", "max", "none"] = "none"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reserved:
    """A matter that only the named bodies may decide; `marker` is the item cited by a power that falls under it."""

    matter: Citation
    deciders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    number: int
    summary: Text
    cert: Certainty


@dataclass(frozen=True, slots=True)
class Statute:
    """One edition of a statute, in force [since, until)."""

    code: str
    name: Text
    short: Text
    edition: Text
    since: date
    until: date | None
    articles: Mapping[int, Article] = field(default_factory=dict)
    assemblies: Mapping[str, AssemblyLaw] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    reserved: tuple[Reserved, ...] = ()

    def in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


class Law:
    """All statutes of a pack, asked by date."""

    def __init__(self, statutes: Iterable[Statute]) -> None:
        self.statutes = {statute.code: statute for statute in statutes}

    def assembly(self, body: str, on: date) -> AssemblyLaw:
        """The law of an assembly of kind `body` on a day; KeyError where none is in force."""
        for statute in self.statutes.values():
            if body in statute.assemblies and statute.in_force(on):
                return statute.assemblies[body]
        raise KeyError(body)

    def rule(self, code: str, on: date) -> Rule:
        """The numeric rule `code` on a day; KeyError where none is in force."""
        for statute in self.statutes.values():
            if code in statute.rules and statute.in_force(on):
                return statute.rules[code]
        raise KeyError(code)

    def deciders(self, matter: Citation, on: date) -> tuple[str, ...] | None:
        """Who alone may decide what a power cites; None where the article reserves nothing."""
        for statute in self.statutes.values():
            for reserved in statute.reserved:
                if reserved.matter == matter and statute.in_force(on):
                    return reserved.deciders
        return None

    def article(self, citation: Citation) -> Article | None:
        statute = self.statutes.get(citation.statute)
        return statute.articles.get(citation.article) if statute else None
