"""STAR voting and Bloc STAR.

Examples named after people are of the tests of starvote 2.1 (Larry Hastings), whose reports state
the figures that stand here.
"""

import pytest
from msgspec.structs import replace

from generator.journal.tally.tally import Remark, TieBroken, Unit
from generator.model.contest import Blank, Contest, Method, Rules
from tests.journal.tally.marking import figures, numbers, outcome, places, scores, standing, votes

ABC = Contest(("a", "b", "c"), Method.STAR)
LISTED = replace(ABC, order=("c", "b", "a"), tie_break="order")
PEOPLE = Contest(("Amy", "Brian", "Chuck"), Method.STAR)


def test_whom_more_ballots_prefer_wins_the_runoff_with_fewer_points() -> None:
    # a: 10 points, b: 11 points, c: 3; two of three ballots put a above b.
    result = outcome(ABC, scores("5 4 1\n 5 4 0\n 0 3 2"))

    assert result.winners == ("a",)
    assert result.unit is Unit.POINTS
    assert votes(result) == {"a": 10, "b": 11, "c": 3}
    assert places(result) == {"a": 1, "b": 2, "c": 3}


def test_a_count_has_a_round_of_points_and_a_runoff_of_ballots() -> None:
    scoring, runoff = outcome(ABC, scores("5 4 1\n 5 4 0\n 0 3 2\n 2*3 3 0")).rounds

    assert numbers(scoring) == "b 17, a 16, c 3"
    assert scoring.elected == ()
    assert numbers(runoff) == "a 2, b 1"
    assert runoff.elected == ("a",)
    assert runoff.exhausted == 2


def test_finalists_have_the_ballots_of_their_runoff() -> None:
    result = outcome(ABC, scores("5 4 1\n 5 4 0\n 0 3 2"))

    assert figures(result, "a")["runoff"] == 2
    assert figures(result, "b")["runoff"] == 1
    assert "runoff" not in figures(result, "c")


def test_points_have_the_figures_of_scores() -> None:
    result = outcome(ABC, scores("5 4 -\n 2 3 1"))

    assert figures(result, "c")["given"] == 1
    assert figures(result, "c")["mean"] == pytest.approx(0.5)
    assert standing(result, "a").spread == (0, 0, 1, 0, 0, 1)
    assert result.remarks == (Remark("no-opinion", 1),)


def test_a_blank_is_zero_whatever_the_rule_for_scores_is() -> None:
    ballots = scores("5 - -\n - 2 1\n - 2 1")
    result = outcome(replace(ABC, rules=Rules(blank=Blank.IGNORED)), ballots)

    assert result.winners == ("b",)
    assert result == outcome(ABC, ballots)


def test_a_tie_for_the_second_place_goes_to_whom_more_ballots_prefer() -> None:
    # a and b have 7 points; b is above a in two of three ballots.
    result = outcome(ABC, scores("1 3 5\n 1 3 5\n 5 1 5"))

    assert result.ties == (TieBroken(("a", "b"), ("b",), "preferred", round=1),)
    assert numbers(result.rounds[1]) == "c 3, b 0"


def test_a_tie_for_both_places_is_told_apart_by_all_duels_together() -> None:
    # All have 6 points. a is above b once and above c once; b above a twice and above c once; c
    # above a twice and above b once: a 2, b 3, c 3.
    result = outcome(ABC, scores("5 0 1\n 0 3 2\n 1 3 3"))

    assert result.ties[0] == TieBroken(("a", "b", "c"), ("b", "c"), "preferred", round=1)
    assert {option for option, _ in result.rounds[1].votes} == {"b", "c"}


def test_a_tie_that_duels_leave_is_told_apart_by_top_scores() -> None:
    # b and c: 7 points each, one duel each; only c has a five.
    result = outcome(ABC, scores("5 4 2\n 5 3 5"))

    assert result.ties == (TieBroken(("b", "c"), ("c",), "top-scores", round=1),)
    assert numbers(result.rounds[1]) == "a 1, c 0"


def test_a_step_that_only_narrows_a_tie_is_written_down() -> None:
    # Seven points for b, c and d. Duels: b beats d twice, c beats d twice, b and c are even; d has
    # none. Then c has the only five.
    vote = Contest(("a", "b", "c", "d"), Method.STAR)
    result = outcome(vote, scores("5 3 2 1\n 5 4 5 0\n 5 0 0 6"))

    assert result.ties[:2] == (
        TieBroken(("b", "c", "d"), ("b", "c"), "preferred", round=1),
        TieBroken(("b", "c"), ("c",), "top-scores", round=1),
    )


def test_a_runoff_tie_goes_to_the_higher_score() -> None:
    # starvote: breakable_tie_in_automatic_runoff_round_using_score_round, figures of its report.
    ballots = scores("1 5 4\n 1 2 4\n 1 3 3")
    result = outcome(PEOPLE, ballots)

    assert votes(result) == {"Chuck": 11, "Brian": 10, "Amy": 3}
    assert numbers(result.rounds[1]) == "Brian 1, Chuck 1"
    assert result.rounds[1].exhausted == 1
    assert result.winners == ("Chuck",)
    assert result.ties == (TieBroken(("Brian", "Chuck"), ("Chuck",), "score", round=2),)


