"""Score voting."""

from decimal import Decimal, localcontext
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.journal.tally.score import deviation
from generator.journal.tally.tally import Remark, Unit
from generator.model.contest import Blank, Contest, Method, Rules
from tests.journal.tally.marking import figures, outcome, places, scores, standing, votes

ABC = Contest(("a", "b", "c"), Method.SCORE)
IGNORED = replace(ABC, rules=Rules(blank=Blank.IGNORED))

PARTLY = scores("""
    5 4 -
    5 4 -
    - 4 5
    - 3 -
""")
"""Sums 10, 15, 5 of four ballots; means of those who scored 5, 3.75, 5."""


def test_the_option_with_the_most_points_wins() -> None:
    result = outcome(ABC, scores("5 3 0\n 1 4 0\n 0 4 5"))

    assert result.winners == ("b",)
    assert result.unit is Unit.POINTS
    assert votes(result) == {"b": 11, "a": 6, "c": 5}
    assert places(result) == {"b": 1, "a": 2, "c": 3}


def test_numbers_of_points_are_no_share_of_anything() -> None:
    result = outcome(ABC, PARTLY)

    assert result.whole is None
    assert {each.share for each in result.standings} == {None}


def test_a_blank_is_zero_unless_the_poll_says_otherwise() -> None:
    result = outcome(ABC, PARTLY)

    assert places(result) == {"b": 1, "a": 2, "c": 3}
    assert figures(result, "b")["mean"] == Fraction(15, 4)
    assert figures(result, "a")["mean"] == Fraction(10, 4)


def test_an_ignored_blank_leaves_the_mean_to_those_who_scored() -> None:
    result = outcome(IGNORED, PARTLY)

    assert places(result) == {"a": 1, "c": 1, "b": 3}
    assert figures(result, "a")["mean"] == 5
    assert figures(result, "b")["mean"] == Fraction(15, 4)
    assert result.tied == ("a", "c")


def test_an_ignored_option_that_nobody_scored_is_last_and_without_a_seat() -> None:
    vote = replace(IGNORED, seats=3, scale=(-5, 5))
    result = outcome(vote, scores("-5 - -4"))

    assert result.winners == ("c", "a")
    assert places(result) == {"c": 1, "a": 2, "b": 3}
    assert figures(result, "b") == {"given": 0}


def test_zero_is_a_score_with_which_an_option_can_win() -> None:
    result = outcome(replace(ABC, scale=(-3, 3)), scores("-1 0 -2\n -1 - -2"))

    assert result.winners == ("b",)
    assert votes(result) == {"b": 0, "a": -2, "c": -4}


def test_a_scale_below_zero_counts_a_blank_as_zero_and_not_as_the_lowest() -> None:
    result = outcome(replace(ABC, scale=(-3, 3)), scores("-3 - 3\n -3 - 2"))

    assert places(result) == {"c": 1, "b": 2, "a": 3}


def test_the_median_of_an_even_number_is_between_the_middle_two() -> None:
    result = outcome(ABC, scores("0 1 1\n 0 2 1\n 5 3 1\n 5 5 4"))

    assert figures(result, "a")["median"] == Fraction(5, 2)
    assert figures(result, "b")["median"] == Fraction(5, 2)
    assert figures(result, "c")["median"] == 1


def test_the_median_of_an_odd_number_is_the_middle_one() -> None:
    result = outcome(ABC, scores("0 1 5\n 0 2 1\n 5 3 -"))

    assert figures(result, "a")["median"] == 0
    assert figures(result, "b")["median"] == 2
    assert figures(result, "c")["median"] == 1


def test_the_deviation_is_that_of_all_voters() -> None:
    result = outcome(ABC, scores("2 3 0\n 4 3 -\n 4 3 0\n 4 3 -\n 5 3 1\n 5 3 1\n 7 3 1\n 9 3 0"))

    assert figures(result, "a")["deviation"] == 2
    assert figures(result, "b")["deviation"] == 0
    # Three ones and five zeros: the root of 15/64 is 0.48412291...
    assert figures(result, "c")["deviation"] == Fraction(484123, 1_000_000)


@given(st.dictionaries(st.integers(-50, 50), st.integers(1, 10**6), min_size=1, max_size=8))
def test_the_deviation_is_rounded_to_the_nearest_millionth(numbers: dict[int, int]) -> None:
    many = sum(numbers.values())
    mean = Fraction(sum(x * n for x, n in numbers.items()), many)
    variance = Fraction(sum((x - mean) ** 2 * n for x, n in numbers.items()), many)
    with localcontext() as context:
        context.prec = 60
        root = (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()

    assert abs(Fraction(root) - deviation(numbers)) <= Fraction(1, 2_000_000)
    assert (deviation(numbers) * 1_000_000).denominator == 1


def test_the_spread_counts_the_scores_that_were_given_from_the_lowest_on() -> None:
    result = outcome(replace(ABC, scale=(-1, 2)), scores("3*2 -1 -\n 2*0 0 -\n - 2 1"))

    assert standing(result, "a").spread == (0, 2, 0, 3)
    assert standing(result, "b").spread == (3, 2, 0, 1)
    assert standing(result, "c").spread == (0, 0, 1, 0)
    assert figures(result, "a")["given"] == 5


def test_ballots_that_leave_an_option_out_are_remarked_on() -> None:
    assert outcome(ABC, scores("1 1 1\n 2*1 - 1\n - - 5")).remarks == (Remark("no-opinion", 3),)
    assert outcome(ABC, scores("1 1 1")).remarks == ()


def test_equals_are_told_apart_by_the_tie_break_and_share_their_place() -> None:
    vote = replace(ABC, order=("c", "b", "a"), tie_break="order")
    result = outcome(vote, scores("3 3 1\n 2 2 1"))

    assert result.winners == ("b",)
    assert places(result) == {"a": 1, "b": 1, "c": 3}
    assert [tie.chosen for tie in result.ties] == [("b",)]


def test_an_open_tie_stays_one() -> None:
    result = outcome(replace(ABC, seats=2), scores("3 3 5\n 2 2 5"))

    assert result.winners == ("c",)
    assert result.tied == ("a", "b")
    assert result.ties == ()


def test_who_is_passed_over_leaves_the_seat_to_the_next() -> None:
    result = outcome(replace(ABC, passed_over=("a",)), scores("5 3 1"))

    assert result.winners == ("b",)
    assert places(result) == {"a": 1, "b": 2, "c": 3}
    assert standing(result, "a").passed_over


def test_without_ballots_nobody_wins() -> None:
    for vote in (ABC, IGNORED, replace(ABC, order=("a", "b", "c"), tie_break="listed")):
        result = outcome(vote, [])

        assert (result.winners, result.tied) == ((), ())
        assert places(result) == {"a": 1, "b": 1, "c": 1}
