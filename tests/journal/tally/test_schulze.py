"""Schulze's method, against examples that its author and others worked out."""

from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from generator.journal.tally.pairwise import cycle, smith, wins
from generator.journal.tally.rankings import rankings
from generator.journal.tally.schulze import order as in_order
from generator.journal.tally.schulze import paths
from generator.model.ballots import Ballot
from generator.model.contest import Contest, Method, Rules, Strength, Unranked
from tests.journal.tally.ranked import (
    CAPITAL,
    order,
    outcome,
    places,
    ranks,
    remark,
    result,
    vote,
    votes,
)

IGNORED = Rules(unranked=Unranked.IGNORED)
MARGINS = Rules(strength=Strength.MARGINS)

# Schulze 2011, section 3.1: 21 voters.
FIRST = """
8 a>c>d>b
2 b>a>d>c
4 c>d>b>a
4 d>b>a>c
3 d>c>b>a
"""
# The example with 45 voters of the encyclopedias.
FORTY_FIVE = """
5 A>C>B>E>D
5 A>D>E>C>B
8 B>E>D>A>C
3 C>A>B>E>D
7 C>A>E>B>D
2 C>B>A>D>E
7 D>C>E>B>A
8 E>B>A>D>C
"""


def test_the_capital_of_tennessee_is_the_one_that_beats_every_other() -> None:
    found = result(vote(Method.SCHULZE, "MNCK"), CAPITAL)

    assert found.winners == ("N",)
    assert order(found) == ("N", "C", "K", "M")
    assert votes(found) == {"N": 3, "C": 2, "K": 1, "M": 0}
    assert found.pairwise is not None
    assert found.pairwise.wins == (
        (0, 42, 42, 42),
        (58, 0, 68, 68),
        (58, 32, 0, 83),
        (58, 32, 17, 0),
    )
    assert found.pairwise.cycle == ()


def test_paths_and_order_are_those_of_schulzes_first_example() -> None:
    found = result(vote(Method.SCHULZE, "abcd"), FIRST)

    assert found.pairwise is not None
    assert found.pairwise.wins == ((0, 8, 14, 10), (13, 0, 6, 2), (7, 15, 0, 12), (11, 19, 9, 0))
    assert found.pairwise.paths == (
        (0, 14, 14, 12),
        (13, 0, 13, 12),
        (13, 15, 0, 12),
        (13, 19, 13, 0),
    )
    assert order(found) == ("d", "a", "c", "b")
    assert found.pairwise.cycle == ("a", "c", "b")


def test_paths_and_order_are_those_of_the_example_with_45_voters() -> None:
    found = result(vote(Method.SCHULZE, "ABCDE"), FORTY_FIVE)

    assert found.pairwise is not None
    assert found.pairwise.paths == (
        (0, 28, 28, 30, 24),
        (25, 0, 28, 33, 24),
        (25, 29, 0, 29, 24),
        (25, 28, 28, 0, 24),
        (25, 28, 28, 31, 0),
    )
    assert order(found) == ("E", "A", "C", "B", "D")


def test_those_whom_nobody_is_better_than_are_equal_and_the_tie_break_tells_them_apart() -> None:
    ballots = "3 A>B>C>D\n2 D>A>B>C\n2 D>B>C>A\n2 C>B>D>A"
    found = result(vote(Method.SCHULZE, "ABCD"), ballots)

    assert places(found) == {"B": 1, "D": 1, "A": 3, "C": 3}
    assert found.winners == ("B",)
    assert [(tie.options, tie.chosen, tie.by) for tie in found.ties] == [
        (("B", "D"), ("B",), "listed")
    ]


def test_equals_stay_equal_where_the_tie_break_is_open() -> None:
    contest = Contest(("A", "B", "C"), Method.SCHULZE)
    found = result(contest, "1 A>B>C\n1 B>A>C")

    assert found.winners == ()
    assert found.tied == ("A", "B")
    assert places(found) == {"A": 1, "B": 1, "C": 3}


def test_several_seats_go_to_the_first_and_who_is_passed_over_makes_room() -> None:
    three = vote(Method.SCHULZE, "abcd", seats=3)
    without = Contest(three.options, Method.SCHULZE, 2, three.order, "listed", passed_over=("d",))

    assert result(three, FIRST).winners == ("d", "a", "c")
    assert result(without, FIRST).winners == ("a", "c")
    assert order(result(without, FIRST)) == ("d", "a", "c", "b")


def test_options_without_a_rank_are_last_or_not_compared() -> None:
    ballots = "3 A\n2 B>A"
    last = result(vote(Method.SCHULZE, "AB"), ballots)
    ignored = result(vote(Method.SCHULZE, "AB", IGNORED), ballots)

    assert last.pairwise is not None
    assert ignored.pairwise is not None
    assert last.pairwise.wins == ((0, 3), (2, 0))
    assert ignored.pairwise.wins == ((0, 0), (2, 0))
    assert (last.winners, ignored.winners) == (("A",), ("B",))


