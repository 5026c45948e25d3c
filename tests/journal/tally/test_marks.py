"""Plurality and approval; and what is true of every count of marks and scores."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.journal.tally.count import count, from_totals
from generator.journal.tally.tally import Outcome, Remark, TieBroken, Turnout, Unit
from generator.model.ballots import Ballot
from generator.model.contest import (
    SURVEYS,
    Blank,
    Contest,
    Form,
    Method,
    Revotes,
    Rules,
)
from tests.journal.tally.marking import marks, outcome, places, standing, votes

ABC = Contest(("a", "b", "c"), Method.PLURALITY)
APPROVAL = replace(ABC, method=Method.APPROVAL)
LISTED = replace(APPROVAL, order=("c", "b", "a"), tie_break="order")


def test_the_option_with_the_most_marks_wins() -> None:
    result = outcome(ABC, marks("abc", "a b b c 2*c c"))

    assert result.winners == ("c",)
    assert result.unit is Unit.BALLOTS
    assert votes(result) == {"c": 4, "b": 2, "a": 1}
    assert places(result) == {"c": 1, "b": 2, "a": 3}
    assert standing(result, "c").share == Fraction(4, 7)


def test_approval_takes_any_number_of_marks() -> None:
    result = outcome(APPROVAL, marks("abc", "ab abc b"))

    assert result.winners == ("b",)
    assert votes(result) == {"b": 3, "a": 2, "c": 1}
    assert standing(result, "a").share == Fraction(2, 3)


def test_two_marks_spoil_a_ballot_of_one() -> None:
    tally = count(ABC, marks("abc", "a 3*bc b"))

    assert tally.outcome.tied == ("a", "b")
    assert tally.turnout == Turnout(cast=5, counted=2, spoilt=3)
    assert tally.outcome.remarks == (Remark("overvotes", 3),)


def test_more_marks_than_the_poll_allows_spoil_a_ballot() -> None:
    tally = count(replace(APPROVAL, rules=Rules(most=2)), marks("abc", "ab bc abc"))

    assert tally.turnout == Turnout(cast=3, counted=2, spoilt=1)
    assert votes(tally.outcome) == {"b": 2, "a": 1, "c": 1}


def test_an_empty_ballot_counts_for_nothing_and_in_no_share() -> None:
    tally = count(APPROVAL, [*marks("abc", "ab a"), Ballot((None, None, None), count=2)])

    assert tally.turnout == Turnout(cast=4, counted=2, empty=2)
    assert standing(tally.outcome, "a").share == 1


def test_a_spoilt_ballot_counts_for_nothing() -> None:
    tally = count(APPROVAL, [*marks("abc", "a"), Ballot((None, 1, None), spoilt=True)])

    assert tally.turnout == Turnout(cast=2, counted=1, spoilt=1)
    assert tally.outcome.winners == ("a",)


def test_an_option_without_a_mark_never_has_a_seat() -> None:
    result = outcome(replace(LISTED, seats=3), marks("abc", "a ab"))

    assert result.winners == ("a", "b")
    assert places(result) == {"a": 1, "b": 2, "c": 3}


def test_options_without_a_mark_are_in_no_tie() -> None:
    result = outcome(replace(APPROVAL, seats=2), marks("abc", "a a"))

    assert (result.winners, result.tied) == (("a",), ())


def test_totals_without_a_mark_seat_nobody_either() -> None:
    tally = from_totals(replace(LISTED, seats=3), {"b": 2}, 2)

    assert (tally.outcome.winners, tally.outcome.ties) == (("b",), ())


def test_equals_are_told_apart_by_the_tie_break_and_share_their_place() -> None:
    result = outcome(LISTED, marks("abc", "ab ab c"))

    assert result.winners == ("b",)
    assert result.ties == (TieBroken(("a", "b"), ("b",), "order"),)
    assert places(result) == {"a": 1, "b": 1, "c": 3}


def test_an_open_tie_stays_one() -> None:
    result = outcome(replace(APPROVAL, seats=2), marks("abc", "abc c"))

    assert (result.winners, result.tied) == (("c",), ("a", "b"))


def test_equals_that_all_have_a_seat_are_no_tie() -> None:
    result = outcome(replace(APPROVAL, seats=2), marks("abc", "ab"))

    assert (result.winners, result.tied, result.ties) == (("a", "b"), (), ())


def test_who_is_passed_over_leaves_the_seat_to_the_next() -> None:
    result = outcome(replace(APPROVAL, passed_over=("a",)), marks("abc", "ab ab a"))

    assert result.winners == ("b",)
    assert standing(result, "a").passed_over
    assert places(result) == {"a": 1, "b": 2, "c": 3}


def test_without_ballots_nobody_wins() -> None:
    result = outcome(LISTED, [])

    assert (result.winners, result.tied) == ((), ())
    assert places(result) == {"a": 1, "b": 1, "c": 1}
    assert {each.share for each in result.standings} == {None}


STEERING_COUNCIL = {
    "PEP 8100, January 2019": """69 ballots: Guido van Rossum 45, Brett Cannon 44, Carol Willing 33,
        Barry Warsaw 31, Alyssa (Nick) Coghlan 25; Benjamin Peterson 22, Łukasz Langa 21,
        Victor Stinner 21, Mariatta 20, Emily Morehouse 18, Yury Selivanov 15, Donald Stufft 11,
        Peter Wang 10, Travis Oliphant 8, Kushal Das 7, Gregory P. Smith 6, David Mertz 3""",
    "PEP 8101, December 2019": """63 ballots: Brett Cannon 54, Carol Willing 54, Barry Warsaw 50,
        Thomas Wouters 40, Victor Stinner 38; Christian Heimes 37, Pablo Galindo Salgado 37,
        Gregory P. Smith 32, Kushal Das 30""",
    "PEP 8102, December 2020": """74 ballots: Pablo Galindo Salgado 59, Carol Willing 57,
        Barry Warsaw 56, Brett Cannon 54, Thomas Wouters 52; Christian Heimes 43, Mariatta 42,
        Raymond Hettinger 31, David Mertz 28, Matt Harrison 15""",
    "PEP 8103, December 2021": """67 ballots: Pablo Galindo Salgado 61, Petr Viktorin 48,
        Thomas Wouters 48, Gregory P. Smith 44, Brett Cannon 42; Barry Warsaw 39,
        Victor Stinner 35, Mariatta 34, Dong-hee Na 26, David Mertz 24""",
}
"""Approval votes for the five seats of Python's steering council, those elected first."""


