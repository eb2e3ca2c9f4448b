"""Counting an election: who is elected, what is left, who stands again, whatever the votes are."""

from hypothesis import given
from hypothesis import strategies as st

from yuanba.kernel.procedures.elections import Tally, elected, impossible, left, second, share
from yuanba.kernel.procedures.law import Threshold

HALF, THIRD = Threshold("ballots", "gt", 1, 2), Threshold("ballots", "ge", 1, 3)
BALLOTS = 30
posts = st.sampled_from(["director", "member"])
tallies = st.lists(st.tuples(posts, st.integers(0, BALLOTS)), max_size=9).map(
    lambda rows: [Tally(post, person, votes) for person, (post, votes) in enumerate(rows)]
)
seats = st.fixed_dictionaries({"director": st.just(1), "member": st.integers(1, 4)})


@given(tallies, seats, st.sampled_from([HALF, THIRD]))
def test_nobody_is_elected_past_the_seats_below_the_share_or_before_somebody_with_as_many_votes(
    rows: list[Tally], numbers: dict[str, int], least: Threshold
) -> None:
    won = elected(rows, numbers, ballots=BALLOTS, least=least)
    for post, number in numbers.items():
        here = [one for one in won if one.post == post]
        out = [one.votes for one in rows if one.post == post and one not in won]
        assert len(here) <= number
        assert all(least.met(one.votes, BALLOTS) for one in here)
        assert all(one.votes > max(out, default=-1) for one in here)


@given(tallies, seats)
def test_who_stands_again_has_lost_and_nobody_left_out_has_as_many_votes(
    rows: list[Tally], numbers: dict[str, int]
) -> None:
    won = elected(rows, numbers, ballots=BALLOTS, least=HALF)
    open_seats = left(numbers, [(one.post, one.person) for one in won])
    again = second(rows, won, open_seats)
    assert not set(again) & set(won)
    for post, number in open_seats.items():
        there = [one for one in again if one.post == post]
        out = [one.votes for one in rows if one.post == post and one not in again and one not in won]
        lost = [one for one in rows if one.post == post and one not in won]
        assert len(there) >= min(number + 1, len(lost))
        assert all(one.votes > max(out, default=-1) for one in there)


@given(tallies, seats)
def test_seats_and_those_elected_add_up(rows: list[Tally], numbers: dict[str, int]) -> None:
    won = elected(rows, numbers, ballots=BALLOTS, least=THIRD)
    assert sum(left(numbers, [(one.post, one.person) for one in won]).values()) + len(won) == sum(numbers.values())


def test_half_is_not_enough_and_a_third_is() -> None:
    rows = [Tally("director", 1, 15), Tally("director", 2, 10)]
    assert elected(rows, {"director": 1}, ballots=BALLOTS, least=HALF) == []
    assert elected(rows[1:], {"director": 1}, ballots=BALLOTS, least=THIRD) == rows[1:]
    assert elected([Tally("director", 2, 9)], {"director": 1}, ballots=BALLOTS, least=THIRD) == []


def test_who_ties_for_the_last_seat_stands_again_with_whoever_has_as_many_votes() -> None:
    rows = [Tally("member", person, votes) for person, votes in enumerate([25, 18, 18, 18, 4])]
    won = elected(rows, {"member": 3}, ballots=BALLOTS, least=HALF)
    assert won == rows[:1]
    assert second(rows, won, {"member": 2}) == rows[1:4]


def test_numbers_that_no_ballots_can_give() -> None:
    numbers = {"director": 1, "member": 2}
    assert not impossible([Tally("director", 1, 30), Tally("member", 2, 30), Tally("member", 3, 30)], numbers, 30)
    assert impossible([Tally("director", 1, 31)], numbers, 30)
    assert impossible([Tally("director", 1, 16), Tally("director", 2, 15)], numbers, 30)


def test_shares_are_said_as_the_law_says_them() -> None:
    assert (share(HALF).zh, share(THIRD).zh) == ("过半数", "不少于 1/3")
    assert share(Threshold("representatives", "gt", 2, 3)).zh == "超过 2/3"
