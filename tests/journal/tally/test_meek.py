"""The single transferable vote by Meek's method, worked out by hand."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.journal.tally.meek import ONE, shared
from generator.journal.tally.tally import Outcome
from generator.model.ballots import Ballot
from generator.model.contest import Contest, Equal, Method, Rules
from tests.journal.tally.ranked import (
    CAPITAL,
    order,
    outcome,
    places,
    remark,
    result,
    stood,
    vote,
    votes,
)

UNIT = Fraction(1, ONE)
NEARLY = Fraction(1, 10**6)


def stv(options: str, seats: int, rules: Rules | None = None) -> Contest:
    return vote(Method.STV, options, rules, seats=seats)


def near(found: Outcome, number: int, expected: dict[str, Fraction]) -> bool:
    """Whether the votes of a round are these, to a millionth."""
    counted = dict(found.rounds[number].votes)
    return counted.keys() == expected.keys() and all(
        abs(counted[option] - expected[option]) <= NEARLY for option in expected
    )


def test_a_surplus_goes_on_in_the_numbers_of_the_reference_rule() -> None:
    # A has 15 of 24, and the quota is 8: A keeps 8.000000001 / 15 of each ballot, rounded up, which
    # is 0.533333334. So 6 ballots for B second give 0.466666666 each, and 9 more are exhausted by
    # as much; the new quota is a third of 19.800000006, and a unit.
    found = result(stv("ABC", 2), "9 A\n6 A>B\n5 C\n4 B")

    assert stood(found, 0) == (("A", 15), ("C", 5), ("B", 4))
    assert found.rounds[0].quota == 8 + UNIT
    assert found.rounds[0].elected == ("A",)
    assert dict(found.rounds[1].votes) == {
        "A": Fraction(8_000_000_010, ONE),
        "B": Fraction(6_799_999_996, ONE),
        "C": 5,
    }
    assert found.rounds[1].exhausted == Fraction(4_199_999_994, ONE)
    assert found.rounds[1].quota == Fraction(6_600_000_003, ONE)
    assert found.rounds[1].elected == ("B",)
    assert found.winners == ("A", "B")


def test_a_round_is_settled_before_the_lowest_leaves() -> None:
    # Settled, A keeps k of 15 votes and that is the quota: 15 k = (22 - 9 (1 - k)) / 3, k = 13/36.
    found = result(stv("ABCD", 2), "9 A\n6 A>B\n4 C\n2 D>C\n1 B")

    assert near(
        found,
        1,
        {
            "A": Fraction(65, 12),
            "B": 1 + 6 * Fraction(23, 36),
            "C": Fraction(4),
            "D": Fraction(2),
        },
    )
    assert abs(found.rounds[1].exhausted - 9 * Fraction(23, 36)) <= NEARLY
    assert found.rounds[1].excluded == ("D",)
    assert found.winners == ("A", "C")
    assert order(found) == ("A", "C", "B", "D")


def test_a_surplus_that_only_another_winner_gets_goes_on_from_there() -> None:
    # The surpluses do not shrink in the first step, where C passes all of its own to B.
    found = result(stv("ABCD", 3), "3 C>B>A\n1 B>C>A\n1 D")

    assert set(found.winners) == {"A", "B", "C"}
    assert order(found)[-1] == "D"


def test_one_seat_is_instant_runoff() -> None:
    found = result(stv("MNCK", 1), CAPITAL)

    assert found.winners == ("K",)
    assert [each.excluded for each in found.rounds] == [("C",), ("N",), ()]


def test_as_many_as_there_are_seats_left_win_without_a_quota() -> None:
    found = result(stv("ABC", 2), "6 A\n2 B\n1 C")

    assert found.winners == ("A", "B")
    assert found.rounds[-1].quota is not None
    assert dict(found.rounds[-1].votes)["B"] == 2


def test_all_win_at_once_where_there_are_as_many_seats() -> None:
    found = result(stv("AB", 3), "5 A\n1 B")

    assert [each.elected for each in found.rounds] == [("A", "B")]


def test_a_seat_stays_empty_rather_than_go_to_somebody_without_a_vote() -> None:
    found = result(stv("ABC", 2), "6 A")

    assert found.winners == ("A",)
    assert places(found) == {"A": 1, "B": 2, "C": 2}
    assert len(found.rounds) == 1


def test_an_option_that_is_only_second_wins_by_what_the_first_passes_on() -> None:
    found = result(stv("AB", 2), "6 A>B")

    assert found.winners == ("A", "B")


def test_those_elected_in_one_round_are_in_the_order_of_their_votes() -> None:
    found = result(stv("ABC", 2), "4 A\n5 B\n1 C")

    assert found.winners == ("B", "A")
    assert found.rounds[0].elected == ("B", "A")
    assert places(found) == {"B": 1, "A": 2, "C": 3}


def test_those_elected_in_one_round_with_the_same_votes_share_a_place() -> None:
    found = result(stv("ABC", 2), "4 A\n4 B\n1 C")

    assert found.winners == ("A", "B")
    assert places(found) == {"A": 1, "B": 1, "C": 3}


def test_equal_ranks_are_read_as_every_order_of_them() -> None:
    # Half of the 6 ballots are A>B, the other half B>A, so B gets what A passes on of its half.
    split = result(stv("ABCD", 2), "6 A=B>D\n6 A\n5 C\n1 D")
    spelt = result(stv("ABCD", 2), "3 A>B>D\n3 B>A>D\n6 A\n5 C\n1 D")

    assert stood(split, 0) == (("A", 9), ("C", 5), ("B", 3), ("D", 1))
    assert [each.elected for each in split.rounds] == [each.elected for each in spelt.rounds]
    assert [each.excluded for each in split.rounds] == [each.excluded for each in spelt.rounds]
    assert all(near(split, n, dict(each.votes)) for n, each in enumerate(spelt.rounds))


def test_three_equals_lose_a_unit_of_each_ballot() -> None:
    found = result(stv("ABC", 2), "10 A=B=C\n1 A")

    assert found.rounds[0].exhausted == 10 * UNIT
    assert dict(found.rounds[0].votes)["B"] == 10 * Fraction(333_333_333, ONE)


def test_equal_ranks_can_end_a_ballot_or_be_passed() -> None:
    ballots = "3 A=B>C\n2 A\n1 B"
    ended = result(stv("ABC", 1, Rules(equal=Equal.EXHAUSTED)), ballots)
    passed = result(stv("ABC", 1, Rules(equal=Equal.SKIPPED)), ballots)

    assert ended.rounds[0].exhausted == 3
    assert ended.winners == ("A",)
    assert dict(passed.rounds[0].votes) == {"A": 2, "B": 1, "C": 3}


def test_who_is_passed_over_is_withdrawn() -> None:
    contest = replace(stv("ABC", 1), passed_over=("A",))
    found = result(contest, "5 A>B\n4 C")

    assert found.winners == ("B",)
    assert order(found) == ("B", "C", "A")


def test_equals_for_the_last_place_are_told_apart_by_earlier_rounds_or_the_tie_break() -> None:
    ballots = "5 A\n3 B>C\n4 C>A\n1 D>B"
    listed = result(stv("ABCD", 1), ballots)
    backward = result(stv("ABCD", 1, Rules(earlier_rounds=True)), ballots)

    assert listed.winners == ("A",)
    assert backward.winners == ("C",)
    assert [tie.by for tie in backward.ties] == ["earlier-round"]


def test_a_tie_for_the_last_place_cannot_stay_open() -> None:
    contest = Contest(("A", "B", "C"), Method.STV)

    with pytest.raises(ValueError, match="tie-break is open"):
        result(contest, "3 A\n2 B\n2 C")


def test_nobody_wins_where_every_ballot_is_exhausted() -> None:
    found = result(stv("ABC", 2, Rules(equal=Equal.EXHAUSTED)), "2 A=B")

    assert (found.winners, found.ties) == ((), ())
    assert found.rounds[0].exhausted == 2
    assert remark(found, "exhausted") == 2


def test_a_vote_nobody_cast_elects_nobody() -> None:
    found = outcome(stv("AB", 1), [Ballot((None, None))])

    assert (found.winners, found.rounds) == ((), ())


def test_numbers_of_places_are_those_of_the_last_round_somebody_was_in() -> None:
    found = result(stv("ABCD", 2), "9 A\n6 A>B\n4 C\n2 D>C\n1 B")
    last = dict(found.rounds[-1].votes)

    assert votes(found)["C"] == last["C"]
    assert votes(found)["D"] == 2
    assert found.whole == 22


def by_orders(keep: Sequence[int]) -> list[Fraction]:
    """What each of equal rank keeps, by going through every order of them."""
    kept = [Fraction(0)] * len(keep)
    every = list(permutations(range(len(keep))))
    for each in every:
        left = Fraction(1, len(every))
        for option in each:
            part = left * Fraction(keep[option], ONE)
            kept[option] += part
            left -= part
    return kept


def test_of_two_equals_the_one_that_keeps_half_gets_a_quarter() -> None:
    assert shared([ONE, ONE // 2]) == [ONE * 3 // 4, ONE // 4]
    assert shared([ONE, ONE, ONE]) == [ONE // 3] * 3


@given(st.lists(st.integers(1, ONE), min_size=1, max_size=5))
def test_equals_keep_what_they_keep_in_the_mean_of_all_orders(keep: list[int]) -> None:
    assert shared(keep) == [int(part * ONE) for part in by_orders(keep)]
