"""Sequential proportional approval voting."""

from fractions import Fraction

from msgspec.structs import replace

from generator.journal.tally.tally import TieBroken, Unit
from generator.model.contest import Contest, Method
from tests.journal.tally.marking import marks, outcome, places, standing, votes

FIVE = Contest(tuple("abcde"), Method.SEQUENTIAL, seats=3)
SEVEN_AND_THREE = marks("abcde", "7*abc 3*de")


def test_a_group_has_seats_in_proportion_to_its_size() -> None:
    # Weighted: abc 7, de 3; then 3.5 to 3; then 7/3 to 3, so that d has the third seat.
    result = outcome(replace(FIVE, order=FIVE.options, tie_break="listed"), SEVEN_AND_THREE)

    assert result.winners == ("a", "b", "d")
    assert [dict(each.votes)["c"] for each in result.rounds] == [7, Fraction(7, 2), Fraction(7, 3)]
    assert [dict(each.votes)["d"] for each in result.rounds] == [3, 3, 3]
    assert [each.elected for each in result.rounds] == [("a",), ("b",), ("d",)]


def test_numbers_are_marks_and_shares_of_the_ballots() -> None:
    result = outcome(replace(FIVE, order=FIVE.options, tie_break="listed"), SEVEN_AND_THREE)

    assert result.unit is Unit.BALLOTS
    assert result.whole == 10
    assert votes(result) == {"a": 7, "b": 7, "d": 3, "e": 3, "c": 7}
    assert standing(result, "c").share == Fraction(7, 10)


def test_places_are_the_seats_and_then_the_last_round() -> None:
    # In the last round e had 3 and c 7/3 weighted marks.
    result = outcome(replace(FIVE, order=FIVE.options, tie_break="listed"), SEVEN_AND_THREE)

    assert places(result) == {"a": 1, "b": 2, "d": 3, "e": 4, "c": 5}


def test_the_first_seat_goes_to_the_most_marks() -> None:
    result = outcome(replace(FIVE, seats=1), marks("abcde", "ab bc b d d"))

    assert result.winners == ("b",)


def test_ties_go_to_the_tie_break_of_the_poll() -> None:
    vote = replace(FIVE, seats=1, order=tuple("edcba"), tie_break="order")
    result = outcome(vote, marks("abcde", "a b"))

    assert result.winners == ("b",)
    assert result.ties == (TieBroken(("a", "b"), ("b",), "order", round=1),)


def test_an_open_tie_stays_one() -> None:
    result = outcome(replace(FIVE, seats=1), marks("abcde", "a b"))

    assert (result.winners, result.tied) == ((), ("a", "b"))
    assert result.rounds[0].elected == ()
    assert places(result) == {"a": 1, "b": 1, "c": 3, "d": 3, "e": 3}


def test_who_has_a_seat_whichever_way_ties_fall_wins_though_the_tie_is_open() -> None:
    # c first; then a and b are equal, and both have a seat.
    result = outcome(FIVE, marks("abcde", "3*c 2*a 2*b d"))

    assert result.winners == ("c", "a", "b")
    assert result.tied == ()
    assert places(result) == {"c": 1, "a": 2, "b": 2, "d": 4, "e": 5}


def test_only_those_who_have_a_seat_in_some_ways_are_tied() -> None:
    # e is first. a, b and c have one seat among them, as each of them costs the same voters; d has
    # three marks against three halves.
    result = outcome(FIVE, marks("abcde", "5*e 3*abc 3*d"))

    assert result.winners == ("e", "d")
    assert result.tied == ("a", "b", "c")


def test_an_option_that_nobody_marks_has_no_seat() -> None:
    result = outcome(FIVE, marks("abcde", "2*a b"))

    assert result.winners == ("a", "b")
    assert places(result) == {"a": 1, "b": 2, "c": 3, "d": 3, "e": 3}


def test_seats_for_all_who_have_a_mark_leave_no_tie() -> None:
    result = outcome(FIVE, marks("abcde", "a b"))

    assert (result.winners, result.tied) == (("a", "b"), ())


def test_no_ballot_loses_weight_for_who_is_passed_over() -> None:
    # Were a seated, the ballots ab would weigh a half, and c would be next.
    vote = replace(FIVE, seats=1, passed_over=("a",))
    result = outcome(vote, marks("abcde", "3*ab 2*c"))

    assert result.winners == ("b",)
    assert standing(result, "a").passed_over
    assert places(result)["a"] == 2


def test_too_many_ways_leave_the_first_tie() -> None:
    # Twelve of 25 equals: there are 5,200,300 ways. 1 has a seat in all of them, as its 3 marks
    # are more than 12/5, but nobody looks so far.
    options = tuple("abcdefghijklmnopqrstuvwxyz")
    vote = Contest((*options, "1"), Method.SEQUENTIAL, seats=14)
    equals = "".join(options[1:])
    result = outcome(vote, marks(vote.options, f"20*a 12*{equals} 3*1"))

    assert result.winners == ("a",)
    assert result.tied == options[1:]


def test_without_ballots_nobody_wins() -> None:
    result = outcome(replace(FIVE, order=FIVE.options, tie_break="listed"), [])

    assert (result.winners, result.tied, result.rounds) == ((), (), ())
    assert set(places(result).values()) == {1}
    assert {each.share for each in result.standings} == {None}