def persons(text: str) -> dict[str, int]:
    rows = (" ".join(row.split()).rpartition(" ") for row in text.split(","))
    return {name: int(number) for name, _, number in rows}


@pytest.mark.parametrize("source", STEERING_COUNCIL)
def test_published_totals_of_python_seat_its_steering_council(source: str) -> None:
    ballots, _, text = STEERING_COUNCIL[source].partition(" ballots: ")
    elected, others = (persons(part) for part in text.split(";"))
    totals = elected | others
    alphabetical = tuple(sorted(totals))
    tally = from_totals(Contest(alphabetical, Method.APPROVAL, seats=5), totals, int(ballots))

    assert set(tally.outcome.winners) == set(elected)
    assert tally.outcome.tied == ()
    assert {each.option: each.votes for each in tally.outcome.standings} == totals
    assert tally.outcome.standings[0].share == Fraction(max(totals.values()), int(ballots))
    assert tally.turnout == Turnout(int(ballots), int(ballots))


# What is true of every count of marks and scores.

COUNTED = (
    Method.PLURALITY,
    Method.APPROVAL,
    Method.SCORE,
    Method.STAR,
    Method.SEQUENTIAL,
    Method.BUDGET,
    Method.BOXES,
    Method.LIKERT,
)
LETTERS = tuple("pqrstu")


@st.composite
def elections(draw: st.DrawFn) -> tuple[Contest, list[Ballot]]:
    method = draw(st.sampled_from(COUNTED))
    options = LETTERS[: draw(st.integers(2, 6))]
    order = draw(st.permutations(options)) if draw(st.booleans()) else ()
    contest = Contest(
        options,
        method,
        seats=draw(st.integers(1, 4)),
        order=tuple(order),
        tie_break="order" if order else "open",
        rules=Rules(blank=draw(st.sampled_from(Blank)), most=draw(st.integers(0, 3))),
        scale=(0, 3),
        costs=tuple(draw(st.integers(0, 4)) for _ in options),
        budget=draw(st.integers(0, 10)),
        passed_over=draw(st.sampled_from([(), (), options[:1]])),
    )
    value = st.none() | (st.just(1) if contest.form is Form.MARKS else st.integers(0, 3))
    rows = draw(st.lists(st.tuples(*(value for _ in options)), max_size=8))
    return contest, [Ballot(row, count=draw(st.integers(1, 3))) for row in rows]