def test_a_runoff_tie_of_equal_scores_goes_to_more_top_scores() -> None:
    result = outcome(ABC, scores("5 3 0\n 1 3 0"))

    assert result.winners == ("a",)
    assert result.ties == (TieBroken(("a", "b"), ("a",), "top-scores", round=2),)


def test_a_runoff_tie_that_nothing_tells_apart_goes_to_the_tie_break() -> None:
    result = outcome(LISTED, scores("5 3 0\n 3 5 0"))

    assert result.winners == ("b",)
    assert result.ties == (TieBroken(("a", "b"), ("b",), "order", round=2),)
    assert places(result) == {"b": 1, "a": 2, "c": 3}


def test_an_open_runoff_tie_stays_one() -> None:
    # starvote: unbreakable_tie_in_automatic_runoff_round, figures of its report.
    result = outcome(PEOPLE, scores("1 5 3\n 1 3 5\n 1 4 4"))

    assert (result.winners, result.tied) == ((), ("Brian", "Chuck"))
    assert result.rounds[1].elected == ()
    assert places(result) == {"Brian": 1, "Chuck": 1, "Amy": 3}


def test_an_open_tie_for_the_runoff_stays_one_though_a_finalist_is_sure() -> None:
    result = outcome(ABC, scores("5 3 2\n 5 2 3"))

    assert (result.winners, result.tied) == ((), ("b", "c"))
    assert len(result.rounds) == 1


def test_a_tie_break_names_both_finalists_where_all_are_equal() -> None:
    result = outcome(LISTED, scores("5*3 3 3"))

    assert result.winners == ("c",)
    assert [tie.chosen for tie in result.ties] == [("c",), ("b",), ("c",)]
    assert [option for option, _ in result.rounds[1].votes] == ["b", "c"]


def test_several_seats_are_won_one_after_the_other() -> None:
    vote = Contest(("a", "b", "c", "d"), Method.STAR, seats=2)
    # a 15, b 13, c 3, d 2: a beats b by 2 to 1; then b beats c by 3 to 0.
    result = outcome(vote, scores("5 4 1 0\n 5 4 0 2\n 5 5 2 0"))

    assert result.winners == ("a", "b")
    assert [each.elected for each in result.rounds] == [(), ("a",), (), ("b",)]
    assert [option for option, _ in result.rounds[2].votes] == ["b", "c", "d"]
    assert figures(result, "b")["runoff"] == 3
    assert places(result) == {"a": 1, "b": 2, "c": 3, "d": 4}


def test_an_open_tie_leaves_the_seats_before_it() -> None:
    # a 15, b 12, c and d 5: a beats b; who meets b in the second runoff is not told.
    vote = Contest(("a", "b", "c", "d"), Method.STAR, seats=2)
    result = outcome(vote, scores("5 4 3 2\n 5 4 2 3\n 5 4 0 0"))

    assert (result.winners, result.tied) == (("a",), ("c", "d"))
    assert places(result) == {"a": 1, "b": 2, "c": 3, "d": 3}


def test_whoever_lost_a_runoff_is_not_ahead_of_an_equal_in_the_next() -> None:
    # a 25; b, c and d 13 each. Duels of these: b 5, c 4, d 3, so b meets a, and then c; b and c
    # are above each other twice.
    vote = Contest(("a", "b", "c", "d"), Method.STAR, seats=2)
    result = outcome(vote, scores("5 4 3 2\n 5 3 4 2\n 5 1 1 4\n 5 3 2 2\n 5 2 3 3"))

    assert (result.winners, result.tied) == (("a",), ("b", "c"))
    assert numbers(result.rounds[3]) == "b 2, c 2"
    assert places(result) == {"a": 1, "b": 2, "c": 2, "d": 2}


def test_a_blank_is_above_a_score_below_zero() -> None:
    # b 1, a 0, c -3; two of three ballots put a above b, one of them by leaving it out.
    vote = replace(ABC, scale=(-3, 3))
    result = outcome(vote, scores("- -1 -3\n 0 -1 0\n 0 3 0"))

    assert numbers(result.rounds[1]) == "a 2, b 1"
    assert result.winners == ("a",)


def test_as_many_seats_as_options_need_no_runoff() -> None:
    result = outcome(replace(ABC, seats=3), scores("5 3 3\n 5 3 3"))

    assert result.winners == ("a", "b", "c")
    assert result.tied == ()
    assert places(result) == {"a": 1, "b": 2, "c": 2}
    assert [each.elected for each in result.rounds] == [("a", "b", "c")]


def test_who_is_passed_over_takes_no_part_in_the_rounds() -> None:
    # Without a the finalists are b and c, and c is above b twice.
    result = outcome(replace(ABC, passed_over=("a",)), scores("5 5 0\n 5 1 2\n 5 1 2"))

    assert result.winners == ("c",)
    assert [option for option, _ in result.rounds[0].votes] == ["b", "c"]
    assert standing(result, "a").passed_over


def test_top_scores_are_those_of_the_scale_of_the_poll() -> None:
    # Both have 14 points and one duel; only a has a ten.
    result = outcome(replace(ABC, scale=(0, 10)), scores("10 9 0\n 4 5 0"))

    assert result.winners == ("a",)


def test_without_ballots_nobody_wins() -> None:
    result = outcome(replace(LISTED, seats=3), [])

    assert (result.winners, result.tied, result.rounds) == ((), (), ())
    assert places(result) == {"a": 1, "b": 1, "c": 1}
