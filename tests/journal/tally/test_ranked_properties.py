"""What holds for every ranked vote, whatever is on the ballots."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.journal.tally.count import count
from generator.journal.tally.tally import Outcome
from generator.model.ballots import Ballot
from generator.model.contest import (
    Contest,
    Equal,
    Method,
    Rules,
    Skipped,
    Strength,
    Tail,
    Unranked,
)

RANKED = (Method.SCHULZE, Method.BORDA, Method.RUNOFF, Method.STV)
STEPS = (Method.RUNOFF, Method.STV)


@st.composite
def votes(draw: st.DrawFn, methods: tuple[Method, ...] = RANKED) -> tuple[Contest, list[Ballot]]:
    """A vote with all of its rules, and ballots of every odd kind."""
    options = tuple("abcde"[: draw(st.integers(2, 5))])
    method = draw(st.sampled_from(methods))
    contest = Contest(
        options,
        method,
        seats=1 if method is Method.RUNOFF else draw(st.integers(1, len(options))),
        order=tuple(draw(st.permutations(options))),
        tie_break="order",
        rules=Rules(
            strength=draw(st.sampled_from(list(Strength))),
            unranked=draw(st.sampled_from(list(Unranked))),
            equal=draw(st.sampled_from(list(Equal))),
            skipped=draw(st.sampled_from(list(Skipped))),
            tail=draw(st.sampled_from(list(Tail))),
            earlier_rounds=draw(st.booleans()),
        ),
        passed_over=tuple(draw(st.sets(st.sampled_from(options), max_size=1))),
    )
    rank = st.one_of(st.none(), st.integers(1, 6))
    values = st.tuples(*[rank for _ in options])
    box = st.builds(Ballot, values, count=st.integers(1, 4))
    return contest, draw(st.lists(box, max_size=8))


def outcome(contest: Contest, ballots: list[Ballot]) -> Outcome:
    return count(contest, ballots).outcome


@given(votes())
def test_who_casts_a_ballot_does_not_matter(vote: tuple[Contest, list[Ballot]]) -> None:
    contest, ballots = vote

    assert outcome(contest, ballots[::-1]) == outcome(contest, ballots)


@given(votes())
def test_a_ballot_that_counts_three_times_is_three_ballots(
    vote: tuple[Contest, list[Ballot]],
) -> None:
    contest, ballots = vote
    single = [Ballot(ballot.values) for ballot in ballots for _ in range(ballot.count)]

    assert outcome(contest, single) == outcome(contest, ballots)


@given(votes())
def test_what_the_options_are_called_does_not_matter(
    vote: tuple[Contest, list[Ballot]],
) -> None:
    contest, ballots = vote
    named = dict(zip(contest.options, ("v", "w", "x", "y", "z"), strict=False))
    renamed = replace(
        contest,
        options=tuple(named[option] for option in contest.options),
        order=tuple(named[option] for option in contest.order),
        passed_over=tuple(named[option] for option in contest.passed_over),
    )

    assert outcome(renamed, ballots).winners == tuple(
        named[option] for option in outcome(contest, ballots).winners
    )


@given(votes(), st.data())
def test_the_order_in_which_options_are_listed_does_not_matter(
    vote: tuple[Contest, list[Ballot]], data: st.DataObject
) -> None:
    contest, ballots = vote
    moved = data.draw(st.permutations(range(len(contest.options))))
    other = replace(contest, options=tuple(contest.options[n] for n in moved))
    same = [Ballot(tuple(b.values[n] for n in moved), count=b.count) for b in ballots]
    here, there = outcome(contest, ballots), outcome(other, same)

    assert set(there.winners) == set(here.winners)
    assert set(there.standings) == set(here.standings)
    assert [tie.chosen for tie in there.ties] == [tie.chosen for tie in here.ties]


@given(votes())
def test_no_more_win_than_there_are_seats_and_nobody_who_is_passed_over(
    vote: tuple[Contest, list[Ballot]],
) -> None:
    contest, ballots = vote
    found = outcome(contest, ballots)

    assert len(set(found.winners)) == len(found.winners) <= contest.seats
    assert not set(found.winners) & set(contest.passed_over)
    assert {each.option for each in found.standings if each.won} == set(found.winners)


@given(votes())
def test_every_option_has_a_place_once_and_equals_have_the_same(
    vote: tuple[Contest, list[Ballot]],
) -> None:
    contest, ballots = vote
    found = outcome(contest, ballots)
    places = [each.place for each in found.standings]

    assert sorted(each.option for each in found.standings) == sorted(contest.options)
    assert all(place == places.index(place) + 1 for place in places)


@given(votes(STEPS))
@settings(max_examples=200)
def test_in_every_round_every_ballot_is_somewhere(vote: tuple[Contest, list[Ballot]]) -> None:
    contest, ballots = vote
    tally = count(contest, ballots)

    for each in tally.outcome.rounds:
        assert sum(number for _, number in each.votes) + each.exhausted == tally.turnout.counted


@given(votes(STEPS))
def test_each_option_is_elected_or_leaves_once(vote: tuple[Contest, list[Ballot]]) -> None:
    contest, ballots = vote
    found = outcome(contest, ballots)
    named = [o for each in found.rounds for o in (*each.elected, *each.excluded)]

    assert len(named) == len(set(named))
    assert tuple(o for each in found.rounds for o in each.elected) == found.winners


@given(votes(STEPS))
def test_a_winner_of_a_runoff_has_at_least_a_vote(vote: tuple[Contest, list[Ballot]]) -> None:
    contest, ballots = vote
    found = outcome(contest, ballots)

    for each in found.rounds:
        assert all(dict(each.votes)[option] > 0 for option in each.elected)


@given(votes(STEPS))
def test_a_seat_stays_empty_only_where_nobody_else_has_a_vote(
    vote: tuple[Contest, list[Ballot]],
) -> None:
    contest, ballots = vote
    found = outcome(contest, ballots)
    if len(found.winners) < contest.seats and found.rounds:
        last = dict(found.rounds[-1].votes)

        assert all(not last[option] for option in last if option not in found.winners)