@given(elections(), st.permutations(range(8)))
def test_the_order_of_the_ballots_changes_nothing(
    election: tuple[Contest, list[Ballot]], order: Sequence[int]
) -> None:
    contest, ballots = election
    shuffled = [ballots[n] for n in order if n < len(ballots)]

    assert count(contest, shuffled) == count(contest, ballots)


@given(elections(), st.permutations(range(6)))
def test_the_order_of_the_options_changes_nothing_but_the_order_of_equals(
    election: tuple[Contest, list[Ballot]], drawn: Sequence[int]
) -> None:
    contest, ballots = election
    order = [n for n in drawn if n < len(contest.options)]
    moved = replace(
        contest,
        options=tuple(contest.options[n] for n in order),
        costs=tuple(contest.costs[n] for n in order),
    )
    turned = [replace(b, values=tuple(b.values[n] for n in order)) for b in ballots]

    assert described(outcome(moved, turned)) == described(outcome(contest, ballots))


def described(result: Outcome) -> object:
    """An outcome without the order in which equals stand."""
    return (
        set(result.winners),
        set(result.tied),
        {each.option: each for each in result.standings},
        [(set(r.votes), set(r.elected), r.exhausted) for r in result.rounds],
        [(set(tie.options), set(tie.chosen), tie.by, tie.round) for tie in result.ties],
    )


@given(elections())
def test_a_ballot_that_came_counted_is_so_many_ballots(
    election: tuple[Contest, list[Ballot]],
) -> None:
    contest, ballots = election
    apart = [replace(ballot, count=1) for ballot in ballots for _ in range(ballot.count)]

    assert count(contest, apart) == count(contest, ballots)


@given(elections())
def test_seats_are_never_overfilled(election: tuple[Contest, list[Ballot]]) -> None:
    contest, ballots = election
    result = outcome(contest, ballots)
    standings = {each.option: each for each in result.standings}

    assert len(set(result.winners)) == len(result.winners)
    assert not set(result.winners) & (set(result.tied) | set(contest.passed_over))
    assert {option for option, each in standings.items() if each.won} == set(result.winners)
    assert sorted(standings) == sorted(contest.options)
    assert [each.place for each in result.standings] == sorted(
        each.place for each in result.standings
    )
    listed = [(each.place, contest.options.index(each.option)) for each in result.standings]
    assert listed == sorted(listed)
    if contest.method in SURVEYS:
        assert result.winners == ()
    elif contest.method is Method.BUDGET:
        costs = dict(zip(contest.options, contest.costs, strict=True))
        assert sum(costs[option] for option in result.winners) <= contest.budget
    else:
        assert len(result.winners) <= contest.seats
        # Seats stay free only in a tie, or if nobody is left who can have one.
        if result.tied:
            assert (
                len(result.winners)
                < contest.seats
                < len(result.winners + result.tied) + (contest.method is Method.STAR)
            )


@given(elections())
def test_a_tie_break_leaves_no_tie(election: tuple[Contest, list[Ballot]]) -> None:
    contest, ballots = election
    result = outcome(contest, ballots)

    assert not (contest.order and result.tied)
    assert contest.order or not any(tie.by == "order" for tie in result.ties)


@given(elections())
def test_a_tie_break_changes_nothing_that_is_sure_without_it(
    election: tuple[Contest, list[Ballot]],
) -> None:
    contest, ballots = election
    left_open = outcome(replace(contest, order=(), tie_break="open"), ballots)
    told = outcome(replace(contest, order=contest.options, tie_break="listed"), ballots)

    assert set(left_open.winners) <= set(told.winners)
    if not left_open.tied:
        assert set(left_open.winners) == set(told.winners)


@given(elections())
def test_every_ballot_has_one_fate(election: tuple[Contest, list[Ballot]]) -> None:
    contest, ballots = election
    turnout = count(contest, ballots).turnout

    assert turnout.cast == sum(ballot.count for ballot in ballots)
    assert turnout.cast == turnout.counted + turnout.empty + turnout.spoilt


@given(elections(), st.sampled_from((Revotes.FIRST, Revotes.LAST)))
def test_no_voter_is_counted_twice(
    election: tuple[Contest, list[Ballot]], revotes: Revotes
) -> None:
    contest, ballots = election
    contest = replace(contest, rules=replace(contest.rules, revotes=revotes))
    one_voter = [replace(ballot, receipt="one", count=1) for ballot in ballots]
    kept = [one_voter[-1 if revotes is Revotes.LAST else 0]] if ballots else []
    tally = count(contest, one_voter)

    assert tally.outcome == count(contest, kept).outcome
    assert tally.turnout.superseded == max(0, len(ballots) - 1)
