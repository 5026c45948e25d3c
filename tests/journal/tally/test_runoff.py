"""Instant-runoff, worked out by hand, and the rules on which places that use it differ."""

from fractions import Fraction

import pytest
from msgspec.structs import replace

from generator.model.ballots import Ballot
from generator.model.contest import Contest, Equal, Method, Rules, Skipped
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

MAINE = Rules(equal=Equal.EXHAUSTED, skipped=Skipped.EXHAUSTED)
MINNEAPOLIS = Rules(equal=Equal.SKIPPED, skipped=Skipped.NEXT)
BACKWARD = Rules(earlier_rounds=True)


def runoff(options: str, rules: Rules | None = None) -> Contest:
    return vote(Method.RUNOFF, options, rules)


def test_the_capital_of_tennessee_is_the_city_that_nobody_put_last_but_few_put_first() -> None:
    found = result(runoff("MNCK"), CAPITAL)

    assert [stood(found, n) for n in range(3)] == [
        (("M", 42), ("N", 26), ("K", 17), ("C", 15)),
        (("M", 42), ("K", 32), ("N", 26)),
        (("K", 58), ("M", 42)),
    ]
    assert [each.excluded for each in found.rounds] == [("C",), ("N",), ()]
    assert [each.elected for each in found.rounds] == [(), (), ("K",)]
    assert found.winners == ("K",)


def test_places_are_in_the_reverse_order_of_leaving_with_the_votes_of_the_last_round() -> None:
    found = result(runoff("MNCK"), CAPITAL)

    assert order(found) == ("K", "M", "N", "C")
    assert votes(found) == {"K": 58, "M": 42, "N": 26, "C": 15}
    assert found.standings[0].share == Fraction(58, 100)


def test_more_than_half_of_the_votes_that_still_count_is_enough() -> None:
    found = result(runoff("ABC"), "4 A\n3 B\n2 C")

    assert len(found.rounds) == 2
    assert stood(found, 1) == (("A", 4), ("B", 3))
    assert found.rounds[1].exhausted == 2
    assert found.winners == ("A",)
    assert found.whole == 9
    assert remark(found, "exhausted") == 2


def test_exactly_half_is_not_enough() -> None:
    found = result(runoff("ABC"), "4 A\n2 B\n2 C>B")

    assert [each.elected for each in found.rounds] == [(), ("A",)]
    assert [each.excluded for each in found.rounds] == [("C",), ("B",)]


def test_two_that_are_left_and_equal_are_told_apart_by_the_tie_break() -> None:
    contest = replace(runoff("ABC"), order=("C", "B", "A"), tie_break="order")
    found = result(contest, "4 A\n3 B\n1 C>B")

    assert found.rounds[-1].elected == ("B",)
    assert found.rounds[-1].excluded == ("A",)
    assert [(t.options, t.chosen, t.by, t.round, t.out) for t in found.ties] == [
        (("A", "B"), ("A",), "order", 2, True)
    ]
    assert places(found) == {"B": 1, "A": 2, "C": 3}


def test_those_who_are_equal_when_it_ends_share_a_place() -> None:
    found = result(runoff("ABC"), "5 A\n2 B\n2 C")

    assert places(found) == {"A": 1, "B": 2, "C": 2}
    assert not found.ties


def test_options_without_a_vote_leave_one_at_a_time() -> None:
    found = result(runoff("ABCDE"), "3 A\n2 B\n2 C")

    assert [each.excluded for each in found.rounds[:2]] == [("E",), ("D",)]
    assert [tie.options for tie in found.ties[:1]] == [("D", "E")]


def test_a_tie_for_the_last_place_cannot_stay_open() -> None:
    contest = Contest(("A", "B", "C"), Method.RUNOFF)

    with pytest.raises(ValueError, match="tie-break is open"):
        result(contest, "3 A\n2 B\n2 C")


def test_an_open_tie_break_does_no_harm_where_none_is_needed() -> None:
    contest = Contest(("A", "B", "C"), Method.RUNOFF)

    assert result(contest, "4 A\n3 B\n2 C").winners == ("A",)


def test_equal_ranks_are_shared_as_long_as_several_of_them_are_in() -> None:
    found = result(runoff("ABC"), "4 A\n5 B\n2 B=C>A\n1 A=B=C")

    third = Fraction(1, 3)
    assert dict(found.rounds[0].votes) == {"A": 4 + third, "B": 6 + third, "C": 1 + third}
    assert found.winners == ("B",)
    assert remark(found, "equal-ranks") == 3


