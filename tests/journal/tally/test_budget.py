"""Spending a budget."""

from fractions import Fraction

from msgspec.structs import replace

from generator.journal.tally.budget import by_ratio
from generator.journal.tally.count import from_totals
from generator.journal.tally.tally import TieBroken, Unit
from generator.model.contest import Contest, Method
from tests.journal.tally.marking import figures, marks, outcome, places, standing, votes

ABCD = Contest(tuple("abcd"), Method.BUDGET, costs=(60, 40, 30, 10), budget=100)
ORDERED = replace(ABCD, order=tuple("dcba"), tie_break="order")


def spent(vote: Contest, **numbers: int) -> tuple[str, ...]:
    return by_ratio(vote, {o: numbers.get(o, 0) for o in vote.options}, 20).winners


def test_the_most_votes_for_the_money_are_funded_first() -> None:
    # a 12/60, b 6/40, c 9/30, d 1/10: c, a, then b does not fit into 10, d does.
    assert spent(ABCD, a=12, b=6, c=9, d=1) == ("c", "a", "d")


def test_totals_are_enough_to_spend_a_budget() -> None:
    tally = from_totals(ABCD, {"a": 12, "b": 6, "c": 9, "d": 1}, 20)

    assert tally.outcome == by_ratio(ABCD, {"a": 12, "b": 6, "c": 9, "d": 1}, 20)
    assert (tally.outcome.winners, tally.turnout.counted) == (("c", "a", "d"), 20)


def test_an_option_that_does_not_fit_is_skipped_and_the_next_is_asked() -> None:
    # b 20/40, a 20/60 fit; nothing is left for c, and nothing for d.
    assert spent(ABCD, a=20, b=20, c=1, d=1) == ("b", "a")
    # d, c, then a (60 of 60), and b is skipped.
    assert spent(replace(ABCD, budget=99), a=18, b=1, c=20, d=20) == ("d", "c", "b")


def test_more_votes_do_not_help_against_a_better_ratio() -> None:
    assert spent(replace(ABCD, budget=60), a=20, b=14) == ("b",)


def test_what_is_left_is_told_for_each_that_was_asked() -> None:
    votes_ = {"a": 12, "b": 6, "c": 9, "d": 0}
    result = by_ratio(ABCD, votes_, 20)

    assert figures(result, "c") == {"cost": 30, "left": 70}
    assert figures(result, "a") == {"cost": 60, "left": 10}
    assert figures(result, "b") == {"cost": 40, "left": 10}
    assert figures(result, "d") == {"cost": 10}


def test_numbers_are_marks_and_shares_of_the_ballots() -> None:
    result = outcome(ABCD, marks("abcd", "ab 2*b abd"))

    assert result.unit is Unit.BALLOTS
    assert result.whole == 4
    assert votes(result) == {"a": 2, "b": 4, "c": 0, "d": 1}
    assert standing(result, "a").share == Fraction(1, 2)


def test_places_are_in_the_order_of_votes_over_cost() -> None:
    # b 4/40 and d 1/10 are equal; a 2/60.
    result = outcome(ABCD, marks("abcd", "ab 2*b abd"))

    assert places(result) == {"b": 1, "d": 1, "a": 3, "c": 4}


def test_an_option_that_costs_nothing_comes_first() -> None:
    vote = replace(ABCD, costs=(60, 0, 30, 0))
    result = by_ratio(vote, {"a": 20, "b": 1, "c": 20, "d": 2}, 20)

    assert result.winners == ("d", "b", "c", "a")
    assert places(result) == {"d": 1, "b": 2, "c": 3, "a": 4}


def test_an_option_that_nobody_marks_is_not_funded_even_for_nothing() -> None:
    vote = replace(ABCD, costs=(60, 0, 30, 10))
    result = by_ratio(vote, {"a": 20, "b": 0, "c": 0, "d": 0}, 20)

    assert result.winners == ("a",)
    assert places(result)["b"] == places(result)["c"]


def test_nothing_to_spend_funds_only_what_costs_nothing() -> None:
    vote = replace(ABCD, costs=(60, 0, 30, 10), budget=0)

    assert spent(vote, a=3, b=1, c=2, d=2) == ("b",)


def test_equals_that_the_money_pays_for_together_are_no_tie() -> None:
    result = by_ratio(ABCD, {"a": 6, "b": 4, "c": 0, "d": 0}, 20)

    assert result.winners == ("a", "b")
    assert (result.tied, result.ties) == ((), ())


def test_an_open_tie_stays_one_and_nobody_after_it_is_asked() -> None:
    result = by_ratio(replace(ABCD, budget=70), {"a": 6, "b": 4, "c": 0, "d": 0}, 20)

    assert (result.winners, result.tied) == ((), ("a", "b"))

    result = by_ratio(replace(ABCD, budget=75), {"a": 6, "b": 4, "c": 2, "d": 5}, 20)

    assert (result.winners, result.tied) == (("d",), ("a", "b"))
    assert "left" not in figures(result, "c")


def test_an_equal_that_the_money_does_not_pay_for_alone_is_in_no_tie() -> None:
    result = by_ratio(replace(ABCD, budget=50), {"a": 6, "b": 4, "c": 0, "d": 0}, 20)

    assert (result.winners, result.tied) == (("b",), ())


def test_the_tie_break_says_which_of_equals_is_asked_first() -> None:
    result = by_ratio(replace(ORDERED, budget=75), {"a": 6, "b": 4, "c": 3, "d": 0}, 20)

    # c first, then b; 5 are left.
    assert result.winners == ("c", "b")
    assert result.ties == (
        TieBroken(("a", "b", "c"), ("c",), "order"),
        TieBroken(("a", "b"), ("b",), "order"),
    )
    assert places(result) == {"a": 1, "b": 1, "c": 1, "d": 4}


def test_who_is_passed_over_is_not_paid_for() -> None:
    result = by_ratio(replace(ABCD, passed_over=("c",)), {"a": 12, "b": 6, "c": 9, "d": 1}, 20)

    assert result.winners == ("a", "b")
    assert standing(result, "c").passed_over
    assert figures(result, "c") == {"cost": 30}


def test_seats_are_no_matter_to_a_budget() -> None:
    assert spent(replace(ABCD, seats=1, budget=1000), a=1, b=1, c=1, d=1) == ("d", "c", "b", "a")


def test_without_ballots_nothing_is_funded() -> None:
    result = outcome(replace(ORDERED, costs=(0, 0, 0, 0)), [])

    assert (result.winners, result.tied) == ((), ())
    assert set(places(result).values()) == {1}
    assert {each.share for each in result.standings} == {None}
