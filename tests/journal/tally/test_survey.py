"""Four boxes and Likert scales."""

from fractions import Fraction

from msgspec.structs import replace

from generator.journal.tally.tally import Remark, Unit
from generator.model.contest import Blank, Contest, Method, Rules
from tests.journal.tally.marking import figures, outcome, places, scores, standing, votes

BOXES = Contest(("a", "b", "c"), Method.BOXES)
LIKERT = Contest(("a", "b", "c"), Method.LIKERT, scale=(1, 5))
LISTED = ("a", "b", "c")

REPORT = scores("""
    0 0 -
    0 3 -
    2 1 -
    - 0 3
""")
"""Boxes by their number: 0 liked, 1 disliked, 2 awaited, 3 bugs."""


def test_boxes_are_counted_for_each_option() -> None:
    result = outcome(BOXES, REPORT)

    assert standing(result, "a").spread == (2, 0, 1, 0)
    assert standing(result, "b").spread == (2, 1, 0, 1)
    assert standing(result, "c").spread == (0, 0, 0, 1)


def test_options_that_most_voters_spoke_of_come_first() -> None:
    result = outcome(BOXES, REPORT)

    assert places(result) == {"b": 1, "a": 2, "c": 3}
    assert votes(result) == {"b": 4, "a": 3, "c": 1}
    assert standing(result, "a").share == Fraction(3, 4)
    assert result.unit is Unit.BALLOTS


def test_equals_stand_as_the_poll_lists_them() -> None:
    result = outcome(BOXES, scores("- 1 0\n 2 - -"))

    assert places(result) == {"a": 1, "b": 1, "c": 1}
    assert [each.option for each in result.standings] == ["a", "b", "c"]


def test_a_survey_has_no_winner_whatever_the_tie_break() -> None:
    for vote in (BOXES, LIKERT):
        result = outcome(replace(vote, order=LISTED, tie_break="listed"), scores("3 1 2\n 3 1 2"))

        assert (result.winners, result.tied, result.ties) == ((), (), ())
        assert not any(each.won for each in result.standings)


def test_likert_has_mean_median_and_the_share_of_the_upper_half() -> None:
    result = outcome(LIKERT, scores("5 3 1\n 4 3 2\n 4 4 -\n 1 2 -"))

    assert dict(figures(result, "a")) == {
        "mean": Fraction(14, 4),
        "median": 4,
        "deviation": Fraction(15, 10),
        "given": 4,
        "positive": Fraction(3, 4),
    }
    assert figures(result, "b")["positive"] == Fraction(1, 4)
    assert figures(result, "c")["positive"] == 0
    assert standing(result, "b").spread == (0, 1, 2, 1, 0)


def test_a_scale_of_an_even_number_of_steps_has_no_middle() -> None:
    result = outcome(replace(LIKERT, scale=(1, 4)), scores("2 1 1\n 3 1 1\n 4 1 1"))

    assert figures(result, "a")["positive"] == Fraction(2, 3)


def test_a_scale_around_zero_is_positive_above_zero() -> None:
    result = outcome(replace(LIKERT, scale=(-2, 2)), scores("0 -1 1\n 1 -2 2\n 2 1 1"))

    assert figures(result, "a")["positive"] == Fraction(2, 3)
    assert standing(result, "b").spread == (1, 1, 0, 1, 0)


def test_no_answer_is_no_opinion_whatever_the_rule_for_blank_scores_is() -> None:
    ballots = scores("5 - -\n 4 2 -\n - 3 -")

    for blank in Blank:
        result = outcome(replace(LIKERT, rules=Rules(blank=blank)), ballots)

        assert figures(result, "a")["mean"] == Fraction(9, 2)
        assert figures(result, "b")["given"] == 2
        assert figures(result, "c") == {"given": 0}
        assert places(result) == {"a": 1, "b": 2, "c": 3}
        assert result.remarks == (Remark("no-opinion", 3),)


def test_numbers_of_a_likert_survey_are_those_who_answered() -> None:
    result = outcome(LIKERT, scores("5 - -\n 4 2 -\n - 3 -"))

    assert votes(result) == {"a": 2, "b": 2, "c": 0}
    assert standing(result, "a").share == Fraction(2, 3)
    assert result.whole == 3


def test_without_ballots_there_is_nothing_to_describe() -> None:
    for vote in (BOXES, LIKERT):
        result = outcome(vote, [])

        assert set(places(result).values()) == {1}
        assert {each.share for each in result.standings} == {None}
        assert [sum(each.spread) for each in result.standings] == [0, 0, 0]