def test_winning_votes_and_margins_can_disagree() -> None:
    # A beats B 5:4 of 11, B beats C 6:3, C beats A 4:2: margins drop A-B (1), votes drop C-A (4).
    ballots = "2 A>B>C\n3 A=C>B\n4 B>C>A\n2 A=B=C"
    wide = result(vote(Method.SCHULZE, "ABC"), ballots)
    narrow = result(vote(Method.SCHULZE, "ABC", MARGINS), ballots)

    assert wide.pairwise is not None
    assert wide.pairwise.wins == ((0, 5, 2), (4, 0, 6), (4, 3, 0))
    assert wide.pairwise.paths == ((0, 5, 5), (4, 0, 6), (4, 4, 0))
    assert narrow.pairwise is not None
    assert narrow.pairwise.paths == ((0, 1, 1), (2, 0, 3), (2, 1, 0))
    assert order(wide) == ("A", "B", "C")
    assert order(narrow) == ("B", "C", "A")


def test_a_circle_on_top_is_named_from_the_option_listed_first() -> None:
    table = wins(rankings(ranks("XABC", "1 B>C>A>X\n1 A>B>C>X\n1 C>A>B>X")), 4)

    assert smith(table) == (1, 2, 3)
    assert cycle(table) == (1, 2, 3)


def test_the_circle_that_is_named_is_a_shortest_one() -> None:
    # 0 beats 1, 1 beats 2, 2 beats 3, and 3 beats both 0 and 1; 0 and 2 are equal.
    table = ((0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1), (1, 1, 0, 0))

    assert smith(table) == (0, 1, 2, 3)
    assert cycle(table) == (1, 2, 3)


def test_a_circle_below_the_one_that_beats_all_is_none() -> None:
    table = wins(rankings(ranks("XABC", "1 X>B>C>A\n1 X>A>B>C\n1 X>C>A>B")), 4)

    assert smith(table) == (0,)
    assert cycle(table) == ()


def test_equals_on_top_are_no_circle() -> None:
    table = wins(rankings(ranks("AB", "1 A>B\n1 B>A")), 2)

    assert smith(table) == (0, 1)
    assert cycle(table) == ()


def test_a_vote_nobody_cast_elects_nobody() -> None:
    found = outcome(vote(Method.SCHULZE, "AB"), [Ballot((None, None))])

    assert found.winners == found.tied == ()
    assert set(places(found).values()) == {1}


def test_partial_ballots_and_equal_ranks_are_told() -> None:
    found = result(vote(Method.SCHULZE, "ABC"), "3 A>B=C\n2 A>B\n4 A=B\n1 C>A>B")

    assert remark(found, "partial") == 6
    assert remark(found, "equal-ranks") == 7


def test_the_numbers_of_ranks_do_not_matter_only_their_order() -> None:
    contest = vote(Method.SCHULZE, "ABC")

    assert outcome(contest, [Ballot((2, 7, 40))]) == outcome(contest, [Ballot((1, 2, 3))])


boxes = st.integers(3, 5).flatmap(
    lambda options: st.lists(
        st.tuples(
            st.tuples(*[st.one_of(st.none(), st.integers(1, options)) for _ in range(options)]),
            st.integers(1, 3),
        ),
        min_size=1,
        max_size=8,
    )
)
every_rule = st.builds(
    Rules, strength=st.sampled_from(list(Strength)), unranked=st.sampled_from(list(Unranked))
)


@given(boxes, every_rule)
def test_paths_are_the_strongest_of_all_ways(
    box: list[tuple[tuple[int | None, ...], int]], rules: Rules
) -> None:
    counts = rankings(Ballot(values, count=number) for values, number in box)
    options = len(box[0][0])
    table = wins(counts, options, ignored=rules.unranked is Unranked.IGNORED)

    def strength(a: int, b: int) -> int:
        less = table[b][a] if rules.strength is Strength.MARGINS else 0
        return table[a][b] - less if table[a][b] > table[b][a] else 0

    ways = [way for n in range(2, options + 1) for way in permutations(range(options), n)]
    expected = [[0] * options for _ in range(options)]
    for way in ways:
        weakest = min(strength(a, b) for a, b in pairwise(way))
        expected[way[0]][way[-1]] = max(expected[way[0]][way[-1]], weakest)

    assert [list(row) for row in paths(table, rules.strength)] == expected


@given(boxes, every_rule)
def test_whoever_beats_everybody_wins(
    box: list[tuple[tuple[int | None, ...], int]], rules: Rules
) -> None:
    counts = rankings(Ballot(values, count=number) for values, number in box)
    options = len(box[0][0])
    table = wins(counts, options, ignored=rules.unranked is Unranked.IGNORED)
    first = in_order(paths(table, rules.strength))[0]
    others = range(options)
    best = [a for a in others if all(table[a][b] > table[b][a] for b in others if b != a)]
    worst = [a for a in others if all(table[a][b] < table[b][a] for b in others if b != a)]

    assert set(first) <= set(smith(table))
    if best:
        assert first == best
    if worst:
        assert worst[0] not in first


@given(boxes, every_rule)
def test_ballots_turned_upside_down_turn_the_paths_around(
    box: list[tuple[tuple[int | None, ...], int]], rules: Rules
) -> None:
    table = wins(rankings(Ballot(values, count=number) for values, number in box), len(box[0][0]))
    around = tuple(zip(*table, strict=True))

    assert paths(around, rules.strength) == tuple(zip(*paths(table, rules.strength), strict=True))
