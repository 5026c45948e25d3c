"""Borda's count, worked out by hand."""

from fractions import Fraction

from generator.model.ballots import Ballot
from generator.model.contest import Contest, Method, Rules, Tail
from tests.journal.tally.ranked import (
    CAPITAL,
    order,
    outcome,
    places,
    remark,
    result,
    vote,
    votes,
)

NOTHING = Rules(tail=Tail.ZERO)


def test_the_capital_of_tennessee_gets_two_points_where_it_is_second() -> None:
    found = result(vote(Method.BORDA, "MNCK"), CAPITAL)

    assert votes(found) == {"N": 194, "C": 173, "M": 126, "K": 107}
    assert order(found) == ("N", "C", "M", "K")
    assert found.winners == ("N",)


def test_shares_are_of_all_points_given() -> None:
    found = result(vote(Method.BORDA, "MNCK"), CAPITAL)

    assert found.whole == 600
    assert found.standings[0].share == Fraction(194, 600)
    assert sum(each.share or 0 for each in found.standings) == 1


def test_equal_ranks_share_the_mean_of_their_points() -> None:
    found = result(vote(Method.BORDA, "ABCD"), "1 A=B>C>D\n2 D>A=B=C")

    assert votes(found) == {
        "A": Fraction(5, 2) + 2,
        "B": Fraction(5, 2) + 2,
        "C": 1 + 2,
        "D": 0 + 6,
    }


def test_options_without_a_rank_share_what_is_left_or_get_nothing() -> None:
    average = result(vote(Method.BORDA, "ABCD"), "1 A>B")
    nothing = result(vote(Method.BORDA, "ABCD", NOTHING), "1 A>B")

    half = Fraction(1, 2)
    assert votes(average) == {"A": 3, "B": 2, "C": half, "D": half}
    assert votes(nothing) == {"A": 3, "B": 2, "C": 0, "D": 0}
    assert average.whole == 6
    assert nothing.whole == 5
    assert remark(nothing, "partial") == 1


def test_several_seats_go_to_the_first_and_equals_need_the_tie_break() -> None:
    two = vote(Method.BORDA, "ABC", seats=2)
    undecided = Contest(two.options, Method.BORDA, seats=2)
    ballots = "1 A>B>C\n1 A>C>B"

    assert result(two, ballots).winners == ("A", "B")
    assert [tie.options for tie in result(two, ballots).ties] == [("B", "C")]
    assert result(undecided, ballots).winners == ("A",)
    assert result(undecided, ballots).tied == ("B", "C")
    assert places(result(undecided, ballots)) == {"A": 1, "B": 2, "C": 2}


def test_the_next_takes_the_seat_of_who_is_passed_over() -> None:
    contest = Contest(("A", "B", "C"), Method.BORDA, passed_over=("A",))
    found = result(contest, "3 A>B>C")

    assert found.winners == ("B",)
    assert [each.option for each in found.standings if each.passed_over] == ["A"]
    assert order(found) == ("A", "B", "C")


def test_a_vote_nobody_cast_elects_nobody() -> None:
    found = outcome(vote(Method.BORDA, "AB"), [Ballot((None, None))])

    assert found.winners == found.tied == ()
    assert [each.share for each in found.standings] == [None, None]
