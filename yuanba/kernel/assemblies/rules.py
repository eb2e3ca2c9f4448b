"""Convening, quorum and majority as pure law."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yuanba.kernel.procedures.law import AssemblyLaw
from yuanba.kernel.procedures.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Present:
    """Who came, as counts: `persons` without the recused, `households` they come from."""

    persons: int
    households: int
    recused: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a count comes to."""

    passed: bool
    needed: int
    present: int


def may_decide(deciders: Sequence[str], body: str, *, law: AssemblyLaw, mandated: bool, why: str | None) -> None:
    """Refuse a body that may not decide this power, and representatives without a recorded mandate.

    `why` cites what reserves the power. Refusals: `not-deciding-body`, `mandate-missing`.
    """
    if body not in deciders:
        raise Refusal("not-deciding-body", law=why)
    if body != deciders[0] and law.requires_mandate and not mandated:
        raise Refusal("mandate-missing", law=why)


def notice(law: AssemblyLaw, *, called_on: date, meets_on: date, urgent: bool, default_days: int) -> None:
    """Refuse a meeting called too late. Refusals: `notice-too-short` (the law), `notice-below-default` (ours)."""
    days = (meets_on - called_on).days
    if law.notice_days:
        if days < law.notice_days and not (urgent and law.urgent):
            raise Refusal("notice-too-short", law=str(law.basis), days=law.notice_days)
    elif days < default_days and not urgent:
        raise Refusal("notice-below-default", days=default_days)


def quorum(law: AssemblyLaw, present: Present, due: Mapping[str, int]) -> None:
    """Refuse a count while too few have come. Refusal `quorum-missing`, with the numbers and the article."""
    counts = {
        base: (present.households if base.endswith("household_reps") else present.persons, whole)
        for base, whole in due.items()
        if whole > 0
    }
    if law.quorum(counts):
        return
    asked = [t for t in (*law.quorum_any, *law.quorum_all) if t.of in counts]
    first = asked[0] if asked else None
    raise Refusal(
        "quorum-missing",
        law=str(law.basis),
        present=counts[first.of][0] if first else present.persons,
        whole=counts[first.of][1] if first else 0,
        least=first.least(counts[first.of][1]) if first else 0,
    )


def tally(
    law: AssemblyLaw,
    *,
    votes_for: int,
    against: int,
    abstain: int,
    present: Present,
    due: Mapping[str, int],
    recusal: str | None = None,
) -> Result:
    """The result of a paper count. Abstainers stay in the whole of those present (facts 1.3).

    Refusals: `quorum-missing`; `count-includes-recused` when more votes were counted than those who may vote and the
    recused would explain it; `count-too-many`; `majority-unknown` where the law has no number for this body.
    """
    quorum(law, present, due)
    cast = votes_for + against + abstain
    if cast > present.persons:
        code = "count-includes-recused" if cast <= present.persons + present.recused else "count-too-many"
        raise Refusal(
            code,
            law=recusal if present.recused else None,
            cast=cast,
            may=present.persons,
            recused=present.recused,
        )
    wholes = {**due, "present": present.persons, "present_members": present.persons}
    if not law.pass_all or any(t.of not in wholes for t in law.pass_all):
        raise Refusal("majority-unknown", law=str(law.basis))
    needed = max(t.least(wholes[t.of]) for t in law.pass_all)
    return Result(law.passes(votes_for, wholes), needed, present.persons)
