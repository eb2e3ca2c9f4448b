"""Counting an election, as pure law: who is elected, which seats are left, who stands in the second ballot."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.law import Threshold


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes for one candidate for one post."""

    post: str
    person: int
    votes: int


def elected(tallies: Iterable[Tally], seats: Mapping[str, int], *, ballots: int, least: Threshold) -> list[Tally]:
    """Who has votes enough, the most first, as many as there are seats.

    Where several have the same votes and the seats are fewer than they, none of these is elected: nothing but votes
    decides between them.
    """
    won: list[Tally] = []
    for post, number in seats.items():
        ranked = _ranked(tallies, post)
        first_out = ranked[number].votes if len(ranked) > number else -1
        won += [one for one in ranked[:number] if one.votes > first_out and least.met(one.votes, ballots)]
    return won


def second(tallies: Iterable[Tally], won: Iterable[Tally], left: Mapping[str, int]) -> list[Tally]:
    """Who stands for the seats that are left: of those not elected the most voted for, one more than there are seats.

    Whoever has as many votes as the last of them stands as well.
    """
    out = [one for one in tallies if one not in set(won)]
    standing: list[Tally] = []
    for post, number in left.items():
        ranked = _ranked(out, post)
        last = ranked[min(number, len(ranked) - 1)].votes if ranked and number else None
        standing += [one for one in ranked if last is not None and one.votes >= last]
    return standing


def left(seats: Mapping[str, int], won: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The seats of each post that nobody has been elected to; posts that are full are left out."""
    filled = [post for post, _ in won]
    return {post: number - filled.count(post) for post, number in seats.items() if number > filled.count(post)}


def impossible(tallies: Sequence[Tally], seats: Mapping[str, int], ballots: int) -> bool:
    """Whether somebody has more votes than there are ballots, or a post more votes than its ballots can carry."""
    totals = {post: sum(one.votes for one in tallies if one.post == post) for post in seats}
    return any(one.votes > ballots for one in tallies) or any(
        totals[post] > ballots * number for post, number in seats.items()
    )


def share(least: Threshold) -> Text:
    """A share in words that stand before a verb: more than half, more than 2/3, at least 1/3."""
    if (least.cmp, least.num, least.den) == ("gt", 1, 2):
        return Text("过半数", "more than half")
    zh, en = ("超过", "more than") if least.cmp == "gt" else ("不少于", "at least")
    return Text(f"{zh} {least.num}/{least.den}", f"{en} {least.num}/{least.den}")


def _ranked(tallies: Iterable[Tally], post: str) -> list[Tally]:
    return sorted((one for one in tallies if one.post == post), key=lambda one: -one.votes)
