"""Law as data: statutes by edition, the quorum and majority of each deciding body, numeric rules, reserved matters.

以上 includes the number (`ge`), 过半数 / 超过 does not (`gt`): Civil Code art. 1259.
"""

from collections.abc import Iterable, Iterator, Mapping
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
    """How one kind of assembly is convened, may sit and decides, by one article.

    `basis` is None where no statute of the pack speaks; then `unverified` names what does, shown only with that word.
    """

    body: str
    basis: Citation | None
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
    unverified: Text | None = None
    age_min: int = 0
    composition: tuple[Threshold, ...] = ()  # shares of its whole that the body itself must keep
    households_per_rep: tuple[int, int] | None = None
    meetings_per_year: int = 0  # at least
    pass_special: tuple[Threshold, ...] = ()  # the majority for `special_items` of the basis
    special_items: tuple[int, ...] = ()

    def quorum(self, counts: Mapping[str, tuple[int, int]]) -> bool:
        """`counts[base] = (present, due)`; a base that is not counted is not met."""
        any_met = not self.quorum_any or any(t.met(*counts[t.of]) for t in self.quorum_any if t.of in counts)
        return any_met and all(t.of in counts and t.met(*counts[t.of]) for t in self.quorum_all)

    def passes(self, votes_for: int | Mapping[str, int], wholes: Mapping[str, int], *, item: int | None = None) -> bool:
        """`wholes[base]` is what the majority is a share of ("present" counts those who abstain); KeyError if missing.

        `votes_for` is one count, or one by base where an assembly counts twice (owners: area and heads); `item` is the
        item of the basis that is decided, for a majority that differs by item.
        """
        majority = self.pass_special if item in self.special_items else self.pass_all
        return bool(majority) and all(
            t.met(votes_for if isinstance(votes_for, int) else votes_for[t.of], wholes[t.of]) for t in majority
        )


@dataclass(frozen=True, slots=True)
class ElectionLaw:
    """One manner of electing a committee: who votes, how many of them must, what elects, what a second ballot needs."""

    mode: str
    name: Text
    basis: Citation
    cert: Certainty
    turnout: Threshold  # of all who may vote, those who did
    elect: Threshold  # of the ballots, those for somebody
    second: Threshold  # the least of the ballots in a second ballot, which the most votes decide
    proxies: int = 0  # for how many others one person may vote at most
    contested: bool = False  # more candidates than seats
    barred: Text | None = None  # what the article keeps from being nominated: the election committee looks at it


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
    name: Text | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article in our own words. `items` is how many items it has, where known: a citation past them is wrong."""

    number: int
    summary: Text
    cert: Certainty
    items: int | None = None


@dataclass(frozen=True, slots=True)
class Statute:
    """One edition of a statute, in force [since, until).

    `at` names the kinds of places it governs (empty: all); `ours` marks our own defaults, never shown as law.
    """

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
    elections: Mapping[str, ElectionLaw] = field(default_factory=dict)
    at: tuple[str, ...] = ()
    ours: bool = False

    def in_force(self, on: date) -> bool:
        """Whether this edition is law on a day."""
        return self.since <= on and (self.until is None or on < self.until)

    def governs(self, place_kind: str | None) -> bool:
        """Whether it speaks of places of this kind; None asks of no kind in particular."""
        return place_kind is None or not self.at or place_kind in self.at


class Law:
    """All statutes of a pack, asked by date. `at` narrows an answer to the statutes that govern a kind of place."""

    def __init__(self, statutes: Iterable[Statute]) -> None:
        self.statutes = {statute.code: statute for statute in statutes}

    def _speaking(self, on: date, at: str | None) -> Iterator[Statute]:
        return (statute for statute in self.statutes.values() if statute.in_force(on) and statute.governs(at))

    def assembly(self, body: str, on: date, *, at: str | None = None) -> AssemblyLaw:
        """The law of an assembly of kind `body` on a day; KeyError where none is in force."""
        for statute in self._speaking(on, at):
            if body in statute.assemblies:
                return statute.assemblies[body]
        raise KeyError(body)

    def elections(self, on: date, *, at: str) -> Mapping[str, ElectionLaw]:
        """The manners of electing a committee in a kind of place, the plain one first; none where no statute speaks."""
        return {mode: law for statute in self._speaking(on, at) for mode, law in statute.elections.items()}

    def rule(self, code: str, on: date, *, at: str | None = None) -> Rule:
        """The numeric rule `code` on a day; KeyError where none is in force. A default gives way to a statute."""
        for statute in sorted(self._speaking(on, at), key=lambda statute: statute.ours):
            if code in statute.rules:
                return statute.rules[code]
        raise KeyError(code)

    def deciders(self, matter: Citation, on: date) -> tuple[str, ...] | None:
        """Who alone may decide what a power cites; None where the article reserves nothing.

        An article cited without its item stands for all its items: whoever may decide one of them.
        """
        found: list[str] = []
        for statute in self._speaking(on, None):
            for reserved in statute.reserved:
                whole_article = matter.item is None and (reserved.matter.statute, reserved.matter.article) == (
                    matter.statute,
                    matter.article,
                )
                if reserved.matter == matter or whole_article:
                    found += [body for body in reserved.deciders if body not in found]
        return tuple(found) or None

    def cite(self, citations: Iterable[Citation], at: str) -> str | None:
        """The first of several citations whose statute governs a kind of place, as text; None where none does."""
        for citation in citations:
            statute = self.statutes.get(citation.statute)
            if statute is not None and statute.governs(at):
                return str(citation)
        return None

    def governing(self, citations: Iterable[Citation], at: str) -> tuple[Citation, ...]:
        """Those of several citations that speak of a kind of place; all of them where none does, as for a township."""
        cited = tuple(citations)
        found = tuple(c for c in cited if c.statute in self.statutes and self.statutes[c.statute].governs(at))
        return found or cited

    def article(self, citation: Citation) -> Article | None:
        """The article cited; None where the pack has no such statute, article or item."""
        statute = self.statutes.get(citation.statute)
        article = statute.articles.get(citation.article) if statute else None
        if article and citation.item and article.items is not None and citation.item > article.items:
            return None
        return article