def test_equal_ranks_end_a_ballot_in_maine_and_are_passed_in_minneapolis() -> None:
    ballots = "4 A\n5 B\n2 B=C>A"
    maine = result(runoff("ABC", MAINE), ballots)
    minneapolis = result(runoff("ABC", MINNEAPOLIS), ballots)

    assert stood(maine, 0) == (("B", 5), ("A", 4), ("C", 0))
    assert maine.rounds[0].exhausted == 2
    assert maine.winners == ("B",)
    assert stood(minneapolis, 0) == (("A", 6), ("B", 5), ("C", 0))
    assert minneapolis.winners == ("A",)


def test_equal_ranks_after_the_one_that_counts_do_no_harm_in_maine() -> None:
    found = result(runoff("ABC", MAINE), "4 A>B=C\n3 B\n2 C>B>A")

    assert [each.exhausted for each in found.rounds] == [0, 0]
    assert found.winners == ("B",)


def test_two_missing_ranks_in_a_row_end_a_ballot_in_maine_only() -> None:
    ballots = "4 A\n5 B\n2 C>_>_>A"
    maine = result(runoff("ABC", MAINE), ballots)
    minneapolis = result(runoff("ABC", MINNEAPOLIS), ballots)

    assert maine.rounds[-1].exhausted == 2
    assert maine.winners == ("B",)
    assert minneapolis.winners == ("A",)
    assert remark(maine, "skipped-ranks") == remark(minneapolis, "skipped-ranks") == 2


def test_missing_ranks_count_from_the_first_one() -> None:
    found = result(runoff("AB", MAINE), "1 A\n2 _>_>B")

    assert found.winners == ("A",)
    assert found.rounds[0].exhausted == 2


def test_one_missing_rank_ends_no_ballot_however_often() -> None:
    found = result(runoff("ABC", MAINE), "4 A\n3 B\n2 _>C>_>B")

    assert found.winners == ("B",)
    assert remark(found, "skipped-ranks") == 0


def test_a_rank_without_a_number_before_it_is_told_where_it_changes_nothing() -> None:
    found = result(runoff("ABC"), "4 A\n3 _>B")

    assert remark(found, "skipped-ranks") == 3


def test_earlier_rounds_tell_equals_apart_if_the_rules_say_so() -> None:
    # B and C have 4 each in the second round; B had 3 in the first.
    ballots = "5 A\n3 B>C\n4 C>A\n1 D>B"
    listed = result(runoff("ABCD"), ballots)
    backward = result(runoff("ABCD", BACKWARD), ballots)

    assert listed.rounds[1].excluded == ("C",)
    assert listed.winners == ("A",)
    assert backward.rounds[1].excluded == ("B",)
    assert backward.winners == ("C",)
    assert [(t.options, t.chosen, t.by, t.round) for t in backward.ties] == [
        (("B", "C"), ("B",), "earlier-round", 2)
    ]


def test_the_latest_earlier_round_that_can_tell_equals_apart_decides() -> None:
    # B and C have 4 and 3 in the first round, 4 and 5 in the second, 5 and 5 in the third.
    ballots = "6 A\n4 B\n3 C\n1 D>B\n2 D>A\n2 E>C"
    found = result(runoff("ABCDE", BACKWARD), ballots)

    assert [each.excluded for each in found.rounds[:3]] == [("E",), ("D",), ("B",)]
    assert found.ties[-1].by == "earlier-round"


def test_where_no_earlier_round_helps_the_tie_break_is_asked() -> None:
    found = result(runoff("ABC", BACKWARD), "3 A\n2 B\n2 C")

    assert found.rounds[0].excluded == ("C",)
    assert [tie.by for tie in found.ties] == ["listed"]


def test_who_is_passed_over_is_withdrawn_before_the_first_round() -> None:
    contest = replace(runoff("ABC"), passed_over=("A",))
    found = result(contest, "5 A>B\n4 C\n1 B")

    assert stood(found, 0) == (("B", 6), ("C", 4))
    assert found.winners == ("B",)
    assert order(found) == ("B", "C", "A")
    assert [each.option for each in found.standings if each.passed_over] == ["A"]


def test_an_equal_rank_with_somebody_withdrawn_is_still_one_but_not_if_all_are() -> None:
    contest = replace(runoff("ABC", MAINE), passed_over=("A",))
    with_one = result(contest, "2 A=B\n1 C")
    with_all = result(replace(contest, passed_over=("A", "B")), "2 A=B>C")

    assert with_one.rounds[0].exhausted == 2
    assert stood(with_all, 0) == (("C", 2),)


def test_nobody_wins_where_every_ballot_is_exhausted() -> None:
    found = result(runoff("AB", MAINE), "2 A=B")

    assert found.winners == found.tied == ()
    assert found.rounds[0].exhausted == 2
    assert places(found) == {"A": 1, "B": 1}


def test_a_vote_nobody_cast_elects_nobody() -> None:
    found = outcome(runoff("AB"), [Ballot((None, None))])

    assert (found.winners, found.rounds) == ((), ())
    assert set(places(found).values()) == {1}
